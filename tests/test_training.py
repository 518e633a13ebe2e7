"""What trains the small models: what is pruned changes nothing that matters, and what is packed is what is exported."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from bot.answering.cross_encoder import CrossEncoder
from bot.answering.windows import WindowText
from index.exporting import export_trained, packaged_model
from tests.bench.optimizing import halfway
from tests.bench.pack import save_packed
from tests.bench.pruning import prune
from tests.bench.reading_model import Example, ReadingModel

_WINDOWS = (
    WindowText("Harbour Post: Vik votes", ("Odd Pell counted the ballots.", "“We shall see,” said Irma Sand, the mayor.")),
    WindowText("Harbour Post: Ferry late", ("The ferry to Vik was late again.",)),
)
_EXAMPLE = Example("What did Irma Sand say?", _WINDOWS, ((0, 1), (0,)))


@pytest.fixture
def model() -> Iterator[ReadingModel]:
    """The packaged model with four heads and 512 units of each layer that give nothing."""
    torch.manual_seed(7)
    made = ReadingModel(str(packaged_model()))
    with torch.no_grad():
        for layer in made.transformer.encoder.layer:
            layer.attention.output.dense.weight[:, 64:192] = 0
            layer.output.dense.weight[:, ::3] = 0
    yield made.eval()


def _logits(model: ReadingModel) -> list[np.ndarray]:
    with torch.no_grad():
        return [logits.numpy() for logits in model.all_logits([model.packed(_EXAMPLE.question, window) for window in _WINDOWS])]


def test_pruning_leaves_out_what_gives_nothing_and_the_export_has_the_shape_of_the_weights(model: ReadingModel, tmp_path: Path) -> None:
    before = _logits(model)
    prune(model, [_EXAMPLE], heads=8, units=1024)
    layer = model.transformer.encoder.layer[3]
    assert layer.attention.self.query.out_features == 256 and layer.output.dense.in_features == 1024
    for was, now in zip(before, _logits(model), strict=True):
        assert now == pytest.approx(was, abs=1e-4)
    torch.save(model.state_dict(), tmp_path / "small.pt")
    again = ReadingModel(str(packaged_model()))
    again.load(tmp_path / "small.pt")
    for was, now in zip(before, _logits(again.eval()), strict=True):
        assert now == pytest.approx(was, abs=1e-4)
    save_packed(tmp_path / "small.pt", tmp_path / "small.safetensors")
    export_trained(tmp_path / "small.safetensors", tmp_path / "export")
    exported = CrossEncoder(tmp_path / "export", threads=1).logits(_EXAMPLE.question, _WINDOWS)
    for was, run in zip(before, exported, strict=True):
        assert run == pytest.approx(was, abs=0.1)
    nodes = [node.op_type for node in onnx.load(tmp_path / "export" / "model.onnx").graph.node]
    assert nodes.count("QAttention") == 6  # fused, as the packaged model's is


def test_halfway_is_the_mean_of_the_weights_and_leaves_counters_as_they_are() -> None:
    start, end = ({"weight": torch.full((2, 2), value), "ids": torch.arange(3)} for value in (1.0, 4.0))
    between = halfway(start, end)
    assert torch.equal(between["weight"], torch.full((2, 2), 2.5)) and torch.equal(between["ids"], torch.arange(3))
