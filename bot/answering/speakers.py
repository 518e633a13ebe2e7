"""Whether a statement is by the one whose words are asked for."""

import re
from collections.abc import Callable
from functools import lru_cache

from bot.answering.records import Query
from index.records import Statement
from index.tokens import fold, tokenize

_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_OFFICES = {
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "congressman": "representative", "congresswoman": "representative", "president": "head", "director": "head", "chief": "head",
    "boss": "head", "leader": "head", "professor": "scholar", "prof": "scholar",
}  # fmt: skip


def same_name(one: str, other: str | None) -> bool:
    """Whether two names share their last word."""
    return bool(other) and fold(one).split()[-1:] == fold(other or "").split()[-1:]


def same_speaker(asked: str, said: Statement) -> bool:
    """Whether a statement is by the one who is asked for: by name, by surname, or by a role that names an institution."""
    one, other = fold(asked).split(), fold(said.speaker or "").split()
    if not one or not other:
        return False
    return one[-1] == other[-1] or (len(one) == 1 and said.role is not None and one[0] in fold(said.role).split())


@lru_cache(maxsize=20_000)
def description(text: str) -> frozenset[str]:
    """Stems of the words that name or describe somebody; offices of like meaning are one."""
    return frozenset(tokenize(" ".join(_OFFICES.get(fold(word), word) for word in re.findall(r"[\w.-]+", _POSSESSIVE.sub("", text)))))


class AskedSpeaker:
    """The one whose words a question asks for: by name, or as it describes them ("the CIA spokesman")."""

    def __init__(self, query: Query, rarity: Callable[[str], float]) -> None:
        """`rarity` weighs the stems of a description."""
        self._name = query.speaker
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
        if not self._weights:
            return 0.0
        source = description(f"{said.speaker} {said.role or ''} {said.mention.of(text) if said.mention else ''}")
        return sum(weight for stem, weight in self._weights.items() if stem in source)
