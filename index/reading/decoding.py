"""From bytes to text: UTF-8 and UTF-16 with or without a byte order mark, Windows-1252, and what is no text at all."""

import codecs
import re

from charset_normalizer import from_bytes

from index.errors import UnreadableFile

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SAMPLE = 4_096


def decode(data: bytes) -> str:
    """The text of a file. Raises UnreadableFile for binary data.

    The text stays as printed: no Unicode normalisation, no change but that of the byte order mark.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if unmarked := _utf16_without_mark(data[:_SAMPLE]):
        return _strict(data, unmarked)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _single_byte(data)
    if len(_CONTROL.findall(text[:_SAMPLE])) > max(1, len(text[:_SAMPLE]) // 200) or "\0" in text:
        raise UnreadableFile("binary data, not text")
    return text


def unix_newlines(text: str) -> str:
    """Windows and old Macintosh line ends as `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_surrogates(text: str) -> str:
    """Unpaired surrogates (an escape cut in half) replaced by U+FFFD, one for one, so that offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"not valid {encoding.removesuffix('-sig').upper()} (byte {error.start})") from error


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 shows in Latin text as a zero in every second byte."""
    pairs = len(sample) // 2
    if pairs < 2 or (len(sample) % 2 and len(sample) < _SAMPLE):
        return None
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    if zeros_odd > 0.6 * pairs and not zeros_even:
        return "utf-16-le"
    return "utf-16-be" if zeros_even > 0.6 * pairs and not zeros_odd else None


def _single_byte(data: bytes) -> str:
    """Windows-1252, unless so much of it would be accented letters that another code page is likelier."""
    high = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if high * 5 < len(data[:_SAMPLE]):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    guess = from_bytes(data[: 1 << 20]).best()
    if guess is None:
        raise UnreadableFile("binary data, not text")
    return _strict(data, guess.encoding)
