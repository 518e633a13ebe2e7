"""Outlets and speakers that a question names, matched against those the archive has."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answering.asked import Asked
from bot.answering.speakers import same_person
from index.statements.given_names import given_sex
from index.statements.names import PARTICLES, UPPER, name_words, without_suffix
from index.statements.roles import NO_PERSON, is_people
from index.tokens import fold

_NICKNAMES = {
    "washington post": ("wapo", "the post"), "huffpost": ("huffington post", "huff post", "huffpo"), "new york times": ("nyt", "ny times", "the times"),
    "wall street journal": ("wsj",), "associated press": ("ap",), "usa today": ("usat",), "anadolu agency": ("anadolu", "aa"),
}  # fmt: skip
_CERTAIN = r"(?:according to|per|as reported by|reported by|published by|published in|from|in|by)\s+(?:an?\s+|the\s+)?(?:article\s+in\s+(?:the\s+)?)?{outlet}(?!['’]s|[-/]|\w)"
_REPORTED = r"\b{outlet}(?:['’]s)?\s+(?:\w+\s+\d{{4}}\s+)?(?:reported|reports|wrote|writes|columnist|article|report|story|piece|write-up)\b"
_NAME_WORD = rf"(?:[{UPPER}][\w.’'-]*|{'|'.join(PARTICLES)})"
_PERSON = re.compile(rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{0,3}}")
_OFTEN = 20
"""Statements from which a speaker is known by the first name alone."""
_LONG = 5
"""Letters from which a name may be misspelt and still be recognised."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names an archive has: its outlets, and its speakers with roles and how often they speak."""

    outlets: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str | None, int], ...] = ()
    _by_surname: dict[str, list[str]] = field(default_factory=dict)
    _by_first_name: dict[str, str] = field(default_factory=dict)
    _often: frozenset[str] = frozenset()

    @classmethod
    def of(cls, outlets: Iterable[str], speakers: Sequence[tuple[str, str | None, int]]) -> "Known":
        """Prepares the look-up of speakers by surname: of several with one name, who speaks most comes first."""
        counts = Counter[str]()
        for name, _, count in speakers:
            if _PERSON.fullmatch(name):
                counts[name] += count
        by_surname, by_first_name = defaultdict[str, list[str]](list), dict[str, str]()
        for name, count in counts.most_common():
            words = [fold(word) for word in name_words(name)]
            by_surname[words[-1]].append(name)
            if count >= _OFTEN:
                by_first_name.setdefault(words[0], name)
        often = frozenset(last for last, names in by_surname.items() if counts[names[0]] >= _OFTEN)
        return cls(tuple(outlets), tuple(speakers), dict(by_surname), by_first_name, often)

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

    def is_outlet(self, phrase: str) -> bool:
        """Whether a phrase is an outlet's name, as printed or as people call it."""
        return any(fold(phrase) in (name.removeprefix("the ") for name in (fold(outlet), *_names(fold(outlet)))) for outlet in self.outlets)

    def find_speaker(self, asked: Asked, has_word: Callable[[str], bool]) -> str | None:
        """The fullest name of the one who is asked after; a misspelt name is forgiven; None where only described, or not in the archive."""
        if not asked.name:
            return None
        if known := self._known(asked, has_word):
            return known if asked.suffix else without_suffix(known)
        printed = len(asked.name) > 1 and has_word(asked.name[-1]) and given_sex(asked.name[0])
        name = " ".join(filter(None, (*asked.name, asked.suffix)))
        return name if printed and NO_PERSON.isdisjoint(asked.name) else None

    def statements_by(self, speaker: str) -> int:
        """How many statements the archive has by someone of this full name."""
        return sum(count for name, _, count in self.speakers if speaker in (name, without_suffix(name)))

    def _known(self, asked: Asked, has_word: Callable[[str], bool]) -> str | None:
        """The known speaker that a name in a question means: of that surname, and of that first name where one is given."""
        name, last = " ".join(asked.name), fold(asked.name[-1])
        namesakes = self._by_surname.get(last, [])
        if asked.suffix:
            return self._junior(asked, namesakes)
        if len(asked.name) > 1:
            meant = [known for known in namesakes if same_person(name, known)]
            if meant:  # a surname alone may be somebody else's
                return next((known for known in meant if " " in known), name)
        else:
            alone = [known for known in namesakes if " " not in known or not (asked.definite or _is_group(known))]
            first = None if asked.definite else self._by_first_name.get(last)
            if alone or first:
                return alone[0] if alone else first
        return self._misspelt(asked.name, has_word)

    def _junior(self, asked: Asked, namesakes: Sequence[str]) -> str | None:
        """The son, never his father: "Odd Lund Jr.", or "Odd Jr." as an article may call him."""
        full, short = f"{' '.join(asked.name)} {asked.suffix}", f"{asked.name[0]} {asked.suffix}"
        sons = (known for known in namesakes if same_person(full, known))
        called = (known for known in self._by_surname.get(fold(asked.name[0]), []) if known.rstrip(".") == short)
        return next(chain(sons, called), None)

    def _misspelt(self, name: Sequence[str], has_word: Callable[[str], bool]) -> str | None:
        """The speaker whose name is nearly this one; a name that some article has must be that of somebody who speaks often, letters swapped."""
        last = fold(name[-1])
        if len(last) < _LONG or last in self._by_surname or last in self._by_first_name:
            return None
        surnames = [n for n in (self._often if has_word(name[-1]) else self._by_surname) if n[0] == last[0]]
        close = process.extractOne(last, surnames, scorer=OSA.distance, score_cutoff=1 + len(last) // 9)
        if not close or (has_word(name[-1]) and sorted(last) != sorted(close[0])):
            return None
        return next((n for n in self._by_surname[close[0]] if len(name) == 1 or same_person(f"{name[0]} {name_words(n)[-1]}", n)), None)


def is_person_name(name: str) -> bool:
    """Whether a name is shaped like a person's: capitalized words, nobody's "plea agreement"."""
    return _PERSON.fullmatch(name) is not None


def _is_group(name: str) -> bool:
    """Whether a name of several words is no single person's: "Vale Republican", "White House"."""
    words = name.title().split()
    return not NO_PERSON.isdisjoint(words) or is_people(words[-1])


def _names(outlet: str) -> list[str]:
    plain = re.sub(r"^the\s+", "", outlet, flags=re.IGNORECASE)
    return [plain, *_NICKNAMES.get(plain.lower(), ())]
