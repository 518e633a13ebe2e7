"""The questions that are fitted on: NewsAsk's, and more that were written over articles of its training part."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.outcomes import load_rows

_WRITTEN = Path(__file__).with_name("questions.jsonl")
"""A question a line: what article it is about, and where in which article stands what answers it; nothing does where `gold` is empty."""


def training_rows(data: Path) -> list[dict[str, Any]]:
    """The rows of NewsAsk's `train.jsonl` in the folder `data`, and before them, as rows alike, the questions of `questions.jsonl`.

    Their type is "written", or "near" where the article they are about does not answer.
    """
    return [*_written(data / "articles"), *load_rows(data / "train.jsonl")]


def _written(articles: Path) -> Iterator[dict[str, Any]]:
    texts = {article["id"]: article["text"] for article in (json.loads(file.read_text("utf-8")) for file in articles.glob("*.json"))}
    for row in load_rows(_WRITTEN):
        found = [(g["doc_id"], texts[g["doc_id"]][g["start"] : g["end"]]) for g in row["gold"]]
        yield {
            "id": row["id"], "type": "written" if found else "near", "question": row["question"], "after": row.get("after"), "speaker": None,
            "answerable": bool(found), "about": row["about"], "gold": [{"doc_id": no, "text": text, "key": text} for no, text in found],
        }  # fmt: skip


def was_written(row_id: str) -> bool:
    """Whether a row is one of those in `questions.jsonl`."""
    return row_id.startswith("w")
