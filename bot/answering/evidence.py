"""What the reader's cross-encoder sees of a candidate: the sentence, what it stands under, and its neighbours."""

from index.store import Document

_BEFORE, _AFTER, _HEADING = 180, 140, 150
SEPARATOR = " [SEP] "


def evidence_of(document: Document, sentence: int) -> str:
    """The evidence text of one sentence of a document."""
    text, sentences = document.article.text, document.sentences
    before = sentences[sentence - 1].span.of(text) if sentence else ""
    after = sentences[sentence + 1].span.of(text) if sentence + 1 < len(sentences) else ""
    return evidence_text(sentences[sentence].span.of(text), heading=_heading(document), before=before, after=after)


def evidence_text(sentence: str, *, heading: str = "", before: str = "", after: str = "") -> str:
    """The sentence first, then its heading, the end of what stands before and the start of what follows."""
    return SEPARATOR.join((sentence, heading[-_HEADING:], before[-_BEFORE:], after[:_AFTER]))


def _heading(document: Document) -> str:
    """Title, outlet and month: what a question about a scope asks for."""
    article = document.article
    known = (article.title[:100], article.outlet, article.published and article.published[:7])
    return ", ".join(part for part in known if part)
