"""Statements for a person, or as JSON Lines."""

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from bot.answering.statements import Said
from bot.faces.as_json import json_line
from bot.faces.wording import day, printable
from index.records import Span


def write_statements(found: Iterable[Said], out: TextIO, *, as_json: bool) -> None:
    """One JSON object a line, or the words with their source on the lines after them."""
    for said in found:
        out.write(json_line(statement_object(said)) + "\n" if as_json else "\n".join(statement_lines(said)) + "\n\n")


def statement_object(said: Said) -> dict[str, Any]:
    """The statement contract; what is unknown is null."""
    statement, text = said.statement, said.article.text
    return {
        "article_id": said.article.id, "start": statement.start, "end": statement.end, "spans": [[s.start, s.end] for s in statement.spans],
        "text": text[statement.start : statement.end], "speaker": statement.speaker, "role": statement.role, "kind": statement.kind,
        "mention": _part(statement.mention, text), "cue": _part(statement.cue, text),
    }  # fmt: skip


def statement_lines(said: Said) -> Iterator[str]:
    """The printed words, who said them, and where they stand."""
    statement, article = said.statement, said.article
    yield printable(article.text[statement.start : statement.end])
    whose = ", ".join(filter(None, (statement.speaker or "speaker unclear", statement.role)))
    yield printable(f"  {whose} ({statement.kind})")
    yield printable(
        f"  {article.outlet or 'unknown outlet'}, {day(article.published)}, {article.path}, characters {statement.start}–{statement.end}"
    )


def _part(span: Span | None, text: str) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}
