"""Candidate pools of questions over news: what the reader sees, labelled by the gold."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from bot.answering.answer import Engine, find_passages
from bot.answering.conversation import Conversation
from bot.answering.evidence import evidence_of
from bot.answering.question import understand
from bot.answering.reader import Reader, Reading
from bot.answering.reader_export import ReaderParameters
from bot.answering.records import EngineSettings
from bot.resources import config_folder
from index.encoder import EncoderSettings
from index.store import Document

_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Pool:
    """A question's best candidates by the first ranking, best first, each with what the model reads and its label."""

    id: str
    kind: str
    answerable: bool
    question: str
    evidence: tuple[str, ...]
    labels: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    reading: Reading


def read_pools(questions: Path, data: Path, cache: Path | None = None) -> list[Pool]:
    """The pools of a question file over an index of its articles."""
    engine = Engine(EngineSettings(data, cache or user_cache_path("quotedesk"), EncoderSettings(), min_confidence=0.0, cross_encoder=False))
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    pools = list(_pools(engine, rows))
    engine.close()
    return pools


def _pools(engine: Engine, rows: list[dict[str, Any]]) -> Iterator[Pool]:
    conversations = dict[str, Conversation]()
    reader = Reader(ReaderParameters.load(config_folder()))
    with engine.archive.current() as index:
        for row in rows:
            before = conversations.get(row["after"] or "", Conversation())
            conversations[row["id"]] = before.then(engine.ask(row["question"], conversation=before))
            query = understand(row["question"], before, engine.understanding(index))
            hits, vector = find_passages(index, query, 30)
            reading = reader.read(index, query, hits, vector)
            best = reading.candidates[:_DEPTH]
            documents = [index.document(candidate.article_no) for candidate in best]
            yield Pool(
                row["id"], row["type"], row["answerable"], query.search_text,
                tuple(evidence_of(d, c.sentence) for d, c in zip(documents, best, strict=True)),
                tuple(int(answers(d, c.sentence, row["gold"])) for d, c in zip(documents, best, strict=True)),
                tuple((c.article_no, c.sentence) for c in best), reading,
            )  # fmt: skip


def answers(document: Document, sentence: int, gold: list[dict[str, Any]]) -> bool:
    """Whether a sentence holds at least half of a gold key, as score.py counts it."""
    span = document.sentences[sentence]
    for item in gold:
        if item["doc_id"] != document.article.id:
            continue
        start = document.article.text.find(item["key"], max(0, document.article.text.find(item["text"])))
        length = len(item["key"])
        if start >= 0 and min(span.end, start + length) - max(span.start, start) >= 0.5 * length:
            return True
    return False
