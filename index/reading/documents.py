"""PDF and Word documents, through libraries of the extra `documents`."""

import io
import logging
import re
import zipfile
from typing import TYPE_CHECKING

from index.errors import UnreadableFile
from index.reading.plain import read_plain

if TYPE_CHECKING:
    from pypdf import PageObject

MISSING = "to read it, run: pip install"
_MOST_PAGES = 400
_LARGEST_PART = 50_000_000


def read_pdf(data: bytes) -> dict[str, object]:
    """The words of a PDF with its own title, author and date. Raises UnreadableFile where it is scanned, locked or broken."""
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise UnreadableFile(f"a PDF; {MISSING} pypdf") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("the PDF is locked with a password")
        pages = [_page_text(page) for page in reader.pages[:_MOST_PAGES]]
        meta = reader.metadata
        given = (
            {"title": meta.title, "author": meta.author, "published": meta.creation_date.isoformat() if meta.creation_date else None}
            if meta
            else {}
        )
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(f"the PDF cannot be read: {error}"[:200]) from error
    text = "\n\n".join(_unbroken(page) for page in pages).strip()
    if not text:
        raise UnreadableFile("the PDF holds pictures only, no text")
    fields = read_plain(text)
    return {
        **{name: value for name, value in given.items() if value and not re.search(r"untitled|microsoft word", str(value), re.IGNORECASE)},
        **_known(fields),
    }


def _page_text(page: "PageObject") -> str:
    """The lines of a page as they are set, blank lines between paragraphs; in the order of reading where it has columns."""
    placed = page.extract_text(extraction_mode="layout") or ""
    lines = placed.splitlines()
    gaps = sum(bool(re.search(r"\S {4,}\S", line)) for line in lines)
    return placed if gaps * 5 <= len(lines) else page.extract_text() or ""


def read_docx(data: bytes) -> dict[str, object]:
    """The paragraphs of a Word document with its own title, author and date. Raises UnreadableFile."""
    try:
        from docx import Document
    except ImportError as error:
        raise UnreadableFile(f"a Word document; {MISSING} python-docx") from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST_PART:
                raise UnreadableFile("the Word document unpacks to more than 50 MB")
        document = Document(io.BytesIO(data))
        heading = next(
            (p.text.strip() for p in document.paragraphs if p.style and p.style.name in ("Title", "Heading 1") and p.text.strip()), None
        )
        lines = [
            p.text.strip()
            for p in document.paragraphs
            if p.text.strip() and not (p.style and str(p.style.name).startswith(("Caption", "Heading 2")))
        ]
        own = document.core_properties
        given = {"title": heading or own.title, "author": own.author, "language": own.language}
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(f"the Word document cannot be read: {error}"[:200]) from error
    if not lines:
        raise UnreadableFile("the Word document holds no text")
    fields = _known(read_plain("\n\n".join(lines)))
    return {
        **fields,
        **{
            name: value
            for name, value in given.items()
            if value and not (name == "author" and (fields.get("author") or value == "python-docx"))
        },
    }


def _known(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _unbroken(page: str) -> str:
    """The lines of a page joined to paragraphs: a line that ends early, or in a full stop before a capital, ends one."""
    lines = [line.strip() for line in page.split("\n")]
    width = max((len(line) for line in lines), default=0)
    joined, open_line = list[str](), False
    for line in lines:
        if not line:
            open_line = False
            continue
        if open_line and joined:
            joined[-1] = joined[-1][:-1] + line if re.search(r"[a-zà-ž]-$", joined[-1]) and line[:1].islower() else f"{joined[-1]} {line}"
        else:
            joined.append(line)
        open_line = len(line) > 0.75 * width
    return "\n\n".join(joined)
