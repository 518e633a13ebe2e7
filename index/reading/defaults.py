"""`seeds.toml`: what holds for every article of a folder and of those below it."""

import hashlib
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from index.errors import UnreadableFile

NAME = "seeds.toml"
_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Defaults:
    """What an article is taken to have where its file does not say; and how its file is read.

    `outlet`, `language`, `agency`, `section` stand in for what is missing. `date_pattern` (as in `datetime.strptime`)
    is how dates are printed. `url_base` is what relative addresses count from, and where saved pages that name no
    address of their own stand. `ignore` are patterns of names, or of paths below the folder, that are no articles.
    `folder` is that of the nearest `seeds.toml`, relative to the seeds folder.
    """

    outlet: str | None = None
    language: str | None = None
    agency: str | None = None
    section: str | None = None
    date_pattern: str | None = None
    url_base: str | None = None
    ignore: tuple[str, ...] = ()
    folder: str = ""

    @property
    def fingerprint(self) -> str:
        """Names what reading a file depends on beside its bytes; empty where there is nothing."""
        plain = replace(self, ignore=(), folder="" if self.url_base is None else self.folder)
        return "" if plain == Defaults() else hashlib.sha256(repr(plain).encode("utf-8", "surrogatepass")).hexdigest()


NO_DEFAULTS = Defaults()
_KEYS = tuple(f.name for f in fields(Defaults) if f.name != "folder")


def read_defaults(path: Path, folder: str, above: Defaults) -> Defaults:
    """The defaults of a folder, on top of those above it. Raises UnreadableFile that names the key and what is accepted."""
    try:
        with path.open("rb") as file:
            found = tomllib.loads(file.read(_MOST_BYTES).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(f"not valid TOML, so nothing of it holds: {error}") from error
    for key, value in found.items():
        if key not in _KEYS:
            raise UnreadableFile(f"{key}: there is no such key, so nothing of this file holds; the keys are {', '.join(_KEYS)}")
        many = key == "ignore"
        if not (isinstance(value, list) and all(isinstance(item, str) for item in value)) if many else not isinstance(value, str):
            raise UnreadableFile(f"{key}: {value!r} is not {'a list of patterns' if many else 'a text'}, so nothing of this file holds")
    ignore = (*above.ignore, *(f"{folder}{pattern.lstrip('/')}" if "/" in pattern else pattern for pattern in found.pop("ignore", [])))
    return replace(above, **{key: value or None for key, value in found.items()}, ignore=ignore, folder=folder)
