"""An exported transformer in ONNX Runtime with its tokenizer: the only file that runs them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from index.cores import cores

Ids = npt.NDArray[np.int64]
_RUN = 100
"""What one more run costs, in tokens."""
_MANY = 100
_SLOWER_FUSED = ["SkipLayerNormFusion", "BiasGeluFusion"]
"""Fusions of ONNX Runtime whose kernels take longer than those of their parts (1.32: eight times and one and a half)."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of like length, padded together: `members` are their numbers, `ids` and `mask` have shape (batch, tokens)."""

    members: tuple[int, ...]
    ids: Ids
    mask: Ids


class OnnxModel:
    """A folder with `model.onnx` and `tokenizer.json`, as `index.exporting` writes it."""

    def __init__(self, folder: Path, max_tokens: int, threads: int, crowded: Callable[[], bool] = lambda: False) -> None:
        """`threads` 0 takes all cores; while it is `crowded` a run takes the calling thread alone, so that several get on side by side."""
        onnxruntime.set_default_logger_severity(3)
        self._file, self._crowded, self._threads = folder / "model.onnx", crowded, threads or cores()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(max_tokens, strategy="longest_first")
        self._tokenizer.no_padding()

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return self._opened(self._threads)

    @cached_property
    def _single(self) -> onnxruntime.InferenceSession:
        return self._opened(1)

    def _opened(self, threads: int) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        return onnxruntime.InferenceSession(self._file, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER_FUSED)

    def open(self) -> None:
        """Loads the weights now, not with the first run."""
        _ = self._session

    def tokenize(self, texts: Sequence[str], *, special: bool = True) -> list[Encoding]:
        """Token ids and offsets of texts, cut to the window; `special` tokens around each."""
        if len(texts) < _MANY:  # too few to be worth waking threads for
            return [self._tokenizer.encode(text, add_special_tokens=special) for text in texts]
        return list(self._tokenizer.encode_batch(list(texts), add_special_tokens=special))

    def run(self, batch: Batch) -> npt.NDArray[np.float32]:
        """The model's output for a batch; its first axis is the batch."""
        return _output(self._single if self._crowded() else self._session, batch)

    def run_each(self, rows: Iterable[Sequence[int]]) -> Iterator[npt.NDArray[np.float32]]:
        """The model's output for each row of token ids, (tokens, outputs), in order; as many run side by side as there are threads.

        Each is run alone, so that its output is the same whatever is read along with it: int8 takes one scale for all
        rows that are run together. It takes no longer, as nothing is padded.
        """
        with ThreadPoolExecutor(self._threads) as pool:
            yield from (output[0] for output in pool.map(partial(_output, self._single), map(alone, rows)))


def _output(session: onnxruntime.InferenceSession, batch: Batch) -> npt.NDArray[np.float32]:
    return np.asarray(session.run(None, {"input_ids": batch.ids, "attention_mask": batch.mask})[0], dtype=np.float32)


def alone(row: Sequence[int]) -> Batch:
    """A batch of one row of token ids."""
    return _padded((0,), [row])


def batches(rows: Sequence[Sequence[int]], tokens_at_once: int) -> list[Batch]:
    """Every row of token ids in a batch with neighbours in length, each of at most `tokens_at_once` with its padding.

    Divided so that padding and the cost of one more run together are least (dynamic programming over the sorted rows).
    """
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    costs, starts = [0.0], [0]
    for end in range(1, len(order) + 1):
        longest = len(rows[order[end - 1]])
        first = max(0, min(end - 1, end - tokens_at_once // max(1, longest)))
        cost, start = min((costs[start] + longest * (end - start) + _RUN, start) for start in range(first, end))
        costs.append(cost)
        starts.append(start)
    groups, end = list[list[int]](), len(order)
    while end:
        groups.append(order[starts[end] : end])
        end = starts[end]
    return [_padded(tuple(group), [rows[i] for i in group]) for group in reversed(groups)]


def _padded(members: tuple[int, ...], rows: Sequence[Sequence[int]]) -> Batch:
    ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(rows):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return Batch(members, ids, mask)
