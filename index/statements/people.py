"""Whose words: mentions linked to the fullest name that an article prints, with the role it gives."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.records import Span, Statement
from index.statements.cues import PERSON
from index.statements.extract import RawStatement
from index.tokens import fold

_HONORIFICS = frozenset(
    "Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Sir Dame Lord Lady President Vice Senator Sen. Sen Representative Rep. Rep Congressman Congresswoman Governor Gov. Gov "
    "Mayor Judge Justice Chief General Gen. Lt. Lt Col. Sgt. Capt. Prof. Professor Secretary Minister Prime Foreign Chancellor Speaker Pope Rev. Rev "
    "Father Sister Archbishop Bishop Cardinal King Queen Prince Princess House Senate Majority Minority Leader State Attorney Ambassador Director "
    "Chairman Chairwoman Chair Former Deputy First Lady Republican Democratic Democrat Independent Press Councilman Councilwoman Sheriff Officer "
    "Detective Commissioner Spokesman Spokeswoman".split()
)
_NO_PERSON = frozenset(
    "Party House Assembly Committee University College City States Department Council Court Senate Congress Times Post News Union PAC Foundation "
    "Association Institute New North South East West Street County Center Party National International American Group Agency Bank Company Corp Inc "
    "Act Day Week Night Super Caucus Convention Conference Coalition Campaign Church School Hospital Hotel Tower Square Park Valley Island Islands "
    "Press Journal Magazine Network Service Services Office Bureau Board Commission Ministry Government Republic Kingdom World War II "
    "Affairs Partnership Agreement Treaty Dear Hi Hello Thank Thanks Yes No Please Security Intelligence Force Army Navy Police Democrats Republicans Americans Hall Morning Today Tonight Face Nation Poll Project".split()
)
"""Words of which a name with one is no person's."""
_MALE, _FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_TITLES_OF = {"Mr.": "m", "Mr": "m", "Mrs.": "f", "Mrs": "f", "Ms.": "f", "Ms": "f", "Congressman": "m", "Congresswoman": "f", "Sir": "m"}
_NAMES = re.compile(rf"(?<![\w’'])(?:{PERSON})")
_POSSESSIVE = re.compile(r"(?:’s|'s|’|')$")
_PARTY = re.compile(r"\s*\([^()]*\)$")
_PLACE = re.compile(r"\s+(?:of|for|from|in|to|at)\s.*$")
_PREPOSITION = re.compile(r"\b(?:of|for|from|in|at|to|with|by|about)\b")
_DETERMINER = re.compile(r"^(?:the|a|an|one|his|her|its|their|another|that|this)\s+", re.IGNORECASE)
_APPOSITION = re.compile(r",\s(?P<role>[^,.;:“”\"\n—]{3,90})(?=,|\.|\s—|$)")
_ROLE_WORD = re.compile(
    r"\b(?:\w+(?:man|men|woman|women|person|er|or|ist|ian|ant|ent|ess|ive|ary)|chair|chief|aide|head|host|guru|judge|mom|scholar|candidate|delegate|attorney|"
    r"analyst|president|secretary|governor|mayor|minister|pope|critic|coach|star)\b",
    re.IGNORECASE,
)
_MALE_NAMES = frozenset(
    "James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew Joshua Kenneth "
    "Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory "
    "Alexander Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Zachary Douglas Peter Kyle Noah Ethan Jeremy Walter Christian Keith "
    "Roger Terry Austin Sean Gerald Carl Harold Dylan Arthur Lawrence Jordan Jesse Bryan Billy Bruce Gabriel Joe Logan Alan Juan Albert Willie Elijah Wayne "
    "Randy Vincent Mike Jim Bob Bill Tom Ted Jeb Bernie Mitt Mitch Ben Chris Rick Rand Lindsey Marco Barack Bobby Chuck Harry Tim Dan Dave Ken Steve Jeff Greg "
    "Rudy Newt Karl Corey Reince Jake Anderson Sam Tony Ed Fred Martin Luis Carlos Jorge Pablo Vladimir Dmitry Sergei Aleksandar Mohammed Ali Ahmed Omar Hans "
    "Pierre Jean Francois Francis Nigel Boris Gordon Simon Ian Neil Glenn Craig Russell Philip Phil Louis Victor Oscar Ralph Roy Eugene Howard Stanley Leonard "
    "Lewis Clarence Ernest Curtis Warren Norman Marvin Leon Nathaniel Wesley Elliott Max Seth Trent Trey Todd Brad Brett Doug Don Ron Ray Matt Nick Rob Rod".split()
)
_FEMALE_NAMES = frozenset(
    "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda "
    "Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy Kathleen Angela Shirley Emma Brenda Pamela Nicole Anna Samantha Katherine Christine Debra "
    "Rachel Carolyn Janet Maria Olivia Heather Helen Catherine Diane Julie Victoria Joyce Lauren Kelly Christina Ruth Joan Virginia Judith Evelyn Hannah Andrea "
    "Megan Cheryl Jacqueline Madison Teresa Abigail Sophia Martha Sara Gloria Janice Kathryn Ann Isabella Judy Charlotte Julia Grace Amber Alice Jean Denise "
    "Frances Danielle Marilyn Natalie Beverly Diana Brittany Theresa Kayla Alexis Doris Lori Tiffany Hillary Chelsea Ivanka Melania Carly Elizabeth Debbie Kate "
    "Katie Nikki Kellyanne Megyn Sonia Ruth Elena Loretta Huma Cheryl Jill Jane Claire Tulsi Kamala Nina Donna Hope Katrina Ana Angela Theresa Marine Sally Anne "
    "Rosa Sheila Valerie Wendy Holly Dana Gail Peggy Connie Tammy Kirsten Barbara Dianne Jeanne Mazie Patty Maggie Molly Lucy Ellen Rose Gwen Joni Cindy Ines".split()
)


@dataclass(slots=True)
class _Person:
    """Someone an article names: the fullest form, where each mention stands, role and sex as far as printed."""

    name: str
    places: list[int]
    role: str | None = None
    sex: str | None = None


class People:
    """The people of one article."""

    def __init__(self, text: str, asides: Sequence[Span], author: str | None, quoted: Sequence[Span] = ()) -> None:
        """Reads the names of a text, not those in its asides; "he" never refers to a name inside quotation marks."""
        self._text, self._author = text, author
        self._people = dict[str, _Person]()
        found = [m for m in _NAMES.finditer(text) if not any(a.start <= m.start() < a.end for a in asides)]
        for match in sorted(found, key=lambda m: -len(_bare(m.group()).split())):
            self._note(match.group(), match.start())
        named = ((place, person) for person in self._unique() for place in person.places)
        self._mentions = sorted((m for m in named if not any(q.start <= m[0] < q.end for q in quoted)), key=lambda m: m[0])

    def _unique(self) -> Iterable[_Person]:
        return {id(person): person for person in self._people.values()}.values()

    def _note(self, printed: str, at: int) -> None:
        name, role = _split(printed)
        tokens = name.split()
        if len(tokens) > 2 and _sex_of(name) is None and _sex_of(tokens[1]) is not None:
            tokens = tokens[1:]  # "Maybe Donald Trump"
            name = " ".join(tokens)
        if not tokens:
            return
        key = fold(tokens[-1])
        person = self._people.get(key) if len(tokens) == 1 else self._people.get(fold(name))
        if person is None and 1 < len(tokens) <= _LONGEST_NAME and _NO_PERSON.isdisjoint(tokens):
            person = self._people.setdefault(fold(name), _Person(name, []))
            self._people.setdefault(key, person)
        if person is None:
            return
        person.places.append(at)
        first = printed.split()[0]
        person.sex = person.sex or _TITLES_OF.get(first) or _sex_of(person.name)
        after = _APPOSITION.match(self._text, at + len(printed.rstrip()))
        if after and len(tokens) > 1 and _ROLE_WORD.search(after["role"]):
            role = role or _DETERMINER.sub("", after["role"]).strip()
        person.role = person.role or role

    def resolve(self, mention: Span, speakers: Sequence[tuple[int, str]]) -> tuple[str | None, str | None]:
        """Speaker and role of a mention; None where it is not clear. `speakers` are (place, name) of statements before."""
        words = mention.of(self._text)
        lower = words.split()[0].lower() if words.split() else ""
        if lower in ("he", "she") or (len(words.split()) == 1 and lower in _MALE | _FEMALE):
            person = self._antecedent(mention.start, "m" if lower in _MALE else "f", speakers)
            return (person.name, person.role) if person else (None, None)
        if len(words.split()) == 1 and lower in ("i", "we"):
            return (self._author, None) if lower == "i" else (None, None)
        if lower in ("it", "they", "you", "others", "who", "that", "this") and len(words.split()) == 1:
            return None, None
        return self._named(re.sub(r",?\s+(?:[^,]*,\s+)?who$", "", words))

    def named_in(self, mention: Span, speaker: str | None) -> list[tuple[int, str]]:
        """Whom a later "he" can refer to by this mention: the speaker, or a person in it ("a post from Ines Lund")."""
        if speaker and fold(speaker) in self._people:
            return [(mention.start, speaker)]
        return [(place, person.name) for place, person in self._mentions if mention.start <= place < mention.end][-1:]

    def _named(self, words: str) -> tuple[str | None, str | None]:
        names = [m.group() for m in _NAMES.finditer(words)]
        if _DETERMINER.match(words) and words != f"The {names[-1] if names else ''}" and (not names or not words.endswith(names[-1])):
            return self._by_role(words)
        if not names or not words.endswith(names[-1]):
            return words, None
        name, role = _split(names[-1].removeprefix("The "))
        before = words[: len(words) - len(names[-1])].strip()
        if _PREPOSITION.search(before):
            return _DETERMINER.sub("", words), None
        tokens = name.split()
        person = (self._people.get(fold(name)) or self._people.get(fold(tokens[-1]))) if tokens else None
        role = " ".join(filter(None, (_DETERMINER.sub("", before), role)))
        role = role if _ROLE_WORD.search(role) else None
        if person is None:
            return _DETERMINER.sub("", _bare(name)) or words, role
        person.role = person.role or role
        return person.name, person.role

    def _by_role(self, words: str) -> tuple[str | None, str | None]:
        """ "The spokesman" is the one person with that role; else the description is all that is printed."""
        wanted = fold(words.split()[-1])
        if words.lower().startswith("the "):
            fitting = [person for person in self._unique() if person.role and wanted in fold(person.role).split()]
            if len(fitting) == 1 and len(words.split()) <= 3:
                return fitting[0].name, fitting[0].role
        return _DETERMINER.sub("", words) if words.lower().startswith("the ") else words, None

    def _antecedent(self, at: int, sex: str, speakers: Sequence[tuple[int, str]]) -> _Person | None:
        """Who "he" or "she" is: the speaker before, unless someone else of that sex was named since at a sentence's head."""
        before = [(place, person) for place, person in self._mentions[: bisect_left(self._mentions, (at,), key=lambda m: (m[0],))]]
        near = [(place, person) for place, person in before if at - place < _REACH and _may_be(person, sex)]
        spoken = [(place, name) for place, name in speakers if place < at and at - place < _REACH]
        if spoken:
            person = self._people.get(fold(spoken[-1][1]))
            since = [p for place, p in near if place > spoken[-1][0] and self._heads_sentence(place)]
            if person is not None and person.sex in (None, sex) and not (since and since[-1] is not person):
                return person
        heads = [person for place, person in near if self._heads_sentence(place)]
        return heads[-1] if heads else (near[-1][1] if near else None)

    def _heads_sentence(self, place: int) -> bool:
        """Whether little stands between the sentence's start and this place."""
        head = re.split(r"[.!?]\s|\n|[“\"]", self._text[max(0, place - 60) : place])[-1]
        return len(head) < 45


_REACH = 900
_LONGEST_NAME = 4


def attribute(text: str, raw: Sequence[RawStatement], asides: Sequence[Span], author: str | None) -> list[Statement]:
    """Statements with their speakers, in order."""
    quoted = [span for statement in raw if statement.kind == "direct" for span in statement.spans]
    people, speakers, found = People(text, asides, author, quoted), list[tuple[int, str]](), list[Statement]()
    for statement in raw:
        speaker, role = people.resolve(statement.mention, speakers) if statement.mention else (None, None)
        if statement.mention:
            speakers.extend(people.named_in(statement.mention, speaker))
        found.append(Statement(statement.spans, statement.kind, speaker, role, statement.mention, statement.cue))
    return found


def _split(printed: str) -> tuple[str, str | None]:
    """A printed name without honorifics, party and place, and the honorifics as role."""
    words = _bare(printed).removeprefix("The ").split()
    last = max((i for i, word in enumerate(words[:-1]) if word in _HONORIFICS), default=-1)
    role = " ".join(word for word in words[: last + 1] if word not in _TITLES_OF) or None
    return " ".join(words[last + 1 :]), role


def _may_be(person: _Person, sex: str) -> bool:
    """Whether "he" or "she" can mean a name: of that sex, or of unknown sex but with a role, as only people have."""
    return person.sex == sex or (person.sex is None and person.role is not None)


def _sex_of(name: str) -> str | None:
    first = name.split()[0]
    return "m" if first in _MALE_NAMES else "f" if first in _FEMALE_NAMES else None


def _bare(printed: str) -> str:
    return _PLACE.sub("", _PARTY.sub("", _POSSESSIVE.sub("", " ".join(printed.split()))))
