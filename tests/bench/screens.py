"""The bot's replies as Telegram would show them: one HTML page, and a picture where a chromium is installed."""

import asyncio
import shutil
import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.answering.answer import Engine
from bot.settings import load_settings
from index.build import build
from tests.bot_api import BotApi, Json
from tests.telegram_bots import ADMIN, PERSON, Running, running, served

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_WIDTH, _HEIGHTS = 460, {"answer": 1060, "context": 760, "help": 740, "inline": 520}
_STYLE = """
body { background: #0e1621; font: 15px/1.38 "Segoe UI", Roboto, "Noto Sans", sans-serif; margin: 0; padding: 16px; width: 428px }
h2 { color: #7d8b99; font-size: 13px; font-weight: 500; text-align: center; margin: 18px 0 8px }
.in, .out { border-radius: 12px; padding: 7px 11px; margin: 4px 0; color: #fff; white-space: pre-wrap; overflow-wrap: anywhere }
.in { background: #182533; margin-right: 24px } .out { background: #2b5278; margin-left: 120px }
a { color: #6ab3f3; text-decoration: none } i { color: #b9c6d3 } code { font-family: inherit; color: #9fd0a3 } pre { margin: 0; white-space: pre-wrap }
blockquote { margin: 3px 0; padding: 4px 9px; border-left: 3px solid #6ab3f3; background: #1f3042; border-radius: 5px }
.reply { border-left: 3px solid #8bc1f7; padding-left: 7px; font-size: 13px; color: #9fb3c6; margin-bottom: 4px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.row { display: flex; gap: 4px; margin: 4px 24px 0 0 } .row span { flex: 1; background: #213547; color: #fff; border-radius: 8px; text-align: center; padding: 7px 4px; font-size: 13px }
.offer { background: #182533; color: #fff; border-bottom: 1px solid #0e1621; padding: 8px 11px } .offer small { color: #8b9aa9; display: block }
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A name, and HTML of what is on it."""

    name: str
    body: str


def run(seeds: Path, work: Path, out: Path, question: str, silent: str) -> list[Path]:
    """Builds an index of a folder, asks the bot, writes `screens.html`; a PNG of each screen where there is a browser."""
    settings = load_settings(seeds_dir=seeds, data_dir=work)
    build(seeds, work, settings.building)
    screens = asyncio.run(_shots(work, question, silent))
    out.mkdir(parents=True, exist_ok=True)
    page = out / "screens.html"
    page.write_text(_page(screens), "utf-8")
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return [page, *(_photographed(browser, screen, out) for screen in screens)] if browser else [page]


async def _shots(data: Path, question: str, silent: str) -> list[Screen]:
    engine = Engine(load_settings(data_dir=data).engine)
    async with served() as api, running(api, data, engine) as bot:
        await bot.asked("/start")
        greeting = Screen("start", _said("/start") + _message(api.last()))
        first = await bot.asked(question)
        answer = Screen("answer", _said(question) + _message(first, question))
        around = Screen("context", _message(await _pressed(bot, "In context"), question))
        await bot.pressed("‹ Back", api.last())
        source = Screen("source", _message(await _pressed(bot, "Source"), question))
        await bot.asked(silent)
        silence = Screen("silence", _said(silent) + _message(api.last(), silent))
        api.type_inline(question)
        offered = await bot.wait("answerInlineQuery")
        inline = Screen("inline", _said(f"@quotedesk_bot {question}") + "".join(map(_offer, offered["results"])))
        await bot.asked("/status", person=ADMIN)
        status = Screen("status", _said("/status") + _message(api.last(ADMIN), "/status"))
        await bot.asked("/settings")
        chosen = Screen("settings", _said("/settings") + _message(api.last(), "/settings"))
        await bot.asked("/help")
        helped = Screen("help", _said("/help") + _message(api.last(), "/help"))
    engine.close()
    return [greeting, answer, around, source, silence, inline, status, chosen, helped]


async def _pressed(bot: Running, label: str) -> Json:
    """The message after a button, and the first quote where it asks which."""
    api: BotApi = bot.api
    await bot.pressed(label, api.last(PERSON))
    labels = [b["text"] for row in api.last(PERSON)["reply_markup"]["inline_keyboard"] for b in row]
    if f"{label} 1" in labels:
        await bot.pressed(f"{label} 1", api.last(PERSON))
    return api.last(PERSON)


def _said(text: str) -> str:
    return f'<div class="out">{escape(text)}</div>'


def _message(message: Json, replied: str = "") -> str:
    quoted = f'<div class="reply">{escape(replied)}</div>' if replied else ""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    labels = ["".join(f"<span>{escape(button['text'])}</span>" for button in row) for row in rows]
    buttons = "".join(f'<div class="row">{row}</div>' for row in labels)
    shown = message["text"].replace("</blockquote>\n", "</blockquote>")  # the line that ends a quotation is no line of its own
    return f'<div class="in">{quoted}{shown}</div>{buttons}'


def _offer(result: Json) -> str:
    return f'<div class="offer">{escape(result["title"])}<small>{escape(result["description"])}</small></div>'


def _page(screens: list[Screen]) -> str:
    shown = "".join(f"<h2>{escape(screen.name)}</h2>{screen.body}" for screen in screens)
    return f"<!doctype html><meta charset='utf-8'><title>Quotedesk on Telegram</title><style>{_STYLE}</style>{shown}"


def _photographed(browser: str, screen: Screen, out: Path) -> Path:
    page, picture = out / f"{screen.name}.html", out / f"{screen.name}.png"
    page.write_text(_page([screen]), "utf-8")
    height = _HEIGHTS.get(screen.name, 480)
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        f"--window-size={_WIDTH},{height}",
        f"--screenshot={picture}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    page.unlink()
    return picture
