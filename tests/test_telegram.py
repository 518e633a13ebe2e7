"""The Telegram face: the real application over real HTTP, against a stand-in of the Bot API."""

import asyncio
import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answer import Engine
from bot.answering.records import Answer, Query, Quote
from bot.faces.telegram_bot.access import Access
from bot.faces.telegram_bot.app import HideToken, make_application
from bot.faces.telegram_bot.as_html import messages, utf16_length
from bot.settings import load_settings
from index.records import Article, BuildReport
from tests.bot_api import TOKEN, BotApi, serve

MakeEngine = Callable[..., Engine]
ROOT = Path(__file__).parent.parent


@pytest.fixture
async def api(built: BuildReport, data: Path, make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[BotApi]:
    api = BotApi()
    server = serve(api)
    monkeypatch.setenv("QUOTEDESK_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("QUOTEDESK_TELEGRAM_BASE_URL", f"http://127.0.0.1:{server.server_port}/bot")
    monkeypatch.setenv("QUOTEDESK_TELEGRAM_USERS", "42")
    application = make_application(load_settings().telegram, make_engine(data))
    await application.initialize()
    await application.start()
    assert application.updater is not None
    await application.updater.start_polling()
    yield api
    await application.updater.stop()
    await application.stop()
    await application.shutdown()
    server.shutdown()
    server.server_close()


async def sent(api: BotApi) -> dict[str, Any]:
    return await asyncio.to_thread(api.next_call, "sendMessage")


async def test_a_question_is_answered_with_cited_quotes(api: BotApi) -> None:
    number = api.say("What did Petra Vosk say about the frost?")
    assert (await asyncio.to_thread(api.next_call, "sendChatAction"))["action"] == "typing"
    reply = await sent(api)
    assert reply["chat_id"] == "42" and reply["reply_parameters"]["message_id"] == number
    assert reply["parse_mode"] == "HTML" and reply["link_preview_options"] == {"is_disabled": True}
    assert "<blockquote>" in reply["text"] and "The Vale Observer, Ines Okafor-Lund, 19 Apr 2024" in reply["text"]
    assert "https://vale-observer.example/frost?page=1#:~:text=" in reply["text"]


async def test_the_commands_are_answered(api: BotApi) -> None:
    for command, expected in (("/start", "exact quotes"), ("/help", "word for word"), ("/privacy", "nothing you send is written to disk")):
        api.say(command)
        assert expected in (await sent(api))["text"]


async def test_a_stranger_is_told_their_id_and_nothing_else(api: BotApi) -> None:
    api.say("What did Petra Vosk say?", person=7)
    assert "your id is 7" in (await sent(api))["text"]
    api.say("/start", person=7)
    assert "your id is 7" in (await sent(api))["text"]
    api.say("/privacy", person=7)
    assert "shared" in (await sent(api))["text"]


async def test_a_follow_up_is_understood_per_person(api: BotApi) -> None:
    api.say("Who voted to close the ferry pier?")
    await sent(api)
    api.say("And when does work on it start?")
    assert "Work on a new pier starts in May." in (await sent(api))["text"]


async def test_a_group_is_not_answered_yet(api: BotApi) -> None:
    api.say("What did Petra Vosk say?", chat=-100, chat_type="supergroup")
    api.say("/help")
    assert (await sent(api))["chat_id"] == "42"


async def test_a_question_that_cannot_be_asked_gets_one_line(api: BotApi) -> None:
    api.say("x" * 3_000)
    assert "2,000 are the most" in (await sent(api))["text"]


class Balanced(HTMLParser):
    """Fails on markup that Telegram would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.open = list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"a", "b", "blockquote", "i"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def make_answer(*texts: str, title: str = "T", url: str | None = None) -> Answer:
    quotes = tuple(Quote(Article("a", "a.txt", "0", title, text, url=url), 0, len(text), 1.0) for text in texts)
    return Answer("id", "q", Query("q", "q"), quotes, 1.0)


@pytest.mark.parametrize("text", ["<b>bold</b> & </blockquote><a href='x'>y</a>", "\u202eevil\u202c", "𝔘" * 5_000, "word " * 3_000])
def test_any_text_becomes_messages_that_telegram_accepts(text: str) -> None:
    for html in messages(make_answer(text, "second", title=text, url="https://x.example/a?b=1&c='\"<")):
        parser = Balanced()
        parser.feed(html)
        assert parser.open == [] and utf16_length(html) <= 4_096
        assert "\u202e" not in html


def test_a_long_answer_is_split_between_quotes() -> None:
    parts = messages(make_answer(*("word " * 110 + str(i) for i in range(12))))
    assert len(parts) > 1
    assert sum(part.count("<blockquote>") for part in parts) == 12
    assert all(part.count("<blockquote>") == part.count("</blockquote>") for part in parts)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "tg://resolve?domain=x", "file:///etc/passwd", "https://x.example/\u202ea b"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert "<a" not in messages(make_answer("words", url=url))[0]


def test_access_is_closed_unless_listed() -> None:
    access = Access(everyone=False, people=frozenset({1}), chats=frozenset({-5}))
    assert access.admits(1, 1) and access.admits(2, -5) and not access.admits(2, 2)
    assert Access(everyone=True, people=frozenset(), chats=frozenset()).admits(9, 9)


def test_the_token_is_taken_out_of_log_records() -> None:
    try:
        raise ValueError(f"https://api/bot{TOKEN}/getMe")
    except ValueError:
        record = logging.LogRecord("x", logging.INFO, "f", 1, "POST %s", (f"/bot{TOKEN}/x",), sys.exc_info())
    assert HideToken(TOKEN).filter(record)
    assert TOKEN not in logging.Formatter().format(record) and "[token]" in record.getMessage()


def test_the_process_polls_hides_its_token_and_stops_on_sigterm(built: BuildReport, data: Path, model_cache: Path) -> None:
    api = BotApi()
    server = serve(api)
    environment = os.environ | {
        "QUOTEDESK_TELEGRAM_TOKEN": TOKEN, "QUOTEDESK_TELEGRAM_BASE_URL": f"http://127.0.0.1:{server.server_port}/bot", "PYTHONPATH": str(ROOT),
        "QUOTEDESK_TELEGRAM_ACCESS": "open", "QUOTEDESK_LOG_LEVEL": "DEBUG", "QUOTEDESK_CACHE_DIR": str(model_cache), "QUOTEDESK_DATA_DIR": str(data),
        "QUOTEDESK_ENCODER_MODEL": "hashing",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "bot.faces.cli", "telegram"], env=environment, stderr=subprocess.PIPE, text=True)
    api.say("/start", person=5)
    assert "exact quotes" in api.next_call("sendMessage", 60)["text"]
    process.send_signal(signal.SIGTERM)
    errors = process.communicate(timeout=30)[1]
    server.shutdown()
    server.server_close()
    assert process.returncode == 0
    assert "getUpdates" in errors and TOKEN not in errors and not re.search(r"a-token", errors)


def test_a_refused_token_is_one_line_without_the_token(built: BuildReport, data: Path) -> None:
    server = serve(BotApi())
    environment = os.environ | {
        "QUOTEDESK_TELEGRAM_TOKEN": "999:wrong", "QUOTEDESK_TELEGRAM_BASE_URL": f"http://127.0.0.1:{server.server_port}/bot",
        "QUOTEDESK_DATA_DIR": str(data), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "bot.faces.cli", "telegram"], env=environment, capture_output=True, text=True, timeout=60)
    server.shutdown()
    server.server_close()
    assert done.returncode == 1
    assert "Telegram refuses the token" in done.stderr and "wrong" not in done.stderr and "Traceback" not in done.stderr
