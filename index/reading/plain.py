"""Plain text: a wire story saved with its furniture, or a title line and a body."""

import re
from dataclasses import dataclass

from index.furniture import judge, letters, outlet_from_notice, why_furniture
from index.reading.bylines import is_person, read_byline, read_credit
from index.reading.dates import parse_date
from index.records import Span
from index.sentences import trimmed

_DATE = r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2} [^\W\d]{3,10}\.? \d{4}|[^\W\d]{3,10}\.? \d{1,2}, \d{4}"
_DATE_LINE = re.compile(
    rf"(?:by\s+)?(?P<author>[^|\d]{{2,80}}?)?\s*[|•·,–—-]?\s*(?:published|posted|yayın)?\s*(?:on|:)?\s*(?P<published>{_DATE})"
    rf"(?:[ ,T]+\d{{1,2}}[:.]\d{{2}}(?:[^|]{{0,12}}?))?"
    rf"(?:\s*[|•·-]?\s*(?:last\s+)?(?:updated?|modified|güncelleme)\s*:?\s*(?P<updated>{_DATE}).{{0,16}})?",
    re.IGNORECASE,
)
_KEYED = re.compile(
    r"(?P<key>title|headline|source|outlet|publication|author|byline|date|published|updated|modified|url|link|section|category|place|location|language|agency)"
    r"\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
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

    `Key: value` lines at the head name fields. A line with a date near the head, after the headline, makes it a wire
    story: section and subhead above that line are told from the headline by their length and place; a caption glued
    behind a repeat of the headline, a dateline of capitals, and agency notices and labels at the end are not body.
    """
    lines = [_Line(trimmed(text, Span(m.start(), m.end())), m.group().strip()) for m in re.finditer(r"\S[^\n]*", text)]
    given, lines = _keyed(lines)
    if "title" in given or "headline" in given:
        return given | _after_title(text, lines, str(given.get("title") or given.get("headline")))
    dated = next(
        (i for i, line in enumerate(lines[:_HEAD_LINES]) if i and _DATE_LINE.fullmatch(line.text) and not _KEYED.fullmatch(line.text)), None
    )
    if dated is None or (given and dated > 2):
        return _titled(text, lines) | given
    return _wire(text, lines, dated) | given


def _keyed(lines: list[_Line]) -> tuple[dict[str, object], list[_Line]]:
    """The fields of two or more `Key: value` lines at the head, and the lines after them."""
    fields = dict[str, object]()
    for line in lines:
        keyed = _KEYED.fullmatch(line.text)
        if keyed is None or keyed["key"].casefold() in fields:
            break
        fields[keyed["key"].casefold()] = keyed["value"]
    return (fields, lines[len(fields) :]) if len(fields) > 1 else ({}, lines)


def _wire(text: str, lines: list[_Line], dated: int) -> dict[str, object]:
    head = [line.text for line in lines[:dated]]
    byline = _DATE_LINE.fullmatch(lines[dated].text)
    fields: dict[str, object] = {k: v for k, v in (byline.groupdict() if byline else {}).items() if v}
    if credit := read_credit(lines[dated].text):
        fields = dict(credit)
    if "author" not in fields and len(lines) > dated + 2 and is_person(lines[dated + 1].text):
        fields["author"] = lines.pop(dated + 1).text
    for name in ("published", "updated"):  # with the time and zone that may follow
        if name in fields and byline:
            whole = re.split(
                r"[|•·]|\b(?:last\s+)?(?:updated?|güncelleme)\b", lines[dated].text[byline.start(name) :], flags=re.IGNORECASE
            )[0].strip(" -")
            fields[name] = whole if "T" in (parse_date(whole) or "") else fields[name]
    if len(head) > 1 and _is_section(head[0], head[1]):
        fields["section"] = head.pop(0)
    if len(head) > 1 and (author := read_byline(head[-1])):
        fields["author"] = author
        head.pop()
    fields["title"], fields["subtitle"] = head[0], " ".join(head[1:])
    return fields | _body(text, lines[dated + 1 :], head[0])


def _titled(text: str, lines: list[_Line]) -> dict[str, object]:
    """A title line and a body; a file without a title line is all body."""
    if len(lines) < 2 or not _is_title(lines[0].text):
        return {"text": text[lines[0].span.start : lines[-1].span.end] if lines else text}
    return {"title": lines[0].text} | _after_title(text, lines[1:], lines[0].text)


def _after_title(text: str, lines: list[_Line], title: str) -> dict[str, object]:
    """Byline and dates below the title, in either order, then the body."""
    fields: dict[str, object] = {}
    while len(lines) > 1:
        line = lines[0].text
        keyed, credit = _KEYED.fullmatch(line), read_credit(line)
        if keyed and len(line) < 200:
            fields.setdefault(keyed["key"].casefold(), keyed["value"])
        elif credit:
            fields = {**credit, **fields}
        elif fields.keys() & {"published", "updated"} and "author" not in fields and len(lines) > 1 and is_person(line):
            fields["author"] = line
        else:
            break
        lines = lines[1:]
    return fields | _body(text, lines, title)


def _body(text: str, lines: list[_Line], title: str) -> dict[str, object]:
    fields: dict[str, object] = {}
    aside = list[tuple[str, str]]()
    while lines and (reason := "repeats the headline" if _repeats(title, lines[0].text) else why_furniture(lines[0].text)):
        aside.append((lines[0].text, reason))
        lines = lines[1:]
    if len(lines) > 1 and _is_place(lines[0].text):
        fields["place"] = lines[0].text.title()
        aside.append((lines[0].text, "dateline"))
        lines = lines[1:]
    if outlet := outlet_from_notice(text):
        fields["outlet"] = outlet
    if not lines:
        return fields | {"text": ""}
    whole = text[lines[0].span.start : lines[-1].span.end]
    judged = judge(whole, "")
    while len(judged) > 1 and judged[-1][1]:
        span, reason = judged.pop()
        aside.append((span.of(whole), reason or ""))
    return fields | {"text": whole[: judged[-1][0].end], "set_aside": aside}


def _is_section(line: str, following: str) -> bool:
    return len(line.split()) <= _SECTION_WORDS < len(following.split()) and line[-1] not in ".!?"


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and line[-1] not in ".,;" and any(c.isalnum() for c in line)


def _repeats(title: str, line: str) -> bool:
    return bool(letters(title)) and letters(line).startswith(letters(title))


def _is_place(line: str) -> bool:
    return line.upper() == line and len(line.split()) <= _PLACE_WORDS and line.replace(" ", "").replace(",", "").replace("/", "").isalpha()
