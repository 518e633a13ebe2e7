"""Reads the passages that were found: ranks their sentences, and says how likely the best one answers.

A cascade: cheap features over every sentence, the cross-encoder over the best few, a calibrated confidence at the end.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bot.answering.cross_encoder import CrossEncoder
from bot.answering.evidence import evidence_of
from bot.answering.names import same_speaker
from bot.answering.pool import pool_scores
from bot.answering.quotes import statement_of
from bot.answering.reader_export import ReaderParameters
from bot.answering.records import Candidate, Query
from index.encoder import Vectors
from index.records import Hit
from index.search import Index
from index.store import Document
from index.tokens import fold, tokenize

Scores = npt.NDArray[np.float64]

_PASSAGES_READ = 20
_FEW_WORDS = 5
_NAME = re.compile(r"(?<=\W)[A-Z][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """Candidates, best first, and the probability that the first one answers, with what it was computed from."""

    candidates: tuple[Candidate, ...]
    confidence: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence in the pool."""

    hit: Hit
    document: Document
    sentence: int
    cosine: float
    preferred: bool
    by_asked_speaker: bool

    @property
    def text(self) -> str:
        return self.document.sentences[self.sentence].span.of(self.document.article.text)


class Reader:
    """Ranks candidates; without a cross-encoder by the cheap features alone."""

    def __init__(self, parameters: ReaderParameters, cross_encoder: CrossEncoder | None = None) -> None:
        """`parameters` were fitted with that cross-encoder."""
        self._parameters, self._cross_encoder = parameters, cross_encoder

    def read(self, index: Index, query: Query, hits: Sequence[Hit], vector: Vectors) -> Reading:
        """Ranks every sentence of the best passages."""
        pool = [sentence for hit in hits[:_PASSAGES_READ] for sentence in _sentences(index, query, hit, vector)]
        if not pool:
            return Reading((), 0.0)
        first = _first_scores(query, pool, self._parameters.first)
        order = np.argsort(-first, kind="stable")
        best = order[: self._parameters.depth]
        logits = self._logits(query, [pool[i] for i in best])
        second = self._parameters.second["logit"] * logits + self._parameters.second["first"] * first[best]
        again = np.argsort(-second, kind="stable")
        ranked = [*((best[i], second[i]) for i in again), *((i, second.min() - 1 + first[i] - first[best[-1]]) for i in order[len(best) :])]
        candidates = tuple(Candidate(pool[i].hit.article_no, pool[i].sentence, float(score)) for i, score in ranked)
        top = pool[best[again[0]]]
        features = confidence_features(query, logits[again], np.array([read.cosine for read in pool]), top.document, top.sentence)
        return Reading(candidates, self._confidence(features), features)

    def _logits(self, query: Query, best: Sequence[_Read]) -> Scores:
        if self._cross_encoder is None:
            return np.zeros(len(best))
        return self._cross_encoder.logits(query.search_text, [evidence_of(read.document, read.sentence) for read in best])

    def _confidence(self, features: Mapping[str, float]) -> float:
        weights = self._parameters.confidence
        total = weights["intercept"] + sum(weights[name] * value for name, value in features.items())
        return float(1 / (1 + np.exp(-total)))


def confidence_features(query: Query, logits: Scores, cosines: Scores, document: Document, sentence: int) -> dict[str, float]:
    """What the confidence is computed from.

    `logits` of the cross-encoder, best candidate first; `cosines` of the pool; how many of the question's words stand
    in the best candidate's evidence, and how many of the names it asks about in that article.
    """
    others = logits[1:] if len(logits) > 1 else logits
    asked, evidence = set(tokenize(query.text)), set(tokenize(evidence_of(document, sentence)))
    names = {fold(name) for name in _NAME.findall(query.text[1:])}
    text = fold(document.article.text + " " + document.article.title)
    return {
        "logit": float(logits[0]),
        "lead": float(logits[0] - others.max()),
        "cosine": float(cosines.max()),
        "coverage": len(asked & evidence) / max(1, len(asked)),
        "names": sum(name in text for name in names) / len(names) if names else 1.0,
    }


def _sentences(index: Index, query: Query, hit: Hit, vector: Vectors) -> list[_Read]:
    document = index.document(hit.article_no)
    cosines = index.sentence_vectors(hit) @ vector
    preferred = bool(query.preference) and index.in_scope(hit, query.preference)
    return [
        _Read(hit, document, hit.passage.first + i, float(cosine), preferred, _asked_speaker_speaks(query, document, hit.passage.first + i))
        for i, cosine in enumerate(cosines)
    ]


def _asked_speaker_speaks(query: Query, document: Document, sentence: int) -> bool:
    said = statement_of(document, document.sentences[sentence].span) if query.speaker else None
    return bool(said and said.speaker and query.speaker and same_speaker(query.speaker, said))


def _first_scores(query: Query, pool: Sequence[_Read], weights: Mapping[str, float]) -> Scores:
    features = {
        "words": _standard(pool_scores(tokenize(query.search_text), [tokenize(s.text) for s in pool])),
        "meaning": _standard(np.array([s.cosine for s in pool])),
        "passage": _standard(np.array([s.hit.cosine for s in pool])),
        "rank": _standard(np.array([s.hit.score for s in pool])),
        "question": np.array([s.text.rstrip("\"”’'» ").endswith("?") for s in pool], float),
        "preferred": np.array([s.preferred for s in pool], float),
        "speaker": np.array([s.by_asked_speaker for s in pool], float),
        "short": np.array([len(s.text.split()) < _FEW_WORDS for s in pool], float),
    }
    return np.asarray(np.sum([weights[name] * values for name, values in features.items()], axis=0))


def _standard(values: Scores) -> Scores:
    spread = float(values.std()) or 1.0
    return np.asarray((values - values.mean()) / spread)
