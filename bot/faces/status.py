"""What the index holds, for a person or as JSON."""

import sys
from collections.abc import Iterator
from dataclasses import asdict

from bot.faces.as_json import json_line
from bot.faces.wording import day, printable
from bot.settings import Settings
from index.archive import read_status
from index.records import ArchiveStatus


def show_status(settings: Settings, *, as_json: bool) -> None:
    """Prints the state of the index on standard output."""
    status = read_status(settings.data_dir)
    if as_json:
        described = asdict(status) | {"data_dir": str(settings.data_dir), "outlets": dict(status.outlets)}
        sys.stdout.write(json_line(described) + "\n")
    else:
        sys.stdout.write("\n".join([f"index     {settings.data_dir}", *_lines(status)]) + "\n")


def _lines(status: ArchiveStatus) -> Iterator[str]:
    yield f"built     {status.built_at}, generation {status.generation}, {status.bytes / 1_000_000:.1f} MB"
    yield f"articles  {status.articles} in {status.passages} passages and {status.sentences} sentences"
    yield f"days      {day(status.first_day)} to {day(status.last_day)}"
    yield f"model     {status.model}"
    yield from (f"outlet    {count:6d}  {printable(name)}" for name, count in status.outlets)
