"""A person's statements on a topic: which come first, and how many more there are than are shown."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from bot.answering.asked import SAYING_WORDS
from bot.answering.pool import stems_of
from bot.answering.quotes import sentence_statement
from bot.answering.records import Candidate, Note, Query, Quote
from bot.answering.speakers import same_speaker
from index.records import Hit, Statement
from index.search import Index
from index.store import Document
from index.tokens import tokenize

_NEARLY = 2.0
"""How much worse than the best, in logits, a candidate may answer and still come before it by its day."""
_SHARE = 0.5
"""Of a question's stems, how many must stand around a statement for it to be on the topic."""


def in_order(index: Index, query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates, those that answer nearly as well as the best by their day where the question asks for the newest or oldest."""
    if query.order is None or not candidates:
        return candidates
    good = [c for c in candidates if c.score >= candidates[0].score - _NEARLY and _fits(index, query, c)]
    dated = [c for c in good if index.document(c.article_no).article.published]
    dated.sort(key=lambda c: index.document(c.article_no).article.published or "", reverse=query.order == "newest")
    first = {(c.article_no, c.sentence) for c in dated}
    return [*dated, *(c for c in candidates if (c.article_no, c.sentence) not in first)]


def _fits(index: Index, query: Query, candidate: Candidate) -> bool:
    document = index.document(candidate.article_no)
    said = sentence_statement(document, candidate.sentence)
    return query.speaker is None or bool(said and same_speaker(query.speaker, said))


def more_statements(index: Index, query: Query, hits: Sequence[Hit], quotes: Sequence[Quote]) -> tuple[Note, ...]:
    """A line that says so where the person who is asked for made more statements on the topic than are shown."""
    if not query.speaker or not query.asks_words:
        return ()
    topic = set(index.stems(query.text)) - set(index.stems(query.speaker)) - SAYING_WORDS
    documents = [index.document(no) for no in dict.fromkeys(hit.article_no for hit in hits)]
    on_topic = [(d, s) for d in documents for s in d.statements if same_speaker(query.speaker, s) and _is_on(d, s, topic)]
    shown = sum(any(d.article.id == q.article.id and s.start < q.end and q.start < s.end for q in quotes) for d, s in on_topic)
    if shown == len(on_topic):
        return ()
    note = Note(
        "{shown} of {count} statements by {name} found on this; ask for the latest or the earliest to see others first.",
        {"shown": shown, "count": len(on_topic), "name": query.speaker},
    )
    return (note,)


def _is_on(document: Document, statement: Statement, topic: set[str]) -> bool:
    starts = [sentence.start for sentence in document.sentences]
    near = stems_of(document, bisect_right(starts, statement.start) - 1, bisect_left(starts, statement.end))
    return bool(topic) and len(topic & near.union(tokenize(document.article.title, document.article.language))) >= _SHARE * len(topic)
