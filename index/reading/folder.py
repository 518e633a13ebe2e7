"""The files of the seeds folder: which may hold articles, which are ignored, which cannot be reached."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from index.errors import SeedsError
from index.records import Unreadable

_IGNORED = ("readme*", "license*", "seeds.toml", ".*", "_*", "*~", "#*#", "*.swp", "*.swo", "*.tmp", "*.bak", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file that may hold articles: where it is, and its path relative to the folder, POSIX."""

    location: Path
    path: str


@dataclass(frozen=True, slots=True)
class FolderListing:
    """What stands in a seeds folder, in path order."""

    files: tuple[SeedFile, ...]
    ignored: int
    unreachable: tuple[Unreadable, ...]

    @property
    def found(self) -> int:
        """Everything that was met: files, ignored files, and entries that cannot be reached."""
        return len(self.files) + self.ignored + len(self.unreachable)


def list_files(folder: Path) -> FolderListing:
    """Lists a seeds folder at any depth, following symbolic links once.

    Raises SeedsError when the folder is missing or cannot be listed.
    """
    if not os.access(folder.parent, os.X_OK):
        raise SeedsError(folder, "this folder may not be read by the present user; change its permissions")
    if not folder.exists():
        raise SeedsError(folder, "there is no such folder; make it and put articles into it, or name another with --seeds")
    if not folder.is_dir():
        raise SeedsError(folder, "this is a file; --seeds takes the folder that holds the articles")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise SeedsError(folder, "this folder may not be read by the present user; change its permissions")
    files, ignored, unreachable = list[SeedFile](), 0, list[Unreadable]()
    for location, path, reason in _walk(folder, "", (os.path.realpath(folder),)):
        if any(_is_ignored(part) for part in path.split("/")):
            ignored += 1
        elif reason:
            unreachable.append(Unreadable(path, reason))
        else:
            files.append(SeedFile(location, path))
    return FolderListing(tuple(sorted(files, key=lambda f: f.path)), ignored, tuple(unreachable))


def _walk(folder: Path, prefix: str, ancestors: tuple[str, ...]) -> Iterator[tuple[Path, str, str | None]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, prefix.rstrip("/"), describe(error)
        return
    for entry in entries:
        path = prefix + os.fsencode(entry.name).decode("utf-8", "replace")
        if not _is_folder(entry):
            yield Path(entry.path), path, None
        elif os.path.realpath(entry.path) in ancestors:
            yield Path(entry.path), path, "a symbolic link that leads back to a folder it stands in"
        else:
            yield from _walk(Path(entry.path), path + "/", (*ancestors, os.path.realpath(entry.path)))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_ignored(name: str) -> bool:
    return any(fnmatch(name.lower(), pattern) for pattern in _IGNORED)


def describe(error: OSError) -> str:
    """An operating system error in plain words, without the path."""
    if isinstance(error, FileNotFoundError):
        return "disappeared while being read"
    return (error.strerror or str(error)).lower()
