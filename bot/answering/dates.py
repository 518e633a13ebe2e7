"""Days and months in the words of a question."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<{0}>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, inclusive, either may be open.

    A `firm` one can only mean when an article was published ("last week", "since 3 May 2016"); a month or a day that is
    named may also be that of the event, and is only a preference.
    """

    since: date | None
    until: date | None
    firm: bool
    words: str = ""
    """The words of the question that name it."""


def find_period(question: str, today: date) -> Period | None:
    """The period that a question names in plain words, or None. Relative words count from `today`."""
    for pattern, read in _PATTERNS:
        if match := pattern.search(question):
            try:
                return replace(read(match, today), words=match.group())
            except ValueError:  # 31 June
                continue
    return None


def _year_month(match: re.Match[str], name: str = "m") -> tuple[int, int]:
    return int(match[f"{name}y"]), next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(match[name].lower()[:3]))


def _month(match: re.Match[str], _: date) -> Period:
    year, month = _year_month(match)
    return Period(date(year, month, 1), _month_end(year, month), firm=False)


def _day(match: re.Match[str], _: date) -> Period:
    year, month = _year_month(match)
    day = date(year, month, int(match["d"]))
    return Period(day, day, firm=False)


def _iso(match: re.Match[str], _: date) -> Period:
    day = date.fromisoformat(match["iso"])
    return Period(day, day, firm=False)


def _from(match: re.Match[str], _: date) -> Period:
    return Period(_start_of(match), None, firm=True)


def _before(match: re.Match[str], _: date) -> Period:
    return Period(None, _start_of(match) - timedelta(days=1), firm=True)


def _between(match: re.Match[str], _: date) -> Period:
    (year, month), (last_year, last_month) = _year_month(match), _year_month(match, "n")
    return Period(date(year, month, 1), _month_end(last_year, last_month), firm=True)


def _span(match: re.Match[str], _: date) -> Period:
    return Period(date.fromisoformat(match["iso"]), date.fromisoformat(match["end"]), firm=True)


def _start_of(match: re.Match[str]) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    year, month = _year_month(match)
    return date(year, month, int(match["d"] or 1))


def _relative(match: re.Match[str], today: date) -> Period:
    which, unit = match["which"].lower(), match["unit"].lower()
    if unit == "week":
        monday = today - timedelta(days=today.weekday())
        start = monday if which == "this" else monday - timedelta(days=7)
        return Period(start, today if which == "this" else start + timedelta(days=6), firm=True)
    if unit == "month":
        start = today.replace(day=1)
        if which == "this":
            return Period(start, today, firm=True)
        end = start - timedelta(days=1)
        return Period(end.replace(day=1), end, firm=True)
    if which == "this":
        return Period(date(today.year, 1, 1), today, firm=True)
    return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), firm=True)


def _recent(match: re.Match[str], today: date) -> Period:
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[match["unit"].lower()]
    return Period(today - timedelta(days=days * int(match["n"])), today, firm=True)


def _one_day(match: re.Match[str], today: date) -> Period:
    day = today - timedelta(days=match["word"] == "yesterday")
    return Period(day, day, firm=match["of"] is None)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


_NAMED = rf"(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|{_MONTH.format('m')}(?:\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?)?\s+(?P<my>\d{{4}}))"
_READERS: tuple[tuple[str, Callable[[re.Match[str], date], Period]], ...] = (
    (rf"\bbetween\s+{_MONTH.format('m')}\s+(?P<my>\d{{4}})\s+and\s+{_MONTH.format('n')}\s+(?P<ny>\d{{4}})", _between),
    (r"\b(?:from|between)\s+(?P<iso>\d{4}-\d{2}-\d{2})\s+(?:to|until|and)\s+(?P<end>\d{4}-\d{2}-\d{2})\b", _span),
    (rf"\b(?:since|starting)\s+{_NAMED}", _from),
    (rf"\b(?:before|prior to)\s+{_NAMED}", _before),
    (rf"\b{_MONTH.format('m')}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<my>\d{{4}})\b", _day),
    (rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m')}\s+(?P<my>\d{{4}})\b", _day),
    (r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b", _iso),
    (rf"\b{_MONTH.format('m')}(?:\s+of)?,?\s+(?P<my>\d{{4}})\b", _month),
    (r"\b(?P<which>last|this)\s+(?P<unit>week|month|year)\b", _relative),
    (r"\b(?:in\s+|over\s+)?the\s+(?:last|past)\s+(?P<n>\d{1,3})\s+(?P<unit>day|week|month|year)s?\b", _recent),
    (r"(?-i:\b(?:(?P<of>today)['’]s|(?P<word>today|yesterday))\b)", _one_day),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _READERS)
