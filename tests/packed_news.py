"""Fixtures that are no text: documents, web archives, packed files, made of the written ones."""

import gzip
import io
import zipfile
from pathlib import Path

NEWS = Path(__file__).parent / "fixtures" / "news"
TITLE = "Museum finds lost map in a piano"
AUTHOR = "Edda Lomax"
PARAGRAPHS = (
    "The town museum of Ashby has found a map of 1702 in a piano that it was given last year.",
    "“We tuned it, and it rustled,” museum director Wendel Achebe said.",
    "The map shows the harbour before the great flood, and two streets that nobody knew of.",
)


def packed() -> dict[str, bytes]:
    """File names and bytes."""
    page, text = (NEWS / "tide" / "ferry.html").read_bytes(), (NEWS / "txt" / "simple.txt").read_bytes()
    return {
        "map.pdf": pdf(), "map.docx": docx(), "site.warc": warc(page, packed=False), "site.warc.gz": warc(page, packed=True), "simple.txt.gz": gzip.compress(text),
        "news.zip": archive({"one/ferry.html": page, "two/simple.txt": text, "README.txt": b"not an article", "picture.jpg": b"\xff\xd8"}),
        "export.jsonl.gz": gzip.compress((NEWS / "json" / "export.jsonl").read_bytes()),
    }  # fmt: skip


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def warc(page: bytes, *, packed: bool) -> bytes:
    """A page, a style sheet and a page that was not found, as a crawler saves them."""
    records = list[bytes]()
    for number, (url, kind, status, data) in enumerate((
        ("https://northern-tide.example/2024/02/ferry-fares?from=front", "text/html; charset=utf-8", "200 OK", page),
        ("https://northern-tide.example/x.css", "text/css", "200 OK", b"p {}"), ("https://northern-tide.example/gone", "text/html", "404 Not Found", b"<p>Gone.</p>"),
    )):  # fmt: skip
        served = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + data
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\nWARC-Date: 2024-02-04T10:00:00Z\r\n"
            f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(served)}\r\n\r\n"
        )
        record = head.encode() + served + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    return b"".join(records)


def docx() -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.author = AUTHOR
    document.add_heading(TITLE, 1)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf() -> bytes:
    """A page of text with title, author and date, as simple as the format allows."""
    lines = [TITLE, "", *(line for paragraph in PARAGRAPHS for line in (*_wrapped(paragraph), ""))]
    shown = "".join(f"({line.translate(_PLAIN)}) Tj T*\n" for line in lines)
    content = f"BT /F1 11 Tf 14 TL 60 760 Td\n{shown}ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({TITLE}) /Author ({AUTHOR}) /CreationDate (D:20240302101500+01'00') >>".encode(),
    ]  # fmt: skip
    out, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


_PLAIN = str.maketrans({"(": "\\(", ")": "\\)"})


def _wrapped(paragraph: str) -> list[str]:
    import textwrap

    return textwrap.wrap(paragraph, 70)
