"""Many people ask while the archive is built anew: every answer is whole, of one version, and soon of the newest."""

import gc
import json
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.answering.answer import Engine
from bot.answering.records import Answer
from bot.answering.turns import Turns
from index.build import BuildSettings
from index.records import BuildReport
from index.search import Index
from tests.archives import TEST_ENCODER, HashingEncoder, build_archive

_VERSIONS, _READERS, _ARTICLES = 6, 6, 4
_QUESTION = "What did observer Nils Quarrie say of the rain?"


def _write(seeds: Path, version: int) -> None:
    """Every article says which version of the archive it is of."""
    seeds.mkdir(exist_ok=True)
    for number in range(_ARTICLES):
        text = f"It rained in version{version} at station{number}. “The rain of version{version} was heavy,” observer Nils Quarrie said of the rain."
        article = {
            "id": f"rain-{number}",
            "title": f"Rain at station {number}",
            "outlet": "Station",
            "published": "2024-05-01",
            "text": text,
        }
        (seeds / f"rain-{number}.json").write_text(json.dumps(article))


def _version_of(answer: Answer) -> int:
    """The one version that all quotes of an answer are from."""
    versions = {int(quote.article.text.split("version")[1].split()[0]) for quote in answer.quotes}
    assert len(versions) == 1 and answer.quotes, f"an answer of versions {versions}"
    return versions.pop()


def test_answers_follow_builds_without_a_failed_or_mixed_one(
    tmp_path: Path, data: Path, settings: BuildSettings, make_engine: Callable[..., Engine]
) -> None:
    _write(seeds := tmp_path / "rain", 0)
    build_archive(seeds, data, settings)
    engine, done = make_engine(data), threading.Event()
    asked = [threading.Event() for _ in range(_READERS)]

    def read(reader: int) -> list[int]:
        seen = list[int]()
        while not done.is_set():
            try:
                seen.append(_version_of(engine.ask(_QUESTION, limit=_ARTICLES)))
            finally:
                asked[reader].set()
        return [*seen, _version_of(engine.ask(_QUESTION, limit=_ARTICLES))]

    with ThreadPoolExecutor(_READERS) as pool:
        readings = [pool.submit(read, reader) for reader in range(_READERS)]
        try:
            for version in range(1, _VERSIONS):
                _write(seeds, version)
                build_archive(seeds, data, settings)
                for event in asked:  # everybody has asked since the last build before the next begins
                    event.clear()
                    assert event.wait(60)
        finally:
            done.set()
        for reading in readings:
            seen = reading.result()
            assert seen == sorted(seen), "an answer from an older archive than the one before"
            assert seen[-1] == _VERSIONS - 1
            assert len(set(seen)) > 1
    held = [path.name for path in (data / "generations").iterdir() if path.is_dir()]
    assert (data / "current").read_text().strip() in held


def test_readers_of_one_engine_give_what_one_reader_gives(
    seeds: Path, data: Path, settings: BuildSettings, make_engine: Callable[..., Engine]
) -> None:
    _write(seeds, 0)
    build_archive(seeds, data, settings)
    questions = [
        _QUESTION,
        "What did Petra Vosk say?",
        "Why close the pier?",
        "How much rain fell at station2?",
        "Who grows plums near Ashby?",
    ] * 6
    alone = [_quotes(make_engine(data).ask(question)) for question in questions]
    together = make_engine(data)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: _quotes(together.ask(question)), questions)) == alone


def _quotes(answer: Answer) -> list[tuple[str, int, int, str | None]]:
    return [(quote.article.id, quote.start, quote.end, quote.speaker) for quote in answer.quotes]


@pytest.mark.parametrize("at_once", [1, 3])
def test_turns_come_in_the_order_of_arrival_and_no_more_at_once_than_there_are_places(at_once: int) -> None:
    turns, served, inside, most = Turns(at_once), list[int](), 0, 0
    hold, lock = threading.Event(), threading.Lock()

    def ask(number: int) -> None:
        nonlocal inside, most
        with turns:
            with lock:
                served.append(number)
                inside += 1
                most = max(most, inside)
            hold.wait()
            with lock:
                inside -= 1

    threads = list[threading.Thread]()
    for number in range(12):
        threads.append(threading.Thread(target=ask, args=(number,)))
        threads[-1].start()
        _until(lambda expected=number + 1: len(served) + turns.waiting == expected)  # type: ignore[misc]
    assert len(served) == at_once and turns.crowded == (at_once > 1)
    hold.set()
    for thread in threads:
        thread.join()
    assert most == at_once and not turns.crowded and turns.waiting == 0
    assert sorted(served) == list(range(12))
    assert at_once > 1 or served == list(range(12))


def _until(done: Callable[[], bool]) -> None:
    tick = threading.Event()
    for _ in range(60_000):
        if done():
            return
        tick.wait(0.001)
    raise AssertionError("it never came to that")


def test_a_closed_index_leaves_memory_at_once(built: BuildReport, data: Path) -> None:
    """What is frozen for the garbage collector is never looked through: an index may hold no reference to itself."""
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    index.search("plum harvest")
    index.document(1)
    gc.disable()
    try:
        closed = weakref.ref(index)
        index.close()
        del index
        assert closed() is None
    finally:
        gc.enable()
