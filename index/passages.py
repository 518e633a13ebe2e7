"""Passages: whole sentences packed to a size, the unit of retrieval."""

from collections.abc import Sequence

from index.records import Passage, Sentence, Span

DEFAULT_WORDS = 110


def pack_passages(text: str, sentences: Sequence[Sentence], asides: Sequence[Span], words: int = DEFAULT_WORDS) -> list[Passage]:
    """Packs neighbouring sentences into passages of at most about `words` words; no sentence stands in two.

    A sentence longer than that is a passage of its own. Sentences that overlap an aside belong to no passage, so nothing
    found by search can be furniture.
    """
    passages, first, size = list[Passage](), 0, 0
    for i, sentence in enumerate(sentences):
        length = len(sentence.span.of(text).split())
        aside = any(sentence.span.overlaps(span) for span in asides)
        if first < i and (aside or size + length > words):
            passages.append(Passage(first, i))
            first, size = i, 0
        if aside:
            first, size = i + 1, 0
        else:
            size += length
    if first < len(sentences):
        passages.append(Passage(first, len(sentences)))
    return passages
