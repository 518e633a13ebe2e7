"""Furniture: what stands in a page or a wire file and is not the article (labels, notices, a repeated headline)."""

import re
import unicodedata
from collections.abc import Sequence

from index.records import Span
from index.sentences import split_paragraphs

_LABEL = re.compile(
    r"(?:(?:related|more) (?:topics|articles|stories|news|links|coverage|content|reading|from .{1,40})|read (?:more|also|next)|(?:see|watch|listen|read) also|more on this(?: story)?|"
    r"advertisement|sponsored(?: content)?|story continues below(?: advertisement)?|continue reading(?: the main story)?|article continues (?:below|after).{0,40}|"
    r"abstract|full text|(?:most )?(?:popular|read)|trending(?: now)?|you may also like|recommended(?: for you)?|editor['’]s picks?|"
    r"share (?:this|on|via).{0,40}|share|print|e-?mail|save|comments?(?: \(\d+\))?|\d+ comments?|follow us.{0,60}|sign up.{0,80}|subscribe.{0,80}|click here.{0,60}|tap here.{0,60}|"
    r"(?:tags?|keywords|topics|filed under|etiketler|теги|тэги|ключевые слова|oznake|тагови|ознаке)\s*:.{0,160}|"
    r"(?:read|see|watch|listen|look|related|also|recommended|don['’]t miss)(?: more| also| next| now)?\s*[:|»>].{0,160}|"
    r"(?:a )?(?:breaking news|this story is developing|developing story).{0,40}|listen to (?:this )?article.{0,40}|\d+ min(?:ute)?s? read|"
    r"(?:bu haberi )?payla[sş](?:[ıi]n)?|ilgili (?:konular|haberler)|haberin devam[ıi].{0,20}|ayr[ıi]ca (?:oku|bak)[ıi]?n[ıi]?z?\s*:.{0,120}|"
    r"поделиться.{0,30}|читайте (?:также|ещ[её]).{0,160}|подпис(?:ывайтесь|аться).{0,80}|реклама|"
    r"podeli(?:te)?.{0,30}|pročitajte (?:još|i).{0,160}|прочитајте (?:још|и).{0,160}|najčitanije|povezane vesti|teilen|partager)"
    r"\s*[:.!…]*",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"website contains only a portion of the news stories|contact us for subscription|all rights reserved|tüm hakları saklıdır|все права защищены|"
    r"sva prava zadržana|may not be (?:published|reproduced|redistributed)|(?<![\w\u0300-\u036f])(?<!Ã )(?<!A\u0303 )©|\(c\) \d{4}\b|copyright \d{4}|we use cookies|uses cookies|accept (?:all )?cookies|"
    r"cookie (?:policy|settings|preferences)|мы используем (?:файлы )?cookie|çerez(?:ler)? (?:kullan|politika)|koristimo kolačiće|"
    r"to get (?:an )?e-?mail (?:alerts?|from)|sign up for (?:our|the) .{0,40}(?:newsletter|briefing|alerts)|subscribe to (?:our|the) .{0,40}(?:newsletter|channel|briefing)|"
    r"delivered (?:straight )?to your inbox|this (?:story|article) (?:has been|was) (?:automatically|auto-)|our standards: the .{3,40} trust principles|unsubscribe|view (?:this email )?in (?:your )?browser",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\((?:reporting|editing|writing|additional reporting) by [^()]{3,200}\)\s*$", re.IGNORECASE)
"""By whom an agency's story is, behind its last words or in a paragraph of its own."""
_CAPTION = re.compile(
    r"(?:file photo|(?:file )?(?:photo(?:graph)?|image|picture|illustration|video|graphic)s?(?: by| credit| courtesy(?: of)?)?|caption|credit|foto(?:ğraf)?|фото|слика)\s*[:\-–—(|]",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?-i:[A-Z][\w.’'-]* ){0,4}(?-i:[A-Z])[\w.’'-]* ?[/|] ?(?:ap|associated press|afp|reuters|epa|dpa|upi|bloomberg|getty(?: images)?|shutterstock)\.?|"
    r".{0,300}(?:\((?:ap|afp|reuters|getty|epa|photo|photograph|foto|фото)[^()]{0,60}\)|\b(?:getty images|ap photo|afp via getty|reuters/[A-Z]|photograph by|photo by|via reuters)\b.{0,60})\.?",
    re.IGNORECASE,
)
_OUTLET_NOTICE = re.compile(r"^(?P<outlet>[A-Z][\w&.’' -]{1,40}?) website contains only a portion")
_LONGEST = 1_500
_LONG = 30
"""Words from which a paragraph is body even where it follows a label."""


def why_furniture(paragraph: str) -> str | None:
    """Why a paragraph is not the article's own words: a label, a notice, a photo credit; None where it is body."""
    line = " ".join(paragraph.split())
    if not any(c.isalnum() for c in line):
        return "no words"
    if len(line) > _LONGEST:
        return None
    if _LABEL.fullmatch(line):
        return "label"
    if _SIGNED.fullmatch(line) or (_NOTICE.search(line) and len(line.split()) <= 3 * _LONG):
        return "notice"
    if len(line.split()) <= 2 * _LONG and (_CAPTION.match(line) or _CREDIT.fullmatch(line)):
        return "caption or credit"
    return None


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is a label, a notice or a photo credit rather than the article's own words."""
    return why_furniture(paragraph) is not None


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
    return tuple(span for span, reason in judge(text, title) if reason)


def judge(text: str, title: str) -> list[tuple[Span, str | None]]:
    """Every paragraph of a text, with the reason why it is not body, None where it is; by whom it is apart from what it stands behind."""
    paragraphs = split_paragraphs(text)
    headline = _headline_length(text, title, paragraphs)
    tail = tail_start([span.of(text) for span in paragraphs])
    judged = list[tuple[Span, str | None]]()
    for i, span in enumerate(paragraphs):
        reason = "repeats the headline" if i < headline else why_furniture(span.of(text))
        reason = reason or ("belongs to the label before it" if i >= tail else None)
        signed = None if reason else _SIGNED.search(text, span.start, span.end)
        if signed:
            judged.append((Span(span.start, span.start + len(text[span.start : signed.start()].rstrip())), None))
            span, reason = Span(signed.start(), span.end), "notice"
        judged.append((span, reason))
    return judged


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
