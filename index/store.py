"""Articles, their sentences and passages, and the manifest of files, in one SQLite database."""

import hashlib
import json
import sqlite3
import struct
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from itertools import starmap
from pathlib import Path
from typing import Any

import numpy as np

from index.records import ATTITUDE, Article, Aside, Doubt, Passage, Sentence, Span, Statement, Unreadable
from index.sameness import REPEATED, repeated_keys, sentence_keys

_MOST_SHARING = 50
_TWO, _FOUR = struct.Struct("<2i"), struct.Struct("<4i")
_FIELDS = tuple(f.name for f in fields(Article) if f.name not in ("id", "path", "sha256", "line", "asides", "set_aside"))
_SCHEMA = f"""
CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, problems TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (
    path TEXT NOT NULL, ordinal INTEGER NOT NULL, line INTEGER, sha256 TEXT NOT NULL, source_id TEXT NOT NULL,
    content TEXT NOT NULL, PRIMARY KEY (path, ordinal)
) WITHOUT ROWID;
CREATE TABLE articles (
    no INTEGER PRIMARY KEY AUTOINCREMENT, source_id TEXT NOT NULL, content TEXT NOT NULL, id TEXT UNIQUE, path TEXT,
    sha256 TEXT, line INTEGER, {", ".join(f"{name} TEXT" for name in _FIELDS)}, asides BLOB NOT NULL,
    sentences BLOB NOT NULL, passages BLOB NOT NULL, set_aside TEXT NOT NULL, learnt BLOB NOT NULL, UNIQUE (source_id, content)
);
CREATE TABLE prints (key INTEGER NOT NULL, no INTEGER NOT NULL, PRIMARY KEY (key, no)) WITHOUT ROWID;
CREATE TABLE copies (no INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (no, other)) WITHOUT ROWID;
CREATE TABLE versions (
    id TEXT NOT NULL, replaced_at TEXT NOT NULL, path TEXT, sha256 TEXT, line INTEGER, {", ".join(f"{name} TEXT" for name in _FIELDS)},
    PRIMARY KEY (id, replaced_at, sha256)
) WITHOUT ROWID;
CREATE TABLE statements (
    article_no INTEGER NOT NULL, ordinal INTEGER NOT NULL, spans BLOB NOT NULL, kind TEXT NOT NULL, speaker TEXT, role TEXT,
    mention BLOB, cue BLOB, PRIMARY KEY (article_no, ordinal)
) WITHOUT ROWID;
"""

Key = tuple[str, str]
"""An article's own id and the hash of its content: what makes it the same article in two files or two builds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an article was met: entry `ordinal` of a file."""

    path: str
    ordinal: int
    line: int | None
    sha256: str
    source_id: str
    content: str

    @property
    def key(self) -> Key:
        """The article that was met."""
        return self.source_id, self.content


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """An article as stored: with its number, its sentences and its passages. Each reading of it is a key of its own."""

    no: int
    article: Article
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...] = ()
    attitudes: tuple[Statement, ...] = ()


def content_hash(article: Article) -> str:
    """A hash of all that an article says, wherever it stands."""
    said = [getattr(article, name) for name in _FIELDS]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


class Store:
    """One database file. A store under construction is written by one thread; a published one is only read."""

    def __init__(self, path: Path, *, readonly: bool = True) -> None:
        """Opens an existing database; `readonly` promises that the file never changes again."""
        self._path, self._readonly = path, readonly
        self._local = threading.local()
        self._connections = list[sqlite3.Connection]()

    @classmethod
    def create(cls, path: Path) -> "Store":
        """Makes an empty database, open for writing."""
        store = cls(path, readonly=False)
        store._db.executescript(_SCHEMA)
        return store

    @property
    def _db(self) -> sqlite3.Connection:
        """This thread's own connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            mode = "mode=ro&immutable=1" if self._readonly else "mode=rwc"
            connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?{mode}", uri=True, check_same_thread=False)
            self._local.connection = connection
            self._connections.append(connection)
            if not self._readonly:
                connection.execute("PRAGMA synchronous = OFF")  # the whole file is synced before it is published
                connection.execute("PRAGMA journal_mode = MEMORY")
        return connection

    def close(self) -> None:
        """Commits what was written and closes every thread's connection."""
        for connection in self._connections:
            if not self._readonly:
                connection.commit()
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    # The manifest

    def files(self) -> dict[str, str]:
        """Every file that was read: its path and SHA-256."""
        return dict(self._db.execute("SELECT path, sha256 FROM files"))

    def forget_file(self, path: str) -> None:
        """Drops a file and its entries from the manifest."""
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))
        self._db.execute("DELETE FROM entries WHERE path = ?", (path,))

    def record_file(self, path: str, sha256: str, entries: Iterable[Entry], problems: Iterable[Unreadable | Doubt]) -> bool:
        """Notes what was met in a file, and what was wrong with it; False when just that was noted before."""
        noted = (path, sha256, json.dumps([(type(p).__name__, p.reason, p.line) for p in problems]))
        rows = [astuple(entry) for entry in entries]
        if not rows and self._db.execute("SELECT * FROM files WHERE path = ?", (path,)).fetchone() == noted:
            return False
        self.forget_file(path)
        self._db.execute("INSERT INTO files VALUES (?, ?, ?)", noted)
        self._db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", rows)
        return True

    def problems(self) -> Iterator[Unreadable | Doubt]:
        """What was wrong with the files, in path order."""
        kinds: dict[str, type[Unreadable | Doubt]] = {"Unreadable": Unreadable, "Doubt": Doubt}
        for path, noted in self._db.execute("SELECT path, problems FROM files WHERE problems != '[]' ORDER BY path"):
            for kind, reason, line in json.loads(noted):
                yield kinds[kind](path, reason, line)

    def entries(self) -> Iterator[Entry]:
        """All entries in path order."""
        return (Entry(*row) for row in self._db.execute("SELECT * FROM entries ORDER BY path, ordinal"))

    # Articles

    def numbers(self) -> dict[Key, int]:
        """The number of every article."""
        rows = self._db.execute("SELECT source_id, content, no FROM articles")
        return {(source_id, content): no for source_id, content, no in rows}

    def ids(self) -> dict[int, str]:
        """The public id of every article that has one."""
        return dict(self._db.execute("SELECT no, id FROM articles WHERE id IS NOT NULL"))

    def add(
        self, key: Key, article: Article, sentences: Sequence[Sentence], passages: Sequence[Passage], learnt: Sequence[Span] = ()
    ) -> int:
        """Stores a new article, without a public id yet, and gives its number; `learnt` of its asides were told by other articles."""
        values = [*key, *(getattr(article, name) for name in _FIELDS), _pack(article.asides), _pack(sentences), _pack(passages)]
        beside = json.dumps([(aside.text, aside.reason) for aside in article.set_aside], ensure_ascii=False)
        names = ", ".join(["source_id", "content", *_FIELDS, "asides", "sentences", "passages", "set_aside", "learnt"])
        values += [beside, _pack(learnt)]
        marks = ", ".join("?" * len(values))
        no = self._db.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", values).lastrowid or 0
        keys = {key for _, key in sentence_keys(article.text, sentences)}
        self._db.executemany("INSERT INTO prints VALUES (?, ?)", ((key, no) for key in sorted(keys)))
        return no

    def set_statements(self, no: int, statements: Iterable[Statement]) -> None:
        """Stores the statements and attitudes of an article that has none yet."""
        rows = [(no, i, _pack(s.spans), s.kind, s.speaker, s.role, _place(s.mention), _place(s.cue)) for i, s in enumerate(statements)]
        self._db.executemany("INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def remove(self, numbers: Iterable[int]) -> None:
        """Removes articles."""
        gone = [(no,) for no in numbers]
        for (no,) in gone:
            row = self._db.execute("SELECT text, sentences FROM articles WHERE no = ?", (no,)).fetchone()
            if row:
                keyed = sentence_keys(row[0], _sentences(row[1]))
                self._db.executemany("DELETE FROM prints WHERE key = ? AND no = ?", ((key, no) for _, key in keyed))
            others = [(other, no) for (other,) in self._db.execute("SELECT other FROM copies WHERE no = ?", (no,))]
            self._db.executemany("DELETE FROM copies WHERE no = ? AND other = ?", [*others, *((no, other) for other, _ in others)])
        self._db.executemany("DELETE FROM articles WHERE no = ?", gone)
        self._db.executemany("DELETE FROM statements WHERE article_no = ?", gone)

    def assign(self, placed: Mapping[int, tuple[str, Entry]]) -> None:
        """Sets the public id and the place of articles, where they differ from what is stored."""
        rows = self._db.execute("SELECT no, id, path, sha256, line FROM articles")
        stored = {no: place for no, *place in rows}
        moved = [(no, [id_, e.path, e.sha256, e.line]) for no, (id_, e) in placed.items() if stored[no] != [id_, e.path, e.sha256, e.line]]
        self._db.executemany("UPDATE articles SET id = NULL WHERE no = ?", ((no,) for no, _ in moved))
        self._db.executemany(
            "UPDATE articles SET id = ?, path = ?, sha256 = ?, line = ? WHERE no = ?", ([*place, no] for no, place in moved)
        )

    # What several articles print

    def repeated(self) -> set[tuple[str, int]]:
        """The sentences that each outlet repeats: (outlet, key)."""
        common = "SELECT key FROM prints GROUP BY key HAVING COUNT(*) >= ?"
        found = self._db.execute(
            f"SELECT p.key, IFNULL(a.outlet, ''), a.title FROM prints p JOIN articles a ON a.no = p.no WHERE p.key IN ({common})",
            (REPEATED,),
        )
        stories = dict(self._db.execute("SELECT IFNULL(outlet, ''), COUNT(*) FROM articles GROUP BY 1"))
        return repeated_keys(found, stories)

    def touched_by(self, repeated: set[tuple[str, int]]) -> list[int]:
        """Numbers of the articles that hold, or held at the last build, what an outlet repeats."""
        found = {no for (no,) in self._db.execute("SELECT no FROM articles WHERE LENGTH(learnt) > 0")}
        for key in {key for _, key in repeated}:
            found.update(no for (no,) in self._db.execute("SELECT no FROM prints WHERE key = ?", (key,)))
        return sorted(found)

    def learnt(self, no: int) -> tuple[Span, ...]:
        """What of an article was told to be furniture by others of its outlet."""
        (blob,) = self._db.execute("SELECT learnt FROM articles WHERE no = ?", (no,)).fetchone()
        return _spans(blob)

    def key(self, no: int) -> Key:
        """Which article a number stands for."""
        source_id, content = self._db.execute("SELECT source_id, content FROM articles WHERE no = ?", (no,)).fetchone()
        return source_id, content

    def sharing(self, no: int, keys: Iterable[int], limit: int) -> list[int]:
        """Numbers of the articles that share most of these sentences with an article, most first."""
        shared = Counter[int]()
        for key in keys:
            rows = self._db.execute("SELECT no FROM prints WHERE key = ? LIMIT ?", (key, _MOST_SHARING)).fetchall()
            shared.update(other for (other,) in rows if other != no)
        return [other for other, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]]

    def link(self, no: int, other: int) -> None:
        """Notes that two articles are copies of one text."""
        self._db.executemany("INSERT OR IGNORE INTO copies VALUES (?, ?)", ((no, other), (other, no)))

    def copies_of(self, no: int, limit: int = 200) -> list[int]:
        """The other articles of an article's cluster: its copies, theirs, and so on."""
        found, waiting = {no}, [no]
        while waiting and len(found) <= limit:
            rows = self._db.execute("SELECT other FROM copies WHERE no = ?", (waiting.pop(),)).fetchall()
            new = [other for (other,) in rows if other not in found]
            found.update(new)
            waiting += new
        return sorted(found - {no})

    # What articles said before they were changed

    def keep_version(self, no: int, moment: str, most: int) -> None:
        """Keeps an article as it is, before another takes its id; only the newest `most` of each id."""
        names = ", ".join(["id", "path", "sha256", "line", *_FIELDS])
        self._db.execute(
            f"INSERT OR IGNORE INTO versions (replaced_at, {names}) SELECT ?, {names} FROM articles WHERE no = ?", (moment, no)
        )
        (id_,) = self._db.execute("SELECT id FROM articles WHERE no = ?", (no,)).fetchone()
        kept = self._db.execute("SELECT replaced_at, sha256 FROM versions WHERE id = ? ORDER BY replaced_at DESC", (id_,)).fetchall()
        self._db.executemany(
            "DELETE FROM versions WHERE id = ? AND replaced_at = ? AND sha256 = ?", ((id_, at, sha256) for at, sha256 in kept[most:])
        )

    def versions(self, article_id: str) -> list[tuple[str, Article]]:
        """Earlier versions of an article, newest first, each with the moment at which it was replaced."""
        names = ", ".join(["replaced_at", "path", "sha256", "line", *_FIELDS])
        rows = self._db.execute(f"SELECT {names} FROM versions WHERE id = ? ORDER BY replaced_at DESC", (article_id,))
        return [
            (at, Article(article_id, path, sha256, line=line, **dict(zip(_FIELDS, values, strict=True))))
            for at, path, sha256, line, *values in rows
        ]

    def documents(self, after: int = 0) -> Iterator[Document]:
        """The articles with a number above `after`, in order of number."""
        for row in self._db.execute(f"{_SELECT} WHERE no > ? ORDER BY no", (after,)):
            yield _document(row)

    def all_documents(self) -> Iterator[Document]:
        """Every article with its statements, in order of number."""
        for document in list(self.documents()):
            statements, attitudes = self._said(document.no)
            yield replace(document, statements=statements, attitudes=attitudes)

    def document(self, no: int) -> Document:
        """One article by number. Raises KeyError."""
        row = self._db.execute(f"{_SELECT} WHERE no = ?", (no,)).fetchone()
        if row is None:
            raise KeyError(no)
        return _document(row, *self._said(no))

    def _said(self, no: int) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """The statements of an article and the attitudes it reports, each in order."""
        rows = self._db.execute(
            "SELECT spans, kind, speaker, role, mention, cue FROM statements WHERE article_no = ? ORDER BY ordinal", (no,)
        )
        every = [
            Statement(_spans(spans), kind, speaker, role, _span(mention), _span(cue)) for spans, kind, speaker, role, mention, cue in rows
        ]
        return tuple(s for s in every if s.kind != ATTITUDE), tuple(s for s in every if s.kind == ATTITUDE)

    def speakers(self) -> list[tuple[str, str | None, int]]:
        """Every speaker and role with how many statements, in order of name."""
        return self._db.execute(
            "SELECT speaker, role, COUNT(*) FROM statements WHERE speaker IS NOT NULL AND kind != ? "
            "GROUP BY speaker, role ORDER BY speaker, role",
            (ATTITUDE,),
        ).fetchall()

    def number_of(self, article_id: str) -> int | None:
        """The number of an article by its public id."""
        row = self._db.execute("SELECT no FROM articles WHERE id = ?", (article_id,)).fetchone()
        return int(row[0]) if row else None

    def languages(self) -> list[str]:
        """The languages of the articles, as far as they are known."""
        return [code for (code,) in self._db.execute("SELECT DISTINCT language FROM articles WHERE language IS NOT NULL")]

    def numbers_at(self, path: str) -> list[int]:
        """The numbers of the articles of a file."""
        return [no for (no,) in self._db.execute("SELECT no FROM articles WHERE path = ? ORDER BY no", (path,))]

    def facets(self) -> list[tuple[int, str | None, str | None]]:
        """Number, outlet and publication date of every article, in order of number."""
        return self._db.execute("SELECT no, outlet, published FROM articles ORDER BY no").fetchall()


_SELECT = f"SELECT no, id, path, sha256, line, {', '.join(_FIELDS)}, asides, sentences, passages, set_aside FROM articles"


def _document(row: tuple[Any, ...], statements: tuple[Statement, ...] = (), attitudes: tuple[Statement, ...] = ()) -> Document:
    no, id_, path, sha256, line, *values, asides, sentences, passages, beside = row
    said = dict(zip(_FIELDS, values, strict=True))
    article = Article(
        id_, path, sha256, line=line, asides=_spans(asides),
        set_aside=tuple(Aside(*pair) for pair in json.loads(beside)) if beside != "[]" else (), **said,
    )  # fmt: skip
    inside = tuple(starmap(Passage, _TWO.iter_unpack(passages)))
    return Document(no, article, _sentences(sentences), inside, statements, attitudes)


def _pack(rows: Iterable[Span | Sentence | Passage]) -> bytes:
    return np.array([astuple(row) for row in rows], dtype="<i4").tobytes()


def _place(span: Span | None) -> bytes | None:
    return None if span is None else _pack([span])


def _span(blob: bytes | None) -> Span | None:
    return None if blob is None else Span(*_TWO.unpack(blob))


def _spans(blob: bytes) -> tuple[Span, ...]:
    return tuple(starmap(Span, _TWO.iter_unpack(blob)))


def _sentences(blob: bytes) -> tuple[Sentence, ...]:
    return tuple(starmap(Sentence, _FOUR.iter_unpack(blob)))
