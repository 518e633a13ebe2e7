"""Updates on their way from Telegram to a handler: on disk before they are confirmed, struck off when they are done."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bot.faces.telegram_bot.storage import Storage

_log = logging.getLogger(__name__)

_AT_ONCE = 4_096
_ANSWERED_WITHIN = 86_400
"""Seconds for which a question that was left open is still worth an answer."""


class Inbox(asyncio.Queue[object]):
    """The queue that the library's updater fills, by polling or webhook, before it confirms what it received.

    Each update is written to the store first; one that was received before is dropped, and so is what is not for the bot.
    """

    def __init__(self, storage: Storage) -> None:
        """Takes everything in until `concerns` says otherwise."""
        super().__init__()
        self._storage = storage
        self.concerns: Callable[[Update], bool] = lambda _: True
        self.last_update = 0.0
        self._closed = False

    async def put(self, item: object) -> None:
        """Keeps an update, then queues it."""
        if isinstance(item, Update):
            self.last_update = time.time()
            if not self.concerns(item) or not self._storage.receive(item.update_id, item.to_json()):
                return
            if self._closed:
                return
        await super().put(item)

    async def again(self, update: Update) -> None:
        """Queues an update once more that was left open."""
        if not self._closed:
            await super().put(update)

    def close(self) -> None:
        """Leaves what waits for the next start: from now on nothing is handed out but the library's own signals."""
        self._closed = True
        while not self.empty():
            self.get_nowait()
            self.task_done()

    async def reopen(self, bot: Bot) -> list[Update]:
        """Queues what was left open when the process ended; gives back what is too old to be answered now."""
        late = list[Update]()
        for update_id, received, body in self._storage.open_updates():
            try:
                update = Update.de_json(json.loads(body), bot)
            except (ValueError, TypeError, KeyError):
                _log.exception("update %s cannot be read again", update_id)
                self._storage.strike_off(update_id)
                continue
            if time.time() - received > _ANSWERED_WITHIN:
                late.append(update)
                self._storage.strike_off(update_id)
            else:
                await super().put(update)
        return late


class Processor(BaseUpdateProcessor):
    """Handles updates side by side, and strikes each off the list when its handler has ended, with an answer or without.

    An update whose handling was cut short by the end of the process, or by a network that stayed down, stays open.
    """

    def __init__(self, storage: Storage) -> None:
        """One that answers hundreds at once: the engine keeps its own order."""
        super().__init__(_AT_ONCE)
        self._storage, self._unanswered = storage, set[int]()
        self._running = set[asyncio.Task[Any]]()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Called by the library."""
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await coroutine
        finally:
            self._running.discard(task)
        if isinstance(update, Update):
            if update.update_id in self._unanswered:
                self._unanswered.discard(update.update_id)
            else:
                self._storage.strike_off(update.update_id)

    @property
    def busy(self) -> int:
        """How many updates are being handled."""
        return len(self._running)

    def leave_open(self, update: Update) -> None:
        """The update could not be answered now, but may be after a restart."""
        self._unanswered.add(update.update_id)

    async def finish(self, seconds: float) -> None:
        """Waits for what is being handled; what takes longer is cut short, and stays open."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=1)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""
