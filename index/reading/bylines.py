"""What the lines around an article's words say of it: bylines, datelines, agencies."""

import re
from typing import NamedTuple

from index.reading.dates import parse_date

_AGENCIES = (
    "AP|Associated Press|The Associated Press|Reuters|AFP|Agence France-Presse|AA|Anadolu|Anadolu Agency|Anadolu Ajansı|DHA|İHA|IHA|UPI|"
    "Bloomberg|dpa|DPA|Deutsche Presse-Agentur|EFE|ANSA|TASS|ТАСС|RIA Novosti|РИА Новости|Interfax|Интерфакс|Sputnik|Xinhua|Kyodo|Kyodo News|"
    "PTI|Press Trust of India|ANI|Yonhap|PA|PA Media|Press Association|CP|The Canadian Press|AAP|APA|Tanjug|Танјуг|Beta|Бета|FoNet|Фонет|"
    "HINA|SRNA|Срна|MTI|PAP|CTK|ČTK|BTA|MIA|Belga|ANP|NTB|TT|Ritzau|STT|Lusa|Ukrinform|Укринформ|BelTA|БелТА|Azertac|KUNA|WAM|SPA|IRNA|Petra"
)
AGENCY = re.compile(rf"(?:{_AGENCIES})", re.IGNORECASE)
_LETTERS = r"[^\W\d_]"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЂЈЉЊЋЏĞİŞ]"
_PLACE = rf"{_CAPITAL}[{_CAPITAL[1:-1]}.'’ -]{{1,28}}{_CAPITAL}(?:/[{_CAPITAL[1:-1]} ]{{2,28}})?(?:, {_CAPITAL}[\w.]{{1,20}}(?: {_CAPITAL}[\w.]+)?)?"
_NAMED_PLACE = rf"{_CAPITAL}[\w.'’-]+(?: {_CAPITAL}[\w.'’-]+){{0,2}}(?:, {_CAPITAL}[\w. ]{{1,20}})?"
_DAY = r"(?:,? \(?(?:\d{1,2}\.? [^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.? \d{1,2})(?:,? \d{4})?\)?)?"
_DASH = r"\s*(?:[–—―-]{1,2}|:)\s+"
_WIRE = rf"(?:{_LETTERS}[\w&.’' -]{{1,28}}?(?:/{_LETTERS}[\w&.’' -]{{1,20}})?)"
_DATELINES = (
    re.compile(rf"(?P<place>{_PLACE}|{_NAMED_PLACE}){_DAY},? \((?P<agency>{_WIRE})\){_DASH}"),
    re.compile(rf"(?P<place>{_PLACE}){_DAY}{_DASH}(?P<agency>(?:{_AGENCIES}))\.\s"),
    re.compile(rf"(?P<place>{_PLACE}){_DAY}, (?P<agency>(?:{_AGENCIES})){_DASH}"),
    re.compile(rf"(?P<place>{_PLACE}){_DAY}\s*[–—―-]{{1,2}}\s+"),
    re.compile(rf"\((?P<agency>(?:{_AGENCIES}))\){_DASH}"),
)
_NO_PLACE = re.compile(
    r"(?:exclusive|byline|look|watch|update\w*|breaking|opinion|analysis|correction|editor|video|photos?|live|factbox|explainer|column|review|interview|son dakika|özel|"
    r"video|срочно|эксклюзив|ekskluzivno|uživo|ексклузивно|уживо)\b",
    re.IGNORECASE,
)
"""What newspapers set in capitals before a dash and is no place."""
_BY = r"(?:(?:written |reported |story )?by|piše|пише)\s*:?\s+|(?:author|reporter|yazan|muhabir|haber|автор|текст|autor|аутор)\s*:\s*"
BYLINE = re.compile(rf"(?:{_BY})(?P<author>{_LETTERS}[^\d|:;!?]{{1,120}}?)\s*\|?", re.IGNORECASE)
_ROLE = re.compile(
    r",?\s*(?:(?:(?-i:[a-z]+)|senior|chief|staff|political|foreign|special|diplomatic|science|health|business|sports?|court|local|national|world|investigations?)\s+){0,3}"
    r"(?:reporter|writer|correspondent|editor|columnist|contributor|muhabir\w*|корреспондент|novinar\w*)(?:\s+(?:in|at|for)\s+.+)?$"
    r"|\s+\|.*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[.,;|\s(]*(?:\b(?:e-?mail|twitter|follow)\b.*$|[^\s(]+@\w+(?:\.\w+)+\)?|@\w+)", re.IGNORECASE)
_PIECES = re.compile(r"\s*(?:[|•·]|\s[–—-]\s|,\s+(?=(?:[^\W\d_]+\.?\s)?\d)|(?=\b(?:last )?updated?\b))\s*", re.IGNORECASE)
_LABELLED_DATE = re.compile(
    r"(?:(?:[^\W\d_]+\s){0,2}[^\W\d_]+\s*(?::|\bon\b|\bat\b)\s*|(?:(?:first |last )?(?:published|posted|updated|modified))\s+)?(?P<date>[^|•·]*\d[^|•·]*)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"(?:last )?(?:updat|modif|güncel|обновл|ažur|ажур|izmen)", re.IGNORECASE)
_PERSON = re.compile(rf"{_CAPITAL}[\w.'’-]+(?: {_CAPITAL}[\w.'’-]+){{1,3}}")
_LONGEST_CREDIT = 140


class Dateline(NamedTuple):
    """Where a story was written, and for which agency; `end` is where its words begin."""

    place: str | None
    agency: str | None
    end: int


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a text begins with: `ISTANBUL -`, `WASHINGTON (AP) —`, `МОСКВА, 25 дек — ТАСС.`"""
    start = len(text) - len(text.lstrip())
    for form in _DATELINES:
        if (found := form.match(text, start, start + 160)) and not _NO_PLACE.match(text, start):
            groups = found.groupdict()
            return Dateline(_as_name(groups.get("place")), groups.get("agency"), found.end())
    return None


def _as_name(place: str | None) -> str | None:
    """`NEW YORK, N.Y.` as `New York, N.Y.`; what is not all capitals stays."""
    if place is None:
        return None
    return ", ".join(
        part if any(c.islower() for c in part) or ("." in part and len(part) < 6) else _titled(part) for part in place.strip().split(", ")
    )


def _titled(name: str) -> str:
    return re.sub(rf"{_LETTERS}+", lambda m: m[0][0] + m[0][1:].replace("İ", "i").replace("I", "ı" if "İ" in name else "i").lower(), name)


def read_byline(line: str) -> str | None:
    """The author that a line names (`By Ines Lund, staff writer`), without role; None where it is no byline."""
    found = BYLINE.fullmatch(line.strip())
    author = without_role(found["author"]) if found else None
    return author if author and len(author.split()) <= 14 else None


def without_role(author: str) -> str:
    """A name without the office that follows it."""
    return _ROLE.sub("", author).strip(" ,|") or author


def without_contact(author: str) -> str:
    """A byline without where to write to: "Ines Lund. Email: i.lund@post.example"."""
    return _CONTACT.sub("", author).strip(" ,|") or author


def read_credit(line: str) -> dict[str, str] | None:
    """Author and dates of a line that holds nothing else: `By Ines Lund | 8 November 2024, 22:10 GMT`; None where it holds more."""
    line = line.strip(" *_|")
    if len(line) > _LONGEST_CREDIT:
        return None
    author = read_byline(line)
    if author and not any(c.isdigit() for c in line):
        return {"author": author}
    if date := _dated(line):
        return dict([date])
    fields, pieces = dict[str, str](), [piece for piece in _PIECES.split(line) if piece.strip()]
    for at, piece in enumerate(pieces):
        found = _piece(piece, ", ".join(pieces[at - 1 : at + 1]) if at else "")
        if found is None:
            return None
        fields = {**fields, **found} if "author" not in found else {**found, **fields}
    return fields if "published" in fields or "updated" in fields else None


def _piece(piece: str, with_last: str) -> dict[str, str] | None:
    """What a piece of a credit line says, alone or together with the one before it; empty for a time of day."""
    if author := read_byline(piece):
        return {"author": author}
    if date := _dated(piece) or (_dated(with_last) if with_last else None):
        return dict([date])
    if _PERSON.fullmatch(piece):
        return {"author": piece}
    return {} if re.fullmatch(r"(?:by\s+)?\d{1,2}[:.]\d{2}.{0,12}", piece, re.IGNORECASE) else None


def as_agency(author: str) -> str | None:
    """The agency, where an author is one."""
    return author if AGENCY.fullmatch(author.strip()) else None


def is_person(line: str) -> bool:
    """Whether a line is nothing but a name that begins with a given name."""
    if line.isupper() or not _PERSON.fullmatch(line.strip()):
        return False
    from index.statements.given_names import is_given  # brings lists of names that most files do without

    return is_given(line)


def _dated(piece: str) -> tuple[str, str] | None:
    """`published` or `updated`, and the date as printed."""
    found = _LABELLED_DATE.fullmatch(piece.strip(" .,"))
    if found is None or len(piece) > 80:
        return None
    which = "updated" if _CHANGED.match(piece.strip()) else "published"
    for printed in (piece.strip(" .,"), found["date"].strip(" .,")):
        if parse_date(printed):
            return which, printed
    return None
