"""The sentences of the passages that were found, and the cheap features by which the best of them are chosen for reading with care."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus

from bot.answering.quotes import sentence_statement
from bot.answering.records import Query
from bot.answering.speakers import AskedSpeaker
from index.encoder import Vectors
from index.records import Hit
from index.search import Index
from index.store import Document
from index.tokens import tokenize

Scores = npt.NDArray[np.float64]
Place = tuple[int, int]
"""Article number and sentence."""

_PASSAGES_READ = 20
_SENTENCES_KEPT = 8_192
_CLOSING = "\"”’'» "


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences and their features, each an array with one value a sentence; `cosines` to the question; BM25 of the best passage."""

    places: Sequence[Place]
    features: Mapping[str, Scores]
    cosines: Scores
    best_lexical: float = 0.0

    def scores(self, weights: Mapping[str, float]) -> Scores:
        """The weighed sum of the features."""
        return np.asarray(np.sum([weights[name] * values for name, values in self.features.items()], axis=0))


@dataclass(frozen=True, slots=True)
class _Look:
    """What a sentence looks like, whatever is asked."""

    stems: list[str]
    asks: bool
    length: float


@lru_cache(maxsize=_SENTENCES_KEPT)
def _look(document: Document, at: int) -> _Look:
    text = document.sentences[at].span.of(document.article.text)
    return _Look(tokenize(text, document.article.language), text.rstrip(_CLOSING).endswith("?"), math.log1p(len(text.split())))


def stems_of(document: Document, first: int, last: int) -> set[str]:
    """The stems of the sentences from `first` up to but not including `last`, as far as there are."""
    return set[str]().union(*(_look(document, at).stems for at in range(max(0, first), min(last, len(document.sentences)))))


def gather(index: Index, query: Query, hits: Sequence[Hit], vector: Vectors, asked: AskedSpeaker) -> Pool:
    """The sentences of the best passages.

    Features: BM25 of the sentence against the pool (`words`), cosine of its vector (`meaning`), BM25 of its passage
    (`lexical`), whether it is a question, the logarithm of its number of words, whether it is in what the question
    prefers, how well its speaker fits, and whether it is a statement where somebody's words are asked for. The first
    three are standardized within the pool.
    """
    places, stems, cosines, rows = list[Place](), list[list[str]](), list[Vectors](), list[list[float]]()
    for hit in hits[:_PASSAGES_READ]:
        document = index.document(hit.article_no)
        preferred = bool(query.preference) and index.in_scope(hit, query.preference)
        cosines.append(index.sentence_vectors(hit) @ vector)
        for at in range(hit.passage.first, hit.passage.last):
            look, said = _look(document, at), sentence_statement(document, at)
            places.append((hit.article_no, at))
            stems.append(look.stems)
            states = query.asks_words and said is not None
            rows.append([hit.lexical, look.asks, look.length, preferred, asked.match(said, document.article.text), states])
    if not places:
        return Pool((), {}, np.zeros(0))
    lexical, asks, length, preferred, speaker, states = np.array(rows, dtype=np.float64).T
    meaning = np.concatenate(cosines).astype(np.float64)
    features = {
        "words": _standard(pool_scores(index.stems(query.search_text), stems)), "meaning": _standard(meaning), "lexical": _standard(lexical),
        "question": asks, "length": length, "preferred": preferred, "speaker": speaker, "statement": states,
    }  # fmt: skip
    return Pool(places, features, meaning, hits[0].lexical)


def pool_scores(question: Sequence[str], sentences: Sequence[Sequence[str]]) -> Scores:
    """BM25+ of each sentence's stems for the question's, against the pool itself; shape (len(sentences),).

    Lv and Zhai, "Lower-Bounding Term Frequency Normalization" (CIKM 2011).
    """
    if not sentences or not any(sentences):
        return np.zeros(len(sentences))
    return np.asarray(BM25Plus(sentences).get_scores(list(dict.fromkeys(question))))


def _standard(values: Scores) -> Scores:
    spread = float(values.std()) or 1.0
    return np.asarray((values - values.mean()) / spread)
