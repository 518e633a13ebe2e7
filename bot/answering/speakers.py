"""Whether a statement is by the one whose words are asked for."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from nicknames import NickNamer
from rapidfuzz.distance import Levenshtein

from bot.answering.records import Query
from index.records import Statement
from index.statements.names import name_suffix, name_words
from index.tokens import fold, tokenize

_NO_NAME = frozenset(
    "a an the of for to by with in on from s his her their its our some one two several former aide aides adviser advisers".split()
)
"""Words of a source that only describes, whoever it names."""
_LONG = 6
"""Letters from which a first name may be spelt another way."""
_NAMESAKE = 0.5
"""How well the speaker of a surname fits where nothing but the surname was asked for, and another is better known."""
_MOST = 0.5
"""The share of a description that must be found for somebody to be the one described."""
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_OFFICES = {
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "congressman": "representative", "congresswoman": "representative", "president": "head", "director": "head", "chief": "head",
    "boss": "head", "leader": "head", "professor": "scholar", "prof": "scholar",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: a surname alone is anybody's who has it, first names agree or one is short for the other.

    "William J. Bennett" may be Bill Bennett, but neither Matt Bennett nor "a spokesman for Bill Bennett"; the "NY Daily
    News" may be the "New York Daily News". Who is asked for as "Odd Lund Jr." is nobody without that.
    """
    if (suffix := name_suffix(one)) and name_suffix(other) != suffix:
        return False
    (*given, last), (*others, same) = (fold(" ".join(name_words(name))).split() or [""] for name in (one, other))
    if last != same or not last:
        return False
    if not given or not others:
        return True
    return _NO_NAME.isdisjoint(others) and (_is_among(given[0], others) or _is_among(others[0], given) or _share_a_word(given, others))


def _is_among(first: str, given: Sequence[str]) -> bool:
    """Whether a first name is one of a person's; of middle names those that are written out count."""
    return any(_agree(first, name) for name in given if name is given[0] or len(name.strip(".")) > 1)


def _share_a_word(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(len(word.strip(".")) > 1 for word in set(one).intersection(other))


def _agree(one: str, other: str) -> bool:
    """Whether two first names are one, one is the other's initial or beginning, or short for it, or a letter is off."""
    short, long = sorted((one.strip("."), other.strip(".")), key=len)
    if long.startswith(short) or (len(long) >= _LONG and Levenshtein.distance(short, long) <= 1):
        return bool(short)
    return long in _nicknames().nicknames_of(short) | _nicknames().canonicals_of(short)


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


def same_speaker(asked: str, said: Statement) -> bool:
    """Whether a statement is by the one who is asked for: by name, by surname, or by a role that names an institution.

    Of several who speak together each is meant.
    """
    if not asked or not said.speaker:
        return False
    if any(same_person(asked, name) for name in said.speaker.split(" and ")):
        return True
    word = fold(asked).split()
    return len(word) == 1 and said.role is not None and word[0] in fold(said.role).split()


@lru_cache(maxsize=20_000)
def description(text: str) -> frozenset[str]:
    """Stems of the words that name or describe somebody; offices of like meaning are one."""
    return frozenset(tokenize(" ".join(_OFFICES.get(fold(word), word) for word in re.findall(r"[\w.-]+", _POSSESSIVE.sub("", text)))))


def described(subject: str, said: Statement, text: str) -> bool:
    """Whether most words by which a question describes somebody are in a statement's source: its name, role and mention in its article's text."""
    wanted = description(subject)
    return bool(wanted) and len(wanted & _source(said, text)) > _MOST * len(wanted)


def _source(said: Statement, text: str) -> frozenset[str]:
    return description(f"{said.speaker} {said.role or ''} {said.mention.of(text) if said.mention else ''}")


class AskedSpeaker:
    """The one whose words a question asks for: by name, or as it describes them ("the CIA spokesman")."""

    def __init__(self, query: Query, rarity: Callable[[str], float]) -> None:
        """`rarity` weighs the stems of a description."""
        self._name = query.speaker
        first = fold(query.speaker or "").split()[:1]
        self._named_in_full = not set(first).isdisjoint(fold(query.text).split())
        stems = description(query.subject)
        total = sum(rarity(stem) for stem in stems)
        self._weights = {stem: rarity(stem) / total for stem in stems}

    def match(self, said: Statement | None, text: str) -> float:
        """How well a statement's source fits, 0 to 1: wholly by name, else by the share of the description in its name, role and mention.

        `text` is its article's.
        """
        if said is None or not said.speaker:
            return 0.0
        if self._name and same_speaker(self._name, said):
            return 1.0
        if self._name and same_person(name_words(self._name)[-1], said.speaker):  # another of that surname
            return 0.0 if self._named_in_full else _NAMESAKE
        if not self._weights:
            return 0.0
        return sum(weight for stem, weight in self._weights.items() if stem in _source(said, text))
