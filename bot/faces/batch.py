"""Questions from a JSON Lines file, answered in order, conversations kept."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.answering.answer import Engine
from bot.answering.conversation import Conversation
from bot.faces.as_json import answer_object
from index.errors import QuestionError


def answer_rows(engine: Engine, lines: Iterable[str], *, limit: int | None, passages: bool) -> Iterator[dict[str, Any]]:
    """One object a row: an answer, or `{"id", "error"}` for a row that cannot be asked.

    A row is `{"id", "question", "after"}`; with `after` it is the next turn of that row's conversation.
    """
    conversations = dict[str, Conversation]()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row_id: object = None
        try:
            row = _row(line, number)
            row_id = row["id"]
            before = _before(row, conversations)
            answer = engine.ask(row["question"], conversation=before, limit=limit, passages=passages)
            conversations[str(row_id)] = before.then(answer)
            yield answer_object(answer, passages=passages) | {"id": row_id}
        except QuestionError as error:
            yield {"id": row_id, "error": str(error)}


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuestionError(f"row {number} is not valid JSON: {error}") from error
    if not isinstance(row, dict):
        raise QuestionError(f"row {number} is not an object with the keys id and question")
    row = {"id": f"row-{number}", "after": None} | {key: value for key, value in row.items() if value is not None}
    if not isinstance(row["id"], str | int):
        raise QuestionError(f"row {number}: id is not a string")
    if not isinstance(row.get("question"), str):
        raise QuestionError(f"row {number} has no question")
    return row


def _before(row: dict[str, Any], conversations: dict[str, Conversation]) -> Conversation:
    if row["after"] is None:
        return Conversation()
    if str(row["after"]) not in conversations:
        raise QuestionError(f"after: no answered row before this one has the id {row['after']!r}")
    return conversations[str(row["after"])]
