"""The sentences of the passages that were found, and the cheap features by which the best of them are chosen for reading with care."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus

from bot.answering.quotes import statement_of
from bot.answering.records import Query
from bot.answering.speakers import AskedSpeaker
from index.encoder import Vectors
from index.records import Hit
from index.search import Index
from index.tokens import tokenize

Scores = npt.NDArray[np.float64]
Place = tuple[int, int]
"""Article number and sentence."""

_PASSAGES_READ = 20
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
        text, preferred = document.article.text, bool(query.preference) and index.in_scope(hit, query.preference)
        cosines.append(index.sentence_vectors(hit) @ vector)
        for at in range(hit.passage.first, hit.passage.last):
            span = document.sentences[at].span
            sentence, said = span.of(text), statement_of(document, span)
            places.append((hit.article_no, at))
            stems.append(tokenize(sentence))
            asks = sentence.rstrip(_CLOSING).endswith("?")
            states = query.asks_words and said is not None
            rows.append([hit.lexical, asks, np.log1p(len(sentence.split())), preferred, asked.match(said, text), states])
    if not places:
        return Pool((), {}, np.zeros(0))
    lexical, asks, length, preferred, speaker, states = np.array(rows, dtype=np.float64).T
    meaning = np.concatenate(cosines).astype(np.float64)
    features = {
        "words": _standard(pool_scores(tokenize(query.search_text), stems)), "meaning": _standard(meaning), "lexical": _standard(lexical),
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
