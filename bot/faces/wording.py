"""How sources, dates and silence are worded in every face that a person reads."""

import re
from datetime import date
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from bot.answering.records import PrintedCheck, Query, Quote
from index.records import Article

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_FRAGMENT_WORDS = 5
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


def printable(text: str) -> str:
    """Text safe to display: control characters and those that turn the writing direction shown as U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)


def day(published: str | None) -> str:
    """`2023-12-25` as `25 Dec 2023`; "undated" where it is not known."""
    if not published:
        return "undated"
    when = date.fromisoformat(published[:10])
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def source(article: Article) -> str:
    """Outlet, author and day on one line; what is unknown is left out."""
    return printable(", ".join(filter(None, (article.outlet or "unknown outlet", article.author, day(article.published)))))


def place(quote: Quote) -> str:
    """The file and the offsets of a quote in its article's text."""
    line = f":{quote.article.line}" if quote.article.line else ""
    return printable(f"{quote.article.path}{line}, characters {quote.start}–{quote.end}")


def whose(quote: Quote) -> str | None:
    """Who said it, where that is known."""
    if not quote.speaker:
        return None
    return printable(f"{quote.speaker}, {quote.role}" if quote.role else quote.speaker)


def link(quote: Quote) -> str | None:
    """The article's address with a text fragment that opens it at the quote; None unless it is http or https.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    url = quote.article.url
    if not url or urlsplit(url).scheme.lower() not in ("http", "https") or _UNSAFE.search(url) or " " in url:
        return None
    words = quote.text.split()
    ends = [words] if len(words) <= 2 * _FRAGMENT_WORDS else [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
    fragment = ",".join(percent_encode(" ".join(part), safe="").replace("-", "%2D") for part in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


SILENCE = "Nothing in the archive answers that."


def understood(query: Query) -> str | None:
    """What of the question narrowed the search, on one line; None where nothing did."""
    parts = list[str]()
    if query.follows:
        parts.append(f"following “{query.follows}”")
    if query.outlets:
        parts.append(("in " if query.firm_outlets else "first in ") + " or ".join(query.outlets))
    if query.since or query.until:
        days = " to ".join(dict.fromkeys(day(d) for d in (query.since, query.until) if d))
        open_ended = "since " if not query.until else "until " if not query.since else ""
        parts.append(("" if query.firm_days else "first ") + open_ended + days)
    return printable("Understood: " + ", ".join(parts)) if parts else None


def printed(check: PrintedCheck) -> str:
    """Whether quoted words were printed; where they differ from the nearest wording, how."""
    if check.exact:
        return "Printed word for word."
    if not check.changes:
        return "Not printed in the archive, nor anything near it."
    marked = " ".join(c.printed if c.asked == c.printed else f"[{c.asked or '–'} → {c.printed or '–'}]" for c in check.changes)
    return printable(f"Not printed in these words. The nearest wording, with [asked → printed]: {marked}")


def nearest(article: Article) -> str:
    """A piece of nearby coverage, as such."""
    return f"{printable(article.title)} ({source(article)})"
