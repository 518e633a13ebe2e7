"""Inline mode: cited quotes to post in any chat."""

import asyncio
import logging
from hashlib import sha256

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.answering.records import Answer
from bot.faces.telegram_bot.as_html import Shown, cut, single
from bot.faces.telegram_bot.desk import Desk
from bot.faces.wording import printable, source, whose
from index.errors import ArchiveError, QuestionError

_log = logging.getLogger(__name__)

_PAGE, _MOST, _SHORTEST = 5, 20, 3
_TITLE, _DESCRIPTION = 100, 160
_STILL = 0.35
"""Seconds without another letter after which a question is taken as written."""
_CACHED = 10


async def offer(desk: Desk, query: InlineQuery) -> None:
    """Offers the quotes that answer what was typed; only the last of a person's half-typed questions is asked."""
    person, typed = query.from_user, " ".join(query.query.split())
    shown = desk.shown(person)
    if not desk.access.admits(person.id, person.id):
        await _answer(query, [], "", InlineQueryResultsButton(shown.say("This bot is private: ask to be let in"), start_parameter="inline"))
        return
    if len(typed) < _SHORTEST:
        await _answer(query, [], "", InlineQueryResultsButton(shown.say("Type a question to find quotes"), start_parameter="inline"))
        return
    if not query.offset:
        desk.typed[person.id] = query.id
        await asyncio.sleep(_STILL)
        if desk.typed.get(person.id) != query.id:
            await _answer(query, [], "", None)
            return
        del desk.typed[person.id]
    if desk.limits.inline.take(person.id):
        await _answer(query, [], "", InlineQueryResultsButton(shown.say("That was fast. Wait a moment"), start_parameter="inline"))
        return
    start = int(query.offset) if query.offset.isdecimal() and query.offset.isascii() and len(query.offset) < 4 else 0
    try:
        found = await desk.work(lambda: desk.engine.ask(typed, limit=_MOST))
    except (QuestionError, ArchiveError) as error:
        _log.info("an inline question was not answered: %s", error)
        await _answer(query, [], "", None)
        return
    results = [_result(found, number, shown) for number in range(start, min(start + _PAGE, len(found.quotes)))]
    more = str(start + _PAGE) if start + _PAGE < len(found.quotes) else ""
    nothing = None if found.quotes else InlineQueryResultsButton(shown.say("Nothing in the archive answers that"), start_parameter="inline")
    await _answer(query, results, more, nothing)


def _result(found: Answer, number: int, shown: Shown) -> InlineQueryResultArticle:
    quote = found.quotes[number]
    place = f"{quote.article.id}/{quote.start}/{quote.end}"
    said = whose(quote)
    where = source(quote.article, shown.say)
    return InlineQueryResultArticle(
        id=sha256(place.encode("utf-8", "replace")).hexdigest()[:32],
        title=cut(printable(" ".join(quote.text.split())), _TITLE),
        description=cut(f"{said} · {where}" if said else where, _DESCRIPTION),
        input_message_content=InputTextMessageContent(
            single(quote, shown), parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )


async def _answer(query: InlineQuery, results: list[InlineQueryResultArticle], more: str, button: InlineQueryResultsButton | None) -> None:
    try:
        await query.answer(results, cache_time=_CACHED if results else 0, is_personal=True, next_offset=more, button=button)
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise
