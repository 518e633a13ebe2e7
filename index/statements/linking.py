"""From what the tagger marked to statements: each content gets its cue and its source, and its kind from the quotation marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from index.quotation import quotations
from index.records import ATTITUDE, Sentence, Span
from index.sentences import split_paragraphs
from index.statements.beside import RELAYS, announced, asked_by, described, followed, introduced, leading, quoted_as
from index.statements.names import NAMES
from index.statements.roles import PERSONAL_TITLES
from index.statements.tagging import Marked
from index.tokens import STOPWORDS

_MARKS = re.compile(r"[“”\"„«»]|''")
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")
_OWNER = re.compile(r"['’]s$")
_CLOSING = 12
"""Characters before a quotation in which the sentence before it ends, marks included."""
_OPENS = re.compile(r"(?:\A|\n|[.!?][\"”’')]*)\s*$")
_ENDED = re.compile(r"[.!?][\"”’')]*\s")
_PARTICIPLE = re.compile(r"(?:saying|adding|telling|calling|noting|insisting|arguing|claiming|warning|declaring|promising|vowing)\b")
_SUBJECT = re.compile(
    r"[\"“”']?(?:(?:In|On|At|After|Before|This|Last|Earlier|Later|Since|During|Yesterday|Today|But|And|Still|Meanwhile)\b[^,.;:“”\"\n]{0,60},?\s)?"
    rf"(?P<who>[Hh]e|[Ss]he|(?!The\b|Mr\b){NAMES.pattern})\s(?:\w+ly\s|also\s|then\s)?[a-z]+(?:ed|es|ew|ook|ade|ent|ose|old)\b"
)
_SAID_SO = re.compile(r",\s(saying|adding|telling|insisting|arguing|claiming)\s(?:that\s)?$")
_NEXT_VOICE = re.compile(rf"[.!?][”\"»](?P<end>)\s{NAMES.pattern}:\s(?=[“\"„«])")
_SMALL_WORD = re.compile(r"(?!(?:he|she|they|it|we|who|his|her|their|the|a|an|one|some|many)\b)(?:[a-z]+\s)?[a-z]+[a-rt-z]")
"""A word or two that name nobody, as the tagger sometimes marks before a participle."""
_OWNS = re.compile(r"['’]s\b|(?<=['’])s\b")
_OWNED = re.compile(r"(?<![\w’'])(?:[A-Z][\w.-]*\s){0,2}[A-Z][\w.-]*(?:['’]s|s['’])\s$")
_ADDRESSED = re.compile(r"(?<!according )\bto\s(?:(?:the|a|an)\s)?(?:[\w’'-]+\s){0,3}$")
_NOBODY = re.compile(
    r"\W*|[a-zA-HJ-Z]|(?i:for|of|the|a|an|and|or|but|that|to|by|in|on|at|as|with|from|than|which|if|when|while|says?|said|tweeted|wrote|[rdi]-[a-z.]+\W*)"
)
_COLON = re.compile(r"[\s\w.’'-]{0,30}:")
_SHOWN_TO = re.compile(r"\b(?:seen|obtained|reviewed|viewed|heard|read)\sby\s(?:the\s)?$")
"""Before a name that only passes on what it was shown: "a report seen by the Courant says"."""
_PUT_TO = re.compile(
    r"(?:^|[.!?][”\"’']*\s|\b(?:was|were|is|are|been|being|[Ww]hen)\s)[Aa]sked\s(?:(?:on|in|at|during|again|later|repeatedly|directly)\b[^,.;:]{0,50}\s)?(?:about\s)?$"
)
"""Before a question that somebody else put: "Asked whether ..., Lund said"."""
_SAYING_LAST = re.compile(r"\b(?:said|says|replied|answered|responded|added)[,:]\s$")
_TO_STAY_UNNAMED = re.compile(
    r"(?:that\s|not\s)?(?:\w+\s)?(?:not\s)?(?:to\s)?(?:be|remain|stay)\s(?:further\s)?(?:named|identified|unnamed|anonymous|unidentified)|(?:\w+\s)?anonymity"
)
_SHORT_WORDS = frozenset("yes no nothing so otherwise goodbye sorry".split())
"""What can be all that somebody said, as reported."""
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_TRAILING = re.compile(r"[.!?][”\"»]\s(?=[A-Z][^“”\"„«»]*$)")
"""Where a quotation has ended and a sentence without one goes on."""
_OPENING = ("“", '"', "„", "«", "'")
_FEW_LETTERS = 3
_FAR = 10_000
_LONGEST_NAME = 40
_CUT_NAME = re.compile(rf"(?:^|\s)(?:{'|'.join(sorted(PERSONAL_TITLES))}|[A-Z])\.?$")
"""A mention that ends before the name does: "Mr", "Ines B"."""
Piece = TypeVar("Piece", Span, Sentence)


@dataclass(frozen=True, slots=True)
class RawStatement:
    """A statement before its speaker is known: `spans` are the pieces of its content, in order."""

    spans: tuple[Span, ...]
    kind: str
    mention: Span | None
    cue: Span | None


def link(text: str, sentences: Sequence[Sentence], asides: Sequence[Span], marked: Marked) -> list[RawStatement]:
    """The statements of a text in order: what was said, any other content that is quoted, and attitudes. Asides give none."""
    quotes = [quotation for paragraph in split_paragraphs(text) for quotation in quotations(text, paragraph)]
    found = list[RawStatement]()
    divided = [
        (i, pieces, speech)
        for whole, speech in marked.contents
        for i, pieces in enumerate(p for group in _divided(text, whole) for p in _apart(text, sentences, group, marked.cues, quotes))
    ]
    for part, pieces, speech in divided:
        near = _with_one_before(sentences, pieces[0].start, pieces[-1].end)
        around = (near[0].start, near[-1].end) if near else (pieces[0].start, pieces[-1].end)
        quoted = _within(quotes, *around)
        close = Marked((), tuple(_within(marked.sources, *around)), tuple(_within(marked.cues, *around)))
        spans = _told(text, near, [span for piece in pieces if (span := _widened(text, piece, quoted))], quoted)
        if not spans or any(span.overlaps(aside) for span in spans for aside in asides):
            continue
        cue, mention = _attribution(text, near, spans, close)
        spans = _behind(spans, cue, mention)
        kind = _kind(text, spans, quoted, cue, mention)
        if kind == "indirect" and (not speech or part) and not (cue and mention):
            continue
        if (kind == "indirect" and not speech) or (kind != "direct" and _is_empty(text, spans)):
            kind = ATTITUDE
        if cue and not mention:
            mention = _name_beside(text, cue, spans)
        if cue and (not mention or _SMALL_WORD.fullmatch(mention.of(text))):
            mention = _subject(text, near, cue, spans) or mention
        if kind in ("direct", "mixed"):
            mention, cue = _beside(text, spans, quoted, mention, cue)
        mention, cue = quoted_as(text, spans[0].start) or asked_by(text, spans[0].start) or (mention, cue)
        if cue and RELAYS.match(cue.of(text)) and (inner := _inner(text, near, spans)):
            mention, cue = inner
        found.append(RawStatement(spans, kind, mention, cue))
    return [s for i, s in enumerate(found) if not any(_holds(other, s) for other in found[max(0, i - 2) : i])]


def _holds(one: RawStatement, other: RawStatement) -> bool:
    """Whether a quotation is all of what another statement, not told inside it, holds."""
    quoted = one.kind == "direct" and other.kind in ("direct", "mixed")
    return quoted and all(any(w.start <= s.start and s.end <= w.end for w in one.spans) for s in other.spans)


def _within(spans: Sequence[Piece], start: int, end: int) -> Sequence[Piece]:
    """Of spans in order that do not overlap, those with something between two places."""
    return spans[bisect_right(spans, start, key=lambda s: s.end) : bisect_left(spans, end, key=lambda s: s.start)]


def _with_one_before(sentences: Sequence[Sentence], start: int, end: int) -> Sequence[Sentence]:
    """The sentences of a content, and the one before."""
    first = bisect_right(sentences, start, key=lambda s: s.end)
    return sentences[max(0, first - 1) : bisect_left(sentences, end, key=lambda s: s.start)]


def _divided(text: str, pieces: Sequence[Span]) -> list[list[Span]]:
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


def _apart(
    text: str, sentences: Sequence[Sentence], pieces: Sequence[Span], cues: Sequence[Span], quotes: Sequence[Span]
) -> list[list[Span]]:
    """A content divided where a sentence begins that has a cue of its own, as what stands before has, or where a sentence is left out.

    Within a sentence a quotation with a cue of its own is divided off.
    """
    quoted = [q for p in pieces for q in _within(quotes, p.start, p.end)]
    clauses = [found[1] for q in quoted if (found := followed(text, q)) and not _within(cues, found[1].start, found[1].end)]
    outside = sorted([*clauses, *(c for c in cues if not any(o.overlaps(c) for o in quoted or pieces))])
    groups = list[_Telling]()
    for piece in pieces:
        for sentence in _within(sentences, piece.start, piece.end):
            part = Span(max(piece.start, sentence.start), min(piece.end, sentence.end))
            inside = bool(_within(quotes, part.start, part.end))
            if not groups or _divides(groups[-1], sentences, sentence, part, outside, inside):
                groups.append(_Telling([part], sentence, sentence))
            elif groups[-1].spans[-1].start >= piece.start:
                groups[-1].spans[-1] = Span(groups[-1].spans[-1].start, part.end)
            else:
                groups[-1].spans.append(part)
            group = groups[-1]
            group.cued |= bool(_within(outside, sentence.start, sentence.end))
            group.quoted |= inside
            group.last, group.plain = sentence, not inside
    return [group.spans for group in groups] or [list(pieces)]


def _divides(before: _Telling, sentences: Sequence[Sentence], sentence: Sentence, part: Span, cues: Sequence[Span], inside: bool) -> bool:
    """Whether a part of a content, in a sentence and `inside` a quotation or not, is told by another clause than the parts before."""
    if before.last == sentence:  # "Lund said it was old, while Pell called it “rotten”"
        return inside and bool(_within(cues, before.spans[-1].end, part.start) and _within(cues, before.first.start, before.spans[0].start))
    if _within(sentences, before.last.end, sentence.start):
        return True
    own = bool(_within(cues, sentence.start, sentence.end))
    return own and (before.cued or (before.quoted and before.plain))


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


def _behind(spans: Sequence[Span], cue: Span | None, mention: Span | None) -> tuple[Span, ...]:
    """A content from behind the clause with which it begins, if that was marked as part of it."""
    if cue and mention and mention.start == spans[0].start and mention.end < cue.end < spans[0].end:
        return (Span(cue.end + 1, spans[0].end), *spans[1:])
    return tuple(spans)


def _is_stray(piece: str, beside: bool) -> bool:
    """Whether a piece that is not quoted is nothing beside one that is: small words, a word that begins no sentence, or in another sentence any word."""
    words = _WORDS.findall(piece.lower())
    return STOPWORDS.issuperset(words) or (len(words) < 2 and not (beside and piece[:1].isupper()))


def _is_empty(text: str, spans: Sequence[Span]) -> bool:
    """Whether what is reported says nothing: a word alone, a question that was put to its source, a wish to stay unnamed."""
    words = [word for span in spans for word in _WORDS.findall(span.of(text).lower())]
    alone = len(words) < 2 and not _SHORT_WORDS.issuperset(words) and not _MARKS.search(text, spans[0].start, spans[-1].end)
    return alone or _is_question(text, spans[0]) or _TO_STAY_UNNAMED.fullmatch(spans[0].of(text)) is not None


def _is_question(text: str, span: Span) -> bool:
    return _PUT_TO.search(text[text.rfind("\n", 0, span.start) + 1 : span.start]) is not None


def _kind(text: str, spans: Sequence[Span], quoted: Sequence[Span], cue: Span | None, mention: Span | None) -> str:
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


def _attribution(text: str, sentences: Sequence[Sentence], spans: Sequence[Span], marked: Marked) -> tuple[Span | None, Span | None]:
    """The cue and the source that stand nearest to a content and to each other."""
    inside = [i for i, s in enumerate(sentences) if s.start < spans[-1].end and spans[0].start < s.end]
    if not inside:
        return None, None
    near = Span(sentences[inside[0]].start, sentences[inside[-1]].end)
    if not any(cue.overlaps(near) for cue in marked.cues) and inside[0]:
        near = Span(sentences[inside[0] - 1].start, near.end)  # "He went on:", in a paragraph of its own
    cues = [c for c in marked.cues if c.overlaps(near)]
    whole = (_with_owner(text, _whole_words(text, s)) for s in marked.sources if s.overlaps(near))
    sources = [s for s in whole if _speaks(text, s)]
    pairs = [
        (_gap_to(spans, cue) + 0.5 * _gap(cue, source) + 0.25 * _gap_to(spans, source), cue, source)
        for cue in cues
        for source in sources
        if not (source.start - cue.end == 1 and _OWNS.match(text, source.end))  # "called Lund's plan a disgrace"
    ]
    if pairs:
        _, cue, source = min(pairs)
        return cue, source
    if sources:
        return None, min(sources, key=lambda s: _gap_to(spans, s))
    return (min(cues, key=lambda c: _gap_to(spans, c)) if cues else None), None


def _whole_words(text: str, span: Span) -> Span:
    """A span out to the ends of the words that it cuts, and of the name of which it holds the title."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and (text[start].isalnum() or (text[start] in "-'’" and text[start + 1 : end].strip())):
        start -= 1
    if _CUT_NAME.search(text, start, end):
        end = max((name.end() for name in NAMES.finditer(text, start, end + _LONGEST_NAME) if name.start() < end), default=end)
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while end > start + 1 and text[end - 1] in ":,; ":
        end -= 1
    return Span(start, end)


def _with_owner(text: str, source: Span) -> Span:
    """A source with whose it is: "Lund's mother", of which only "mother" was marked."""
    owner = (
        _OWNED.search(text, max(0, source.start - _LONGEST_NAME), source.start) if text[source.start : source.start + 1].islower() else None
    )
    return Span(owner.start(), source.end) if owner and not any(c.isupper() for c in source.of(text)) else source


def _beside(
    text: str, spans: Sequence[Span], quoted: Sequence[Span], mention: Span | None, cue: Span | None
) -> tuple[Span | None, Span | None]:
    """Mention and cue of a quotation, corrected by a clause that leads to it or follows it right away: "...," Lund said, according to the Post".

    A pronoun there takes no name's place, but that of whoever only reports the words.
    """
    first = next(
        (Span(span.start, min(span.end, q.end)) for span in spans for q in quoted if q.start in (span.start, span.start - 1)), None
    )
    if first is None:
        return mention, cue
    if (found := announced(text, first)) and _speaks(text, found[0]):
        return found
    found = (
        introduced(text, first)
        or described(text, first)
        or (followed(text, first) if _OPENS.search(text[max(0, first.start - _CLOSING) : first.start]) else None)
    )
    if found is None or not _speaks(text, found[0]):
        return mention, cue
    who, saying = found
    if mention and cue:
        same = mention.overlaps(who) or 0 <= mention.start - saying.end <= 1
        named = who.of(text).lower() in ("he", "she") and mention.of(text)[0].isupper() and not RELAYS.match(cue.of(text))
        if same or (named and "\n" not in text[min(mention.start, first.start) : max(mention.end, first.start)]):
            return mention, cue
    return who, saying


def _speaks(text: str, source: Span) -> bool:
    """Whether a source can be one: not "Lund's" alone, nor the paper that somebody broke it down "to" before a colon."""
    addressed = _COLON.match(text, source.end) and _ADDRESSED.search(text, max(0, source.start - 60), source.start)
    shown = _SHOWN_TO.search(text, max(0, source.start - 60), source.start)
    return not (_NOBODY.fullmatch(source.of(text)) or _OWNER.search(source.of(text)) or addressed or shown)


def _name_beside(text: str, cue: Span, spans: Sequence[Span]) -> Span | None:
    """A name just behind a cue ("said Ines Lund") or just before it, outside the content."""
    behind = NAMES.match(text, cue.end + 1)
    line = text.rfind("\n", 0, cue.start) + 1
    before = [m for m in NAMES.finditer(text, line, cue.start) if text[m.end() : cue.start].isspace()]
    for match in (behind, *before[-1:]):
        if match and not any(span.overlaps(Span(*match.span())) for span in spans):
            return Span(*match.span())
    return None


def _inner(text: str, sentences: Sequence[Sentence], spans: Sequence[Span]) -> tuple[Span, Span] | None:
    """Whose words are reported, where the sentence says so itself: "He said at a fair that it was his, the Post reported"."""
    start = next((s.start for s in sentences if s.start <= spans[0].start < s.end), None)
    if start is None:
        return None
    said = _SAID_SO.search(text, start, spans[0].start)
    about = _SUBJECT.match(text, start, said.start()) if said else None
    return (Span(*about.span("who")), Span(*said.span(1))) if about and said else leading(text, start, spans[-1].end)


def _subject(text: str, sentences: Sequence[Sentence], cue: Span, spans: Sequence[Span]) -> Span | None:
    """Who a participle is about, the subject of its sentence: "This year, he rose to the defence of Lund, saying ..."."""
    if not (_PARTICIPLE.match(cue.of(text)) and text.startswith(", ", cue.start - 2)):
        return None
    start = next((s.start for s in sentences if s.start <= cue.start < s.end), cue.start)
    found = _SUBJECT.match(text, start, cue.start)
    subject = Span(*found.span("who")) if found else None
    return subject if subject and not any(span.overlaps(subject) for span in spans) else None


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _gap_to(spans: Sequence[Span], other: Span) -> int:
    """How far a cue or source stands from a content; inside it is far."""
    if any(s.start <= other.start and other.end <= s.end for s in spans):
        return _FAR
    return min(_gap(span, other) for span in spans)
