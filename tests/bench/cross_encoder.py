"""The reader's cross-encoder in torch: its shape, its loss and its training loop."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from transformers import AutoModel, AutoTokenizer

MAX_TOKENS = 160


@dataclass(frozen=True, slots=True)
class Group:
    """One question with candidates that compete: `evidence[i]` is what the model reads, `labels[i]` whether it answers."""

    question: str
    evidence: tuple[str, ...]
    labels: tuple[float, ...]


class CrossEncoder(torch.nn.Module):
    """A BERT and one linear layer over its first token; the word embeddings stay as they were."""

    def __init__(self, folder: str) -> None:
        """Starts from the transformer in `folder`."""
        super().__init__()
        self.transformer = AutoModel.from_pretrained(folder)
        self.head = torch.nn.Linear(self.transformer.config.hidden_size, 1)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        for parameter in self.transformer.embeddings.parameters():
            parameter.requires_grad_(False)

    def forward(self, questions: Sequence[str], evidence: Sequence[str]) -> torch.Tensor:
        """Logits, shape (pairs,)."""
        tokens = self.tokenizer(
            list(questions), list(evidence), truncation="only_second", max_length=MAX_TOKENS, padding=True, return_tensors="pt"
        )
        hidden = self.transformer(input_ids=tokens["input_ids"], attention_mask=tokens["attention_mask"]).last_hidden_state
        return self.head(hidden[:, 0]).float().squeeze(-1)  # type: ignore[no-any-return]


def loss_of(logits: torch.Tensor, groups: Sequence[Group]) -> torch.Tensor:
    """Per question: softmax over its candidates where one answers, and a binary loss that ties zero to "no answer"."""
    losses, at = [], 0
    for group in groups:
        labels = torch.tensor(group.labels)
        mine = logits[at : at + len(labels)]
        at += len(labels)
        pointwise = torch.nn.functional.binary_cross_entropy_with_logits(mine, labels)
        listwise = torch.logsumexp(mine, 0) - torch.logsumexp(mine[labels > 0.5], 0) if (labels > 0.5).any() else torch.zeros(())
        losses.append(listwise + 0.5 * pointwise)
    return torch.stack(losses).mean()


def train(model: CrossEncoder, groups: Sequence[Group], *, epochs: int, rate: float, at_once: int, seed: int) -> None:
    """AdamW with warm-up and linear decay, bfloat16 autocast; prints the running loss."""
    generator = random.Random(seed)
    torch.manual_seed(seed)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    steps = epochs * (len(groups) // at_once + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.06 * steps), (steps - s) / steps))
    model.train()
    running = 0.0
    for step, batch in enumerate(_batches(groups, epochs, at_once, generator)):
        questions = [g.question for g in batch for _ in g.evidence]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(questions, [e for g in batch for e in g.evidence])
        loss = loss_of(logits, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        running = 0.98 * running + 0.02 * float(loss) if step else float(loss)
        if step % 50 == 0:
            print(f"step {step}/{steps} loss {running:.3f}", flush=True)


def _batches(groups: Sequence[Group], epochs: int, at_once: int, generator: random.Random) -> Iterator[list[Group]]:
    """Groups of like length together, so that little is padding; the order of batches is random."""
    for _ in range(epochs):
        order = sorted(groups, key=lambda g: max(map(len, g.evidence)) * generator.uniform(0.7, 1.3))
        batches = [order[i : i + at_once] for i in range(0, len(order), at_once)]
        generator.shuffle(batches)
        yield from batches


@torch.no_grad()
def scores(model: CrossEncoder, question: str, evidence: Sequence[str]) -> list[float]:
    """Logits of one question's candidates."""
    model.eval()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return [float(x) for i in range(0, len(evidence), 64) for x in model([question] * len(evidence[i : i + 64]), evidence[i : i + 64])]
