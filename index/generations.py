"""Generations: complete indexes side by side in a data folder, a pointer to the one that answers, and who holds which.

A build makes a new folder and renames one small file; readers follow it. Nothing is ever written into a generation that
has been published, and one is removed only when no process holds it.
"""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexMissing, IndexUnusable

FORMAT = 13
"""Raised with every change of what a generation's files hold, also of whose words the rules say they are."""

DATABASE, CHROMA, LEXICAL, VECTORS = "archive.sqlite", "chroma", "lexical", "vectors"
"""What a generation holds: articles and manifest, vector index, BM25, vectors."""

_POINTER = "current"
_FOLDER = "generations"
_MANIFEST = "manifest.json"
_HELD = "held"
_EDGE = 65_536
_UNSTABLE = "chroma.sqlite3"
"""Chroma touches its own database whenever it opens it, so no fingerprint of it is kept."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is: written last, so that a folder without one is no index."""

    format: int
    version: str
    encoder: str
    settings: str
    built_at: str
    articles: int
    passages: int
    sentences: int
    files: dict[str, str]


class Generation:
    """A published generation, held against removal until `release`."""

    def __init__(self, folder: Path, manifest: Manifest, lock: int) -> None:
        """Takes over an open, locked file descriptor."""
        self.folder, self.manifest, self._lock = folder, manifest, lock

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def release(self) -> None:
        """Lets a later build remove it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def current_name(data: Path) -> str | None:
    """The name of the generation that answers, or None before the first build."""
    try:
        return (data / _POINTER).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusable(data, f"the index pointer cannot be read ({error})") from error


def hold_current(data: Path) -> Generation:
    """Opens and holds the generation that answers.

    Raises IndexMissing before the first build, IndexUnusable when its files are damaged or of another format.
    """
    while True:
        name = current_name(data)
        if name is None:
            raise IndexMissing(data)
        folder = data / _FOLDER / name
        lock = _hold(folder)
        if lock is not None:
            break
        if current_name(data) == name:
            raise IndexUnusable(data, "the index is incomplete: its folder is missing")
    try:
        return Generation(folder, _checked_manifest(data, folder), lock)
    except BaseException:
        os.close(lock)
        raise


def _hold(folder: Path) -> int | None:
    """A shared lock on a generation, or None when it is gone or being removed."""
    try:
        lock = os.open(folder / _HELD, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if os.fstat(lock).st_ino == (folder / _HELD).stat().st_ino:
            return lock
    except OSError:
        pass
    os.close(lock)
    return None


def _checked_manifest(data: Path, folder: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(data, "the index is damaged: its manifest cannot be read") from error
    if manifest.format != FORMAT:
        raise IndexUnusable(data, f"the index was made by another version of quotedesk ({manifest.version})")
    for path, expected in manifest.files.items():
        if _edges(folder / path) != expected:
            raise IndexUnusable(data, f"the index is damaged: {path} is not as it was written")
    return manifest


def _edges(path: Path) -> str | None:
    """A quick fingerprint of a file: its size, and a hash of its first and last 64 KiB."""
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            digest = hashlib.sha256(stream.read(_EDGE))
            stream.seek(max(0, size - _EDGE))
            digest.update(stream.read())
        return f"{size}:{digest.hexdigest()[:32]}"
    except OSError:
        return None


@contextmanager
def build_lock(data: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Only one build at a time; calls `waiting` once when another is at work, then waits for it."""
    data.mkdir(parents=True, exist_ok=True)
    lock = os.open(data / "build.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


@contextmanager
def new_generation(data: Path) -> Iterator[Path]:
    """A fresh folder to build in; whatever happens, it is gone afterwards unless it was published."""
    for leftover in (data / _FOLDER).glob(".making-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = data / _FOLDER / f".making-{secrets.token_hex(6)}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(data: Path, folder: Path, manifest: Manifest) -> str:
    """Makes a finished folder the generation that answers, durably; its name."""
    (folder / _HELD).touch()
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    stable = {path.relative_to(folder).as_posix(): path for path in files if not path.name.startswith(_UNSTABLE)}
    described = asdict(manifest) | {"files": {name: _edges(path) for name, path in stable.items()}}
    (folder / _MANIFEST).write_text(json.dumps(described, indent=1), "utf-8")
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
    _sync(folder)
    name = _next_name(data)
    folder.rename(folder.parent / name)
    _sync(folder.parent)
    _point_to(data, name)
    return name


def remove_unheld(data: Path) -> None:
    """Removes every generation but the current one that no process holds."""
    current = current_name(data)
    for folder in sorted((data / _FOLDER).iterdir()):
        if folder.name in (current, ".gone") or not folder.is_dir():
            continue
        if folder.name.startswith("."):
            shutil.rmtree(folder, ignore_errors=True)
            continue
        _remove_if_unheld(folder)


def _remove_if_unheld(folder: Path) -> None:
    try:
        lock = os.open(folder / _HELD, os.O_RDWR)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        doomed = folder.with_name(f".gone-{folder.name}")
        folder.rename(doomed)
        shutil.rmtree(doomed, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)


def _next_name(data: Path) -> str:
    numbers = [int(folder.name) for folder in (data / _FOLDER).iterdir() if folder.name.isdigit()]
    return f"{max(numbers, default=0) + 1:06d}"


def _point_to(data: Path, name: str) -> None:
    making = data / f".{_POINTER}-{secrets.token_hex(4)}"
    making.write_text(name + "\n", "utf-8")
    _sync(making)
    making.replace(data / _POINTER)
    _sync(data)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
