"""A crowd on Telegram: the bot as a process of its own against the stand-in of the Bot API, with and without faults."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.outcomes import load_rows
from tests.bot_api import TOKEN, BotApi, Fault, Json, serve

_PATIENCE_S = 180
_SLOW_S = 3.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people ask so many questions each, all within so many seconds."""

    people: int
    each: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Load:
    """`replies` counts the replies to each question; seconds from a question's arrival to its first reply, and the longest that /help took meanwhile."""

    replies: Counter[int]
    waits: tuple[float, ...]
    asked: int
    took: float
    help_s: float
    peak_mb: float
    stopped_s: float
    status: int

    @property
    def line(self) -> str:
        """A row of a table."""
        p50, p95 = np.percentile(self.waits, (50, 95))
        twice = sum(count > 1 for count in self.replies.values())
        return f"{self.asked} | {len(self.replies)} | {twice} | {p50:.1f} | {p95:.1f} | {self.took:.0f} | {self.help_s:.1f} | {self.peak_mb:.0f} | {self.stopped_s:.1f}"


def every_tenth_fails(slow: float = _SLOW_S) -> Fault:
    """429 with retry_after, 502, a connection broken before or after, a slow answer: one of them at each tenth call."""
    lock, calls = threading.Lock(), Counter[str]()
    kinds = (
        (429, {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}),
        (502, {"ok": False, "error_code": 502, "description": "Bad Gateway"}),
        "reset",
        "reset after",
        "slow",
    )

    def fault(method: str, _: Json) -> tuple[int, Json] | str | None:
        if method == "getUpdates":
            return None
        with lock:
            calls["all"] += 1
            number = calls["all"]
        if number % 10:
            return None
        kind = kinds[number // 10 % len(kinds)]
        if kind == "slow":
            time.sleep(slow)
            return None
        return kind  # type: ignore[return-value]

    return fault


def run(index: Path, questions: Path, crowd: Crowd, fault: Fault | None) -> Load:
    """Starts the bot over a copy of the index, lets the crowd ask, waits until everybody has a reply, stops the bot."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(index, data, ignore=shutil.ignore_patterns("telegram.sqlite3*"))
        return _run(data, questions, crowd, fault)


def _run(index: Path, questions: Path, crowd: Crowd, fault: Fault | None) -> Load:
    api = BotApi()
    server = serve(api)
    environment = os.environ | {
        "QUOTEDESK_TELEGRAM_TOKEN": TOKEN, "QUOTEDESK_TELEGRAM_BASE_URL": api.base, "QUOTEDESK_TELEGRAM_ACCESS": "open", "QUOTEDESK_DATA_DIR": str(index),
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "bot.faces.cli", "telegram"], env=environment)
    try:
        api.say("/help", person=1)
        api.wait("sendMessage", 1, 60)
        warm = api.say("What did the president say?", person=1)
        api.wait("sendMessage", 2, 60)
        api.fault = fault
        started, over = time.monotonic(), threading.Event()
        probes = list[float]()
        probing = threading.Thread(target=_probe, args=(api, over, probes), daemon=True)
        probing.start()
        asked = _ask(api, [row["question"] for row in load_rows(questions)], crowd)
        replies, first = _replies(api, asked, warm)
        took = time.monotonic() - started
        over.set()
        probing.join(60)
        peak = _peak(process.pid)
        stopping = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = process.wait(30)
        return Load(
            replies, tuple(first[m] - asked[m] for m in first), len(asked), took, max(probes), peak, time.monotonic() - stopping, status
        )
    finally:
        process.kill()
        server.shutdown()
        server.server_close()


def _probe(api: BotApi, over: threading.Event, probes: list[float]) -> None:
    """Somebody else sends /help again and again, and notes how long the answer takes."""
    while not over.is_set():
        before, asked = api.count("sendMessage", 1), time.monotonic()
        api.say("/help", person=1)
        api.wait("sendMessage", before + 1, 60, chat=1)
        probes.append(time.monotonic() - asked)
        over.wait(1)


def _ask(api: BotApi, questions: list[str], crowd: Crowd) -> dict[int, float]:
    """When each question was asked, by its message."""
    generator = random.Random(1)
    moments = sorted((generator.uniform(0, crowd.seconds), 1_000 + person) for person in range(crowd.people) for _ in range(crowd.each))
    started, asked = time.monotonic(), dict[int, float]()
    for moment, person in moments:
        time.sleep(max(0.0, started + moment - time.monotonic()))
        now = time.monotonic()
        asked[api.say(generator.choice(questions), person=person)] = now
    return asked


def _replies(api: BotApi, asked: dict[int, float], warm: int) -> tuple[Counter[int], dict[int, float]]:
    """How many replies each question got, and when the first came, once all have one or patience ends."""
    counts, first, seen, until = Counter[int](), dict[int, float](), 0, time.monotonic() + _PATIENCE_S
    settle = 0.0
    while time.monotonic() < until:
        calls = api.calls[seen:]
        seen += len(calls)
        for method, parameters in calls:
            replied = (parameters.get("reply_parameters") or {}).get("message_id")
            if method == "sendMessage" and replied in asked and replied != warm:
                counts[replied] += 1
                first.setdefault(replied, time.monotonic())
        if len(first) == len(asked):
            settle = settle or time.monotonic() + 2 * _SLOW_S  # what is sent a second time comes soon after
            if time.monotonic() > settle:
                break
        time.sleep(0.02)
    return counts, first


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1e3 if found else float("nan")
