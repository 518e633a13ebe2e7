"""One file read into articles: picks the format's reader, holds the size limits, turns every failure into a report."""

import gzip
import io
import json
import logging
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast
from urllib.parse import quote, urljoin

from index.errors import UnreadableFile
from index.reading.archives import Capped, Readable, read_zip
from index.reading.decoding import decode, unix_newlines
from index.reading.defaults import Defaults
from index.reading.documents import read_docx, read_pdf
from index.reading.fields import Source, article_from, sha256
from index.reading.folder import SeedFile, describe
from index.reading.html import read_html
from index.reading.mail import read_mail, read_mhtml
from index.reading.markdown import read_markdown
from index.reading.plain import read_plain
from index.reading.tables import read_table
from index.reading.xml_news import read_xml
from index.records import Article, Doubt, Unreadable

_log = logging.getLogger(__name__)

UNEXPECTED = "an error in quotedesk"
Outcome = Article | Unreadable | Doubt
Fields = dict[str, object]

_TEXT_READERS: dict[str, Callable[[str], Fields]] = {
    "txt": read_plain, "text": read_plain, "md": read_markdown, "markdown": read_markdown,
}  # fmt: skip
_BYTE_READERS: dict[str, Callable[[bytes], Fields]] = {
    "eml": read_mail, "mhtml": read_mhtml, "mht": read_mhtml, "pdf": read_pdf, "docx": read_docx,
}  # fmt: skip
_PAGES = ("html", "htm", "xhtml")
_JSON_LINES, _TABLES, _XML = ("jsonl", "ndjson"), ("csv", "tsv"), ("xml", "nitf", "rss", "atom")
FORMATS = (*_TEXT_READERS, *_PAGES, "json", *_JSON_LINES, *_TABLES, *_XML, *_BYTE_READERS, "warc", "gz", "zip")
_EMPTY_LINES = 1_000_000
_TABLE_ARTICLES = 100
"""A table may be as large as so many of the largest articles."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A file, or a member of one: what its articles are called, which kind it is, and what holds for it."""

    path: str
    name: str
    limit: int
    defaults: Defaults

    @property
    def extension(self) -> str:
        last = self.name.rpartition("/")[2]
        return last.rpartition(".")[2].lower() if "." in last else ""

    def source(self, data: bytes, line: int | None = None) -> Source:
        """Of an article whose own bytes are `data`."""
        return Source(self.path, sha256(data), line, self.defaults)


def read_file(file: SeedFile, max_bytes: int) -> Iterator[Outcome]:
    """The articles of one file, and what could not be read or understood of it; raises nothing.

    `max_bytes` is the limit for one article: a whole file, one line of JSON Lines, one member of an archive.
    """
    part = _Part(file.path, file.path, max_bytes, file.defaults)
    try:
        with file.location.open("rb") as stream:
            if part.extension == "zip":
                yield from _members(stream, part)
            else:
                yield from _stream(stream, part)
    except UnreadableFile as error:
        yield Unreadable(file.path, error.reason, error.line)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        yield Unreadable(file.path, f"cannot be unpacked: {error}")
    except OSError as error:
        yield Unreadable(file.path, describe(error))
    except Exception as error:  # noqa: BLE001 - one file must never end a build
        _log.exception("%s cannot be read", file.path)
        yield Unreadable(file.path, f"{UNEXPECTED} ({type(error).__name__}); please report it with the file")


def _stream(stream: Readable, part: _Part) -> Iterator[Outcome]:
    extension = part.extension
    if extension == "gz":
        inner = replace(part, name=part.name[:-3])
        if inner.extension == "warc":
            yield from _web_archive(cast("BinaryIO", stream), inner)
        elif inner.extension in ("gz", "zip"):
            raise UnreadableFile("an archive within an archive is not read")
        else:
            yield from _stream(Capped(gzip.GzipFile(fileobj=cast("BinaryIO", stream)), cast("BinaryIO", stream)), inner)
    elif extension in _JSON_LINES:
        yield from _json_lines(stream, part)
    elif extension in _TABLES:
        yield from _table(stream, part)
    elif extension == "warc":
        yield from _web_archive(cast("BinaryIO", stream), part)
    elif extension in FORMATS:
        yield from _whole(stream, part)
    else:
        raise UnreadableFile(f"not a format that is understood ({', '.join('.' + f for f in FORMATS)})")


def _whole(stream: Readable, part: _Part) -> Iterator[Outcome]:
    data, extension = stream.read(part.limit + 1), part.extension
    if len(data) > part.limit:
        raise UnreadableFile(f"larger than {_size(part.limit)}, the limit for one article (reading.max_article_bytes)")
    if not data:
        raise UnreadableFile("the file is empty")
    source = part.source(data)
    if extension == "json":
        yield from _json_file(decode(data), part, source)
    elif extension in _XML:
        articles = list(read_xml(data))
        several = len(articles) > 1 or "_doubt" in articles[0]
        for number, fields in enumerate(articles, 1):
            place = replace(source, line=number, doubts=[]) if several else source
            yield from _one(place, lambda fields=fields: fields, f"{part.name}#{number}" if several else part.name)  # type: ignore[misc]
    elif extension in _PAGES:
        yield from _one(source, lambda: read_html(unix_newlines(decode(data)), _address(part)), part.name)
    elif extension in _BYTE_READERS:
        yield from _one(source, lambda: _BYTE_READERS[extension](data), part.name)
    else:
        yield from _one(source, lambda: _TEXT_READERS[extension](unix_newlines(decode(data))), part.name)


def _address(part: _Part) -> str | None:
    """Where a page stands whose folder has an address, as a mirror of a site has."""
    base = part.defaults.url_base
    return urljoin(base, quote(part.name.removeprefix(part.defaults.folder))) if base else None


def _json_file(text: str, part: _Part, source: Source) -> Iterator[Outcome]:
    """One object, a list of objects, or an object that holds such a list under `articles`."""
    value = _parse_json(text)
    listed = value.get("articles") if isinstance(value, dict) and "text" not in value else None
    value = listed if isinstance(listed, list) else value
    if not isinstance(value, list):
        yield from _one(source, lambda: _as_object(value), part.name, exact=True)
        return
    for number, item in enumerate(value, 1):
        yield from _one(replace(source, line=number, doubts=[]), lambda item=item: _as_object(item), f"{part.name}#{number}", exact=True)  # type: ignore[misc]


def _json_lines(stream: Readable, part: _Part) -> Iterator[Outcome]:
    first = stream.read(2)
    if first in (b"\xff\xfe", b"\xfe\xff"):
        stream = io.BytesIO(decode(first + stream.read(part.limit * _TABLE_ARTICLES)).encode())
        first = b""
    number, empty, found = 0, 0, False
    while line := first + stream.readline(part.limit + 1) if not first.endswith(b"\n") else first:
        first = b""
        number += 1
        if len(line) > part.limit and not line.endswith(b"\n"):
            yield Unreadable(
                part.path, f"line larger than {_size(part.limit)}, the limit for one article (reading.max_article_bytes)", number
            )
            found = True
            while line and not line.endswith(b"\n"):
                line = stream.readline(part.limit + 1)
            continue
        line = line.strip(b"\r\n")
        if not line.strip():
            empty += 1
            if empty > _EMPTY_LINES:
                raise UnreadableFile(f"more than {_EMPTY_LINES} empty lines", number)
            continue
        found = True
        place, name = part.source(line, number), f"{part.name}#{number}"
        yield from _one(place, lambda line=line: _as_object(_parse_json(decode(line))), name, exact=True)  # type: ignore[misc]
    if not found:
        raise UnreadableFile("the file is empty")


def _table(stream: Readable, part: _Part) -> Iterator[Outcome]:
    data = stream.read(part.limit * _TABLE_ARTICLES + 1)
    if len(data) > part.limit * _TABLE_ARTICLES:
        raise UnreadableFile(f"a table larger than {_size(part.limit * _TABLE_ARTICLES)}; divide it")
    if not data.strip():
        raise UnreadableFile("the file is empty")
    found = False
    for number, row, fields in read_table(decode(data), part.extension, part.limit):
        found = True
        yield from _one(part.source(row.encode("utf-8", "surrogatepass"), number), lambda f=fields: f, f"{part.name}#{number}")  # type: ignore[misc]
    if not found:
        raise UnreadableFile("a table without rows")


def _web_archive(stream: BinaryIO, part: _Part) -> Iterator[Outcome]:
    from index.reading.warc import read_warc

    found = False
    for number, address, data in read_warc(stream, part.limit):
        found = True
        if len(data) > part.limit:
            yield Unreadable(part.path, f"{address}: larger than {_size(part.limit)}, the limit for one article", number)
            continue
        base = address if address.startswith(("http://", "https://")) else None
        yield from _one(part.source(data, number), lambda d=data, b=base: read_html(unix_newlines(decode(d)), b), f"{part.name}#{number}")  # type: ignore[misc]
    if not found:
        raise UnreadableFile("no page was found in the web archive")


def _members(stream: BinaryIO, part: _Part) -> Iterator[Outcome]:
    """The articles of an archive; what is wrong with a member is reported under its name."""
    found = False
    for number, name, data, trouble in read_zip(stream, part.limit, part.defaults):
        member = replace(part, name=f"{part.path}/{name}")
        outcomes: Iterator[Outcome] = iter([Unreadable(part.path, trouble)]) if trouble else _member(data, member)
        for outcome in outcomes:
            if isinstance(outcome, Article):
                found = True
                yield outcome
            else:
                yield replace(outcome, reason=f"{name}: {outcome.reason}"[:500], line=number)
    if not found:
        raise UnreadableFile("no article was found in the archive")


def _member(data: bytes, part: _Part) -> Iterator[Outcome]:
    try:
        if part.extension in ("zip", "gz"):
            raise UnreadableFile("an archive within an archive is not read")
        yield from _stream(io.BytesIO(data), part)
    except UnreadableFile as error:
        yield Unreadable(part.path, error.reason, error.line)


def _one(source: Source, fields: Callable[[], Fields], default_id: str, *, exact: bool = False) -> Iterator[Outcome]:
    """The article of some fields; NULs of a text are shown as U+FFFD, one for one, unless it is to stay `exact`ly as given."""
    try:
        found = fields()
        if not exact:  # whatever the key of the text is called
            found = {key: value.replace("\0", "\ufffd") if isinstance(value, str) else value for key, value in found.items()}
        if isinstance(doubt := found.get("_doubt"), str):
            source.doubt(doubt)
        yield article_from(source, found, default_id)
    except UnreadableFile as error:
        yield Unreadable(source.path, error.reason, error.line or source.line)
    except RecursionError:
        yield Unreadable(source.path, "nested too deep", source.line)
    yield from source.doubts


def _parse_json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableFile("not valid JSON: nested too deep or a number too long") from error


def _as_object(value: object) -> Fields:
    if not isinstance(value, dict):
        raise UnreadableFile("not an object with the keys id, title and text")
    return value


def _size(count: int) -> str:
    return f"{count / 1_000_000:g} MB"
