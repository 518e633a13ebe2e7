"""The Telegram face when things go wrong: faults, kills, restarts, other people's markup; and what whoever runs it sees."""

import asyncio
import json
import logging
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import NetworkError, RetryAfter

from bot.answering.records import Answer, Change, Copy, Note, PrintedCheck, Query, Quote
from bot.faces.language import ENGLISH, language
from bot.faces.logs import JsonLines
from bot.faces.telegram_bot.app import DATABASE, HideToken
from bot.faces.telegram_bot.as_html import LIMIT, Shown, answer_page, citation, context, inert, pages, single, source_card, utf16_length
from bot.faces.telegram_bot.keyboards import under_answer, which_quote
from bot.faces.telegram_bot.limits import Limit
from bot.faces.telegram_bot.saved import dump, load
from bot.faces.telegram_bot.sending import PATIENT, MayHaveArrived, Pacer
from bot.faces.telegram_bot.storage import Person, Storage, Turn
from bot.settings import load_settings
from index.build import BuildSettings
from index.errors import SettingError
from index.records import Article, BuildReport
from tests.bench.telegram import every_tenth_fails
from tests.bot_api import TOKEN, BotApi, Json, Markup, serve, shown
from tests.telegram_bots import ADMIN, PERSON, MakeEngine, free_port, running, served

QUESTION = "What did Petra Vosk say about the frost?"
ROOT = Path(__file__).parent.parent
TODAY = Shown(ENGLISH, date(2026, 1, 1), 3)


# Faults on the way


class Faults:
    """Fails the first so many calls of a method in a way; afterwards nothing fails."""

    def __init__(self, method: str, failure: Any, times: int = 1) -> None:
        self.method, self.failure, self.left = method, failure, times

    def __call__(self, method: str, _: Json) -> Any:
        if method != self.method or not self.left:
            return None
        self.left -= 1
        return self.failure


TOO_MANY = (429, {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}})
BAD_GATEWAY = (502, {"ok": False, "error_code": 502, "description": "Bad Gateway"})


@pytest.mark.parametrize(("failure", "times", "copies"), [(TOO_MANY, 2, 1), (BAD_GATEWAY, 3, 1), ("reset", 1, 1), ("reset after", 1, 2)])
async def test_an_answer_is_not_lost_and_not_sent_more_than_twice(
    built: BuildReport, data: Path, make_engine: MakeEngine, failure: Any, times: int, copies: int
) -> None:
    async with served() as api, running(api, data, make_engine(data)) as bot:
        api.fault = Faults("sendMessage", failure, times)
        await asyncio.to_thread(api.say, QUESTION)
        await bot.wait("sendMessage")
        await bot.settled()
        assert api.count("sendMessage") == copies and "Vosk" in shown(api.last()["text"])


async def test_an_answer_that_may_have_arrived_twice_is_offered_not_sent_a_third_time(
    built: BuildReport, data: Path, make_engine: MakeEngine
) -> None:
    async with served() as api, running(api, data, make_engine(data)) as bot:
        api.fault = Faults("sendMessage", "reset", 2)
        message = await bot.asked(QUESTION)
        assert "The line broke" in message["text"] and api.count("sendMessage") == 1
        await bot.pressed("Show the answer", message)
        assert "Vosk" in shown(api.last()["text"]) and api.last()["message_id"] == message["message_id"]
        api.fault = Faults("sendMessage", "reset after", 2)
        await asyncio.to_thread(api.say, "Who voted to close the ferry pier?")
        await bot.wait("sendMessage", 4)
        await bot.settled()
        texts = [shown(p["text"]) for n, p in api.calls if n == "sendMessage"][1:]
        assert len(texts) == 3 and texts[0] == texts[1] and "The line broke" in texts[2]


async def test_a_network_that_stays_down_delays_an_answer_and_loses_none(
    built: BuildReport, data: Path, make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram_bot.sending._MOST_TRIES", 1)
    monkeypatch.setattr("bot.faces.telegram_bot.handlers._TRY_AGAIN_AFTER", 0.02)
    async with served() as api, running(api, data, make_engine(data)) as bot:
        api.fault = Faults("sendMessage", BAD_GATEWAY, 6)
        assert "Vosk" in shown((await bot.asked(QUESTION))["text"])
        await bot.settled()
        assert api.count("sendMessage") == 1


@pytest.mark.parametrize("faults", [False, True])
async def test_everybody_in_a_crowd_gets_an_answer(built: BuildReport, data: Path, make_engine: MakeEngine, faults: bool) -> None:
    async with served() as api, running(api, data, make_engine(data), access="open") as bot:
        api.fault = every_tenth_fails(slow=0.1) if faults else None
        asked = {await asyncio.to_thread(api.say, QUESTION, person=100 + person) for _ in range(3) for person in range(12)}
        for _ in range(6_000):
            replies = Counter(p["reply_parameters"]["message_id"] for n, p in api.calls if n == "sendMessage")
            if set(replies) == asked:
                break
            await asyncio.sleep(0.01)
        await bot.settled()
        replies = Counter(p["reply_parameters"]["message_id"] for n, p in api.calls if n == "sendMessage")
        assert set(replies) == asked and (set(replies.values()) == {1} or faults) and max(replies.values()) <= 3


async def test_a_chat_that_must_wait_does_not_hold_up_another(
    built: BuildReport, data: Path, make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram_bot.app._FINISH_WITHIN", 0.2)
    async with served() as api, running(api, data, make_engine(data)) as bot:
        wait = (429, {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 60}})
        api.fault = lambda method, p: wait if method == "sendMessage" and p["chat_id"] == PERSON else None
        await asyncio.to_thread(api.say, QUESTION)
        assert "word for word" in (await bot.asked("/help", person=ADMIN))["text"]


async def test_markup_that_telegram_refuses_falls_back_to_plain_text(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    async with served() as api, running(api, data, make_engine(data)) as bot:
        refusal = (400, {"ok": False, "error_code": 400, "description": "Bad Request: can't parse entities: whatever"})
        api.fault = lambda method, p: refusal if method == "sendMessage" and p.get("parse_mode") else None
        message = await bot.asked(QUESTION)
        assert "Vosk" in message["text"] and "<b" not in message["text"] and "parse_mode" not in await bot.wait("sendMessage")


async def test_an_update_that_is_delivered_twice_is_answered_once(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    async with served() as api:
        port = free_port()
        hook: dict[str, Any] = {
            "mode": "webhook",
            "webhook_port": port,
            "webhook_url": f"http://127.0.0.1:{port}/hook",
            "webhook_secret": "s-1",
        }
        async with running(api, data, make_engine(data), **hook) as bot:
            update = {"update_id": 900, "message": {
                "message_id": 900, "date": 1, "text": QUESTION, "from": {"id": PERSON, "is_bot": False, "first_name": "N"},
                "chat": {"id": PERSON, "type": "private"},
            }}  # fmt: skip
            statuses = [await asyncio.to_thread(api.post, update) for _ in range(3)]
            assert statuses == [200, 200, 200] and api.webhook["secret_token"] == "s-1" and TOKEN not in api.webhook["url"]
            assert await asyncio.to_thread(api.post, {**update, "update_id": 901}, "wrong") == 403
            await bot.settled()
            assert api.count("sendMessage") == 1


async def test_a_press_is_answered_also_where_its_outcome_cannot_be_shown(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    async with served() as api, running(api, data, make_engine(data)) as bot:
        message = await bot.asked(QUESTION)
        refusal = (403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was kicked"})
        api.fault = lambda method, _: refusal if method == "editMessageText" else None
        assert "text" not in await bot.pressed("Source", message)
        await bot.settled()
        assert api.count("answerCallbackQuery") == 1


async def test_who_blocked_the_bot_is_no_trouble(
    built: BuildReport, data: Path, make_engine: MakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    async with served() as api, running(api, data, make_engine(data)) as bot:
        api.gone.add(PERSON)
        await asyncio.to_thread(api.say, QUESTION)
        assert "word for word" in (await bot.asked("/help", person=ADMIN))["text"]
        await bot.settled()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_an_error_of_ours_is_logged_under_an_id_that_the_person_is_told(
    built: BuildReport, data: Path, make_engine: MakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    engine = make_engine(data)
    async with served() as api, running(api, data, engine) as bot:
        engine.ask = lambda *_, **__: 1 / 0  # type: ignore[method-assign, assignment]
        text = (await bot.asked(QUESTION))["text"]
        await bot.settled()
    reference = re.search(r"as ([0-9a-f]{8})\.", text)
    assert reference and "Traceback" not in text and "division" not in text
    assert f"request {reference[1]} failed" in caplog.text and "ZeroDivisionError" in caplog.text


class _Refusing:
    """A request that fails in given ways, then works; `waits` are the pauses that were made."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.calls, self.waits = list(errors), 0, list[float]()

    async def __call__(self) -> bool:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return True

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0)

    def send(self, endpoint: str = "sendMessage", chat: int = 1) -> Any:
        return Pacer(self.sleep).process_request(self, (), {}, endpoint, {"chat_id": chat}, None)  # type: ignore[arg-type]


def _broken(cause: Exception) -> NetworkError:
    error = NetworkError(str(cause))
    error.__cause__ = cause
    return error


async def test_what_never_left_is_tried_again_and_what_may_have_arrived_once() -> None:
    refused = _Refusing(*(_broken(httpx.ConnectError("refused")) for _ in range(5)))
    assert await refused.send() and refused.calls == 6 and refused.waits == sorted(refused.waits)
    unclear = _Refusing(*(_broken(httpx.ReadError("reset")) for _ in range(5)))
    with pytest.raises(MayHaveArrived):
        await unclear.send()
    assert unclear.calls == 2
    edited = _Refusing(*(_broken(httpx.ReadError("reset")) for _ in range(5)))
    assert await edited.send("editMessageText") and edited.calls == 6
    down = _Refusing(*(_broken(httpx.ConnectError("refused")) for _ in range(50)))
    with pytest.raises(NetworkError):
        await down.send()
    assert down.calls < 10
    typing = _Refusing(RetryAfter(5))
    with pytest.raises(RetryAfter):
        await typing.send("sendChatAction")


async def test_what_is_answered_at_once_does_not_wait_behind_a_crowd_of_answers() -> None:
    pacer, done = Pacer(), list[str]()

    async def carried_out(name: str) -> bool:
        done.append(name)
        return True

    def send(name: str, patience: int | None) -> Any:
        return pacer.process_request(carried_out, (name,), {}, "sendMessage", {"chat_id": len(name)}, patience)  # type: ignore[arg-type]

    crowd = [asyncio.create_task(send("answer", PATIENT)) for _ in range(300)]
    await asyncio.sleep(0)
    await send("help", None)
    assert done.index("help") < 10
    for task in crowd:
        task.cancel()


# Restarts


async def test_buttons_history_and_context_work_after_a_restart(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    async with served() as api:
        async with running(api, data, make_engine(data)) as bot:
            await bot.asked("Who voted to close the ferry pier?")
            message = api.last()
            await bot.asked("/settings")
            await bot.pressed("5", api.last())
        async with running(api, data, make_engine(data)) as bot:
            assert (await bot.pressed("Helpful", message))["text"] == "Thank you."
            assert "ferry pier" in shown((await bot.asked("/history"))["text"])
            assert "following" in shown((await bot.asked("And when does work on it start?"))["text"])
            assert "✓ 5" in json.dumps((await bot.asked("/settings"))["reply_markup"], ensure_ascii=False)


async def test_stopping_finishes_what_is_in_progress_and_leaves_what_takes_too_long(
    built: BuildReport, data: Path, make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, may_go = make_engine(data), threading.Event()
    ask = engine.ask

    def held_back(*arguments: Any, **named: Any) -> Answer:
        may_go.wait(30)
        return ask(*arguments, **named)

    engine.ask = held_back  # type: ignore[method-assign]
    async with served() as api:
        async with running(api, data, engine) as bot:
            await asyncio.to_thread(api.say, QUESTION)
            await bot.wait("sendChatAction")
            asyncio.get_running_loop().call_later(0.2, may_go.set)
        assert api.count("sendMessage") == 1
        may_go.clear()
        monkeypatch.setattr("bot.faces.telegram_bot.app._FINISH_WITHIN", 0.1)
        async with running(api, data, engine) as bot:
            await asyncio.to_thread(api.say, "Who voted to close the ferry pier?")
            await bot.wait("sendChatAction", 2)
        assert api.count("sendMessage") == 1
        may_go.set()
        async with running(api, data, engine) as bot:
            await bot.wait("sendMessage", 2)
            await bot.settled()
            assert api.count("sendMessage") == 2 and "ferry pier" in shown(api.last()["text"])


async def test_an_article_that_changed_is_said_to_have_changed(
    built: BuildReport, seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    from tests.archives import build_archive

    async with served() as api, running(api, data, make_engine(data), users=(PERSON,)) as bot:
        await bot.asked("/settings")
        await bot.pressed("1", api.last())
        message = await bot.asked(QUESTION)
        (seeds / "orchard.json").write_text(json.dumps({"id": "orchard-1", "title": "T", "text": "Nothing of the kind."}))
        build_archive(seeds, data, settings)
        assert "has changed" in (await bot.pressed("In context", message))["text"]
        await bot.pressed("Source", message)
        assert "orchard.json" in shown(api.last()["text"])


async def test_what_was_left_open_is_answered_once_and_what_is_old_gets_a_line(
    built: BuildReport, data: Path, make_engine: MakeEngine
) -> None:
    async with served() as api:
        async with running(api, data, make_engine(data)):
            pass
        with sqlite3.connect(data / DATABASE) as database:
            for update_id, age, text in ((5_001, 3_600, QUESTION), (5_002, 90_000, QUESTION), (5_003, 60, "unreadable")):
                message = {
                    "message_id": update_id, "date": 1, "text": text, "from": {"id": PERSON, "is_bot": False, "first_name": "N"},
                    "chat": {"id": PERSON, "type": "private"},
                }  # fmt: skip
                body = json.dumps({"update_id": update_id, "message": message}) if text == QUESTION else "{"
                database.execute("INSERT INTO inbox (update_id, received, body) VALUES (?, unixepoch() - ?, ?)", (update_id, age, body))
        async with running(api, data, make_engine(data)) as bot:
            await bot.wait("sendMessage", 2)
            await bot.settled()
            texts = [shown(p["text"]) for n, p in api.calls if n == "sendMessage"]
            assert sum("Vosk" in text for text in texts) == 1 and sum("I was away" in text for text in texts) == 1
        async with running(api, data, make_engine(data)) as bot:
            await bot.asked("/help")
            assert api.count("sendMessage") == 3


async def test_an_update_is_on_disk_before_it_is_confirmed(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    """At each poll, whatever it confirms is in the database already."""
    missing = list[int]()
    async with served() as api:

        def look(method: str, p: Json) -> None:
            if method == "getUpdates" and p.get("offset"):
                with sqlite3.connect(f"file:{data / DATABASE}?mode=ro", uri=True) as database:
                    kept = {row[0] for row in database.execute("SELECT update_id FROM inbox")}
                with api.changed:
                    missing.extend(u["update_id"] for u in api.updates if u["update_id"] < p["offset"] and u["update_id"] not in kept)

        api.fault = look
        async with running(api, data, make_engine(data)) as bot:
            for _ in range(3):
                await bot.asked(QUESTION)
    assert missing == []


@pytest.mark.parametrize("keep", [0, 90])
async def test_how_long_questions_are_kept_is_a_setting(built: BuildReport, data: Path, make_engine: MakeEngine, keep: int) -> None:
    async with served() as api:
        async with running(api, data, make_engine(data), keep_days=keep) as bot:
            message = await bot.asked(QUESTION)
            await bot.settled()
            assert (await bot.pressed("Helpful", message))["text"] == "Thank you."
        held = b"".join(path.read_bytes() for path in data.glob(f"{DATABASE}*"))
        assert (b"Petra Vosk" in held) == (keep > 0)


def test_what_is_older_than_kept_goes(tmp_path: Path) -> None:
    now = [1e9]
    storage = Storage(tmp_path / "t.sqlite3", 90, lambda: now[0])
    answer = dump(Answer("a", "q", Query("q", "q"), (), 0.0))
    storage.keep(Turn("a", 1, 0, 1, 1, 2, now[0], "q", answer))
    storage.receive(1, "x")
    storage.strike_off(1)
    storage.tidy()
    assert storage.turn("a") and not storage.receive(1, "x")
    now[0] += 91 * 86_400
    storage.tidy()
    assert storage.turn("a") is None and storage.receive(1, "x")


def test_forgetting_somebody_leaves_others(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "t.sqlite3", 90)
    for person in (1, 2):
        storage.keep(Turn(f"a{person}", person, 0, person, 1, 2, 5.0, "q", "{}"))
        storage.set_person(Person(person, "tr", 5))
        storage.begin_afresh(person, person, 0)
    assert storage.forget(1) == 1
    assert storage.history(1) == [] and storage.person(1).language is None and storage.turns_before(1, 1, 0, 1e12, 5) == []
    assert len(storage.history(2)) == 1 and storage.person(2).language == "tr"
    assert oct((tmp_path / "t.sqlite3").stat().st_mode)[-3:] == "600"


def test_an_answer_is_the_same_after_it_was_kept() -> None:
    article = Article("a", "a.txt", "0" * 64, "T", "x" * 50 + "“Words that were printed.”", outlet="O", published="2024-01-02", line=3)
    quote = Quote(article, 50, len(article.text), 0.5, "Petra Vosk", "grower", "direct", (Copy("b", "P", None),))
    answer = Answer(
        "id", "q?", Query("q?", "q", outlets=("O",), shown=(("a", 0, 1),)), (quote,), 0.7, nearest=(article,),
        notes=(Note("{name} is not named in the archive.", {"name": "X"}),), printed=PrintedCheck("w", exact=False, changes=(Change("a", "b"),)),
    )  # fmt: skip
    again = load(Turn("id", 1, 0, 1, 1, None, 0.0, "q?", dump(answer)))
    assert again.quotes[0].text == quote.text and again.query == answer.query and again.notes == answer.notes
    assert answer_page(again, 0, TODAY) == answer_page(answer, 0, TODAY) and again.printed == answer.printed
    kept = json.loads(dump(answer))
    kept["query"]["articles"] = ["a"]  # of an earlier version
    assert load(Turn("id", 1, 0, 1, 1, None, 0.0, "q?", json.dumps(kept))).query == answer.query


# The process


@pytest.fixture
async def process_of(built: BuildReport, data: Path, model_cache: Path) -> AsyncIterator[Callable[..., subprocess.Popen[str]]]:
    started = list[subprocess.Popen[str]]()

    def start(api: BotApi, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        environment = os.environ | {
            "QUOTEDESK_TELEGRAM_TOKEN": TOKEN, "QUOTEDESK_TELEGRAM_BASE_URL": api.base, "PYTHONPATH": str(ROOT), "QUOTEDESK_TELEGRAM_ACCESS": "open",
            "QUOTEDESK_LOG_LEVEL": "DEBUG", "QUOTEDESK_CACHE_DIR": str(model_cache), "QUOTEDESK_DATA_DIR": str(data),
            "QUOTEDESK_ENCODER_MODEL": "hashing", **settings,
        }  # fmt: skip
        command = [sys.executable, "-m", "bot.faces.cli", "telegram", *arguments]
        started.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


async def test_the_process_hides_its_token_tells_its_health_and_stops_on_sigterm(
    process_of: Callable[..., subprocess.Popen[str]],
) -> None:
    async with served() as api:
        port = free_port()
        process = process_of(api, QUOTEDESK_TELEGRAM_MONITOR=f"127.0.0.1:{port}")
        await asyncio.to_thread(api.say, "/start", person=5)
        assert "Hello" in (await asyncio.to_thread(api.wait, "sendMessage", 1, 60))["text"]
        health = json.loads(await asyncio.to_thread(_read, f"http://127.0.0.1:{port}/health"))
        assert health["status"] == "ok" and health["last_update_age_s"] >= 0
        metrics = await asyncio.to_thread(_read, f"http://127.0.0.1:{port}/metrics")
        assert 'quotedesk_answers_total{outcome="answered"} 0.0' in metrics and "quotedesk_queue" in metrics
        process.send_signal(signal.SIGTERM)
        output, errors = await asyncio.to_thread(process.communicate, timeout=30)
        assert process.returncode == 0
        assert "getUpdates" in errors and TOKEN not in errors + output and "a-token" not in errors


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_kill_loses_no_question(process_of: Callable[..., subprocess.Popen[str]], data: Path, mode: str) -> None:
    """The first reply is held back until the process is killed; the next process answers, once."""
    async with served() as api:
        api.fault = lambda method, _: BAD_GATEWAY if method == "sendMessage" else None
        port = free_port()
        webhook = {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "WEBHOOK_PORT": str(port)}
        settings = {f"QUOTEDESK_TELEGRAM_{name}": value for name, value in {"MODE": mode, **webhook}.items()}
        process = process_of(api, **settings)
        if mode == "webhook":
            await asyncio.to_thread(api.wait, "setWebhook", 1, 60)
        await asyncio.to_thread(api.say, "/help", person=5)

        def is_kept() -> bool:
            path = data / DATABASE
            if not path.exists():
                return False
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = 'inbox'").fetchone()) and bool(
                    database.execute("SELECT 1 FROM inbox WHERE body IS NOT NULL").fetchone()
                )

        for _ in range(3_000):
            if await asyncio.to_thread(is_kept) and not api.updates:
                break
            await asyncio.sleep(0.02)
        process.kill()
        await asyncio.to_thread(process.wait)
        assert api.count("sendMessage") == 0
        api.fault = None
        process_of(api, **settings)
        await asyncio.to_thread(api.wait, "sendMessage", 1, 60)
        assert api.count("sendMessage") == 1


def test_a_refused_token_is_one_line_without_the_token(built: BuildReport, data: Path) -> None:
    api = BotApi()
    server = serve(api)
    environment = os.environ | {
        "QUOTEDESK_TELEGRAM_TOKEN": "999:wrong", "QUOTEDESK_TELEGRAM_BASE_URL": api.base, "QUOTEDESK_DATA_DIR": str(data), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "bot.faces.cli", "telegram"], env=environment, capture_output=True, text=True, timeout=60)
    server.shutdown()
    server.server_close()
    assert done.returncode == 1
    assert "Telegram refuses the token" in done.stderr and "wrong" not in done.stderr and "Traceback" not in done.stderr


async def test_check_says_what_is_set_up(process_of: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    async with served() as api:
        done = process_of(api, "--check", QUOTEDESK_LOG_LEVEL="WARNING")
        output, errors = await asyncio.to_thread(done.communicate, timeout=60)
        assert done.returncode == 0, errors
        for words in (
            "ok   index: 2 articles",
            "ok   token: valid, of @quotedesk_bot",
            "note groups: privacy mode is on",
            "inline mode: on",
            "open to everyone",
        ):
            assert words in output, words
        bad = process_of(api, "--check", QUOTEDESK_TELEGRAM_TOKEN="9:x", QUOTEDESK_DATA_DIR=str(tmp_path / "none"))
        output, _ = await asyncio.to_thread(bad.communicate, timeout=60)
        assert bad.returncode == 1 and "no   index:" in output and "no   token: Telegram refuses it" in output


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:
        return str(response.read().decode())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("WEBHOOK_URL", "http://bot.example.org/x"), ("WEBHOOK_URL", "https://bot.example.org:444/x"),
        ("WEBHOOK_SECRET", "a b"), ("MONITOR", "9100"), ("MODE", "both"), ("WEBHOOK_PORT", "70000"), ("KEEP_DAYS", "-1"),
    ],
)  # fmt: skip
def test_a_bad_setting_is_named(key: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"QUOTEDESK_TELEGRAM_{key}", value)
    with pytest.raises(SettingError, match=f"telegram.{key.lower()}"):
        load_settings()


def test_good_addresses_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (
        "https://bot.example.org/telegram",
        "https://bot.example.org:8443/t",
        "http://127.0.0.1:9000/hook",
        "http://localhost:1/x",
        "http://127.0.0.1:8000",
    ):
        monkeypatch.setenv("QUOTEDESK_TELEGRAM_WEBHOOK_URL", value)
        assert load_settings().telegram.webhook_url == value


def test_the_token_is_taken_out_of_log_records() -> None:
    try:
        raise ValueError(f"https://api/bot{TOKEN}/getMe")
    except ValueError:
        record = logging.LogRecord("x", logging.INFO, "f", 1, "POST %s", (f"/bot{TOKEN}/x",), sys.exc_info())
    assert HideToken(TOKEN).filter(record)
    assert TOKEN not in logging.Formatter().format(record) and "[token]" in record.getMessage()


def test_json_logs_are_one_object_a_line_without_the_token() -> None:
    try:
        raise ValueError(f"https://api/bot{TOKEN}/getMe")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "one\ntwo %s", (TOKEN,), sys.exc_info())
    assert HideToken(TOKEN).filter(record)
    line = JsonLines().format(record)
    said = json.loads(line)
    assert (
        "\n" not in line
        and TOKEN not in line
        and said["level"] == "ERROR"
        and "ValueError" in said["trace"]
        and said["message"].startswith("one\ntwo")
    )


def test_a_limit_refills_and_tells_once() -> None:
    now = [0.0]
    limit = Limit(10, 2, lambda: now[0])
    assert [limit.take(1) for _ in range(3)] == [0, 0, pytest.approx(6.0)]
    assert limit.first_refusal(1) and not limit.first_refusal(1) and limit.take(2) == 0
    now[0] = 6.1
    assert limit.take(1) == 0 and limit.take(1) > 0 and limit.first_refusal(1)


# Text of other people


def make_answer(*texts: str, title: str = "T", url: str | None = None) -> Answer:
    quotes = tuple(Quote(Article("a", "a.txt", "0", title, text, url=url), 0, len(text), 1.0, speaker=title) for text in texts)
    return Answer("0123456789ab", "q", Query("q", "q"), quotes, 1.0)


@pytest.mark.parametrize(
    "text",
    ["<b>bold</b> & </blockquote><a href='x'>y</a>", "\u202eevil\u202c", "𝔘" * 5_000, "word " * 3_000, "/start" * 900, "a.b " * 2_000],
)
def test_any_text_becomes_messages_that_telegram_accepts(text: str) -> None:
    answer = make_answer(text, "second", title=text, url="https://x.example/a?b=1&c='\"<")
    for page in range(len(pages(answer, TODAY))):
        html = answer_page(answer, page, TODAY)
        assert utf16_length(html) <= LIMIT and Markup(html) and "\u202e" not in html
    noted = replace(answer, notes=(Note("{name} is not named in the archive.", {"name": text[:500]}),))
    assert Markup(answer_page(noted, 0, TODAY))
    article = answer.quotes[0].article
    for html in (
        source_card(answer.quotes[0], TODAY),
        context(answer.quotes[0], article, 0, len(article.text), TODAY),
        single(answer.quotes[0], TODAY),
    ):
        assert utf16_length(html) <= LIMIT and Markup(html)


@given(st.text(max_size=300))
def test_printed_text_is_shown_as_it_is_and_cannot_be_pressed(text: str) -> None:
    from bot.faces.wording import printable

    html = inert(text)
    assert Markup(f"<blockquote>{html}</blockquote>").text == printable(text).replace("\r\n", "\n") or "\r" in text or "&" in text
    plain = re.sub(r"<code>.*?</code>", " ", html, flags=re.DOTALL)
    assert not re.search(r"(?<![\w/<])/\w|(?<!\w)@\w|https?://", plain)


@pytest.mark.parametrize(
    "text",
    ["/start now", "ask @somebody", "see evil.example/x", "https://evil.example", "#tag", "mail a@b.example", "tg://resolve?domain=x"],
)
def test_commands_mentions_and_links_in_printed_text_stand_in_code(text: str) -> None:
    pressed = next(word for word in text.split() if re.search(r"[/@#.]", word))
    assert f"<code>{pressed}</code>" in inert(text)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "tg://resolve?domain=x", "file:///etc/passwd", "https://x.example/\u202ea b", "http://", "https://[x/"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert Markup(answer_page(make_answer("words", url=url), 0, TODAY)).links == []


def test_a_long_answer_is_paged_between_quotes() -> None:
    answer = make_answer(*("word " * 400 + str(i) for i in range(12)))
    every = pages(answer, Shown(ENGLISH, TODAY.today, 5))
    assert [number for numbers in every for number in numbers] == list(range(12)) and len(every) > 3
    for page, numbers in enumerate(every):
        html = answer_page(answer, page, Shown(ENGLISH, TODAY.today, 5))
        assert html.count("<blockquote") == html.count("</blockquote>") == len(numbers) and utf16_length(html) <= LIMIT


@pytest.mark.parametrize("code", ["en", "tr", "ru", "sr"])
def test_buttons_fit_into_64_bytes_and_copied_citations_into_256(code: str) -> None:
    answer = make_answer(*(f"Words {i} " + "long " * (10 * i) for i in range(9)))
    show = Shown(language(code), TODAY.today, 2)
    for page in range(len(pages(answer, show))):
        for keyboard in (under_answer(answer, page, show), which_quote(answer, page, "copy", show)):
            assert keyboard is not None
            for button in (button for row in keyboard.inline_keyboard for button in row):
                if button.copy_text:
                    assert 1 <= len(button.copy_text.text.encode("utf-16-le")) // 2 <= 256
                else:
                    assert len(str(button.callback_data).encode()) <= 64
    assert citation(make_answer("Words.").quotes[0], ENGLISH).startswith("“Words.” — T — ")
