"""The files of the seeds folder: which may hold articles, which are ignored, which cannot be reached."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from index.errors import SeedsError, UnreadableFile
from index.reading.defaults import NAME, NO_DEFAULTS, Defaults, read_defaults
from index.records import Unreadable

_IGNORED = ("readme*", "license*", NAME, ".*", "_*", "*~", "#*#", "*.swp", "*.swo", "*.tmp", "*.bak", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file that may hold articles: where it is, its path relative to the folder, POSIX, and what holds for it by `seeds.toml`."""

    location: Path
    path: str
    defaults: Defaults = NO_DEFAULTS


@dataclass(frozen=True, slots=True)
class FolderListing:
    """What stands in a seeds folder, in path order."""

    files: tuple[SeedFile, ...]
    ignored: int
    unreachable: tuple[Unreadable, ...]
    settings: tuple[Unreadable, ...] = ()
    """What is wrong with a `seeds.toml`; each counts as ignored."""

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
    files, ignored, unreachable, settings = list[SeedFile](), 0, list[Unreadable](), list[Unreadable]()
    for file, reason in _walk(folder, "", (os.path.realpath(folder),), NO_DEFAULTS):
        name = file.path.rpartition("/")[2]
        if reason and name == NAME:
            settings.append(Unreadable(file.path, reason))
            ignored += 1
        elif is_ignored(file.path, file.defaults):
            ignored += 1
        elif reason:
            unreachable.append(Unreadable(file.path, reason))
        else:
            files.append(file)
    return FolderListing(tuple(sorted(files, key=lambda f: f.path)), ignored, tuple(unreachable), tuple(settings))


def _walk(folder: Path, prefix: str, ancestors: tuple[str, ...], above: Defaults) -> Iterator[tuple[SeedFile, str | None]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield SeedFile(folder, prefix.rstrip("/"), above), describe(error)
        return
    trouble, defaults = None, above
    if any(entry.name == NAME for entry in entries):
        try:
            defaults = read_defaults(folder / NAME, prefix, above)
        except UnreadableFile as error:
            trouble = error.reason
        except OSError as error:
            trouble = describe(error)
    for entry in entries:
        path = prefix + os.fsencode(entry.name).decode("utf-8", "replace")
        file = SeedFile(Path(entry.path), path, defaults)
        if not _is_folder(entry):
            yield file, trouble if entry.name == NAME else None
        elif os.path.realpath(entry.path) in ancestors:
            yield file, "a symbolic link that leads back to a folder it stands in"
        else:
            yield from _walk(Path(entry.path), path + "/", (*ancestors, os.path.realpath(entry.path)), defaults)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_ignored(path: str, defaults: Defaults) -> bool:
    """Whether a path within the folder is no article: by its own name or that of a folder it is in, or by `seeds.toml`."""
    parts = path.split("/")
    if any(fnmatch(part.lower(), pattern) for part in parts for pattern in _IGNORED):
        return True
    named = (pattern for pattern in defaults.ignore if "/" not in pattern)
    return any(fnmatch(part, pattern) for pattern in named for part in parts) or any(
        fnmatch(path, pattern) or path.startswith(pattern.rstrip("/") + "/") for pattern in defaults.ignore if "/" in pattern
    )


def describe(error: OSError) -> str:
    """An operating system error in plain words, without the path."""
    if isinstance(error, FileNotFoundError):
        return "disappeared while being read"
    return (error.strerror or str(error)).lower()
