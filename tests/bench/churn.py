"""A watched folder under churn: files come, change, move and go while questions are asked; in the end the index is that of a fresh build."""

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.answering.answer import Engine
from index.archive import open_store
from index.errors import ArchiveError, IndexMissing
from index.following.watching import watch
from tests.archives import make_article

_PAUSE_S = 0.02


@dataclass(slots=True)
class Churned:
    """What a campaign saw: operations done, questions asked, quotes of words that no file ever held, whether the end is right, and after how long."""

    operations: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)
    differs: str = ""
    settled_s: float = 0.0


def churn(seeds: Path, data: Path, build: Callable[[Path, Path], object], engine: Engine, operations: int, seed: int = 1) -> Churned:
    """Watches `seeds` in a thread and does random operations on it; `build` brings the index of a folder in line."""
    generator, outcome, stop = random.Random(seed), Churned(), threading.Event()
    seeds.mkdir(parents=True, exist_ok=True)
    held: dict[str, set[str]] = {}
    present = dict[str, Path]()
    _write(seeds / "first.json", 0, "at first", held, present)
    watching = threading.Thread(target=watch, args=(seeds, lambda: build(seeds, data), stop, 3_600.0))
    watching.start()
    over = threading.Event()
    asking = threading.Thread(target=_ask, args=(engine, held, over, outcome))
    asking.start()
    for number in range(1, operations + 1):
        _operate(seeds, generator, number, held, present)
        outcome.operations += 1
        time.sleep(_PAUSE_S * generator.random())
    started = time.monotonic()
    wanted = _contents(seeds, data.with_name("fresh"), build)
    while time.monotonic() - started < 120 and not _is(data, wanted):
        time.sleep(0.05)
    outcome.settled_s = time.monotonic() - started
    outcome.differs = "" if _is(data, wanted) else f"{len(_held(data) ^ wanted)} articles differ"
    while not outcome.asked and asking.is_alive() and time.monotonic() - started < 120:
        time.sleep(0.05)
    over.set()
    asking.join()
    stop.set()
    watching.join()
    return outcome


def _operate(seeds: Path, generator: random.Random, number: int, held: dict[str, set[str]], present: dict[str, Path]) -> None:
    kind = generator.choices(("add", "edit", "rename", "delete"), (4, 4, 1, 2))[0]
    name = generator.choice(sorted(present)) if present else ""
    if kind == "add" or len(present) < 2:
        _write(seeds / f"folder{number % 4}" / f"{number}.json", number, f"in state {number}", held, present)
    elif kind == "edit":
        _write(present[name], int(name.removeprefix("made-")), f"in state {number}", held, present)
    elif kind == "rename":
        target = seeds / f"moved{number}.json"
        present[name].rename(target)
        present[name] = target
    else:
        present.pop(name).unlink()


def _write(path: Path, number: int, words: str, held: dict[str, set[str]], present: dict[str, Path]) -> None:
    article = make_article(number, f"The gauge was {words}.")
    held.setdefault(article["id"], set()).add(article["text"])
    path.parent.mkdir(exist_ok=True)
    making = path.with_name(f".{path.name}")
    making.write_text(json.dumps(article), "utf-8")
    making.replace(path)
    present[article["id"]] = path


def _ask(engine: Engine, held: dict[str, set[str]], over: threading.Event, outcome: Churned) -> None:
    number = 0
    while not over.is_set():
        number += 1
        try:
            answer = engine.ask(f"What did observer Nils Quarrie{number % 40} say on day{number % 40}?")
        except ArchiveError:
            time.sleep(0.05)
            continue
        outcome.asked += 1
        for quote in answer.quotes:
            if not any(quote.text in text for text in list(held.get(quote.article.id, ()))):
                outcome.wrong.append(f"{quote.article.id}: {quote.text}")
        time.sleep(0.005)


def _held(data: Path) -> set[tuple[str, str, str]]:
    try:
        with open_store(data) as (store, _):
            return {(d.article.id, d.article.path, d.article.text) for d in store.documents()}
    except IndexMissing:  # the first build is still at work
        return set()


def _is(data: Path, wanted: set[tuple[str, str, str]]) -> bool:
    return _held(data) == wanted


def _contents(seeds: Path, data: Path, build: Callable[[Path, Path], object]) -> set[tuple[str, str, str]]:
    build(seeds, data)
    return _held(data)
