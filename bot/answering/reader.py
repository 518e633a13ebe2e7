"""Reads the passages that were found: ranks their sentences, and says how likely the best one answers.

A cascade: cheap features over every sentence, the cross-encoder over the best few and their neighbours, a calibrated
confidence at the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.answering.cross_encoder import CrossEncoder
from bot.answering.pool import Place, Pool, asks_quantity, gather, share, stems_of
from bot.answering.quotes import sentence_statement
from bot.answering.reader_export import ReaderParameters
from bot.answering.records import Candidate, Query
from bot.answering.speakers import AskedSpeaker
from bot.answering.windows import window_text, windows_around
from index.encoder import Vectors
from index.records import Hit
from index.search import Index
from index.store import Document
from index.tokens import tokenize

Evidence = dict[str, float]
"""By what a sentence is ranked: its logit, its first score, how well its speaker fits."""

_FITS = 0.5
_NO_VOICE = -8.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Candidates, best first.

    `confidence` is the probability that the first quote answers, `answerable` that anything in the archive does: a hard
    question may have a sure answer somewhere below the first place. `features` are what both were computed from, and
    `evidence` what the candidates that were read with care were ranked by.
    """

    candidates: tuple[Candidate, ...]
    confidence: float
    answerable: float
    features: Mapping[str, float] = field(default_factory=dict)
    evidence: Mapping[Place, Evidence] = field(default_factory=dict)


class Reader:
    """Ranks candidates; without a cross-encoder by the cheap features alone."""

    def __init__(self, parameters: ReaderParameters, cross_encoder: CrossEncoder | None = None) -> None:
        """`parameters` were fitted with that cross-encoder."""
        self._parameters, self._cross_encoder = parameters, cross_encoder

    def read(self, index: Index, query: Query, hits: Sequence[Hit], vector: Vectors) -> Reading:
        """Ranks every sentence of the best passages."""
        asked = AskedSpeaker(query, index.rarity)
        pool = gather(index, query, hits, vector, asked)
        if not pool.places:
            return Reading((), 0.0, 0.0)
        first = pool.scores(self._parameters.first)
        cheap = {pool.places[i]: float(first[i]) for i in np.argsort(-first, kind="stable")}
        logits = self._logits(index, query, list(cheap))
        evidence, least = dict[Place, Evidence](), float(first.min())
        for place, logit in logits.items():
            document = index.document(place[0])
            said = sentence_statement(document, place[1])
            evidence[place] = {"logit": logit, "first": cheap.get(place, least), "speaker": asked.match(said, document.article.text)}
        weights = self._parameters.second
        second = {place: sum(weights[name] * value for name, value in values.items()) for place, values in evidence.items()}
        ranked = sorted(second.items(), key=lambda item: -item[1])
        below = ranked[-1][1] - 1 - float(first.max())
        ranked += [(place, below + score) for place, score in cheap.items() if place not in second]
        candidates = tuple(Candidate(no, sentence, score) for (no, sentence), score in ranked)
        features = confidence_features(index, query, candidates[0], evidence, pool)
        parameters = self._parameters
        return Reading(
            candidates, probability(parameters.confidence, features), probability(parameters.answerable, features), features, evidence
        )

    def _logits(self, index: Index, query: Query, best: Sequence[Place]) -> dict[Place, float]:
        """The cross-encoder's logit of each of the best sentences and their neighbours; zero for the best without it.

        The first few are read at once; the others only if none of those answers well.
        """
        few, most, enough = self._parameters.glance, self._parameters.depth, self._parameters.enough
        if self._cross_encoder is None:
            return dict.fromkeys(best[:most], 0.0)
        logits = self._read(self._cross_encoder, index, query, best[:few])
        if best[few:most] and max(logits.values(), default=enough - 1) < enough:
            logits = self._read(self._cross_encoder, index, query, best[few:most]) | logits
        return logits

    def _read(self, cross_encoder: CrossEncoder, index: Index, query: Query, best: Sequence[Place]) -> dict[Place, float]:
        documents = {no: index.document(no) for no, _ in best}
        windows = windows_around((no, at, len(documents[no].sentences)) for no, at in best)
        read = cross_encoder.logits(query.reading_text, [window_text(documents[w.article_no], w) for w in windows])
        scored = {
            (w.article_no, w.first + i): float(logit) for w, logits in zip(windows, read, strict=True) for i, logit in enumerate(logits)
        }
        return {place: logit for place, logit in scored.items() if np.isfinite(logit) and not _is_aside(documents[place[0]], place[1])}


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """A logistic regression's, from its coefficients."""
    total = weights["intercept"] + sum(weights[name] * value for name, value in features.items())
    return float(1 / (1 + np.exp(-total)))


def confidence_features(index: Index, query: Query, best: Candidate, evidence: Mapping[Place, Evidence], pool: Pool) -> dict[str, float]:
    """What the confidence is computed from.

    Of the sentences read with care: the logarithm of the sum of the exponentials of their logits (`any`), how far the
    best is ahead (`lead`), its first score, and the best logit by the one whose words are asked for (`voiced`). Of the
    pool: the largest cosine, and BM25 of the best passage for each stem. Of the question's stems, weighed by rarity, the share that
    stands around the best sentence, and in its article. Whether a quantity is asked for; whether somebody's words
    are, by name, and the best sentence is somebody else's (`other`).
    """
    document = index.document(best.article_no)
    logits = {place: known["logit"] for place, known in evidence.items()}
    here = best.article_no, best.sentence
    first = logits.pop(here)
    voices = [first, *logits.values()]
    if query.asks_words and (query.speaker or query.subject):
        voices = [known["logit"] for known in evidence.values() if known["speaker"] >= _FITS] or [_NO_VOICE]
    article, near = document.article, stems_of(document, best.sentence - 1, best.sentence + 2)
    said = sentence_statement(document, best.sentence)
    speaker = f"{said.speaker} {said.role or ''}" if said and said.speaker else ""
    around = near.union(tokenize(f"{article.title} {speaker}", article.language))
    return {
        "any": float(np.logaddexp.reduce([first, *logits.values()])),
        "lead": first - max(logits.values(), default=first),
        "first": evidence[here]["first"],
        "voiced": max(voices),
        "cosine": float(pool.cosines.max()),
        "lexical": pool.best_lexical,
        "around": share(pool.asked, around),
        "article": float(index.holding(list(pool.asked), [best.article_no])[0] @ list(pool.asked.values())) if pool.asked else 0.0,
        "quantity": float(asks_quantity(query.text)),
        "other": float(query.asks_words and bool(query.speaker and said and said.speaker) and evidence[here]["speaker"] < _FITS),
    }


def _is_aside(document: Document, sentence: int) -> bool:
    return any(aside.overlaps(document.sentences[sentence].span) for aside in document.article.asides)
