"""The bot put together: settings to handlers, and long polling."""

import logging
from contextlib import closing

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, CommandHandler, MessageHandler, filters

from bot.answering.answer import Engine
from bot.faces.telegram_bot.access import Access
from bot.faces.telegram_bot.handlers import Handlers
from bot.settings import Settings, TelegramSettings
from index.archive import read_status
from index.errors import QuotedeskError, SettingError

_AT_ONCE = 16


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


def make_application(settings: TelegramSettings, engine: Engine) -> Application:  # type: ignore[type-arg]
    """The application with its handlers, not yet running. Raises SettingError without a token."""
    if not settings.token:
        raise SettingError("telegram.token", "", "the token that @BotFather gave you, best in QUOTEDESK_TELEGRAM_TOKEN")
    access = Access(settings.access == "open", frozenset(settings.admins) | frozenset(settings.users), frozenset(settings.chats))
    handlers = Handlers(engine, access)
    builder = ApplicationBuilder().token(settings.token).base_url(settings.base_url).base_file_url(settings.base_file_url)
    application = builder.rate_limiter(AIORateLimiter(max_retries=3)).concurrent_updates(_AT_ONCE).build()
    application.add_handler(CommandHandler("start", handlers.start))
    application.add_handler(CommandHandler("help", handlers.help))
    application.add_handler(CommandHandler("privacy", handlers.privacy))
    application.add_handler(
        MessageHandler(filters.TEXT & ~filters.COMMAND & filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE, handlers.question)
    )
    application.add_error_handler(handlers.failed)
    return application


def run(settings: Settings) -> None:
    """Polls Telegram until SIGINT or SIGTERM. Raises IndexMissing before the first build, TelegramFailed on a bad token."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(HideToken(settings.telegram.token))
        handler.addFilter(_is_not_told_otherwise)
    with closing(Engine(settings.engine)) as engine:
        application = make_application(settings.telegram, engine)
        read_status(settings.data_dir)
        engine.warm_up()
        _poll(application, settings.telegram.token)


def _poll(application: Application, token: str) -> None:  # type: ignore[type-arg]
    try:
        application.run_polling(allowed_updates=[Update.MESSAGE], drop_pending_updates=False)
    except InvalidToken as error:
        raise TelegramFailed("Telegram refuses the token; check QUOTEDESK_TELEGRAM_TOKEN") from error
    except TelegramError as error:
        reason = str(error).replace(token.rpartition(":")[2], "[token]")
        raise TelegramFailed(f"Telegram cannot be reached ({reason})") from error
