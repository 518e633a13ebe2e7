"""What the reader's cross-encoder sees of a candidate: the sentence, what it stands under, and its neighbours."""

from bot.answering.quotes import statement_of
from index.records import Span
from index.store import Document

_BEFORE, _AFTER, _HEADING = 110, 70, 140
SEPARATOR = " [SEP] "


def evidence_of(document: Document, sentence: int) -> str:
    """The evidence text of one sentence of a document."""
    text, sentences = document.article.text, document.sentences
    before = sentences[sentence - 1].span.of(text) if sentence else ""
    after = sentences[sentence + 1].span.of(text) if sentence + 1 < len(sentences) else ""
    heading = _heading(document, sentences[sentence].span)
    return evidence_text(sentences[sentence].span.of(text), heading=heading, before=before, after=after)


def evidence_text(sentence: str, *, heading: str = "", before: str = "", after: str = "") -> str:
    """The sentence first, then its heading, the end of what stands before and the start of what follows."""
    return SEPARATOR.join((sentence, heading[:_HEADING], before[-_BEFORE:], after[:_AFTER]))


def _heading(document: Document, sentence: Span) -> str:
    """Speaker, outlet, month and title: what a question about a person or a scope asks for."""
    article, said = document.article, statement_of(document, sentence)
    speaker = said and said.speaker and f"{said.speaker[:40]}:"
    known = (speaker, article.outlet, article.published and article.published[:7], article.title)
    return " ".join(part for part in known if part)
