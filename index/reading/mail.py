"""Newsletters saved as mail (.eml) and pages saved with all that belongs to them (.mhtml)."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from index.errors import UnreadableFile
from index.reading.decoding import decode, unix_newlines
from index.reading.html import read_html
from index.reading.plain import read_plain

_MOST_PARTS = 500


def read_mail(data: bytes) -> dict[str, object]:
    """A newsletter: its subject as title, who sent it as outlet, its plain words or its page as text. Raises UnreadableFile."""
    message = _parsed(data)
    parts = _parts(message)
    fields = dict[str, object]()
    reason = "a mail without words"
    for kind in ("text/html", "text/plain"):
        part = next((p for p in parts if p.get_content_type() == kind and p.get_content_disposition() != "attachment"), None)
        words = _words(part) if part is not None else ""
        if not words.strip():
            continue
        try:
            found = read_html(words) if kind == "text/html" else read_plain(unix_newlines(words))
        except UnreadableFile as error:
            reason = error.reason
            continue
        if str(found.get("text") or "").strip():
            fields = found
            break
    if not fields:
        raise UnreadableFile(reason)
    sender, address = parseaddr(_header(message, "from"))
    own = {"title": _header(message, "subject"), "published": _header(message, "date"), "outlet": sender or address.partition("@")[2]}
    return fields | {name: value for name, value in own.items() if value}


def read_mhtml(data: bytes) -> dict[str, object]:
    """A saved page with its parts: the first page in it, under the address it was saved from. Raises UnreadableFile."""
    message = _parsed(data)
    part = next((p for p in _parts(message) if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if part is None:
        raise UnreadableFile("no page was found in it")
    address = _header(message, "snapshot-content-location") or _header(part, "content-location")
    return read_html(_words(part), address if address.startswith(("http://", "https://")) else None)


def _parsed(data: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=policy.default)
        if not message.keys():
            raise UnreadableFile("not a mail: it has no head")
        return message
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(f"not a mail that can be read: {error}"[:200]) from error


def _parts(message: EmailMessage) -> list[EmailMessage]:
    parts = list[EmailMessage]()
    try:
        for part in message.walk():
            if len(parts) >= _MOST_PARTS:
                break
            if isinstance(part, EmailMessage) and not part.is_multipart():
                parts.append(part)
    except RecursionError as error:
        raise UnreadableFile("its parts are nested too deep") from error
    return parts


def _words(part: EmailMessage) -> str:
    try:
        data = part.get_payload(decode=True)
    except Exception as error:
        raise UnreadableFile(f"a part cannot be decoded: {error}"[:200]) from error
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if charset and re.fullmatch(r"[\w.:-]{2,30}", charset):
        try:
            return data.decode(charset).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except Exception:  # noqa: BLE001 - as above
        return ""
