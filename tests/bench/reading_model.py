"""The reader's model in torch: its shape, its loss and its training loop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from bot.answering.windows import Packed, WindowText, pack
from index.exporting import take_shape
from tests.bench.optimizing import optimize, use_fast_dropout

_TOKENS_AT_ONCE = 4_096
_TEMPERATURE = 2.0


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the windows that compete to answer it; `labels[i][j]`: whether sentence j of window i answers."""

    question: str
    windows: tuple[WindowText, ...]
    labels: tuple[tuple[int, ...], ...]


class ReadingModel(torch.nn.Module):
    """A BERT and two linear layers over each token: a sentence's logit is its marker's first and its tokens' mean second.

    Sentences are scored within their window, as in Di Liello et al., "Paragraph-based Transformer Pre-training for
    Multi-Sentence Inference" (NAACL 2022). The word embeddings stay as they were.
    """

    def __init__(self, folder: str) -> None:
        """Starts from the transformer in `folder`."""
        super().__init__()
        self.transformer = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.head = torch.nn.Linear(self.transformer.config.hidden_size, 2)
        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        for parameter in self.transformer.embeddings.parameters():
            parameter.requires_grad_(False)
        use_fast_dropout(self.transformer)
        self.tokens = lru_cache(maxsize=500_000)(self._tokens)

    def load(self, checkpoint: Path) -> None:
        """Takes the weights of a checkpoint, and as many layers, heads and units as it has."""
        state = torch.load(checkpoint, weights_only=True)
        take_shape(self.transformer, state)
        self.load_state_dict(state)

    def _tokens(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def packed(self, question: str, window: WindowText) -> Packed:
        """The tokens of a question and a window."""
        return pack(self.tokens(question), self.tokens(window.heading), [self.tokens(s) for s in window.sentences])

    def forward(self, rows: Sequence[Packed]) -> list[torch.Tensor]:
        """Logits of each row's sentences, as many as have a place."""
        length = -(-max(len(row.ids) for row in rows) // 32) * 32
        ids, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length, dtype=torch.long)
        for i, row in enumerate(rows):
            ids[i, : len(row.ids)] = torch.tensor(row.ids)
            mask[i, : len(row.ids)] = 1
        outputs = self.head(self.transformer(input_ids=ids, attention_mask=mask).last_hidden_state).float()
        return [
            torch.stack([out[end, 0] + out[start:end, 1].mean() for start, end in row.places])
            for out, row in zip(outputs, rows, strict=True)
        ]

    def all_logits(self, rows: Sequence[Packed]) -> list[torch.Tensor]:
        """Logits of each row's sentences, rows of like length run together."""
        found = dict[int, torch.Tensor]()
        for members in _buckets([len(row.ids) for row in rows]):
            found.update(zip(members, self.forward([rows[i] for i in members]), strict=True))
        return [found[i] for i in range(len(rows))]


def _buckets(lengths: Sequence[int]) -> list[list[int]]:
    groups = list[list[int]]()
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if groups and (len(groups[-1]) + 1) * lengths[i] <= _TOKENS_AT_ONCE:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def loss_of(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Of one question: softmax over its sentences and "none of them" at zero, and a binary loss for each sentence."""
    every = torch.logsumexp(torch.cat([logits, logits.new_zeros(1)]), 0)
    right = torch.logsumexp(logits[labels > 0.5], 0) if bool((labels > 0.5).any()) else logits.new_zeros(())
    return every - right + 0.5 * torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)


def labels_of(example: Example, logits: Sequence[torch.Tensor]) -> torch.Tensor:
    """Of the sentences of an example's windows that have a logit: 1.0 where one answers."""
    return torch.tensor([y for ys, x in zip(example.labels, logits, strict=True) for y in ys[: len(x)]], dtype=torch.float32)


def distance(logits: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
    """Of one question, how far a small model is from its teacher: in the choice of a sentence, and in each logit.

    After Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network" (arXiv:1503.02531).
    """
    none = logits.new_zeros(1)
    choice = torch.log_softmax(torch.cat([logits, none]) / _TEMPERATURE, 0)
    wanted = torch.softmax(torch.cat([taught, none]) / _TEMPERATURE, 0)
    return _TEMPERATURE**2 * -(wanted * choice).sum() + 0.5 * torch.nn.functional.binary_cross_entropy_with_logits(logits, taught.sigmoid())


def train(
    model: ReadingModel, examples: Sequence[Example], *, rate: float, at_once: int, seed: int, teachers: Sequence[ReadingModel] = ()
) -> None:
    """One pass over the examples in order; the mean of the teachers' logits counts for as much as the labels."""
    for teacher in teachers:
        teacher.to(torch.bfloat16).eval()
    batches = [examples[i : i + at_once] for i in range(0, len(examples), at_once)]
    optimize(model, batches, lambda batch: torch.stack(list(_losses(model, teachers, batch))).mean(), rate=rate, seed=seed)


def _losses(model: ReadingModel, teachers: Sequence[ReadingModel], batch: Sequence[Example]) -> Iterator[torch.Tensor]:
    rows = [model.packed(example.question, window) for example in batch for window in example.windows]
    logits = model.all_logits(rows)
    with torch.no_grad():
        taught = [sum(each) / len(teachers) for each in zip(*(teacher.all_logits(rows) for teacher in teachers), strict=True)]
    at = 0
    for example in batch:
        places = slice(at, at := at + len(example.windows))
        mine = logits[places]
        loss = loss_of(torch.cat(mine), labels_of(example, mine))
        yield loss + distance(torch.cat(mine), torch.cat(taught[places])) if teachers else loss
