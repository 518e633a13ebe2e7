"""Feeds: their new pages are fetched, extracted and saved as files below the seeds folder."""

import hashlib
import json
import logging
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from index.errors import UnreadableFile
from index.following.fetching import Fetched, Fetcher, FetchError, Manners
from index.furniture import letters
from index.reading.dates import parse_date
from index.reading.decoding import decode, unix_newlines
from index.reading.html import read_html
from index.reading.xml_news import read_feed

_log = logging.getLogger(__name__)

FOLDER, DATABASE = "feeds", "feeds.sqlite3"
_FEED_KINDS = ("xml", "rss", "atom", "text/plain")
_PAGE_KINDS = ("html",)
_MOST_TRIES = 4
_LONGEST_WAIT_S, _FOR_GOOD_S = 86_400.0, 10 * 365 * 86_400.0
_WHOLE_WORDS = 80
"""Words from which an entry's own content is taken for the whole article where its page cannot be had."""
_KEPT = ("title", "subtitle", "outlet", "author", "agency", "published", "updated", "section", "place", "language")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, next_at REAL NOT NULL, failures INTEGER NOT NULL, trouble TEXT);
CREATE TABLE IF NOT EXISTS pages (url TEXT PRIMARY KEY, path TEXT, stamp TEXT, tries INTEGER NOT NULL, trouble TEXT);
"""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """Which feeds, how often, and how; `every` is in seconds, `most` how many new pages of a feed are fetched at a time."""

    addresses: tuple[str, ...]
    every: float
    most: int
    manners: Manners


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What a visit to a feed brought: pages saved, and what could not be had and why."""

    url: str
    saved: int
    trouble: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the last visit to a feed left."""

    etag: str | None = None
    modified: str | None = None
    next_at: float = 0.0
    failures: int = 0


class Feeds:
    """The feeds of one seeds folder; what was fetched when is kept in the data folder."""

    def __init__(self, seeds: Path, data: Path, settings: FeedSettings, now: Callable[[], float] = time.time) -> None:
        """Fetches nothing yet."""
        self._folder, self._data, self._settings, self._now = seeds / FOLDER, data, settings, now

    def visit(self, *, all_of_them: bool = False) -> Iterator[FeedReport]:
        """Fetches the feeds whose time has come, and their new pages, and saves those."""
        self._data.mkdir(parents=True, exist_ok=True)
        fetcher = Fetcher(self._settings.manners)
        with closing(fetcher), closing(sqlite3.connect(self._data / DATABASE, timeout=10, isolation_level=None)) as database:
            database.executescript(_SCHEMA)
            for url in self._settings.addresses:
                row = database.execute("SELECT etag, modified, next_at, failures FROM feeds WHERE url = ?", (url,)).fetchone()
                known = _Known(*row) if row else _Known()
                if known.next_at <= self._now() or all_of_them:
                    yield self._visit(database, fetcher, url, known)

    def _visit(self, database: sqlite3.Connection, fetcher: Fetcher, url: str, known: "_Known") -> FeedReport:
        try:
            feed = fetcher.fetch(url, _FEED_KINDS, known.etag, known.modified)
            entries = list(read_feed(feed.data)) if feed.fresh else []
        except (FetchError, UnreadableFile) as error:
            self._failed(database, url, known, error)
            gone = isinstance(error, FetchError) and error.gone
            return FeedReport(url, 0, (f"{error}{'; it is gone for good' if gone else ''}",))
        wanted = {_address(feed.url, entry): entry for entry in [*self._again(database, url), *entries]}
        saved, trouble, left = 0, list[str](), False
        for address, entry in wanted.items():
            left = saved + len(trouble) >= self._settings.most
            if left:
                break
            outcome = self._page(database, fetcher, address, entry)
            saved += outcome is True
            trouble += [outcome] if isinstance(outcome, str) else []
        now = _Known(known.etag, known.modified) if not feed.fresh else _Known() if left else _Known(feed.etag, feed.modified)
        self._note(database, url, replace(now, next_at=self._now() + self._settings.every))  # what is left must come whole again
        return FeedReport(url, saved, tuple(trouble))

    def _failed(self, database: sqlite3.Connection, url: str, known: "_Known", error: FetchError | UnreadableFile) -> None:
        """The next time is ever further away, and as far as the server asks; a feed that is gone is not asked again."""
        failures = known.failures + 1
        wait = min(self._settings.every * 2**failures, _LONGEST_WAIT_S)
        if isinstance(error, FetchError):
            wait = _FOR_GOOD_S if error.gone else max(wait, error.retry_after or 0.0)
        self._note(database, url, replace(known, next_at=self._now() + wait, failures=failures), str(error))

    @staticmethod
    def _note(database: sqlite3.Connection, url: str, known: "_Known", trouble: str | None = None) -> None:
        values = (url, known.etag, known.modified, known.next_at, known.failures, trouble)
        database.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?)", values)

    @staticmethod
    def _again(database: sqlite3.Connection, feed: str) -> list[dict[str, object]]:
        """Pages of the same site that could not be had before."""
        host = urlsplit(feed).netloc
        rows = database.execute("SELECT url, stamp FROM pages WHERE path IS NULL AND tries < ?", (_MOST_TRIES,)).fetchall()
        return [{"url": url, "updated": stamp} for url, stamp in rows if urlsplit(url).netloc == host]

    def _page(self, database: sqlite3.Connection, fetcher: Fetcher, url: str, entry: dict[str, object]) -> bool | str:
        """Saves the article of an entry: True where it is new or changed, what went wrong where it could not be had."""
        stamp = str(entry.get("updated") or entry.get("published") or "")
        if not url.startswith(("http://", "https://")):
            return f"an entry without an address to fetch ({url[:80] or 'none'})"
        row = database.execute("SELECT path, stamp, tries FROM pages WHERE url = ?", (url,)).fetchone()
        path, last, tries = row or (None, None, 0)
        if (path and last == stamp) or tries >= _MOST_TRIES:
            return False
        try:
            fields = self._article(fetcher.fetch(url, _PAGE_KINDS), entry)
        except (FetchError, UnreadableFile) as error:
            if path or len(str(entry.get("text") or "").split()) < _WHOLE_WORDS:
                kept = (url, path, last if path else stamp, tries + 1, str(error))
                database.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", kept)
                return f"{url}: {error}" if isinstance(error, UnreadableFile) else str(error)
            fields = {**{name: entry[name] for name in _KEPT if entry.get(name)}, "text": entry["text"], "url": url}
        database.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, 0, NULL)", (url, self._save(url, fields), stamp))
        return True

    @staticmethod
    def _article(page: Fetched, entry: dict[str, object]) -> dict[str, object]:
        """What the page says, and what the feed says where it is silent."""
        found = read_html(unix_newlines(decode(page.data)), page.url)
        for name in _KEPT:
            given = entry.get(name)
            if not found.get(name) and given:
                found[name] = given
        for name in ("published", "updated"):
            found[name] = parse_date(str(found[name])) or found[name] if found.get(name) else None
        return found

    def _save(self, url: str, fields: dict[str, object]) -> str:
        """Writes an article as a file, whole or not at all; its name tells its address, which nobody can choose freely."""
        parts = urlsplit(url)
        digest = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:12]
        host = re.sub(r"[^a-z0-9.-]", "-", (parts.hostname or "site").lower()).strip(".-")[:80] or "site"
        slug = re.sub(r"[^a-z0-9]+", "-", (_page_name(parts.path) or "page").lower()).strip("-")[-60:].strip("-") or "page"
        folder = self._folder / host
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{slug}-{digest}.json"
        kept = {name: fields[name] for name in _KEPT if fields.get(name)}
        beside = [list(pair) for pair in fields.get("set_aside") or []]  # type: ignore[attr-defined]
        article = {"id": url, "url": fields.get("url") or url, **kept, "text": fields["text"], **({"set_aside": beside} if beside else {})}
        making = folder / f".{path.name}"
        making.write_text(json.dumps(article, ensure_ascii=False, indent=1) + "\n", "utf-8", errors="replace")
        making.replace(path)
        _log.info("saved %s", path)
        return path.relative_to(self._folder.parent).as_posix()


def _address(feed: str, entry: dict[str, object]) -> str:
    """Where an entry's page is; a relative address counts from its feed."""
    link = str(entry.get("url") or "")
    try:
        return urljoin(feed, link) if link else ""
    except ValueError:
        return link


def _page_name(path: str) -> str:
    """An address's path without what its server makes of it."""
    last = re.sub(r"\.\w{2,5}$", "", path.rstrip("/"))
    return last if letters(last) else ""
