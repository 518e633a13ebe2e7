"""Furniture: what stands in a page or a wire file and is not the article (labels, notices, a repeated headline)."""

import re
import unicodedata
from collections.abc import Sequence

from index.records import Span
from index.sentences import split_paragraphs

_LABEL = re.compile(
    r"(?:related (?:topics|articles|stories|news|links|coverage|content)|read (?:more|also|next)|see also|more on this|"
    r"advertisement|sponsored(?: content)?|story continues below(?: advertisement)?|continue reading(?: the main story)?|"
    r"abstract|full text|(?:most )?(?:popular|read)|trending(?: now)?|you may also like|recommended(?: for you)?|"
    r"share (?:this|on|via).{0,40}|share|follow us.{0,40}|sign up.{0,80}|subscribe.{0,80}|click here.{0,60}|"
    r"(?:bu haberi )?payla[sş](?:[ıi]n)?|ilgili konular|поделиться.{0,30}|читайте также.{0,120}|podeli(?:te)?.{0,30}|teilen|partager)"
    r"\s*[:.!…]*",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"website contains only a portion of the news stories|contact us for subscription|all rights reserved|"
    r"may not be (?:published|reproduced|redistributed)|©|\(c\) \d{4}\b|we use cookies|accept (?:all )?cookies|"
    r"to get (?:an )?e-?mail (?:alerts?|from)|sign up for our newsletter|this (?:story|article) (?:has been|was) (?:automatically|auto-)",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:file photo|photo(?:graph)?s?(?: by| credit)?|image(?: credit)?|caption|credit)\s*[:\-–—(]", re.IGNORECASE)
_OUTLET_NOTICE = re.compile(r"^(?P<outlet>[A-Z][\w&.’' -]{1,40}?) website contains only a portion")
_LONG = 30
"""Words from which a paragraph is body even where it follows a label."""


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is a label, a notice or a photo credit rather than the article's own words."""
    line = " ".join(paragraph.split())
    if not any(c.isalnum() for c in line):
        return True
    return bool(_LABEL.fullmatch(line) or _NOTICE.search(line) or (_CAPTION.match(line) and len(line.split()) <= 2 * _LONG))


def outlet_from_notice(text: str) -> str | None:
    """The agency that a notice names as its publisher."""
    found = (_OUTLET_NOTICE.match(line.strip()) for line in text.splitlines())
    return next((match["outlet"] for match in found if match), None)


def letters(text: str) -> str:
    """The letters and digits of a text, folded: for comparing headlines."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def find_asides(text: str, title: str) -> tuple[Span, ...]:
    """The parts of an article's text that are not its body: the headline at its head, labels, notices, credits.

    Short lines after a "related topics" label that no long paragraph follows belong to the label.
    """
    paragraphs = split_paragraphs(text)
    headline = _headline_length(text, title, paragraphs)
    tail = tail_start([span.of(text) for span in paragraphs])
    return tuple(span for i, span in enumerate(paragraphs) if i < headline or i >= tail or is_furniture(span.of(text)))


def _headline_length(text: str, title: str, paragraphs: list[Span]) -> int:
    """How many paragraphs at the head of the text repeat the title between them."""
    wanted, seen = letters(title), ""
    for i, span in enumerate(paragraphs[:4]):
        seen += letters(span.of(text))
        if not wanted or not wanted.startswith(seen):
            return 0
        if seen == wanted:
            return i + 1
    return 0


def tail_start(paragraphs: Sequence[str]) -> int:
    """From which paragraph on there is only furniture: a label or notice, and nothing but short lines after it."""
    start = len(paragraphs)
    while start > 1 and _ends_article(paragraphs[start - 1]):
        start -= 1
    labels = (i for i in range(start, len(paragraphs)) if is_furniture(paragraphs[i]))
    return next(labels, len(paragraphs))


def _ends_article(paragraph: str) -> bool:
    return is_furniture(paragraph) or (len(paragraph.split()) < _LONG // 3 and paragraph.strip()[-1] not in '.!?"”»')
