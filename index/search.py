"""The one door to the engines: opens a generation of the index, finds passages, gives articles and vectors."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.dense import DenseIndex
from index.encoder import Encoder, EncoderSettings, Vectors
from index.errors import IndexUnusable
from index.fusion import reciprocal_rank_fusion
from index.generations import CHROMA, DATABASE, LEXICAL, VECTORS, Generation, hold_current
from index.languages import question_language
from index.lexical import LexicalIndex
from index.records import Article, Hit, Passage, Scope
from index.store import Document, Store
from index.tokens import tokenize
from index.vectors import VectorTable, first_numbers, key_number

_DEPTH = 100
"""Passages taken from each ranking before they are fused; a passage below that in both is of no use to a reader."""
_WEIGHTS = {"lexical": 1.0, "dense": 1.0}
_DOCUMENTS_KEPT = 512
_QUESTIONS_KEPT = 4
"""Questions whose vector and BM25 scores are kept, to be searched for within more than one scope."""


class Index:
    """One generation of the index, open for questions from any number of threads."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        """Use `Index.open`."""
        self._generation, self._encoder = generation, encoder
        folder = generation.folder
        self._store = Store(folder / DATABASE)
        self._vectors = VectorTable.open(folder / VECTORS)
        self._lexical = LexicalIndex(folder / LEXICAL, len(self._vectors.rows))
        self._dense = DenseIndex(folder / CHROMA)
        if len(self._dense) != len(self._vectors.rows):
            raise IndexUnusable(folder, f"the vector index holds {len(self._dense)} of {len(self._vectors.rows)} passages")
        self._order = self._vectors.order
        if (np.diff(self._order) <= 0).any():
            raise IndexUnusable(folder, "its passages are out of order")
        self.document = lru_cache(maxsize=_DOCUMENTS_KEPT)(self._document)
        self._asked = lru_cache(maxsize=_QUESTIONS_KEPT)(self._ask)

    @classmethod
    def open(cls, data: Path, encoder: Encoder, settings: EncoderSettings) -> "Index":
        """Opens the generation that answers.

        Raises IndexMissing before the first build; IndexUnusable when the index is damaged, of another version, or was
        made with another model than `settings` name.
        """
        generation = hold_current(data)
        try:
            if generation.manifest.encoder != settings.fingerprint:
                made, now = generation.manifest.encoder, settings.fingerprint
                raise IndexUnusable(data, f"the index was made with another model ({made}; the settings name {now})")
            return cls(generation, encoder)
        except IndexUnusable:
            generation.release()
            raise
        except Exception as error:  # the engines raise what they like on damaged files
            generation.release()
            raise IndexUnusable(data, f"the index is damaged ({' '.join(str(error).split())[:120]})") from error

    @property
    def name(self) -> str:
        """The generation's name."""
        return self._generation.name

    def close(self) -> None:
        """Lets go of every file; a later build may then remove the generation. Nothing is kept in memory by itself."""
        del self.document, self._asked  # each holds the index that holds it
        self._dense.close()
        self._store.close()
        self._generation.release()

    def search(self, question: str, scope: Scope | None = None, limit: int = 30) -> tuple[list[Hit], Vectors]:
        """The best passages for a question, best first, and the question's vector.

        BM25 and vector rankings are fused by reciprocal rank. A scope filters before ranking: what is found within it
        is what an exhaustive search would find.
        """
        vector, lexical = self._asked(question)
        allowed = self._allowed(scope) if scope else None
        by_words = _best(lexical if allowed is None else np.where(allowed, lexical, 0.0))
        by_meaning = self._nearest(vector, allowed)
        fused = reciprocal_rank_fusion({"lexical": by_words, "dense": by_meaning}, _WEIGHTS)
        positions = np.array(list(fused)[:limit], dtype=np.int64)
        cosines = self._vectors.cosines(vector, positions)
        return [
            self._hit(int(p), fused[int(p)], float(lexical[p]), float(cosine)) for p, cosine in zip(positions, cosines, strict=True)
        ], vector

    def _ask(self, question: str) -> tuple[Vectors, npt.NDArray[np.float32]]:
        return self._encoder.encode_question(question), self._lexical.scores(self.stems(question))

    def stems(self, question: str) -> list[str]:
        """A question's stems, in its own language among those of the archive."""
        return tokenize(question, question_language(question, self.languages))

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that articles are in, as far as they are known."""
        return frozenset(self._store.languages())

    def within(self, article_id: str, vector: Vectors) -> list[Hit]:
        """Every passage of an article, nearest to a question's vector first; none for an unknown id."""
        number = self._store.number_of(article_id)
        positions = np.flatnonzero(self._vectors.rows[:, 0] == (-1 if number is None else number))
        cosines = self._vectors.cosines(vector, positions)
        return [self._hit(int(positions[i]), 0.0, 0.0, float(cosines[i])) for i in np.argsort(-cosines, kind="stable")]

    def _hit(self, position: int, score: float, lexical: float, cosine: float) -> Hit:
        no, first, last = map(int, self._vectors.rows[position])
        return Hit(position, no, Passage(first, last), score, lexical, cosine)

    def _nearest(self, vector: Vectors, allowed: npt.NDArray[np.bool_] | None) -> list[int]:
        """Positions by cosine: through Chroma without a filter, exactly over what a filter leaves."""
        if not len(self._order):
            return []
        if allowed is None:
            found = np.array([key_number(key) for key in self._dense.nearest(vector, min(_DEPTH, len(self._order)))], np.int64)
            return [int(i) for i in np.searchsorted(self._order, found)]
        inside = np.flatnonzero(allowed)
        return [int(i) for i in self._vectors.nearest(vector, inside, _DEPTH)]

    def _allowed(self, scope: Scope) -> npt.NDArray[np.bool_]:
        """A mask over passages. An article without a date is outside any span of days."""
        facets = self._facets
        mask = np.ones(len(facets.numbers), dtype=bool)
        if scope.outlets:
            mask &= np.isin(facets.outlets, [facets.names.index(name) for name in scope.outlets if name in facets.names])
        if scope.since or scope.until:
            mask &= (facets.days >= _day_number(scope.since or "0")) & (facets.days <= _day_number(scope.until or "9")) & (facets.days > 0)
        wanted = np.zeros(int(facets.numbers.max(initial=0)) + 1, dtype=bool)
        wanted[facets.numbers[mask]] = True
        return np.asarray(wanted[self._vectors.rows[:, 0]])

    @cached_property
    def _facets(self) -> "_Facets":
        rows = self._store.facets()
        numbers, outlets, published = zip(*rows, strict=True) if rows else ((), (), ())
        names, codes = np.unique([outlet or "" for outlet in outlets], return_inverse=True)
        days = [_day_number((day or "0")[:10]) for day in published]
        return _Facets(np.array(numbers, np.int64), names.tolist(), codes.astype(np.int32), np.array(days, np.int32))

    @cached_property
    def outlets(self) -> dict[str, int]:
        """Outlets, and how many articles each has, most first."""
        counts = np.bincount(self._facets.outlets, minlength=len(self._facets.names)).tolist()
        named = [(name, count) for name, count in zip(self._facets.names, counts, strict=True) if name]
        return dict(sorted(named, key=lambda pair: (-pair[1], pair[0])))

    @cached_property
    def days(self) -> tuple[str, str] | None:
        """The first and the last day of publication, or None when none is known."""
        known = self._facets.days[self._facets.days > 0]
        return (_day(int(known.min())), _day(int(known.max()))) if len(known) else None

    def newest(self, count: int) -> list[int]:
        """Numbers of the articles with the latest days, newest first; those of unknown day come never."""
        facets = self._facets
        order = np.lexsort((-facets.numbers, -facets.days))[:count]
        return [int(facets.numbers[i]) for i in order if facets.days[i] > 0]

    def has_word(self, word: str) -> bool:
        """Whether any passage or headline holds a word."""
        return any(all(map(self._lexical.knows, tokenize(word, language))) for language in {"en", *self.languages})

    def rarity(self, stem: str) -> float:
        """How much a stem tells passages apart (inverse document frequency)."""
        return self._lexical.rarity(stem)

    def numbers(self, stems: Iterable[str]) -> dict[str, int]:
        """The numbers of those stems that the archive holds, as `sentence_stems` gives them."""
        return self._lexical.numbers(stems)

    def sentence_stems(self, hit: Hit) -> list[list[int]]:
        """The numbers of the stems of each of a passage's sentences."""
        return self._lexical.sentences(hit.position)

    def holding(self, stems: Sequence[str], articles: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Whether an article holds a stem, headline included; shape (len(articles), len(stems))."""
        edges = np.searchsorted(self._order, first_numbers(np.array([articles, np.add(articles, 1)]))).astype(np.int32)  # as the passages
        places = [np.searchsorted(self._lexical.holding(stem), edges) for stem in stems]
        return np.array([ends > starts for starts, ends in places]).reshape(len(stems), len(articles)).T

    def speakers(self) -> list[tuple[str, str | None, int]]:
        """Every speaker and role with how many statements."""
        return self._store.speakers()

    def in_scope(self, hit: Hit, scope: Scope) -> bool:
        """Whether a passage's article is within a scope."""
        return self.holds(self.document(hit.article_no).article, scope)

    @staticmethod
    def holds(article: Article, scope: Scope) -> bool:
        """Whether an article is within a scope."""
        day = (article.published or "")[:10]
        within = (scope.since or "") <= day <= (scope.until or "9999") and (bool(day) or not (scope.since or scope.until))
        return within and (not scope.outlets or article.outlet in scope.outlets)

    def _document(self, no: int) -> Document:
        try:
            return self._store.document(no)
        except sqlite3.DatabaseError as error:
            raise IndexUnusable(self._generation.folder, f"the index is damaged ({error})") from error

    def find(self, article_id: str) -> Document | None:
        """An article by its public id."""
        no = self._store.number_of(article_id)
        return None if no is None else self.document(no)

    def copies(self, article_id: str) -> list[Document]:
        """The other articles that print the same story."""
        no = self._store.number_of(article_id)
        return [] if no is None else [self.document(other) for other in self._store.copies_of(no)]

    def sentence_vectors(self, hit: Hit) -> Vectors:
        """Unit vectors of a passage's sentences, float32, shape (number of sentences, d)."""
        return self._vectors.of_sentences(hit.position)

    def documents(self) -> list[Document]:
        """Every article, in order of path."""
        return sorted(self._store.documents(), key=lambda d: (d.article.path, d.article.line or 0))


@dataclass(frozen=True, slots=True)
class _Facets:
    """Of every article: its number, its outlet as a place in `names`, its day as a number, 0 where it is not known."""

    numbers: npt.NDArray[np.int64]
    names: list[str]
    outlets: npt.NDArray[np.int32]
    days: npt.NDArray[np.int32]


def _day_number(day: str) -> int:
    """20240229 for "2024-02-29"; what is cut short is before all days that begin so, "9" after every day."""
    return int(day.replace("-", "").ljust(8, "0"))


def _day(number: int) -> str:
    return f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"


def _best(scores: npt.NDArray[np.float32]) -> list[int]:
    """Positions of the largest scores above zero, largest first."""
    top = np.argpartition(-scores, min(_DEPTH, len(scores)) - 1)[:_DEPTH] if len(scores) else np.zeros(0, np.int64)
    return [int(i) for i in top[np.argsort(-scores[top], kind="stable")] if scores[i] > 0]
