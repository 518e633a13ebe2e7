"""Answers as they are kept: enough to show them again, page by page, and to go on from them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from bot.answering.conversation import Conversation
from bot.answering.records import Answer, Change, Copy, Note, PrintedCheck, Query, Quote
from bot.faces.telegram_bot.storage import Turn
from index.records import Article

_LEFT_OUT = ("text", "asides", "set_aside")


def dump(answer: Answer) -> str:
    """An answer as JSON; of each article all but its text, of which only the quoted words are kept."""
    kept = {
        "query": asdict(answer.query), "confidence": answer.confidence, "quotes": [_quote(quote) for quote in answer.quotes],
        "nearest": [_article(article) for article in answer.nearest],
        "notes": [[note.sentence, dict(note.values)] for note in answer.notes],
        "printed": asdict(answer.printed) if answer.printed else None,
    }  # fmt: skip
    return json.dumps(kept, ensure_ascii=False)


def load(turn: Turn) -> Answer:
    """The answer of a turn. An article's text holds nothing but the quoted words, at their place."""
    kept = json.loads(turn.answer)
    printed = kept["printed"]
    return Answer(
        turn.id, turn.question, _query(kept["query"]), tuple(_restored(quote) for quote in kept["quotes"]), kept["confidence"],
        nearest=tuple(Article(text="", **article) for article in kept["nearest"]),
        notes=tuple(Note(sentence, values) for sentence, values in kept["notes"]),
        printed=PrintedCheck(printed["asked"], printed["exact"], tuple(Change(**c) for c in printed["changes"])) if printed else None,
    )  # fmt: skip


def conversation(turns: Sequence[Turn]) -> Conversation:
    """The turns before a question, oldest first."""
    return Conversation(tuple(load(turn) for turn in turns))


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "article": _article(quote.article), "start": quote.start, "words": quote.text, "score": quote.score,
        "speaker": quote.speaker, "role": quote.role, "kind": quote.kind, "also_in": quote.also_in,
    }  # fmt: skip


def _article(article: Article) -> dict[str, Any]:
    return {f.name: getattr(article, f.name) for f in fields(article) if f.name not in _LEFT_OUT}


def _restored(kept: dict[str, Any]) -> Quote:
    start, words = kept["start"], kept["words"]
    article = Article(text=" " * start + words, **kept["article"])
    return Quote(
        article,
        start,
        start + len(words),
        kept["score"],
        kept["speaker"],
        kept["role"],
        kept["kind"],
        tuple(Copy(*copy) for copy in kept["also_in"]),
    )


def _query(kept: dict[str, Any]) -> Query:
    known = {f.name for f in fields(Query)}  # a turn may have been kept by an earlier version
    return Query(**{name: _tuples(value) for name, value in kept.items() if name in known})


def _tuples(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
