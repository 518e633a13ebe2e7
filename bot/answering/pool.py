"""The sentences of the passages that were found, and the cheap features by which the best of them are chosen for reading with care."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus

from bot.answering.asked import SAYING_WORDS
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
Stem = TypeVar("Stem", str, int)

_PASSAGES_READ = 20
_SENTENCES_KEPT = 8_192
_CLOSING = "\"”’'» "
_QUANTITY = re.compile(r"\bhow (?:many|much|long|old|big|large|far|often)\b|\bwhat (?:percent|share|margin)", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|half|percent|first|second|once|twice)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences and their features, each an array with one value a sentence.

    `cosines` are to the question, `best_lexical` is BM25 of the best passage for each stem of the question, `asked` those
    of its stems that name its topic with their weights, which sum to one.
    """

    places: Sequence[Place]
    features: Mapping[str, Scores]
    cosines: Scores
    best_lexical: float = 0.0
    asked: Mapping[str, float] = field(default_factory=dict)

    def scores(self, weights: Mapping[str, float]) -> Scores:
        """The weighed sum of the features."""
        return np.asarray(np.sum([weights[name] * values for name, values in self.features.items()], axis=0))


@dataclass(frozen=True, slots=True)
class _Look:
    """What a sentence looks like, whatever is asked."""

    asks: bool
    length: float


@lru_cache(maxsize=_SENTENCES_KEPT)
def _look(document: Document, at: int) -> _Look:
    text = document.sentences[at].span.of(document.article.text)
    return _Look(text.rstrip(_CLOSING).endswith("?"), math.log1p(len(text.split())))


def _has_number(document: Document, at: int) -> bool:
    return bool(_NUMBER.search(document.sentences[at].span.of(document.article.text)))


def stems_of(document: Document, first: int, last: int) -> set[str]:
    """The stems of the sentences from `first` up to but not including `last`, as far as there are."""
    sentences = document.sentences[max(0, first) : last]
    return set[str]().union(*(tokenize(s.span.of(document.article.text), document.article.language) for s in sentences))


def gather(index: Index, query: Query, hits: Sequence[Hit], vector: Vectors, asked: AskedSpeaker) -> Pool:
    """The sentences of the best passages.

    Features: BM25 of the sentence against the pool (`words`), cosine of its vector (`meaning`) and the largest in its
    article (`nearby`), BM25 of its passage (`lexical`); of the question's stems, weighed by rarity, the share that the
    sentence holds (`covered`), and that its article holds (`article`), and of those of the turn before that it goes on from
    (`earlier`); whether it asks itself, the logarithm of its number of words, whether it has a number where one is asked
    for; whether it is in what the question prefers, in an article that the turn before quoted (`followed`), or was quoted
    there (`shown`); how well its speaker fits, and whether it is a statement where somebody's words are asked for. `words`,
    `meaning`, `nearby` and `lexical` are standardized within the pool.
    """
    places, stems, cosines, rows = list[Place](), list[list[int]](), list[Vectors](), list[list[float]]()
    topic = _weights(index, query.text)
    asked_for, before = _numbered(index, topic), _numbered(index, _weights(index, query.follows or ""))
    quantity = asks_quantity(query.text)
    for hit in hits[:_PASSAGES_READ]:
        document = index.document(hit.article_no)
        preferred = bool(query.preference) and index.in_scope(hit, query.preference)
        followed = document.article.id in query.articles
        cosines.append(index.sentence_vectors(hit) @ vector)
        for at, tokens in enumerate(index.sentence_stems(hit), hit.passage.first):
            look, said, held = _look(document, at), sentence_statement(document, at), set(tokens)
            places.append((hit.article_no, at))
            stems.append(tokens)
            rows.append([
                hit.lexical, look.asks, look.length, quantity and _has_number(document, at), preferred, followed,
                followed and _is_shown(query, document, at), share(asked_for, held), share(before, held),
                asked.match(said, document.article.text), query.asks_words and said is not None,
            ])  # fmt: skip
    if not places:
        return Pool((), {}, np.zeros(0))
    lexical, asks, length, number, preferred, followed, shown, covered, earlier, speaker, states = np.array(rows, dtype=np.float64).T
    meaning = np.concatenate(cosines).astype(np.float64)
    nearby, article = _of_articles(index, [no for no, _ in places], meaning, topic)
    searched = index.stems(query.search_text)
    features = {
        "words": _standard(pool_scores(index.numbers(searched).values(), stems)), "meaning": _standard(meaning), "nearby": _standard(nearby),
        "lexical": _standard(lexical), "covered": covered, "article": article, "earlier": earlier, "question": asks, "length": length,
        "number": number, "preferred": preferred, "followed": followed, "shown": shown, "speaker": speaker, "statement": states,
    }  # fmt: skip
    return Pool(places, features, meaning, hits[0].lexical / max(1, len(set(searched))), topic)


def _of_articles(index: Index, numbers: Sequence[int], meaning: Scores, topic: Mapping[str, float]) -> tuple[Scores, Scores]:
    """For each sentence, by the number of its article: the largest cosine in that article, and what share of the topic it holds."""
    articles, which = np.unique(numbers, return_inverse=True)
    largest = np.full(len(articles), -1.0)
    np.maximum.at(largest, which, meaning)
    held = index.holding(list(topic), articles.tolist()) @ np.array(list(topic.values()))
    return largest[which], held[which]


def asks_quantity(question: str) -> bool:
    """Whether a question asks for a number."""
    return bool(_QUANTITY.search(question))


def share(weights: Mapping[Stem, float], held: Collection[Stem]) -> float:
    """The weight of the stems that are held."""
    return sum(weight for stem, weight in weights.items() if stem in held)


def _weights(index: Index, question: str) -> dict[str, float]:
    """The stems of a question that name its topic, weighed by rarity."""
    rarity = {stem: index.rarity(stem) for stem in index.stems(question) if stem not in SAYING_WORDS}
    total = sum(rarity.values()) or 1.0
    return {stem: value / total for stem, value in rarity.items()}


def _numbered(index: Index, weights: Mapping[str, float]) -> dict[int, float]:
    """By number, those of the stems that the archive holds."""
    return {number: weights[stem] for stem, number in index.numbers(weights).items()}


def _is_shown(query: Query, document: Document, at: int) -> bool:
    sentence = document.sentences[at]
    return any(article == document.article.id and sentence.start < end and start < sentence.end for article, start, end in query.shown)


def pool_scores(question: Iterable[int], sentences: Sequence[Sequence[int]]) -> Scores:
    """BM25+ of each sentence's stems for the question's, against the pool itself; shape (len(sentences),).

    Lv and Zhai, "Lower-Bounding Term Frequency Normalization" (CIKM 2011).
    """
    if not sentences or not any(sentences):
        return np.zeros(len(sentences))
    return np.asarray(BM25Plus(sentences).get_scores(list(question)))


def _standard(values: Scores) -> Scores:
    spread = float(values.std()) or 1.0
    return np.asarray((values - values.mean()) / spread)
