"""Outlets and speakers that a question names, matched against those the archive has."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.records import Statement
from index.tokens import fold

_NICKNAMES = {
    "washington post": ("wapo", "the post"), "huffpost": ("huffington post", "huff post", "huffpo"), "new york times": ("nyt", "ny times", "the times"),
    "wall street journal": ("wsj",), "associated press": ("ap",), "usa today": ("usat",), "anadolu agency": ("anadolu", "aa"),
}  # fmt: skip
_CERTAIN = r"(?:according to|per|as reported by|reported by|published by|published in|from|in|by)\s+(?:an?\s+|the\s+)?(?:article\s+in\s+(?:the\s+)?)?{outlet}(?!['’]s|[-/]|\w)"
_REPORTED = r"\b{outlet}(?:['’]s)?\s+(?:\w+\s+\d{{4}}\s+)?(?:reported|reports|wrote|writes|columnist|article|report|story|piece|write-up)\b"
_SAID = re.compile(
    r"\b(?:did|does|do|has|had|was|were)\s+(?P<who>.{2,60}?)\s+(?:say|said|tell|told|tweet|think|thought|mean|claim|call|called|describe|want|wanted|promise|"
    r"promised|argue|respond|react|answer|accuse|explain|suggest|predict|warn|admit|urge|ask|make of|have to say|complain|criticize|praise|write|put it)\b",
    re.IGNORECASE,
)
_OFTEN = 20
"""Statements from which a speaker is known by the first name alone."""
_NAME_WORDS = 4
_LONG = 5
"""Letters from which a name may be misspelt and still be recognised."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names an archive has: its outlets, and its speakers with roles and how often they speak."""

    outlets: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str | None, int], ...] = ()
    _by_surname: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, outlets: Iterable[str], speakers: Sequence[tuple[str, str | None, int]]) -> "Known":
        """Prepares the look-up of speakers by surname: the one of a name that speaks most."""
        counts = dict[str, int]()
        for name, _, count in speakers:
            counts[name] = counts.get(name, 0) + count
        names = dict[str, str]()
        for name in sorted(counts, key=lambda n: counts[n]):
            first, last = name.split()[0], name.split()[-1]
            if name.istitle() and counts[name] >= _OFTEN:
                names.setdefault(fold(first), name)
            if last[0].isupper() and first[0].isupper() and (len(name.split()) > 1 or fold(name) not in names):
                names[fold(last)] = name
        return cls(tuple(outlets), tuple(speakers), names)

    def find_outlets(self, question: str) -> tuple[tuple[str, ...], bool]:
        """The outlets that a question names, and whether as its source for certain ("according to ...")."""
        certain, named = list[str](), list[str]()
        for outlet in self.outlets:
            pattern = "|".join(re.escape(name) for name in _names(outlet))
            grouped = f"(?:{pattern})"
            if re.search(_CERTAIN.format(outlet=grouped), question, re.IGNORECASE) or re.search(
                _REPORTED.format(outlet=grouped), question, re.IGNORECASE
            ):
                certain.append(outlet)
            elif re.search(rf"\b{grouped}\b", question, re.IGNORECASE):
                named.append(outlet)
        return (tuple(certain), True) if certain else (tuple(named), False)

    def find_speaker(self, question: str, has_word: Callable[[str], bool]) -> str | None:
        """The fullest name of the speaker whose words are asked for; a misspelt name, which no article has, is forgiven."""
        words = _asked(question)
        if any(word[0].isupper() for word in words):
            words = [word for word in words if word[0].isupper()]
        for word in reversed(words):
            name = self._by_surname.get(fold(word.removesuffix("'s").removesuffix("’s")))
            if name:
                return name
        for word in reversed([fold(w) for w in words if w[0].isupper() and len(w) >= _LONG]):
            close = (
                None
                if has_word(word)
                else process.extractOne(word, self._by_surname.keys(), scorer=Levenshtein.distance, score_cutoff=1 + len(word) // 9)
            )
            if close:
                return self._by_surname[close[0]]
        return None


def asked_name(question: str) -> str | None:
    """The surname of the person whose words are asked for, as the question spells it; None for "an aide of the Senate"."""
    words = _asked(question)
    if not 0 < len(words) <= _NAME_WORDS or not all(word[0].isupper() for word in words):
        return None
    return re.sub(r"['’]s$", "", words[-1])


def _asked(question: str) -> list[str]:
    match = _SAID.search(question)
    return re.findall(r"[^\W\d_][\w.’'-]*", match["who"]) if match else []


def _names(outlet: str) -> list[str]:
    plain = re.sub(r"^the\s+", "", outlet, flags=re.IGNORECASE)
    return [plain, *_NICKNAMES.get(plain.lower(), ())]


def same_speaker(asked: str, said: Statement) -> bool:
    """Whether a statement is by the one who is asked for: by name, by surname, or by a role that names an institution."""
    one, other = fold(asked).split(), fold(said.speaker or "").split()
    if not one or not other:
        return False
    return one[-1] == other[-1] or (len(one) == 1 and said.role is not None and one[0] in fold(said.role).split())
