"""Where the milliseconds of a warm answer go: the time of each stage less that of the stages within it."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from bot.answering.answer import Engine
from bot.settings import load_settings
from tests.bench.outcomes import load_rows

_STAGES = {
    "understanding the question": "bot.answering.answer.understand",
    "its vector": "index.onnx_encoder.OnnxEncoder.encode_question",
    "BM25 over passages": "index.lexical.LexicalIndex.scores",
    "nearest passages without a filter (Chroma)": "index.dense.DenseIndex.nearest",
    "cosines": "index.vectors.VectorTable.cosines",
    "filters": "index.search.Index._allowed",
    "fusion and the rest of the search": "index.search.Index.search",
    "articles from SQLite": "index.store.Store.document",
    "features of sentences, first ranking": "bot.answering.reader.gather",
    "windows and their tokens": "bot.answering.cross_encoder.CrossEncoder.logits",
    "cross-encoder": "index.onnx.OnnxModel.run",
    "last ranking, confidence": "bot.answering.reader.Reader.read",
    "choosing and checking quotes": "bot.answering.answer.choose_quotes",
    "what else there is": "bot.answering.answer.more_statements",
}
"""What is timed, by its name; the vector of a question is also a run of the model, which is counted there."""
_WARM_UP = 20


class Stopwatch:
    """Times calls that may hold one another, and gives each only what was spent in none within it."""

    def __init__(self) -> None:
        """Nothing is timed yet."""
        self.spent, self._within = Counter[str](), list[tuple[str, float]]()

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*arguments: Any, **named: Any) -> Any:
            self._switch(push=stage)
            try:
                return function(*arguments, **named)
            finally:
                self._switch()

        return timed

    def _switch(self, push: str | None = None) -> None:
        now = time.perf_counter()
        if self._within:
            stage, since = self._within[-1]
            self.spent[stage] += now - since  # type: ignore[assignment]
            self._within[-1] = (stage, now)
        if push:
            self._within.append((push, now))
        else:
            self._within.pop()
            if self._within:
                self._within[-1] = (self._within[-1][0], now)


def run(index: Path, questions: Path) -> int:
    """Prints the mean, the median and the 95th percentile of each stage over a question file, and its share."""
    watch, engine = Stopwatch(), Engine(load_settings(data_dir=index).engine)
    asked = [row["question"] for row in load_rows(questions)]
    for question in asked[:_WARM_UP]:
        engine.ask(question)
    taken = defaultdict[str, list[float]](list)
    with ExitStack() as patches:
        for stage, target in _STAGES.items():
            owner, _, name = target.rpartition(".")
            patches.enter_context(patch(target, watch.around(stage, _found(owner, name))))
        ask = watch.around("the rest", engine.ask)
        for question in asked[_WARM_UP:]:
            watch.spent.clear()
            ask(question)
            for stage in (*_STAGES, "the rest"):
                taken[stage].append(1_000 * watch.spent[stage])
    engine.close()
    print("\n".join(table(taken)))
    return 0


def table(taken: dict[str, list[float]]) -> list[str]:
    """Markdown: a row a stage, ms, the longest first."""
    whole = np.sum(list(taken.values()), axis=0)
    lines = ["| stage | mean, ms | share | median | p95 |", "| --- | --- | --- | --- | --- |"]
    for stage, times in sorted([*taken.items()], key=lambda item: -sum(item[1])):
        lines.append(_row(stage, times, float(whole.mean())))
    return [*lines, _row("all", list(whole), float(whole.mean()))]


def _row(stage: str, times: list[float], whole: float) -> str:
    p50, p95 = np.percentile(times, (50, 95))
    return f"| {stage} | {np.mean(times):.2f} | {np.mean(times) / whole:.0%} | {p50:.2f} | {p95:.2f} |"


def _found(owner: str, name: str) -> Callable[..., Any]:
    import pkgutil

    return getattr(pkgutil.resolve_name(owner), name)  # type: ignore[no-any-return]
