"""What every handler needs, in one place."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from weakref import WeakValueDictionary

from telegram import User
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.answering.answer import Engine
from bot.faces.language import Language, language
from bot.faces.telegram_bot.access import Access
from bot.faces.telegram_bot.as_html import Shown
from bot.faces.telegram_bot.inbox import Inbox, Processor
from bot.faces.telegram_bot.limits import Limits
from bot.faces.telegram_bot.metrics import Metrics
from bot.faces.telegram_bot.sending import Place, Sender
from bot.faces.telegram_bot.storage import Storage
from bot.settings import Settings

_NICENESS = 19
_TYPING_EVERY, _TYPING_AT_ONCE = 4.0, 8
Result = TypeVar("Result")


def _give_way() -> None:
    """Lets the event loop, and whatever else runs on this machine, go before a thread that answers; only Linux has this for a thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


@dataclass(slots=True)
class Desk:
    """The engine and its archive, what is remembered, who may ask, and how to send."""

    settings: Settings
    engine: Engine
    storage: Storage
    access: Access
    inbox: Inbox
    processor: Processor
    metrics: Metrics
    bot: ExtBot[int]
    sender: Sender
    limits: Limits
    workers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(thread_name_prefix="asking", initializer=_give_way))
    locks: WeakValueDictionary[tuple[int, int, int], asyncio.Lock] = field(default_factory=WeakValueDictionary)
    lines: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_TYPING_AT_ONCE))
    """So many connections at most for showing "typing", whoever waits: the others are for answers."""
    typed: dict[int, str] = field(default_factory=dict)
    """The newest inline query of each person who types just now."""
    menus: set[int] = field(default_factory=set)
    """Admins whose menu of commands is set, once the bot is `introduced`."""
    introduced: bool = False
    building: set[asyncio.Task[None]] = field(default_factory=set)
    recovered: set[int] = field(default_factory=set)
    """Updates left open by an earlier process: whoever sent them is not held to the limit again."""

    @property
    def me(self) -> User:
        """The bot itself."""
        return self.bot.bot

    def say(self, person: User | None) -> Language:
        """The language in which to talk to a person: the one they chose, or Telegram's."""
        if person is None:
            return language(None)
        return language(self.storage.person(person.id).language or person.language_code)

    def say_to(self, person: int) -> Language:
        """The language for a person of whom only the id is known."""
        return language(self.storage.person(person).language)

    def shown(self, person: User) -> Shown:
        """How answers are shown to a person."""
        quotes = self.storage.person(person.id).quotes or min(self.settings.answering.limit, 5)
        return Shown(self.say(person), self.today, quotes)

    @property
    def today(self) -> date:
        """The day from which ages are counted."""
        return self.settings.today or date.today()  # noqa: DTZ011 - the day of whoever asks

    async def work(self, task: Callable[[], Result]) -> Result:
        """Runs what takes a while in a thread, so that nothing else waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self.workers, task)

    @asynccontextmanager
    async def in_turn(self, person: int, chat: int, thread: int | None) -> AsyncIterator[None]:
        """One after the other within a conversation, in the order of arrival."""
        lock = self.locks.setdefault((person, chat, thread or 0), asyncio.Lock())
        async with lock:
            yield

    @asynccontextmanager
    async def typing(self, place: Place) -> AsyncIterator[None]:
        """Shows "typing", which Telegram takes back after five seconds, for as long as the block runs."""

        async def repeat() -> None:
            while True:
                async with self.lines:
                    with suppress(TelegramError):
                        await self.bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.thread)
                await asyncio.sleep(_TYPING_EVERY)

        task = asyncio.create_task(repeat())
        try:
            yield
        finally:
            task.cancel()
