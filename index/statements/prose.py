"""The text of an article: its paragraphs and sentences, and what of it is reported words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from index.records import Span

Voice = tuple[int, str]
"""Who spoke: place and name."""
Voices = Sequence[Voice]
"""In order."""

SENTENCE_BREAK = re.compile(r"(?<![A-Z])(?<![MD]r)(?<!Ms)(?<!Sen|Rep|Gov|Mrs)(?<!Sens|Reps|Govs)[.!?][”\"']*\s|\n|[“\"]|''")
_MARK = re.compile(r"[“”\"„«»]|''")
QUOTES = ("“", '"', "''", "«", "„")
REACH, JUST, NEARBY, NEXT, CLAUSE = 900, 200, 300, 200, 100
"""Characters within which a pronoun finds whom it means; somebody is introduced for a quotation; an organization or a stranger is still
"the company" or "he"; a name is still followed by its own pronoun or clause; a clause ends."""


class Prose:
    """A text with what is reported in it."""

    def __init__(self, text: str, contents: Sequence[Span] = ()) -> None:
        """`contents` are what is reported."""
        self.text, self._contents = text, sorted(contents)
        self._reach = list(accumulate((content.end for content in self._contents), max))

    def line_start(self, place: int) -> int:
        """Where the paragraph of a place begins."""
        return self.text.rfind("\n", 0, place) + 1

    def sentence_start(self, place: int) -> int:
        """Where the sentence of a place begins, at most 300 characters before."""
        start = max(0, place - 300)
        breaks = [m.end() for m in SENTENCE_BREAK.finditer(self.text, start, place)]
        return breaks[-1] if breaks else start

    def is_reported(self, place: int) -> bool:
        """Whether a place stands in what is reported."""
        before = bisect_right(self._contents, place, key=lambda c: c.start)
        return before > 0 and self._reach[before - 1] > place

    def is_quoted(self, place: int) -> bool:
        """Whether a place stands behind an opening mark of its paragraph that nothing has closed."""
        line = Span(self.line_start(place), place)
        marks = [m.group() for m in _MARK.finditer(self.text, line.start, line.end)]
        return bool(marks) and (marks[-1] in "“„«" or (marks[-1] in ('"', "''") and len(marks) % 2 == 1))

    def apart(self, one: int, other: int) -> int:
        """Characters between two places that are not reported: however long a quotation is, "he said" behind it stays near."""
        within = self._contents[bisect_left(self._reach, one) : bisect_left(self._contents, (other,), key=lambda c: (c.start,))]
        return other - one - sum(max(0, min(other, c.end) - max(one, c.start)) for c in within)

    def spoken_before(self, at: int, speakers: Voices) -> list[Voice]:
        """Those who spoke shortly before a place, in order."""
        near = list[Voice]()
        for place, name in reversed(speakers):
            if place >= at:
                continue
            if at - place >= REACH and self.apart(place, at) >= JUST:
                break
            near.append((place, name))
        return near[::-1]

    def content_up_to(self, place: int) -> Span | None:
        """The last of what is reported that begins before a place."""
        before = self._contents[: bisect_left(self._contents, (place,), key=lambda c: (c.start,))]
        return before[-1] if before else None

    def content_just_before(self, place: int) -> Span | None:
        """What is reported right before a place: nothing but a comma and marks stand between."""
        before = self.content_up_to(place)
        return before if before and not self.text[before.end : place].strip(" ,”\"'") else None
