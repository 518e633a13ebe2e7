"""Citations as a person has them: the id of an answer, a JSON answer, an exported history, a pasted reply."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from bot.answering.kept import Citation, KeptAnswers
from bot.answering.verifying import Verdict, Verifier, counts
from bot.faces.as_json import json_line
from bot.faces.wording import day, printable
from bot.settings import Settings
from index.archive import open_store
from index.errors import QuestionError

_PLACE = re.compile(r"^\s*“(?P<title>.*)”, (?P<path>.+?)(?::(?P<line>\d+))?, characters (?P<start>\d+)–(?P<end>\d+)\s*$")
_NUMBERED = re.compile(r"^\d+\. \S")
_COPIED = re.compile(r"^“(?P<words>.+)” — .+$")
_FEWEST_WORDS = 3
_DEEP = 50


def verify_and_report(settings: Settings, what: str, *, as_json: bool) -> None:
    """Prints what became of each citation. Raises QuestionError where there is none to check, OSError for a file that cannot be read."""
    citations = _citations(settings, what)
    with open_store(settings.data_dir) as (store, _):
        verifier = Verifier(store, settings.seeds_dir, settings.reading.max_article_bytes)
        verdicts = [verifier.verify(citation) for citation in citations]
    for verdict in verdicts:
        sys.stdout.write(json_line(_object(verdict)) + "\n" if as_json else "\n".join(_lines(verdict)) + "\n")
    if not as_json:
        sys.stdout.write(", ".join(f"{count} {status}" for status, count in counts(verdicts).items()) + "\n")


def _citations(settings: Settings, what: str) -> list[Citation]:
    kept = KeptAnswers(settings.data_dir)
    found = kept.find(what)
    kept.close()
    if found is not None:
        return list(found)
    if what == "-":
        text = sys.stdin.read()
    elif Path(what).is_file():
        text = Path(what).read_text("utf-8-sig", "replace")
    else:
        raise QuestionError(f"{what}: neither the id of an answer that is kept nor a file")
    citations = list(read_citations(text))
    if not citations:
        raise QuestionError(f"{what}: no citation was found in it; give a JSON answer, an exported history or a pasted reply")
    return citations


def read_citations(text: str) -> Iterator[Citation]:
    """The citations of a JSON answer, of answers as JSON Lines, of an exported history, or of a reply as it was shown."""
    try:
        values = [json.loads(text)]
    except (ValueError, RecursionError):
        try:
            values = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            yield from _from_reply(text)
            return
    for value in values:
        yield from _from_json(value, 0)


def _from_json(value: object, depth: int) -> Iterator[Citation]:
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for item in value:
            yield from _from_json(item, depth + 1)
    elif isinstance(value, dict):
        inner = value.get("article")
        article = inner if isinstance(inner, dict) else value
        words, start = value.get("words", value.get("text")), value.get("start")
        named = article.get("article_id", article.get("id"))
        if isinstance(words, str) and isinstance(start, int) and isinstance(named, str):
            end = value.get("end")
            texts = (article.get(key) for key in ("path", "sha256", "outlet", "published"))
            path, sha256, outlet, published = (text if isinstance(text, str) else None for text in texts)
            yield Citation(words, named, path, sha256, start, end if isinstance(end, int) else start + len(words), outlet, published)
        else:
            for item in value.values():
                yield from _from_json(item, depth + 1)


def _from_reply(text: str) -> Iterator[Citation]:
    lines = text.splitlines()
    found = False
    for at, line in enumerate(lines):
        if place := _PLACE.match(line):
            start, end = int(place["start"]), int(place["end"])
            words = re.sub(r"^(?:“(?=[^”]*$))", "", _words_above(lines[:at], end - start))
            found = True
            yield Citation(words, None, place["path"], None, start, end)
        elif _NUMBERED.match(line) and at and len(lines[at - 1].split()) >= _FEWEST_WORDS:
            found = True
            yield Citation(lines[at - 1].strip())
        elif copied := _COPIED.match(line):
            found = True
            yield Citation(copied["words"])
    if not found and len(text.split()) >= _FEWEST_WORDS:
        yield Citation(text.strip().strip('“”"'))


def _words_above(lines: Sequence[str], length: int) -> str:
    """The quote above its source: as many paragraphs as its places make it long."""
    words = ""
    for line in reversed(lines):
        if len(words) >= length or (words and line.startswith(" ")):
            break
        if not line.startswith(" "):
            words = f"{line}\n{words}" if words else line
    return words.strip()


def _object(verdict: Verdict) -> dict[str, object]:
    fields = asdict(verdict)
    citation = fields.pop("citation")
    return {"status": fields.pop("status"), "text": citation["text"], "cited": {k: v for k, v in citation.items() if k != "text"}, **fields}


def _lines(verdict: Verdict) -> Sequence[str]:
    citation = verdict.citation
    where = ", ".join(filter(None, (citation.outlet, day(citation.published) if citation.published else None)))
    lines = [f"{verdict.status}: {printable(' '.join(citation.text.split()))}"]
    if where:
        lines.append(f"  cited from {printable(where)}")
    if verdict.path:
        place = f", characters {verdict.start}–{verdict.end}" if verdict.start is not None else ""
        lines.append(f"  in {printable(verdict.path)}{place}")
    if verdict.now:
        lines.append(f"  now: {printable(' '.join(verdict.now.split()))}")
    if verdict.replaced_at:
        lines.append(f"  changed by {verdict.replaced_at}")
    if verdict.note:
        lines.append(f"  {printable(verdict.note)}")
    return lines
