"""Commands for admins; whether somebody is one is asked of the settings each time, whatever menu they saw."""

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from html import escape

from telegram.error import TelegramError

from bot.faces.language import Language
from bot.faces.telegram_bot.as_html import bold, cut, inert
from bot.faces.telegram_bot.commands import Asked, Command
from bot.faces.telegram_bot.doors import decide
from bot.faces.wording import printable
from index.archive import read_status
from index.errors import ArchiveError

_log = logging.getLogger(__name__)

_DAY = 86_400
_WEEK = 7 * _DAY
_SHOWN, _NAME = 30, 60
_PROGRESS_EVERY = 3.0
_LINES_TOLD = 8


async def status(asked: Asked) -> None:
    """What the index holds, how the bot is doing, and whether it sees what groups say to it."""
    desk, say = asked.desk, asked.say
    lines = list[str]()
    try:
        held = await desk.work(lambda: read_status(desk.settings.data_dir))
        lines += [
            say("Articles: {articles} ({first} to {last}); outlets: {outlets}", articles=held.articles, first=say.day(held.first_day),
                last=say.day(held.last_day), outlets=len(held.outlets)),
            say("Index: built {built} UTC, {size} MB", built=held.built_at[:16].replace("T", " "), size=round(held.bytes / 1e6, 1)),
        ]  # fmt: skip
    except ArchiveError as error:
        lines.append(say("There is no index that can be asked: {reason}", reason=error))
    counts = desk.storage.counts(time.time() - _WEEK)
    health = desk.metrics.health()
    lines += [
        say("Last 7 days: questions {questions}, people {people}; helpful {helpful}, not helpful {unhelpful}", **counts),
        say("Running for {hours} h; messages waiting: {queue}", hours=round(float(str(health["uptime_s"])) / 3600, 1), queue=max(0, int(str(health["queue"])) - 1)),
        say("Access: {access}; mode: {mode}", access=desk.settings.telegram.access, mode=desk.settings.telegram.mode),
    ]  # fmt: skip
    if not desk.me.can_read_all_group_messages:
        lines.append(
            say("Privacy mode is on: in groups I am only given commands, replies to me and, where I am an admin, mentions. To change that: @BotFather, /setprivacy, then add me to the group again.")
        )  # fmt: skip
    if not desk.me.supports_inline_queries:
        lines.append(say("Inline mode is off. To turn it on: @BotFather, /setinline."))
    await asked.reply("\n".join(lines))


async def reindex(asked: Asked) -> None:
    """Builds the index in a process of its own, so that answers go on, and edits its progress."""
    desk, say = asked.desk, asked.say
    if desk.building:
        await asked.reply(say("The index is being built already."))
        return
    task = asyncio.create_task(_reindex(asked))
    desk.building.add(task)
    task.add_done_callback(desk.building.discard)


async def _reindex(asked: Asked) -> None:
    desk, say = asked.desk, asked.say
    try:
        sent = await desk.sender.send(asked.place, escape(say("Building the index …"), quote=False))
        last = await _build(asked, lambda text: desk.sender.edit(sent.chat_id, sent.message_id, escape(text, quote=False)))
        await desk.sender.edit(sent.chat_id, sent.message_id, inert(last))
    except (TelegramError, OSError):
        _log.exception("the index could not be built")


async def _build(asked: Asked, tell: Callable[[str], Awaitable[None]]) -> str:
    """The last line to be told."""
    settings, say = asked.desk.settings, asked.say
    command = [
        sys.executable,
        "-m",
        "bot.faces.cli",
        "build",
        "--json",
        "--seeds",
        str(settings.seeds_dir),
        "--data",
        str(settings.data_dir),
    ]
    environment = {key: value for key, value in os.environ.items() if key != "QUOTEDESK_TELEGRAM_TOKEN"}
    environment |= {"QUOTEDESK_CACHE_DIR": str(settings.cache_dir)}
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout and process.stderr
    remarks = asyncio.create_task(process.stderr.read())
    told, summary = time.monotonic(), dict[str, object]()
    async for line in process.stdout:
        said = json.loads(line)
        if "stage" not in said:
            summary = said
        elif time.monotonic() - told >= _PROGRESS_EVERY:
            told = time.monotonic()
            await tell(say("Building the index … {stage}: {done} of {total}", **said))
    code, errors = await process.wait(), printable((await remarks).decode("utf-8", "replace"))
    if code or not summary:
        return say("The index could not be built; the last one goes on answering. {reason}", reason=_last_lines(errors, 1))
    done = say(
        "Done: {articles} articles in the index; {added} added, {changed} changed, {removed} removed; {unreadable_files} files not read.",
        **summary,
    )
    return "\n".join(filter(None, (done, _last_lines(errors, _LINES_TOLD))))


async def allow(asked: Asked) -> None:
    """Lets a person or a group in: by code, by id, or the group in which it is written."""
    await _decide(asked, admit=True)


async def deny(asked: Asked) -> None:
    """Shuts a person or a group out."""
    await _decide(asked, admit=False)


async def _decide(asked: Asked, *, admit: bool) -> None:
    word = asked.rest.strip()
    doors = asked.desk.storage.doors()
    door_id = next((door.id for door in doors if door.code and door.code == word.upper()), None)
    if door_id is None and word.removeprefix("-").isdecimal() and word.isascii() and len(word) < 18:
        door_id = int(word)
    if door_id is None and not word and not asked.private:
        door_id = asked.message.chat_id
        asked.desk.storage.knock(door_id, asked.message.chat.title or str(door_id))
    if door_id is None:
        await asked.reply(asked.say("Write whom: an id, or the code that somebody was given. /users lists them."))
        return
    if not admit and asked.desk.access.is_admin(door_id):
        await asked.reply(asked.say("That is an admin; admins are listed in the settings."))
        return
    await asked.reply(await decide(asked.desk, door_id, admit=admit, say=asked.say))


async def users(asked: Asked) -> None:
    """Who asked to be let in, and what was decided."""
    say, telegram = asked.say, asked.desk.settings.telegram
    states = {"asked": say("asks"), "open": say("may ask"), "shut": say("may not")}
    listed = [(say("admins"), telegram.admins), (say("people"), telegram.users), (say("groups"), telegram.chats)]
    lines = [f"{name}: {', '.join(map(str, ids))}" for name, ids in listed if ids]
    doors = asked.desk.storage.doors()
    lines += [
        f"{states[door.state]}: {inert(cut(door.name, _NAME))} ({door.id}){f', {door.code}' if door.code else ''}"
        for door in doors[:_SHOWN]
    ]
    if len(doors) > _SHOWN:
        lines.append(say("and {count} more", count=len(doors) - _SHOWN))
    await asked.desk.sender.send(asked.place, "\n".join(lines or [escape(say("Nobody yet."), quote=False)]))


async def feedback(asked: Asked) -> None:
    """Counts, and the questions that people sent in."""
    say: Language = asked.say
    counts = asked.desk.storage.counts(0)
    lines = [bold(say("Helpful {helpful}, not helpful {unhelpful}", **counts))]
    for turn in asked.desk.storage.shared(_SHOWN):
        day = say.day(datetime.fromtimestamp(turn.asked, UTC).date().isoformat())
        lines.append(f"{day} · {inert(turn.question[:100])}")
    if len(lines) == 1:
        lines.append(escape(say("Nobody has sent a question in."), quote=False))
    await asked.desk.sender.send(asked.place, "\n".join(lines))


ADMIN_COMMANDS: dict[str, Command] = {
    "status": status, "reindex": reindex, "allow": allow, "deny": deny, "users": users, "feedback": feedback,
}  # fmt: skip


def _last_lines(text: str, count: int) -> str:
    return "\n".join(line[:300] for line in text.strip().splitlines()[-count:])
