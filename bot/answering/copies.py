"""The same story in several outlets: quoted once, from where it was first, and said where else; changed words are told apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import partial_ratio_alignment

from bot.answering.quotes import quote_around
from bot.answering.records import Copy, Note, Query, Quote
from index.records import Article, Sentence, Span
from index.search import Index
from index.store import Document
from index.tokens import MARKS

_NEARLY = 75
"""Of 100: how alike a changed wording must be to be the same sentence, changed."""


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same, however their quotation marks, dashes and spaces were set."""
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.translate(MARKS).split())


def with_copies(index: Index, query: Query, quotes: Sequence[Quote]) -> tuple[list[Quote], list[Note]]:
    """Quotes from the earliest print of each story within the question's scope, with the others; and notes on copies that differ."""
    chosen, notes = list[Quote](), list[Note]()
    for quote in quotes:
        others = index.copies(quote.article.id)
        same = [(document, span) for document in others if (span := find_words(document, quote.text))]
        first = _first_print(index, query, quote, same)
        if any(earlier.article.id == first.article.id and earlier.start < first.end and first.start < earlier.end for earlier in chosen):
            continue
        also = [document for document, _ in same if document.article.id != first.article.id]
        own = index.find(quote.article.id)
        if own and first.article.id != quote.article.id:
            also.append(own)
        prints = sorted(
            {Copy(d.article.id, d.article.outlet, d.article.published) for d in also}, key=lambda c: (c.published or "9999", c.article_id)
        )
        chosen.append(replace(first, also_in=tuple(prints)))
        known = {document.article.id for document, _ in same}
        notes += _differing(quote, [document for document in others if document.article.id not in known], quotes)
    return chosen, notes


def find_words(document: Document, words: str) -> Span | None:
    """Where words stand in the body of an article, however its quotation marks, dashes and spaces are set."""
    pattern = r"\s+".join(map(re.escape, words.translate(MARKS).split()))
    found = re.search(pattern, document.article.text.translate(MARKS)) if pattern else None
    span = Span(*found.span()) if found else None
    return None if span is None or any(span.overlaps(aside) for aside in document.article.asides) else span


def nearest_words(article: Article, sentences: Sequence[Sentence], words: str, least: int) -> Span | None:
    """The whole sentences of an article's body that are nearest to some words; None where none is alike by `least` of 100."""
    found = partial_ratio_alignment(words, article.text, score_cutoff=least) if len(words) <= len(article.text) else None
    if found is None:
        return None
    body = (s for s in sentences if not any(s.span.overlaps(aside) for aside in article.asides))
    whole = [s for s in body if min(s.end, found.dest_end) - max(s.start, found.dest_start) > (s.end - s.start) / 2]
    return Span(whole[0].start, whole[-1].end) if whole else None


def _first_print(index: Index, query: Query, quote: Quote, same: Sequence[tuple[Document, Span]]) -> Quote:
    """The quote as it was printed first, then fullest; only where the question may be answered from and the same person is named."""
    best, rank = quote, _rank(quote)
    for document, span in same:
        if not index.holds(document.article, query.scope):
            continue
        other = quote_around(document, query, span, quote.score)
        if _rank(other) < rank and same_words(other.text, quote.text) and other.speaker == quote.speaker:
            best, rank = other, _rank(other)
    return best


def _rank(quote: Quote) -> tuple[str, int, str]:
    return ((quote.article.published or "9999")[:10], -len(quote.article.text), quote.article.id)


def _differing(quote: Quote, others: Sequence[Document], quotes: Sequence[Quote]) -> Iterator[Note]:
    """Copies of the story that have other words in the quote's place; one that was trimmed of it has none."""
    for document in others:
        near = nearest_words(document.article, document.sentences, quote.text, _NEARLY)
        if near is None:
            continue
        words = near.of(document.article.text)
        if not any(q.article.id == document.article.id and same_words(q.text, words) for q in quotes):
            yield Note(
                "Printed differently in {outlet}: {words}", {"outlet": document.article.outlet or document.article.id, "words": words}
            )
