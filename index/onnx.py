"""An exported transformer in ONNX Runtime with its tokenizer: the only file that runs them."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of like length, padded together: `members` are their numbers, `ids` and `mask` have shape (batch, tokens)."""

    members: tuple[int, ...]
    ids: Ids
    mask: Ids


class OnnxModel:
    """A folder with `model.onnx` and `tokenizer.json`, as `index.exporting` writes it."""

    def __init__(self, folder: Path, max_tokens: int, threads: int) -> None:
        """`threads` 0 takes all cores."""
        onnxruntime.set_default_logger_severity(3)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or _cores()
        self._session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(max_tokens, strategy="longest_first")
        self._tokenizer.no_padding()

    def tokenize(self, texts: Sequence[str], *, special: bool = True) -> list[Encoding]:
        """Token ids and offsets of texts, cut to the window; `special` tokens around each."""
        return list(self._tokenizer.encode_batch(list(texts), add_special_tokens=special))

    def run(self, batch: Batch) -> npt.NDArray[np.float32]:
        """The model's output for a batch; its first axis is the batch."""
        return np.asarray(self._session.run(None, {"input_ids": batch.ids, "attention_mask": batch.mask})[0], dtype=np.float32)


def batches(rows: Sequence[Sequence[int]], tokens_at_once: int) -> list[Batch]:
    """Every row of token ids in a batch with neighbours in length, each batch of at most `tokens_at_once` with its padding."""
    groups = list[list[int]]()
    for i in sorted(range(len(rows)), key=lambda i: len(rows[i])):
        if groups and (len(groups[-1]) + 1) * len(rows[i]) <= tokens_at_once:
            groups[-1].append(i)
        else:
            groups.append([i])
    return [_padded(tuple(group), [rows[i] for i in group]) for group in groups]


def _padded(members: tuple[int, ...], rows: Sequence[Sequence[int]]) -> Batch:
    ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(rows):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return Batch(members, ids, mask)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
