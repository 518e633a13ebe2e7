"""Hostile files for every reader: each must be read or reported, in time, and nothing outside the folder touched."""

import gzip
import io
import json
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.reading import SeedFile, read_file
from index.reading.reader import FORMATS, UNEXPECTED
from index.records import Article, Doubt, Unreadable

LIMIT = 200_000
PATIENCE_S = 5.0
_NASTY = (
    b"\0", b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\u202e\u2066".encode(), b"\r", b"\x1a", b"\x85", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    b"]]>", b"<![CDATA[", b"<" * 400, b"{" * 400, b"[" * 400, b'"' * 301, b"\\ud800", b"&#xD800;", b"&#0;", b"%00", b"=\r\n", b"--b1", b"\n" * 500, b"a" * 5_000, b"1e999999", b"-0", b"null",
    b"<div>" * 300, b"<p>", b"</html>", b"</item>", b"\n---\n", b"\n+++\n", b"Content-Transfer-Encoding: base64\r\n\r\n", b"charset=utf-7", b"WARC/1.0\r\n", b"Content-Length: 99999999\r\n",
)  # fmt: skip


@dataclass(slots=True)
class Fuzzed:
    """What a campaign saw."""

    inputs: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    reported: int = 0
    wrong: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


def campaign(samples: dict[str, list[bytes]], count: int, seed: int = 1, extensions: tuple[str, ...] = FORMATS) -> Fuzzed:
    """Reads `count` altered samples, of every format in turn; `samples` are whole files by extension."""
    generator, outcome = random.Random(seed), Fuzzed()
    everything = [data for files in samples.values() for data in files]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "seeds"
        place.mkdir()
        (Path(folder) / "outside.txt").write_text("untouched")
        for number in range(count):
            extension = extensions[number % len(extensions)]
            own = samples.get(extension) or everything
            data = altered(generator.choice(own if generator.random() < 0.9 else everything), generator)
            try_one(place / f"{number}.{extension}", data, outcome)
            (place / f"{number}.{extension}").unlink()
        if sorted(p.name for p in Path(folder).rglob("*")) != ["outside.txt", "seeds"]:
            outcome.wrong.append("something was written")
    return outcome


def try_one(path: Path, data: bytes, outcome: Fuzzed) -> None:
    """Reads one file and notes what is wrong with that."""
    path.write_bytes(data)
    name = path.name
    outcome.inputs[name.rpartition(".")[2]] += 1
    started = time.perf_counter()
    try:
        found = list(read_file(SeedFile(path, name), LIMIT))
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        outcome.wrong.append(f"{name}: {type(error).__name__}: {error} ({data[:80]!r})")
        return
    took = time.perf_counter() - started
    outcome.slowest_s = max(outcome.slowest_s, took)
    if took > PATIENCE_S:
        outcome.wrong.append(f"{name}: took {took:.1f} s")
    if not found:
        outcome.wrong.append(f"{name}: neither read nor reported")
    for item in found:
        if isinstance(item, Article):
            outcome.articles += 1
            if "\0" in item.text and not name.endswith(("json", "jsonl", "ndjson")):
                outcome.wrong.append(f"{name}: a NUL in the text")
            item.text.encode("utf-8")
            json.dumps(item.title)
        elif isinstance(item, Unreadable | Doubt):
            outcome.reported += 1
            if UNEXPECTED in item.reason:
                outcome.wrong.append(f"{name}: {item.reason} ({data[:80]!r})")


def altered(data: bytes, generator: random.Random) -> bytes:
    """A sample with some of its bytes cut, doubled, turned or replaced by what parsers do not like."""
    changed = bytearray(data)
    for _ in range(generator.choice((0, 1, 1, 2, 3, 8))):
        at, length = generator.randrange(len(changed) + 1), generator.choice((1, 2, 8, 64, 512))
        kind = generator.randrange(6)
        if kind == 0:
            del changed[at : at + length]
        elif kind == 1:
            changed[at:at] = changed[at : at + length]
        elif kind == 2:
            changed[at : at + length] = generator.randbytes(min(length, 64))
        elif kind == 3:
            changed[at:at] = generator.choice(_NASTY)
        elif kind == 4:
            changed = changed[: max(1, at)]
        elif changed:
            changed[at % len(changed)] ^= 1 << generator.randrange(8)
    return bytes(changed)


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files made to do harm: bombs, entities, depth, names that lead out of an archive."""
    yield "bomb.txt.gz", gzip.compress(b"a" * 60_000_000)
    yield "lines.jsonl.gz", gzip.compress(b"\n" * 300_000_000, 9)
    yield "bomb.zip", _zip({"a.txt": b"0" * 30_000_000})
    yield "many.zip", _zip({f"{i}.txt": b"x" for i in range(21_000)})
    yield "nested.zip", _zip({"inner.zip": _zip({"a.txt": b"A title\n\nA text."})})
    yield (
        "out.zip",
        _zip(
            {
                "../../out.txt": b"T\n\nOut.",
                "/abs.txt": b"T\n\nOut.",
                "c:\\x.txt": b"T\n\nOut.",
                "good.txt": b"A title\n\nA good text stands here.",
            }
        ),
    )
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    yield (
        "laughs.xml",
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><nitf><body><body.content><p>&l9;</p></body.content></body></nitf>'.encode(),
    )
    yield (
        "laughs.rss",
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><rss><channel><item><title>&l9;</title></item></channel></rss>'.encode(),
    )
    yield (
        "external.xml",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><nitf><body><body.content><p>&e;</p></body.content></body></nitf>',
    )
    yield (
        "parameter.xml",
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><nitf><body><body.content><p>One two three.</p></body.content></body></nitf>',
    )
    yield "deep.xml", b"<a>" * 50_000 + b"</a>" * 50_000
    yield "deep.html", b"<div>" * 30_000 + b"<p>Deep words stand here.</p>"
    yield "deep.json", b"[" * 100_000
    yield "deep.jsonl", b'{"a":' * 100_000
    yield "line.txt", b"word " * 39_000
    yield "line.html", b"<p>" + b"word " * 39_000
    yield "nul.txt", b"A title\n\nText \0 with a nul."
    yield "nul.json", b'{"id": "x", "title": "T", "text": "a\\u0000b"}'
    yield "surrogate.json", b'{"id": "x", "title": "\\ud800", "text": "half \\udc00 of it"}'
    yield "overlong.txt", b"A title\n\n\xc0\xaf\xe0\x80\xaf overlong."
    yield "quotes.txt", b"T\n\n" + b'"' * 150_000
    yield "dots.txt", b"T\n\n" + b". " * 90_000
    yield "brackets.md", b"[" * 50_000
    yield "stars.md", b"*a " * 50_000
    yield (
        "yaml.md",
        b"---\na: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d]\n---\nText.",
    )
    yield "parts.eml", b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 20_000
    yield "attributes.html", b"<p " + b"a='b' " * 30_000 + b">Words.</p>"
    yield "columns.csv", b"title,text\n" + b"," * 190_000
    yield "quote.csv", b'title,text\n"' + b"a\n" * 90_000


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def samples_of(folder: Path, more: Callable[[], dict[str, bytes]] | None = None) -> dict[str, list[bytes]]:
    """The files of a folder by extension, and more by name."""
    found = dict[str, list[bytes]]()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "expected.json"):
        found.setdefault(path.suffix[1:], []).append(path.read_bytes())
    for name, data in (more() if more else {}).items():
        found.setdefault(name.rpartition(".")[2], []).append(data)
    return found
