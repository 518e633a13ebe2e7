"""Articles as they were understood: one with what was set aside and why, or all of them in a table."""

import csv
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.faces.as_json import json_line
from bot.faces.wording import printable
from bot.settings import Settings
from index.archive import open_store
from index.errors import QuestionError
from index.furniture import judge
from index.records import Article
from index.store import Document

FIELDS = ("title", "subtitle", "outlet", "author", "agency", "published", "updated", "place", "section", "url", "language")
_REPEATED = "repeated in other articles of the outlet"


def show_articles(settings: Settings, wanted: str | None, *, as_json: bool) -> None:
    """Prints an article by its id, or all of a file by its path; all articles where none is named. Raises QuestionError for one that is not there."""
    with open_store(settings.data_dir) as (store, _):
        numbers = sorted(store.ids()) if wanted is None else [no] if (no := store.number_of(wanted)) else store.numbers_at(wanted)
        for document in map(store.document, numbers):
            sys.stdout.write(json_line(article_object(document)) + "\n" if as_json else "\n".join(_lines(document)) + "\n")
    if not numbers:
        raise QuestionError(f"{wanted}: no article has this id or path; `quotedesk status --articles` lists them")


def article_object(document: Document) -> dict[str, object]:
    """An article with every field, its text, and what was set aside: within the text (with its place) and beside it."""
    article = document.article
    fields: dict[str, object] = {name: getattr(article, name) for name in FIELDS}
    aside = [{"text": text, "reason": reason, "start": start, "end": end} for text, reason, start, end in set_aside(article)]
    return {
        "id": article.id,
        "path": article.path,
        "line": article.line,
        "sha256": article.sha256,
        **fields,
        "text": article.text,
        "set_aside": aside,
    }


def set_aside(article: Article) -> Iterator[tuple[str, str, int | None, int | None]]:
    """What is not body: words, reason, and where in the text they stand if they do."""
    reasons = {span: reason for span, reason in judge(article.text, article.title) if reason}
    for span in article.asides:
        yield span.of(article.text), reasons.get(span, _REPEATED), span.start, span.end
    for aside in article.set_aside:
        yield aside.text, aside.reason, None, None


def _lines(document: Document) -> Iterator[str]:
    article = document.article
    yield f"id         {printable(article.id)}"
    yield f"file       {printable(article.path)}{f':{article.line}' if article.line else ''}"
    for name in FIELDS:
        yield f"{name:10} {printable(getattr(article, name) or '-')}"
    yield ""
    at = 0
    for span in (*article.asides, None):
        body = article.text[at : span.start if span else len(article.text)].strip("\n")
        if body.strip():
            yield printable(body)
        at = span.end if span else at
    aside = list(set_aside(article))
    if aside:
        yield "\nset aside:"
        yield from (f"  [{reason}] {printable(' '.join(text.split()))}" for text, reason, _, _ in aside)
    yield ""


def list_articles(settings: Settings, *, as_csv: bool, as_json: bool) -> None:
    """Prints what was understood of every article, and what is missing."""
    with open_store(settings.data_dir) as (store, _):
        rows = [_row(document.article) for document in store.documents()]
    if as_json:
        sys.stdout.writelines(json_line(row) + "\n" for row in rows)
    elif as_csv or not sys.stdout.isatty():
        out = StringIO()
        writer = csv.DictWriter(out, ["id", "path", *FIELDS, "words", "missing"], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "missing": " ".join(row["missing"])} for row in rows)
        sys.stdout.write(out.getvalue())
    else:
        table = Table("id", "outlet", "published", "author", "title", "missing")
        for row in rows:
            cells = (row["id"], row["outlet"], row["published"], row["author"], row["title"], ", ".join(row["missing"]))
            table.add_row(*(printable(str(cell or "-")) for cell in cells))
        Console().print(table)


def _row(article: Article) -> dict[str, Any]:
    fields = {name: getattr(article, name) for name in FIELDS}
    missing = [name for name in FIELDS if not fields[name]]
    return {"id": article.id, "path": article.path, **fields, "words": len(article.text.split()), "missing": missing}
