"""Archives, unpacked in memory and within limits; nothing in them is ever written to a path that they name."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from index.errors import UnreadableFile
from index.reading.defaults import Defaults
from index.reading.folder import is_ignored

_MOST_MEMBERS = 20_000
_MOST_BYTES = 2_000_000_000
_FREE, _RATIO = 20_000_000, 100
"""What an archive may unpack to whatever its size, and how many times its size beyond that."""

_TOO_MUCH = f"unpacks to more than {_RATIO} times its size, which no news does"


class Readable(Protocol):
    """What the readers need of a file."""

    def read(self, size: int = -1, /) -> bytes:
        """As of a file."""
        ...

    def readline(self, size: int = -1, /) -> bytes:
        """As of a file."""
        ...


class Capped:
    """What a packed stream unpacks to, up to a limit in proportion to its size. Raises UnreadableFile beyond it."""

    def __init__(self, unpacked: Readable, packed: BinaryIO) -> None:
        """`unpacked` is read through; `packed` is where its bytes come from."""
        self._unpacked = unpacked
        here = packed.tell()
        self._left = max(_FREE, _RATIO * (packed.seek(0, 2) or 0))
        packed.seek(here)

    def read(self, size: int = -1, /) -> bytes:
        """As of a file."""
        return self._counted(self._unpacked.read(self._left + 1 if size < 0 else size))

    def readline(self, size: int = -1, /) -> bytes:
        """As of a file."""
        return self._counted(self._unpacked.readline(size))

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableFile(_TOO_MUCH)
        return data


def read_zip(stream: BinaryIO, limit: int, defaults: Defaults) -> Iterator[tuple[int, str, bytes, str | None]]:
    """The number, name and bytes of each member that may hold articles, or why it cannot be read. Raises UnreadableFile."""
    try:
        archive = zipfile.ZipFile(stream)
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError) as error:
        raise UnreadableFile(f"not an archive that can be read: {error}") from error
    if len(members) > _MOST_MEMBERS:
        raise UnreadableFile(f"{len(members)} files in one archive; {_MOST_MEMBERS} is the limit, divide it")
    total = 0
    for number, member in enumerate(members, 1):
        name = member.filename.encode("utf-8", "replace").decode()
        if member.is_dir() or (is_ignored(name, defaults) and not _leads_out(name)):
            continue
        total += member.file_size
        trouble = _trouble(member, name, limit) or (_TOO_MUCH if total > _MOST_BYTES else None)
        if trouble:
            yield number, name, b"", trouble
            continue
        try:
            with archive.open(member) as file:
                data = file.read(limit + 1)
        except (RuntimeError, NotImplementedError):
            yield number, name, b"", "locked with a password, or packed in a way that is not understood"
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
            yield number, name, b"", f"cannot be unpacked: {error}"
        else:
            yield number, name, data, None


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") or ":" in name.split("/")[0]


def _trouble(member: zipfile.ZipInfo, name: str, limit: int) -> str | None:
    if _leads_out(name):
        return "a name that leads out of the archive; not read"
    if member.file_size > limit:
        return f"larger than {limit / 1_000_000:g} MB, the limit for one article (reading.max_article_bytes)"
    return _TOO_MUCH if member.file_size > max(_FREE // 20, _RATIO * max(1, member.compress_size)) else None
