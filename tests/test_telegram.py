"""The Telegram face: the real application over real HTTP, by polling and by webhook, against a stand-in of the Bot API."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from index.build import BuildSettings
from index.records import BuildReport
from tests.archives import ORCHARD, build_archive
from tests.bot_api import Markup, shown
from tests.telegram_bots import ADMIN, PERSON, STRANGER, MakeEngine, Running, free_port, running, served

QUESTION = "What did Petra Vosk say about the frost?"
GROUP = -100500


@pytest.fixture(params=["polling", "webhook"])
async def bot(request: pytest.FixtureRequest, built: BuildReport, data: Path, make_engine: MakeEngine) -> AsyncIterator[Running]:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(served())
        port = free_port()
        more: dict[str, Any] = {"mode": request.param, "webhook_port": port, "webhook_url": f"http://127.0.0.1:{port}/hook/telegram"}
        yield await stack.enter_async_context(running(api, data, make_engine(data, today=date(2026, 4, 20)), **more))


@pytest.fixture
async def polled(built: BuildReport, data: Path, make_engine: MakeEngine) -> AsyncIterator[Running]:
    async with served() as api, running(api, data, make_engine(data, today=date(2026, 4, 20))) as bot:
        yield bot
        assert api.refused == []


# Questions and answers


async def test_a_question_is_answered_with_cited_quotes(bot: Running) -> None:
    message = await bot.asked(QUESTION)
    sent, typing = await bot.wait("sendMessage"), await bot.wait("sendChatAction")
    assert typing == {"chat_id": PERSON, "action": "typing"}
    assert sent["parse_mode"] == "HTML" and sent["link_preview_options"] == {"is_disabled": True}
    asked = next(m for m in bot.api.messages.values() if m["from"]["id"] == PERSON)
    assert sent["reply_parameters"]["message_id"] == asked["message_id"] and "message_thread_id" not in sent
    read = Markup(message["text"])
    assert "Petra Vosk" in read.text and "direct" in read.text
    assert "The Vale Observer, Ines Okafor-Lund, 19 Apr 2024 (2 years ago)" in read.text
    assert "https://vale-observer.example/frost?page=1#:~:text=" in unquote(read.links[0])
    await bot.settled()
    assert bot.api.count("sendMessage") == 1 and bot.api.refused == []


async def test_what_narrowed_the_search_is_said(polled: Running) -> None:
    message = await polled.asked("What did Petra Vosk say about the frost in April 2024?")
    assert "Understood: first 1 Apr 2024 to 30 Apr 2024" in shown(message["text"])


async def test_silence_names_the_nearest_coverage(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    async with served() as api, running(api, data, make_engine(data, min_answerable=1.0)) as bot:
        message = await bot.asked("What did Petra Vosk say about the moon?")
        text = shown(message["text"])
        assert "Nothing in the archive answers that." in text and "Frost ruins half the plum harvest" in text
        assert "blockquote" not in message["text"] and "In context" not in str(message["reply_markup"])


async def test_a_follow_up_is_understood_per_person_and_new_begins_afresh(polled: Running) -> None:
    await polled.asked("Who voted to close the ferry pier?")
    message = await polled.asked("And when does work on it start?")
    assert "Work on a new pier starts in May." in shown(message["text"]) and "following" in shown(message["text"])
    assert "fresh" in (await polled.asked("/new"))["text"]
    assert "following" not in shown((await polled.asked("And when does work on it start?"))["text"])
    other = await polled.asked("And what about it?", person=ADMIN)
    assert "following" not in shown(other["text"])


async def test_an_edited_question_edits_its_own_answer(bot: Running) -> None:
    first = await bot.asked(QUESTION)
    asked = next(m for m in bot.api.messages.values() if m["from"]["id"] == PERSON)
    await asyncio.to_thread(lambda: bot.api.say("When does work on a new pier start?", edited=True, message_id=asked["message_id"]))
    edited = await bot.wait("editMessageText")
    assert edited["message_id"] == first["message_id"] and "starts in May" in shown(edited["text"])
    await asyncio.to_thread(lambda: bot.api.say("Edited, but never answered?", edited=True, message_id=99_999))
    await bot.settled()
    assert bot.api.count("sendMessage") == 1 and bot.api.count("editMessageText") == 1


async def test_a_whole_article_is_no_question(polled: Running) -> None:
    assert "one sentence" in (await polled.asked(ORCHARD["text"] + " " + ORCHARD["text"]))["text"]
    origin = {"type": "hidden_user", "sender_user_name": "X", "date": 1}
    assert "one sentence" in (await polled.asked("A sentence of news. " * 20, forward_origin=origin))["text"]


async def test_other_content_gets_one_line_in_private_and_none_in_groups(polled: Running) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    message = await polled.asked("", photo=photo)
    assert "only read text" in message["text"]
    await asyncio.to_thread(lambda: polled.api.say("", photo=photo, chat=GROUP))
    await asyncio.to_thread(lambda: polled.api.say("", new_chat_title="X"))
    await polled.settled()
    assert polled.api.count("sendMessage") == 1


async def test_what_the_bot_posted_through_inline_mode_is_no_question(polled: Running) -> None:
    await asyncio.to_thread(lambda: polled.api.say(QUESTION, via_bot={"id": 123456, "is_bot": True, "first_name": "Q"}))
    await polled.asked("/help")
    assert polled.api.count("sendMessage") == 1


# Buttons


async def test_the_same_span_before_the_archive_ends_is_one_press_away(polled: Running) -> None:
    message = json.loads(json.dumps(await polled.asked("What did Petra Vosk say in the last month?")))
    assert "reaches to 2024-04-19" in shown(message["text"]) and "<blockquote" not in message["text"]
    await polled.pressed("Ask for the time before", message)
    assert polled.api.last()["message_id"] == message["message_id"]
    assert "19 Apr 2024" in shown(polled.api.last()["text"]) and "<blockquote" in polled.api.last()["text"]
    await polled.pressed("Ask for the time before", message)
    assert "no longer" in (await polled.wait("answerCallbackQuery", 2))["text"]


async def test_more_quotes_are_paged_in_place(polled: Running) -> None:
    await polled.asked("/settings")
    await polled.pressed("1", polled.api.last())
    message = await polled.asked("What did they say about the pier and the plum harvest?")
    first = message["text"]
    assert first.count("<blockquote") == 1
    await polled.pressed("", {**message, "reply_markup": {"inline_keyboard": [message["reply_markup"]["inline_keyboard"][0]]}})
    assert polled.api.last()["message_id"] == message["message_id"]
    second = polled.api.last()["text"]
    assert second != first and second.count("<blockquote") == 1 and "\n2. " in second
    await polled.pressed("‹ Back", polled.api.last())
    assert polled.api.last()["text"] == first


async def test_a_quote_is_shown_in_context_with_its_source_and_as_a_citation(polled: Running) -> None:
    message = await polled.asked(QUESTION)
    for label, expected in (("In context", "My father never saw it this bad"), ("Source", "orchard.json")):
        await polled.pressed(label, polled.api.last())
        if any(b["text"].startswith(f"{label} 1") for row in polled.api.last()["reply_markup"]["inline_keyboard"] for b in row):
            await polled.pressed(f"{label} 1", polled.api.last())
        assert expected in shown(polled.api.last()["text"])
        await polled.pressed("‹ Back", polled.api.last())
        assert polled.api.last()["text"] == message["text"]
    text = json.dumps(message["reply_markup"], ensure_ascii=False)
    assert "Copy" in text


async def test_the_source_card_tells_all_that_is_known(polled: Running) -> None:
    await polled.asked(QUESTION)
    await polled.pressed("Source", polled.api.last())
    if any("Source 1" in b["text"] for row in polled.api.last()["reply_markup"]["inline_keyboard"] for b in row):
        await polled.pressed("Source 1", polled.api.last())
    card = shown(polled.api.last()["text"])
    for part in ("Frost ruins half", "Ines Okafor-Lund", "The Vale Observer", "19 Apr 2024", "orchard.json", "SHA-256", "Characters"):
        assert part in card, part


async def test_a_long_citation_comes_as_a_message(
    built: BuildReport, seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    said = "The frost came at night and " + "took one row of trees after the other and " * 8 + "left nothing."
    (seeds / "long.json").write_text(
        json.dumps({"id": "long", "title": "T", "outlet": "O", "text": f"“{said}” said Ode Larkspur of the frost."})
    )
    build_archive(seeds, data, settings)
    async with served() as api, running(api, data, make_engine(data)) as bot:
        message = await bot.asked("What did Ode Larkspur say of the frost?")
        assert "<blockquote expandable>" in message["text"]
        await bot.pressed("Copy", message)
        if api.count("sendMessage") == 1:
            await bot.pressed("Copy 1", api.last())
        sent = await bot.wait("sendMessage", 2)
        assert sent["text"].startswith("<pre>") and said in shown(sent["text"])


async def test_helpful_and_not_helpful_are_counted_and_only_what_is_sent_in_can_be_read(polled: Running) -> None:
    message = await polled.asked(QUESTION)
    assert (await polled.pressed("Helpful", message))["text"] == "Thank you."
    assert "✓ Helpful" in json.dumps(polled.api.last()["reply_markup"], ensure_ascii=False)
    assert QUESTION not in (await polled.asked("/feedback", person=ADMIN))["text"]
    other = await polled.asked("When does work on a new pier start?")
    assert "read your question" in (await polled.pressed("Not helpful", other))["text"]
    await polled.pressed("Send the question in", polled.api.last())
    told = shown((await polled.asked("/feedback", person=ADMIN))["text"])
    assert "Helpful 1, not helpful 1" in told and "work on a new pier" in told and "frost" not in told


@pytest.mark.parametrize(
    "said", ["", "page", "page:nope:0", "page:x:y:z", "ctx:%:99", "admit:7", "lang:1:en", "\u0000:🙂", "quotes:42:900"]
)
async def test_a_press_that_means_nothing_is_answered_politely(polled: Running, said: str) -> None:
    message = await polled.asked(QUESTION)
    await asyncio.to_thread(polled.api.press_data, said or "none", message)
    answered = await polled.wait("answerCallbackQuery")
    assert "no longer" in answered["text"] or "admin" in answered["text"]
    assert polled.api.last()["text"] == message["text"]


async def test_numbers_beyond_the_quotes_are_stale(polled: Running) -> None:
    message = await polled.asked(QUESTION)
    identity = json.dumps(message["reply_markup"]).split("page:")[-1].split(":")[0] if "page:" in json.dumps(message) else ""
    identity = identity or next(
        b["callback_data"].split(":")[1] for row in message["reply_markup"]["inline_keyboard"] for b in row if "callback_data" in b
    )
    for number, data in enumerate((f"page:{identity}:99", f"ctx:{identity}:99", f"src:{identity}:-1", f"pick:{identity}:0:nope"), 1):
        await asyncio.to_thread(polled.api.press_data, data, message)
        assert "no longer" in (await polled.wait("answerCallbackQuery", number))["text"]


async def test_somebody_elses_buttons_are_theirs(polled: Running) -> None:
    message = await polled.asked(QUESTION)
    answered = await polled.pressed("Helpful", message, person=ADMIN)
    assert "belong to whoever asked" in answered["text"]


# Commands


async def test_every_command_of_the_menu_is_answered(polled: Running) -> None:
    expected = {
        "/start": "Hello Nils", "/help": "@quotedesk_bot", "/ask": "/ask What", "/who": "/who Peskov", "/sources": "The Vale Observer – 1",
        "/latest": "Frost ruins half", "/new": "fresh", "/history": "not asked anything", "/privacy": "90 days",
        "/forget": "Deleted: 0 questions", "/settings": "How many quotes", "/unknown": "/unknown. /help",
    }  # fmt: skip
    for command, words in expected.items():
        assert words in shown((await polled.asked(command))["text"]), command
    menu = next(p for p in (p for n, p in polled.api.calls if n == "setMyCommands") if p["scope"]["type"] == "all_private_chats")
    assert {f"/{c['command']}" for c in menu["commands"]} <= {*expected, "/export"}


async def test_who_lists_what_somebody_said(polled: Running) -> None:
    message = await polled.asked("/who Brannigan")
    text = shown(message["text"])
    assert "Brannigan: 2 statements, oldest first" in text and "Nobody asked us" in text
    assert "No statement" in (await polled.asked("/who Nobody Special"))["text"]
    assert "Nobody asked us" in shown((await polled.asked('/who "Odd Brannigan" radio'))["text"])


async def test_history_export_and_forget_are_about_oneself(polled: Running) -> None:
    await polled.asked(QUESTION)
    await polled.asked("What did Odd Brannigan say?", person=ADMIN)
    history = shown((await polled.asked("/history"))["text"])
    assert QUESTION in history and "Brannigan" not in history
    await asyncio.to_thread(polled.api.say, "/export")
    document = await polled.wait("sendDocument")
    exported = next(value for value in document.values() if isinstance(value, dict) and "questions" in value)
    assert [q["question"] for q in exported["questions"]] == [QUESTION] and exported["person"] == PERSON
    assert "Deleted: 1 question " in (await polled.asked("/forget"))["text"]
    assert "not asked anything" in (await polled.asked("/history"))["text"]
    assert "Brannigan" in shown((await polled.asked("/history", person=ADMIN))["text"])


async def test_a_link_may_carry_a_question(polled: Running) -> None:
    from base64 import urlsafe_b64encode

    payload = "q_" + urlsafe_b64encode(b"When does work on a new pier start?").decode().rstrip("=")
    assert "starts in May" in shown((await polled.asked(f"/start {payload}"))["text"])
    assert "Hello" in (await polled.asked("/start q_%%%"))["text"]


async def test_settings_are_kept_and_change_language_and_quotes(polled: Running) -> None:
    await polled.asked("/settings")
    assert (await polled.pressed("Türkçe", polled.api.last()))["text"] != "Saved."
    assert "Merhaba Nils" in (await polled.asked("/start"))["text"]
    assert "Привет" in (await polled.asked("/start", person=ADMIN, language="ru"))["text"]
    assert "Hello" in (await polled.asked("/start", person=ADMIN, language="xx"))["text"]


async def test_the_menu_is_set_for_each_scope_and_language_and_only_when_it_changed(
    built: BuildReport, data: Path, make_engine: MakeEngine
) -> None:
    async with served() as api:
        for _ in range(2):
            async with running(api, data, make_engine(data)) as bot:
                await bot.asked("/help")
                for _ in range(500):
                    if not bot.bot._tasks or len(bot.bot._tasks) == 1:
                        break
                    await asyncio.sleep(0.01)
        scopes = {(p["scope"]["type"], p.get("language_code")) for n, p in api.calls if n == "setMyCommands"}
        assert {
            ("all_private_chats", None),
            ("all_private_chats", "tr"),
            ("all_group_chats", "ru"),
            ("default", "sr"),
            ("chat", None),
        } <= scopes
        assert api.count("setMyCommands") == len(scopes)
        assert api.count("setMyDescription") == api.count("setMyShortDescription") == 4


async def test_an_admin_who_first_writes_later_has_the_menu_then(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    """Telegram knows nobody who has not written: it refuses a menu for them at the start."""
    refused = (400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"})
    async with served() as api:
        api.fault = lambda method, p: refused if method == "setMyCommands" and p["scope"]["type"] == "chat" else None
        async with running(api, data, make_engine(data)) as bot:
            await bot.wait("setMyShortDescription", 4)
            await bot.asked("/help")
            api.fault = None
            for _ in range(2):
                await bot.asked("/help", person=ADMIN)
        menus = [p for n, p in api.calls if n == "setMyCommands" and p["scope"]["type"] == "chat"]
        assert len(menus) == 1 and menus[0]["scope"]["chat_id"] == ADMIN and "status" in {c["command"] for c in menus[0]["commands"]}


# Groups


async def test_a_group_is_answered_only_when_the_bot_is_addressed(bot: Running) -> None:
    ignored = (QUESTION, f"{QUESTION} x@quotedesk_bot.example", "/help", "/ask@another_bot what", f"@quotedesk_botany {QUESTION}")
    for text in ignored:
        await asyncio.to_thread(lambda text=text: bot.api.say(text, chat=GROUP))  # type: ignore[misc]
    message = await bot.asked(f"🙂 @quotedesk_bot {QUESTION}", chat=GROUP)
    assert "Petra Vosk" in shown(message["text"]) and bot.api.count("sendMessage") == 1
    assert "Okafor" in shown((await bot.asked(f"/ask@quotedesk_bot {QUESTION}", chat=GROUP))["text"])
    replied = await bot.asked("When does work on a new pier start?", chat=GROUP, reply_to_message=message)
    assert "starts in May" in shown(replied["text"])
    await asyncio.to_thread(lambda: bot.api.say("/ask@quotedesk_bot", chat=GROUP))
    await asyncio.to_thread(lambda: bot.api.say("/nonsense@quotedesk_bot", chat=GROUP))
    await bot.settled()
    assert bot.api.count("sendMessage") == 3


async def test_a_reply_to_an_answer_goes_on_from_it_whoever_asked(polled: Running) -> None:
    message = await polled.asked("@quotedesk_bot Who voted to close the ferry pier?", chat=GROUP)
    later = await polled.asked("And when does work on it start?", chat=GROUP, person=ADMIN, reply_to_message=message)
    assert "following" in shown(later["text"]) and "starts in May" in shown(later["text"])


async def test_an_answer_stays_in_the_topic_of_its_question(polled: Running) -> None:
    await polled.asked(f"@quotedesk_bot {QUESTION}", chat=GROUP, topic=77)
    assert (await polled.wait("sendMessage"))["message_thread_id"] == 77
    assert (await polled.wait("sendChatAction"))["message_thread_id"] == 77
    await asyncio.to_thread(lambda: polled.api.say(f"@quotedesk_bot {QUESTION}", chat=GROUP, message_thread_id=5))
    assert "message_thread_id" not in await polled.wait("sendMessage", 2)


async def test_a_group_that_an_admin_lets_in_may_ask(polled: Running) -> None:
    await asyncio.to_thread(lambda: polled.api.say(f"@quotedesk_bot {QUESTION}", chat=GROUP, person=STRANGER))
    assert "may ask" in (await polled.asked("/allow@quotedesk_bot", chat=GROUP, person=ADMIN))["text"]
    assert "Vosk" in shown((await polled.asked(f"@quotedesk_bot {QUESTION}", chat=GROUP, person=STRANGER))["text"])
    assert polled.api.count("sendMessage") == 2


# Inline mode


async def test_inline_results_are_cited_quotes(bot: Running) -> None:
    await asyncio.to_thread(lambda: bot.api.type_inline("What did Petra Vosk say about the frost"))
    offered = await bot.wait("answerInlineQuery")
    assert offered["is_personal"] is True and offered["results"]
    first = offered["results"][0]
    assert "Vosk" in first["description"]
    assert "The Vale Observer" in shown(first["input_message_content"]["message_text"])
    assert len(offered["results"]) <= 5
    if offered["next_offset"]:
        await asyncio.to_thread(lambda: bot.api.type_inline("What did Petra Vosk say about the frost", offset=offered["next_offset"]))
        more = await bot.wait("answerInlineQuery", 2)
        assert not {r["id"] for r in more["results"]} & {r["id"] for r in offered["results"]}


async def test_who_types_without_end_is_held_back_in_inline_mode_alone(polled: Running) -> None:
    for number in range(40):
        await asyncio.to_thread(lambda n=number: polled.api.type_inline(QUESTION, offset=str(n % 3)))
    offers = [await polled.wait("answerInlineQuery", number + 1) for number in range(40)]
    refused = [offer for offer in offers if "fast" in (offer.get("button") or {}).get("text", "")]
    assert refused and not any(offer["results"] for offer in refused) and len(offers) - len(refused) >= 24
    assert "Vosk" in shown((await polled.asked(QUESTION))["text"])


async def test_inline_mode_respects_access(polled: Running) -> None:
    await asyncio.to_thread(lambda: polled.api.type_inline("What did Petra Vosk say", person=STRANGER))
    offered = await polled.wait("answerInlineQuery")
    assert offered["results"] == [] and "private" in offered["button"]["text"] and offered["cache_time"] == 0


# Access


async def test_a_stranger_is_let_in_by_an_admin(bot: Running) -> None:
    told = await bot.asked(QUESTION, person=STRANGER)
    assert "private" in told["text"] and "Vosk" not in told["text"]
    notice = await bot.wait("sendMessage", chat=ADMIN)
    assert "Nils" in notice["text"] and str(STRANGER) in notice["text"]
    await bot.asked("/start", person=STRANGER)
    await bot.settled()
    assert sum(p["chat_id"] == ADMIN for n, p in bot.api.calls if n == "sendMessage") == 1, "admins are told once"
    assert "admin" in (await bot.pressed("Let in", bot.api.last(ADMIN), person=PERSON))["text"]
    await bot.pressed("Let in", bot.api.last(ADMIN), person=ADMIN)
    assert "may ask now" in bot.api.last(ADMIN)["text"]
    assert "Vosk" in shown((await bot.asked(QUESTION, person=STRANGER))["text"])
    assert "may not ask" in (await bot.asked(f"/deny {STRANGER}", person=ADMIN))["text"]
    assert "not on its list" in (await bot.asked(QUESTION, person=STRANGER))["text"]


async def test_a_stranger_who_floods_is_not_answered_each_time(polled: Running) -> None:
    for _ in range(20):
        await asyncio.to_thread(lambda: polled.api.say("let me in", person=STRANGER))
    await polled.settled()
    assert polled.api.count("sendMessage", STRANGER) <= 9


async def test_a_code_lets_in_too(polled: Running) -> None:
    told = (await polled.asked("/start", person=STRANGER))["text"]
    code = told.split("code is ")[1].rstrip(".")
    await polled.settled()
    assert "may ask now" in (await polled.asked(f"/allow {code.lower()}", person=ADMIN))["text"]
    assert "id" in (await polled.asked("/allow nonsense", person=ADMIN))["text"]
    assert "Nils (7)" in shown((await polled.asked("/users", person=ADMIN))["text"])


async def test_privacy_is_told_to_strangers_and_admin_commands_are_not_for_all(polled: Running) -> None:
    assert "Telegram itself" in (await polled.asked("/privacy", person=STRANGER))["text"]
    for command in ("status", "reindex", "allow 7", "deny 7", "users", "feedback"):
        assert "admins only" in (await polled.asked(f"/{command}"))["text"]
    status = (await polled.asked("/status", person=ADMIN))["text"]
    assert "Articles: 2 (" in status and "Privacy mode is on" in status


async def test_who_asks_too_fast_is_told_once_and_others_are_not_held_up(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    async with served() as api, running(api, data, make_engine(data), burst=2, questions_per_minute=1) as bot:
        for _ in range(6):
            await asyncio.to_thread(api.say, QUESTION)
        await bot.settled()
        texts = [p["text"] for n, p in api.calls if n == "sendMessage"]
        assert sum("Vosk" in text for text in texts) == 2 and sum("That was fast" in text for text in texts) == 1 and len(texts) == 3
        assert "word for word" in (await bot.asked("/help"))["text"], "commands do not count"
        assert "Vosk" in shown((await bot.asked(QUESTION, person=ADMIN))["text"])


async def test_a_group_has_a_limit_of_its_own(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    more = {"access": "open", "burst": 2, "chat_questions_per_minute": 4}
    async with served() as api, running(api, data, make_engine(data), **more) as bot:
        for person in range(100, 106):
            await asyncio.to_thread(lambda person=person: api.say(f"@quotedesk_bot {QUESTION}", chat=GROUP, person=person))  # type: ignore[misc]
        await bot.settled()
        texts = [p["text"] for n, p in api.calls if n == "sendMessage"]
        assert sum("Vosk" in text for text in texts) == 2 and sum("That was fast" in text for text in texts) == 1 and len(texts) == 3
        assert "Vosk" in shown((await bot.asked(QUESTION, person=100))["text"])


async def test_open_is_a_choice(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    async with served() as api, running(api, data, make_engine(data), access="open") as bot:
        assert "Vosk" in shown((await bot.asked(QUESTION, person=STRANGER))["text"])


# Building


async def test_reindex_builds_in_the_background_and_answers_from_the_new_index(
    built: BuildReport, seeds: Path, data: Path, make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch, model_cache: Path
) -> None:
    monkeypatch.setenv("QUOTEDESK_SEEDS_DIR", str(seeds))
    monkeypatch.setenv("QUOTEDESK_ENCODER_MODEL", "no-such-model")
    (seeds / "more.json").write_text(json.dumps({"id": "m", "title": "T", "text": "Something new was printed."}))
    async with served() as api, running(api, data, make_engine(data)) as bot:
        sent = await bot.asked("/reindex", person=ADMIN)
        for number in range(1, 50):
            text = (await bot.wait("editMessageText", number))["text"]
            if "…" not in text:
                break
        assert "could not be built; the last one goes on answering" in text and "no-such-model" in text
        assert sent["message_id"] == (await bot.wait("editMessageText"))["message_id"]
        assert "Vosk" in shown((await bot.asked(QUESTION))["text"])
