"""What a web page says of its article: JSON-LD, OpenGraph and other meta tags, microdata, microformats, address."""

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|Report\w*|\w*BlogPosting|LiveBlogPosting|Review|AnalysisNewsArticle)$")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "parsely-title", "title"),
    "outlet": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "parsely-site"),
    "author": ("author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "byline", "article:author"),
    "published": ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
                  "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime"),
    "updated": ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified", "dc.date.modified"),
    "section": ("article:section", "og:article:section", "parsely-section", "section", "dc.subject", "category"),
    "language": ("og:locale", "dc.language", "language", "content-language"),
    "url": ("og:url", "twitter:url", "parsely-link", "dc.identifier"),
    "subtitle": ("og:description", "description", "twitter:description", "dc.description"),
    "place": ("dateline", "article:dateline", "geo.placename"),
}  # fmt: skip
_SITE_TAIL = re.compile(r"\s+[|»–—•·-]\s+[^|»–—•·]{2,60}$")
_DEEP = 12


def page_fields(page: HtmlElement) -> dict[str, object]:
    """The fields that a page names, from the source that is the most exact about each."""
    fields = dict[str, object]()
    for found in (_linked_data(page), _microdata(page), _meta(page), _microformats(page), _marks(page)):
        for name, value in found.items():
            if value and not fields.get(name):
                fields[name] = value
    if isinstance(title := fields.get("title"), str) and (outlet := fields.get("outlet")):
        tail = _SITE_TAIL.search(title)
        if tail and str(outlet).casefold() in tail[0].casefold():
            fields["title"] = title[: tail.start()]
    return fields


def _linked_data(page: HtmlElement) -> dict[str, object]:
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads((script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>"), strict=False)
        except (ValueError, RecursionError):
            continue
        objects = list(_objects(value, 0))
        for found in objects:
            if _is_article(found):
                return _from_linked_data(found, {str(o["@id"]): o for o in objects if "@id" in o and "name" in o})
    return {}


def _objects(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "author", "isPartOf"):
            yield from _objects(value.get(key), depth + 1)


def _is_article(found: Mapping[str, object]) -> bool:
    kinds = found.get("@type")
    return any(_ARTICLE_TYPES.match(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _from_linked_data(found: Mapping[str, object], known: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    def name(value: object) -> str | None:
        if isinstance(value, list):
            return ", ".join(dict.fromkeys(filter(None, map(name, value)))) or None
        if isinstance(value, Mapping):
            if "name" not in value and str(value.get("@id")) in known:
                value = known[str(value["@id"])]
            return name(value.get("name") or value.get("address"))
        return str(value).strip() or None if isinstance(value, str) else None

    def address(value: object) -> str | None:
        return address(value.get("@id") or value.get("url")) if isinstance(value, Mapping) else value if isinstance(value, str) else None

    return {
        "title": name(found.get("headline")) or name(found.get("name")), "subtitle": name(found.get("description")),
        "author": name(found.get("author") or found.get("creator")), "outlet": name(found.get("publisher") or found.get("provider")),
        "published": found.get("datePublished") or found.get("dateCreated"), "updated": found.get("dateModified"),
        "section": name(found.get("articleSection")), "language": name(found.get("inLanguage")),
        "url": address(found.get("url")) or address(found.get("mainEntityOfPage")),
        "place": name(found.get("dateline")) or name(found.get("contentLocation") or found.get("locationCreated")),
        "agency": name(found.get("sourceOrganization")), "body": found.get("articleBody"),
    }  # fmt: skip


def _meta(page: HtmlElement) -> dict[str, object]:
    named = dict[str, list[str]]()
    for tag in page.iter("meta"):
        key = (tag.get("property") or tag.get("name") or tag.get("http-equiv") or "").strip().casefold()
        if key and (content := (tag.get("content") or "").strip()):
            named.setdefault(key, []).append(content)
    found = dict[str, object]()
    for name, keys in _META.items():
        key = next((key for key in keys if key in named), None)
        if key is None:
            continue
        values = list(dict.fromkeys(named[key]))
        usable = [v for v in values if not v.startswith(("http://", "https://"))] if name == "author" else values
        found[name] = ", ".join(usable) if name == "author" else usable[0]
    return found


def _microdata(page: HtmlElement) -> dict[str, object]:
    scope = next((e for e in page.iter() if isinstance(e.tag, str) and _ARTICLE_TYPES.search((e.get("itemtype") or "").rstrip("/"))), None)
    if scope is None:
        return {}
    names = {
        "headline": "title", "author": "author", "publisher": "outlet", "datePublished": "published", "dateModified": "updated",
        "articleSection": "section", "inLanguage": "language", "dateline": "place", "description": "subtitle",
    }  # fmt: skip
    found = dict[str, list[str]]()
    for element in scope.iter():
        for prop in (element.get("itemprop") or "").split() if isinstance(element.tag, str) else ():
            if prop in names and (value := _value(element)):
                found.setdefault(names[prop], []).append(value)
    return {name: ", ".join(dict.fromkeys(values)) if name == "author" else values[0] for name, values in found.items()}


def _microformats(page: HtmlElement) -> dict[str, object]:
    entry = next((e for e in page.iter() if isinstance(e.tag, str) and {"h-entry", "hentry"} & set((e.get("class") or "").split())), None)
    if entry is None:
        return {}
    names = {
        "p-name": "title", "entry-title": "title", "dt-published": "published", "published": "published", "dt-updated": "updated", "updated": "updated",
        "p-author": "author", "author": "author", "p-category": "section", "p-summary": "subtitle", "p-location": "place", "u-url": "url",
    }  # fmt: skip
    found = dict[str, list[str]]()
    for element in entry.iter():
        for name in (element.get("class") or "").split() if isinstance(element.tag, str) else ():
            if name in names and element is not entry and (value := (element.get("href") if name == "u-url" else _value(element))):
                found.setdefault(names[name], []).append(value)
    return {name: ", ".join(dict.fromkeys(values)) if name == "author" else values[0] for name, values in found.items()}


def _marks(page: HtmlElement) -> dict[str, object]:
    """What plain markup says: the canonical address, the language, `time`, `rel=author`, the only level-one heading."""
    found = dict[str, object]()
    for link in page.iter("link"):
        if "canonical" in (link.get("rel") or "").casefold().split():
            found["url"] = link.get("href")
    found["language"] = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang")
    authors = [_value(e) for e in page.iter("a", "address", "span") if "author" in (e.get("rel") or "").split()]
    found["author"] = ", ".join(dict.fromkeys(filter(None, authors)))
    headings = [text for h in page.iter("h1") if (text := _value(h))]
    if len(headings) == 1:
        found["title"] = headings[0]
    for moment in page.iter("time"):
        which = (
            "updated"
            if re.search(r"updat|modif|güncel|обновл|ažurir", f"{moment.get('class')} {_label(moment)}", re.IGNORECASE)
            else "published"
        )
        found.setdefault(which, moment.get("datetime") or _value(moment))
    if "title" not in found and (title := page.find(".//title")) is not None:
        found["title"] = _value(title)
    return found


def _label(element: HtmlElement) -> str:
    """The words right before an element."""
    before = element.getprevious()
    words = (before.tail if before is not None else (element.getparent().text if element.getparent() is not None else "")) or ""
    return f"{words} {element.text_content()}"


def _value(element: HtmlElement) -> str | None:
    given = element.get("content") or element.get("datetime")
    if given:
        return " ".join(given.split())
    inner = next((e for e in element.iter() if e is not element and isinstance(e.tag, str) and e.get("itemprop") == "name"), None)
    if inner is not None:
        return _value(inner)
    words = " ".join(element.text_content().split())
    return words[:500] or None


def canonical(url: object, base: str | None) -> str | None:
    """An address made whole against where the page stands; None unless it is http or https in the end.

    A page may not name another site than the one it came from as its own.
    """
    if not isinstance(url, str) or not url.strip():
        return base
    try:
        whole = urljoin(base or "", url.strip())
        parts, own = urlsplit(whole), urlsplit(base or "")
        foreign = own.hostname and _site(own.hostname) != _site(parts.hostname or "")
        return whole if parts.scheme in ("http", "https") and parts.hostname and not foreign else base
    except ValueError:
        return base


def _site(host: str) -> str:
    """A host without what marks its variants."""
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", host.lower())
