"""Was this printed? Looks for words that a question quotes: the same words, or the nearest that the archive has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.answering.records import Change, PrintedCheck
from index.records import Hit, Span
from index.search import Index
from index.store import Document
from index.tokens import fold

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^“”„]+)[“”]|''(.+?)''|(?<!\w)[‘']([^‘’']+(?:['’]\w+[^‘’']*)*)[’'](?!\w)")
_WORD = re.compile(r"[^\W_]+(?:[.,’'-][^\W_]+)*")
_OPENS_QUESTION = re.compile(
    r"\W*(?:who|what|when|where|why|how|which|whose|whom|did|does|do|is|was|were|are|will|would|has|have|had|can|could|should|may|might|and|tell|show|give|find|list|"
    r"according|in|on|as|per|after|before|during)\b",
    re.IGNORECASE,
)
_FEW_WORDS, _PASTED_WORDS = 4, 8
_SHARE = 0.5
"""Of a question's words, how many must stand in quotation marks for it to ask after them."""
_NEAR, _NEAR_PASTED = 0.6, 0.75
"""Share of words in common from which a wording is near; more for words that nobody marked as a quotation."""
_WIDER = 1.5


@dataclass(frozen=True, slots=True)
class Asked:
    """The words a question quotes; `marked` by quotation marks, or only pasted."""

    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Where words nearest to the asked ones stand, and how near: 1.0 is word for word."""

    document: Document
    span: Span
    similarity: float
    check: PrintedCheck


def asked_quotation(question: str) -> Asked | None:
    """The quotation whose printing a question asks after, or None when it asks something else.

    Words in quotation marks that make up most of a question ("Did she say “...”?"), or a sentence that is no question.
    """
    total = len(_WORD.findall(question))
    for match in _QUOTED.finditer(question):
        words = next(group for group in match.groups() if group)
        count = len(_WORD.findall(words))
        if count >= _FEW_WORDS and count >= _SHARE * total:
            return Asked(words.strip(), marked=True)
    if total >= _PASTED_WORDS and not question.rstrip("\"”’'» ").endswith("?") and not _OPENS_QUESTION.match(question):
        return Asked(question.strip(), marked=False)
    return None


def find_printed(index: Index, asked: Asked, hits: Sequence[Hit]) -> list[Found]:
    """Where the words were printed, nearest wording first, then oldest; empty where nothing comes near.

    Letter case, quotation marks, dashes and punctuation make no difference.
    """
    wanted = [fold(word) for word in _WORD.findall(asked.words)]
    least = _NEAR if asked.marked else _NEAR_PASTED
    best = dict[int, Found]()
    for hit in hits:
        document = index.document(hit.article_no)
        found = _nearest(document, hit, wanted, asked.words)
        if found and found.similarity >= least and found.similarity > (best[hit.article_no].similarity if hit.article_no in best else 0):
            best[hit.article_no] = found
    exact = [found for found in best.values() if found.check.exact]
    return sorted(exact or best.values(), key=lambda f: (-f.similarity, f.document.article.published or "9999"))


def _nearest(document: Document, hit: Hit, wanted: Sequence[str], asked: str) -> Found | None:
    """The window of a passage that shares most words, in order, with the wanted ones."""
    sentences = document.sentences[max(0, hit.passage.first - 1) : hit.passage.last + 1]
    text = document.article.text
    tokens = [(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text, sentences[0].start, sentences[-1].end)]
    words = [token for token, _, _ in tokens]
    matcher = SequenceMatcher(None, words, list(wanted), autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    first, last = _densest(blocks, len(wanted))
    shared = sum(min(b.a + b.size, last) - max(b.a, first) for b in blocks if b.a < last and first < b.a + b.size)
    similarity = 2 * shared / (last - first + len(wanted))
    span = Span(tokens[first][1], tokens[last - 1][2])
    if any(aside.overlaps(span) for aside in document.article.asides):
        return None
    exact = words[first:last] == list(wanted)
    return Found(document, span, similarity, PrintedCheck(asked, exact, () if exact else tuple(_changes(asked, span.of(text)))))


def _densest(blocks: Sequence[tuple[int, int, int]], length: int) -> tuple[int, int]:
    """From the first to past the last word of the run of matching blocks that shares most within a window of fair length."""
    best, extent = -1.0, (0, 0)
    for i, (start, _, _) in enumerate(blocks):
        shared = 0
        for at, _, size in blocks[i:]:
            if at + size - start > max(length * _WIDER, length + 3):
                break
            shared += size
            score = 2 * shared / (at + size - start + length)
            if score > best:
                best, extent = score, (start, at + size)
    return extent if best > 0 else (blocks[0][0], blocks[0][0] + blocks[0][2])


def _changes(asked: str, printed: str) -> Iterator[Change]:
    """Word by word from the asked wording to the printed one."""
    one, other = _WORD.findall(asked), _WORD.findall(printed)
    for kind, i, j, k, l in SequenceMatcher(None, [fold(w) for w in one], [fold(w) for w in other], autojunk=False).get_opcodes():  # noqa: E741
        if kind == "equal":
            yield Change(" ".join(other[k:l]), " ".join(other[k:l]))
        else:
            yield Change(" ".join(one[i:j]), " ".join(other[k:l]))
