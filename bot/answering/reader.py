"""Reads the passages that were found: ranks their sentences, and says how likely the best one answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answering.pool import pool_scores
from bot.answering.records import Candidate, Query
from index.encoder import Vectors
from index.records import Hit
from index.search import Index
from index.store import Document
from index.tokens import tokenize

_PASSAGES_READ = 20
_WEIGHTS = {"words": 1.0, "meaning": 1.0, "passage": 0.7, "rank": 0.6, "question": -1.0, "short": -1.0}
_FEW_WORDS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """Candidates, best first, and the probability that the first one answers."""

    candidates: tuple[Candidate, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence in the pool."""

    hit: Hit
    document: Document
    sentence: int
    cosine: float

    @property
    def text(self) -> str:
        return self.document.sentences[self.sentence].span.of(self.document.article.text)


def read(index: Index, query: Query, hits: Sequence[Hit], vector: Vectors) -> Reading:
    """Ranks every sentence of the best passages by its words, its meaning and the passage it stands in."""
    pool = [sentence for hit in hits[:_PASSAGES_READ] for sentence in _sentences(index, hit, vector)]
    if not pool:
        return Reading((), 0.0)
    scores = _scores(query, pool)
    order = np.argsort(-scores, kind="stable")
    ranked = tuple(Candidate(pool[i].hit.article_no, pool[i].sentence, float(scores[i])) for i in order)
    return Reading(ranked, _confidence(max(sentence.cosine for sentence in pool)))


def _sentences(index: Index, hit: Hit, vector: Vectors) -> list[_Read]:
    document = index.document(hit.article_no)
    cosines = index.sentence_vectors(hit) @ vector
    return [_Read(hit, document, hit.passage.first + i, float(cosine)) for i, cosine in enumerate(cosines)]


def _scores(query: Query, pool: Sequence[_Read]) -> npt.NDArray[np.float64]:
    features = {
        "words": _standard(pool_scores(tokenize(query.search_text), [tokenize(s.text) for s in pool])),
        "meaning": _standard(np.array([s.cosine for s in pool])),
        "passage": _standard(np.array([s.hit.cosine for s in pool])),
        "rank": _standard(np.array([s.hit.score for s in pool])),
        "question": np.array([s.text.rstrip("\"”’'» ").endswith("?") for s in pool], float),
        "short": np.array([len(s.text.split()) < _FEW_WORDS for s in pool], float),
    }
    return np.asarray(np.sum([_WEIGHTS[name] * values for name, values in features.items()], axis=0))


def _standard(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    spread = float(values.std()) or 1.0
    return np.asarray((values - values.mean()) / spread)


def _confidence(best_cosine: float) -> float:
    return float(1 / (1 + np.exp(-12 * (best_cosine - 0.45))))
