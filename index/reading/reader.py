"""One file read into articles: picks the format's reader, holds the size limit, turns every failure into a report."""

import io
import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

from index.errors import UnreadableFile
from index.reading.decoding import decode, unix_newlines
from index.reading.fields import Source, article_from, sha256
from index.reading.folder import SeedFile, describe
from index.reading.html import read_html
from index.reading.markdown import read_markdown
from index.reading.plain import read_plain
from index.records import Article, Doubt, Unreadable

Outcome = Article | Unreadable | Doubt

_TEXT_READERS: dict[str, Callable[[str], dict[str, object]]] = {
    "txt": read_plain, "text": read_plain, "md": read_markdown, "markdown": read_markdown, "html": read_html, "htm": read_html,
}  # fmt: skip
_JSON_LINES = ("jsonl", "ndjson")
FORMATS = (*_TEXT_READERS, "json", *_JSON_LINES)


def read_file(file: SeedFile, max_bytes: int) -> Iterator[Outcome]:
    """The articles of one file, and what could not be read or understood of it; raises nothing.

    `max_bytes` is the limit for one article: a whole file, or one line of JSON Lines.
    """
    extension = file.path.rpartition(".")[2].lower() if "." in file.path else ""
    try:
        with file.location.open("rb") as stream:
            if extension in _JSON_LINES:
                yield from _json_lines(stream, file.path, max_bytes)
            elif extension in FORMATS:
                yield from _whole_file(stream, file.path, extension, max_bytes)
            else:
                yield Unreadable(file.path, f"not a format that is understood ({', '.join('.' + f for f in FORMATS)})")
    except OSError as error:
        yield Unreadable(file.path, describe(error))


def _whole_file(stream: BinaryIO, path: str, extension: str, max_bytes: int) -> Iterator[Outcome]:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        yield Unreadable(path, f"larger than {_size(max_bytes)}, the limit for one article (reading.max_article_bytes)")
        return
    if not data:
        yield Unreadable(path, "the file is empty")
        return
    try:
        text = decode(data)
        if extension == "json":
            yield from _json_file(text, Source(path, sha256(data)))
        else:
            yield from _one(Source(path, sha256(data)), lambda: _TEXT_READERS[extension](unix_newlines(text)), path)
    except UnreadableFile as error:
        yield Unreadable(path, error.reason, error.line)


def _json_file(text: str, source: Source) -> Iterator[Outcome]:
    """One object, a list of objects, or an object that holds such a list under `articles`."""
    value = _parse_json(text)
    listed = value.get("articles") if isinstance(value, dict) and "text" not in value else None
    value = listed if isinstance(listed, list) else value
    if not isinstance(value, list):
        yield from _one(source, lambda: _as_object(value), source.path)
        return
    for number, item in enumerate(value, 1):
        place = Source(source.path, source.sha256, number)
        yield from _one(place, lambda item=item: _as_object(item), f"{source.path}#{number}")  # type: ignore[misc]


def _json_lines(stream: BinaryIO, path: str, max_bytes: int) -> Iterator[Outcome]:
    if stream.read(2) in (b"\xff\xfe", b"\xfe\xff"):
        stream.seek(0)
        stream = io.BytesIO(decode(stream.read()).encode())
    stream.seek(0)
    number, found = 0, False
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            yield Unreadable(path, f"line larger than {_size(max_bytes)}, the limit for one article (reading.max_article_bytes)", number)
            found = True
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_bytes + 1)
            continue
        line = line.strip(b"\r\n")
        if not line.strip():
            continue
        found = True
        yield from _one(Source(path, sha256(line), number), lambda line=line: _as_object(_parse_json(decode(line))), f"{path}#{number}")  # type: ignore[misc]
    if not found:
        yield Unreadable(path, "the file is empty")


def _one(source: Source, fields: Callable[[], dict[str, object]], default_id: str) -> Iterator[Outcome]:
    try:
        yield article_from(source, fields(), default_id)
    except UnreadableFile as error:
        yield Unreadable(source.path, error.reason, error.line or source.line)
    yield from source.doubts


def _parse_json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableFile("not valid JSON: nested too deep or a number too long") from error


def _as_object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UnreadableFile("not an object with the keys id, title and text")
    return value


def _size(count: int) -> str:
    return f"{count / 1_000_000:g} MB"
