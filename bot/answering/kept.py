"""What each answer cited, kept under the answer's id, so that it can be checked later; neither the question nor who asked."""

import json
import logging
import sqlite3
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.answering.records import Answer, Quote

_log = logging.getLogger(__name__)

DATABASE = "answers.sqlite3"
_MOST, _TIDY_EVERY = 200_000, 1_000
_SCHEMA = "CREATE TABLE IF NOT EXISTS answers (id TEXT PRIMARY KEY, kept_at REAL NOT NULL, citations TEXT NOT NULL)"


@dataclass(frozen=True, slots=True)
class Citation:
    """Words that were given as printed, and where; what is not known of the place is None."""

    text: str
    article_id: str | None = None
    path: str | None = None
    sha256: str | None = None
    start: int | None = None
    end: int | None = None
    outlet: str | None = None
    published: str | None = None

    @classmethod
    def of(cls, quote: Quote) -> "Citation":
        """Of a quote."""
        article = quote.article
        return cls(quote.text, article.id, article.path, article.sha256, quote.start, quote.end, article.outlet, article.published)


class KeptAnswers:
    """The citations of the newest answers, in one database of the data folder; safe to use from several threads and processes."""

    def __init__(self, data: Path) -> None:
        """Opens nothing yet."""
        self._path, self._lock, self._written = data / DATABASE, threading.Lock(), 0
        self._database: sqlite3.Connection | None = None

    def keep(self, answer: Answer) -> None:
        """Keeps what an answer cites; trouble with the database is logged, not raised: the answer matters more."""
        if not answer.quotes:
            return
        cited = json.dumps([asdict(Citation.of(quote)) for quote in answer.quotes], ensure_ascii=False)
        try:
            with self._lock, self._open() as database:
                database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (answer.id, time.time(), cited))
                self._written += 1
                if self._written % _TIDY_EVERY == 1:
                    database.execute("DELETE FROM answers WHERE rowid <= (SELECT MAX(rowid) FROM answers) - ?", (_MOST,))
        except (sqlite3.Error, OSError) as error:
            _log.warning("the citations of answer %s were not kept: %s", answer.id, error)

    def find(self, answer_id: str) -> tuple[Citation, ...] | None:
        """What an answer cited; None where no answer of this id is kept."""
        if not self._path.exists():
            return None
        with self._lock, self._open() as database:
            row = database.execute("SELECT citations FROM answers WHERE id = ?", (answer_id,)).fetchone()
        return tuple(Citation(**cited) for cited in json.loads(row[0])) if row else None

    def close(self) -> None:
        """Lets go of the database."""
        with self._lock:
            if self._database:
                self._database.close()
            self._database = None

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            self._database = sqlite3.connect(self._path, timeout=5, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute(_SCHEMA)
        return self._database
