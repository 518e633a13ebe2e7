"""Dates as articles print them."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_FIRST_YEAR = 1400


@lru_cache(maxsize=4_096)
def parse_date(printed: str) -> str | None:
    """`YYYY-MM-DD`, or ISO 8601 with offset where time and offset are printed; None where the day is not certain.

    Dotted dates are day first, as everywhere they are used. `03/04/2016` means two days and is not guessed; `25/12/2023`
    means one. A time without a zone is dropped: the day is what is certain.
    """
    printed = " ".join(printed.split())
    for way in (_iso, _numeric, _epoch, _rfc2822, _in_words):
        if found := way(printed):
            return found
    return None


def _iso(printed: str) -> str | None:
    if compact := _COMPACT.fullmatch(printed):
        return _day(*map(int, compact.groups()))
    try:
        return _moment(datetime.fromisoformat(printed))
    except ValueError:
        return None


def _numeric(printed: str) -> str | None:
    if dotted := _DOTTED.match(printed):
        day, month, year = map(int, dotted.groups())
        return _day(year, month, day)
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
        return _moment(parsedate_to_datetime(printed)) if "," in printed[:5] else None
    except ValueError:
        return None


def _in_words(printed: str) -> str | None:
    if not re.search(r"[^\W\d]{3}", printed) or not re.search(r"\d{4}", printed) or len(printed) > 60:
        return None
    from dateparser import parse  # a slow import that most archives never need

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True, "DATE_ORDER": "DMY"}
    found = parse(printed, settings=settings)
    return found.date().isoformat() if found and found.year >= _FIRST_YEAR else None


def _moment(moment: datetime) -> str | None:
    if moment.year < _FIRST_YEAR:
        return None
    return moment.isoformat() if moment.tzinfo else moment.date().isoformat()


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= _FIRST_YEAR else None
    except ValueError:
        return None
