"""What a question becomes and what a reply is made of: frozen, slotted dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.resources import config_folder
from index.encoder import EncoderSettings
from index.records import Article, Scope

_AFTERWARDS = 10
"""Days after an event in which articles still report it."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood.

    `outlets`, `since` and `until` filter where they are firm and are a preference where not. `unknown_name` is whoever's words are asked for and whom the
    archive never names. `asks_words`: what somebody said or holds is asked for, not a fact.
    `subject` is how the question itself names or describes them.
    `days_words` are the words of the question that name the days; `order` is newest or oldest where it asks for that first.
    `follows` is the question of the turn before that this one goes on from, `shown` the article, start and end of each quote it was answered with; `search_text` what the index is asked.
    """

    text: str
    search_text: str
    speaker: str | None = None
    subject: str = ""
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    follows: str | None = None
    unknown_name: str | None = None
    asks_words: bool = False
    firm_outlets: bool = True
    firm_days: bool = True
    days_words: str = ""
    order: str | None = None
    shown: tuple[tuple[str, int, int], ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that the turn before was answered from, best first."""
        return tuple(dict.fromkeys(article for article, _, _ in self.shown))

    @property
    def reading_text(self) -> str:
        """What the reader is asked: the question, and the one before it where it goes on from that."""
        return f"{self.text} {self.follows}" if self.follows else self.text

    @property
    def scope(self) -> Scope:
        """Which articles may answer: what the question leaves no doubt about."""
        outlets = self.outlets if self.firm_outlets else ()
        since, until = (self.since, self.until) if self.firm_days else (None, None)
        return Scope(outlets, since, until)

    @property
    def preference(self) -> Scope:
        """Which articles are likelier to answer: all that the question names, and some days after a day that is not certain to be the article's."""
        until = self.until
        if until and not self.firm_days:
            until = (date.fromisoformat(until) + timedelta(days=_AFTERWARDS)).isoformat()
        return Scope(self.outlets, self.since, until)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: number `sentence` of article `article_no`; a larger `score` is better."""

    article_no: int
    sentence: int
    score: float


class Copy(NamedTuple):
    """Another article that prints the same words as part of the same story."""

    article_id: str
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Printed words and their source: `article.text[start:end]`."""

    article: Article
    start: int
    end: int
    score: float
    speaker: str | None = None
    role: str | None = None
    kind: str | None = None
    also_in: tuple[Copy, ...] = ()

    @property
    def text(self) -> str:
        """The words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class PassageFound:
    """Where a passage stands that retrieval found."""

    article_id: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words as asked and as printed; the same where nothing differs, empty where one side has none."""

    asked: str
    printed: str


@dataclass(frozen=True, slots=True)
class PrintedCheck:
    """Whether quoted words were printed: word for word, or how the nearest wording differs."""

    asked: str
    exact: bool
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know beside the quotes: a sentence with its fields apart, so that a face can say it in another language."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English."""
        return self.sentence.format(**self.values)


SPAN_BEFORE = Note("For the same span before that day, ask: {question}").sentence
"""Of the note that holds a question which the archive is old enough for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply: quotes, or silence with the nearest coverage. `confidence` is that the first quote answers, 0 to 1.

    `printed` is there where the question quotes words and asks whether they were printed.
    """

    id: str
    question: str
    query: Query
    quotes: tuple[Quote, ...]
    confidence: float
    nearest: tuple[Article, ...] = ()
    passages: tuple[PassageFound, ...] = ()
    took_ms: float = 0.0
    notes: tuple[Note, ...] = ()
    printed: PrintedCheck | None = None

    @property
    def answered(self) -> bool:
        """Whether there is anything to quote."""
        return bool(self.quotes)


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Where the index is, which model reads questions, and how answers are cut."""

    data: Path
    cache: Path
    encoder: EncoderSettings
    limit: int = 3
    max_question_chars: int = 2_000
    min_answerable: float = 0.68
    passages: int = 30
    cross_encoder: bool = True
    today: date | None = None
    reader: Path = field(default_factory=config_folder)
