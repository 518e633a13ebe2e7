"""What the bot does with a message."""

import asyncio
import logging
import secrets
from collections import OrderedDict
from contextlib import suppress

from telegram import LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.answering.answer import Engine
from bot.answering.conversation import Conversation
from bot.faces.telegram_bot.access import Access
from bot.faces.telegram_bot.as_html import messages
from index.errors import QuotedeskError

_log = logging.getLogger(__name__)

START = (
    "Hello. Ask me what was printed: “What did the Kremlin say about Serbia?” I answer with exact quotes and their "
    "sources, or say that there is nothing."
)
HELP = (
    "Send a question as a message. A follow-up may lean on the answer before: “and what about the elections?”\n"
    "Every quote is printed word for word in the article named below it.\n\n"
    "/start – a greeting\n/help – this help\n/privacy – what is kept about you"
)
PRIVACY = (
    "To answer follow-ups I keep your last questions in memory until I am restarted; nothing you send is written to disk, "
    "shared or used for anything else. Telegram itself delivers and stores your messages."
)
_CONVERSATIONS = 10_000
_TYPING_EVERY = 4.0


class Handlers:
    """The bot's handlers, over one engine and one access list."""

    def __init__(self, engine: Engine, access: Access) -> None:
        """Keeps conversations per chat and person, the least recent forgotten first."""
        self._engine, self._access = engine, access
        self._conversations = OrderedDict[tuple[int, int], Conversation]()

    async def start(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/start."""
        await self._say(update, START)

    async def help(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/help."""
        await self._say(update, HELP)

    async def privacy(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/privacy; answered for everyone, as Telegram's terms ask."""
        if update.effective_message:
            await update.effective_message.reply_text(PRIVACY)

    async def question(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Any text in a private chat is a question."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None or not message.text or not await self._admitted(update):
            return
        typing = asyncio.create_task(_type(message, context))
        try:
            key = (message.chat_id, person.id)
            before = self._conversations.pop(key, Conversation())
            try:
                answer = await asyncio.to_thread(self._engine.ask, message.text, conversation=before)
            except QuotedeskError as error:
                self._conversations[key] = before
                await message.reply_text(str(error))
                return
            self._remember(key, before.then(answer))
            for html in messages(answer):
                await message.reply_text(
                    html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True),
                    reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
                )  # fmt: skip
        finally:
            typing.cancel()

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The last resort: logs with an id that the person is told; no trace is shown."""
        reference = secrets.token_hex(4)
        _log.error("request %s failed", reference, exc_info=context.error)
        if isinstance(update, Update) and update.effective_message and update.effective_message.chat.type == ChatType.PRIVATE:
            with suppress(TelegramError):
                await update.effective_message.reply_text(f"That did not work. The owner can find it in the log as {reference}.")

    def _remember(self, key: tuple[int, int], conversation: Conversation) -> None:
        self._conversations[key] = conversation
        if len(self._conversations) > _CONVERSATIONS:
            self._conversations.popitem(last=False)

    async def _admitted(self, update: Update) -> bool:
        person, chat = update.effective_user, update.effective_chat
        if person and chat and self._access.admits(person.id, chat.id):
            return True
        if update.effective_message and person and chat and chat.type == ChatType.PRIVATE:
            await update.effective_message.reply_text(f"This bot is private. Its owner can let you in: your id is {person.id}.")
        return False

    async def _say(self, update: Update, text: str) -> None:
        if update.effective_message and await self._admitted(update):
            await update.effective_message.reply_text(text)


async def _type(message: Message, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Shows "typing", which Telegram takes back after five seconds, for as long as it is not cancelled."""
    while True:
        with suppress(TelegramError):
            await context.bot.send_chat_action(message.chat_id, ChatAction.TYPING)
        await asyncio.sleep(_TYPING_EVERY)
