"""Plain text: a wire story saved with its furniture, or a title line and a body."""

import re
from dataclasses import dataclass

from index.reading.furniture import is_furniture, letters, outlet_from_notice, tail_start
from index.records import Span
from index.sentences import trimmed

_DATE = r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2} [^\W\d]{3,10}\.? \d{4}|[^\W\d]{3,10}\.? \d{1,2}, \d{4}"
_DATE_LINE = re.compile(
    rf"(?:by\s+)?(?P<author>[^|\d]{{2,80}}?)?\s*[|•·,–—-]?\s*(?:published|posted|yayın)?\s*(?:on|:)?\s*(?P<published>{_DATE})"
    rf"(?:[ ,T]+\d{{1,2}}[:.]\d{{2}}(?:[^|]{{0,12}}?))?"
    rf"(?:\s*[|•·-]?\s*(?:last\s+)?(?:updated?|modified|güncelleme)\s*:?\s*(?P<updated>{_DATE}).{{0,16}})?",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by\s+(?P<author>[^\W\d][^\d|]{1,80}?)\s*\|?", re.IGNORECASE)
_HEAD_LINES = 8
_SECTION_WORDS = 3
_PLACE_WORDS = 4
_TITLE_LENGTH = 250


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str


def read_plain(text: str) -> dict[str, object]:
    """The fields of a plain text article; `text` is one contiguous piece of the file, from first to last line of body.

    A line with a date near the head, after the headline, makes it a wire story: section and subhead above that line are
    told from the headline by their length and place; a caption glued behind a repeat of the headline, a dateline of
    capitals, and agency notices and labels at the end are not body.
    """
    lines = [_Line(trimmed(text, Span(m.start(), m.end())), m.group().strip()) for m in re.finditer(r"\S[^\n]*", text)]
    dated = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if i and _DATE_LINE.fullmatch(line.text)), None)
    if dated is None:
        return _titled(text, lines)
    return _wire(text, lines, dated)


def _wire(text: str, lines: list[_Line], dated: int) -> dict[str, object]:
    head = [line.text for line in lines[:dated]]
    byline = _DATE_LINE.fullmatch(lines[dated].text)
    fields: dict[str, object] = {k: v for k, v in (byline.groupdict() if byline else {}).items() if v}
    if len(head) > 1 and _is_section(head[0], head[1]):
        fields["section"] = head.pop(0)
    if len(head) > 1 and (written := _BYLINE.fullmatch(head[-1])):
        fields["author"] = written["author"]
        head.pop()
    fields["title"], fields["subtitle"] = head[0], " ".join(head[1:])
    return fields | _body(text, lines[dated + 1 :], head[0])


def _titled(text: str, lines: list[_Line]) -> dict[str, object]:
    """A title line and a body; a file without a title line is all body."""
    if len(lines) < 2 or not _is_title(lines[0].text):
        return {"text": text.strip("\n")}
    fields: dict[str, object] = {"title": lines[0].text}
    body = lines[1:]
    if len(body) > 1 and (byline := _BYLINE.fullmatch(body[0].text)):
        fields["author"] = byline["author"]
        body = body[1:]
    return fields | _body(text, body, lines[0].text)


def _body(text: str, lines: list[_Line], title: str) -> dict[str, object]:
    fields: dict[str, object] = {}
    while lines and (_repeats(title, lines[0].text) or is_furniture(lines[0].text)):
        lines = lines[1:]
    if len(lines) > 1 and _is_place(lines[0].text):
        fields["place"] = lines[0].text.title()
        lines = lines[1:]
    if outlet := outlet_from_notice(text):
        fields["outlet"] = outlet
    body = lines[: tail_start([line.text for line in lines])]
    return fields | {"text": text[body[0].span.start : body[-1].span.end] if body else ""}


def _is_section(line: str, following: str) -> bool:
    return len(line.split()) <= _SECTION_WORDS < len(following.split()) and line[-1] not in ".!?"


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and line[-1] not in ".,;" and any(c.isalnum() for c in line)


def _repeats(title: str, line: str) -> bool:
    return bool(letters(title)) and letters(line).startswith(letters(title))


def _is_place(line: str) -> bool:
    return line.upper() == line and len(line.split()) <= _PLACE_WORDS and line.replace(" ", "").replace(",", "").replace("/", "").isalpha()
