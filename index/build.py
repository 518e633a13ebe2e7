"""From the seeds folder to a new generation of the index: incremental by content, safe to kill at any moment."""

import hashlib
import shutil
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from index import __version__
from index.encoder import Encoder, EncoderSettings, PassageText, PassageVectors
from index.errors import IndexMissing, IndexUnusable, SeedsError
from index.generations import (
    CHROMA,
    DATABASE,
    FORMAT,
    LEXICAL,
    VECTORS,
    Generation,
    Manifest,
    build_lock,
    hold_current,
    new_generation,
    publish,
    remove_unheld,
)
from index.models import open_encoder
from index.passages import DEFAULT_WORDS, pack_passages
from index.reading import FolderListing, SeedFile, list_files, read_file
from index.reading.documents import MISSING
from index.records import Article, BuildReport, Doubt, Passage, Progress, Span, Unreadable
from index.sameness import all_asides, are_copies, body_words, copied_keys, learnt_asides, may_be_copies
from index.sentences import split_sentences
from index.statements import find_statements
from index.statements.foreign import LANGUAGES as RULED
from index.statements.foreign import find_by_rules
from index.statements.tagging import Tagger
from index.store import Document, Entry, Key, Store, content_hash
from index.tokens import tokenize
from index.trained import Trained
from index.vectors import VectorTable, passage_key, write_vectors

if TYPE_CHECKING:
    from index.lexical import TokenTable

_ENCODE_AT_ONCE = 256
_TAG_AT_ONCE = 32
_STORE_AT_ONCE = 10_000
_COPIES_COMPARED = 12
_AT_WORK = 1
"""Two at once would wait for each other's threads."""
Batch = TypeVar("Batch")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What a build depends on, beside the files; `models` is the folder with the tagger's weights."""

    encoder: EncoderSettings
    cache: Path
    models: Path
    passage_words: int = DEFAULT_WORDS
    max_article_bytes: int = 5_000_000
    versions: int = 5

    @property
    def fingerprint(self) -> str:
        """Names what the stored sentences, passages and statements depend on; articles read under another are read again."""
        return f"{self.passage_words}/{self.max_article_bytes}/{Trained(self.models, 'tagger').sha256[:16]}"


def _ignore_progress(_: Progress) -> None:
    pass


def _ignore_waiting() -> None:
    pass


def open_tagger(settings: BuildSettings) -> Tagger:
    """The tagger that finds statements; the first call on a machine exports it."""
    exported = Trained(settings.models, "tagger").exported(settings.cache)
    from index.onnx_tagger import OnnxTagger  # brings ONNX Runtime

    return OnnxTagger(exported, settings.encoder.threads)


@dataclass(slots=True)
class Listeners:
    """Who hears of a build: how far it has come, that another build must finish first, that a model is wanted."""

    progress: Callable[[Progress], None] = _ignore_progress
    waiting: Callable[[], None] = _ignore_waiting
    encoder: Callable[[EncoderSettings, Path], Encoder] = field(default=open_encoder)
    tagger: Callable[[BuildSettings], Tagger] = field(default=open_tagger)


def build(seeds: Path, data: Path, settings: BuildSettings, listeners: Listeners | None = None) -> BuildReport:
    """Brings the index in `data` in line with the files in `seeds`, and says what was done.

    The last complete index goes on answering until the new one is published, and stays if this is interrupted. Nothing
    is written when nothing has changed. An index of another version, another model, or a damaged one is made anew.
    Raises SeedsError when the folder cannot be read or holds no article.
    """
    listeners = listeners or Listeners()
    started = time.monotonic()
    listing = list_files(seeds)
    with build_lock(data, listeners.waiting):
        with _previous(data, settings) as previous, new_generation(data) as folder:
            report = _Build(seeds, folder, settings, listeners, previous).run(data, listing, started)
        remove_unheld(data)
    return report


class _previous:  # noqa: N801 - used like a function
    """The generation to build on, held; with the reason when it has to be left behind."""

    def __init__(self, data: Path, settings: BuildSettings) -> None:
        self._data, self._settings = data, settings
        self.generation: Generation | None = None
        self.reason: str | None = None

    def __enter__(self) -> "_previous":
        try:
            held = hold_current(self._data)
        except IndexMissing:
            return self
        except IndexUnusable as error:
            self.reason = error.cause
            return self
        self.reason = _mismatch(held.manifest, self._settings) or _unsound(held)
        if self.reason:
            held.release()
        else:
            self.generation = held
        return self

    def __exit__(self, *_: object) -> None:
        if self.generation:
            self.generation.release()

    def discard(self, reason: str) -> None:
        """Leaves a generation behind that turned out to be damaged."""
        self.__exit__()
        self.generation, self.reason = None, reason


def _mismatch(manifest: Manifest, settings: BuildSettings) -> str | None:
    if manifest.encoder != settings.encoder.fingerprint:
        return f"the index was made with another model ({manifest.encoder}, now {settings.encoder.fingerprint})"
    if manifest.settings != settings.fingerprint:
        return "the index was made with other settings for reading"
    return None


def _unsound(generation: Generation) -> str | None:
    """What is wrong with the vector index's own database, which the manifest cannot vouch for."""
    path = generation.folder / CHROMA / "chroma.sqlite3"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    return None if found == "ok" else f"the vector index is damaged ({found})"


class _DamagedError(Exception):
    """The previous generation turned out to be damaged while building on it."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which articles the new generation holds: their ids and places, and what is to go."""

    placed: dict[int, tuple[str, Entry]]
    removed: set[int]
    copies: int
    doubts: tuple[Doubt, ...]


class _Build:
    """One run: read what changed, decide which articles there are, encode what is new, write, publish."""

    def __init__(self, seeds: Path, folder: Path, settings: BuildSettings, listeners: Listeners, previous: _previous) -> None:
        self._seeds, self._folder, self._settings, self._listeners, self._previous = seeds, folder, settings, listeners, previous

    def run(self, data: Path, listing: FolderListing, started: float) -> BuildReport:
        try:
            return self._run(data, listing, started)
        except (sqlite3.DatabaseError, _DamagedError) as error:
            if self._previous.generation is None:
                raise
            self._previous.discard(f"the index is damaged ({error})")
            for path in self._folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            return self._run(data, listing, started)

    def _run(self, data: Path, listing: FolderListing, started: float) -> BuildReport:
        store = self._open_store()
        try:
            before, last = store.ids(), max(store.numbers().values(), default=0)
            changed_files = self._read(store, listing)
            plan = _plan(store)
            if not plan.placed:
                raise SeedsError(self._seeds, _no_articles(listing, store))
            untouched = self._previous.generation and not changed_files
            self._keep_versions(store, plan, before)
            store.remove(plan.removed)
            if not untouched:
                self._learn(store, plan, before)
                link_copies(store, last)
            store.assign(plan.placed)
            encoded = 0 if untouched else self._write(store, plan.removed, last)
            counts = _counts(before, {no: id_ for no, (id_, _) in plan.placed.items()})
            manifest = self._previous.generation.manifest if untouched and self._previous.generation else self._manifest(store)
            problems = [*listing.unreachable, *store.problems(), *plan.doubts]
            whole = {p.path for p in problems if isinstance(p, Unreadable) and p.line is None}
        finally:
            store.close()
        name = self._previous.generation.name if untouched and self._previous.generation else publish(data, self._folder, manifest)
        return BuildReport(
            files=listing.found, read=listing.found - listing.ignored - len(whole), unreadable_files=len(whole),
            ignored=listing.ignored, **counts, copies=plan.copies, encoded_passages=encoded, passages=manifest.passages,
            seconds=time.monotonic() - started, generation=name, published=not untouched,
            unreadable=(*listing.settings, *(p for p in problems if isinstance(p, Unreadable))),
            doubts=tuple(p for p in problems if isinstance(p, Doubt)), remade_because=self._previous.reason,
        )  # fmt: skip

    def _open_store(self) -> Store:
        path = self._folder / DATABASE
        if self._previous.generation is None:
            return Store.create(path)
        path.write_bytes((self._previous.generation.folder / DATABASE).read_bytes())
        return Store(path, readonly=False)

    def _read(self, store: Store, listing: FolderListing) -> int:
        """Reads the files that are new or changed; how many of all files differ from the manifest."""
        known, seen, changed = store.files(), set[str](), 0
        numbers = store.numbers()
        for done, file in enumerate(listing.files, 1):
            self._listeners.progress(Progress("reading", done, len(listing.files)))
            seen.add(file.path)
            digest = _digest(file)
            if digest and known.get(file.path) == digest:
                continue
            changed += self._read_file(store, file, digest, numbers)
        for path in known.keys() - seen:
            changed += 1
            store.forget_file(path)
        return changed

    def _read_file(self, store: Store, file: SeedFile, digest: str, numbers: dict[Key, int]) -> bool:
        """Reads one file into the store; whether the manifest changed by it."""
        entries, problems = list[Entry](), list[Unreadable | Doubt]()
        for outcome in read_file(file, self._settings.max_article_bytes):
            if not isinstance(outcome, Article):
                problems.append(outcome)
                continue
            entry = Entry(file.path, len(entries), outcome.line, outcome.sha256, outcome.id, content_hash(outcome))
            entries.append(entry)
            if entry.key not in numbers:
                sentences = split_sentences(outcome.text)
                passages = pack_passages(outcome.text, sentences, outcome.asides, self._settings.passage_words)
                numbers[entry.key] = store.add(entry.key, outcome, sentences, passages)
        settled = _digest(file) == digest and not any(MISSING in problem.reason for problem in problems)  # else it is read again next time
        return store.record_file(file.path, digest if settled else "", entries, problems)

    def _keep_versions(self, store: Store, plan: _Plan, before: Mapping[int, str]) -> None:
        """Keeps what articles said that are about to be replaced under their id."""
        now = {public for public, _ in plan.placed.values()}
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        for no in sorted(plan.removed & before.keys()):
            if before[no] in now and self._settings.versions:
                store.keep_version(no, moment, self._settings.versions)

    def _learn(self, store: Store, plan: _Plan, before: dict[int, str]) -> None:
        """Sets aside what outlets repeat, and takes back what they no longer do; such articles are indexed anew, under a new number."""
        repeated = store.repeated()
        for no in store.touched_by(repeated):
            document = store.document(no)
            learnt = learnt_asides(document.article, document.sentences, repeated)
            if learnt == store.learnt(no):
                continue
            article = replace(document.article, asides=all_asides(document.article, learnt))
            passages = pack_passages(article.text, document.sentences, article.asides, self._settings.passage_words)
            key = store.key(no)
            store.remove([no])
            new = store.add(key, article, document.sentences, passages, learnt)
            plan.removed.add(no)
            plan.placed[new] = plan.placed.pop(no)
            if no in before:
                before[new] = before.pop(no)

    def _write(self, store: Store, removed: set[int], last: int) -> int:
        """Writes vectors, BM25 and Chroma for the kept and the new articles; how many passages were encoded."""
        from index.lexical import LexicalIndex  # not needed, and slow to import, where nothing has changed

        self._attribute(store, last)
        encoder = self._listeners.encoder(self._settings.encoder, self._settings.cache)
        old, table = self._previous_tables(encoder.dimension)
        keep = ~np.isin(old.rows[:, 0], list(removed))
        new_rows = np.array([(d.no, p.first, p.last) for d in store.documents(last) for p in d.passages], np.int32).reshape(-1, 3)
        (self._folder / VECTORS).mkdir()
        write_vectors(self._folder / VECTORS, old, keep, new_rows, self._encoded(encoder, store, last, len(new_rows)))
        self._listeners.progress(Progress("indexing", 0, 1))
        table = table.changed(keep, [_runs(d, p) for d in store.documents(last) for p in d.passages])
        table.save(self._folder / LEXICAL)
        LexicalIndex.build(self._folder / LEXICAL, table)
        self._write_dense(old.rows[~keep], int(keep.sum()))
        self._listeners.progress(Progress("indexing", 1, 1))
        return len(new_rows)

    def _attribute(self, store: Store, last: int) -> None:
        """Finds the statements of the new articles."""
        new = list(store.documents(last))
        if not new:
            return
        for document in new:
            if document.article.language in RULED:
                found = find_by_rules(document.article, document.sentences, document.article.language or "")
                store.set_statements(document.no, found)
        new = [document for document in new if document.article.language in (None, "en")]
        if not new:
            return
        tagger = self._listeners.tagger(self._settings)
        batches = [new[at : at + _TAG_AT_ONCE] for at in range(0, len(new), _TAG_AT_ONCE)]
        done = 0
        for batch, marks in zip(batches, _ahead(lambda b: tagger.mark([(d.article.text, d.sentences) for d in b]), batches), strict=True):
            for document, marked in zip(batch, marks, strict=True):
                store.set_statements(document.no, find_statements(document.article, document.sentences, marked))
            done += len(batch)
            self._listeners.progress(Progress("attributing", done, len(new)))

    def _previous_tables(self, dimension: int) -> tuple[VectorTable, "TokenTable"]:
        from index.lexical import TokenTable

        if self._previous.generation is None:
            return VectorTable.empty(dimension), TokenTable.empty()
        folder = self._previous.generation.folder
        return VectorTable.open(folder / VECTORS), TokenTable.load(folder / LEXICAL)

    def _encoded(self, encoder: Encoder, store: Store, last: int, total: int) -> Iterator[PassageVectors]:
        texts = (passage_text(document, passage) for document in store.documents(last) for passage in document.passages)
        done = 0
        for vectors in _ahead(encoder.encode_passages, iter(lambda: list(islice(texts, _ENCODE_AT_ONCE)), [])):
            yield from vectors
            done += len(vectors)
            self._listeners.progress(Progress("encoding", done, total))

    def _write_dense(self, removed: npt.NDArray[np.int32], kept: int) -> None:
        from index.dense import DenseIndex

        vectors = VectorTable.open(self._folder / VECTORS)
        target, generation = self._folder / CHROMA, self._previous.generation
        try:
            dense = DenseIndex.clone(generation.folder / CHROMA, target) if generation else DenseIndex.create(target)
            dense.remove([passage_key(row) for row in removed])
            held = len(dense)
        except OSError:
            raise
        except Exception as error:  # chromadb raises errors of many kinds on damaged files
            raise _DamagedError(str(error)) from error
        if held != kept:
            raise _DamagedError(f"the vector index holds {held} of {kept} passages")
        for at in range(kept, len(vectors.rows), _STORE_AT_ONCE):
            rows = vectors.rows[at : at + _STORE_AT_ONCE]
            dense.add([passage_key(row) for row in rows], vectors.passages[at : at + _STORE_AT_ONCE].astype(np.float32))
        dense.settle(vectors.passages.shape[1])

    def _manifest(self, store: Store) -> Manifest:
        numbers = store.numbers()
        documents = [(len(d.passages), len(d.sentences)) for d in store.documents()]
        return Manifest(
            FORMAT, __version__, self._settings.encoder.fingerprint, self._settings.fingerprint,
            datetime.now(UTC).isoformat(timespec="seconds"), len(numbers), sum(p for p, _ in documents), sum(s for _, s in documents), {},
        )  # fmt: skip


def _ahead(work: Callable[[Batch], Made], batches: Iterable[Batch]) -> Iterator[Made]:
    """The results for batches in order, while those of the next are being made: models leave Python's lock to others."""
    with ThreadPoolExecutor(_AT_WORK) as pool:
        waiting = deque[Future[Made]]()
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > _AT_WORK:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def passage_text(document: Document, passage: Passage) -> PassageText:
    """A passage of a document as the encoder takes it."""
    inside = document.sentences[passage.first : passage.last]
    start, end = inside[0].start, inside[-1].end
    spans = tuple(Span(s.start - start, s.end - start) for s in inside)
    return PassageText(document.article.text[start:end], spans, document.article.title)


def _runs(document: Document, passage: Passage) -> list[list[str]]:
    """The stems of each sentence of a passage, and of the headline that it stands under."""
    article = document.article
    texts = [*(sentence.span.of(article.text) for sentence in document.sentences[passage.first : passage.last]), article.title]
    return [tokenize(text, article.language) for text in texts]


def link_copies(store: Store, last: int) -> None:
    """Finds which articles the new ones are copies of."""
    keys_of = lru_cache(maxsize=2_048)(lambda no: copied_keys((d := store.document(no)).article, d.sentences))
    words_of = lru_cache(maxsize=2_048)(lambda no: body_words((d := store.document(no)).article, d.sentences))
    for no in [document.no for document in store.documents(last)]:
        keys = keys_of(no)
        for other in store.sharing(no, keys, _COPIES_COMPARED):
            if may_be_copies(keys, keys_of(other)) and are_copies(words_of(no), words_of(other)):
                store.link(no, other)


def _digest(file: SeedFile) -> str:
    """Names what reading a file depends on: its bytes and what `seeds.toml` says; empty when it cannot be read (which reading it then reports)."""
    try:
        with file.location.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
    defaults = file.defaults.fingerprint
    return hashlib.sha256(f"{digest}{defaults}".encode()).hexdigest() if defaults else digest


def _plan(store: Store) -> _Plan:
    """One article for every id and content; of several contents under one id the first in path order keeps the id."""
    numbers, taken = store.numbers(), dict[str, str]()
    placed, copies, doubts = dict[int, tuple[str, Entry]](), 0, list[Doubt]()
    entries = list(store.entries())
    own_ids = {entry.source_id for entry in entries}
    for entry in entries:
        no = numbers[entry.key]
        if no in placed:
            copies += 1
            continue
        public = _free_id(entry.source_id, taken, own_ids)
        if public != entry.source_id:
            doubts.append(
                Doubt(
                    entry.path,
                    f"another article has the id {entry.source_id!r} (in {taken[entry.source_id]}); kept as {public!r}",
                    entry.line,
                )
            )
        taken[public] = entry.path
        placed[no] = (public, entry)
    return _Plan(placed, set(numbers.values()) - placed.keys(), copies, tuple(doubts))


def _free_id(wanted: str, taken: Mapping[str, str], own_ids: set[str]) -> str:
    public, count = wanted, 1
    while public in taken or (count > 1 and public in own_ids):
        count += 1
        public = f"{wanted}~{count}"
    return public


def _counts(before: Mapping[int, str], now: Mapping[int, str]) -> dict[str, int]:
    gone = {id_ for no, id_ in before.items() if no not in now}
    new = {id_ for no, id_ in now.items() if no not in before}
    return {
        "added": len(new - gone), "changed": len(new & gone), "removed": len(gone - new), "unchanged": len(before.keys() & now.keys()),
    }  # fmt: skip


def _no_articles(listing: FolderListing, store: Store) -> str:
    if not listing.files and not listing.unreachable:
        return "there are no articles in this folder; put .txt, .md, .html, .json or .jsonl files into it"
    reasons = [f"{p.path}: {p.reason}" for p in [*listing.unreachable, *store.problems()] if isinstance(p, Unreadable)]
    more = f" (and {len(reasons) - 3} more)" if len(reasons) > 3 else ""
    return f"none of the {listing.found} files could be read as an article. " + "; ".join(reasons[:3]) + more
