"""Whom "he", "she" and "who" mean."""

import re
from collections.abc import Sequence

from index.records import Span
from index.statements.beside import WAS_ASKED
from index.statements.descriptions import Descriptions, is_office
from index.statements.given_names import is_given
from index.statements.names import NAMES, UPPER
from index.statements.people import FEMALE, MALE, PRONOUNS, People, Person, may_be
from index.statements.prose import JUST, NEARBY, NEXT, QUOTES, REACH, Prose, Voice, Voices
from index.statements.roles import DETERMINER, KIN, POSSESSIVE, ROLE_WORD, role_before, sex_of, stranger

_OTHER_SEX = {"m": "f", "f": "m"}
_SUBORDINATE = re.compile(r"(?:When|As|After|While|Although|Though|If|Because|Since|Before|Once)\s")
_AFTER_COMMA = re.compile(r",\s(?:[\w’'.-]+\s){1,5}$")
_VERB = re.compile(r",?\s(?:\w+ly\s)?(?:[a-z]+(?:ed|es|id|ew|ook|ade|ent|ave|ame|old|ote)|says|has|had|was|is)\b")
_MODIFIES = re.compile(rf"\s(?:(?!(?:to|of|with|for|from|at|in|on|by|and)\b)[a-z][\w-]+\s){{0,2}}{ROLE_WORD.pattern}\s[{UPPER}]")
"""After a name that only describes the one named next: "Lund consultant Odd Pell said"."""
_TELLING = re.compile(r"(?:,|\s[—–-]{1,2})\swho(?:se)?\s(?:(?!\b(?:that|which|when|where|because|as|than|and|but)\b)[^,.;:—–“”\"\n])*$")
_UP_TO_WHO = re.compile(
    r"(?:\s(?:him|her)self)?(?:\s\([^()]*\))?(?:\s(?:in|on|at|of|from)\s[\w\s.]{1,40}(?=,))?(?:,\s[^.;:“”\"\n]*,|,|\s?[—–-]{1,2}|)\s?"
)
"""Between a name and the "who" that means it: nothing but a description."""
_FROM = re.compile(rf"{ROLE_WORD.pattern}\s(?:from|near|in|at)\s(?:the\s)?$")
"""Before a name that is a place's."""
_DESCRIBED = re.compile(r",\s(?:the|an?|his|her|its|[a-z][\w-]*)\s[^,.;:“”\"\n]*\b(?:of|for|at|with|from)\s[^,.;:“”\"\n]*,\s")
_SOMEBODY = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother)\s(?:(?!(?:the|an?)\s)[\w’'-]+\s){0,5}[\w’'-]+(?=(?:,|\s?[—–-]{1,2}|)\s$)")
_SOMEBODYS = re.compile(
    rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[\w’'-]+\s){{0,4}}{ROLE_WORD.pattern}\s(?:to|of|for|with)\s(?:the\s)?{NAMES.pattern},?\s$"
)
"""A description by somebody else's name: "a longtime adviser to Lund, who"."""
_BEGINS_DESCRIBING = re.compile(
    rf"(?:\w+,\s)?(?P<who>[Tt]he\s(?:[\w’'-]+\s){{0,3}}?(?:{ROLE_WORD.pattern}|[{UPPER}]\w+(?:an|er|ite|crat)))"
    r"\s(?:\w+ly\s|also\s|then\s)?(?:[a-z]+(?:ed|es)|did|does|said|says|told|has|had|is|was|went|made|gave)\b"
)
_BEGINS_WITH_KIN = re.compile(
    rf"(?P<who>(?:His|Her|Their|[{UPPER}][\w-]*['’]s?|The\s[a-z][\w-]*['’]s?)\s(?:[a-z]+\s)?(?:{KIN}|girlfriend|boyfriend))"
    r"\s(?:\w+ly\s|also\s|then\s)?[a-z]+"
)
_BEGINS_WITH_SOMEBODY = re.compile(
    rf"(?P<who>(?:(?:An?|One|Another)\s(?:[\w’'-]+\s){{0,4}}?(?P<head>{ROLE_WORD.pattern}|woman|man|girl|boy|teenager)))(?<!s)(?:,|\s[a-z]|\s[{UPPER}])"
)
_MAN_OR_WOMAN = re.compile(r"\b(?P<who>(?:an?|one|another)\s(?:[\w’'-]+\s){0,3}?(?P<head>woman|man|girl|boy))\b")
_SURNAME = re.compile(rf"(?!Nobody|Everybody|Somebody|Anybody|Everyone|Someone|Anyone|People|Police)[{UPPER}]\w+(?<!s)")
_PUT_TO = re.compile(rf"\s{WAS_ASKED}")
_IT_WAS = re.compile(r"\b[Ii]t\s(?:was|is)\s$")
_ASKED_THEM = re.compile(r"\s(?:\w+ly\s|then\s|also\s|once\s)?(?:asked|asks|pressed|presses|questioned)\s(?P<whom>him|her)\b")
"""Behind the name of who puts a question to somebody."""
_SPEAKS_OF = re.compile(r"(?:“|\"|''|„|«)(?P<whom>He|She)(?:\b|['’])")
_GOVERNING = re.compile(rf"\b(?:of|by|for|with|to|from|against|about|on|in|at|than|through|over|after|before)\s(?:[{UPPER}][\w.]*\s)*$")
_BEHIND = re.compile(r"\b(?:(?:[Tt]he|[Aa]n?)\s[a-z]+\sof|(?:Unlike|Like|Despite|Besides|Alongside|With|Without|To|For|From|Against))\s$")
"""Before a name that is not its sentence's subject: "The rise of", "Unlike"."""
_OF_THEIRS = re.compile(rf"\s(?:[\w.’'-]+\s){{0,4}}?(?:[\w’'-]+-)?{ROLE_WORD.pattern}")
"""Behind "Lund's", somebody of hers: "eldest daughter"."""
_FORESHADOWS = "In what "
_GOES_ON = re.compile(r"(?:he|she)\s(?:also\s|then\s)?(?:added|adds|continued|continues|went\son|goes\son)\b", re.IGNORECASE)
_OPENING = "“\"'„«"
_NEAR_START, _ADDRESSED = 45, 20
"""Characters from a sentence's start within which a name is its subject; behind "he told" within which one is spoken to."""


class Antecedents:
    """What the pronouns of one article refer to."""

    def __init__(self, prose: Prose, people: People, descriptions: Descriptions) -> None:
        """Takes the text, who it names, and how it describes them."""
        self._prose, self._text, self._people, self._descriptions = prose, prose.text, people, descriptions

    def of(self, at: int, sex: str, speakers: Voices) -> Person | None:
        """Who "he" or "she" is: the speaker before, unless someone else of that sex was a sentence's subject since."""
        if self._text.startswith(_FORESHADOWS, max(0, at - len(_FORESHADOWS))):
            return self._foreshadowed(at, sex)
        others = (*self._people.named_behind(at, _ADDRESSED), *self._named_in_quotation(at), *self._who_asked(at, sex))
        told = {id(person) for person in others}
        before = self._people.named_between(at - REACH + 1, at)
        near = [(place, p) for place, p in before if may_be(p, sex) and id(p) not in told]
        spoken = self._prose.spoken_before(at, speakers)
        introduced = None if self._speaks_of(at, sex) else self._introduced(at, sex, spoken[-1][0] if spoken else 0)
        if introduced:
            return introduced
        if described := self._described_above(at, sex, speakers):
            return described
        if alone := self._alone_above(at, sex):
            return alone
        for place, name in spoken[::-1]:
            person = self._people.find(name)
            if person is not None and person.sex in (None, sex) and id(person) not in told:
                person = self._of_main_clause(place, near) or person
                after = max(place, self._goes_on(at))
                since = [p for other, p in near if other > after and p is not person and self._is_subject(other)]
                if not since or self._speaks_of(at, sex):
                    return person
                break
        if near and (subject := self._last_subject(near)):
            return subject
        line = self._prose.line_start(at)
        in_paragraph = self._people.printed_between(line, at)
        return (
            self._last_subject([m for m in in_paragraph if may_be(m[1], sex)])
            or self._only_one([p for place, p in in_paragraph if p.sex == sex and not self._prose.is_quoted(place)])
            or self._opening(at)
            or self._alone_above(len(self._text[:line].rstrip()), sex)
            or self._by_surname(spoken, at)
            or self._stranger_above(at, sex)
        )

    def is_stranger(self, last: Voice, at: int, sex: str) -> bool:
        """Whether a pronoun means somebody without a name who spoke last: near enough, and nobody was named since."""
        if self._prose.apart(last[0], at) >= NEARBY or sex_of(stranger(f"a {DETERMINER.sub('', last[1])}") or "") not in (sex, None):
            return False
        return not any(may_be(person, sex) for _, person in self._people.named_between(last[0], at))

    def stranger_since(self, last: Voice, at: int, sex: str) -> str | None:
        """Somebody else without a name with whom a sentence has begun since one spoke: "A Lindmere woman, meanwhile, ...; she"."""
        begun = [m for m in _BEGINS_WITH_SOMEBODY.finditer(self._text, last[0], at) if self._prose.sentence_start(m.start()) == m.start()]
        told_of = [*begun, *_MAN_OR_WOMAN.finditer(self._text, last[0], at)]
        fitting = [m for m in told_of if sex_of(m["head"].lower()) in (sex, None) and not self._prose.is_reported(m.start())]
        return max(fitting, key=lambda m: m.start())["who"] if fitting else None

    def of_clause(self, at: int) -> Person | None:
        """Whom a mention inside a clause is about that tells of somebody: "Ines Lund, who lost her daughter Ada ..., said"."""
        clause = _TELLING.search(self._text, max(0, at - NEXT), at)
        near = self._people.printed_between(clause.start() - NEXT, clause.start()) if clause else ()
        ends = [(name.end(), p) for place, p in near if (name := NAMES.match(self._text, place))]
        owners = [p for end, p in ends if clause and clause.start() <= end + 1]
        return owners[-1] if owners else None

    def of_who(self, at: int) -> Person | None:
        """Whom "who" stands for: the name just before it, at most a description away; not one inside another's description."""
        before = self._people.printed_between(max(self._prose.line_start(at), at - NEXT), at)
        before = [(place, p) for place, p in before if is_given(p.name) or not _FROM.search(self._text, max(0, place - JUST), place)]
        ends = [(name.end(), person) for place, person in before if (name := NAMES.match(self._text, place))]
        meant = next((person for end, person in reversed(ends) if _UP_TO_WHO.fullmatch(self._text, end, at)), None)
        if meant and not is_given(meant.name):
            meant = next((person for end, person in reversed(ends) if _DESCRIBED.fullmatch(self._text, end, at)), meant)
        return meant

    def stranger_of_who(self, at: int) -> str | None:
        """Somebody without a name for whom "who" stands, described by another's: "a longtime adviser to Lund, who"."""
        found = _SOMEBODYS.search(self._text, max(self._prose.line_start(at), at - NEXT), at)
        return found.group().rstrip(" ,") if found else None

    def description_of_who(self, at: int) -> Span | None:
        """The description for which "who" stands: "one former clerk, who"."""
        found = _SOMEBODY.search(self._text, max(self._prose.line_start(at), at - NEXT), at)
        return Span(*found.span()) if found and ROLE_WORD.fullmatch(found.group().split()[-1]) else None

    def _by_surname(self, spoken: Voices, at: int) -> Person | None:
        """Who spoke last, just before and under a surname that stands nowhere in full."""
        place, name = spoken[-1] if spoken else (0, "")
        near = self._text.startswith(name, place) and self._prose.apart(place, at) < NEARBY
        return Person(name, [place]) if near and _SURNAME.fullmatch(name) else None

    def _named_in_quotation(self, at: int) -> list[Person]:
        """Whom the quotation right before "he" names, and so another than himself."""
        before = self._prose.content_just_before(at)
        if before is None or not self._prose.is_quoted(before.start + 1):
            return []
        return [person for _, person in self._people.printed_between(before.start, before.end)]

    def _who_asked(self, at: int, sex: str) -> list[Person]:
        """Who puts a question to "him" just before "he", and so is another."""
        near = {id(p): (place, p) for place, p in self._people.named_between(at - NEARBY, at)}.values()
        asked = ((p, _ASKED_THEM.match(self._text, name.end())) for place, p in near if (name := NAMES.match(self._text, place)))
        return [p for p, them in asked if them and (them["whom"] == "him") == (sex == "m")]

    def _foreshadowed(self, at: int, sex: str) -> Person | None:
        """Whom a pronoun means that stands before the name: "In what he called a rant, Pell"."""
        line = self._text[at : at + REACH].partition("\n")[0]
        named = self._people.named_between(at, at + len(line))
        return next((p for place, p in named if may_be(p, sex) and not self._prose.is_quoted(place)), None)

    def _goes_on(self, at: int) -> int:
        """Where a paragraph begins that opens with the quotation before "he added", whoever was named since the speaker; else 0."""
        line, before = self._prose.line_start(at), self._prose.content_up_to(at)
        opens = before is not None and not self._text[line : before.start].strip(_OPENING)
        return line if opens and _GOES_ON.match(self._text, at) else 0

    def _of_main_clause(self, place: int, near: Sequence[tuple[int, Person]]) -> Person | None:
        """With whom the sentence begins in which another spoke in a clause only: "Lund did not attack Pell, who says ..."."""
        if not self._text.startswith("who ", place):
            return None
        start = self._prose.sentence_start(place)
        return next((p for other, p in near if start <= other < place and self._is_subject(other)), None)

    def _speaks_of(self, at: int, sex: str) -> bool:
        """Whether "he" behind a quotation speaks of a "He" in it, who is another than himself."""
        before = self._prose.content_just_before(at)
        found = _SPEAKS_OF.match(self._text, before.start) if before else None
        return found is not None and found["whom"].lower() in (MALE if sex == "m" else FEMALE)

    def _introduced(self, at: int, sex: str, since: int) -> Person | None:
        """Who was named for the first time just before a quotation, and nobody else of that sex with them."""
        opens = max((self._text.rfind(mark, 0, at) for mark in QUOTES), default=-1)
        if self._prose.apart(opens, at) >= _NEAR_START:
            return None
        near = [(place, p) for place, p in self._people.named_between(max(since + 1, opens - JUST), opens) if p.sex == sex]
        people = {id(p): p for _, p in near}
        first = [(place, p) for place, p in near if place == min(p.places)]
        if len(people) != 1 or not first:
            return None
        place, person = first[0]
        others = [
            p
            for other, p in self._people.named_between(self._prose.sentence_start(place), opens)
            if p is not person and p.sex != _OTHER_SEX[sex] and self._is_subject(other) and (other < place or may_be(p, sex))
        ]
        return None if others else person

    def _described_above(self, at: int, sex: str, speakers: Voices) -> Person | None:
        """Who a paragraph or the sentence before begins with, where that is a description, and names nobody else as subject before a pronoun: "The Texan ...; he"."""
        before = self._sentence_before(at)
        for start in dict.fromkeys((self._prose.line_start(at), before)):
            if self._prose.is_reported(start):
                continue
            kin = _BEGINS_WITH_KIN.match(self._text, start, at) if start == before else None
            found = _BEGINS_DESCRIBING.match(self._text, start, at) or kin
            if found is None or self._names_subject(found.end(), at, sex, start):
                continue
            name, _ = self._descriptions.by_role(found["who"], found.start("who"), speakers) or (None, None)
            person = self._people.find(name) if name else self._unnamed(found["who"], kin is not None)
            if person and person.sex in (None, sex):
                return person
        return None

    def _names_subject(self, start: int, end: int, sex: str, sentence: int) -> bool:
        """Whether a text names somebody of that sex as the subject of a sentence behind one."""
        named = self._people.named_between(start, end)
        return any(may_be(p, sex) and self._is_subject(place) and self._prose.sentence_start(place) > sentence for place, p in named)

    @staticmethod
    def _unnamed(description: str, kin: bool) -> Person | None:
        """Somebody without a name: "prime minister", "His mother"."""
        if kin:
            return Person(description, [], sex=sex_of(description.split()[-1]))
        return Person(DETERMINER.sub("", description), []) if is_office(description) else None

    def _alone_above(self, at: int, sex: str) -> Person | None:
        """The only one of that sex whom a paragraph names before a pronoun, where it is the paragraph's first."""
        line = self._prose.line_start(at)
        named = {id(p): (place, p) for place, p in reversed(self._people.named_between(line, at)) if p.sex in (sex, None)}
        if len(named) != 1:
            return None
        ((place, person),) = named.values()
        before = place if place - self._prose.sentence_start(place) < _NEAR_START else at
        if any(not self._prose.is_reported(m.start()) for m in PRONOUNS[sex].finditer(self._text, line, before)):
            return None
        name = NAMES.match(self._text, place)
        if person.sex != sex or name is None:
            return None
        governed = place - self._prose.sentence_start(place) >= _NEAR_START and _GOVERNING.search(
            self._text, max(0, place - _NEAR_START), place
        )
        owns = POSSESSIVE.search(name.group()) and (governed or _OF_THEIRS.match(self._text, name.end()))
        return None if owns else person

    def _stranger_above(self, at: int, sex: str) -> Person | None:
        """With whom the sentence before begins, who has no name: "A 29-year-old woman"."""
        found = _BEGINS_WITH_SOMEBODY.match(self._text, self._sentence_before(at), at)
        return Person(found["who"], [], sex=sex) if found and sex_of(found["head"].lower()) in (sex, None) else None

    @staticmethod
    def _only_one(people: Sequence[Person]) -> Person | None:
        return people[0] if len({id(p) for p in people}) == 1 else None

    def _opening(self, at: int) -> Person | None:
        """With whose name of two words the sentence before begins, whatever name that is: "Zyri Lund chairs the league. Last week she"."""
        before = self._sentence_before(at)
        named = self._people.printed_between(before, before + 1)
        return next((p for _, p in named if p.sex is None and len(p.name.split()) == 2), None)

    def _sentence_before(self, at: int) -> int:
        """Where the sentence before that of a place begins in its paragraph, quotations left out."""
        line, start = self._prose.line_start(at), self._prose.sentence_start(at)
        before = self._prose.sentence_start(max(line, start - 2))
        while before > line and before < start and (self._prose.is_reported(before) or self._text[before - 1] in _OPENING):
            start, before = before, self._prose.sentence_start(max(line, before - 2))
        return max(before, line)

    def _last_subject(self, mentions: Sequence[tuple[int, Person]]) -> Person | None:
        """The first subject of the last sentence that has one; the main clause's, after "When Pell left," or the like."""
        subjects = [(self._prose.sentence_start(place), place, person) for place, person in mentions if self._is_subject(place)]
        last = [(place, person) for start, place, person in subjects if start == subjects[-1][0]]
        main = [person for place, person in last if _SUBORDINATE.match(self._text, subjects[-1][0]) and self._after_comma(place)]
        return next((person for people in (main, [person for _, person in last]) for person in people), None)

    def _after_comma(self, place: int) -> bool:
        """Whether a name follows a comma, or a role that does: ", campaign manager Robby Lund"."""
        before = self._text[max(0, place - 60) : place]
        return before.endswith(", ") or (
            _AFTER_COMMA.search(before) is not None and role_before(before[before.rfind(", ") + 2 :]) is not None
        )

    def _is_subject(self, place: int) -> bool:
        """Whether a name stands near its sentence's start, or after a comma with a verb behind it, and owns nothing."""
        name = NAMES.match(self._text, place)
        if name is None or POSSESSIVE.search(name.group()):
            return False
        if _MODIFIES.match(self._text, name.end()) or _BEHIND.search(self._text, max(0, place - _NEAR_START), place):
            return False
        if _PUT_TO.match(self._text, name.end()) or _IT_WAS.search(self._text, max(0, place - _NEAR_START), place):
            return True
        clause = self._after_comma(place) and _VERB.match(self._text, name.end()) is not None
        return clause or place - self._prose.sentence_start(place) < _NEAR_START
