"""The index as a long-running process sees it: follows the pointer to each finished build, never mixes two."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoder import Encoder, EncoderSettings
from index.errors import ArchiveError, IndexUnusable
from index.generations import DATABASE, Generation, current_name, hold_current
from index.records import ArchiveStatus
from index.store import Store

if TYPE_CHECKING:
    from index.search import Index


class Archive:
    """Gives the newest complete index to each question; an older one is closed when its last question is answered."""

    def __init__(self, data: Path, settings: EncoderSettings, encoder: Callable[[], Encoder]) -> None:
        """`encoder` is called once, when the first index is opened."""
        self._data, self._settings, self._make_encoder = data, settings, encoder
        self._encoder: Encoder | None = None
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._users: dict[Index, int] = {}

    @contextmanager
    def current(self) -> Iterator["Index"]:
        """The newest complete index, held for as long as the block runs.

        Raises IndexMissing or IndexUnusable. Once an index is open, trouble with a newer one leaves it answering.
        """
        with self._lock:
            index = self._newest()
            self._users[index] = self._users.get(index, 0) + 1
        try:
            yield index
        finally:
            with self._lock:
                self._users[index] -= 1
                self._close_unused()

    def close(self) -> None:
        """Closes the index when its last question is answered."""
        with self._lock:
            if self._index:
                self._users.setdefault(self._index, 0)
            self._index = None
            self._close_unused()

    def _newest(self) -> "Index":
        if self._index and current_name(self._data) in (self._index.name, None):
            return self._index
        from index.search import Index  # loads the engines, which `status` does without

        try:
            self._encoder = self._encoder or self._make_encoder()
            index = Index.open(self._data, self._encoder, self._settings)
        except ArchiveError:
            if self._index is None:
                raise
            return self._index
        if self._index:
            self._users.setdefault(self._index, 0)
        self._index = index
        return index

    def _close_unused(self) -> None:
        for index in [index for index, users in self._users.items() if not users and index is not self._index]:
            del self._users[index]
            index.close()


@contextmanager
def open_store(data: Path) -> Iterator[tuple[Store, Generation]]:
    """The newest complete index, held, and its articles; no model, no engine. Raises IndexMissing or IndexUnusable."""
    generation = hold_current(data)
    store = Store(generation.folder / DATABASE)
    try:
        yield store, generation
    except sqlite3.DatabaseError as error:
        raise IndexUnusable(data, f"the index is damaged ({error})") from error
    finally:
        store.close()
        generation.release()


def read_status(data: Path) -> ArchiveStatus:
    """What the index holds, without loading a model or an engine. Raises IndexMissing or IndexUnusable."""
    with open_store(data) as (store, generation):
        facets = store.facets()
        size = sum(path.stat().st_size for path in generation.folder.rglob("*") if path.is_file())
    days = sorted(published[:10] for _, _, published in facets if published)
    outlets = Counter(outlet for _, outlet, _ in facets if outlet)
    manifest = generation.manifest
    return ArchiveStatus(
        generation=generation.name, built_at=manifest.built_at, articles=manifest.articles, passages=manifest.passages,
        sentences=manifest.sentences, outlets=tuple(sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))),
        first_day=days[0] if days else None, last_day=days[-1] if days else None, model=manifest.encoder,
        bytes=size,
    )  # fmt: skip
