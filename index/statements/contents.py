"""What one clause tells: the contents that the tagger marked, divided, brought to the ends of their quotations, freed of what is none."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from index.quotation import quotations
from index.records import Sentence, Span
from index.sentences import split_paragraphs
from index.statements.beside import called, followed, introduced, quoted_as
from index.statements.names import NAMES, UPPER
from index.statements.tagging import Marked
from index.tokens import STOPWORDS

_MARKS = re.compile(r"[“”\"„«»]|''")
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")
_ENDED = re.compile(r"[.!?][\"”’')]*\s")
_NEXT_VOICE = re.compile(rf"[.!?][”\"»](?P<end>)\s{NAMES.pattern}:\s(?=[“\"„«])")
_PUT_TO = re.compile(
    r"(?:^|[.!?][”\"’']*\s|\b(?:was|were|is|are|been|being|[Ww]hen)\s)[Aa]sked\s(?:(?:on|in|at|during|again|later|repeatedly|directly)\b[^,.;:]{0,50}\s)?(?:about\s(?:[\w’'-]+\s){0,4})?$"
)
"""Before a question that somebody else put: "Asked whether ..., Lund said"."""
_SAYING_LAST = re.compile(r"\b(?:said|says|replied|answered|responded|added)[,:]\s$")
_TO_STAY_UNNAMED = re.compile(
    r"(?:that\s|not\s)?(?:\w+\s)?(?:not\s)?(?:to\s)?(?:be|remain|stay)\s(?:further\s)?(?:named|identified|unnamed|anonymous|unidentified)|(?:\w+\s)?anonymity"
)
_SHORT_WORDS = frozenset("yes no nothing so otherwise goodbye sorry".split())
"""What can be all that somebody said, as reported."""
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_TRAILING = re.compile(rf"[.!?][”\"»]\s(?=[{UPPER}][^“”\"„«»]*$)")
"""Where a quotation has ended and a sentence without one goes on."""
_OPENING = ("“", '"', "„", "«", "'")
_FEW_LETTERS = 3
Piece = TypeVar("Piece", Span, Sentence)


class Quotes:
    """The quotations of a text, nested ones too."""

    def __init__(self, text: str) -> None:
        """Finds them."""
        self._spans = [quotation for paragraph in split_paragraphs(text) for quotation in quotations(text, paragraph)]
        self._reach = list(accumulate((quotation.end for quotation in self._spans), max))

    def between(self, start: int, end: int) -> list[Span]:
        """Those with something between two places."""
        near = self._spans[bisect_right(self._reach, start) : bisect_left(self._spans, end, key=lambda s: s.start)]
        return [quotation for quotation in near if quotation.end > start]


@dataclass(frozen=True, slots=True)
class Content:
    """Something reported: its pieces in order, whether as speech, whether it goes on what stands before; its sentences and the one before, and their quotations."""

    spans: tuple[Span, ...]
    speech: bool
    goes_on: bool
    sentences: Sequence[Sentence]
    quoted: Sequence[Span]


def contents(text: str, sentences: Sequence[Sentence], marked: Marked) -> Iterator[Content]:
    """The contents of a text, each told by one clause."""
    quotes = Quotes(text)
    for whole, speech in marked.contents:
        told = (pieces for group in _by_paragraph(text, whole) for pieces in _apart(text, sentences, group, marked.cues, quotes))
        for number, pieces in enumerate(told):
            near = _with_one_before(sentences, pieces[0].start, pieces[-1].end)
            quoted = quotes.between(near[0].start, near[-1].end) if near else quotes.between(pieces[0].start, pieces[-1].end)
            spans = _told(text, near, [span for piece in pieces if (span := _widened(text, piece, quoted))], quoted)
            if spans:
                yield Content(spans, speech, number > 0, near, quoted)


def within(spans: Sequence[Piece], start: int, end: int) -> Sequence[Piece]:
    """Of spans in order that do not overlap, those with something between two places."""
    return spans[bisect_right(spans, start, key=lambda s: s.end) : bisect_left(spans, end, key=lambda s: s.start)]


def _with_one_before(sentences: Sequence[Sentence], start: int, end: int) -> Sequence[Sentence]:
    """The sentences of a content, and the one before."""
    first = bisect_right(sentences, start, key=lambda s: s.end)
    return sentences[max(0, first - 1) : bisect_left(sentences, end, key=lambda s: s.start)]


def _by_paragraph(text: str, pieces: Sequence[Span]) -> list[list[Span]]:
    """A content divided where a paragraph ends, unless the next opens with a quotation, and where a clause names who says what follows."""
    groups = list[list[Span]]()
    for piece in pieces:
        for part in _parts(text, piece):
            same = groups and "\n" not in text[groups[-1][-1].end : part.start]
            quoted = _MARKS.match(text, max(0, part.start - 1)) or _MARKS.match(text, part.start)
            led = not same and _WORD.search(text, text.rfind("\n", 0, part.start) + 1, part.start)
            if groups and (same or quoted) and not (quoted and (led or _begins_anew(text, groups[-1][-1], part))):
                groups[-1].append(part)
            else:
                groups.append([part])
    return groups


@dataclass(slots=True)
class _Telling:
    """Pieces of a content that one clause tells: in which sentences, whether they have a cue and a quotation, and whether the last has none."""

    spans: list[Span]
    first: Sentence
    last: Sentence
    cued: bool = False
    quoted: bool = False
    plain: bool = False


def _apart(text: str, sentences: Sequence[Sentence], pieces: Sequence[Span], cues: Sequence[Span], quotes: Quotes) -> list[list[Span]]:
    """A content divided where a sentence begins that has a cue of its own, as what stands before has, or where a sentence is left out.

    Within a sentence a quotation with a cue of its own is divided off.
    """
    near = within(sentences, pieces[0].start, pieces[-1].end)
    cues = within(cues, near[0].start, near[-1].end) if near else ()
    quoted = [q for p in pieces for q in quotes.between(p.start, p.end)]
    clauses = [
        found[1] for q in quoted if (found := followed(text, q) or called(text, q.start)) and not within(cues, found[1].start, found[1].end)
    ]
    outside = sorted([*clauses, *(c for c in cues if not any(o.overlaps(c) for o in quoted or pieces))])
    groups = list[_Telling]()
    for piece in pieces:
        for sentence in within(sentences, piece.start, piece.end):
            part = Span(max(piece.start, sentence.start), min(piece.end, sentence.end))
            inside = bool(quotes.between(part.start, part.end))
            if not groups or _divides(groups[-1], sentences, sentence, part, outside, inside):
                groups.append(_Telling([part], sentence, sentence))
            elif groups[-1].spans[-1].start >= piece.start:
                groups[-1].spans[-1] = Span(groups[-1].spans[-1].start, part.end)
            else:
                groups[-1].spans.append(part)
            group = groups[-1]
            group.cued |= bool(within(outside, sentence.start, sentence.end))
            group.quoted |= inside
            group.last, group.plain = sentence, not inside
    return [group.spans for group in groups] or [list(pieces)]


def _divides(before: _Telling, sentences: Sequence[Sentence], sentence: Sentence, part: Span, cues: Sequence[Span], inside: bool) -> bool:
    """Whether a part of a content, in a sentence and `inside` a quotation or not, is told by another clause than the parts before."""
    if before.last == sentence:  # "Lund said it was old, while Pell called it “rotten”"
        return inside and bool(within(cues, before.spans[-1].end, part.start) and within(cues, before.first.start, before.spans[0].start))
    if within(sentences, before.last.end, sentence.start):
        return True
    own = bool(within(cues, sentence.start, sentence.end))
    return own and (before.cued or (before.quoted and (before.plain or not inside)))


def _parts(text: str, piece: Span) -> Iterator[Span]:
    """A piece by paragraphs, and where a name and a colon announce the next quotation: "..." Pell: "..."."""
    for line in _LINE.finditer(text, piece.start, piece.end):
        start = line.start()
        for found in _NEXT_VOICE.finditer(text, start, line.end()):
            yield Span(start, found.start("end"))
            start = found.end()
        yield Span(start, line.end())


def _begins_anew(text: str, before: Span, part: Span) -> bool:
    """Whether a quotation opens a sentence after plain words, or words before it name who says it: "..." Lund said. Pell shot back, "..."."""
    opens = part.start - (text[part.start - 1 : part.start] in _OPENING)
    found = introduced(text, Span(opens, part.end))
    plain = not _MARKS.search(before.of(text)) and _ENDED.fullmatch(text[before.end : opens])
    named = found and _ENDED.search(text, before.end - 1, found[0].start)
    return bool(plain or named or _NEXT_VOICE.search(text, max(0, before.end - 2), part.start + 1))


def _widened(text: str, piece: Span, quoted: Sequence[Span]) -> Span | None:
    """A piece without white space and commas at its ends, with a quotation mark that it all but holds, and the rest of the quotation it begins."""
    start, end = piece.start, piece.end
    start = next((q.end for q in quoted if q.start + 2 < start < q.end <= min(end, start + 2)), start)
    while start < end and (text[start].isspace() or text[start] in ",:;" or text.startswith(". ", start)):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:;"):
        end -= 1
    for quotation in quoted:
        if start - 2 <= quotation.start < start and quotation.end <= end + 2:
            start = quotation.start
        if (
            start <= quotation.start + 2
            and quotation.start < end < quotation.end
            and (end + 2 >= quotation.end or start in (quotation.start, quotation.start + 1))
        ):
            end = quotation.end
    return Span(start, end) if sum(c.isalnum() for c in text[start:end]) >= _FEW_LETTERS else None


def _told(text: str, sentences: Sequence[Sentence], pieces: Sequence[Span], quoted: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces of a content without what is none.

    That is a stray word beside a quotation, a sentence after the quotation that ends it, a clause of saying between or before
    quotations, whoever is quoted, a question before the answer.
    """
    parts = [part for piece in pieces for part in _without_clauses(text, piece, quoted)]
    spans = [
        s
        for i, s in enumerate(parts)
        if not any(s.overlaps(o) and (o.end - o.start, -j) > (s.end - s.start, -i) for j, o in enumerate(parts))
    ]
    marked = [s for s in spans if any(q.overlaps(s) for q in quoted)]
    opens = next((q.start for q in quoted for s in spans if q.overlaps(s)), None)
    if opens is not None and (
        quoted_as(text, opens) or (_is_question(text, spans[0]) and _SAYING_LAST.search(text, spans[0].start, opens))
    ):
        return (Span(opens, spans[-1].end),)
    beside = [s for s in sentences if any(s.span.overlaps(m) for m in marked)]
    kept = [s for s in spans if not marked or s in marked or not _is_stray(s.of(text), any(b.span.overlaps(s) for b in beside))]
    return tuple(_up_to_its_end(text, kept or spans[:1], quoted))


def _up_to_its_end(text: str, spans: Sequence[Span], quoted: Sequence[Span]) -> Iterator[Span]:
    """The pieces up to where a quotation ends its sentence and one without follows; behind that only what is quoted."""
    ended = False
    for span in spans:
        found = _TRAILING.search(span.of(text))
        end = span.start + found.end() - 1 if found else span.end
        if found and any(q.end == end for q in quoted):
            ended = True
            yield Span(span.start, end)
        elif not ended or any(q.overlaps(span) for q in quoted):
            yield span


def _without_clauses(text: str, piece: Span, quoted: Sequence[Span]) -> list[Span]:
    """A piece, or only the quotations in it where a clause of saying follows the first or leads to it: "It is," she told me. ... "It was"."""
    inside = [q for q in quoted if piece.start <= q.start and q.end <= piece.end]
    outer = [q for q in inside if not any(o.start < q.start and q.end < o.end for o in inside)]
    if not outer:
        return [piece]
    first = outer[0]
    led = introduced(text, first)
    clause = first.start == piece.start and any(c.isalnum() for c in text[first.end : piece.end]) and followed(text, first)
    return outer if clause or (led and piece.start <= led[1].start) else [piece]


def _is_stray(piece: str, beside: bool) -> bool:
    """Whether a piece that is not quoted is nothing beside one that is: small words, a word that begins no sentence, or in another sentence any word."""
    words = _WORDS.findall(piece.lower())
    return STOPWORDS.issuperset(words) or (len(words) < 2 and not (beside and piece[:1].isupper()))


def is_empty(text: str, spans: Sequence[Span]) -> bool:
    """Whether what is reported says nothing: a word alone, a question that was put to its source, a wish to stay unnamed."""
    words = [word for span in spans for word in _WORDS.findall(span.of(text).lower())]
    alone = len(words) < 2 and not _SHORT_WORDS.issuperset(words) and not _MARKS.search(text, spans[0].start, spans[-1].end)
    return alone or _is_question(text, spans[0]) or _TO_STAY_UNNAMED.fullmatch(spans[0].of(text)) is not None


def _is_question(text: str, span: Span) -> bool:
    return _PUT_TO.search(text[text.rfind("\n", 0, span.start) + 1 : span.start]) is not None


def kind_of(text: str, spans: Sequence[Span], quoted: Sequence[Span], cue: Span | None, mention: Span | None) -> str:
    """Direct, mixed or indirect, by what of a content stands in quotation marks; indirect where one quotation tells it all."""
    if cue and mention and _is_told(text, (mention, cue, *spans), quoted):
        return "indirect"
    if all(any(q.start <= s.start + 2 and s.end <= q.end + 2 for q in quoted) or _all_quoted(text, s, quoted) for s in spans):
        return "direct"
    if any(q.overlaps(s) for q in quoted for s in spans) or any(_MARKS.search(s.of(text)) for s in spans):
        return "mixed"
    transcript = cue and mention and cue.of(text) == ":" and mention.end == cue.start
    return "direct" if transcript else "indirect"


def _is_told(text: str, pieces: Sequence[Span], quoted: Sequence[Span]) -> bool:
    """Whether one quotation holds source, cue and words, none of which opens with a mark of its own: "“Lund says it is rotten,” Pell said."."""
    start, end = min(p.start for p in pieces), max(p.end for p in pieces)
    within = any(q.start < start and end <= q.end for q in quoted)
    return within and not any(_MARKS.match(text, p.start) or _MARKS.match(text, p.start - 1) for p in pieces)


def _all_quoted(text: str, span: Span, quoted: Sequence[Span]) -> bool:
    """Whether nothing of a span stands outside quotation marks."""
    bare = list(range(span.start, span.end))
    inside = {i for q in quoted if q.overlaps(span) for i in range(q.start, q.end)}
    return bool(inside) and not any(text[i].isalnum() for i in bare if i not in inside)
