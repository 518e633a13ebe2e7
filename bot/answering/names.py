"""Outlets and speakers that a question names, matched against those the archive has."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.statements.given_names import given_sex
from index.statements.names import name_words
from index.tokens import fold, tokenize

_NICKNAMES = {
    "washington post": ("wapo", "the post"), "huffpost": ("huffington post", "huff post", "huffpo"), "new york times": ("nyt", "ny times", "the times"),
    "wall street journal": ("wsj",), "associated press": ("ap",), "usa today": ("usat",), "anadolu agency": ("anadolu", "aa"),
}  # fmt: skip
_CERTAIN = r"(?:according to|per|as reported by|reported by|published by|published in|from|in|by)\s+(?:an?\s+|the\s+)?(?:article\s+in\s+(?:the\s+)?)?{outlet}(?!['’]s|[-/]|\w)"
_REPORTED = r"\b{outlet}(?:['’]s)?\s+(?:\w+\s+\d{{4}}\s+)?(?:reported|reports|wrote|writes|columnist|article|report|story|piece|write-up)\b"
_AUXILIARY = re.compile(
    r"(?:\b(?:did|does|do|is|was|were|are|will|would|has|have|had|can|could|should|might|may|must)|(?:(?<=what)|(?<=who)|(?<=how)|(?<=why)|(?<=where)|(?<=when))['’](?:s|d))\s+(?!(?:said|told)\b)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the (?:words|opinion|view|eyes) of)\s+")
_STANCE = (
    "account advice anger answer apology argument assessment assurance attack beef case claim comeback comment comments complaint complaints conclusion criticism "
    "criticisms defence defense demand description diagnosis excuse explanation feelings gripe idea joke judgment judgement justification line message objection "
    "objections opinion opinions pitch plan position prediction promise proposal quip reaction reason reasoning reasons remark remarks reply response retort solution "
    "stance statement story suggestion take theory thinking thoughts tweet verdict version view views vow warning words"
)
_STANCE_NOUN = re.compile(rf"(?:\s+[\w-]+){{0,2}}?\s+(?:{'|'.join(_STANCE.split())})\b")
_SAYING = re.compile(
    r"\b(?:say|said|saying|tell|told|tweet(?:ed)?|think|thought|mean|claim|call|called|describe|want|promise|argue|respond|react|answer|accuse|explain|suggest|predict|warn|admit|"
    r"urge|ask|complain|critici[sz]e|praise|write|put it|make of|see|feel|believe|justify|defend|deny|dismiss|propose|reply|advise|recommend|expect|pledge|vow|blame|compare|"
    r"comment|consider|regret|insist|plan|support|oppose|back|weigh in|object|apologi[sz]e|mock|attack|slam|blast|announce|declare|demand|joke|hint|doubt|worry|fear|agree|"
    rf"disagree|acknowledge|concede|confirm|recall|remember|endorse|{'|'.join(_STANCE.split())})\b",
    re.IGNORECASE,
)
_DOING = re.compile(r"\b(?:give|gave|have|offer|make|put|do|go|take|set|find|rule|decide|call)\b", re.IGNORECASE)
_TOLD_BY = re.compile(rf"{_SOURCE.pattern}([^,?.;:]{{3,60}})")
SAYING_WORDS = frozenset(
    tokenize(
        f"say said tell told tweet think call describe want promise argue respond react answer accuse explain suggest predict warn admit urge ask complain write make see feel "
        f"latest newest earliest oldest recent first last {_STANCE}"
    )
)
"""Stems of a question that name no topic."""
_NAME_RUN = re.compile(r"[a-z][\w.’'-]*|[^\W\d_][\w.’'-]*(?:\s+(?:(?:de|del|la|van|von|der|al|bin)\s+)?[A-Z][\w.’'-]*)*")
_TITLE = frozenset(
    "mr mrs ms dr sen rep gov gen president senator congressman congresswoman governor mayor judge secretary pope prince king queen sir".split()
)
_NO_NAME = frozenset("the a an his her their our its this that he she they it we you i one some any there former ex".split())
_SUBJECT_WORDS = 8
_PERSON = re.compile(r"(?:[A-Z][\w.’'-]*|de|del|la|van|von|der|al|bin|ibn)(?:\s(?:[A-Z][\w.’'-]*|de|del|la|van|von|der|al|bin|ibn)){0,3}")
_OFTEN = 20
"""Statements from which a speaker is known by the first name alone."""
_LONG = 5
"""Letters from which a name may be misspelt and still be recognised."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names an archive has: its outlets, and its speakers with roles and how often they speak."""

    outlets: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str | None, int], ...] = ()
    _by_surname: dict[str, str] = field(default_factory=dict)
    _full: frozenset[str] = frozenset()

    @classmethod
    def of(cls, outlets: Iterable[str], speakers: Sequence[tuple[str, str | None, int]]) -> "Known":
        """Prepares the look-up of speakers by surname: the one of a name that speaks most."""
        counts = dict[str, int]()
        for name, _, count in speakers:
            if not _PERSON.fullmatch(name):
                continue
            counts[name] = counts.get(name, 0) + count
        names = dict[str, str]()
        for name in sorted(counts, key=lambda n: counts[n]):  # of two with one name, the one who speaks more
            words = name_words(name)
            names[fold(words[-1])] = name
            if counts[name] >= _OFTEN:
                names[fold(words[0])] = name
        return cls(tuple(outlets), tuple(speakers), names, frozenset(counts))

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
        """The fullest name of the one whose words or doings are asked for; a misspelt name, which no article has, is forgiven."""
        asked = list(_asked(question))
        for name in asked:
            if known := self._known(name, has_word):
                return known
            if len(name) > 1 and given_sex(name[0]) and has_word(name[-1]):
                return " ".join(name)
        return " ".join(asked[0]) if asked and len(asked[0]) > 1 and has_word(asked[0][-1]) else None

    def statements_by(self, speaker: str) -> int:
        """How many statements the archive has by someone of this full name."""
        return sum(count for name, _, count in self.speakers if name == speaker)

    def _known(self, name: Sequence[str], has_word: Callable[[str], bool]) -> str | None:
        """The known speaker that a name in a question means: of that surname, and of that first name where one is given."""
        last = fold(name[-1])
        found = self._by_surname.get(last)
        if found and (len(name) == 1 or _same_first(name[0], found)):
            return found
        full = " ".join(name)
        if len(name) > 1 and full in self._full:
            return full
        if found or len(last) < _LONG or not name[-1][0].isupper() or has_word(name[-1]):
            return None
        close = process.extractOne(last, self._by_surname.keys(), scorer=Levenshtein.distance, score_cutoff=1 + len(last) // 9)
        return self._by_surname[close[0]] if close else None


def asks_for_words(question: str) -> bool:
    """Whether a question asks what somebody said or holds, not for a fact."""
    return bool(_SAYING.search(question)) and not re.match(
        r"\s*(?:how (?:much|many|long|old|far|low|high)|when|where|which|who)\b", question, re.IGNORECASE
    )


def asked_name(question: str) -> str | None:
    """The surname of the person whose words are asked for, as the question spells it; None for "an aide of the Senate"."""
    name = next(iter(_asked(question)), None)
    return name[-1] if name and name[-1][0].isupper() and asks_for_words(question) else None


def asked_subject(question: str) -> str:
    """The words by which a question names or describes the one whose words it asks for: "the head of Judicial Watch"; empty where it has none."""
    for opening in _AUXILIARY.finditer(question):
        rest = question[opening.end() :]
        if (end := _SAYING.search(rest)) or (end := _DOING.search(rest)):
            phrase = rest[: end.start()].strip()
            return phrase if 0 < len(phrase.split()) <= _SUBJECT_WORDS else ""
    return match[1] if (match := _TOLD_BY.search(question)) else ""


def _asked(question: str) -> Iterator[list[str]]:
    """Names in the places where a question names its subject: "did Ines Lund ...", "Ines Lund's reaction", "according to Ines Lund"."""
    for opening in (*_AUXILIARY.finditer(question), *_SOURCE.finditer(question)):
        rest = question[opening.end() :]
        taken, small, found = 0, None, False
        for run in _NAME_RUN.finditer(rest):
            words = [w for w in run.group().split() if fold(w).strip(".") not in _TITLE]
            taken += len(run.group().split())
            if taken > _SUBJECT_WORDS or not words or fold(words[-1]) in _PREPOSITIONS:
                break
            if re.search(r"(?:['’]s|['’])$", words[-1]):
                if _STANCE_NOUN.match(rest, run.end()):
                    yield [*words[:-1], re.sub(r"['’]s?$", "", words[-1])]
                    found = True
                break
            if words[0][0].isupper():
                yield words
                found = True
            elif taken == 1 and fold(words[0]) not in _NO_NAME:
                small = words
        if small and not found:
            yield small  # a name without capitals


_PREPOSITIONS = frozenset("of for from in at on to with by about when after before if as that".split())


def _same_first(given: str, known: str) -> bool:
    """Whether a first name can be short for another, or a middle name or initial was left out."""
    one, other = fold(given).strip("."), fold(known.split()[0]).strip(".")
    return one == other or other.startswith(one[:3]) or one.startswith(other) or fold(given) in fold(known).split()


def _names(outlet: str) -> list[str]:
    plain = re.sub(r"^the\s+", "", outlet, flags=re.IGNORECASE)
    return [plain, *_NICKNAMES.get(plain.lower(), ())]
