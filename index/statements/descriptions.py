"""Whom a description means: "the spokesman", "the company", "Lund's letter"."""

import re

from index.statements.given_names import is_given
from index.statements.names import NAMES, UPPER
from index.statements.people import PRONOUNS, People, Person
from index.statements.prose import CLAUSE, NEARBY, REACH, Prose, Voice, Voices
from index.statements.roles import DETERMINER, KIN, POSSESSIVE, PREPOSITION, ROLE_WORD, is_no_person, is_people, sex_of, split_name
from index.tokens import fold

_ANYBODY = frozenset(
    "official nurse witness resident protester moderator host interviewer reporter journalist voter supporter volunteer driver insider aide operative bystander".split()
)
"""Descriptions under which a politician who spoke before is not meant."""
_SAME_OFFICE = {"senator": "sen", "congressman": "rep", "congresswoman": "rep", "representative": "rep", "governor": "gov"}
_DOCUMENT = re.compile(
    rf"(?:[Tt]he|(?P<whose>[{UPPER}][\w.’'-]*(?:\s[{UPPER}][\w.’'-]*)*)(?:’s|'s|’|'))\s(?:\w+\s)?(?:statement|letter|memo|memorandum|e-?mail|message|post|tweet|release|note|essay|op-ed)s?"
)
_BY = rf"(?P<by>{NAMES.pattern}(?:['’]s?)?(?:\s(?:campaign|office|team|camp|committee|group|foundation|department))?)"
_ISSUED = (
    rf"\bNOUNs?(?:\s\w+){{0,2}}?\s(?:from|by)\s(?:the\s)?{_BY}",
    rf"{_BY}\s(?:\w+ly\s|also\s|later\s)?(?:sent|issued|released|posted|published|circulated|wrote|put)\s(?:out\s)?(?:an?|its|his|her|their)\s(?:[\w-]+\s){{0,3}}?NOUNs?\b",
)
"""By whom a document was issued."""
_STATEMENT = re.compile(r"[Tt]he\s(?:press\s)?(?:statement|release)")
_BODY = re.compile(
    r"the\s(?:\w+\s)?(?:(?P<any>company|firm|group|organi[sz]ation|agency|outlet|paper|newspaper|magazine|network|site|website|nonprofit|charity|retailer|body|"
    r"business|airline|broadcaster|publication|institution|institute|maker|manufacturer|startup|carrier|lender|watchdog|think tank)|"
    r"(?P<named>campaign|committee|department|court|university|party|ministry|council|commission|union|bank|association|foundation|school|church|team|club|center|board|bureau|office))"
)
_NO_PREPOSITION = r"(?<!-)(?<!\b[Ii]n\s)(?<!\b[Aa]t\s)(?<!\b[Tt]o\s)(?<!\b[Oo]f\s)(?<!\b[Bb]y\s)(?<!\b[Ff]or\s)(?<!\b[Nn]ear\s)(?<!\b[Ff]rom\s)(?<!\b[Ww]ith\s)"
"""Before a name that what stands behind its comma tells of: not "In Vale, a company"."""
_CALLED_SO = (
    rf"{_NO_PREPOSITION}(?P<who>{NAMES.pattern})(?:\s\([^()]*\))?,\s(?:an?|the)\s(?:[\w’'-]+\s){{0,5}}?NOUN\b",
    rf"\bNOUN\s(?P<who>{NAMES.pattern})",
)
"""How a text tells what a body is."""
_NAMED_SO = rf"\b(?P<who>(?:[{UPPER}][\w’'-]+\s)+Noun\b(?:\s(?:of|for)\s(?:the\s)?{NAMES.pattern})?)"
"""A body's name that says what it is."""
_ANOTHER = r"(?<!,\s)\b(?:[Aa]n?|[Aa]nother)\s(?:[\w’'-]+\s){0,3}?NOUN\b"
"""One of the kind that is not named: "an appeals court"."""
_ALONE = re.compile(r"[Tt]he\s(?:[a-z][\w-]*\s)?[a-z][\w-]*(?<![^s]s)")
_SAID_TO_BE = rf"{_NO_PREPOSITION}(?P<who>{NAMES.pattern})(?:,\s\d+)?,\san?\s(?:(?!(?:of|for|with|in|at|from|by|to|on|the|an?|and|who)\b)[\w’'-]+\s){{0,4}}?NOUN(?=[,.]|\swho\b)"
"""How a text tells what somebody is."""
_SOMEBODYS = re.compile(
    rf"\w['’]s?\s(?:\w+\s)?(?:{KIN}|uncle|aunt|nephew|niece|cousin|friend|neighbou?r|lawyer|attorney|aide|advis[eo]r|spokes(?:man|woman|person)|(?:campaign\s)?manager|representative|assistant)$"
)
"""Who is somebody to another, and so not the one who spoke before."""
_POSSESSIVE = re.compile(r"\w['’]s?\s[a-z]")
_OFFICES = frozenset("prime foreign vice deputy justice interior finance defence defense economy".split())
"""Words that tell one minister, or president, from another."""
_NATION = re.compile(rf"\b[{UPPER}]\w+(?:ian|an|ese|ish|ench|eli)\b(?=\s)")
_NO_NATION = frozenset("Republican Libertarian American African European Christian Veteran Egalitarian".split())
"""What looks like a people and is none, or not one country's."""
_OF_PLACE = re.compile(rf"\sof\s(?P<place>[{UPPER}]\w+)")
_WORK = re.compile(r"[“\"](?P<title>[^”\"]+),?[”\"]")
"""A film or book in a description: "the “Ferrymen” star"."""
_ANY = re.compile(r"\s*an?\s")
"""Behind a role in something not told of before: "the organizer of a march"."""
_STEM, _BEFORE_NAME = 4, 30
"""Letters that a nation and its people share; characters before a name in which its people may stand."""
_CANDIDATE = re.compile(r"\b(?:candidate|nominee|hopeful|contender)$")
"""Whom a story of a campaign is about, whichever mayor it names in between."""
_OF_LATE = frozenset("new newly elected current longtime outspoken popular".split())
"""Words of a description that tell nobody from another."""
_TOLD_APART = re.compile(r"[Tt]he\s[^,.;:“”\"\n]{1,60},\swho(?:se)?\s(?!(?:had|has|was|is|also)\b)")
"""A description that goes on to tell who is meant: "the designer, who works for another brand"."""
_AGED = re.compile(r"(?:the\s)?(?P<age>\d{1,3})-year-old", re.IGNORECASE)
_AGE_BEHIND = re.compile(r"(?:,\s(?:who\sis\s|aged?\s)?|\s\()(?P<age>\d{1,3})\b")
_AGE_BEFORE = re.compile(rf"\b(?P<age>\d{{1,3}})-year-old\s(?:(?:[\w-]+\s)?{ROLE_WORD.pattern}\s)?$")
"""How old somebody is, behind the name and before it: "Ines Lund, 19,", "the 19-year-old striker Ines Lund"."""
_FORMER = frozenset("former then ex late".split())
_SOON, _SUBJECT, _BEHIND_ROLE = 500, 10, 30
"""Characters that a description may stand from who spoke before, a subject from where its sentence begins, and one with a role before it."""

Speaker = tuple[str | None, str | None]
"""Name and role."""


class Descriptions:
    """The descriptions of one article."""

    def __init__(self, prose: Prose, people: People) -> None:
        """Takes the text and who it names."""
        self._prose, self._text, self._people = prose, prose.text, people
        self._origins = dict[int, set[str]]()
        self._said_to_be, self._called_so = dict[str, list[tuple[int, Person]]](), dict[str, dict[str, int]]()

    def by_role(self, words: str, at: int, speakers: Voices) -> tuple[str, str | None] | None:
        """ "The spokesman" is the one person with that role, of several the one who spoke last; else whoever spoke just before."""
        if not re.match(r"(?:the|his|her)\s", words, re.IGNORECASE):
            return None
        description, *of_what = re.split(PREPOSITION, DETERMINER.sub("", words), maxsplit=1)
        if of_what and _POSSESSIVE.search(of_what[0]):
            return None  # "the secretary of state's website"
        noun = fold(description).split()[-1:]
        if (
            not noun
            or (noun[0].endswith(("s", "men", "women")) and not noun[0].endswith("ss"))
            or not (ROLE_WORD.fullmatch(noun[0]) or is_people(description.split()[-1]))
        ):
            return None
        fitting, about = self._having(description, at, speakers), {person.name for person in self._people.named_behind(at, CLAUSE)}
        alone = words[:3].lower() == "the" and not (of_what and _ANY.match(of_what[0])) and noun[0] not in _ANYBODY
        if not fitting and alone and not _WORK.search(description) and not _SOMEBODYS.search(description):
            fitting = self._who_spoke(description, at, speakers, about)
        fitting = [p for p in fitting if p.name not in about]
        return (fitting[0].name, fitting[0].role) if len(fitting) == 1 else None

    def by_age(self, words: str, at: int) -> tuple[str, str | None] | None:
        """ "The 19-year-old" is the one who is said to be, else of those of no told age the only one whom the paragraph names, or names first."""
        aged = _AGED.fullmatch(words)
        if aged is None:
            return None
        ages = {id(p): self._age(p) for p in self._people.everyone()}
        fitting = [p for p in self._people.everyone() if ages[id(p)] == aged["age"]]
        if not fitting:
            near = [(place, p) for place, p in self._people.named_between(self._prose.line_start(at), at) if not ages[id(p)]]
            fitting = list({id(p): p for _, p in near}.values())
            if len(fitting) > 1:
                fitting = list({id(p): p for place, p in near if place == min(p.places)}.values())
        return (fitting[0].name, fitting[0].role) if len(fitting) == 1 else None

    def by_apposition(self, words: str, at: int) -> tuple[str, str | None] | None:
        """ "The seamstress" is the one person of whom the text has said so: "Ines Lund, a 34-year-old seamstress"."""
        if not _ALONE.fullmatch(words):
            return None
        noun = words[len("the ") :]
        if noun not in self._said_to_be:
            found = re.finditer(_SAID_TO_BE.replace("NOUN", re.escape(noun)), self._text)
            self._said_to_be[noun] = [(m.end(), p) for m in found if (p := self._people.called(split_name(m["who"])[0]))]
        people = {id(p): p for end, p in self._said_to_be[noun] if end <= at}
        return next(((p.name, p.role) for p in people.values()), None) if len(people) == 1 else None

    def _age(self, person: Person) -> str | None:
        """How old the text says somebody is."""
        names = (name for at in person.places if (name := NAMES.match(self._text, at)))
        found = (
            _AGE_BEHIND.match(self._text, name.end()) or _AGE_BEFORE.search(self._text, max(0, name.start() - _BEFORE_NAME), name.start())
            for name in names
        )
        return next((age["age"] for age in found if age), None)

    def _having(self, description: str, at: int, speakers: Voices) -> list[Person]:
        """Who has the role that a description names: all of them, or of several the one who spoke last."""
        wanted, small_words = _offices(description), _small_words(description)
        fitting = [
            p for p in (*self._people.everyone(), *self._people.titled.values()) if p.role and not wanted.isdisjoint(_role_words(p.role))
        ]
        fitting = [p for p in fitting if not _elsewhere(description, p.role or "")]
        if work := _WORK.search(description):
            fitting = [p for p in fitting if work["title"].lower() in (p.role or "").lower()]
        fitting = [p for p in fitting if min(p.places) < at] or fitting
        fitting = [p for p in fitting if small_words - _FORMER <= _role_words(p.role)]
        if _FORMER.isdisjoint(small_words):
            fitting = [p for p in fitting if _FORMER.isdisjoint(_role_words(p.role))]
        if len(fitting) < 2:
            return fitting
        spoken = [name for place, name in speakers if place < at]
        return sorted((p for p in fitting if p.name in spoken), key=lambda p: spoken[::-1].index(p.name))[:1]

    def _who_spoke(self, description: str, at: int, speakers: Voices, about: set[str]) -> list[Person]:
        """Whom a description can mean that nobody's role is: who spoke just before, or has become the subject since; nobody whom it does not fit."""
        before = (
            speakers[-1]
            if speakers and at - speakers[-1][0] < _SOON
            else self._subject_above(at) or self._only_one_near(at, about, _offices(description))
        )
        known = self._people.find(before[1]) if before else None
        if before is None or self._is_somebody_else(description, at, known):
            return []
        alone = None if is_people(description.split()[-1]) else self._alone_since(before, at, known, _offices(description))
        since = None if _CANDIDATE.search(description) else self._subject_since(before, at)
        last = since or alone or before[1]
        fitting = [p for p in self._people.everyone() if p.name == last] or ([Person(last, [])] if last not in about else [])
        if nations := set(_NATION.findall(description)) - _NO_NATION:
            fitting = [p for p in fitting if self._is_from(p, nations)] or [p for p in self._people.everyone() if self._is_from(p, nations)]
        sex = sex_of(fold(description).split()[-1])
        fitting = [p for p in fitting if sex is None or p.sex in (None, sex)]
        small_words = _small_words(description)
        return [p for p in fitting if p.sex in (None, self._sex_in_sentence(at, p.sex)) and not _other_office(small_words, p.role)]

    def _is_from(self, person: Person, nations: set[str]) -> bool:
        """Whether a text says that somebody is of one of these nations: "Russian President Igor Lund", "President Lund of Russia"."""
        if id(person) not in self._origins:
            behind = (_OF_PLACE.match(self._text, name.end()) for at in person.places if (name := NAMES.match(self._text, at)))
            before = (word for at in person.places for word in self._text[max(0, at - _BEFORE_NAME) : at].split())
            self._origins[id(person)] = {place["place"] for place in behind if place} | {word for word in before if word[0].isupper()}
        words = self._origins[id(person)].union((person.role or "").split())
        return any(nation.startswith(word[:_STEM]) for nation in nations for word in words if len(word) >= _STEM)

    def _subject_above(self, at: int) -> Voice | None:
        """Who is the only one that a paragraph has named, at the beginning of a sentence: "Manager Aldo Lund hailed his side. "...," the Italian said"."""
        named = [m for m in self._people.named_between(self._prose.line_start(at), at) if m[1].role or is_given(m[1].name)]
        if len({id(p) for _, p in named}) != 1:
            return None
        place, person = named[0]
        return (place, person.name) if place - self._prose.sentence_start(place) < _BEHIND_ROLE else None

    def _only_one_near(self, at: int, about: set[str], wanted: set[str]) -> Voice | None:
        """The only one whom this paragraph and the one above name, or of whom they tell no other role, but for whom the clause is about.

        "Ines Lund has a word for it: no.\n\nThe candidate told Pell".
        """
        line = self._prose.line_start(at)
        if _TOLD_APART.match(self._text, at):
            return None
        start = self._prose.line_start(len(self._text[:line].rstrip()))
        named = [
            (place, p) for place, p in self._people.named_between(start, at) if p.name not in about and p.sex and not is_no_person(p.name)
        ]
        named = [(place, p) for place, p in named if (name := NAMES.match(self._text, place)) and not POSSESSIVE.search(name.group())]
        if all(wanted.isdisjoint(_role_words(p.role)) for _, p in named) and len({id(p) for _, p in named}) > 1:
            named = [(place, p) for place, p in named if not p.role]
        return (named[-1][0], named[-1][1].name) if len({id(p) for _, p in named}) == 1 else None

    def _subject_since(self, last: Voice, at: int) -> str | None:
        """Who else has begun a sentence since somebody spoke, if one has: "Father Coyle brought blankets. "...," the priest said"."""
        since = {
            p.name
            for place, p in self._people.named_between(last[0] + 1, at)
            if p.name != last[1] and p.role and place - self._prose.sentence_start(place) < _SUBJECT
        }
        return since.pop() if len(since) == 1 else None

    def _alone_since(self, last: Voice, at: int, known: Person | None, wanted: set[str]) -> str | None:
        """The only one named since somebody spoke whose role is another: "the candidate" is not the "F.B.I. director"."""
        if known is None or not known.role or not wanted.isdisjoint(_role_words(known.role)):
            return None
        since = {p.name for _, p in self._people.named_between(last[0] + 1, at) if p is not known}
        return since.pop() if len(since) == 1 else None

    def _is_somebody_else(self, description: str, at: int, spoke: Person | None) -> bool:
        """Whether a description is of somebody whom the text brought in: "a clerk" behind who spoke, or "the singer" before it named who spoke."""
        noun = description.split()[-1]
        named = [place for place in spoke.places if place < at] if spoke else []
        start = max(named, default=0) if noun == description.strip() else 0
        brought_in = re.search(rf"(?<!,\s)\b[Aa]n?\s(?!new\b)(?:[\w’'-]+\s){{0,2}}{re.escape(description.strip())}\b", self._text[start:at])
        early = self._text[: min(named)] if spoke and named and not spoke.role else ""
        return bool(brought_in or re.search(rf"\b[Tt]he {re.escape(noun)}\b", early))

    def by_body(self, words: str, at: int, speakers: Voices, bodies: Voices) -> tuple[str, str | None] | None:
        """Which organization that spoke just before "the company" is, or whose "the statement"; "the committee" only one that is called so."""
        place, name = next(((place, name) for place, name in reversed(bodies) if place < at), (0, None))
        if name is None or self._prose.apart(place, at) >= NEARBY:
            return self._introduced_as(words, at)
        if _STATEMENT.fullmatch(words) and not (speakers and speakers[-1][0] > bodies[-1][0]):
            return name, None
        body = _BODY.fullmatch(words.lower())
        return (name, None) if body and (body["any"] or body["named"] in fold(name).split()) else self._introduced_as(words, at)

    def _introduced_as(self, words: str, at: int) -> tuple[str, None] | None:
        """The one body that the text has called what a description says: "Quill, a search company,"; "Vale airline Norfly"; "Norrow Council"."""
        body = _BODY.fullmatch(words.lower())
        if body is None:
            return None
        if words not in self._called_so:
            noun, kind = re.escape(body["any"] or body["named"]), words.lower().split()[1:-1]
            ways = _CALLED_SO if body["any"] else (*_CALLED_SO, _NAMED_SO)
            found = [m for way in ways for m in re.finditer(way.replace("NOUN", noun).replace("Noun", noun.capitalize()), self._text)]
            found = [m for m in found if not kind or kind[0] in fold(m.group()).split()]  # "the trade group"
            printed = {POSSESSIVE.sub("", m["who"]).removeprefix("The "): m.end() for m in sorted(found, key=lambda m: -m.end())}
            bodies = {name: end for name, end in printed.items() if self._people.called(name) is None and not is_given(name)}
            another = re.search(_ANOTHER.replace("NOUN", noun), self._text)
            self._called_so[words] = {name: end for name, end in bodies.items() if another is None or end < another.start()}
        names = {fold(name): name for name, end in self._called_so[words].items() if end <= at}
        whole = [name for key, name in names.items() if not any(key != other and key in other.split() for other in names)]
        return (whole[0], None) if len(whole) == 1 else None

    def by_document(self, words: str, at: int, speakers: Voices, group: Voice | None) -> tuple[str, str | None] | None:
        """Whose "the statement" or "Lund's letter" is."""
        document = _DOCUMENT.fullmatch(words)
        if document is None:
            return None
        if document["whose"]:
            person = self._people.person(split_name(document["whose"])[0])
            return (person.name, person.role) if person else None
        if issued := self._issued(words.split()[-1], at, speakers[-1][0] if speakers else 0):
            return issued
        if group and not is_no_person(group[1]) and (not speakers or group[0] > speakers[-1][0]) and at - group[0] < REACH:
            return group[1], None
        if speakers and at - speakers[-1][0] < REACH:
            person = self._people.find(speakers[-1][1])
            return None if person and self._speaks_of(person, at) else (speakers[-1][1], person.role if person else None)
        return None

    def _speaks_of(self, person: Person, at: int) -> bool:
        """Whether the quotation right before "the release said" names somebody, and so is another's."""
        before = self._prose.content_just_before(at)
        return before is not None and any(p is person for _, p in self._people.printed_between(before.start, before.end))

    def _issued(self, noun: str, at: int, since: int) -> tuple[str, str | None] | None:
        """Who issued a document, where the text says so since somebody spoke: "an email from the Lund campaign"."""
        start = max(since, at - REACH)
        found = [m for issued in _ISSUED for m in re.finditer(issued.replace("NOUN", re.escape(noun)), self._text[start:at])]
        if not found:
            return None
        by = max(found, key=lambda m: m.end())["by"]
        person = self._people.person(split_name(by)[0]) if NAMES.fullmatch(by) else None
        return (person.name, person.role) if person else (split_name(by)[0] if NAMES.fullmatch(by) else by, None)

    def _sex_in_sentence(self, at: int, otherwise: str | None) -> str | None:
        """Of whom a sentence speaks before a place, by its pronouns outside what is reported: "Reprising her own lines, the senator"."""
        start = self._prose.sentence_start(at)
        found = [
            sex for sex, words in PRONOUNS.items() for m in words.finditer(self._text, start, at) if not self._prose.is_reported(m.start())
        ]
        return found[0] if len(set(found)) == 1 else otherwise


def is_office(description: str) -> bool:
    """Whether a description is of an office that one person holds, whoever it is: "the prime minister"."""
    return not _OFFICES.isdisjoint(description.lower().split())


def _other_office(words: set[str], role: str | None) -> bool:
    """Whether a description is of another office than a role: "prime minister", "justice minister"."""
    return bool(role) and not (words & _OFFICES) <= _role_words(role)


def _offices(description: str) -> set[str]:
    """The last word of a description, and what else that office is called."""
    noun = fold(description).split()[-1]
    return {noun, _SAME_OFFICE.get(noun, noun)}


def _small_words(description: str) -> set[str]:
    return {word for word in description.split()[:-1] if word.islower() and not POSSESSIVE.search(word)} - _OF_LATE


def _role_words(role: str | None) -> set[str]:
    return set(fold(role or "").replace(".", "").replace("-", " ").split())


def _elsewhere(description: str, role: str) -> bool:
    """Whether a description and a role name different places or bodies: "Vale mayor", "Ashby mayor"."""
    wanted, given = (
        {word for word in re.findall(rf"\b[{UPPER}]\w+", words) if not ROLE_WORD.fullmatch(word)} for words in (description, role)
    )
    return bool(wanted and (given or is_people(description.split()[-1]))) and wanted.isdisjoint(given)
