"""Interviews printed as questions and answers: each answer is the words of the one who is interviewed."""

import re
from collections.abc import Sequence

from index.records import Span
from index.statements.linking import RawStatement
from index.statements.names import NAMES

_LABEL = re.compile(r"^[ \t]*(?P<label>Q|A|Question|Answer|QUESTION|ANSWER)\s?[:.]\s+(?=\S)", re.MULTILINE)
_LINE = re.compile(r"^[^\n]*\S[^\n]*$", re.MULTILINE)
_WITH = re.compile(
    rf"(?:\b(?i:Q\.?\s?(?:&|and)\s?A\.?|a\sconversation)|(?<!in an )(?<!in his )(?<!in her )\b[Ii]nterview)\s[Ww]ith\s(?:[a-z][\w’'-]*\s){{0,4}}(?P<who>{NAMES.pattern})"
)
"""How a heading names the one interviewed; whom somebody "spoke with", or gave "an interview with", may as well be the one who asks."""
_FEWEST = 2


def add_answers(text: str, statements: Sequence[RawStatement]) -> list[RawStatement]:
    """The statements of an article with the answers of an interview in it, in place of what those report themselves."""
    answers = _answers(text)
    others = [s for s in statements if not any(a.spans[0].overlaps(span) for a in answers for span in s.spans)]
    return sorted([*others, *answers], key=lambda s: s.spans[0])


def _answers(text: str) -> list[RawStatement]:
    labels = [(match.start(), match.end(), match["label"][0]) for match in _LABEL.finditer(text)]
    if min(sum(label == kind for *_, label in labels) for kind in "QA") < _FEWEST:
        return []
    named = _WITH.search(text, 0, labels[0][0])
    who = Span(*named.span("who")) if named else None
    found = list[RawStatement]()
    for number, (start, words, label) in enumerate(labels):
        end = labels[number + 1][0] if number + 1 < len(labels) else text.find("\n", words)
        if label == "A":
            cue = Span(start, words)
            lines = (Span(max(words, m.start()), m.end()) for m in _LINE.finditer(text, start, end if end >= 0 else len(text)))
            found += (RawStatement((line,), "direct", who, cue) for line in lines)
    return found
