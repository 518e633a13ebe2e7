"""One request to the open web, made politely and within limits: only http(s), no private addresses, no more than was asked for."""

import ipaddress
import socket
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore

from index.errors import QuotedeskError

_REDIRECTS = 5
_ROBOTS_BYTES, _ROBOTS_KEPT_S = 500_000, 3_600.0
_LONGEST_DELAY_S = 30.0
_MOVED = (301, 302, 303, 307, 308)


class FetchError(QuotedeskError):
    """An address that could not be fetched, or may not be; `retry_after` is in seconds where the server said so."""

    def __init__(self, url: str, reason: str, *, retry_after: float | None = None, gone: bool = False) -> None:
        super().__init__(f"{url}: {reason}")
        self.url, self.reason, self.retry_after, self.gone = url, reason, retry_after, gone


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the address in the end, the bytes, the kind of content; `fresh` is False where nothing has changed."""

    url: str
    data: bytes
    kind: str
    etag: str | None
    modified: str | None
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Manners:
    """Who is asking and within which limits."""

    user_agent: str
    timeout: float
    max_bytes: int
    pause: float
    allow_private: bool


class _PublicOnly(httpcore.SyncBackend):
    """Connects to public addresses only: to the very address that was looked up and checked."""

    def __init__(self, *, allow_private: bool) -> None:
        super().__init__()
        self._allow_private = allow_private

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable[Any] | None = None) -> httpcore.NetworkStream:  # fmt: skip
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not known") from error
        private = [address for address in found if not ipaddress.ip_address(address.partition("%")[0]).is_global]
        if private and not self._allow_private:
            raise _PrivateError(f"{host} is at a private address ({private[0]})")
        return super().connect_tcp(found[0], port, timeout, local_address, socket_options)


class _PrivateError(httpcore.ConnectError):
    pass


@dataclass(slots=True)
class _Host:
    robots: RobotFileParser | None = None
    read_at: float = 0.0
    next_at: float = 0.0


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses one after the other, with a pause between two requests to one host, as its robots.txt allows."""

    manners: Manners
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _pool: httpcore.ConnectionPool | None = None

    def fetch(self, url: str, kinds: tuple[str, ...], etag: str | None = None, modified: str | None = None) -> Fetched:
        """An address, through redirections. `kinds` are parts of the content types that are wanted. Raises FetchError."""
        for _ in range(_REDIRECTS + 1):
            self._allowed(url)
            answer = self._get(url, etag, modified, self.manners.max_bytes)
            if answer.status not in _MOVED:
                return self._checked(url, answer, kinds)
            url = _joined(url, answer.headers.get("location", ""))
        raise FetchError(url, f"more than {_REDIRECTS} redirections")

    def close(self) -> None:
        """Closes its connections."""
        if self._pool:
            self._pool.close()

    def _checked(self, url: str, answer: "_Answer", kinds: tuple[str, ...]) -> Fetched:
        headers = answer.headers
        if answer.status == 304:
            return Fetched(url, b"", "", headers.get("etag"), headers.get("last-modified"), fresh=False)
        if answer.status != 200:
            wait = headers.get("retry-after", "")
            raise FetchError(
                url, f"the server answers {answer.status}", retry_after=float(wait) if wait.isdecimal() else None, gone=answer.status == 410
            )
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if not any(wanted in kind for wanted in kinds):
            raise FetchError(url, f"{kind or 'content of unknown kind'} is not what was expected here")
        return Fetched(url, answer.data, kind, headers.get("etag"), headers.get("last-modified"))

    def _allowed(self, url: str) -> None:
        """Raises FetchError for an address that may not be fetched: by its kind, or by its host's robots.txt."""
        parts = _split(url)
        name = f"{parts.scheme}://{parts.netloc}"
        host = self._hosts.setdefault(name, _Host())
        if host.robots is None or time.monotonic() - host.read_at > _ROBOTS_KEPT_S:
            host.robots, host.read_at = self._robots(name), time.monotonic()
        if not host.robots.can_fetch(self.manners.user_agent, url):
            raise FetchError(url, "the site's robots.txt does not allow it")

    def _robots(self, name: str) -> RobotFileParser:
        """https://www.rfc-editor.org/rfc/rfc9309: a missing file allows everything, a server in trouble nothing for now."""
        rules, url = RobotFileParser(), f"{name}/robots.txt"
        for _ in range(_REDIRECTS + 1):
            answer = self._get(url, None, None, _ROBOTS_BYTES, cut=True)
            if answer.status not in _MOVED:
                break
            url = _joined(url, answer.headers.get("location", ""))
        if answer.status == 200:
            rules.parse(answer.data.decode("utf-8", "replace").splitlines())
        elif answer.status >= 500 or answer.status == 429:
            raise FetchError(url, f"the server answers {answer.status} for its robots.txt; trying again later")
        else:
            rules.parse([])
        return rules

    def _get(self, url: str, etag: str | None, modified: str | None, limit: int, *, cut: bool = False) -> "_Answer":
        parts = _split(url)
        self._pause(f"{parts.scheme}://{parts.netloc}")
        headers: dict[bytes | str, bytes | str] = {
            "User-Agent": self.manners.user_agent,
            "Accept-Encoding": "gzip",
            "Accept": "*/*",
            "Host": parts.netloc.rpartition("@")[2],
        }
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        seconds = self.manners.timeout
        limits = {"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}}
        if self._pool is None:
            self._pool = httpcore.ConnectionPool(
                network_backend=_PublicOnly(allow_private=self.manners.allow_private), max_keepalive_connections=4
            )
        try:
            with self._pool.stream("GET", url, headers=headers, extensions=limits) as response:
                named = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                data = self._read(url, response, named, limit, cut=cut) if response.status == 200 else b""
                return _Answer(response.status, named, data)
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.TimeoutException,
            httpcore.UnsupportedProtocol,
            OSError,
            UnicodeError,
        ) as error:
            raise FetchError(url, str(error) or type(error).__name__) from error

    def _read(self, url: str, response: httpcore.Response, headers: Mapping[str, str], limit: int, *, cut: bool) -> bytes:
        """The body, unpacked, within the limits of size and of time in all."""
        unpack = zlib.decompressobj(wbits=31) if headers.get("content-encoding", "") == "gzip" else None
        data, until = bytearray(), time.monotonic() + 3 * self.manners.timeout
        for chunk in response.iter_stream():
            try:
                data += unpack.decompress(chunk, limit + 1 - len(data)) if unpack else chunk
            except zlib.error as error:
                raise FetchError(url, "what came cannot be unpacked") from error
            if len(data) > limit:
                if cut:
                    return bytes(data[:limit])
                raise FetchError(url, f"larger than {limit / 1_000_000:g} MB")
            if time.monotonic() > until:
                raise FetchError(url, "it came too slowly")
        expected = headers.get("content-length", "")
        if unpack is None and expected.isdecimal() and len(data) < int(expected):
            raise FetchError(url, "the connection broke before all had come")
        return bytes(data)

    def _pause(self, name: str) -> None:
        host = self._hosts.setdefault(name, _Host())
        asked = host.robots.crawl_delay(self.manners.user_agent) if host.robots else None
        delay = max(self.manners.pause, min(float(asked or 0), _LONGEST_DELAY_S))
        wait = host.next_at - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        host.next_at = time.monotonic() + delay


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    data: bytes


def _split(url: str) -> Any:  # noqa: ANN401 - urllib's own type
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise FetchError(url, "not an address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(url, "only http and https addresses are fetched")
    return parts


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise FetchError(url, "a redirection to nowhere") from error
