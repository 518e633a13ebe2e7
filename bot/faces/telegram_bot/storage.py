"""What the bot must not forget, in one SQLite database: updates to answer, people, groups, answers with their buttons."""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    update_id INTEGER PRIMARY KEY, received REAL NOT NULL, body TEXT, sent INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS open_updates ON inbox (update_id) WHERE body IS NOT NULL;
CREATE TABLE IF NOT EXISTS doors (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL, code TEXT, since REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, language TEXT, quotes INTEGER);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_KEPT = """
CREATE TABLE IF NOT EXISTS {kept}.turns (
    id TEXT PRIMARY KEY, chat INTEGER NOT NULL, thread INTEGER NOT NULL, person INTEGER NOT NULL, message INTEGER NOT NULL,
    reply INTEGER, asked REAL NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
    rating INTEGER NOT NULL DEFAULT 0, shared INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS {kept}.turns_of ON turns (person, chat, thread, asked);
CREATE INDEX IF NOT EXISTS {kept}.turn_at ON turns (chat, message);
CREATE INDEX IF NOT EXISTS {kept}.reply_at ON turns (chat, reply);
"""
_FORGET_UPDATES_AFTER = 3 * 86_400
"""Seconds; Telegram itself keeps an update for one day."""
_DAY = 86_400
_CODE_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what was answered (as `saved.dump` writes it); `reply` is the bot's own message, once it is sent.

    `rating` is 1 for helpful, -1 for not; `shared` says that the person
    sent the question to whoever runs the bot.
    """

    id: str
    chat: int
    thread: int
    person: int
    message: int
    reply: int | None
    asked: float
    question: str
    answer: str
    rating: int = 0
    shared: int = 0


@dataclass(frozen=True, slots=True)
class Door:
    """A person or a group that asked to be let in: `state` is asked, open or shut; `code` is what an admin may type."""

    id: int
    name: str
    state: str
    code: str | None
    since: float


@dataclass(frozen=True, slots=True)
class Person:
    """A person's own settings; None is whatever is usual."""

    id: int
    language: str | None = None
    quotes: int | None = None


class Storage:
    """One connection, used from one thread (the event loop's); each call is a transaction of its own."""

    def __init__(self, path: Path, keep_days: int, now: Callable[[], float] = time.time) -> None:
        """Opens or makes the database; with `keep_days` 0 answers live in memory and nothing of them reaches the disk."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._now, self._keep_days, self._path = now, keep_days, path
        self._db = sqlite3.connect(path, isolation_level=None)
        path.chmod(0o600)
        self._db.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0;"
        )
        self._db.executescript(_SCHEMA)
        self._db.executescript(_KEPT.format(kept="main"))
        self._kept = "main"
        if not keep_days:
            self._db.execute("DELETE FROM main.turns")
            self._db.execute("ATTACH ':memory:' AS brief")
            self._db.executescript(_KEPT.format(kept="brief"))
            self._kept = "brief"

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def checkpoint(self) -> None:
        """Moves what was written from the log into the database; waits for the disk, so it is called from another thread."""
        with closing(sqlite3.connect(self._path)) as own:
            own.execute("PRAGMA wal_checkpoint(PASSIVE)")

    # Updates

    def receive(self, update_id: int, body: str) -> bool:
        """Keeps an update that is to be answered; False where it was received before."""
        row = (update_id, self._now(), body)
        return self._db.execute("INSERT OR IGNORE INTO inbox (update_id, received, body) VALUES (?, ?, ?)", row).rowcount == 1

    def strike_off(self, update_id: int) -> None:
        """The update needs nothing more; that it was there is remembered, what it said is not."""
        self._db.execute("UPDATE inbox SET body = NULL WHERE update_id = ?", (update_id,))

    def about_to_send(self, update_id: int) -> int:
        """Counts the times that an answer to this update was begun to be sent; how often now."""
        self._db.execute("UPDATE inbox SET sent = sent + 1 WHERE update_id = ?", (update_id,))
        found = self._db.execute("SELECT sent FROM inbox WHERE update_id = ?", (update_id,)).fetchone()
        return int(found[0]) if found else 1

    def not_sent(self, update_id: int) -> None:
        """It certainly was not: that time does not count."""
        self._db.execute("UPDATE inbox SET sent = sent - 1 WHERE update_id = ?", (update_id,))

    def open_updates(self) -> list[tuple[int, float, str]]:
        """Number, time of receipt and body of what is not answered yet, oldest first."""
        return self._db.execute("SELECT update_id, received, body FROM inbox WHERE body IS NOT NULL ORDER BY update_id").fetchall()

    def tidy(self) -> None:
        """Drops what is older than may be kept."""
        now = self._now()
        self._db.execute("DELETE FROM inbox WHERE body IS NULL AND received < ?", (now - _FORGET_UPDATES_AFTER,))
        if self._keep_days:
            self._db.execute(f"DELETE FROM {self._kept}.turns WHERE asked < ?", (now - self._keep_days * _DAY,))

    # Answers

    def keep(self, turn: Turn) -> None:
        """Keeps a turn, in place of one of the same id."""
        self._db.execute(f"INSERT OR REPLACE INTO {self._kept}.turns VALUES ({', '.join('?' * len(fields(Turn)))})", astuple(turn))

    def turn(self, turn_id: str) -> Turn | None:
        """A turn by the id of its answer."""
        return next(self._turns("id = ?", turn_id), None)

    def turn_of_message(self, chat: int, message: int) -> Turn | None:
        """The turn that a message asked."""
        return next(self._turns("chat = ? AND message = ? ORDER BY asked DESC LIMIT 1", chat, message), None)

    def turn_of_reply(self, chat: int, reply: int) -> Turn | None:
        """The turn that a message of the bot's answered."""
        return next(self._turns("chat = ? AND reply = ? LIMIT 1", chat, reply), None)

    def turns_before(self, person: int, chat: int, thread: int, before: float, limit: int) -> list[Turn]:
        """The last turns of a conversation before a moment and since it was begun afresh, oldest first."""
        since = self.fact(_new(person, chat, thread)) or 0.0
        where = "person = ? AND chat = ? AND thread = ? AND asked > ? AND asked < ? ORDER BY asked DESC LIMIT ?"
        return list(self._turns(where, person, chat, thread, since, before, limit))[::-1]

    def begin_afresh(self, person: int, chat: int, thread: int) -> None:
        """What was asked before this moment is no context any more."""
        self.set_fact(_new(person, chat, thread), self._now())

    def history(self, person: int, limit: int = -1) -> list[Turn]:
        """Everything a person asked that is kept, newest first."""
        return list(self._turns("person = ? ORDER BY asked DESC LIMIT ?", person, limit))

    def rate(self, turn_id: str, rating: int) -> None:
        """Helpful (1) or not (-1)."""
        self._db.execute(f"UPDATE {self._kept}.turns SET rating = ? WHERE id = ?", (rating, turn_id))

    def share(self, turn_id: str) -> None:
        """The person lets whoever runs the bot read this question."""
        self._db.execute(f"UPDATE {self._kept}.turns SET shared = 1 WHERE id = ?", (turn_id,))

    def shared(self, limit: int) -> list[Turn]:
        """Questions that people sent in, newest first."""
        return list(self._turns("shared = 1 ORDER BY asked DESC LIMIT ?", limit))

    def counts(self, since: float) -> dict[str, int]:
        """Of the turns since a moment: all, by how many people, how many rated helpful and not."""
        row = self._db.execute(
            f"SELECT COUNT(*), COUNT(DISTINCT person), COALESCE(SUM(rating = 1), 0), COALESCE(SUM(rating = -1), 0) FROM {self._kept}.turns WHERE asked >= ?",
            (since,),
        ).fetchone()
        return dict(zip(("questions", "people", "helpful", "unhelpful"), map(int, row), strict=True))

    def forget(self, person: int) -> int:
        """Deletes what is kept of a person but for whether they may ask; how many questions that were."""
        deleted = self._db.execute(f"DELETE FROM {self._kept}.turns WHERE person = ?", (person,)).rowcount
        self._db.execute("DELETE FROM people WHERE id = ?", (person,))
        self._db.execute("DELETE FROM facts WHERE name LIKE ?", (_new(person, "%", "%"),))
        return deleted

    def _turns(self, where: str, *values: object) -> Iterator[Turn]:
        for row in self._db.execute(f"SELECT * FROM {self._kept}.turns WHERE {where}", values):
            yield Turn(*row)

    # People and groups

    def person(self, person: int) -> Person:
        """A person's settings."""
        row = self._db.execute("SELECT id, language, quotes FROM people WHERE id = ?", (person,)).fetchone()
        return Person(*row) if row else Person(person)

    def set_person(self, person: Person) -> None:
        """Keeps a person's settings."""
        self._db.execute("INSERT OR REPLACE INTO people VALUES (?, ?, ?)", (person.id, person.language, person.quotes))

    def knock(self, door_id: int, name: str) -> tuple[Door, bool]:
        """A person's or group's request to be let in, and whether it is a new one."""
        known = self.door(door_id)
        if known:
            return known, False
        code = "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))
        door = Door(door_id, name, "asked", code, self._now())
        self._put(door)
        return door, True

    def decide(self, door_id: int, name: str, state: str) -> None:
        """Opens or shuts a door."""
        known = self.door(door_id)
        self._put(Door(door_id, known.name if known else name, state, None, self._now()))

    def door(self, door_id: int) -> Door | None:
        """What was decided of a person or a group, or that they asked."""
        row = self._db.execute("SELECT id, name, state, code, since FROM doors WHERE id = ?", (door_id,)).fetchone()
        return Door(*row) if row else None

    def doors(self) -> list[Door]:
        """All of them, newest first."""
        return [Door(*row) for row in self._db.execute("SELECT id, name, state, code, since FROM doors ORDER BY since DESC, id")]

    def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: what was known of it goes with it."""
        self._db.execute("UPDATE OR REPLACE doors SET id = ? WHERE id = ?", (new, old))
        self._db.execute(f"UPDATE {self._kept}.turns SET chat = ? WHERE chat = ?", (new, old))

    def _put(self, door: Door) -> None:
        self._db.execute("INSERT OR REPLACE INTO doors VALUES (?, ?, ?, ?, ?)", (door.id, door.name, door.state, door.code, door.since))

    # Facts

    def fact(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """What was remembered under a name, or None."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def set_fact(self, name: str, value: object) -> None:
        """Remembers a small value."""
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))


def _new(person: int, chat: int | str, thread: int | str) -> str:
    return f"new/{person}/{chat}/{thread}"
