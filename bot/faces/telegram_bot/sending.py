"""Requests to Telegram: paced, tried again where that is safe, and messages that fall back to plain text."""

import asyncio
import contextlib
import logging
import re
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from itertools import count
from typing import Any

import httpx
from aiolimiter import AsyncLimiter
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import FloodLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter, ExtBot

_log = logging.getLogger(__name__)

_UNPACED = frozenset(("sendChatAction", "answerCallbackQuery", "answerInlineQuery"))
_ONCE = frozenset(("sendChatAction",))
"""Requests that are worth nothing later."""
PATIENT, _PATIENT_PER_SECOND, _PATIENT_AT_ONCE = 1, 27, 4
"""For answers to questions, of which there may be hundreds at once: they leave room for what is answered at once, such as /help."""
_MOST_TRIES = 8
_MOST_UNCERTAIN = 2
_LONGEST_PAUSE = 15.0
_LONGEST_PLAIN = 2_048
"""Characters: none is longer than two of the units that Telegram counts."""
_GROUPS_KEPT = 512
_MARGIN = 0.1
_TAG = re.compile(r"<[^>]*>")
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class MayHaveArrived(NetworkError):
    """A message was sent twice without an answer from Telegram: it may be there, so it is not sent again."""


class Pacer(BaseRateLimiter[int]):
    """Keeps Telegram's limits (30 messages a second, 20 a minute in a group) and tries again what failed on the way.

    What Telegram refused for now (429) or could not do (5xx), and what never reached it, is tried again as often as
    sensible. A message that may have arrived (a connection that broke, an answer that did not come) is sent once more, not
    twice: it reaches a person at most two times. A flood wait holds up the chat that it was for, not the others.
    """

    def __init__(self, sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep) -> None:
        """`sleep` waits for seconds."""
        self._sleep = sleep
        self._all = AsyncLimiter(FloodLimit.MESSAGES_PER_SECOND, 1)
        self._patient = AsyncLimiter(_PATIENT_AT_ONCE, _PATIENT_AT_ONCE / _PATIENT_PER_SECOND)  # no burst: it would fill what is left
        self._groups = dict[int, AsyncLimiter]()
        self._held = dict[object, float]()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Sends one request. Raises what Telegram refuses for good, and NetworkError when it stays out of reach."""
        chat = data.get("chat_id")
        uncertain = 0
        for attempt in count(1):
            await self._wait(chat)
            try:
                async with self._paced(endpoint, chat, patient=rate_limit_args == PATIENT):
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                if endpoint in _ONCE or attempt >= _MOST_TRIES:
                    raise
                wait = error.retry_after
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                self._held[chat] = time.monotonic() + seconds + _MARGIN
            except BadRequest:
                raise
            except NetworkError as error:
                uncertain += not _certainly_not_done(error)
                if endpoint in _ONCE or attempt >= _MOST_TRIES:
                    raise
                if endpoint.startswith("send") and uncertain >= _MOST_UNCERTAIN:
                    raise MayHaveArrived(str(error)) from error
                _log.info("%s failed, trying again: %s", endpoint, error)
                await self._sleep(min(_LONGEST_PAUSE, 0.25 * 2**attempt))
        raise AssertionError("count() does not end")

    @contextlib.asynccontextmanager
    async def _paced(self, endpoint: str, chat: object, *, patient: bool) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as limits:
            if patient:
                await limits.enter_async_context(self._patient)
            if chat is not None and endpoint not in _UNPACED:
                if isinstance(chat, int) and chat < 0:
                    await limits.enter_async_context(self._group(chat))
                await limits.enter_async_context(self._all)
            yield

    async def _wait(self, chat: object) -> None:
        while (left := self._held.get(chat, 0.0) - time.monotonic()) > 0:
            await self._sleep(left)
        self._held.pop(chat, None)

    def _group(self, chat: int) -> AsyncLimiter:
        if len(self._groups) > _GROUPS_KEPT:
            self._groups = {key: limiter for key, limiter in self._groups.items() if not limiter.has_capacity(limiter.max_rate)}
        return self._groups.setdefault(chat, AsyncLimiter(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP, 60))


def _certainly_not_done(error: NetworkError) -> bool:
    """Whether a request that failed was not carried out: it never left, or Telegram itself said so."""
    cause = error.__cause__
    return isinstance(cause, _NOT_SENT) or not isinstance(cause, httpx.HTTPError)


def plain(html: str) -> str:
    """An HTML message without its markup."""
    return unescape(_TAG.sub("", html))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, the topic (only for messages in topics), and what it is a reply to."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None


class Sender:
    """Sends and edits HTML messages."""

    def __init__(self, bot: ExtBot[int], moved: Callable[[int, int], None]) -> None:
        """`moved` is told when a group got another id."""
        self._bot, self._moved = bot, moved

    async def send(self, place: Place, html: str, keyboard: InlineKeyboardMarkup | None = None, *, patient: bool = False) -> Message:
        """Sends a message, a patient one after others; as plain text where Telegram refuses the markup, to the new id where a group has moved."""

        async def once(chat: int, text: str, mode: str | None) -> Message:
            return await self._bot.send_message(
                chat, text, parse_mode=mode, reply_markup=keyboard, message_thread_id=place.thread,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_parameters=ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None,
                rate_limit_args=PATIENT if patient else None,
            )  # fmt: skip

        try:
            return await once(place.chat, html, ParseMode.HTML)
        except BadRequest as error:
            if not _is_about_markup(error):
                raise
            _log.error("Telegram refuses the markup of a message: %s", error)
            return await once(place.chat, plain(html)[:_LONGEST_PLAIN], None)
        except ChatMigrated as error:
            self._moved(place.chat, error.new_chat_id)
            return await once(error.new_chat_id, html, ParseMode.HTML)

    async def edit(self, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Edits a message of the bot's own; that nothing would change, or that it is gone, is no error."""

        async def once(text: str, mode: str | None) -> None:
            await self._bot.edit_message_text(
                text, chat, message, parse_mode=mode, reply_markup=keyboard, link_preview_options=LinkPreviewOptions(is_disabled=True)
            )

        try:
            await once(html, ParseMode.HTML)
        except BadRequest as error:
            if _is_about_markup(error):
                _log.error("Telegram refuses the markup of a message: %s", error)
                await once(plain(html)[:_LONGEST_PLAIN], None)
            elif not re.search("not modified|to edit not found|can't be edited", str(error)):
                raise


def _is_about_markup(error: BadRequest) -> bool:
    return "parse entities" in str(error).lower()
