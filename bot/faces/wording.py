"""How sources, dates and silence are worded in every face that a person reads."""

import re
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from bot.answering.records import PrintedCheck, Query, Quote
from bot.faces.language import ENGLISH, Language
from index.records import Article

_FRAGMENT_WORDS = 5
_ALSO_SHOWN = 4
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


def printable(text: str) -> str:
    """Text safe to display: control characters and those that turn the writing direction shown as U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)


def day(published: str | None) -> str:
    """`2023-12-25` as `25 Dec 2023`; "undated" where it is not known."""
    return ENGLISH.day(published)


def source(article: Article, say: Language = ENGLISH) -> str:
    """Outlet, author and day on one line; what is unknown is left out."""
    return printable(", ".join(filter(None, (article.outlet or say("unknown outlet"), article.author, say.day(article.published)))))


def place(quote: Quote) -> str:
    """The file and the offsets of a quote in its article's text."""
    line = f":{quote.article.line}" if quote.article.line else ""
    return printable(f"{quote.article.path}{line}, characters {quote.start}–{quote.end}")


def whose(quote: Quote) -> str | None:
    """Who said it, where that is known."""
    if not quote.speaker:
        return None
    return printable(f"{quote.speaker}, {quote.role}" if quote.role else quote.speaker)


def also_in(quote: Quote, say: Language = ENGLISH) -> str | None:
    """Which other outlets print the same words; None where none does."""
    named = dict.fromkeys(copy.outlet or copy.article_id for copy in quote.also_in)
    places = [name for name in named if name != quote.article.outlet]
    if not places:
        return None
    shown, left = places[:_ALSO_SHOWN], len(places) - _ALSO_SHOWN
    more = say.plural(" and {count} more", " and {count} more", left) if left > 0 else ""
    return printable(say("also in {outlets}", outlets=", ".join(shown)) + more)


def web_address(article: Article) -> str | None:
    """The article's address where it is http or https and can be followed as it stands."""
    url = article.url or ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    safe = parts.scheme.lower() in ("http", "https") and parts.hostname and not _UNSAFE.search(url) and not re.search(r"[\s<>\"]", url)
    return url if safe else None


def link(quote: Quote) -> str | None:
    """The article's address with a text fragment that opens it at the quote; None unless it is http or https.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    url = web_address(quote.article)
    if url is None:
        return None
    words = quote.text.split()
    ends = [words] if len(words) <= 2 * _FRAGMENT_WORDS else [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
    fragment = ",".join(percent_encode(" ".join(part), safe="").replace("-", "%2D") for part in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


SILENCE = "Nothing in the archive answers that."


def understood(query: Query, say: Language = ENGLISH) -> str | None:
    """What of the question narrowed the search, on one line; None where nothing did."""
    parts = list[str]()
    if query.follows:
        parts.append(say("following “{question}”", question=query.follows))
    if query.outlets:
        names = say(" or ").join(query.outlets)
        parts.append(say("in {outlets}", outlets=names) if query.firm_outlets else say("first in {outlets}", outlets=names))
    if query.since or query.until:
        parts.append(_days(query, say) if query.firm_days else say("first {days}", days=_days(query, say)))
    return printable(say("Understood: {parts}", parts=", ".join(parts))) if parts else None


def _days(query: Query, say: Language) -> str:
    since, until = say.day(query.since), say.day(query.until)
    if not query.until:
        return say("since {day}", day=since)
    if not query.since:
        return say("until {day}", day=until)
    return since if since == until else say("{since} to {until}", since=since, until=until)


def printed(check: PrintedCheck, say: Language = ENGLISH) -> str:
    """Whether quoted words were printed; where they differ from the nearest wording, how."""
    if check.exact:
        return say("Printed word for word.")
    if not check.changes:
        return say("Not printed in the archive, nor anything near it.")
    marked = " ".join(c.printed if c.asked == c.printed else f"[{c.asked or '–'} → {c.printed or '–'}]" for c in check.changes)
    return printable(say("Not printed in these words. The nearest wording, with [asked → printed]: {wording}", wording=marked))


def nearest(article: Article, say: Language = ENGLISH) -> str:
    """A piece of nearby coverage, as such."""
    return f"{printable(article.title)} ({source(article, say)})"


def kind(quote: Quote, say: Language = ENGLISH) -> str:
    """How a person's words are given."""
    named = {"direct": say("direct"), "indirect": say("indirect"), "mixed": say("mixed")}
    return named.get(quote.kind or "", "")
