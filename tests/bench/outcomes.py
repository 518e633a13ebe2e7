"""How the reader does on questions with known answers: which first quotes answer, by type, how far confidence can be trusted."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answering.answer import Engine, find_passages
from bot.answering.conversation import Conversation
from bot.answering.question import understand
from bot.answering.quotes import choose_quotes
from bot.answering.reader import Reader
from bot.answering.records import Answer, Quote
from index.store import Document

_Z = 1.96


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: whether it can be answered, whether the first, the first three quotes answer.

    `confidence` was for the first quote, of so many `words`, `sure` that the archive answers; both saw `features`.
    """

    id: str
    kind: str
    answerable: bool
    right: bool
    among_three: bool
    confidence: float
    sure: float
    words: int
    features: Mapping[str, float]
    candidates: tuple[tuple[Mapping[str, float], bool], ...]
    """What each sentence was ranked by, and whether it answers."""


def outcomes(engine: Engine, reader: Reader, rows: Sequence[dict[str, Any]], part: set[str]) -> Iterator[Outcome]:
    """Reads the questions of a part, each after the turns before it."""
    conversations = dict[str, Conversation]()
    wanted = part | {row["after"] for row in rows if row["id"] in part}
    with engine.archive.current() as index:
        for row in rows:
            if row["id"] not in wanted:
                continue
            before = conversations.get(row["after"] or "", Conversation())
            query = understand(row["question"], before, engine.understanding(index))
            reading = reader.read(index, query, *find_passages(index, query, engine.settings.passages))
            quotes = tuple(choose_quotes(index, query, reading.candidates, 3))
            conversations[row["id"]] = before.then(Answer("", row["question"], query, quotes, reading.confidence))
            if row["id"] in part and reading.candidates:
                hits = [_answers(quote, row["gold"]) for quote in quotes] or [False]
                yield Outcome(
                    row["id"], row["type"], row["answerable"], hits[0], any(hits), reading.confidence, reading.answerable,
                    len(quotes[0].text.split()) if quotes else 0, reading.features,
                    tuple((known, answers(index.document(no), at, row["gold"])) for (no, at), known in reading.evidence.items()),
                )  # fmt: skip


def answers(document: Document, sentence: int, gold: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a sentence holds at least half of a gold key."""
    span = document.sentences[sentence].span
    for item in gold:
        if item["doc_id"] != document.article.id:
            continue
        start = document.article.text.find(item["key"], max(0, document.article.text.find(item["text"])))
        length = len(item["key"])
        if start >= 0 and min(span.end, start + length) - max(span.start, start) >= 0.5 * length:
            return True
    return False


def _answers(quote: Quote, gold: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a quote holds at least half of a gold key, as NewsAsk's score.py counts it."""
    for item in gold:
        text, length = quote.article.text, len(item["key"])
        at = text.find(item["text"]) if item["doc_id"] == quote.article.id else -1
        while at >= 0:
            key = text.find(item["key"], at)
            if key >= 0 and min(quote.end, key + length) - max(quote.start, key) >= 0.5 * length:
                return True
            at = text.find(item["text"], at + 1)
    return False


def interval(right: int, n: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share."""
    share, square = right / n, _Z * _Z / n
    middle, half = share + square / 2, _Z * math.sqrt(share * (1 - share) / n + square / n / 4)
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def by_type(found: Sequence[Outcome]) -> Iterator[str]:
    """Lines of a table: type, n, first quote right with its interval, one of three right."""
    kinds = defaultdict(list)
    for outcome in found:
        if outcome.answerable:
            kinds[outcome.kind].append(outcome)
            kinds["all"].append(outcome)
    yield "| type | n | answer@1 | 95% | answer@3 |"
    yield "| --- | --- | --- | --- | --- |"
    for kind, mine in sorted(kinds.items()):
        right = sum(o.right for o in mine)
        low, high = interval(right, len(mine))
        yield f"| {kind} | {len(mine)} | {right / len(mine):.3f} | {low:.2f} to {high:.2f} | {sum(o.among_three for o in mine) / len(mine):.3f} |"


def calibration_error(found: Sequence[Outcome], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017)."""
    grouped = defaultdict(list)
    for outcome in found:
        grouped[min(bins - 1, int(outcome.confidence * bins))].append(outcome)
    gaps = (abs(sum(o.confidence for o in g) - sum(o.right and o.answerable for o in g)) for g in grouped.values())
    return sum(gaps) / len(found)


def silence(found: Sequence[Outcome], shares: Sequence[float]) -> Iterator[str]:
    """At each share of answerable questions that are met with silence: the threshold, and the share of the unanswerable."""
    answerable = sorted(o.sure for o in found if o.answerable)
    others = [o.sure for o in found if not o.answerable]
    for share in shares:
        level = answerable[int(share * len(answerable))]
        yield f"silent on {share:.2f} of the answerable, {sum(c < level for c in others) / max(1, len(others)):.2f} of the others (n={len(others)}): below {level:.3f}"


def most_useful(found: Sequence[Outcome]) -> str:
    """The threshold at which most replies are useful: a first quote that answers, or silence where nothing does."""
    levels = sorted({round(o.sure, 2) for o in found})
    useful = {level: sum(o.right and o.sure >= level if o.answerable else o.sure < level for o in found) for level in levels}
    best = max(useful.values())
    least, most = min(v for v in useful if useful[v] == best), max(v for v in useful if useful[v] == best)
    return f"most useful, {best / len(found):.3f}: below {least:.2f} to {most:.2f}"


def draw_risk(found: Sequence[Outcome], picture: Path) -> None:
    """Risk over coverage: of the questions that are answered when only the surest are, the share whose first quote is wrong.

    El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification" (JMLR 2010).
    """
    import matplotlib as mpl
    from matplotlib import pyplot

    mpl.rcParams["svg.hashsalt"] = "quotedesk"
    ranked = sorted(found, key=lambda o: -o.confidence)
    wrong, risks = 0, []
    for count, outcome in enumerate(ranked, 1):
        wrong += not (outcome.right and outcome.answerable)
        risks.append(wrong / count)
    figure, axes = pyplot.subplots(figsize=(5, 3.2))
    axes.plot([i / len(ranked) for i in range(1, len(ranked) + 1)], risks)
    axes.set(xlabel="coverage (share of questions answered)", ylabel="risk (first quote wrong)", xlim=(0, 1), ylim=(0, 1))
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})


def load_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a question file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
