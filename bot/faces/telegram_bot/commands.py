"""The commands that everybody who may ask can use."""

import io
import json
import re
import secrets
import time
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import islice

from telegram import InputFile, Message, ReplyParameters, Update, User
from telegram.constants import ChatType

from bot.answering.records import Answer, Query, Quote
from bot.answering.statements import Said as SaidByThem
from bot.answering.statements import StatementFilter, list_statements
from bot.faces.as_json import json_line
from bot.faces.language import Language
from bot.faces.telegram_bot import questions
from bot.faces.telegram_bot.addressing import topic_of
from bot.faces.telegram_bot.as_html import answer_page, bold, cut, inert
from bot.faces.telegram_bot.desk import Desk
from bot.faces.telegram_bot.keyboards import for_settings, under_answer
from bot.faces.telegram_bot.saved import dump
from bot.faces.telegram_bot.sending import Place
from bot.faces.telegram_bot.storage import Turn
from bot.faces.telegram_bot.wordings import WHO, help_text, opening_of, privacy_text, settings_text
from bot.faces.wording import printable, source, web_address
from index.archive import read_status
from index.errors import ArchiveError

_LATEST, _OUTLETS, _HISTORY, _STATEMENTS = 8, 30, 15, 60
_QUESTION_SHOWN, _LINE, _NAME = 200, 200, 80
_QUOTED_NAME = re.compile(r"\s*[\"“„«]([^\"”“»]+)[\"”“»]\s*(.*)", re.DOTALL)
DEEP_QUESTION = "q_"
"""`t.me/BOT?start=q_` and a question in base64url asks it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as somebody gave it."""

    desk: Desk
    update: Update
    message: Message
    person: User
    rest: str
    say: Language

    @property
    def place(self) -> Place:
        """Where to answer."""
        return Place(self.message.chat_id, topic_of(self.message), self.message.message_id)

    @property
    def private(self) -> bool:
        """Whether nobody else reads along."""
        return self.message.chat.type == ChatType.PRIVATE

    async def reply(self, text: str) -> None:
        """Says something, no markup."""
        await self.desk.sender.send(self.place, escape(printable(text), quote=False))


Command = Callable[[Asked], Awaitable[None]]


async def start(asked: Asked) -> None:
    """A greeting; with a question in the link, its answer."""
    if question := _deep_question(asked.rest):
        await questions.ask(asked.desk, asked.update, asked.message, question)
        return
    name = printable(asked.person.first_name)
    await asked.reply(
        asked.say(
            "Hello {name}. Ask me what was printed, for instance: “What did the Kremlin say about Serbia?” I answer with exact quotes and their sources, or say that there is nothing. /help tells what else I can do.",
            name=name,
        )
    )


async def help_(asked: Asked) -> None:
    """What the bot can do, and how to address it in a group."""
    admin = asked.private and asked.desk.access.is_admin(asked.person.id)
    await asked.reply(help_text(asked.say, asked.desk.me.username or "", admin=admin))


async def ask(asked: Asked) -> None:
    """The question after the command; a helpful line where there is none."""
    if asked.rest:
        await questions.ask(asked.desk, asked.update, asked.message, asked.rest)
    elif asked.private:
        await asked.reply(asked.say("Write the question after the command: /ask What did the Kremlin say about Serbia?"))


async def who(asked: Asked) -> None:
    """Everything that somebody said, on a topic or on anything, oldest first."""
    desk, say = asked.desk, asked.say
    if not asked.rest:
        if asked.private:
            await asked.reply(say("Write a name after the command, and a topic if you like: /who Peskov Serbia"))
        return
    name, topic = _name_and_topic(asked.rest)
    try:
        async with desk.typing(asked.place):
            found = await desk.work(lambda: list_statements(desk.settings.data_dir, StatementFilter(speaker=name, about=topic or None)))
    except ArchiveError:
        await asked.reply(say("The archive is not ready yet. Please ask again in a while."))
        return
    if not found:
        await asked.reply(say("No statement of {name} is in the archive.", name=" ".join(asked.rest.split())[:_QUESTION_SHOWN]))
        return
    about = " · ".join(filter(None, (name, topic)))
    quotes = tuple(_quote(said) for said in islice(found, _STATEMENTS))
    answer = Answer(secrets.token_hex(6), WHO + about, Query(asked.rest, asked.rest), quotes, 1.0)
    shown = desk.shown(asked.person)
    sent = await desk.sender.send(
        asked.place, answer_page(answer, 0, shown, opening_of(answer, say)), under_answer(answer, 0, shown, rating=None)
    )
    now = time.time()
    desk.storage.keep(
        Turn(answer.id, sent.chat_id, asked.place.thread or 0, asked.person.id, 0, sent.message_id, now, answer.question, dump(answer))
    )


async def sources(asked: Asked) -> None:
    """Which outlets the archive holds, and from when to when."""
    try:
        status = await asked.desk.work(lambda: read_status(asked.desk.settings.data_dir))
    except ArchiveError:
        await asked.reply(asked.say("The archive is not ready yet. Please ask again in a while."))
        return
    say = asked.say
    held = say.plural(
        "{count} article, {first} to {last}", "{count} articles, {first} to {last}", status.articles,
        first=say.day(status.first_day), last=say.day(status.last_day),
    )  # fmt: skip
    shown = [f"• {inert(cut(name, _NAME))} – {count}" for name, count in status.outlets[:_OUTLETS]]
    more = len(status.outlets) - len(shown)
    if more > 0:
        shown.append(escape(say.plural("and {count} more outlet", "and {count} more outlets", more), quote=False))
    await asked.desk.sender.send(asked.place, "\n".join([bold(held), *shown]))


async def latest(asked: Asked) -> None:
    """The newest articles."""
    try:
        articles = await asked.desk.work(lambda: asked.desk.engine.latest(_LATEST))
    except ArchiveError:
        await asked.reply(asked.say("The archive is not ready yet. Please ask again in a while."))
        return
    lines = [bold(asked.say("The newest articles"))]
    for article in articles:
        address, title = web_address(article), printable(cut(article.title, _LINE))
        named = f'<a href="{escape(address)}">{escape(title, quote=False)}</a>' if address else inert(title)
        lines.append(f"• {named}\n  {inert(cut(source(article, asked.say), _LINE))}")
    await asked.desk.sender.send(asked.place, "\n".join(lines))


async def new(asked: Asked) -> None:
    """What was asked before is no context any more."""
    asked.desk.storage.begin_afresh(asked.person.id, asked.message.chat_id, asked.place.thread or 0)
    await asked.reply(asked.say("A fresh start. What would you like to know?"))


async def history(asked: Asked) -> None:
    """A person's own last questions."""
    say = asked.say
    turns = [turn for turn in asked.desk.storage.history(asked.person.id, 2 * _HISTORY) if not turn.question.startswith(WHO)][:_HISTORY]
    if not await _in_private(asked):
        return
    if not turns:
        await asked.reply(say("You have not asked anything yet, or it is no longer kept."))
        return
    lines = [
        f"{say.day(datetime.fromtimestamp(turn.asked, UTC).date().isoformat())} · {inert(turn.question[:_QUESTION_SHOWN])}"
        for turn in turns
    ]
    await asked.desk.sender.send(asked.place, "\n".join([bold(say("Your last questions, newest first")), *lines]))


async def export(asked: Asked) -> None:
    """All that is kept of a person, as a file."""
    if not await _in_private(asked):
        return
    desk, person = asked.desk, asked.desk.storage.person(asked.person.id)
    turns = [
        {"id": t.id, "asked": datetime.fromtimestamp(t.asked, UTC).isoformat(), "chat": t.chat, "question": t.question,
         "answer": json.loads(t.answer), "rating": t.rating, "sent_in": t.shared}
        for t in reversed(desk.storage.history(asked.person.id))
    ]  # fmt: skip
    kept = {"person": person.id, "language": person.language, "quotes": person.quotes, "questions": turns}
    file = InputFile(io.BytesIO(json_line(kept).encode("utf-8", "replace")), filename="quotedesk.json")
    caption = asked.say.plural(
        "Everything that is kept of you: {count} question.", "Everything that is kept of you: {count} questions.", len(turns)
    )
    await desk.bot.send_document(
        asked.place.chat, file, caption=caption, message_thread_id=asked.place.thread,
        reply_parameters=ReplyParameters(asked.message.message_id, allow_sending_without_reply=True),
    )  # fmt: skip


async def forget(asked: Asked) -> None:
    """Deletes what is kept of a person."""
    count = asked.desk.storage.forget(asked.person.id)
    await asked.reply(
        asked.say.plural(
            "Deleted: {count} question with its answer, and your settings. The messages in this chat are Telegram's; you can delete them yourself.",
            "Deleted: {count} questions with their answers, and your settings. The messages in this chat are Telegram's; you can delete them yourself.",
            count,
        )
    )


async def privacy(asked: Asked) -> None:
    """What is kept, and for how long; told to everyone, as Telegram's terms ask."""
    await asked.reply(privacy_text(asked.say, asked.desk.settings.telegram.keep_days))


async def settings(asked: Asked) -> None:
    """Number of quotes, and language."""
    person = asked.desk.storage.person(asked.person.id)
    keyboard = for_settings(person, asked.desk.shown(asked.person).quotes, asked.say)
    await asked.desk.sender.send(asked.place, escape(settings_text(asked.say), quote=False), keyboard)


COMMANDS: dict[str, Command] = {
    "start": start, "help": help_, "ask": ask, "who": who, "sources": sources, "latest": latest, "new": new, "history": history,
    "export": export, "forget": forget, "privacy": privacy, "settings": settings,
}  # fmt: skip
FOR_ALL = frozenset(("privacy",))
"""Commands that strangers may use too."""


async def _in_private(asked: Asked) -> bool:
    """Whether the chat is private; others are told to ask there."""
    if not asked.private:
        await asked.reply(asked.say("That is between you and me: please ask in our private chat."))
    return asked.private


def _deep_question(payload: str) -> str:
    if not payload.startswith(DEEP_QUESTION):
        return ""
    encoded = payload.removeprefix(DEEP_QUESTION)
    try:
        return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode("utf-8").strip()
    except (NotBase64, UnicodeDecodeError, ValueError):
        return ""


def _name_and_topic(rest: str) -> tuple[str, str]:
    """`Peskov Serbia`, or `"Dmitry Peskov" Serbia`."""
    if quoted := _QUOTED_NAME.fullmatch(rest):
        return quoted[1].strip(), quoted[2].strip()
    name, _, topic = " ".join(rest.split()).partition(" ")
    return name, topic


def _quote(said: SaidByThem) -> Quote:
    statement = said.statement
    return Quote(said.article, statement.start, statement.end, 1.0, statement.speaker, statement.role, statement.kind)
