"""What the reader would read for questions over news, labelled by the gold."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from bot.answering.answer import Engine, find_passages
from bot.answering.conversation import Conversation
from bot.answering.question import understand
from bot.answering.reader import Reader
from bot.answering.reader_export import ReaderParameters
from bot.answering.records import EngineSettings
from bot.answering.windows import WindowText, window_text, windows_around
from bot.resources import config_folder
from index.encoder import EncoderSettings
from index.search import Index
from tests.bench.outcomes import answers
from tests.bench.reading_model import Example

_DEPTH = 16
_OFTEN = 5
"""Statements from which a speaker is asked for in another's place."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A question's windows, and for each sentence of each whether it answers."""

    id: str
    question: str
    texts: tuple[WindowText, ...]
    labels: tuple[tuple[int, ...], ...]

    @property
    def example(self) -> Example:
        """For training."""
        return Example(self.question, self.texts, self.labels)


def read_pools(rows: Sequence[dict[str, Any]], data: Path, cache: Path | None = None, *, swapped: bool = False) -> list[Pool]:
    """The pools of questions over an index of their articles.

    `swapped` adds, for each question of NewsAsk about somebody's words, the same with another speaker: nothing answers it.
    """
    engine = Engine(EngineSettings(data, cache or user_cache_path("quotedesk"), EncoderSettings(), min_answerable=0.0, cross_encoder=False))
    with engine.archive.current() as index:
        pools = list(_pools(engine, index, rows))
        if swapped:
            pools += _pools(engine, index, list(_swapped([row for row in rows if "about" not in row], index)))
    engine.close()
    return pools


def _pools(engine: Engine, index: Index, rows: Iterable[dict[str, Any]]) -> Iterator[Pool]:
    conversations = dict[str, Conversation]()
    reader = Reader(ReaderParameters.load(config_folder()))
    for row in rows:
        before = conversations.get(row["after"] or "", Conversation())
        conversations[row["id"]] = before.then(engine.ask(row["question"], conversation=before))
        query = understand(row["question"], before, engine.understanding(index))
        hits, vector = find_passages(index, query, 30)
        ranked = [(c.article_no, c.sentence) for c in reader.read(index, query, hits, vector).candidates]
        right = [place for place in ranked if answers(index.document(place[0]), place[1], row["gold"])]
        chosen = list(dict.fromkeys(ranked[:_DEPTH] + right))
        windows = windows_around((no, at, len(index.document(no).sentences)) for no, at in chosen)
        yield Pool(
            row["id"], query.reading_text,
            tuple(window_text(index.document(w.article_no), w) for w in windows),
            tuple(tuple(int(answers(index.document(w.article_no), i, row["gold"])) for i in range(w.first, w.last)) for w in windows),
        )  # fmt: skip


def _swapped(rows: list[dict[str, Any]], index: Index) -> Iterator[dict[str, Any]]:
    """Questions that ask of somebody else than the one they were written about: the speaker, or the first person they name."""
    generator = random.Random(7)
    counts = dict[str, int]()
    for name, _, count in index.speakers():
        if len(name.split()) in (2, 3) and name.replace(" ", "").replace(".", "").replace("-", "").isalpha():
            counts[name] = counts.get(name, 0) + count
    others = [name for name, count in counts.items() if count >= _OFTEN]
    surnames = {name.split()[-1] for name in others}
    for row in rows:
        named = [(row["speaker"] or " ").split(" ")[-1], *(word for word in re.findall(r"[A-Z]\w+", row["question"]) if word in surnames)]
        surname = next((word for word in named if word and re.search(rf"\b{re.escape(word)}\b", row["question"])), None)
        if row["after"] or not row["answerable"] or surname is None:
            continue
        told = " ".join([row["question"], *(g["text"] for g in row["gold"])])
        other = generator.choice([name for name in others if name.split()[-1] not in told])
        asked = re.sub(
            rf"(?:\b(?!(?:What|Did|Does|How|Why|Who|When|Where|Was|Is|In|Which)\b)[A-Z]\w+\s+)?\b{re.escape(surname)}\b",
            other,
            row["question"],
        )
        yield {**row, "id": f"{row['id']}-swapped", "type": "swapped", "question": asked, "gold": [], "answerable": False}
