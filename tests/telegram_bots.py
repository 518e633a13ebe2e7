"""A running bot against the stand-in of the Bot API."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.answering.answer import Engine
from bot.faces.telegram_bot.app import TelegramBot
from bot.settings import load_settings
from tests.bot_api import TOKEN, BotApi, Json, serve

ADMIN, PERSON, STRANGER = 1, 42, 7
MakeEngine = Callable[..., Engine]


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Running:
    """A bot and the stand-in that it talks to."""

    def __init__(self, api: BotApi, bot: TelegramBot, engine: Engine) -> None:
        self.api, self.bot, self.engine = api, bot, engine

    async def wait(self, method: str, number: int = 1, **more: Any) -> Json:
        return await asyncio.to_thread(self.api.wait, method, number, **more)

    async def asked(self, text: str, **more: Any) -> Json:
        """Says something and gives back the message that answers it."""
        chat = more.get("chat") or more.get("person", PERSON)
        before = self.api.count("sendMessage", chat)
        await asyncio.to_thread(lambda: self.api.say(text, **more))
        await self.wait("sendMessage", before + 1, chat=chat)
        return self.api.last(chat)

    async def pressed(self, label: str, message: Json, person: int = PERSON) -> Json:
        """Presses a button; what the press was answered with."""
        before = self.api.count("answerCallbackQuery")
        await asyncio.to_thread(self.api.press, label, message, person)
        return await self.wait("answerCallbackQuery", before + 1)

    async def settled(self) -> None:
        """Waits until every update that came is done."""
        for _ in range(3_000):
            inbox = self.bot.desk.inbox
            if (
                not self.api.updates
                and not inbox.qsize()
                and not self.bot.desk.storage.open_updates()
                and not self.bot.desk.processor._running
            ):
                return
            await asyncio.sleep(0.01)
        raise AssertionError("updates are still open")


@asynccontextmanager
async def running(api: BotApi, data: Path, engine: Engine, **settings: Any) -> AsyncIterator[Running]:
    """A bot, closed to all but two people unless told otherwise."""
    chosen = {
        "token": TOKEN, "base_url": api.base, "users": (PERSON,), "admins": (ADMIN,), **settings,
    }  # fmt: skip
    loaded = load_settings(data_dir=data)
    loaded = loaded.model_copy(update={"telegram": loaded.telegram.model_copy(update=chosen), "today": engine.settings.today})
    bot = TelegramBot(loaded, engine)
    async with bot.running():
        yield Running(api, bot, engine)


@asynccontextmanager
async def served() -> AsyncIterator[BotApi]:
    """The stand-in alone."""
    api = BotApi()
    server = serve(api)
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
