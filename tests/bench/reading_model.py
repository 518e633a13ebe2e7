"""The reader's model in torch: its shape, its loss and its training loop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from bot.answering.windows import Packed, WindowText, pack
from tests.bench.optimizing import optimize, use_fast_dropout

_TOKENS_AT_ONCE = 4_096


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

    def __init__(self, folder: str, layers: int | None = None) -> None:
        """Starts from the transformer in `folder`, or from its first layers."""
        super().__init__()
        self.transformer = AutoModel.from_pretrained(folder, attn_implementation="eager")
        if layers:
            self.transformer.encoder.layer = self.transformer.encoder.layer[:layers]
        self.head = torch.nn.Linear(self.transformer.config.hidden_size, 2)
        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        for parameter in self.transformer.embeddings.parameters():
            parameter.requires_grad_(False)
        use_fast_dropout(self.transformer)
        self.tokens = lru_cache(maxsize=500_000)(self._tokens)

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


def train(model: ReadingModel, examples: Sequence[Example], *, rate: float, at_once: int, seed: int) -> None:
    """One pass over the examples in order."""
    batches = [examples[i : i + at_once] for i in range(0, len(examples), at_once)]
    optimize(model, batches, lambda batch: torch.stack(list(_losses(model, batch))).mean(), rate=rate, seed=seed)


def _losses(model: ReadingModel, batch: Sequence[Example]) -> Iterator[torch.Tensor]:
    logits = model.all_logits([model.packed(example.question, window) for example in batch for window in example.windows])
    at = 0
    for example in batch:
        mine = logits[at : at + len(example.windows)]
        at += len(example.windows)
        labels = [y for ys, x in zip(example.labels, mine, strict=True) for y in ys[: len(x)]]
        yield loss_of(torch.cat(mine), torch.tensor(labels, dtype=torch.float32))
