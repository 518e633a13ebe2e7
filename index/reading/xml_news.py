"""The agencies' XML: NITF, NewsML-G2, and RSS and Atom through feedparser."""

import io
import re
from collections.abc import Iterator

import feedparser
from lxml import etree, html

from index.errors import UnreadableFile
from index.reading.bylines import read_byline

_PARSER = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
}
_FEEDS = ("rss", "feed", "RDF")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?")
_SILENT = frozenset(("script", "style", "figcaption", "form", "nav", "aside"))
_BREAKS = frozenset(("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr", "figure", "hr"))
_SHORT = 40
"""Words below which the words of an entry are taken for a summary."""


def read_xml(data: bytes) -> Iterator[dict[str, object]]:
    """The articles of an XML file. Raises UnreadableFile where it is not well-formed or of no kind that is known."""
    if _ENTITY.search(data[:65_536]):
        raise UnreadableFile("it declares entities of its own, which news does not need and attacks use")
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if re.search(rb"<(?:rss|feed|rdf:RDF)\b", data[:4_096]):
            yield from read_feed(data)
            return
        raise UnreadableFile(f"not well-formed XML: {error}"[:200]) from error
    name = etree.QName(root).localname
    if name == "nitf":
        yield _nitf(root)
    elif name in ("newsMessage", "newsItem", "itemSet"):
        items = [root] if name == "newsItem" else list(_all(root, "newsItem"))
        if not items:
            raise UnreadableFile("a NewsML-G2 message without a news item")
        for item in items:
            yield _newsml(item)
    elif name in _FEEDS:
        yield from read_feed(data)
    elif name == "html":
        raise UnreadableFile("a web page; name it .html")
    else:
        raise UnreadableFile(f"XML of a kind that is not understood: <{name}>; NITF, NewsML-G2, RSS and Atom are")


def read_feed(data: bytes) -> Iterator[dict[str, object]]:
    """The entries of an RSS or Atom file that carry words of their own."""
    try:
        feed = feedparser.parse(io.BytesIO(data))
    except Exception as error:
        raise UnreadableFile(f"a feed that cannot be read: {error}"[:200]) from error
    if not feed.entries:
        reason = feed.get("bozo_exception")
        raise UnreadableFile(f"a feed without entries{f' ({reason})'[:120] if reason else ''}")
    for entry in feed.entries:
        words = [content.get("value", "") for content in entry.get("content", [])] or [entry.get("summary", "")]
        text = max(map(as_paragraphs, words), key=len)
        source = entry.get("source", {})
        yield {
            "id": entry.get("id"), "title": as_paragraphs(entry.get("title", "")), "text": text, "url": entry.get("link"),
            "author": ", ".join(filter(None, (author.get("name") for author in entry.get("authors", [])))) or entry.get("author"),
            "published": dict.get(entry, "published"), "updated": dict.get(entry, "updated"),
            "outlet": source.get("title") or feed.feed.get("title"), "language": entry.get("language") or feed.feed.get("language"),
            "section": next((tag.get("term") for tag in entry.get("tags", [])), None),
            "_doubt": "an entry with a summary only; its page has the article" if len(text.split()) < _SHORT else None,
        }  # fmt: skip


def as_paragraphs(words: str | None) -> str:
    """Words that may be HTML as paragraphs of plain text."""
    if not words:
        return ""
    if "<" not in words and "&" not in words:
        return str(words).strip()
    try:
        body = html.fragment_fromstring(words, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return re.sub(r"<[^>]*>", " ", words).strip()
    pieces, silent = list[str](), 0
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        if element.tag in _SILENT:
            silent += 1 if event == "start" else -1
        if element.tag in _BREAKS:
            pieces.append("\n\n")
        said: str | None = element.text if event == "start" else element.tail if element is not body else None
        if said and not silent:
            pieces.append(said)
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in "".join(pieces).split("\n\n"))))


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from root.iter(f"{{*}}{name}")


def _first(root: etree._Element, name: str) -> etree._Element | None:
    return next(_all(root, name), None)


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _moment(printed: str | None) -> str | None:
    """NITF's `20240419T080000+0200` in ISO 8601's longer form."""
    compact = _COMPACT.fullmatch(printed or "")
    if not compact:
        return printed
    year, month, day, hour, minute, second, zone = compact.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}"


def _paragraphs(root: etree._Element | None) -> str:
    if root is None:
        return ""
    blocks = [
        e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname in ("p", "li", "hl2", "h2", "h3", "blockquote", "pre")
    ]
    leaves = [e for e in blocks if etree.QName(e).localname in ("p", "li", "pre") or not len(e)]
    said = [
        _text(e)
        for e in leaves
        if not any(etree.QName(a).localname in ("media", "figure", "figcaption", "table") for a in e.iterancestors())
    ]
    return "\n\n".join(filter(None, said)) if blocks else _text(root)


def _nitf(root: etree._Element) -> dict[str, object]:
    """News Industry Text Format 3: https://iptc.org/standards/nitf/"""
    head, body = _first(root, "head"), _first(root, "body")
    if body is None:
        raise UnreadableFile("NITF without a body")
    doc, story = _first(root, "docdata"), _first(root, "pubdata")
    issued = _first(doc, "date.issue") if doc is not None else None
    released = _first(doc, "date.release") if doc is not None else None
    place = _first(root, "dateline")
    located = _first(place, "location") if place is not None else None
    source = _first(root, "doc.copyright")
    rights = _first(root, "distributor")
    byline = _first(root, "byline")
    person = _first(byline, "person") if byline is not None else None
    captions = [(_text(e), "caption or credit") for name in ("media-caption", "media-producer") for e in _all(root, name)]
    title = _text(_first(root, "hl1")) or _text(_first(head, "title") if head is not None else None)
    author = _text(person) or _text(byline)
    return {
        "title": title, "subtitle": _text(_first(root, "hl2")),
        "text": _paragraphs(_first(body, "body.content")), "author": read_byline(author) or author,
        "published": _moment((issued.get("norm") if issued is not None else None) or (story.get("date.publication") if story is not None else None)
                             or (released.get("norm") if released is not None else None)),
        "outlet": (story.get("name") if story is not None else None) or (source.get("holder") if source is not None else None),
        "agency": _text(rights), "place": (_text(located) or _text(place)).strip(" -–—") or None,
        "section": next((e.get("position.section") for e in _all(root, "pubdata") if e.get("position.section")), None)
        or next((e.get("content") for e in _all(root, "meta") if e.get("name") in ("section", "category")), None),
        "language": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "url": story.get("ex-ref") if story is not None else None,
        "set_aside": [(words, reason) for words, reason in captions if words],
    }  # fmt: skip


def _within(scope: etree._Element | None, name: str) -> str:
    return _text(_first(scope, name)) if scope is not None else ""


def _named(element: etree._Element | None) -> str | None:
    """What a concept is called: by its name, or else by its code."""
    if element is None:
        return None
    return _text(_first(element, "name")) or element.get("literal") or (element.get("qcode") or "").rpartition(":")[2] or None


def _newsml(item: etree._Element) -> dict[str, object]:
    """NewsML-G2: https://iptc.org/standards/newsml-g2/"""
    meta, content, about = _first(item, "contentMeta"), _first(item, "contentSet"), _first(item, "itemMeta")
    if content is None:
        raise UnreadableFile("a NewsML-G2 item without content")
    inline = _first(content, "inlineXML")
    data = _first(content, "inlineData")
    nested = _first(inline, "nitf") if inline is not None else None
    fields = _nitf(nested) if nested is not None else dict[str, object]()
    text = (
        _paragraphs(inline)
        if inline is not None
        else "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", data.text or ""))
        if data is not None
        else ""
    )
    located = _first(meta, "located") if meta is not None else None
    language = _first(meta, "language") if meta is not None else None
    byline = _within(meta, "by") or ", ".join(filter(None, map(_named, _all(meta, "creator")))) if meta is not None else ""
    infosource = [_named(e) for e in _all(meta, "infoSource")] if meta is not None else []
    links = [e.get("href") for e in _all(item, "link") if e.get("href", "").startswith("http")]
    found: dict[str, object] = {
        "title": _within(meta, "headline") or _within(about, "title"), "subtitle": _within(meta, "subheadline"),
        "text": fields.get("text") or text, "author": read_byline(byline) or byline,
        "published": _within(about, "firstCreated") or _within(meta, "contentCreated") or _within(about, "versionCreated"),
        "updated": _within(meta, "contentModified") or _within(about, "versionCreated"),
        "outlet": _named(_first(about, "provider") if about is not None else None) or _within(item, "copyrightHolder"),
        "agency": next(filter(None, infosource), None), "place": _named(located) or _within(meta, "dateline").strip(" -–—"),
        "section": next(filter(None, (_named(e) for e in _all(meta, "genre"))), None) if meta is not None else None,
        "language": language.get("tag") if language is not None else item.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "url": next(iter(links), None),
    }  # fmt: skip
    return fields | {name: value for name, value in found.items() if value}
