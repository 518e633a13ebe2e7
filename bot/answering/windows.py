"""What the reader sees: runs of neighbouring sentences, each under the speaker it belongs to, below their headline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answering.quotes import sentence_statement
from index.records import Statement
from index.statements.names import name_words
from index.statements.tagging import CLS, SEP
from index.store import Document

_MOST_SENTENCES = 7
_ROLE = 40
UNKNOWN = 100
QUESTION_TOKENS, HEADING_TOKENS, SENTENCE_TOKENS, WINDOW_TOKENS = 48, 32, 64, 288
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences `first` up to but not including `last` of article `article_no`, read together."""

    article_no: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class WindowText:
    """A window as the model reads it: outlet, month and headline, then the sentences with their speakers."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """Token numbers of a question and a window; `places[i]` are the first and one past the last token of sentence i.

    The token after a sentence, a separator, is its marker. Sentences beyond the window's length have no place.
    """

    ids: list[int]
    places: list[tuple[int, int]]


def windows_around(chosen: Iterable[tuple[int, int, int]]) -> list[Window]:
    """The windows that hold each chosen sentence with its neighbours; long runs are divided.

    `chosen` are triples of article number, sentence and number of sentences in that article.
    """
    wanted = sorted({(no, i) for no, at, count in chosen for i in range(max(0, at - 1), min(count, at + 2))})
    breaks = [i for i, (one, other) in enumerate(pairwise(wanted), 1) if other != (one[0], one[1] + 1)]
    windows = list[Window]()
    for start, end in pairwise([0, *breaks, len(wanted)] if wanted else []):
        no, first = wanted[start]
        parts = -(-(end - start) // _MOST_SENTENCES)
        edges = [first + (end - start) * part // parts for part in range(parts + 1)]
        windows += (Window(no, one, other) for one, other in pairwise(edges))
    return windows


def window_text(document: Document, window: Window) -> WindowText:
    """The words of a window."""
    said = [sentence_statement(document, at) for at in range(window.first, window.last)]
    texts = [sentence.span.of(document.article.text) for sentence in document.sentences[window.first : window.last]]
    speakers, known = list[str](), set[str]()
    for statement in said:
        speakers.append(_speaker(statement, known))
    return WindowText(_heading(document), tuple(f"{who}{text}" for who, text in zip(speakers, texts, strict=True)))


def pack(question: Sequence[int], heading: Sequence[int], sentences: Sequence[Sequence[int]]) -> Packed:
    """One sequence of tokens: question, heading and each sentence, a separator after each."""
    ids = [CLS, *question[:QUESTION_TOKENS], SEP, *heading[:HEADING_TOKENS], SEP]
    places = list[tuple[int, int]]()
    for sentence in sentences:
        if len(ids) >= WINDOW_TOKENS:
            break
        start = len(ids)
        ids += [*(sentence[:SENTENCE_TOKENS] or [UNKNOWN]), SEP]
        places.append((start, len(ids) - 1))
    return Packed(ids, places)


def _heading(document: Document) -> str:
    article = document.article
    month = article.published and f"{_MONTHS[int(article.published[5:7]) - 1]} {article.published[:4]}"
    return f"{', '.join(part for part in (article.outlet, month) if part)}: {article.title}"


def _speaker(statement: Statement | None, known: set[str]) -> str:
    """Name and role where a speaker comes up first, the last name afterwards."""
    if not statement or not statement.speaker:
        return ""
    name = statement.speaker[:_ROLE]
    if name in known:
        return f"{name_words(name)[-1]}: "
    known.add(name)
    return f"{name}, {statement.role[:_ROLE]}: " if statement.role else f"{name}: "
