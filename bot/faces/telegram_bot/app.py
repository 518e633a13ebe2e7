"""The bot put together and run: settings to handlers, polling or webhook, until it is told to stop."""

import asyncio
import logging
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from html import escape
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from bot.answering.answer import Engine
from bot.faces.telegram_bot.access import Access
from bot.faces.telegram_bot.addressing import topic_of
from bot.faces.telegram_bot.desk import Desk
from bot.faces.telegram_bot.handlers import ALLOWED_UPDATES, Handlers
from bot.faces.telegram_bot.inbox import Inbox, Processor
from bot.faces.telegram_bot.limits import Limits
from bot.faces.telegram_bot.metrics import Metrics, serve_metrics
from bot.faces.telegram_bot.profile import introduce
from bot.faces.telegram_bot.sending import Pacer, Place, Sender
from bot.faces.telegram_bot.storage import Storage
from bot.faces.telegram_bot.watcher import keep_watching
from bot.settings import Settings
from index.archive import read_status
from index.errors import QuotedeskError, SettingError

_log = logging.getLogger(__name__)

DATABASE = "telegram.sqlite3"
_TIDY_EVERY, _CHECKPOINT_EVERY = 3_600.0, 60.0
_FINISH_WITHIN = 8.0
"""Seconds that answers in progress have once the process is told to stop."""
_HANG_UP_WITHIN = 3.0
_SWITCH_EVERY = 5e-4
"""Seconds after which a thread that answers lets the event loop in: a tenth of what is usual, so that chat stays quick under load."""
_READ_TIMEOUT, _CONNECT_TIMEOUT, _POOL_TIMEOUT, _CONNECTIONS = 30.0, 10.0, 60.0, 64


class TelegramFailed(QuotedeskError):
    """Telegram could not be reached, or refused."""


class HideToken(logging.Filter):
    """Takes the bot's token out of every log record, traces included."""

    def __init__(self, token: str) -> None:
        """`token` is what may never be written."""
        super().__init__()
        self._secret = token.rpartition(":")[2]

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrites the record in place; lets every record pass."""
        if not self._secret:
            return True
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = record.exc_text.replace(self._secret, "[token]")
        message = record.getMessage()
        if self._secret in message:
            record.msg, record.args = message.replace(self._secret, "[token]"), ()
        return True


def _is_not_told_otherwise(record: logging.LogRecord) -> bool:
    """A refused token ends the program with a line of its own; the library's trace of it adds nothing."""
    return not (record.exc_info and isinstance(record.exc_info[1], InvalidToken))


class TelegramBot:
    """The application over one engine, from start to stop."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        """Opens the store. Raises SettingError without a token, or without an address in webhook mode."""
        telegram = settings.telegram
        if not telegram.token:
            raise SettingError("telegram.token", "", "the token that @BotFather gave you, best in QUOTEDESK_TELEGRAM_TOKEN")
        if telegram.mode == "webhook" and not telegram.webhook_url:
            raise SettingError("telegram.webhook_url", "", "the address that Telegram is to call, in mode webhook")
        self._settings = telegram
        self._storage = Storage(settings.data_dir / DATABASE, telegram.keep_days)
        self._inbox, self._processor = Inbox(self._storage), Processor(self._storage)
        self.application = _application(settings, self._inbox, self._processor)
        limits = Limits.of(telegram.questions_per_minute, telegram.burst, telegram.chat_questions_per_minute)
        self.desk = Desk(
            settings, engine, self._storage, Access(telegram, self._storage), self._inbox, self._processor,
            Metrics(lambda: self._inbox.qsize() + self._processor.busy, lambda: self._inbox.last_update), self.application.bot,
            Sender(self.application.bot, self._storage.move_chat), limits,
        )  # fmt: skip
        self.handlers = Handlers(self.desk)
        self.application.add_handler(TypeHandler(Update, self.handlers.handle))
        self.application.add_error_handler(self.handlers.failed)
        self._tasks = set[asyncio.Task[None]]()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answers for as long as the block runs; then finishes what is in progress and leaves the rest for the next start.

        Raises TelegramError where Telegram refuses the token or stays out of reach.
        """
        async with AsyncExitStack() as closing_down:
            closing_down.callback(self._storage.close)
            closing_down.callback(self.desk.workers.shutdown, wait=False, cancel_futures=True)
            await self.application.initialize()
            closing_down.push_async_callback(self.application.shutdown)
            self._inbox.concerns = self.handlers.concerns
            await self.application.start()
            closing_down.push_async_callback(self._stop)
            if self._settings.monitor:
                monitor = serve_metrics(self.desk.metrics, self._settings.monitor)
                closing_down.callback(monitor.stop)
            late = await self._inbox.reopen(self.desk.bot)
            self.desk.recovered.update(update_id for update_id, _, _ in self._storage.open_updates())
            await self._listen()
            duties = [introduce(self.desk), self._tell_late(late), self._tidy()]
            if self.desk.settings.watch.enabled:
                duties.append(keep_watching(self.desk.settings))
            for duty in duties:
                task = asyncio.create_task(duty)
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            yield

    async def _listen(self) -> None:
        updater = self.application.updater
        assert updater is not None
        if self._settings.mode == "polling":
            await updater.start_polling(allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False, error_callback=_polling_failed)
            return
        await updater.start_webhook(
            self._settings.webhook_listen, self._settings.webhook_port, urlsplit(self._settings.webhook_url).path.lstrip("/"),
            webhook_url=self._settings.webhook_url, secret_token=self._settings.webhook_secret or secrets.token_urlsafe(32),
            allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False,
        )  # fmt: skip

    async def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.handlers.close()
        self._inbox.close()
        await asyncio.gather(self._stop_listening(), self._processor.finish(_FINISH_WITHIN))
        await self.application.stop()

    async def _stop_listening(self) -> None:
        updater = self.application.updater
        if updater and updater.running:
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(updater.stop(), _HANG_UP_WITHIN)

    async def _tell_late(self, late: list[Update]) -> None:
        """One line to whoever asked while the bot was down for longer than a day."""
        for update in late:
            message = update.message
            if message and message.text:
                say = self.desk.say(message.from_user)
                text = say("I was away when this came, and it is old by now. Ask again if you still want to know.")
                with suppress(TelegramError):
                    place = Place(message.chat_id, topic_of(message), message.message_id)
                    await self.desk.sender.send(place, escape(text, quote=False))

    async def _tidy(self) -> None:
        while True:
            self._storage.tidy()
            for _ in range(round(_TIDY_EVERY / _CHECKPOINT_EVERY)):
                await self.desk.work(self._storage.checkpoint)
                await asyncio.sleep(_CHECKPOINT_EVERY)


def _application(settings: Settings, inbox: Inbox, processor: Processor) -> Application:  # type: ignore[type-arg]
    telegram = settings.telegram
    builder = ApplicationBuilder().token(telegram.token).base_url(telegram.base_url).base_file_url(telegram.base_file_url)
    builder = builder.read_timeout(_READ_TIMEOUT).connect_timeout(_CONNECT_TIMEOUT).pool_timeout(_POOL_TIMEOUT)
    builder = builder.connection_pool_size(_CONNECTIONS).concurrent_updates(processor).update_queue(inbox)
    return builder.rate_limiter(Pacer()).job_queue(None).build()


def _polling_failed(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        _log.error("another process answers with the same token; stop one of the two")
    else:
        _log.warning("no updates for now, trying again: %s", error)


def run(settings: Settings) -> None:
    """Answers until SIGINT or SIGTERM. Raises IndexMissing before the first build, TelegramFailed on a bad token."""
    telegram = settings.telegram
    for handler in logging.getLogger().handlers:
        handler.addFilter(HideToken(telegram.token))
        handler.addFilter(_is_not_told_otherwise)
    sys.setswitchinterval(_SWITCH_EVERY)
    with closing(Engine(settings.engine)) as engine:
        try:
            asyncio.run(_until_stopped(settings, engine))
        except InvalidToken as error:
            raise TelegramFailed("Telegram refuses the token; check QUOTEDESK_TELEGRAM_TOKEN") from error
        except TelegramError as error:
            reason = str(error).replace(telegram.token.rpartition(":")[2], "[token]")
            raise TelegramFailed(f"Telegram cannot be reached ({reason})") from error


async def _until_stopped(settings: Settings, engine: Engine) -> None:
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    bot = TelegramBot(settings, engine)
    read_status(settings.data_dir)
    engine.warm_up()
    async with bot.running():
        sys.stderr.write(f"answering as @{bot.desk.me.username} ({_who_may_ask(settings)}); Ctrl-C stops\n")
        await stopped.wait()


def _who_may_ask(settings: Settings) -> str:
    if settings.telegram.access == "open":
        return "open to everyone"
    return "closed" if settings.telegram.admins else "closed, and no admin is listed yet: write to the bot to learn your id"
