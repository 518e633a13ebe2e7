"""The training loop of the small models: bfloat16 computation, float32 weights, AdamW."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import torch

Batch = TypeVar("Batch")
_DROPPED = 0.1


class Dropout(torch.nn.Module):
    """Dropout with masks cut at random from one drawn beforehand: drawing them anew takes longer than the layers do."""

    def __init__(self) -> None:
        """Draws the masks."""
        super().__init__()
        drawn = torch.rand(1 << 23) >= _DROPPED
        self.register_buffer("masks", drawn.to(torch.bfloat16) / (1 - _DROPPED), persistent=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Zeroes a tenth of `x` in training."""
        if not self.training:
            return x
        start = int(torch.randint(0, self.masks.numel() - x.numel(), ()))
        return x * self.masks[start : start + x.numel()].view_as(x)


def use_fast_dropout(transformer: torch.nn.Module) -> None:
    """Replaces a BERT's dropout after its attention and feed-forward layers; there is none elsewhere."""
    dropout = Dropout()
    for layer in transformer.encoder.layer:  # type: ignore[union-attr]
        layer.attention.self.dropout.p = 0.0  # type: ignore[union-attr]
        layer.attention.output.dropout = layer.output.dropout = dropout  # type: ignore[union-attr]
    transformer.embeddings.dropout.p = 0.0  # type: ignore[union-attr]


def halfway(start: dict[str, torch.Tensor], end: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The mean of the weights before and after a training (Wortsman et al., "Robust fine-tuning", CVPR 2022)."""
    return {name: (tensor + end[name]) / 2 if tensor.is_floating_point() else tensor for name, tensor in start.items()}


def optimize(
    model: torch.nn.Module,
    batches: Sequence[Batch],
    loss_of: Callable[[Batch], torch.Tensor],
    *,
    rate: float,
    seed: int,
    decay: float = 0.01,
) -> None:
    """One pass over the batches with AdamW, warm-up and linear decay; prints the running loss."""
    torch.manual_seed(seed)
    trained = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    kept = [p.detach().clone().requires_grad_() for _, p in trained]
    optimizer = torch.optim.AdamW(kept, lr=rate, weight_decay=decay)
    steps = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.06 * steps), (steps - s) / steps))
    model.to(torch.bfloat16).train()
    running = 0.0
    for step, batch in enumerate(batches):
        loss = loss_of(batch)
        model.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        for (_, p), own in zip(trained, kept, strict=True):
            own.grad = None if p.grad is None else p.grad.float()
        torch.nn.utils.clip_grad_norm_(kept, 1.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            for (_, p), own in zip(trained, kept, strict=True):
                p.copy_(own)
        running = 0.98 * running + 0.02 * loss.item() if step else loss.item()
        if step % 50 == 0:
            print(f"step {step}/{steps} loss {running:.3f}", flush=True)
    model.float().load_state_dict({name: own.detach() for (name, _), own in zip(trained, kept, strict=True)}, strict=False)
