"""Many people asking at once: throughput and latency by number of askers, and memory over many questions."""

import random
import re
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.answering.answer import Engine
from bot.settings import load_settings
from tests.bench.outcomes import load_rows

_AT_ONCE = (1, 4, 16)
_EACH = 160
_SAMPLES = 100


def run(index: Path, questions: Path, many: int, picture: Path | None) -> int:
    """Prints a line for each number of askers, then memory over `many` questions; 1 when a question failed."""
    engine = Engine(load_settings(data_dir=index).engine)
    asked = [row["question"] for row in load_rows(questions)]
    for question in asked[:20]:
        engine.ask(question)
    alone = 0.0
    print("| askers | answers a second | median, ms | p95, ms | p95 over the single one's median |\n| --- | --- | --- | --- | --- |")
    for askers in _AT_ONCE:
        taken, seconds, failed = _at_once(engine, asked, askers)
        p50, p95 = np.percentile(taken, (50, 95))
        alone = alone or float(p50)
        print(f"| {askers} | {len(taken) / seconds:.0f} | {p50:.0f} | {p95:.0f} | {p95 / alone:.1f} |", flush=True)
        if failed:
            print(f"{failed} questions failed")
            return 1
    memory = _memory_over(engine, asked, many)
    half = len(memory) // 2
    print(
        f"resident memory over {many:,} questions: {memory[0]:.0f} MB at first, {np.mean(memory[half:]):.0f} MB in the second half, {memory[-1]:.0f} MB at last"
    )
    if picture:
        _draw(memory, many, picture)
    engine.close()
    return 0


def _at_once(engine: Engine, questions: Sequence[str], askers: int) -> tuple[list[float], float, int]:
    """Milliseconds of each answer, seconds in all, how many failed."""
    taken, failures, generator = list[float](), list[Exception](), random.Random(askers)
    work = generator.choices(questions, k=_EACH)

    def ask(mine: Sequence[str]) -> None:
        for question in mine:
            started = time.perf_counter()
            try:
                engine.ask(question)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                failures.append(error)
            taken.append((time.perf_counter() - started) * 1_000)

    threads = [threading.Thread(target=ask, args=(work[i::askers],)) for i in range(askers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, time.perf_counter() - started, len(failures)


def _memory_over(engine: Engine, questions: Sequence[str], many: int) -> list[float]:
    """Resident megabytes at even distances; every question differs from those before by a word of another."""
    generator, found = random.Random(1), list[float]()
    words = [question.split() for question in questions]
    for number in range(many):
        one, other = generator.sample(words, 2)
        engine.ask(" ".join([*one[:-1], generator.choice(other), one[-1]]))
        if number % (many // _SAMPLES or 1) == 0:
            found.append(_resident())
    return found


def _resident() -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1e3


def _draw(memory: Sequence[float], many: int, picture: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    pyplot.rcParams["svg.hashsalt"] = "quotedesk"
    figure, axis = pyplot.subplots(figsize=(6, 2.6))
    axis.plot(np.linspace(0, many, len(memory)), memory, color="#1f6f8b")
    axis.set(xlabel="questions", ylabel="resident memory, MB", ylim=(0, None))
    axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})
