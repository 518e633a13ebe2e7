"""Saved web pages: the article through trafilatura, once what is no article is taken out of the page."""

import logging
import re
from collections.abc import Iterator
from itertools import islice

from lxml import html
from lxml.etree import LxmlError, ParserError
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from index.errors import UnreadableFile
from index.furniture import letters, why_furniture
from index.reading.bylines import read_credit
from index.reading.page_fields import canonical, page_fields

logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of every page without an article, which is reported here
_NEVER = {
    "nav": "navigation", "aside": "beside the article", "footer": "foot of the page", "form": "form", "button": "button", "figcaption": "caption",
    "iframe": "embedded", "noscript": "embedded", "template": "embedded", "select": "form", "menu": "navigation", "dialog": "dialog",
}  # fmt: skip
_ROLES = {
    "navigation": "navigation",
    "banner": "head of the page",
    "complementary": "beside the article",
    "contentinfo": "foot of the page",
    "dialog": "dialog",
    "search": "form",
}
_MARKED = (
    ("cookie text", r"cookie|consent|gdpr|cmp-|onetrust"),
    ("share labels", r"shar(?:e|ing)|social|addthis|follow-us"),
    ("newsletter box", r"newsletter|sign-?up|subscri(?:be|ption)|mailing|email-capture"),
    ("related links", r"related|recirc|recommend|read-?(?:more|next|also)|see-?also|more-(?:on|from|stories|news)|most-?(?:read|popular)|trending|popular|teaser|you-may|outbrain|taboola|in-other-news|links-list|promo"),
    ("caption or credit", r"caption|photo-?credit|image-?credit|wp-caption-text|credit-line|media-?credit|image-meta"),
    ("advertisement", r"advert|\bads?\b|ad-(?:slot|unit|container|label)|sponsor|dfp|banner-ad"),
    ("beside the article", r"side-?bar|\brail\b|widget"),
    ("comments", r"comments?\b|disqus|respond\b"),
    ("navigation", r"breadcrumbs?|\bnav\b|navbar|menu|pagination|skip-link|toolbar"),
    ("tags", r"\btags?\b|tag-list|topics-list|post-tags|keywords"),
    ("about the author", r"author-?(?:bio|box|info|card)|about-the-author|bio-box"),
    ("byline", r"\bbyline|dateline-meta|post-meta|article-meta|entry-meta|timestamp|publish(?:ed)?-(?:date|time)"),
    ("standfirst", r"standfirst|sub-?head(?:line)?|article-?summary|\bdek\b|subtitle"),
    ("notice", r"copyright|disclaimer|paywall|legal|rights"),
)  # fmt: skip
_CLASSES = [(reason, re.compile(rf"(?<![a-z])(?:{form})", re.IGNORECASE)) for reason, form in _MARKED]
_BODY_MARK = re.compile(
    r"article-?body|story-?body|entry-content|post-content|articletext|content__article|e-content|main-content|^article$|^main$",
    re.IGNORECASE,
)
_MOST_OF_PAGE = 0.35
"""An element with more of the page's paragraphs than this is the article, whatever its class says."""
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "blockquote", "figcaption", "td", "pre", "dd")
_TEXT_MARK = re.compile(
    r"(?:^|\s)(?:e-content|entry-content|article-?body|article__body|story-?body|story-text|post-content|post__content|article-content|articletext)(?:\s|$)",
    re.IGNORECASE,
)
_MOST_WORDS = 0.5
_HEAD = 12
_LINKED, _FEW, _NAKED = 0.8, 25, 5
_MOST_ASIDES, _LONGEST_ASIDE = 200, 2_000
_BLOCKS_COMPARED = 500
_LARGE = 400
"""Elements from which nothing is looked at as a list of links: it would take too long, and menus have names."""
_DEEPEST = 200


def read_html(text: str, base: str | None = None) -> dict[str, object]:
    """The article of a page, its fields, and what was set aside; `base` is the page's own address where that is known.

    Raises UnreadableFile when no article is found.
    """
    try:
        page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=html.HTMLParser(huge_tree=False))
        if _too_deep(page):
            raise UnreadableFile("the page cannot be parsed: its elements are nested too deep")
        fields = page_fields(page)
        blocks = list(_blocks(page))
        asides = list(_take_out(page))
        body = _body(_marked_body(page), fields)
    except (LxmlError, ParserError, ValueError, AssertionError, RecursionError) as error:
        raise UnreadableFile(f"the page cannot be parsed: {str(error) or 'nested too deep'}"[:200]) from error
    paragraphs, more = _cleaned(body, fields)
    fields["subtitle"] = next(
        (words for words, reason in asides if reason == "standfirst" and words != fields.get("title")), fields.get("subtitle")
    )
    _fill(fields, [*(words for words, reason in asides if reason == "byline"), *blocks[:_HEAD]])
    if not paragraphs:
        raise UnreadableFile("no article was found in the page")
    told = letters(" ".join(paragraphs))
    asides = [(words, reason) for words, reason in asides if letters(words) not in told][:_MOST_ASIDES]
    printed = letters(" ".join([*paragraphs, *(words for words, _ in [*asides, *more])]))
    asides += more + [
        (words, "not part of the article") for words in blocks[:_BLOCKS_COMPARED] if letters(words) and letters(words) not in printed
    ]
    fields.pop("body", None)
    subtitle = fields.get("subtitle")
    if not isinstance(subtitle, str) or letters(subtitle) not in printed:
        fields.pop("subtitle", None)  # written for search engines, and printed nowhere
    fields["url"] = canonical(fields.get("url"), base)
    return {**fields, "text": "\n\n".join(paragraphs), "set_aside": asides[:_MOST_ASIDES]}


def _too_deep(page: HtmlElement) -> bool:
    stack = [(page, 0)]
    while stack:
        element, depth = stack.pop()
        if depth > _DEEPEST:
            return True
        stack += [(child, depth + 1) for child in element]
    return False


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _blocks(page: HtmlElement) -> Iterator[str]:
    for element in page.iter(*_BLOCKS):
        if not any(True for _ in element.iterdescendants(*_BLOCKS)) and (words := _words(element)):
            yield words[:_LONGEST_ASIDE]


def _take_out(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """Removes what is not the article from a page; its words and why."""
    for element in page.xpath("//script | //style | //comment() | //svg | //head/following-sibling::head"):
        element.drop_tree() if element.getparent() is not None else None
    _with_paragraphs(page)
    whole = max(1, _told(page))
    removed = list[tuple[HtmlElement, str]]()
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "article", "head"):
            continue
        reason = _why_not_article(element)
        if reason and not _holds_article(element, whole):
            removed.append((element, reason))
    for element, reason in removed:
        if element.getparent() is None:
            continue
        for words in list(_blocks(element)) or [_words(element)]:
            if words:
                yield words[:_LONGEST_ASIDE], reason
        element.drop_tree()


def _why_not_article(element: HtmlElement) -> str | None:
    if element.tag in _NEVER:
        return _NEVER[element.tag]
    if role := _ROLES.get((element.get("role") or "").casefold()):
        return role
    if (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or re.search(r"display:\s*none", element.get("style") or "")
    ):
        return "hidden"
    if element.tag == "header" and element.getparent() is not None and element.getparent().tag == "body":
        return "head of the page"
    if _only_links(element):
        return "navigation"
    named = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    if not named or _BODY_MARK.search(named):
        return None
    return next((reason for reason, form in _CLASSES if form.search(named)), None)


def _only_links(element: HtmlElement) -> bool:
    """Whether a small element is nothing but links to other pages."""
    if element.tag not in ("td", "ul", "ol", "div", "p", "font", "center", "section"):
        return False
    if next(islice(element.iter(), _LARGE, None), None) is not None:
        return False
    links = list(element.iter("a"))
    if len(links) < 2:
        return False
    words = _words(element).split()
    return len(words) <= _FEW * len(links) and sum(len(_words(a).split()) for a in links) >= _LINKED * len(words)


def _holds_article(element: HtmlElement, whole: int) -> bool:
    if element.tag in ("nav", "footer", "figcaption", "button", "form", "menu"):
        return False
    return _told(element) > _MOST_OF_PAGE * whole


def _told(element: HtmlElement) -> int:
    """How many letters an element has outside links."""
    return len(_words(element)) - sum(len(_words(a)) for a in element.iter("a"))


def _with_paragraphs(page: HtmlElement) -> None:
    """Makes paragraphs of lines that double breaks divide, as old pages and blogs have them."""
    for line in list(page.iter("br")):
        following, parent = line.getnext(), line.getparent()
        if parent is None or following is None or following.tag != "br" or (line.tail or "").strip():
            continue
        paragraph, at = html.Element("p"), following.getnext()
        paragraph.text, following.tail = following.tail, None
        parent.remove(following)
        parent.replace(line, paragraph)
        while at is not None and at.tag not in (*_BLOCKS, "br", "div"):
            after = at.getnext()
            paragraph.append(at)
            at = after
    for parent in {p.getparent() for p in page.iter("p")} - {None}:
        if len((parent.text or "").split()) >= _NAKED and parent.tag in ("div", "td", "section", "article", "body", "font", "center"):
            first = html.Element("p")
            first.text, parent.text = parent.text, None
            parent.insert(0, first)


def _body(page: HtmlElement, fields: dict[str, object]) -> list[str]:
    """The paragraphs of the article: as trafilatura finds them, or as JSON-LD gives them where it finds much less."""
    found = bare_extraction(
        html.tostring(page, encoding="unicode"), with_metadata=False, include_comments=False, include_tables=False, include_images=False,
        favor_recall=True, deduplicate=False,
    )  # fmt: skip
    body = (found.text or "") if isinstance(found, Document) else ""
    given = fields.get("body")
    if isinstance(given, str) and len(body.split()) < 0.6 * len(given.split()):
        body = html.fromstring(f"<div>{given}</div>").text_content() if "<" in given else given
    return [" ".join(line.split()) for line in body.split("\n") if line.strip()]


def _marked_body(page: HtmlElement) -> HtmlElement:
    """The element that a page marks as its article's text, where that holds most of its words; else the page."""
    whole = len(_words(page))
    marked = [
        e for e in page.iter() if isinstance(e.tag, str) and (e.get("itemprop") == "articleBody" or _TEXT_MARK.search(e.get("class") or ""))
    ]
    best = max(marked, key=lambda e: len(_words(e)), default=None)
    return best if best is not None and len(_words(best)) > _MOST_WORDS * whole else page


def _fill(fields: dict[str, object], lines: list[str]) -> None:
    """Author and dates from lines that say nothing else, where the page's own markup does not say them."""
    for words in lines:
        if credit := read_credit(words):
            _add(fields, credit)


def _add(fields: dict[str, object], credit: dict[str, str]) -> None:
    for name, value in credit.items():
        if not fields.get(name):
            fields[name] = value


def _cleaned(paragraphs: list[str], fields: dict[str, object]) -> tuple[list[str], list[tuple[str, str]]]:
    """Body without headline, byline, date line and furniture; what went, and why. A byline or date fills an unknown field."""
    title, kept, asides = letters(str(fields.get("title") or "")), list[str](), list[tuple[str, str]]()
    subtitle = letters(str(fields.get("subtitle") or ""))
    head = next((i for i, words in enumerate(paragraphs[:_HEAD]) if title and letters(words) == title), 0)
    asides += [(words, "above the headline") for words in paragraphs[:head]]
    for words in paragraphs[head:]:
        words = re.sub(r"^[-•*–]\s+", "", words)
        plain, reason = letters(words), why_furniture(words)
        if not kept and title and (plain == title or (len(plain) > 20 and title.startswith(plain))):
            reason = "repeats the headline"
        elif not kept and subtitle and plain == subtitle and len(words.split()) < 40:
            reason = "standfirst"
        elif not kept and (credit := read_credit(words)):
            _add(fields, credit)
            reason = "byline"
        if reason:
            asides.append((words, reason))
        else:
            kept.append(words)
    return kept, asides
