"""Leaves out of the reader's model the attention heads and feed-forward units that matter least."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch

from tests.bench.reading_model import Example, ReadingModel, labels_of, loss_of


def prune(model: ReadingModel, examples: Sequence[Example], *, heads: int, units: int) -> None:
    """Keeps in each layer those `heads` and `units` whose gates have the largest mean gradient of the loss over the examples.

    Heads after Michel, Levy and Neubig, "Are Sixteen Heads Really Better than One?" (NeurIPS 2019); units likewise.
    """
    for layer, (of_heads, of_units) in zip(model.transformer.encoder.layer, _importance(model, examples), strict=True):
        size = layer.attention.self.attention_head_size
        kept_heads = of_heads.topk(heads).indices.sort().values
        rows = (kept_heads[:, None] * size + torch.arange(size)).flatten()
        for name in ("query", "key", "value"):
            _keep(layer.attention.self, name, outputs=rows)
        _keep(layer.attention.output, "dense", inputs=rows)
        kept_units = of_units.topk(units).indices.sort().values
        _keep(layer.intermediate, "dense", outputs=kept_units)
        _keep(layer.output, "dense", inputs=kept_units)


def _keep(parent: torch.nn.Module, name: str, *, outputs: torch.Tensor | None = None, inputs: torch.Tensor | None = None) -> None:
    old = parent.get_submodule(name)
    weight, bias = old.weight.detach(), old.bias.detach()
    if outputs is not None:
        weight, bias = weight[outputs], bias[outputs]
    if inputs is not None:
        weight = weight[:, inputs]
    new = torch.nn.Linear(weight.shape[1], weight.shape[0])
    new.load_state_dict({"weight": weight, "bias": bias})
    setattr(parent, name, new)


def _importance(model: ReadingModel, examples: Sequence[Example]) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """For each layer the importance of its heads, (heads,), and of its units, (units,)."""
    model.eval()
    with _gates(model) as gates:
        sums = [torch.zeros_like(gate) for gate in gates]
        for example in examples:
            logits = model.all_logits([model.packed(example.question, window) for window in example.windows])
            loss = loss_of(torch.cat(logits), labels_of(example, logits))
            for total, gradient in zip(sums, torch.autograd.grad(loss, gates), strict=True):
                total += gradient.abs()
    return list(zip(sums[::2], sums[1::2], strict=True))


@contextmanager
def _gates(model: ReadingModel) -> Iterator[list[torch.Tensor]]:
    """A gate of 1, before each layer's two output matrices, for each head and each unit, in this order."""
    gates, hooks = list[torch.Tensor](), list[torch.utils.hooks.RemovableHandle]()
    for layer in model.transformer.encoder.layer:
        heads = layer.attention.self.num_attention_heads
        for module, count in ((layer.attention.output.dense, heads), (layer.output.dense, layer.output.dense.in_features)):
            gate = torch.ones(count, requires_grad=True)
            each = module.in_features // count
            hooks.append(module.register_forward_pre_hook(lambda _, inputs, gate=gate, each=each: inputs[0] * gate.repeat_interleave(each)))
            gates.append(gate)
    try:
        yield gates
    finally:
        for hook in hooks:
            hook.remove()
