"""Dates as articles print them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_FIRST_YEAR = 1400

_MONTHS = (
    "january jan ocak oca января январь янв januar јануар јан",
    "february feb şubat şub subat февраля февраль фев februar фебруар феб",
    "march mar mart марта март мар",
    "april apr nisan nis апреля апрель апр април",
    "may mayıs mayis мая май maj мај",
    "june jun haziran haz июня июнь июн juni јун јуни",
    "july jul temmuz tem июля июль июл juli јул јули",
    "august aug ağustos ağu agustos августа август авг avgust авг",
    "september sep sept eylül eyl eylul сентября сентябрь сен сент septembar септембар септ",
    "october oct ekim eki октября октябрь окт oktobar октобар",
    "november nov kasım kas kasim ноября ноябрь ноя нояб novembar новембар",
    "december dec aralık ara aralik декабря декабрь дек decembar децембар",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Names of months in the languages of the interface, lower case, with the number of each."""

_NAME = r"(?P<month>[^\W\d_]{3,9})\.?"
_IN_WORDS = (
    re.compile(rf"(?:[^\W\d_]{{2,12}}\.?,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s*(?:of\s+|de\s+)?{_NAME},?\s+(?P<year>\d{{4}})(?P<rest>.*)", re.IGNORECASE),
    re.compile(rf"(?:[^\W\d_]{{2,12}}\.?,?\s+)?{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?P<rest>.*)", re.IGNORECASE),
)  # fmt: skip
_TIME = re.compile(
    r"\D{0,12}?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>[+-]\d{2}:?\d{2}|[A-Z]{1,5})?\b",
    re.IGNORECASE,
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "TSİ": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Hours ahead of UTC. `ET` and its like stand for two offsets and are not taken for either."""


@lru_cache(maxsize=4_096)
def parse_date(printed: str, pattern: str | None = None) -> str | None:
    """`YYYY-MM-DD`, or ISO 8601 with offset where time and offset are printed; None where the day is not certain.

    `pattern` (as in `datetime.strptime`) is tried first. Dotted dates are day first, as everywhere they are used.
    `03/04/2016` means two days and is not guessed; `25/12/2023` means one. A time without a zone is dropped: the day is
    what is certain.
    """
    printed = " ".join(printed.split())
    if pattern and (found := _patterned(printed, pattern)):
        return found
    for way in (_iso, _numeric, _epoch, _rfc2822, _named, _in_other_words):
        if found := way(printed):
            return found
    return None


def _patterned(printed: str, pattern: str) -> str | None:
    try:
        return _moment(datetime.strptime(printed, pattern))  # noqa: DTZ007 - a zone where the pattern has one
    except ValueError:
        return None


def _iso(printed: str) -> str | None:
    if compact := _COMPACT.fullmatch(printed):
        return _day(*map(int, compact.groups()))
    try:
        return _moment(datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d{2}:?\d{2}$)|\s+(?=Z$)", "", printed)))
    except ValueError:
        pass
    if (dated := re.match(r"(\d{4}-\d{2}-\d{2})[ T,]+(.*)", printed)) and (clock := _TIME.match(dated[2])):
        return _at(_iso(dated[1]), clock)
    return None


def _numeric(printed: str) -> str | None:
    if dotted := _DOTTED.match(printed):
        day, month, year = map(int, dotted.groups())
        return _at(_day(year, month, day), _TIME.match(printed, dotted.end()))
    if slashed := _SLASHED.match(printed):
        one, other, year = map(int, slashed.groups())
        if one > 12 or one == other:
            return _day(year, other, one)
        return _day(year, one, other) if other > 12 else None
    return None


def _epoch(printed: str) -> str | None:
    if not _EPOCH.fullmatch(printed):
        return None
    return _moment(datetime.fromtimestamp(int(printed[:10]), UTC))


def _rfc2822(printed: str) -> str | None:
    try:
        return _moment(parsedate_to_datetime(printed)) if re.search(r"\d\d:\d\d", printed) and "," in printed[:5] else None
    except (ValueError, TypeError):
        return None


def _named(printed: str) -> str | None:
    """A day with the name of its month in a language of the interface, in either order, and a time where one follows."""
    for form in _IN_WORDS:
        found = form.fullmatch(printed)
        month = MONTHS.get(found["month"].lower().replace("i̇", "i")) if found else None
        if found and month:
            return _at(_day(int(found["year"]), month, int(found["day"])), _TIME.match(found["rest"]))
    return None


def _in_other_words(printed: str) -> str | None:
    if not re.search(r"[^\W\d]{3}", printed) or not re.search(r"\d{4}", printed) or len(printed) > 60:
        return None
    from dateparser import parse  # a slow import that most archives never need

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True, "DATE_ORDER": "DMY"}
    try:
        found = parse(printed, settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    return found.date().isoformat() if found and found.year >= _FIRST_YEAR else None


def _at(day: str | None, clock: re.Match[str] | None) -> str | None:
    """A day with the time of `clock` where that has a zone; the day alone otherwise."""
    zone = _zone(clock["zone"]) if clock and clock["zone"] else None
    if day is None or clock is None or zone is None:
        return day
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    try:
        moment = datetime.fromisoformat(day).replace(hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0), tzinfo=zone)
    except ValueError:
        return day
    return moment.isoformat()


def _zone(printed: str) -> timezone | None:
    if offset := re.fullmatch(r"([+-])(\d{2}):?(\d{2})", printed):
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes)) if minutes < 1_440 else None
    hours = _ZONES.get(printed.upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _moment(moment: datetime) -> str | None:
    if moment.year < _FIRST_YEAR:
        return None
    return moment.isoformat() if moment.tzinfo else moment.date().isoformat()


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= _FIRST_YEAR else None
    except ValueError:
        return None
