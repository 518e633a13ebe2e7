"""Which quotation marks of a paragraph belong together, by the role a mark plays and not by its glyph."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from index.records import Span

Role = Literal["open", "close", "either"]

_DOUBLE = re.compile(r"''|``|‘‘|’’|[\"“”„‟«»″＂]")
_SINGLE = re.compile(r"(?<!')'(?!')|(?<!‘)‘(?!‘)|(?<!’)’(?!’)|[‹›‚]")
_OPENING_GLYPHS = {"“", "„", "‟", "«", "``", "‘‘", "‘", "‹", "‚"}
_CLOSING_GLYPHS = {"”", "»", "’’", "’", "›"}
_MARKS = set("\"'“”„‟«»″＂`‘’‹›‚")
_BEFORE_OPENING = set("([{—–-/…:=*_~•")
_AFTER_CLOSING = set(")]}.,;:!?—–-/…*_")
_ELISION = re.compile(r"(?:\d\d?s?\b|t(?:is|was|will|il)\b|em\b|n\b|cause\b|bout\b|round\b)", re.IGNORECASE)
_SPEECH_END = set(",.?!…;—-")


def quotations(text: str, within: Span) -> list[Span]:
    """The quotations of one paragraph, marks included, in order of their start; they nest but never cross.

    A mark opens where white space, a bracket or a dash stands before it, and closes where white space or punctuation
    follows; where both or neither holds its glyph decides, then whether a quotation is open. A mark that finds no
    partner in the paragraph gives nothing: it can continue from, or into, another paragraph.
    """
    doubles = _paired(text, within, _DOUBLE.finditer(text, within.start, within.end))
    singles = [single for single in _single_pairs(text, within) if not any(_cross(single, double) for double in doubles)]
    return sorted(doubles + singles, key=lambda span: (span.start, -span.end))


def _paired(text: str, within: Span, marks: Iterator[re.Match[str]]) -> list[Span]:
    pairs, open_at = [], list[int]()
    for mark in marks:
        role = _role(text, within, mark)
        if role == "open" or (role == "either" and not open_at):
            open_at.append(mark.start())
        elif open_at:
            pairs.append(Span(open_at.pop(), mark.end()))
    return pairs


def _role(text: str, within: Span, mark: re.Match[str]) -> Role:
    before = _neighbour(text, range(mark.start() - 1, within.start - 1, -1))
    after = _neighbour(text, range(mark.end(), within.end))
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closes = (after.isspace() or after in _AFTER_CLOSING) and not before.isspace()
    if opens != closes:
        return "open" if opens else "close"
    if mark.group() in _OPENING_GLYPHS:
        return "open"
    return "close" if mark.group() in _CLOSING_GLYPHS else "either"


def _neighbour(text: str, positions: range) -> str:
    """The nearest character that is no mark itself; white space where there is none."""
    return next((text[i] for i in positions if text[i] not in _MARKS), " ")


def _single_pairs(text: str, within: Span) -> list[Span]:
    """Single marks are apostrophes far more often than quotations, so both ends must be beyond doubt."""
    marks = [mark.start() for mark in _SINGLE.finditer(text, within.start, within.end)]
    opening = [i for i in marks if _single_opens(text, within, i)]
    pairs = list[Span]()
    for start, stop in pairwise([*opening, within.end]):
        closing = [i for i in marks if start + 1 < i < stop and _single_closes(text, within, i)]
        after_speech = [i for i in closing if text[i - 1] in _SPEECH_END]
        if closing and not (pairs and pairs[-1].end > start):
            pairs.append(Span(start, (after_speech or closing)[0] + 1))
    return pairs


def _single_opens(text: str, within: Span, i: int) -> bool:
    before = text[i - 1] if i > within.start else " "
    after = text[i + 1 : i + 2] if i + 1 < within.end else " "
    starts_word = before.isspace() or before in _BEFORE_OPENING or before in _MARKS
    return starts_word and after.isalnum() and text[i] not in "’›" and not _ELISION.match(text, i + 1)


def _single_closes(text: str, within: Span, i: int) -> bool:
    after = text[i + 1] if i + 1 < within.end else " "
    return not text[i - 1].isspace() and not after.isalnum() and text[i] not in "‘‹"


def _cross(one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return first.start < second.start < first.end < second.end
