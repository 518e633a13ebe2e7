"""What the lines around an article's words say of it: bylines, datelines, agencies."""

import re
from typing import NamedTuple

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
    r",?\s*(?:(?:senior|chief|staff|political|foreign|special|diplomatic|science|health|business|sports?|court)\s+)*"
    r"(?:reporter|writer|correspondent|editor|columnist|muhabir\w*|корреспондент|novinar\w*)(?:\s+(?:in|at|for)\s+.+)?$"
    r"|\s+\|.*$",
    re.IGNORECASE,
)


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
    if not found:
        return None
    author = _ROLE.sub("", found["author"]).strip(" ,|")
    return author if author and len(author.split()) <= 14 else None


def as_agency(author: str) -> str | None:
    """The agency, where an author is one."""
    return author if AGENCY.fullmatch(author.strip()) else None
