"""Lists who said what, straight from the store: no model, no ranking."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.answering.speakers import same_speaker
from index.archive import open_store
from index.records import Article, Statement
from index.store import Document
from index.tokens import tokenize


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements to list; None and empty leave nothing out. Days are `YYYY-MM-DD`, inclusive."""

    speaker: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement and the article that reports it."""

    article: Article
    statement: Statement


def list_statements(data: Path, wanted: StatementFilter) -> list[Said]:
    """All statements that fit, oldest first, then by article id and place; those of unknown day come first.

    A speaker fits by name, surname or institution ("Kremlin" finds its spokesman). A topic fits where each of its words
    stands in the statement, the sentences around it, or the headline. Raises IndexMissing or IndexUnusable.
    """
    with open_store(data) as (store, _):
        found = [said for document in store.all_documents() if _article_fits(document.article, wanted) for said in _of(document, wanted)]
    return sorted(found, key=lambda s: ((s.article.published or "")[:10], s.article.id, s.statement.start))


def _article_fits(article: Article, wanted: StatementFilter) -> bool:
    day = (article.published or "")[:10]
    if wanted.article_id is not None and article.id != wanted.article_id:
        return False
    if wanted.outlet and (article.outlet or "").casefold() != wanted.outlet.casefold():
        return False
    if (wanted.since or wanted.until) and not day:
        return False
    return (wanted.since or "") <= day <= (wanted.until or "9999")


def _of(document: Document, wanted: StatementFilter) -> Iterator[Said]:
    topic = set(tokenize(wanted.about or "", document.article.language))
    for statement in document.statements:
        if wanted.speaker and not (statement.speaker and same_speaker(wanted.speaker, statement)):
            continue
        if topic and not topic <= _topic_words(document, statement):
            continue
        yield Said(document.article, statement)


def _topic_words(document: Document, statement: Statement) -> set[str]:
    around = [s.span.of(document.article.text) for s in document.sentences if s.start < statement.end and statement.start < s.end]
    return set(tokenize(" ".join([*around, document.article.title]), document.article.language))
