"""What Telegram shows of the bot before and beside a chat: commands by scope and language, and its description."""

import logging
from collections.abc import Iterator

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, TelegramError

from bot.faces.language import CODES, Language, language
from bot.faces.telegram_bot.desk import Desk

_log = logging.getLogger(__name__)

_SET = "profile"


def private_commands(say: Language) -> list[BotCommand]:
    """For everyone, in a private chat."""
    return [
        BotCommand("ask", say("Ask a question")),
        BotCommand("who", say("What somebody said: a name, and a topic")),
        BotCommand("latest", say("The newest articles")),
        BotCommand("sources", say("Which outlets there are")),
        BotCommand("new", say("Start afresh")),
        BotCommand("history", say("What you asked")),
        BotCommand("settings", say("Language, number of quotes")),
        BotCommand("help", say("What I can do")),
        BotCommand("privacy", say("What is kept about you")),
        BotCommand("export", say("Your questions as a file")),
        BotCommand("forget", say("Delete what is kept about you")),
    ]


def group_commands(say: Language) -> list[BotCommand]:
    """For everyone, in a group."""
    return [
        command for command in private_commands(say) if command.command in ("ask", "who", "latest", "sources", "new", "help", "privacy")
    ]


def admin_commands(say: Language) -> list[BotCommand]:
    """For an admin, in the chat with them."""
    return [
        *private_commands(say),
        BotCommand("status", say("How the bot is doing")),
        BotCommand("reindex", say("Bring the index in line with the articles")),
        BotCommand("users", say("Who may ask")),
        BotCommand("allow", say("Let somebody in: a code or an id")),
        BotCommand("deny", say("Shut somebody out: an id")),
        BotCommand("feedback", say("What people found helpful")),
    ]


def description(say: Language) -> str:
    """Shown in an empty chat; at most 512 characters."""
    return say("Ask me what was printed. I look through a news archive and answer with exact quotes: who said it, in which outlet, on what day, with a link. Where there is nothing, I say so.")  # fmt: skip


def short_description(say: Language) -> str:
    """Shown on the profile; at most 120 characters."""
    return say("Exact quotes from a news archive, with their sources.")


def scopes(desk: Desk) -> Iterator[tuple[BotCommandScope, str, list[BotCommand]]]:
    """Every scope and language code (empty: all others) with its commands."""
    for code in CODES:
        say, name = language(code), "" if code == CODES[0] else code
        yield BotCommandScopeDefault(), name, group_commands(say)
        yield BotCommandScopeAllPrivateChats(), name, private_commands(say)
        yield BotCommandScopeAllGroupChats(), name, group_commands(say)
    for admin in sorted(desk.access.admins):
        yield _menu_of(desk, admin)


def _menu_of(desk: Desk, admin: int) -> tuple[BotCommandScope, str, list[BotCommand]]:
    return BotCommandScopeChat(admin), "", admin_commands(desk.say_to(admin))


async def introduce(desk: Desk) -> None:
    """Sets what changed since the last start; that Telegram refuses some of it is no reason not to answer."""
    known, now = desk.storage.fact(_SET) or {}, dict[str, object]()
    for scope, code, commands in scopes(desk):
        name = f"{scope.to_json()}/{code}"
        now[name] = [command.to_dict() for command in commands]
        if known.get(name) != now[name] and not await _is_set(desk, scope, code, commands):
            now.pop(name)
        elif isinstance(scope, BotCommandScopeChat):
            desk.menus.add(int(scope.chat_id))
    for code in CODES:
        say, of_all = language(code), code == CODES[0]
        texts = (description(say), short_description(say))
        now[f"text/{code}"] = list(texts)
        if known.get(f"text/{code}") != list(texts):
            try:
                await desk.bot.set_my_description(texts[0], language_code=None if of_all else code)
                await desk.bot.set_my_short_description(texts[1], language_code=None if of_all else code)
            except TelegramError as error:
                _log.warning("the description was not set: %s", error)
                now.pop(f"text/{code}")
    desk.storage.set_fact(_SET, now)
    desk.introduced = True


async def introduce_admin(desk: Desk, admin: int) -> None:
    """Sets the menu of an admin for whom Telegram refused it at the start: it knows only those who have written to the bot."""
    if desk.introduced and admin not in desk.menus:
        desk.menus.add(admin)
        await _is_set(desk, *_menu_of(desk, admin))


async def _is_set(desk: Desk, scope: BotCommandScope, code: str, commands: list[BotCommand]) -> bool:
    try:
        await desk.bot.set_my_commands(commands, scope=scope, language_code=code or None)
    except BadRequest as error:  # an admin who has not written to the bot yet
        _log.info("commands were not set: %s", error)
        return False
    except TelegramError as error:
        _log.warning("commands were not set: %s", error)
        return False
    return True
