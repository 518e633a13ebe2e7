"""BM25 over passages, through bm25s."""

import json
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

K1, B = 1.2, 0.75
logging.getLogger("bm25s").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class TokenTable:
    """The stems of every passage as numbers, one passage after the other; `lengths[i]` stems belong to passage i."""

    ids: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int32]
    vocabulary: tuple[str, ...]

    @classmethod
    def empty(cls) -> "TokenTable":
        """Of no passages."""
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int32), ())

    @classmethod
    def load(cls, folder: Path) -> "TokenTable":
        """As saved."""
        vocabulary = tuple(json.loads((folder / "vocabulary.json").read_text("utf-8")))
        return cls(np.load(folder / "tokens.npy"), np.load(folder / "lengths.npy"), vocabulary)

    def save(self, folder: Path) -> None:
        """Writes three files into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "tokens.npy", self.ids)
        np.save(folder / "lengths.npy", self.lengths)
        (folder / "vocabulary.json").write_text(json.dumps(self.vocabulary), "utf-8")

    def changed(self, keep: npt.NDArray[np.bool_], added: Sequence[Sequence[str]]) -> "TokenTable":
        """The passages of `keep` (a mask), then the added ones; words that no passage holds any more are dropped."""
        numbers = {word: i for i, word in enumerate(self.vocabulary)}
        new = [numbers.setdefault(word, len(numbers)) for passage in added for word in passage]
        ids = np.concatenate([self.ids[np.repeat(keep, self.lengths)], np.array(new, np.int32)])
        lengths = np.concatenate([self.lengths[keep], np.array([len(passage) for passage in added], np.int32)])
        used, compact = np.unique(ids, return_inverse=True)
        words = list(numbers)
        return TokenTable(compact.astype(np.int32), lengths, tuple(words[i] for i in used))


class LexicalIndex:
    """Opens a saved BM25 index, memory-mapped."""

    def __init__(self, folder: Path, passages: int) -> None:
        """`passages` is the number of rows it was built from."""
        self._size = passages
        self._bm25 = bm25s.BM25.load(folder, mmap=True, show_progress=False) if passages else None

    @staticmethod
    def build(folder: Path, table: TokenTable) -> None:
        """Writes the BM25 index of a token table (Lucene's variant, scores computed at build time)."""
        if not len(table.lengths):
            return
        index = bm25s.BM25(method="lucene", k1=K1, b=B)
        rows = np.split(table.ids, np.cumsum(table.lengths)[:-1])
        vocabulary = {word: i for i, word in enumerate(table.vocabulary)} or {"": 0}
        index.index((rows, vocabulary), show_progress=False)
        index.save(folder, show_progress=False)

    def knows(self, token: str) -> bool:
        """Whether any passage holds a stem."""
        return self._bm25 is not None and token in self._bm25.vocab_dict

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
