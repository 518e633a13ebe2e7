"""The types that cross module boundaries of the index: frozen, slotted, without behaviour beyond derived values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Aside:
    """Words of a file that are not the article's own, and why they are taken for that."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as its reader understood it. What is unknown is None.

    `text` is the body that offsets count in. `asides` are the parts of `text` that are not body (a repeated headline, a
    caption, an agency notice): they are never quoted. `set_aside` is what its reader found beside the text. `published` and `updated` are `YYYY-MM-DD`, or ISO 8601 with
    offset where the time is known. `sha256` is of the article's own source bytes: its file, or its line of a file.
    """

    id: str
    path: str
    sha256: str
    title: str
    text: str
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    section: str | None = None
    place: str | None = None
    agency: str | None = None
    language: str | None = None
    subtitle: str | None = None
    line: int | None = None
    asides: tuple[Span, ...] = ()
    set_aside: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a line of one, that gave no article, and why."""

    path: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about an article that was read but not understood (an unparsable date, say)."""

    path: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article.

    `paragraph` numbers the paragraphs of the text. Sentences of one `group` stand under the same quotation marks and are
    only ever quoted together.
    """

    start: int
    end: int
    paragraph: int
    group: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


ATTITUDE = "attitude"
"""The kind of what somebody is reported to hold, hope, refuse or decide: no statement, and listed nowhere, but it tells whose it is."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that somebody said, as an article reports it.

    `spans` are the pieces of the content in order, quotation marks included, the attribution clause excluded. `kind` is
    direct, indirect or mixed. `mention` is the source as printed there, `speaker` the fullest name that the article gives
    it; both None when it is not clear whose words they are.
    """

    spans: tuple[Span, ...]
    kind: str
    speaker: str | None
    role: str | None
    mention: Span | None
    cue: Span | None

    @property
    def start(self) -> int:
        """First character of the content."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """One past the last character of the content."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences `first` up to but not including `last` of an article: the unit of retrieval."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles may answer: of these outlets, published from `since` to `until` (`YYYY-MM-DD`, inclusive)."""

    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.outlets or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    `position` is its row in the index; `score` the fused score, larger is better; `lexical` its BM25 score and `cosine`
    its cosine similarity to the query.
    """

    position: int
    article_no: int
    passage: Passage
    score: float
    lexical: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come: `done` of `total` units of a named stage."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did. `files == read + unreadable_files + ignored`; the articles add up likewise."""

    files: int
    read: int
    unreadable_files: int
    ignored: int
    added: int
    changed: int
    removed: int
    unchanged: int
    copies: int
    encoded_passages: int
    passages: int
    seconds: float
    generation: str
    published: bool
    unreadable: tuple[Unreadable, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    remade_because: str | None = None

    @property
    def articles(self) -> int:
        """Articles in the index after the build."""
        return self.added + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """What an index holds."""

    generation: str
    built_at: str
    articles: int
    passages: int
    sentences: int
    outlets: tuple[tuple[str, int], ...]
    first_day: str | None
    last_day: str | None
    model: str
    bytes: int
