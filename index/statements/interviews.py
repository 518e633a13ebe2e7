"""Interviews and transcripts: what stands behind "A:" is said by whoever is interviewed, what stands behind "LUND:" by Lund."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import Span
from index.statements.contents import within
from index.statements.linking import RawStatement
from index.statements.names import NAMES, name_words
from index.statements.roles import ROLE_WORD
from index.tokens import fold

_LABEL = re.compile(r"^[ \t]*(?P<label>Q|A|Question|Answer|QUESTION|ANSWER)\s?[:.]\s+(?=\S)", re.MULTILINE)
_LINE = re.compile(r"^[^\n]*\S[^\n]*$", re.MULTILINE)
_WITH = re.compile(
    rf"(?:\b(?i:Q\.?\s?(?:&|and)\s?A\.?|a\sconversation)|(?<!in an )(?<!in his )(?<!in her )\b[Ii]nterview)\s[Ww]ith\s(?:[a-z][\w’'-]*\s){{0,4}}(?P<who>{NAMES.pattern})"
)
"""How a heading names the one interviewed; whom somebody "spoke with", or gave "an interview with", may as well be the one who asks."""
_CAPITALS = rf"(?!THE\b(?!\s(?:[A-Z]+\s)*(?i:{ROLE_WORD.pattern})\b))[A-Z][A-Z.’'-]*[A-Z.](?:\s[A-Z][A-Z.’'-]*){{0,4}}"
_TURN = re.compile(
    rf"^[ \t]*(?P<who>(?P<name>{_CAPITALS}|{NAMES.pattern})(?:\s\([^()\n]{{1,20}}\))?(?:,\s[^:.\n“”\"]{{2,60}})?)(?:\s\([^()\n]{{1,30}}\))?(?P<colon>:)[ \t]+(?=\S)",
    re.MULTILINE,
)
_ADDRESSING = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Yy]ou|[Yy]ou['’]\w+|[Mm]y|[Oo]ur|[Yy]our|me|us)\b")
"""Words of those who speak, seldom of those who write about them."""
_STAGE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*|[^a-z]*")
_OTHER_VOICE = re.compile(r"\s*(?:Q\b|[A-Z][^:\n]{0,40}:\s)")
"""How a line begins that is not the same person's."""
_QUOTED = re.compile(r"[“”\"„«»]|''")
_FEWEST, _FEWEST_TURNS = 2, 4


def add_answers(text: str, statements: Sequence[RawStatement]) -> list[RawStatement]:
    """The statements of an article with the answers of an interview in it, or the turns of a transcript, in place of what those report themselves."""
    answers = _answers(text) or _turns(text)
    told = sorted(span for answer in answers for span in (*answer.spans, answer.cue) if span)
    others = [s for s in statements if not any(within(told, place.start, place.end) for place in (*s.spans, s.cue) if place)]
    return sorted([*others, *answers], key=lambda s: s.spans[0])


def _answers(text: str) -> list[RawStatement]:
    labels = [(match.start(), match.end(), match["label"][0]) for match in _LABEL.finditer(text)]
    if min(sum(label == kind for *_, label in labels) for kind in "QA") < _FEWEST:
        return []
    named = _WITH.search(text, 0, labels[0][0])
    who = Span(*named.span("who")) if named else None
    found = list[RawStatement]()
    for number, (start, words, label) in enumerate(labels):
        end = labels[number + 1][0] if number + 1 < len(labels) else text.find("\n", words)
        if label == "A":
            cue = Span(start, words)
            lines = (
                Span(max(words, m.start()), m.end()) for m in _LINE.finditer(text, start, end if end >= 0 else len(text)) if m.end() > words
            )
            found += (RawStatement((line,), "direct", who, cue) for line in lines)
    return found


@dataclass(frozen=True, slots=True)
class _Turn:
    """A line that begins with a name and a colon, `surname` folded, and where the next such line begins."""

    who: Span
    colon: Span
    words: Span
    surname: str
    end: int


def _turns(text: str) -> list[RawStatement]:
    """The turns of a transcript: two who speak at least twice each, most of them of themselves or to the other."""
    labels = [m for m in _TURN.finditer(text) if m.start() and not _QUOTED.match(text, m.end())]  # a headline is no turn
    return _as_transcript(text, [m for m in labels if m["name"].isupper()]) or _as_transcript(text, labels)


def _as_transcript(text: str, labels: Sequence[re.Match[str]]) -> list[RawStatement]:
    starts = [m.start() for m in labels[1:]]
    turns = [
        _Turn(
            Span(*m.span("who")),
            Span(*m.span("colon")),
            Span(m.end(), _end_of_line(text, m.end())),
            fold(name_words(m["name"])[-1]),
            starts[i] if i < len(starts) else _end_of_line(text, m.end()),
        )
        for i, m in enumerate(labels)
    ]
    often = sum(times >= _FEWEST for times in Counter(turn.surname for turn in turns).values())
    spoken = sum(_ADDRESSING.search(turn.words.of(text)) is not None for turn in turns)
    if len(turns) < _FEWEST_TURNS or often < _FEWEST or spoken * 2 < len(turns):
        return []
    return [RawStatement((line,), "direct", turn.who, turn.colon) for turn in turns for line in _lines(text, turn)]


def _lines(text: str, turn: _Turn) -> Iterator[Span]:
    """The paragraphs of a turn: that of the name, and those behind it in which somebody speaks and nobody writes of the speaker."""
    yield turn.words
    for line in _LINE.finditer(text, turn.words.end, turn.end):
        words = line.group()
        spoken = _ADDRESSING.search(words) and not _STAGE.fullmatch(words)
        if not spoken or _OTHER_VOICE.match(words) or _QUOTED.search(words) or turn.surname in fold(words):
            return
        yield Span(*line.span())


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return place + len(text[place : end if end >= 0 else len(text)].rstrip())
