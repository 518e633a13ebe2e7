"""From an update to whoever handles it."""

import asyncio
import logging
import secrets
from contextlib import suppress
from html import escape

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot.faces.telegram_bot import questions
from bot.faces.telegram_bot.addressing import Said, said_to_bot, topic_of
from bot.faces.telegram_bot.administration import ADMIN_COMMANDS
from bot.faces.telegram_bot.buttons import pressed
from bot.faces.telegram_bot.commands import COMMANDS, FOR_ALL, Asked
from bot.faces.telegram_bot.desk import Desk
from bot.faces.telegram_bot.doors import knock, knock_group
from bot.faces.telegram_bot.inline import offer
from bot.faces.telegram_bot.profile import introduce_admin
from bot.faces.telegram_bot.sending import MayHaveArrived, Place

_log = logging.getLogger(__name__)

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER]
_TRY_AGAIN_AFTER = 30.0


class Handlers:
    """One way in for every update."""

    def __init__(self, desk: Desk) -> None:
        """Over one desk."""
        self.desk = desk
        self._waiting = set[asyncio.Task[None]]()

    def concerns(self, update: Update) -> bool:
        """Whether an update is for the bot at all: what is not is neither kept nor handled."""
        message = update.message or update.edited_message
        if message is not None:
            return said_to_bot(message, self.desk.me) is not None or bool(message.migrate_to_chat_id)
        return bool(update.callback_query or update.inline_query or update.my_chat_member)

    async def handle(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Hands an update on."""
        if update.callback_query:
            await pressed(self.desk, update.callback_query)
        elif update.inline_query:
            await offer(self.desk, update.inline_query)
        elif update.my_chat_member:
            await self._membership(update.my_chat_member)
        elif update.message and update.message.migrate_to_chat_id:
            self.desk.storage.move_chat(update.message.chat_id, update.message.migrate_to_chat_id)
        elif update.message:
            await self._message(update, update.message)
        elif update.edited_message:
            await self._edited(update.edited_message)

    async def _message(self, update: Update, message: Message) -> None:
        said, person = said_to_bot(message, self.desk.me), message.from_user
        if said is None or person is None:
            return
        private, say = message.chat.type == ChatType.PRIVATE, self.desk.say(person)
        place = Place(message.chat_id, topic_of(message), message.message_id)
        admin = self.desk.access.is_admin(person.id)
        if admin and private:
            await introduce_admin(self.desk, person.id)
        command = COMMANDS.get(said.command or "") or (ADMIN_COMMANDS.get(said.command or "") if admin else None)
        if said.command not in FOR_ALL and not self.desk.access.admits(person.id, message.chat_id) and not admin:
            if private and not self.desk.limits.person.take(person.id):
                await knock(self.desk, person, place)
        elif command:
            await command(Asked(self.desk, update, message, person, said.text or "", say))
        elif said.command is None and said.text is not None:
            await questions.ask(self.desk, update, message, said.text)
        elif private:
            await self.desk.sender.send(place, escape(self._cannot(said, message), quote=False))

    def _cannot(self, said: Said, message: Message) -> str:
        say = self.desk.say(message.from_user)
        if said.command in ADMIN_COMMANDS:
            return say("That command is for admins only.")
        if said.command:
            return say("I do not know /{command}. /help lists what I can do.", command=said.command)
        return say("I can only read text. Send me a question in words.")

    async def _edited(self, message: Message) -> None:
        said, person = said_to_bot(message, self.desk.me), message.from_user
        if said is None or person is None or not self.desk.access.admits(person.id, message.chat_id):
            return
        if said.text and said.command in (None, "ask"):
            await questions.ask_again(self.desk, message, said.text)

    async def _membership(self, change: ChatMemberUpdated) -> None:
        """Added to a group, removed from one, blocked by a person: all are normal."""
        joined = change.new_chat_member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
        was_there = change.old_chat_member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
        if joined and not was_there and change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
            await knock_group(self.desk, change.chat, change.from_user)

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The last resort: what Telegram refuses for good is normal, a network that is down means later, the rest is logged under an id."""
        error = context.error
        if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and "not found" in str(error).lower()):
            _log.info("nobody there to answer: %s", error)
            return
        if (
            isinstance(error, (RetryAfter, NetworkError))
            and not isinstance(error, (BadRequest, MayHaveArrived))
            and isinstance(update, Update)
        ):
            self._later(update, context, error)
            return
        if isinstance(error, MayHaveArrived):
            _log.error("a message may not have arrived: %s", error)
            return
        reference = secrets.token_hex(4)
        self.desk.metrics.errors.inc()
        _log.error("request %s failed", reference, exc_info=error)
        if not isinstance(update, Update):
            return
        with suppress(TelegramError):
            await self._apologize(update, reference)

    async def _apologize(self, update: Update, reference: str) -> None:
        say = self.desk.say(update.effective_user)
        text = say("That did not work. Whoever runs this bot can find it in the log as {reference}.", reference=reference)
        if isinstance(update.callback_query, CallbackQuery):
            await update.callback_query.answer(text[:200])
        elif update.message and update.message.chat.type == ChatType.PRIVATE:
            await self.desk.sender.send(
                Place(update.message.chat_id, topic_of(update.message), update.message.message_id), escape(text, quote=False)
            )

    def _later(self, update: Update, context: ContextTypes.DEFAULT_TYPE, error: Exception) -> None:
        """Leaves a question open and tries again in a while; a button or an inline query is worth nothing by then."""
        _log.warning("Telegram cannot be reached now: %s", error)
        if not update.message:
            return
        self.desk.processor.leave_open(update)

        async def again() -> None:
            await asyncio.sleep(_TRY_AGAIN_AFTER)
            self.desk.recovered.add(update.update_id)
            await context.application.update_queue.again(update)  # type: ignore[attr-defined]

        task = asyncio.create_task(again())
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def close(self) -> None:
        """What waits to be tried again waits for the next start."""
        for task in self._waiting:
            task.cancel()
