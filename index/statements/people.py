"""Who an article names: the fullest form of each name, with role and sex as far as printed."""

import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from index.records import Span
from index.statements.given_names import given_sex, is_given
from index.statements.names import NAMES, PARTICLES, UPPER, name_suffix, name_words
from index.statements.prose import NEXT, Prose
from index.statements.roles import (
    PERSONAL_TITLES,
    PREPOSITION,
    ROLE_WORD,
    SEX_OF_TITLE,
    head_name,
    is_no_person,
    named_person,
    of_one,
    role_before,
    role_beside,
    sex_of,
    split_name,
)
from index.tokens import fold

MALE, FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
PRONOUNS = {sex: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for sex, words in (("m", sorted(MALE)), ("f", sorted(FEMALE)))}
_ENDS = re.compile(r"[.!?,:;\n“”\"]")
_APPOSITION = re.compile(
    r",\s(?P<role>(?:[^,.;:“”\"\n—]|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr))\.|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen))\.){3,90}?)(?=,|(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen))\.|\s—|$)"
)
_BEFORE_NAME = re.compile(r"(?:[\w’'.-]+\s+){0,6}[a-z][\w’'-]*\s+$")
_BEHIND_SURNAME = re.compile(rf"\s[{UPPER}]\w+(?<!ed)(?<!ing)$")
"""A second surname: "Acosta Febo", but not the verb of a headline."""
_OWNER = rf"(?!(?:And|But|In|On|At|As|When|For|With|That|So|If|While|After|Then|The)\b)(?:(?:Mrs?|Ms|Dr)\.\s)?(?:[{UPPER}][\w-]*\s){{0,2}}[{UPPER}][\w-]*['’]s?\s"
_APPOSED_BEFORE = re.compile(
    rf"(?:^|[\s“])(?P<role>(?:{_OWNER}|(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s(?:(?:[\w-]+\s)?[a-z][\w-]*['’]s?\s)?)(?:[\w-]+\s){{0,5}}?{ROLE_WORD.pattern}(?:\s(?:of|to|for|at|in)\s(?:the\s)?{NAMES.pattern}){{0,2}}),\s$"
)
"""A role with a comma before a name: "the council's clerk, Odd Pell,"."""
_SPEAKS_FOR = re.compile(rf"{ROLE_WORD.pattern}\s(?:for|to|with)\s$")
"""Before a role that may be that of whom another speaks for: "a spokesman for the mayor, Odd Pell,"."""
_ROLE_LAST = re.compile(rf"(?:(?P<role>{ROLE_WORD.pattern}),?|\bnamed)\s$")
_AND = re.compile(r"\s+(?:and|&)\s+")
_LIST = re.compile(rf",?{_AND.pattern}|,\s+(?!(?:Jr|Sr)\.)")
_COUPLE = re.compile(rf"(?:^|\b[a-z][\w’'-]*,?\s)(?P<one>[{UPPER}]\w+) and (?P<other>[{UPPER}]\w+) (?P<surname>[{UPPER}][\w’'-]+)$")
_OWN_PRONOUN = re.compile(r"[^\n“”\"]*?\s([Hh]e|[Ss]he)\b")
_OTHERS_PRONOUN = re.compile(r"(?:[Hh]e\b[^.!?\n“”\"]*?\bshe|[Ss]he\b[^.!?\n“”\"]*?\bhe)\b")
"""Two people by pronouns in one sentence: "says she is the best he has taught"."""
_LONG, _LONGEST_NAME, _LONGEST_ROLE = 6, 4, 30
"""Letters from which a surname may be misspelt; words of the longest name; characters of a role."""
_IN_TOWN = re.compile(rf"\b[Ii]n\s([{UPPER}][a-z]+)\b(?!\s[{UPPER}])")
_VOTES, _VOTES_AGAINST, _MAJORITY = 2, 4, 0.75
"""Pronouns that tell of somebody's sex, those that tell more than a given name that says otherwise, and their share."""


@dataclass(slots=True)
class Person:
    """Someone an article names: the fullest form, where each mention stands, role and sex as far as printed."""

    name: str
    places: list[int]
    role: str | None = None
    sex: str | None = None
    first: int = sys.maxsize
    """Where the full name is printed first."""
    by_surname: bool = False
    """Whether the last word of the name stands alone somewhere, as people's do, and is no other word."""


class People:
    """The people of one article.

    `named` are the places where it names somebody, in order, `mentions` those outside what is reported: "he" never refers to a
    name there. `titled` are titles before a surname that several have: one of them, nobody knows which.
    """

    def __init__(self, prose: Prose, asides: Sequence[Span], sources: Collection[str] = ()) -> None:
        """Reads the names of a text, not those in its asides; of the `sources` as printed, who speaks under a first name alone is somebody too."""
        self._text = prose.text
        self._first_names = {words for words in sources if words.isalpha() and given_sex(words)}
        self._sources = " ".join(sources)
        self._towns = set(_IN_TOWN.findall(self._text))
        self._people, self._bearers = dict[str, Person](), dict[str, list[Person]]()
        self.titled = dict[tuple[str, str], Person]()
        found = [m for m in NAMES.finditer(self._text) if not any(a.start <= m.start() < a.end for a in asides)]
        read = [(match, *named_person(match.group())) for match in found]
        read += [(match, f"{given} {name_words(full)[-1]}", None) for match, given, full in _spouses(self._text, read)]
        for match, name, role in sorted(read, key=lambda r: -len(r[1].split())):
            self._note(match.group(), match.start(), name, role)
        self.named = sorted(((place, person) for person in self.everyone() for place in person.places), key=lambda m: m[0])
        self._infer_sexes()
        self.mentions = [m for m in self.named if not prose.is_reported(m[0])]

    def everyone(self) -> Iterable[Person]:
        """Each person once."""
        return {id(person): person for person in self._people.values()}.values()

    def find(self, name: str) -> Person | None:
        """Somebody by the full name."""
        return self._people.get(fold(name))

    def called(self, name: str) -> Person | None:
        """Somebody by surname or full name as printed, nothing forgiven."""
        return self._people.get(fold(name_words(name)[-1]))

    def named_between(self, start: int, end: int) -> Sequence[tuple[int, Person]]:
        """Those whom the text names from one place up to another, outside what is reported."""
        return _between(self.mentions, start, end)

    def printed_between(self, start: int, end: int) -> Sequence[tuple[int, Person]]:
        """Those whom the text names from one place up to another, in what is reported too."""
        return _between(self.named, start, end)

    def named_behind(self, place: int, within: int) -> list[Person]:
        """Those whom the clause of a place names behind it, within so many characters."""
        return [person for at, person in self.printed_between(place + 1, place + within) if not _ENDS.search(self._text, place, at)]

    def person(self, name: str) -> Person | None:
        """Someone by full name, by surname, by a first name that nobody else has, by the first of two surnames; a slip of the pen in a surname is forgiven."""
        if not name:
            return None
        last = fold(name_words(name)[-1])
        found = self._people.get(fold(name)) or self._people.get(last)
        if found is None and len(name.split()) == 1:
            first = [p for p in self.everyone() if fold(p.name.split()[0]) == last]
            first = first or [p for p in self.everyone() if last in fold(p.name).split()[1:-1] and _BEHIND_SURNAME.search(p.name)]
            near = [p for key, p in self._people.items() if len(last) >= _LONG and Levenshtein.distance(key, last, score_cutoff=1) == 1]
            found = first[0] if len(first) == 1 else near[0] if len(near) == 1 else None
        return found

    def bearer(self, name: str, sex: str | None, spoke: str | None = None) -> Person | None:
        """Someone by name; of several with one surname the one of the sex that a title tells, who spoke just before, or who is named first."""
        person = self.person(name)
        if person is None or len(name_words(name)) > 1:
            return person
        every = self._bearers.get(fold(name_words(name)[-1]), [])
        bearers = [p for p in every if sex is None or (p.sex or given_sex(p.name)) in (None, sex)]
        spoken = next((p for p in bearers if p.name == spoke), None)
        return spoken or min(bearers, key=lambda p: p.first, default=person)

    def several(self, words: str) -> str | None:
        """Two or more people named side by side: "Ines Lund, Odd Pell and Karin Holt"."""
        heads = [head_name(name) for name in _LIST.split(words)] if _AND.search(words) else []
        people = [self.person(split_name(head[1])[0]) if head else None for head in heads]
        return " and ".join(p.name for p in people if p) if len(people) > 1 and all(people) else None

    def _note(self, printed: str, at: int, name: str, role: str | None) -> None:
        tokens = name_words(name)
        if not tokens:
            return
        if role and self._text.endswith("former ", 0, at):
            role = f"former {role}"
        key = fold(tokens[-1])
        sex = SEX_OF_TITLE.get(printed.split()[0])
        person = (
            self._holder(key, role) or self.bearer(name, sex)
            if len(tokens) == 1
            else self._people.get(fold(name)) or self._variant(name, tokens)
        )
        titled = len(tokens) == 1 and printed.split()[-2:-1] != [] and printed.split()[-2].strip(".") in PERSONAL_TITLES
        alone = tokens == [name] and (name in self._first_names or self._is_introduced(at, name))
        if (
            person is None
            and (titled or alone or 1 < len(tokens) <= _LONGEST_NAME)
            and not (is_no_person(name) or self._is_of_town(tokens))
        ):
            person = self._people.setdefault(fold(name), Person(name, []))
            self._people.setdefault(key, person)
            self._bearers.setdefault(key, []).append(person)
        if person is None:
            return
        person.places.append(at)
        if len(tokens) > 1:
            person.first = min(person.first, at)
        elif (
            not person.by_surname and person.name in self._sources and 1 < len(printed) < len(person.name) and person.name.endswith(printed)
        ):
            person.by_surname = re.search(rf"\b(?:{re.escape(printed.lower())}|[Tt]he {re.escape(printed)})\b", self._text) is None
        person.sex = person.sex or sex
        if role and len(tokens) == 1 and len(self._bearers.get(key, [])) > 1 and not self._holder(key, role):
            self.titled.setdefault((name, role), Person(name, [at], role))
        else:
            person.role = person.role or role or self._role_around(at, printed, tokens)

    def _is_of_town(self, tokens: Sequence[str]) -> bool:
        """Whether a name is of something in a town that is called as people are: "Charlotte Pride" where somebody lives "in Charlotte"."""
        town, last = tokens[0], tokens[-1]
        return (
            tokens == [town, last]
            and town in self._towns
            and re.search(rf"(?<!{re.escape(town)}\s)\b{re.escape(last)}\b", self._text) is None
        )

    def _is_introduced(self, at: int, name: str) -> bool:
        """Whether a first name alone stands behind who that is: "Their neighbour Bill", "his wife, Ines", "a nurse named Ada"."""
        before = _ROLE_LAST.search(self._text, max(0, at - _LONGEST_ROLE), at)
        return before is not None and (given_sex(name) is not None or sex_of((before["role"] or "").lower()) is not None)

    def _holder(self, key: str, role: str | None) -> Person | None:
        """Of several with one surname the one whom a title before it is known to belong to, else the only one without any: "President Lund"."""
        bearers = self._bearers.get(key, [])
        if role is None or len(bearers) < 2:
            return None
        having = [p for p in bearers if p.role and not set(role.split()).isdisjoint(p.role.split())]
        without = [p for p in bearers if not p.role]
        return next((people[0] for people in (having, without) if len(people) == 1), None)

    def _variant(self, name: str, tokens: Sequence[str]) -> Person | None:
        """The person whose name differs only in what stands in the middle, or of whose name this is the end: "Suu Kyi".

        "Odd Lund" beside "Odd Lund Sr." is his son.
        """
        person = self._people.get(fold(tokens[-1]))
        known = name_words(person.name) if person else []
        if person and known == list(tokens) and name_suffix(person.name) != name_suffix(name):
            return None
        ends = list(map(fold, known[-len(tokens) :])) == list(map(fold, tokens)) and (
            given_sex(tokens[0]) is None or fold(tokens[0]) in PARTICLES
        )
        return person if known and (ends or fold(known[0]) == fold(tokens[0])) else None

    def _role_around(self, at: int, printed: str, tokens: Sequence[str]) -> str | None:
        """The role that stands after a full name ("Ines Lund, chair of the council,") or before it ("treasurer Odd Pell")."""
        if len(tokens) < 2:
            return None
        after = _APPOSITION.match(self._text, at + len(printed.rstrip()))
        if after and (beside := role_beside(after["role"])):
            return of_one(beside)
        apposed = (
            _APPOSED_BEFORE.search(self._text, max(0, at - NEXT), at) if self._text.startswith(",", at + len(printed.rstrip())) else None
        )
        if (
            apposed
            and not _SPEAKS_FOR.search(self._text, max(0, apposed.start() - NEXT), apposed.start("role"))
            and (beside := role_beside(apposed["role"]))
        ):
            return of_one(beside)
        before = _BEFORE_NAME.search(re.split(r"[,.;:!?“”\"\n(]|''", self._text[max(0, at - 70) : at])[-1])
        return of_one(role_before(before.group() + printed[: printed.find(tokens[0])])) if before else None

    def _infer_sexes(self) -> None:
        """By titles, else by the pronouns that follow their name before anybody else's, else by their given name.

        One pronoun alone counts only for those who have a role or a given name: an organization has neither.
        """
        places = [place for place, _ in self.named]
        votes = {id(person): Counter[str]() for person in self.everyone()}
        for number, (place, person) in enumerate(self.named):
            end = places[number + 1] if number + 1 < len(places) else len(self._text)
            pronoun = _OWN_PRONOUN.match(self._text, place, min(end, place + NEXT))
            if pronoun and not _OTHERS_PRONOUN.match(self._text, pronoun.start(1), min(end, place + NEXT)):
                votes[id(person)]["f" if pronoun[1].lower() in FEMALE else "m"] += 1
        for person in self.everyone():
            cast = votes[id(person)]
            (voted, most), rest = cast.most_common(1)[0] if cast else (None, 0), cast.total()
            given = given_sex(person.name) or _sex_of_role(person.role)
            needed = _VOTES if given in (None, voted) else _VOTES_AGAINST
            sure = voted if most >= needed and most >= _MAJORITY * rest else None
            human = person.role is not None or is_given(person.name)
            person.sex = person.sex or (sure if human else None) or given or (voted if human else None)


def _between(mentions: Sequence[tuple[int, Person]], start: int, end: int) -> Sequence[tuple[int, Person]]:
    first, last = (bisect_left(mentions, place, key=lambda m: m[0]) for place in (start, end))
    return mentions[first:last]


def _sex_of_role(role: str | None) -> str | None:
    """Of whom a role tells the sex: "spokeswoman for the council"."""
    head = PREPOSITION.split(role)[0].split()[-1:] if role else []
    return sex_of(head[0].lower()) if head else None


def _spouses(text: str, read: Sequence[tuple[re.Match[str], str, str | None]]) -> Iterable[tuple[re.Match[str], str, str]]:
    """Of "Ines and Odd Lund", or "Sisters Ines and Ada Lund", the given name that stands before the other's full name, and that."""
    for (one, name, _), (other, full, _) in pairwise(read):
        beside = _AND.fullmatch(text, one.end(), other.start()) and other.group() == full and len(full.split()) > 1
        title = one.group().removesuffix(name).rstrip()
        together = not title or ROLE_WORD.fullmatch(title[:-1])
        if beside and together and name.isalpha() and is_given(name) and is_given(full):
            yield one, name, full


def couple(part: str) -> str | None:
    """Two people of one surname: "Ines and Odd Lund"."""
    found = _COUPLE.search(part)
    return f"{found['one']} {found['surname']} and {found['other']} {found['surname']}" if found else None


def may_be(person: Person, sex: str) -> bool:
    """Whether "he" or "she" can mean a name: of that sex, or of unknown sex but with a role, a given name or a surname, as only people have."""
    return person.sex == sex or (person.sex is None and (person.role is not None or person.by_surname or is_given(person.name)))
