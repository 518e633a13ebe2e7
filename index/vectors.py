"""The vectors of a generation as memory-mapped arrays, in the order of its passages and of their sentences."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import simsimd

from index.cores import cores
from index.encoder import PassageVectors, Vectors

ROWS, PASSAGES, SENTENCES = "rows.npy", "passages.npy", "sentences.npy"
_CHUNK = 65_536
_BLOCK = 4_096
"""Passages that are compared at once: what stays in a core's cache."""
_ROUGH = 6e-4
"""By how much a cosine in half precision may be off: a unit vector's rounding, 2^-11, and a little for the sums."""
_HALF = 32


@dataclass(frozen=True, slots=True)
class VectorTable:
    """Row i is passage i: `rows[i]` = (article number, first sentence, last sentence + 1), int32.

    `passages` (n, d) and `sentences` (m, d) are unit vectors, float16; the sentences of passage i stand at
    `starts[i]` to `starts[i + 1]`.
    """

    rows: npt.NDArray[np.int32]
    passages: npt.NDArray[np.float16]
    sentences: npt.NDArray[np.float16]
    starts: npt.NDArray[np.int64]

    @classmethod
    def open(cls, folder: Path) -> "VectorTable":
        """Maps the arrays of a folder; nothing is read until it is used."""
        rows = np.load(folder / ROWS)
        passages, sentences = (np.load(folder / name, mmap_mode="r" if len(rows) else None) for name in (PASSAGES, SENTENCES))
        return cls(rows, passages, sentences, sentence_starts(rows))

    @classmethod
    def empty(cls, dimension: int) -> "VectorTable":
        """Of no passages."""
        none = np.zeros((0, dimension), np.float16)
        return cls(np.zeros((0, 3), np.int32), none, none, np.zeros(1, np.int64))

    def of_sentences(self, position: int) -> Vectors:
        """The vectors of the sentences of one passage, float32, shape (number of sentences, d)."""
        return np.asarray(self.sentences[self.starts[position] : self.starts[position + 1]], dtype=np.float32)

    def cosines(self, vector: Vectors, positions: npt.NDArray[np.int64]) -> Vectors:
        """Cosine of a unit vector to some passages, float32, shape (len(positions),)."""
        return np.asarray(self.passages[positions].astype(np.float32) @ vector)

    def nearest(self, vector: Vectors, positions: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
        """Those of the positions whose passages are nearest to a unit vector, nearest first; exact.

        Many are compared in half precision, divided among the cores; whatever rounding could have kept out of the best
        is compared once more.
        """
        if len(positions) > max(count, _BLOCK):
            rough = self._rough_cosines(vector, positions)
            least = np.partition(rough, -count)[-count]
            positions = positions[rough >= least - 2 * _ROUGH]
        cosines = self.cosines(vector, positions)
        return positions[np.argsort(-cosines, kind="stable")[:count]]

    def _rough_cosines(self, vector: Vectors, positions: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        half = vector.astype(np.float16)[None]

        def of_block(at: int) -> npt.NDArray[np.float64]:
            return np.asarray(simsimd.cdist(self.passages[positions[at : at + _BLOCK]], half, metric="dot")).ravel()

        return np.concatenate(list(_threads().map(of_block, range(0, len(positions), _BLOCK))))

    @property
    def order(self) -> npt.NDArray[np.int64]:
        """A number for each passage by article and first sentence; they rise from row to row."""
        return (self.rows[:, 0].astype(np.int64) << _HALF) | self.rows[:, 1]


def sentence_starts(rows: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Where each passage's sentences begin, and where the last ends; shape (n + 1,)."""
    return np.concatenate([[0], np.cumsum(rows[:, 2] - rows[:, 1], dtype=np.int64)])


def passage_key(row: npt.NDArray[np.int32]) -> str:
    """The key of a passage in the vector index: article number and first sentence, stable from build to build."""
    return f"{row[0]}-{row[1]}"


def key_number(key: str) -> int:
    """The number of a key, as `VectorTable.order` gives it for the passage."""
    article, first = key.split("-")
    return int(article) << _HALF | int(first)


def first_numbers(articles: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers in `VectorTable.order` at which the passages of articles begin, by their numbers."""
    return articles.astype(np.int64) << _HALF


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="cosines")


def write_vectors(
    folder: Path, old: VectorTable, keep: npt.NDArray[np.bool_], new_rows: npt.NDArray[np.int32], encoded: Iterable[PassageVectors]
) -> None:
    """Writes the kept rows of `old`, then the new ones as they are encoded; memory use does not grow with the archive."""
    rows = np.concatenate([old.rows[keep], new_rows])
    np.save(folder / ROWS, rows)
    dimension = old.passages.shape[1]
    kept_sentences = np.repeat(keep, np.diff(old.starts))
    passages = _array(folder / PASSAGES, len(rows), dimension)
    sentences = _array(folder / SENTENCES, int(sentence_starts(rows)[-1]), dimension)
    at, sentence_at = _copy(old.passages, keep, passages), _copy(old.sentences, kept_sentences, sentences)
    for vectors in encoded:
        passages[at] = vectors.passage
        sentences[sentence_at : sentence_at + len(vectors.sentences)] = vectors.sentences
        at, sentence_at = at + 1, sentence_at + len(vectors.sentences)
    for array in (passages, sentences):
        if isinstance(array, np.memmap):
            array.flush()


def _array(path: Path, length: int, dimension: int) -> npt.NDArray[np.float16]:
    if not length:
        np.save(path, np.zeros((0, dimension), np.float16))
        return np.zeros((0, dimension), np.float16)
    return np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=(length, dimension))


def _copy(source: npt.NDArray[np.float16], keep: npt.NDArray[np.bool_], target: npt.NDArray[np.float16]) -> int:
    at = 0
    for i in range(0, len(source), _CHUNK):
        chunk = source[i : i + _CHUNK][keep[i : i + _CHUNK]]
        target[at : at + len(chunk)] = chunk
        at += len(chunk)
    return at
