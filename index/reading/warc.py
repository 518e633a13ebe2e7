"""Web archives: the pages of a WARC file, through warcio."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from index.errors import UnreadableFile

_MOST_RECORDS = 200_000


def read_warc(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, str, bytes]]:
    """The number, the address and the bytes of each page that was served. Raises UnreadableFile where the file is broken."""
    try:
        for number, record in enumerate(_records(stream), 1):
            if number > _MOST_RECORDS:
                raise UnreadableFile(f"more than {_MOST_RECORDS} records; what comes after them is not read")
            http = record.http_headers
            if record.rec_type not in ("response", "resource") or (http is not None and http.get_statuscode() != "200"):
                continue
            kind = (http.get_header("Content-Type") if http is not None else record.rec_headers.get_header("Content-Type")) or ""
            if "html" in kind:
                yield number, record.rec_headers.get_header("WARC-Target-URI") or "", record.content_stream().read(max_bytes + 1)
    except ArchiveLoadFailed as error:
        raise UnreadableFile(f"not a web archive that can be read: {error}"[:200]) from error
    except (ValueError, OSError, EOFError, AttributeError, KeyError, TypeError, IndexError) as error:
        raise UnreadableFile(f"the web archive is broken: {error}"[:200]) from error


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The library's records, without what it writes to standard error about broken ones."""
    with redirect_stderr(StringIO()):
        records = ArchiveIterator(stream)
    while True:
        with redirect_stderr(StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record
