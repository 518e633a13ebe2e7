"""Feeds: their new pages are fetched, extracted and saved as files below the seeds folder."""

import hashlib
import json
import logging
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
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
_LONGEST_WAIT_S = 86_400.0
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


class Feeds:
    """The feeds of one seeds folder; what was fetched when is kept in the data folder."""

    def __init__(self, seeds: Path, data: Path, settings: FeedSettings, now: Callable[[], float] = time.time) -> None:
        """Fetches nothing yet."""
        self._folder, self._data, self._settings, self._now = seeds / FOLDER, data, settings, now

    def visit(self, *, all_of_them: bool = False) -> Iterator[FeedReport]:
        """Fetches the feeds whose time has come, and their new pages, and saves those."""
        self._data.mkdir(parents=True, exist_ok=True)
        fetcher = Fetcher(self._settings.manners)
        with closing(fetcher), closing(sqlite3.connect(self._data / DATABASE, timeout=10)) as database:
            database.executescript(_SCHEMA)
            for url in self._settings.addresses:
                known = database.execute("SELECT etag, modified, next_at, failures FROM feeds WHERE url = ?", (url,)).fetchone()
                if known and known[2] > self._now() and not all_of_them:
                    continue
                with database:
                    yield self._visit(database, fetcher, url, *(known or (None, None, 0.0, 0)))

    def _visit(
        self, database: sqlite3.Connection, fetcher: Fetcher, url: str, etag: str | None, modified: str | None, _: float, failures: int
    ) -> FeedReport:
        every = self._settings.every
        try:
            feed = fetcher.fetch(url, _FEED_KINDS, etag, modified)
            entries = list(read_feed(feed.data)) if feed.fresh else []
        except (FetchError, UnreadableFile) as error:
            failures += 1
            wait = max(min(every * 2**failures, _LONGEST_WAIT_S), getattr(error, "retry_after", None) or 0.0)
            gone = getattr(error, "gone", False)
            self._note(database, url, (etag, modified, self._now() + (_LONGEST_WAIT_S * 365 if gone else wait), failures, str(error)))
            return FeedReport(url, 0, (f"{error}{'; it is gone for good' if gone else ''}",))
        saved, trouble, left = 0, list[str](), 0
        for entry in [*self._again(database, url), *entries]:
            if saved + len(trouble) >= self._settings.most:
                left += 1
                continue
            outcome = self._page(database, fetcher, feed.url, entry)
            saved += outcome is True
            trouble += [outcome] if isinstance(outcome, str) else []
        keep = feed if feed.fresh and not left else None  # what is left over is in the feed's next answer, so that must come whole
        self._note(
            database,
            url,
            (
                keep.etag if keep else (None if feed.fresh else etag),
                keep.modified if keep else (None if feed.fresh else modified),
                self._now() + every,
                0,
                None,
            ),
        )
        return FeedReport(url, saved, tuple(trouble))

    @staticmethod
    def _note(database: sqlite3.Connection, url: str, values: tuple[str | None, str | None, float, int, str | None]) -> None:
        database.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?)", (url, *values))

    @staticmethod
    def _again(database: sqlite3.Connection, feed: str) -> Sequence[dict[str, object]]:
        """Pages of the same site that could not be had before."""
        host = urlsplit(feed).netloc
        rows = database.execute("SELECT url, stamp FROM pages WHERE path IS NULL AND tries < ?", (_MOST_TRIES,)).fetchall()
        return [{"url": url, "updated": stamp} for url, stamp in rows if urlsplit(url).netloc == host]

    def _page(self, database: sqlite3.Connection, fetcher: Fetcher, feed: str, entry: dict[str, object]) -> bool | str:
        """Saves the article of an entry: True where it is new or changed, what went wrong where it could not be had."""
        url, stamp = _address(feed, entry), str(entry.get("updated") or entry.get("published") or "")
        if not url.startswith(("http://", "https://")):
            return f"{feed}: an entry without an address to fetch ({url[:80] or 'none'})"
        known = database.execute("SELECT path, stamp, tries FROM pages WHERE url = ?", (url,)).fetchone()
        if known and ((known[0] and known[1] == stamp) or (not known[0] and known[2] >= _MOST_TRIES)):
            return False
        tries = (known[2] if known else 0) + 1
        try:
            fields = self._article(fetcher.fetch(url, _PAGE_KINDS), entry)
        except (FetchError, UnreadableFile) as error:
            if len(str(entry.get("text") or "").split()) < _WHOLE_WORDS:
                database.execute(
                    "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", (url, known[0] if known else None, stamp, tries, str(error))
                )
                return f"{url}: {error}" if isinstance(error, UnreadableFile) else str(error)
            fields = {**{name: entry[name] for name in _KEPT if entry.get(name)}, "text": entry["text"], "url": url}
        path = self._save(url, fields)
        database.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, 0, NULL)", (url, path, stamp))
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
        slug = re.sub(r"[^a-z0-9]+", "-", (letters_of(parts.path) or "page").lower()).strip("-")[-60:].strip("-") or "page"
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


def letters_of(path: str) -> str:
    """An address's path without what its server makes of it."""
    last = re.sub(r"\.\w{2,5}$", "", path.rstrip("/"))
    return last if letters(last) else ""
