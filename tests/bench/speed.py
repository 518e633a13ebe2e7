"""This project beside the usual stacks: the same articles and questions, the same model, each in fresh processes of its own venv."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.generated import GeneratedArchive
from tests.bench.outcomes import load_rows

_CONTENDERS = Path(__file__).parent / "contenders"
_WARM_UP = 5
_FRESH = 3


@dataclass(frozen=True, slots=True)
class Contender:
    """A stack: its script is `contenders/NAME_stack.py`, its packages are pinned in `contenders/NAME.txt`; without that it runs here."""

    name: str
    upserts: bool = False
    """It is told what is new instead of finding out; it has no way to see that nothing changed."""

    def python(self, work: Path) -> str:
        """The interpreter of its venv, made on first use."""
        pinned, venv = _CONTENDERS / f"{self.name}.txt", work / f"venv-{self.name}"
        if not pinned.is_file():
            return sys.executable
        if not (venv / "complete").is_file():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
            subprocess.run([str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "-r", str(pinned)], check=True)
            (venv / "complete").touch()
        return str(venv / "bin" / "python")


CONTENDERS = (Contender("quotedesk"), Contender("langchain"), Contender("txtai", upserts=True))


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, milliseconds and megabytes of one contender; NaN where it has no such thing."""

    name: str
    build: float
    unchanged: float
    one_more: float
    first: float
    p50: float
    p95: float
    p99: float
    build_mb: float
    ask_mb: float
    index_mb: float


FIGURES = {
    "build": "build, s",
    "unchanged": "build again, nothing changed, s",
    "one_more": "build again, one article more, s",
    "first": "first answer of a process, s",
    "p50": "warm answer, median, ms",
    "p95": "p95",
    "p99": "p99",
    "build_mb": "memory to build, MB",
    "ask_mb": "memory to answer, MB",
    "index_mb": "index on disk, MB",
}


def measure(contender: Contender, articles: Path, more: Path, questions: Sequence[str], work: Path) -> Measured:
    """Runs one contender through everything; `more` is the file of one further article."""
    python, script, index = contender.python(work), str(_CONTENDERS / f"{contender.name}_stack.py"), work / f"index-{contender.name}"
    shutil.rmtree(index, ignore_errors=True)
    every, first = work / "questions.txt", work / "first.txt"
    every.write_text("\n".join(questions), "utf-8")
    first.write_text(questions[0], "utf-8")
    build, build_mb, _ = _run([python, script, "build", str(articles), str(index)])
    index_mb = sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / 1e6
    unchanged = float("nan") if contender.upserts else _run([python, script, "build", str(articles), str(index)])[0]
    fresh = [_run([python, script, "ask", str(index), str(first)])[0] for _ in range(_FRESH)]
    _, ask_mb, printed = _run([python, script, "ask", str(index), str(every)])
    taken = np.array([float(line) for line in printed.splitlines()][_WARM_UP:])
    if contender.upserts:
        one_more = _run([python, script, "add", str(more), str(index)])[0]
    else:
        added = Path(shutil.copy(more, articles / "one-more.json"))
        one_more = _run([python, script, "build", str(articles), str(index)])[0]
        added.unlink()
    p50, p95, p99 = np.percentile(taken, (50, 95, 99))
    return Measured(
        contender.name, build, unchanged, one_more, statistics.median(fresh), float(p50), float(p95), float(p99), build_mb, ask_mb, index_mb
    )


def _run(command: Sequence[str]) -> tuple[float, float, str]:
    """Seconds, peak megabytes and standard output of a process. Raises RuntimeError with what it said when it fails."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as said:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=printed, stderr=said, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        took = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        said.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)}: {said.read()[-2_000:]}")
        return took, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6, printed.read()


def table(found: Sequence[Measured]) -> list[str]:
    """Markdown: a row a figure, with the ratios of the first contender to each of the others."""
    own, *others = found
    head = ["", *(m.name for m in found), *(f"{own.name} / {m.name}" for m in others)]
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for figure, label in FIGURES.items():
        values = [getattr(m, figure) for m in found]
        ratios = [values[0] / value for value in values[1:]]
        lines.append(f"| {label} | {' | '.join([*map(_short, values), *(f'{r:.2f}' if r == r else '–' for r in ratios)])} |")
    return lines


def _short(value: float) -> str:
    return "–" if value != value else f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def draw(found: Sequence[Measured], picture: Path) -> None:
    """Bars, each figure as a share of the slowest or largest."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    shown = ("build", "one_more", "first", "p50", "ask_mb")
    figure, axes = pyplot.subplots(1, len(shown), figsize=(11, 2.6))
    for axis, name in zip(axes, shown, strict=True):
        values = [getattr(m, name) for m in found]
        bars = axis.bar([m.name for m in found], values, color=["#1f6f8b", "#c9c9c9", "#a8a8a8"])
        axis.bar_label(bars, [_short(v) for v in values], fontsize=8)
        axis.set_title(FIGURES[name], fontsize=9)
        axis.tick_params(axis="x", labelsize=7)
        axis.set_yticks([])
        axis.spines[["top", "right", "left"]].set_visible(False)
    figure.tight_layout()
    pyplot.rcParams["svg.hashsalt"] = "quotedesk"
    figure.savefig(picture, metadata={"Date": None})


def run(articles: Path | None, questions: Path | None, generate: int, work: Path, picture: Path | None) -> list[Measured]:
    """Measures every contender on a copy of a folder of JSON articles, or on generated ones; prints as it goes."""
    work.mkdir(parents=True, exist_ok=True)
    made, folder = GeneratedArchive(), work / "articles"
    shutil.rmtree(folder, ignore_errors=True)
    if articles:
        shutil.copytree(articles, folder)
    else:
        made.write(folder, generate)
    asked = [row["question"] for row in load_rows(questions)] if questions else list(made.questions(200, generate))
    more = work / "more.json"
    more.write_text(json.dumps(made.article(10_000_000)), "utf-8")
    found = list[Measured]()
    for contender in CONTENDERS:
        found.append(measure(contender, folder, more, asked, work))
        print(found[-1], flush=True)
    print("\n".join(table(found)))
    if picture:
        draw(found, picture)
    return found
