"""From ranked sentences to quotes: whole, never cut through a quotation, with a neighbour where it is needed."""

import logging
import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.answering.records import Candidate, Query, Quote
from bot.answering.speakers import described, same_person, same_speaker
from index.records import Sentence, Span, Statement
from index.search import Index
from index.statements.names import UPPER, name_suffix, name_words
from index.store import Document
from index.tokens import fold, words

_log = logging.getLogger(__name__)

_MAX_WORDS = 70
"""A neighbour that a quote needs, or that answers nearly as well, is taken along only up to this many words."""
_NEARLY = 5.0
"""How much worse, in logits, a neighbour may answer to be quoted along."""
_FEW_WORDS = 6
_SENTENCES_KEPT, _ARTICLES_KEPT = 8_192, 512
_MOST, _SOME = 0.4, 0.12
"""The share of a quote that a statement must cover for the quote to be its speaker's; less where the quote names them."""
_TITLES = rf"(?:(?:[{UPPER}][\w.’'-]*|former|then-?\w*|ex-\w+|the)\s+){{0,6}}"
_DESCRIBING = r"(?!(?:that|which|who|to|of|with|by|for|from|and|as)\b)[\w’'.-]+"
_APPOSED = r"(?:\s\([^()]*\))?(?:,\s[^,.;:“”\"\n]{1,80},)?"
_ADVERBS = r"(?:\w+ly\s|also\s|on\s\w+day\s|\w+day\s(?:night\s)?){0,2}"
_WRITER = re.compile(r"\b(?:columnist|op-ed|essayist|opinion (?:piece|writer)|contributor|blogger)\b", re.IGNORECASE)
_OPENING = "\"“„«'‘`"
_CLOSING = "\"”“»'’"


def choose_quotes(index: Index, query: Query, candidates: Sequence[Candidate], limit: int) -> list[Quote]:
    """The best `limit` quotes in order; a candidate that stands in a quote already chosen adds nothing.

    Where somebody's words are asked for by name and the first quote is theirs, others' words come last; where they are a
    son's ("Jr.") and none is his, there are none.
    """
    chosen, scores = list[Quote](), {(c.article_no, c.sentence): c.score for c in candidates}
    for candidate in candidates:
        if len(chosen) == limit:
            break
        document = index.document(candidate.article_no)
        wider, bare = _with_equals(document, candidate, scores), _group(document.sentences, candidate.sentence)
        quotes = (_quote(document, query, candidate, *extent) for extent in dict.fromkeys((wider, bare)))
        new = next((quote for quote in quotes if not any(_repeats(quote, earlier) for earlier in chosen)), None)
        if new:
            chosen.append(new)
    asked = query.speaker if query.asks_words else None
    if asked and name_suffix(asked) and not any(_is_by(asked, quote) for quote in chosen):
        return []
    if asked and chosen and _is_by(asked, chosen[0]):
        chosen.sort(key=lambda quote: bool(quote.speaker) and not _is_by(asked, quote))
    return [quote for quote in chosen if is_verbatim(index, quote)]


def _is_by(asked: str, quote: Quote) -> bool:
    """Whether a quote is by somebody, or by one who speaks for them: "Ines Lund", "a spokesman for Ms. Lund"."""
    names = quote.speaker.split(" and ") if quote.speaker else []
    related = not name_suffix(asked) and fold(name_words(asked)[-1]) in words(f"{quote.speaker} {quote.role or ''}")
    return related or any(same_person(asked, name) for name in names)


def quote_around(document: Document, query: Query, span: Span, score: float) -> Quote:
    """The whole sentences that hold a span; no quotation is cut."""
    inside = [i for i, sentence in enumerate(document.sentences) if sentence.span.overlaps(span)]
    first, last = _group(document.sentences, inside[0])[0], _group(document.sentences, inside[-1])[1]
    return _quote(document, query, Candidate(document.no, inside[0], score), first, last)


def _quote(document: Document, query: Query, candidate: Candidate, first: int, last: int) -> Quote:
    span = Span(document.sentences[first].start, document.sentences[last - 1].end)
    return Quote(document.article, span.start, span.end, candidate.score, *_whose(document, query, candidate.sentence, span))


def _whose(document: Document, query: Query, sentence: int, span: Span) -> tuple[str | None, str | None, str | None]:
    """Speaker, role and kind of a quote: of the asked speaker's statement in it before another's.

    Where it holds none, or nobody's for certain: the author of an article whose author's, or a columnist's, words are asked for; the asked
    speaker, where the quote reports an attitude of theirs or itself names them as the one who acts; else nobody.
    """
    asked = query.speaker
    said = _by_asked(document, document.statements, query, span)
    said = said or statement_of(document, document.sentences[sentence].span, span)
    if said and said.speaker:
        return said.speaker, said.role, said.kind
    if held := _by_asked(document, document.attitudes, query, span):
        return held.speaker, held.role, said.kind if said else "indirect"
    author = document.article.author
    if author and not said and not (asked and query.asks_words) and _WRITER.search(query.text):
        return author, "author", None
    if asked and query.asks_words:
        if not said and author and same_person(asked, author):
            return author, "author", None
        unclear = said and not (said.mention and said.mention.of(document.article.text).lower() in ("he", "she"))
        if not unclear and _is_subject(asked, span.of(document.article.text)):
            return asked, None, said.kind if said else "indirect"
    return None, None, said.kind if said else None


def _by_asked(document: Document, statements: Sequence[Statement], query: Query, span: Span) -> Statement | None:
    """Of statements or attitudes, the one by whom the question names or describes that takes the largest part of a quote, if it takes some."""
    near = [s for s in statements if s.speaker and s.start < span.end and span.start < s.end]
    if query.speaker:
        theirs = [s for s in near if same_speaker(query.speaker, s)]
    else:
        theirs = [s for s in near if described(query.subject, s, document.article.text)]
    best = max(theirs, key=lambda s: _content(s, span), default=None)
    return best if best and _content(best, span) >= _SOME * (span.end - span.start) else None


def _is_subject(asked: str, text: str) -> bool:
    """Whether the one who is asked for is a quote's subject: named first, titles aside, or after a comma, descriptions aside, with a verb behind."""
    suffix = name_suffix(asked)
    name = rf"{re.escape(name_words(asked)[-1])}\b(?!['’])" + (rf",?\s{suffix}\b\.?" if suffix else "")
    return bool(
        re.search(
            rf"^{_TITLES}{name}|(?:^|, )(?:{_DESCRIBING}\s){{0,6}}{name}{_APPOSED}\s{_ADVERBS}(?:\w+(?:ed|es)|is|was|has|had|did|said|told)\b",
            text,
        )
    )


def _with_equals(document: Document, candidate: Candidate, scores: Mapping[tuple[int, int], float]) -> tuple[int, int]:
    """A whole quote, with the neighbours that answer nearly as well, but never two people's words."""
    first, last = whole_quote(document, candidate.sentence)
    voices = _voices(document, candidate.sentence)
    for neighbour in (first - 1, last):
        nearly = scores.get((candidate.article_no, neighbour), -math.inf) >= candidate.score - _NEARLY
        if not nearly or len(voices | _voices(document, neighbour)) > 1:
            continue
        voices |= _voices(document, neighbour)
        start, end = _group(document.sentences, neighbour)
        if _fits(document, min(first, start), max(last, end)):
            first, last = min(first, start), max(last, end)
    return first, last


def _voices(document: Document, sentence: int) -> set[str | None]:
    """Whose statements a sentence holds, None for one of unclear source; empty for the outlet's own words."""
    span = document.sentences[sentence].span
    return {s.speaker for s in document.statements if s.start < span.end and span.start < s.end and _content(s, span)}


def statement_of(document: Document, *spans: Span) -> Statement | None:
    """The statement that most of the first span belongs to, or else of the next; None for the outlet's own words."""
    for span in spans:
        near = [s for s in _beside(document, span) if s.start < span.end and span.start < s.end]
        best = max(near, key=lambda s: _content(s, span), default=None)
        if best and _content(best, span) >= (_SOME if _says_whose(best, span) else _MOST) * (span.end - span.start):
            return best
    return None


def _beside(document: Document, span: Span) -> Sequence[Statement]:
    """The statements of an article that may overlap a span: all but those that begin behind it or end well before."""
    starts, longest = _lengths(document)
    return document.statements[bisect_left(starts, span.start - longest) : bisect_left(starts, span.end)]


@lru_cache(maxsize=_ARTICLES_KEPT)
def _lengths(document: Document) -> tuple[list[int], int]:
    """Where an article's statements begin, in order, and how long the longest is."""
    return [s.start for s in document.statements], max((s.end - s.start for s in document.statements), default=0)


@lru_cache(maxsize=_SENTENCES_KEPT)
def sentence_statement(document: Document, at: int) -> Statement | None:
    """The statement that a sentence of an article belongs to."""
    return statement_of(document, document.sentences[at].span)


def _content(statement: Statement, span: Span) -> int:
    return sum(_shared(span, piece) for piece in statement.spans)


def _says_whose(statement: Statement, span: Span) -> bool:
    """Whether the attribution itself stands in a span."""
    return bool(statement.mention and statement.mention.overlaps(span) and statement.cue and statement.cue.overlaps(span))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def is_verbatim(index: Index, quote: Quote) -> bool:
    """Checks a quote against the article as stored; what fails is logged and never shown."""
    document = index.find(quote.article.id)
    stands = document is not None and 0 <= quote.start < quote.end and document.article.text[quote.start : quote.end] == quote.text
    if not stands:
        _log.error("quote dropped: not verbatim in %s at %d-%d", quote.article.id, quote.start, quote.end)
    return stands


def whole_quote(document: Document, sentence: int) -> tuple[int, int]:
    """The sentences, from first up to but not including last, that must be quoted together with one.

    A quotation is never cut. Words that only announce ("He said:") take the next sentence along; a bare quotation and a
    very short sentence take the one before, which says who speaks or of what.
    """
    first, last = _group(document.sentences, sentence)
    text = document.article.text
    if _announces(document.sentences[last - 1].span.of(text)) and last < len(document.sentences):
        _, following = _group(document.sentences, last)
        if _fits(document, first, following):
            last = following
    span = Span(document.sentences[first].start, document.sentences[last - 1].end).of(text)
    if (_is_bare(span) or len(span.split()) < _FEW_WORDS) and first and _same_paragraph(document, first - 1, first):
        earlier, _ = _group(document.sentences, first - 1)
        if _fits(document, earlier, last):
            first = earlier
    return first, last


def _group(sentences: tuple[Sentence, ...], at: int) -> tuple[int, int]:
    group = sentences[at].group
    first = last = at
    while first and sentences[first - 1].group == group:
        first -= 1
    while last < len(sentences) and sentences[last].group == group:
        last += 1
    return first, last


def _announces(text: str) -> bool:
    return text.rstrip().endswith(":")


def _is_bare(text: str) -> bool:
    return text[0] in _OPENING and text[-1] in _CLOSING


def _same_paragraph(document: Document, one: int, other: int) -> bool:
    return document.sentences[one].paragraph == document.sentences[other].paragraph


def _fits(document: Document, first: int, last: int) -> bool:
    span = Span(document.sentences[first].start, document.sentences[last - 1].end)
    return len(span.of(document.article.text).split()) <= _MAX_WORDS and not any(span.overlaps(a) for a in document.article.asides)


def _repeats(quote: Quote, earlier: Quote) -> bool:
    if quote.article.id == earlier.article.id:
        return Span(quote.start, quote.end).overlaps(Span(earlier.start, earlier.end))
    return quote.text == earlier.text
