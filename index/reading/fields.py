"""From the keys and values of a file's metadata, in their many spellings, to an article."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from index.errors import UnreadableFile
from index.furniture import find_asides
from index.languages import as_code, find_language
from index.reading.bylines import as_agency, read_byline, read_dateline, without_contact, without_role
from index.reading.dates import parse_date
from index.reading.decoding import without_surrogates
from index.reading.defaults import NO_DEFAULTS, Defaults
from index.records import Article, Aside, Doubt

_SPELLINGS = {
    "id": ("id", "article_id", "doc_id", "guid", "uuid", "_id"),
    "title": ("title", "headline", "head", "name"),
    "text": ("text", "body", "content", "article_body", "articlebody", "full_text", "maintext", "article"),
    "outlet": ("outlet", "source", "publisher", "publication", "site", "sitename", "site_name", "source_name", "newspaper"),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "published": ("published", "published_at", "publishedat", "date", "pubdate", "pub_date", "publish_date", "date_published",
                  "datepublished", "publication_date", "created", "timestamp"),
    "updated": ("updated", "updated_at", "updatedat", "modified", "date_modified", "datemodified", "lastmod", "last_modified"),
    "url": ("url", "link", "canonical_url", "canonical", "permalink", "source_url", "href"),
    "section": ("section", "category", "topic", "desk"),
    "place": ("place", "dateline", "location", "city"),
    "agency": ("agency", "wire", "news_agency"),
    "language": ("language", "lang", "locale", "inlanguage"),
    "subtitle": ("subtitle", "subhead", "description", "deck", "standfirst"),
}  # fmt: skip
_NOTHING = frozenset(("na", "n/a", "none", "null", "nan", "unknown", "-", "--"))
"""What exports write where there is nothing."""
_DATES = ("published", "updated")
_TITLE_FROM_TEXT = 80


@dataclass(slots=True)
class Source:
    """Where an article's bytes stand, what they hash to, and what was doubtful in reading them."""

    path: str
    sha256: str
    line: int | None = None
    defaults: Defaults = NO_DEFAULTS
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, reason: str) -> None:
        """Notes something that was read but not understood."""
        self.doubts.append(Doubt(self.path, reason, self.line))


def sha256(data: bytes) -> str:
    """The SHA-256 of an article's own source bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def article_from(source: Source, raw: Mapping[str, object], default_id: str) -> Article:
    """An article from metadata in any of the common spellings, then from what its folder says of it, then from its own first line.

    `raw` may hold `set_aside`: what its reader found beside the text, as (text, reason). Raises UnreadableFile when there is no
    text. What is missing or not understood otherwise is noted as a doubt.
    """
    found = dict(_understood(raw))
    text = found.pop("text", None)
    if not isinstance(text, str):
        raise UnreadableFile(f"no text (keys found: {', '.join(map(str, raw)) or 'none'})" if text is None else "text is not a string")
    if not text.strip():
        raise UnreadableFile("the text is empty")
    values = {name: _one_line(name, value, source) for name, value in found.items()}
    for name in _DATES:
        values[name] = _date(name, values.get(name), source)
    clean = without_surrogates(text)
    if clean != text:
        source.doubt("text holds half a character (an unpaired surrogate); shown as \ufffd")
    title = values.pop("title", None) or _title_from(clean, source)
    _complete(values, clean, source.defaults)
    beside = raw.get("set_aside")
    pairs = (pair for pair in beside if isinstance(pair, list | tuple) and len(pair) == 2) if isinstance(beside, list) else ()
    set_aside = tuple(Aside(without_surrogates(str(words)), without_surrogates(str(reason))) for words, reason in pairs)
    return Article(
        id=values.pop("id", None) or default_id,
        path=source.path, sha256=source.sha256, line=source.line, title=title, text=clean,
        asides=find_asides(clean, title), set_aside=set_aside, **values,
    )  # fmt: skip


def _complete(values: dict[str, str | None], text: str, defaults: Defaults) -> None:
    """What the metadata does not say: from the dateline, from who wrote it, from `seeds.toml`, from the words themselves."""
    if dateline := read_dateline(text):
        values["place"] = values.get("place") or dateline.place
        values["agency"] = values.get("agency") or dateline.agency
    author = values.get("author")
    if author:
        author = without_contact(author)
        values["author"] = read_byline(author) or without_role(author)
        values["agency"] = values.get("agency") or as_agency(values["author"] or "")
    for name in ("outlet", "agency", "section"):
        values[name] = values.get(name) or getattr(defaults, name)
    values["language"] = as_code(values.get("language")) or defaults.language or find_language(text)
    if values.get("url") and defaults.url_base:
        values["url"] = _joined(defaults.url_base, values["url"] or "")


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def _understood(raw: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    keys = {str(key).casefold().replace("-", "_").replace(" ", "_").rpartition(":")[2]: key for key in raw}
    for name, spellings in _SPELLINGS.items():
        for spelling in spellings:
            if spelling in keys and raw[keys[spelling]] not in (None, "", [], {}):
                yield name, raw[keys[spelling]]
                break


def _one_line(name: str, value: object, source: Source) -> str | None:
    """A field's value as one line: a string, a number, a list of names, or an object with a name."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_one_line(name, item, source) for item in value))) or None
    if value is None or isinstance(value, bool | Mapping):
        if value is not None:
            source.doubt(f"{name} is not understood: {value!r:.60}")
        return None
    line = " ".join(without_surrogates(str(value)).split())
    return None if not line or (name not in ("id", "title") and line.casefold() in _NOTHING) else line


def _date(name: str, printed: str | None, source: Source) -> str | None:
    parsed = parse_date(printed, source.defaults.date_pattern) if printed else None
    if printed and not parsed:
        source.doubt(f"{name} {printed[:40]!r} is not a certain date; kept as unknown")
    return parsed


def _title_from(text: str, source: Source) -> str:
    source.doubt("no title; its first words stand in")
    line = " ".join(text.strip().splitlines()[0].split())
    return line if len(line) <= _TITLE_FROM_TEXT else line[:_TITLE_FROM_TEXT].rsplit(" ", 1)[0] + " …"
