"""The same words in several articles: what an outlet repeats is furniture, and what several outlets print is one story.

Both are told from whole sentences, which are kept as numbers: two articles that share many have one text in common, and
a sentence that stands in many stories of one outlet is not about any of them.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import LCSseq

from index.furniture import find_asides, letters
from index.records import Article, Sentence, Span

_FEWEST_LETTERS = 12
_COPIED_WORDS = 6
REPEATED = 5
"""Stories of one outlet that a sentence must stand in to be taken for furniture, and the share of its stories, up to `_MOST`."""
_SHARE, _MOST = 0.1, 200
_QUOTATION = frozenset('"“”„«»')
_FEWEST_WORDS, _SAME_SENTENCES, _SAME_WORDS = 25, 0.4, 0.85


def sentence_key(words: str) -> int | None:
    """A sentence as a signed 64-bit number, whatever its quotation marks and spaces; None for one too short to tell."""
    plain = letters(words)
    if len(plain) < _FEWEST_LETTERS:
        return None
    return int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=8).digest(), "little", signed=True)


def sentence_keys(text: str, sentences: Iterable[Sentence]) -> list[tuple[Sentence, int]]:
    """The sentences of a text that are long enough, with their keys."""
    keyed = ((sentence, sentence_key(sentence.span.of(text))) for sentence in sentences)
    return [(sentence, key) for sentence, key in keyed if key is not None]


def repeated_keys(found: Iterable[tuple[int, str, str]], stories: Mapping[str, int]) -> set[tuple[str, int]]:
    """What each outlet repeats: (outlet, key), from (key, outlet, title) of every place, and how many stories each outlet has."""
    titles = dict[tuple[str, int], set[str]]()
    for key, outlet, title in found:
        titles.setdefault((outlet, key), set()).add(title)
    return {place for place, seen in titles.items() if len(seen) >= max(REPEATED, min(_MOST, _SHARE * stories.get(place[0], 0)))}


def learnt_asides(article: Article, sentences: Sequence[Sentence], repeated: set[tuple[str, int]]) -> tuple[Span, ...]:
    """The sentences of an article that its outlet repeats; never one that quotes somebody."""
    keyed = sentence_keys(article.text, sentences)
    return tuple(
        sentence.span
        for sentence, key in keyed
        if (article.outlet or "", key) in repeated and not _QUOTATION & set(sentence.span.of(article.text))
    )


def all_asides(article: Article, learnt: Iterable[Span]) -> tuple[Span, ...]:
    """What is not body: by its own look, and by what was learnt."""
    return tuple(sorted({*find_asides(article.text, article.title), *learnt}))


def copied_keys(article: Article, sentences: Sequence[Sentence]) -> dict[int, int]:
    """The keys of an article's body sentences that tell a text, with the number of words of each."""
    return {
        key: len(sentence.span.of(article.text).split())
        for sentence, key in sentence_keys(article.text, sentences)
        if len(sentence.span.of(article.text).split()) >= _COPIED_WORDS and not any(sentence.span.overlaps(a) for a in article.asides)
    }


def may_be_copies(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether two articles share sentences enough for a closer look."""
    least = min(sum(one.values()), sum(other.values()))
    shared = sum(words for key, words in one.items() if key in other)
    return least >= _FEWEST_WORDS and shared >= _SAME_SENTENCES * least


def are_copies(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter of two texts, as words, is printed in the longer one: whole, trimmed, or with a few words changed."""
    least = min(len(one), len(other))
    return least >= _FEWEST_WORDS and LCSseq.similarity(one, other, score_cutoff=int(_SAME_WORDS * least)) >= _SAME_WORDS * least


def body_words(article: Article, sentences: Iterable[Sentence]) -> list[str]:
    """The words of an article's body, as letters only."""
    spans = (s.span for s in sentences if not any(s.span.overlaps(aside) for aside in article.asides))
    return [plain for span in spans for word in span.of(article.text).split() if (plain := letters(word))]
