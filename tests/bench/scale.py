"""How the index grows: an archive of generated articles, real in all but its vectors and its statements, asked at several sizes."""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bot.answering.answer import Engine
from bot.resources import config_folder
from bot.settings import load_settings
from index.archive import Archive, read_status
from index.build import BuildSettings, Listeners, build
from index.encoder import Encoder, EncoderSettings, PassageText, PassageVectors, Vectors
from index.models import open_encoder
from index.records import Sentence, Span
from index.statements.tagging import Marked
from tests.bench.generated import GeneratedArchive, hash_of

_CLUSTERS, _DIMENSION, _SPREAD = 2_000, 384, 0.8
_PASSAGES_AN_ARTICLE = 5.8
_QUESTIONS, _WARM_UP = 60, 5
_QUOTED = re.compile(r"“([^”]+)” ([A-Z]\w+ [A-Z]\w+), the [\w ]+?, (said|told reporters|added|argued|warned|promised)")
_SPANS = {"no filter": None, "1% of the days": 18, "10% of the days": 182, "50% of the days": 912}


class ClusteredEncoder:
    """Unit vectors around centres that a text's words choose; a question's real encoding is made too, for the time it takes."""

    dimension = _DIMENSION
    fingerprint = EncoderSettings().fingerprint

    def __init__(self, real: Encoder | None = None) -> None:
        generator = np.random.default_rng(1)
        self._centres = generator.standard_normal((_CLUSTERS, _DIMENSION)).astype(np.float32)
        self._real = real

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        noise = np.stack([np.random.default_rng(hash_of(text)).standard_normal(_DIMENSION, dtype=np.float32) for text in texts])
        vectors = self._centres[[hash_of(text) % _CLUSTERS for text in texts]] + _SPREAD * noise
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def encode_question(self, text: str) -> Vectors:
        if self._real:
            self._real.encode_question(text)
        return np.asarray(self._vectors([text])[0])

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        whole = self._vectors([p.text for p in passages])
        return [PassageVectors(vector, np.tile(vector, (len(p.sentences), 1))) for vector, p in zip(whole, passages, strict=True)]


class QuotedTagger:
    """Marks the generated quotations, which all have one shape, with their speakers."""

    def mark(self, articles: Sequence[tuple[str, Sequence[Sentence]]]) -> list[Marked]:
        return [_marked(text) for text, _ in articles]


def _marked(text: str) -> Marked:
    found = list(_QUOTED.finditer(text))
    contents = tuple(((Span(*m.span(1)),), True) for m in found)
    return Marked(contents, tuple(Span(*m.span(2)) for m in found), tuple(Span(*m.span(3)) for m in found))


def _settings(cache: Path) -> BuildSettings:
    return BuildSettings(EncoderSettings(), cache, config_folder())


def _build(work: Path) -> None:
    listeners = Listeners(encoder=lambda *_: ClusteredEncoder(), tagger=lambda _: QuotedTagger())
    build(work / "articles", work / "data", _settings(work / "cache"), listeners)


def _ask(work: Path, articles: int) -> dict[str, Any]:
    """Opens the index and asks; figures of this process."""
    settings = load_settings(data_dir=work / "data").engine
    engine = Engine(settings)
    real = open_encoder(settings.encoder, settings.cache)
    engine.archive = Archive(settings.data, settings.encoder, lambda: ClusteredEncoder(real))
    started = time.perf_counter()
    with engine.archive.current():
        figures: dict[str, Any] = {"passages": read_status(settings.data).passages, "open, s": time.perf_counter() - started}
    made, since = GeneratedArchive(), date(2021, 3, 1)
    outlet = made.outlets[-1]
    for name, days in _SPANS.items():
        suffix = f" from {since} to {since + timedelta(days)}" if days else ""
        figures[name] = _times(engine, [f"{question.rstrip('?')}{suffix}?" for question in made.questions(_QUESTIONS, articles)])
    figures["a rare outlet"] = _times(
        engine, [f"According to {outlet}, {q[0].lower()}{q[1:]}" for q in made.questions(_QUESTIONS, articles)]
    )
    engine.close()
    return figures | _memory()


def _times(engine: Engine, questions: Sequence[str]) -> tuple[float, float]:
    """Median and 95th percentile, ms."""
    taken = [engine.ask(question).took_ms for question in questions][_WARM_UP:]
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 95))


def _memory() -> dict[str, float]:
    """Megabytes: private, and file-backed pages that the system may drop; the peak alone where /proc does not tell."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return {"peak, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3}
    kilobytes = {key: int(value) for key, value in re.findall(r"^(\w+):\s+(\d+) kB", rollup.read_text(), re.MULTILINE)}
    return {"private, MB": kilobytes["Pss_Anon"] / 1e3, "file-backed, MB": (kilobytes["Rss"] - kilobytes["Pss_Anon"]) / 1e3}


def measure(passages: int, work: Path) -> dict[str, Any]:
    """Builds an archive of about so many passages in a folder and measures it in processes of its own."""
    articles, made = round(passages / _PASSAGES_AN_ARTICLE), GeneratedArchive()
    shutil.rmtree(work, ignore_errors=True)
    made.write(work / "articles", articles)
    figures: dict[str, Any] = {"build, s": _timed("build", work, articles)[0]}
    figures |= json.loads(_timed("ask", work, articles)[1])
    (work / "articles" / "one-more.json").write_text(json.dumps(made.article(10_000_000)), "utf-8")
    figures["one article more, s"] = _timed("build", work, articles)[0]
    figures["nothing changed, s"] = _timed("build", work, articles)[0]
    figures["disk, MB"] = read_status(work / "data").bytes / 1e6
    return figures


def _timed(step: str, work: Path, articles: int) -> tuple[float, str]:
    started = time.monotonic()
    command = [sys.executable, "-m", "tests.bench.scale", step, str(work), str(articles)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ)
    return time.monotonic() - started, done.stdout


def run(sizes: Sequence[int], work: Path | None, picture: Path | None) -> None:
    """Prints a table, a column a size; draws the 95th percentiles over the sizes."""
    columns = list[dict[str, Any]]()
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            columns.append(measure(size, (work or Path(folder)) / str(size)))
            print(json.dumps(columns[-1]), flush=True)
    print("\n".join(table(columns)))
    if picture:
        draw(columns, picture)


def table(columns: Sequence[dict[str, Any]]) -> list[str]:
    """Markdown: a row a figure, a column a size."""
    sizes = " | ".join(f"{column['passages']:,}" for column in columns)
    lines = [f"| passages | {sizes} |", f"|{' --- |' * (len(columns) + 1)}"]
    for name in (key for key in columns[0] if key != "passages"):
        shown = [f"{c[name][0]:.0f} / {c[name][1]:.0f}" if isinstance(c[name], list) else f"{c[name]:,.1f}" for c in columns]
        label = f"{name}, ms (median / p95)" if isinstance(columns[0][name], list) else name
        lines.append(f"| {label} | {' | '.join(shown)} |")
    return lines


def draw(columns: Sequence[dict[str, Any]], picture: Path) -> None:
    """95th percentiles over the number of passages."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    pyplot.rcParams["svg.hashsalt"] = "quotedesk"
    figure, axis = pyplot.subplots(figsize=(6, 3.2))
    for name in [*_SPANS, "a rare outlet"]:
        axis.plot([c["passages"] for c in columns], [c[name][1] for c in columns], marker="o", label=name)
    axis.set(xscale="log", xlabel="passages", ylabel="warm answer, p95, ms", ylim=(0, None))
    axis.legend(fontsize=7, frameon=False)
    axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})


def main() -> None:
    """One step in this process; `python -m tests.bench scale` starts them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["build", "ask"])
    parser.add_argument("work", type=Path)
    parser.add_argument("articles", type=int)
    arguments = parser.parse_args()
    if arguments.step == "build":
        _build(arguments.work)
    else:
        print(json.dumps(_ask(arguments.work, arguments.articles)))


if __name__ == "__main__":
    main()
