"""BM25 over passages, through bm25s."""

import json
import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt

K1, B = 1.2, 0.75
_IDS, _LENGTHS, _STARTS, _VOCABULARY = "tokens.npy", "lengths.npy", "starts.npy", "vocabulary.json"
logging.getLogger("bm25s").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class TokenTable:
    """The stems of every passage as numbers: of each of its sentences in order, then of the headline that it stands under.

    Those are its runs: `lengths[j]` stems of `ids` belong to run j. The runs of passage i begin at `starts[i, 0]` and their
    stems at `starts[i, 1]`, those of the next at `starts[i + 1]`.
    """

    ids: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    vocabulary: tuple[str, ...]

    @classmethod
    def empty(cls) -> "TokenTable":
        """Of no passages."""
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros((1, 2), np.int64), ())

    @classmethod
    def load(cls, folder: Path) -> "TokenTable":
        """As saved."""
        ids, lengths, starts = _arrays(folder)
        return cls(ids, lengths, starts, tuple(json.loads((folder / _VOCABULARY).read_text("utf-8"))))

    def save(self, folder: Path) -> None:
        """Writes four files into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _IDS, self.ids)
        np.save(folder / _LENGTHS, self.lengths)
        np.save(folder / _STARTS, self.starts)
        (folder / _VOCABULARY).write_text(json.dumps(self.vocabulary), "utf-8")

    def changed(self, keep: npt.NDArray[np.bool_], added: Sequence[Sequence[Sequence[str]]]) -> "TokenTable":
        """The passages of `keep` (a mask), then the added ones, each by its runs; words that no passage holds any more are dropped."""
        numbers = {word: i for i, word in enumerate(self.vocabulary)}
        new = [numbers.setdefault(word, len(numbers)) for passage in added for run in passage for word in run]
        runs = np.diff(self.starts[:, 0])
        kept = np.repeat(keep, runs)
        ids = np.concatenate([self.ids[np.repeat(kept, self.lengths)], np.array(new, np.int32)])
        lengths = np.concatenate([self.lengths[kept], np.array([len(run) for passage in added for run in passage], np.int32)])
        firsts = _edges(np.concatenate([runs[keep], np.array([len(passage) for passage in added], np.int64)]))
        used, compact = np.unique(ids, return_inverse=True)
        words = list(numbers)
        return TokenTable(
            compact.astype(np.int32), lengths, np.stack([firsts, _edges(lengths)[firsts]], axis=1), tuple(words[i] for i in used)
        )


class LexicalIndex:
    """Opens a saved BM25 index and its token table, memory-mapped."""

    def __init__(self, folder: Path, passages: int) -> None:
        """`passages` is the number of rows it was built from."""
        self._size = passages
        self._bm25 = bm25s.BM25.load(folder, mmap=True, show_progress=False) if passages else None
        self._ids, self._lengths, self._starts = _arrays(folder)

    @staticmethod
    def build(folder: Path, table: TokenTable) -> None:
        """Writes the BM25 index of a token table (Lucene's variant, scores computed at build time)."""
        if len(table.starts) == 1:
            return
        index = bm25s.BM25(method="lucene", k1=K1, b=B)
        rows = np.split(table.ids, table.starts[1:-1, 1])
        vocabulary = {word: i for i, word in enumerate(table.vocabulary)} or {"": 0}
        index.index((rows, vocabulary), show_progress=False)
        index.save(folder, show_progress=False)

    def knows(self, token: str) -> bool:
        """Whether any passage holds a stem."""
        return self._bm25 is not None and token in self._bm25.vocab_dict

    def numbers(self, tokens: Iterable[str]) -> dict[str, int]:
        """The numbers of those stems that any passage holds."""
        return {token: self._bm25.vocab_dict[token] for token in tokens if self.knows(token)} if self._bm25 else {}

    def sentences(self, passage: int) -> list[list[int]]:
        """The numbers of the stems of each sentence of a passage."""
        (run, token), (next_run, next_token) = self._starts[passage : passage + 2].tolist()
        ids, lengths = self._ids[token:next_token].tolist(), self._lengths[run : next_run - 1].tolist()
        return [ids[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]

    def rarity(self, token: str) -> float:
        """How much a stem tells passages apart: its inverse document frequency, largest for one that no passage holds."""
        held = len(self.holding(token))
        return math.log1p((self._size - held + 0.5) / (held + 0.5))

    def holding(self, token: str) -> npt.NDArray[np.int32]:
        """The passages that hold a stem, in rising order."""
        if self._bm25 is None or token not in self._bm25.vocab_dict:
            return np.zeros(0, np.int32)
        number, starts = self._bm25.vocab_dict[token], self._bm25.scores["indptr"]
        return np.asarray(self._bm25.scores["indices"][starts[number] : starts[number + 1]])

    def scores(self, tokens: Sequence[str]) -> npt.NDArray[np.float32]:
        """The BM25 score of every passage, float32, shape (passages,); zero where no stem is shared."""
        known = [t for t in dict.fromkeys(tokens) if self._bm25 is not None and t and t in self._bm25.vocab_dict]
        if self._bm25 is None or not known:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)


def _arrays(folder: Path) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """A token table's numbers, mapped: nothing is read until it is used."""
    starts = np.load(folder / _STARTS, mmap_mode="r")
    runs, stems = starts[-1]
    ids, lengths = (np.load(folder / name, mmap_mode="r" if count else None) for name, count in ((_IDS, stems), (_LENGTHS, runs)))
    return np.asarray(ids), np.asarray(lengths), np.asarray(starts)


def _edges(lengths: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Where runs of these lengths begin, one after the other, and where the last ends."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
