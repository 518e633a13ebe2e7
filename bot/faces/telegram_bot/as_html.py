"""An Answer as Telegram HTML, split at quote borders into messages that Telegram accepts."""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

from bot.answering.records import Answer, Quote
from bot.faces.as_text import fold, remarks
from bot.faces.wording import SILENCE, link, nearest, printable, source, whose

_LIMIT = 4_096
"""UTF-16 code units of a message's text after its entities are parsed."""
_ROOM_FOR_SOURCE = 1_200
_TAG = re.compile(r"<[^>]*>")


def messages(answer: Answer) -> list[str]:
    """One or more messages in Telegram's HTML; article text is escaped and can become no markup and no link."""
    said = [f"<i>{escape(line.strip(), quote=False)}</i>" for line in remarks(answer)]
    if not answer.answered:
        return list(_joined([*said, f"<b>{escape(SILENCE)}</b>", *(f"Nearest: {escape(nearest(a), quote=False)}" for a in answer.nearest)]))
    return list(_joined([*said, *(_block(number, quote) for number, quote in enumerate(answer.quotes, 1))]))


def utf16_length(html: str) -> int:
    """The length of the text of an HTML message as Telegram counts it."""
    return len(unescape(_TAG.sub("", html)).encode("utf-16-le")) // 2


def _block(number: int, quote: Quote) -> str:
    words = escape(_cut(printable(fold(quote.text)), _LIMIT - _ROOM_FOR_SOURCE), quote=False)
    cited = escape(_cut(source(quote.article), _ROOM_FOR_SOURCE // 3), quote=False)
    title = escape(_cut(printable(quote.article.title), _ROOM_FOR_SOURCE // 3), quote=False)
    if address := link(quote):
        title = f'<a href="{escape(address)}">{title}</a>'
    said = whose(quote)
    speaker = f"{escape(said, quote=False)}{f' ({quote.kind})' if quote.kind else ''}\n" if said else ""
    return f"<blockquote>{words}</blockquote>\n{speaker}{number}. {cited}\n{title}"


def _cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, the end marked where something was left out."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 4)].decode("utf-16-le", "ignore") + " […]"


def _joined(blocks: Iterable[str]) -> Iterator[str]:
    message = ""
    for block in blocks:
        longer = f"{message}\n\n{block}" if message else block
        if message and utf16_length(longer) > _LIMIT:
            yield message
            longer = block
        message = longer
    if message:
        yield message
