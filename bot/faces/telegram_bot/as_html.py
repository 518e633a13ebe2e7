"""Answers, sources and context as Telegram's HTML, each one message that Telegram accepts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape, unescape

from bot.answering.records import Answer, Quote
from bot.faces.language import Language
from bot.faces.wording import also_in, kind, link, nearest, printable, printed, source, understood, whose
from index.records import Article

LIMIT = 4_096
"""UTF-16 code units of a message's text after its entities are parsed."""
CITATION = 256
"""The longest text that a button may copy."""
_LONG = 320
"""Characters from which a quotation is shown folded."""
_LONGEST_QUOTE, _LONGEST_LINE, _LONGEST_REMARKS = 2_600, 300, 600
_CONTEXT_AROUND = 1_200
_TAG = re.compile(r"<[^>]*>")
_CLICKABLE = re.compile(
    r"(?<![\w/])/\w+(?:@\w+)?|(?<!\w)[@#$]\w+|[A-Za-z][A-Za-z0-9+.-]*://\S+|[^\s@<>]+@[^\s@<>]+\.\w+|(?<!\w)(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#:]\S*)?"
)
"""What Telegram makes a command, a mention, a hashtag, an address or a link of where it stands in plain text."""


@dataclass(frozen=True, slots=True)
class Shown:
    """For whom something is shown: in which language, on what day, how many quotes a page."""

    say: Language
    today: date
    quotes: int


def utf16_length(html: str) -> int:
    """The length of the text of an HTML message as Telegram counts it."""
    return len(unescape(_TAG.sub("", html)).encode("utf-16-le", "replace")) // 2


def bold(text: str) -> str:
    """The bot's own words in bold."""
    return f"<b>{escape(printable(text), quote=False)}</b>"


def inert(text: str) -> str:
    """Printed text as it stands, escaped, and such that nothing in it can be pressed: in code, Telegram looks for no links."""
    text, parts, end = printable(text), list[str](), 0
    for match in _CLICKABLE.finditer(text):
        parts += [escape(text[end : match.start()], quote=False), f"<code>{escape(match.group(), quote=False)}</code>"]
        end = match.end()
    return "".join([*parts, escape(text[end:], quote=False)])


def pages(answer: Answer, shown: Shown) -> list[list[int]]:
    """The quotes of each page: numbers into `answer.quotes`, as many as are wished for and as one message can hold."""
    found, length = list[list[int]](), 0
    for number, quote in enumerate(answer.quotes):
        size = utf16_length(_block(number, quote, shown)) + 2
        if not found or len(found[-1]) == shown.quotes or length + size > LIMIT - _LONGEST_REMARKS:
            found.append([])
            length = 0
        found[-1].append(number)
        length += size
    return found


def answer_page(answer: Answer, page: int, shown: Shown, opening: str = "") -> str:
    """A page of an answer: what was understood and should be known, then quotes with their sources; or silence."""
    blocks = [bold(opening)] if opening else []
    if remarks := _remarks(answer, shown.say):
        blocks.append(remarks)
    if answer.quotes:
        return "\n\n".join([*blocks, *(_block(number, answer.quotes[number], shown) for number in pages(answer, shown)[page])])
    blocks.append(bold(shown.say("Nothing in the archive answers that.")))
    if answer.nearest:
        near = "\n".join(f"• {inert(cut(nearest(article, shown.say), _LONGEST_LINE))}" for article in answer.nearest)
        nearby = shown.say("The nearest there is:")
        blocks.append(f"{escape(nearby, quote=False)}\n{near}")
    return "\n\n".join(blocks)


def single(quote: Quote, shown: Shown) -> str:
    """One quote with its source, as a message of its own."""
    return _block(0, quote, shown).replace("\n1. ", "\n", 1)


def source_card(quote: Quote, shown: Shown) -> str:
    """All that is known of where a quote stands."""
    article, say = quote.article, shown.say
    line = f":{article.line}" if article.line else ""
    rows = (
        (say("Title"), article.title), (say("Author"), article.author), (say("Outlet"), article.outlet), (say("Agency"), article.agency),
        (say("Published"), say.day(article.published)), (say("Updated"), say.day(article.updated) if article.updated else None),
        (say("Place"), article.place), (say("File"), f"{article.path}{line}"),
        (say("Characters"), f"{quote.start}–{quote.end}"), ("SHA-256", article.sha256), (say("Address"), article.url),
    )  # fmt: skip
    lines = [f"<b>{escape(name, quote=False)}</b> {inert(cut(value, _LONGEST_LINE))}" for name, value in rows if value]
    return "\n".join([*lines, *_open_at(quote, say)])


def context(quote: Quote, article: Article, start: int, end: int, shown: Shown) -> str:
    """A quote within `article.text[start:end]`, the paragraphs it stands in."""
    text = article.text
    before = _cut_front(text[start : quote.start], _CONTEXT_AROUND)
    after = cut(text[quote.end : end], _CONTEXT_AROUND)
    words = _styled("b", cut(text[quote.start : quote.end], LIMIT - 2 * _CONTEXT_AROUND - 3 * _LONGEST_LINE - 100))
    return f"{inert(before)}{words}{inert(after)}\n\n{_cited(quote, shown)}"


def citation(quote: Quote, say: Language) -> str:
    """A quote and its source as plain text, to be pasted elsewhere."""
    said = whose(quote)
    words = printable(" ".join(quote.text.split()))
    marked = words if words[:1] in '“"«„' else f"“{words}”"
    parts = [source(quote.article, say), link(quote) or printable(quote.article.title)]
    return " — ".join([marked, *([said] if said else []), *parts])


def _remarks(answer: Answer, say: Language) -> str:
    lines = [line for line in (understood(answer.query, say),) if line]
    lines += [printable(say(note.sentence, **note.values)) for note in answer.notes]
    if answer.printed:
        lines.append(printed(answer.printed, say))
    return _styled("i", cut("\n".join(lines), _LONGEST_REMARKS - 100)) if lines else ""


def _block(number: int, quote: Quote, shown: Shown) -> str:
    text = cut(quote.text, _LONGEST_QUOTE)
    folded = " expandable" if len(text) > _LONG else ""
    return f"<blockquote{folded}>{inert(text)}</blockquote>\n{number + 1}. {_cited(quote, shown)}"


def _cited(quote: Quote, shown: Shown) -> str:
    say, article = shown.say, quote.article
    lines = list[str]()
    if said := whose(quote):
        how = f" · {escape(kind(quote, say), quote=False)}" if quote.kind else ""
        lines.append(f"{_styled('b', cut(said, _LONGEST_LINE))}{how}")
    ago = say.age(article.published, shown.today)
    lines.append(inert(cut(source(article, say), _LONGEST_LINE)) + (f" ({escape(ago, quote=False)})" if ago else ""))
    address, title = link(quote), cut(article.title, _LONGEST_LINE)
    lines.append(f'<a href="{escape(address)}">{escape(printable(title), quote=False)}</a>' if address else inert(title))
    if elsewhere := also_in(quote, say):
        lines.append(inert(cut(elsewhere, _LONGEST_LINE)))
    return "\n".join(lines)


def _styled(tag: str, text: str) -> str:
    """Printed text, bold or italic. Code cannot stand within either: the tag ends before it and begins again after."""
    marked = inert(text).replace("<code>", f"</{tag}><code>").replace("</code>", f"</code><{tag}>")
    return f"<{tag}>{marked}</{tag}>".replace(f"<{tag}></{tag}>", "")


def _open_at(quote: Quote, say: Language) -> Sequence[str]:
    address = link(quote)
    label = say("Open at the quote")
    return [f'<a href="{escape(address)}">{escape(label, quote=False)}</a>'] if address else []


def cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, the end marked where something was left out."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 4)].decode("utf-16-le", "ignore") + " […]"


def _cut_front(text: str, limit: int) -> str:
    units = text.encode("utf-16-le", "replace")
    return text if len(units) <= 2 * limit else "[…] " + units[-2 * (limit - 4) :].decode("utf-16-le", "ignore")
