"""`quotedesk telegram --check`: whether a bot is set up, point by point."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.faces.language import ENGLISH
from bot.faces.telegram_bot.profile import private_commands
from bot.settings import Settings
from index.archive import read_status
from index.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at; `fine` is None where it is a choice, not a fault."""

    fine: bool | None
    said: str


def check(settings: Settings) -> int:
    """Prints a line for each point; 0 where nothing is wrong."""
    points = [*_archive(settings), *asyncio.run(_telegram(settings))]
    marks = {True: "ok  ", False: "no  ", None: "note"}
    sys.stdout.write("".join(f"{marks[point.fine]} {point.said}\n" for point in points))
    return int(any(point.fine is False for point in points))


def _archive(settings: Settings) -> Iterator[Point]:
    try:
        held = read_status(settings.data_dir)
    except ArchiveError as error:
        yield Point(False, f"index: {error}")
        return
    yield Point(True, f"index: {held.articles} articles, built {held.built_at}")


async def _telegram(settings: Settings) -> list[Point]:
    telegram = settings.telegram
    if not telegram.token:
        return [Point(False, "token: none; set QUOTEDESK_TELEGRAM_TOKEN to the one that @BotFather gave you")]
    try:
        async with Bot(telegram.token, telegram.base_url, telegram.base_file_url) as bot:
            commands = {c.command for c in await bot.get_my_commands()}
            return [*_bot(bot.bot), *_commands(commands), *_delivery(settings, await bot.get_webhook_info()), *_access(settings)]
    except InvalidToken:
        return [Point(False, "token: Telegram refuses it; check QUOTEDESK_TELEGRAM_TOKEN")]
    except TelegramError as error:
        reason = str(error).replace(telegram.token.rpartition(":")[2], "[token]")
        return [Point(False, f"Telegram cannot be reached ({reason})")]


def _bot(me: User) -> Iterator[Point]:
    yield Point(True, f"token: valid, of @{me.username}")
    if me.can_read_all_group_messages:
        yield Point(True, "groups: privacy mode is off; the bot sees mentions in groups")
    else:
        yield Point(None, "groups: privacy mode is on; mentions in groups do not reach the bot (@BotFather, /setprivacy)")
    if me.supports_inline_queries:
        yield Point(True, "inline mode: on")
    else:
        yield Point(None, "inline mode: off (@BotFather, /setinline)")


def _commands(known: set[str]) -> Iterator[Point]:
    wanted = {command.command for command in private_commands(ENGLISH)}
    if known & wanted:
        yield Point(True, "commands: set")
    else:
        yield Point(None, "commands: not set yet; the bot sets them when it starts")


def _delivery(settings: Settings, webhook: WebhookInfo) -> Iterator[Point]:
    telegram = settings.telegram
    if telegram.mode == "polling":
        note = f"; the webhook {webhook.url} will be taken away" if webhook.url else ""
        yield Point(None if webhook.url else True, f"delivery: polling{note}")
    elif not telegram.webhook_url:
        yield Point(False, "delivery: webhook, but telegram.webhook_url is empty")
    else:
        trouble = f"; Telegram's last trouble with it: {webhook.last_error_message}" if webhook.last_error_message else ""
        yield Point(None if trouble else True, f"delivery: webhook {telegram.webhook_url}, {webhook.pending_update_count} waiting{trouble}")


def _access(settings: Settings) -> Iterator[Point]:
    telegram = settings.telegram
    if telegram.access == "open":
        yield Point(None, "access: open to everyone")
    elif telegram.admins:
        yield Point(True, f"access: closed; {len(telegram.admins)} admins can let people in")
    else:
        yield Point(None, "access: closed, and no admin is listed who could let people in (QUOTEDESK_TELEGRAM_ADMINS)")
