"""Whose words: mentions linked to the fullest name that an article prints, with the role it gives."""

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from index.records import Span, Statement
from index.statements.beside import RELAYS
from index.statements.given_names import given_sex, is_given
from index.statements.linking import RawStatement
from index.statements.names import NAMES, name_words
from index.statements.roles import (
    DETERMINER,
    NO_PERSON,
    PERSONAL_TITLES,
    POSSESSIVE,
    PREPOSITION,
    ROLE_WORD,
    SEX_OF_TITLE,
    bare,
    head_name,
    is_people,
    named_person,
    role_before,
    sex_of,
    split_name,
    stranger,
)
from index.tokens import fold

_OTHER_SEX = {"m": "f", "f": "m"}
_MALE, _FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_PRONOUNS = {sex: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for sex, words in (("m", sorted(_MALE)), ("f", sorted(_FEMALE)))}
_ASKED = re.compile(
    rf"(?:asked|asks|pressed|questioned)\s({NAMES.pattern})(?:,[^,]*,)?\s(?:whether|if|about|why|how|what|when|where|who|to explain)\b"
)
_ANYBODY = frozenset(
    "official nurse witness resident protester moderator host interviewer reporter journalist voter supporter volunteer driver".split()
)
"""Descriptions under which a politician who spoke before is not meant."""
_HEADED = re.compile(r"[^,;:“”\"\n]{1,60}:\s*")
"""A line that only announces: "Transcript as follows:"."""
_ADDING = re.compile(r"[Aa]dding|[Cc]ontinuing|[Cc]oncluding")
_APPOSITION = re.compile(r",\s(?P<role>[^,.;:“”\"\n—]{3,90})(?=,|\.|\s—|$)")
_BEFORE_NAME = re.compile(r"(?:[\w’'.-]+\s+){0,6}[a-z][\w’'-]*\s+$")
_COUPLE = re.compile(r"(?:^|\b[a-z][\w’'-]*,?\s)(?P<one>[A-Z][a-z]+) and (?P<other>[A-Z][a-z]+) (?P<surname>[A-Z][\w’'-]+)$")
_AND = re.compile(r"\s+(?:and|&)\s+")
_SAME_OFFICE = {"senator": "sen", "congressman": "rep", "congresswoman": "rep", "representative": "rep", "governor": "gov"}
_CLAUSE = re.compile(r"(?:,\s+(?:[^,]*,\s+)?|\s+)(?:who|which|whose|whom|that)\b.*$")
_NO_ROLE = re.compile(r"^(?:according|who|which|is|was|are|were|has|had|he|she|they)\s|\b(?:Rep|Sen|Gov|Gen|Lt|Mr|Ms|Dr)$")
_DOCUMENT = re.compile(
    r"(?:[Tt]he|(?P<whose>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*)(?:’s|'s|’|'))\s(?:\w+\s)?(?:statement|letter|memo|memorandum|e-?mail|message|post|tweet|release|note|essay|op-ed)s?"
)
_STATEMENT = re.compile(r"[Tt]he\s(?:press\s)?(?:statement|release)")
_BODY = re.compile(
    r"the\s(?:\w+\s)?(?:(?P<any>company|firm|group|organi[sz]ation|agency|outlet|paper|newspaper|magazine|network|site|website|nonprofit|charity|retailer|body|"
    r"business|airline|broadcaster|publication|institution|institute|maker|manufacturer|startup|carrier|lender|watchdog|think tank)|"
    r"(?P<named>campaign|committee|department|court|university|party|ministry|council|commission|union|bank|association|foundation|school|church|team|club|center|board|bureau|office))"
)
_ENDS = re.compile(r"[.!?,:;\n“”\"]")
_DAY_LAST = re.compile(r"\s+(?:(?:late|early)\s+)?(?:on(?:\s+\w+day)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)$")
_APPOSED = re.compile(r",\s")
_SUBORDINATE = re.compile(r"(?:When|As|After|While|Although|Though|If|Because|Since|Before|Once)\s")
_AFTER_COMMA = re.compile(r",\s(?:[\w’'.-]+\s){1,5}$")
_VERB = re.compile(r"\s(?:\w+ly\s)?(?:[a-z]+(?:ed|es|id|ew|ook|ade|ent|ave|ame|old|ote)|says|has|had|was|is)\b")
_MODIFIES = re.compile(rf"\s(?:[a-z][\w-]+\s){{0,2}}{ROLE_WORD.pattern}\s[A-Z]")
"""After a name that only describes the one named next: "Lund consultant Odd Pell said"."""
_TELLING = re.compile(r"(?:,|\s[—–-]{1,2})\swho(?:se)?\s(?:(?!\b(?:that|which|when|where|because|as|and|but)\b)[^,.;:—–“”\"\n])*$")
_SENTENCE_BREAK = re.compile(r"(?<![A-Z])(?<![MD]r)(?<!Ms)(?<!Sen|Rep|Gov|Mrs)[.!?][”\"']*\s|\n|[“\"]|''")
_OWN_PRONOUN = re.compile(r"[^\n“”\"]*?\s([Hh]e|[Ss]he)\b")
_UP_TO_WHO = re.compile(r"(?:\s\([^()]*\))?(?:\s(?:in|on|at|of|from)\s[\w\s.]{1,40}(?=,))?(?:,\s[^.;:“”\"\n]*,|,|\s?[—–-]{1,2}|)\s?")
"""Between a name and the "who" that means it: nothing but a description."""
_SOMEBODY = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother)\s(?:(?!(?:the|an?)\s)[\w’'-]+\s){0,5}[\w’'-]+(?=(?:,|\s?[—–-]{1,2}|)\s$)")
_SOMEBODYS = re.compile(
    rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[\w’'-]+\s){{0,4}}{ROLE_WORD.pattern}\s(?:to|of|for|with)\s(?:the\s)?{NAMES.pattern},?\s$"
)
"""A description by somebody else's name: "a longtime adviser to Lund, who"."""
_BEGINS_DESCRIBING = re.compile(
    rf"(?:\w+,\s)?(?P<who>[Tt]he\s(?:[\w’'-]+\s){{0,3}}?(?:{ROLE_WORD.pattern}|[A-Z]\w+(?:an|er|ite|crat)))"
    r"\s(?:\w+ly\s|also\s|then\s)?(?:[a-z]+(?:ed|es)|did|does|said|says|told|has|had|is|was|went|made|gave)\b"
)
_PUT_TO = re.compile(r"\s(?:was|is|were|being)\s(?:\w+\s)?(?:asked|pressed|questioned)\b")
_ASKS = re.compile(r"ask", re.IGNORECASE)
_NO_SOURCE = re.compile(r"(?:was|were|is|are|has|had|have|said|says|runs|find)\b")
_WHO_OF_CLAUSE = re.compile(r"\s(?P<who>who)\s[^.;:“”\"\n]*$")
_MARK = re.compile(r"[“”\"„«»]|''")
_SPEAKS_OF = re.compile(r"(?:“|\"|''|„|«)(?P<whom>He|She)(?:\b|['’])")
_FORMER = frozenset("former then ex late".split())
_GOVERNING = re.compile(r"\b(?:of|by|for|with|to|from|against|about|on|in|at|than|through|over|after|before)\s(?:[A-Z][\w.]*\s)*$")
_OF_THEIRS = re.compile(rf"\s(?:[\w.’'-]+\s){{0,4}}?(?:[\w’'-]+-)?{ROLE_WORD.pattern}")
"""Behind "Lund's", somebody of hers: "eldest daughter"."""
_DESCRIBED = re.compile(r",\s(?:the|an?|his|her|its|[a-z][\w-]*)\s[^,.;:“”\"\n]*\b(?:of|for|at|with|from)\s[^,.;:“”\"\n]*,\s")
_VAGUE = frozenset("it they you we us them others that this these those which their our its your".split())


@dataclass(slots=True)
class _Person:
    """Someone an article names: the fullest form, where each mention stands, role and sex as far as printed."""

    name: str
    places: list[int]
    role: str | None = None
    sex: str | None = None
    first: int = sys.maxsize
    """Where the full name is printed first."""


class People:
    """The people of one article."""

    def __init__(
        self, text: str, asides: Sequence[Span], author: str | None, contents: Sequence[Span] = (), mentions: Iterable[str] = ()
    ) -> None:
        """Reads the names of a text, not those in its asides; `contents` are what is reported: "he" never refers to a name there.

        `mentions` are the sources as printed: who speaks under a first name alone is somebody too.
        """
        self._text, self._author = text, author
        self._first_names = {words for words in mentions if words.isalpha() and given_sex(words)}
        self._people, self._bearers = dict[str, _Person](), dict[str, list[_Person]]()
        self._titled = dict[tuple[str, str], _Person]()
        """Titles before a surname that several have: one of them, nobody knows which."""
        found = [m for m in NAMES.finditer(text) if not any(a.start <= m.start() < a.end for a in asides)]
        read = [(match, *named_person(match.group())) for match in found]
        for match, name, role in sorted(read, key=lambda r: -len(r[1].split())):
            self._note(match.group(), match.start(), name, role)
        self._all = sorted(((place, person) for person in self._unique() for place in person.places), key=lambda m: m[0])
        self._infer_sexes()
        self._mentions = [m for m in self._all if not any(q.start <= m[0] < q.end for q in contents)]
        self._contents = sorted(contents)
        self._reach = list(accumulate((content.end for content in self._contents), max))

    def _unique(self) -> Iterable[_Person]:
        return {id(person): person for person in self._people.values()}.values()

    def _note(self, printed: str, at: int, name: str, role: str | None) -> None:
        tokens = name_words(name)
        if not tokens:
            return
        key = fold(tokens[-1])
        sex = SEX_OF_TITLE.get(printed.split()[0])
        person = (
            self._holder(key, role) or self._bearer(name, sex)
            if len(tokens) == 1
            else self._people.get(fold(name)) or self._variant(tokens)
        )
        titled = len(tokens) == 1 and printed.split()[-2:-1] != [] and printed.split()[-2].strip(".") in PERSONAL_TITLES
        alone = tokens == [name] and name in self._first_names
        if person is None and (titled or alone or 1 < len(tokens) <= _LONGEST_NAME) and NO_PERSON.isdisjoint(tokens):
            person = self._people.setdefault(fold(name), _Person(name, []))
            self._people.setdefault(key, person)
            self._bearers.setdefault(key, []).append(person)
        if person is None:
            return
        person.places.append(at)
        if len(tokens) > 1:
            person.first = min(person.first, at)
        person.sex = person.sex or sex
        if role and len(tokens) == 1 and len(self._bearers.get(key, [])) > 1 and not self._holder(key, role):
            self._titled.setdefault((name, role), _Person(name, [at], role))
        else:
            person.role = person.role or role or self._role_around(at, printed, tokens)

    def _holder(self, key: str, role: str | None) -> _Person | None:
        """Of several with one surname the one whom a title before it is known to belong to, else the only one without any: "President Lund"."""
        bearers = self._bearers.get(key, [])
        if role is None or len(bearers) < 2:
            return None
        having = [p for p in bearers if p.role and not set(role.split()).isdisjoint(p.role.split())]
        without = [p for p in bearers if not p.role]
        return next((people[0] for people in (having, without) if len(people) == 1), None)

    def _variant(self, tokens: Sequence[str]) -> _Person | None:
        """The person whose name differs only in what stands in the middle."""
        person = self._people.get(fold(tokens[-1]))
        return person if person and fold(person.name.split()[0]) == fold(tokens[0]) else None

    def _role_around(self, at: int, printed: str, tokens: Sequence[str]) -> str | None:
        """The role that stands after a full name ("Ines Lund, chair of the council,") or before it ("treasurer Odd Pell")."""
        if len(tokens) < 2:
            return None
        after = _APPOSITION.match(self._text, at + len(printed.rstrip()))
        if after and ROLE_WORD.search(after["role"]) and not _NO_ROLE.search(after["role"]):
            return DETERMINER.sub("", after["role"]).strip()
        before = _BEFORE_NAME.search(re.split(r"[,.;:!?“”\"\n(]|''", self._text[max(0, at - 70) : at])[-1])
        return role_before(before.group() + printed[: printed.find(tokens[0])]) if before else None

    def _infer_sexes(self) -> None:
        """By titles, else by the pronouns that follow their name before anybody else's, else by their given name.

        One pronoun alone counts only for those who have a role or a given name: an organization has neither.
        """
        places = [place for place, _ in self._all]
        votes = {id(person): Counter[str]() for person in self._unique()}
        for number, (place, person) in enumerate(self._all):
            end = places[number + 1] if number + 1 < len(places) else len(self._text)
            if pronoun := _OWN_PRONOUN.match(self._text, place, min(end, place + _NEXT)):
                votes[id(person)]["f" if pronoun[1].lower() in _FEMALE else "m"] += 1
        for person in self._unique():
            cast = votes[id(person)]
            (voted, most), rest = cast.most_common(1)[0] if cast else (None, 0), cast.total()
            sure = voted if most >= _VOTES and most >= _MAJORITY * rest else None
            human = person.role is not None or is_given(person.name)
            person.sex = person.sex or (sure if human else None) or given_sex(person.name) or (voted if human else None)

    def resolve(
        self,
        mention: Span,
        speakers: Sequence[tuple[int, str]],
        bodies: Sequence[tuple[int, str]] = (),
        last: tuple[int, str] | None = None,
    ) -> tuple[str | None, str | None]:
        """Speaker and role of a mention; None where it is not clear.

        `speakers` are place and name of the people, `bodies` of the organizations, whose statements stand before it, `last` of
        who spoke last, if that was somebody without a name.
        """
        words = " ".join(mention.of(self._text).split())
        lower = words.lower()
        if lower in _MALE | _FEMALE:
            sex = "m" if lower in _MALE else "f"
            if last and self._is_stranger(last, mention.start, sex):
                return last[1], None
            person = self._antecedent(mention.start, sex, speakers)
            return (person.name, person.role) if person else (None, None)
        if words[0].islower() and (within := self._of_clause(mention.start)):
            return within.name, within.role
        if lower in ("i", "my", "me"):
            return None if self._is_quoted(mention.start) else self._author, None
        if lower.startswith("who"):
            return self._relative(mention.start, speakers)
        if _NO_SOURCE.match(lower):
            who = _WHO_OF_CLAUSE.search(self._text, self._sentence_start(mention.start), mention.start)
            return self._relative(who.start("who"), speakers) if who else (None, None)
        if lower in _VAGUE or lower.endswith(("'s", "’s", "s'", "s’")) or len(lower) < _SHORTEST:
            return None, None
        return (
            self._apposed(mention) or self._by_body(words, mention.start, speakers, bodies) or self._named(words, mention.start, speakers)
        )

    def _is_quoted(self, place: int) -> bool:
        """Whether a place stands behind an opening mark of its paragraph that nothing has closed."""
        line = Span(self._text.rfind("\n", 0, place) + 1, place)
        marks = [m.group() for m in _MARK.finditer(self._text, line.start, line.end)]
        return bool(marks) and (marks[-1] in "“„«" or (marks[-1] in ('"', "''") and len(marks) % 2 == 1))

    def _of_clause(self, at: int) -> _Person | None:
        """Whom a mention inside a clause is about that tells of somebody: "Ines Lund, who lost her daughter Ada ..., said"."""
        clause = _TELLING.search(self._text, max(0, at - _NEXT), at)
        owners = [p for place, p in self._all if clause and place < clause.start() <= place + len(p.name) + 1] if clause else []
        return owners[-1] if owners else None

    def named_in(self, mention: Span, speaker: str | None) -> list[tuple[int, str]]:
        """Whom a later "he" can refer to by this mention: the speaker, or a person in it ("a post from Ines Lund")."""
        if speaker and fold(speaker) in self._people:
            return [(mention.start, speaker)]
        within = [(place, person.name) for place, person in self._named_between(mention.start, mention.end)][-1:]
        surname = (
            speaker
            and NAMES.fullmatch(speaker)
            and speaker[1:].islower()
            and speaker not in NO_PERSON
            and mention.of(self._text) == speaker
        )
        return within or ([(mention.start, speaker)] if speaker and surname else [])

    def body_in(self, mention: Span, cue: Span | None, speaker: str | None) -> list[tuple[int, str]]:
        """The organization that speaks by this mention, if that is its printed name; not one that only reports what others said."""
        if not speaker or not cue or RELAYS.match(cue.of(self._text)) or is_given(speaker) or ROLE_WORD.search(speaker):
            return []
        person = self._people.get(fold(name_words(speaker)[-1]))
        if person and (person.sex or person.role or person.name != speaker):
            return []
        words = bare(mention.of(self._text))
        named = NAMES.fullmatch(words.removeprefix("The ").removeprefix("the ")) and (" " in speaker or not self._opens_sentence(mention))
        return [(mention.start, speaker)] if named else []

    def _opens_sentence(self, mention: Span) -> bool:
        return self._sentence_start(mention.start) == mention.start

    def stranger_in(self, mention: Span, cue: Span | None, speaker: str | None) -> tuple[int, str] | None:
        """Somebody without a name who says something by this mention, and does not ask it: "a nurse"."""
        if not speaker or fold(speaker) in self._people or (cue and _ASKS.match(cue.of(self._text))):
            return None
        return (mention.end, speaker) if stranger(mention.of(self._text)) else None

    def _is_stranger(self, last: tuple[int, str] | None, at: int, sex: str) -> bool:
        """Whether a pronoun means somebody without a name who spoke last: near enough, and nobody was named since."""
        if (
            last is None
            or self._apart(last[0], at) >= _NEARBY
            or sex_of(stranger(f"a {DETERMINER.sub('', last[1])}") or "") not in (sex, None)
        ):
            return False
        return not any(_may_be(person, sex) for _, person in self._named_between(last[0], at))

    def asked_by(self, cue: Span) -> list[tuple[int, str]]:
        """Who is put a question, and so answers it: "asked Lund whether ..."."""
        found = _ASKED.match(self._text, cue.start)
        return [(place, p.name) for place, p in self._named_between(*found.span(1))][:1] if found else []

    def _named_between(self, start: int, end: int) -> Sequence[tuple[int, _Person]]:
        """Those whom the text names from one place up to another, outside what is reported."""
        first, last = (bisect_left(self._mentions, (place,), key=lambda m: (m[0],)) for place in (start, end))
        return self._mentions[first:last]

    def _apposed(self, mention: Span) -> tuple[str, str | None] | None:
        """Who is named right beside a description: "Odd Pell, the mayor's spokesman, said"."""
        words = self._text[mention.start : mention.end]
        if NAMES.search(words) and head_name(words):
            return None
        before = [
            p for place, p in self._all if place < mention.start and _APPOSED.fullmatch(self._text, place + len(p.name), mention.start)
        ]
        role = DETERMINER.sub("", words).strip(" ,")
        return (before[-1].name, before[-1].role or role) if before and ROLE_WORD.search(role) else None

    def _relative(self, at: int, speakers: Sequence[tuple[int, str]]) -> tuple[str | None, str | None]:
        """Whom "who" stands for: the name just before it, at most a description away; not one inside another's description."""
        line = self._text.rfind("\n", 0, at) + 1
        known = [(place, person) for place, person in self._all if max(line, at - _NEXT) <= place < at]
        if whose := _SOMEBODYS.search(self._text, max(line, at - _NEXT), at):
            return whose.group().rstrip(" ,"), None
        ends = [(name.end(), person) for place, person in known if (name := NAMES.match(self._text, place))]
        meant = next((person for end, person in reversed(ends) if _UP_TO_WHO.fullmatch(self._text, end, at)), None)
        if meant and not is_given(meant.name):
            meant = next((person for end, person in reversed(ends) if _DESCRIBED.fullmatch(self._text, end, at)), meant)
        if meant is None and (somebody := _SOMEBODY.search(self._text, max(line, at - _NEXT), at)):
            words = somebody.group()
            return self._named(words, somebody.start(), speakers) if ROLE_WORD.fullmatch(words.split()[-1]) else (None, None)
        return (meant.name, meant.role) if meant else (None, None)

    def _named(self, words: str, at: int, speakers: Sequence[tuple[int, str]]) -> tuple[str | None, str | None]:
        """A mention that is a name, a name with a description, or a description alone."""
        words = _DAY_LAST.sub("", words)
        if not any(c.isalpha() for c in words):
            return None, None
        parts = re.split(r",\s+(?!(?:Jr|Sr)\.)|\s[–—-]+\s|;\s", _CLAUSE.sub("", words).strip(" ,;"))
        for number, part in enumerate(parts[:3]):
            head = head_name(part)
            if head is None:
                continue
            before, printed = head
            if (
                number == 0
                and part.lower() == f"the {printed.lower()}"
                and is_people(printed)
                and (meant := self._by_role(part, at, speakers))
            ):
                return meant  # "the Texan"
            name, title = split_name(printed)
            person = self._bearer(name, SEX_OF_TITLE.get(printed.split()[0]), speakers, at)
            if number and person is None:
                continue
            beside = parts[0] if number else (parts[1] if len(parts) > 1 else "")
            role = " ".join(filter(None, (role_before(before), title))) or (
                DETERMINER.sub("", beside) if ROLE_WORD.search(beside) else None
            )
            if several := _couple(part) or (self._several(part) if number == 0 else None):
                return several, None
            if person is None and name in NO_PERSON:
                continue  # "Lund's potential VP"
            if person is None:
                return name or words, role
            person.role = person.role or role
            return person.name, person.role
        if len(parts[0].split()) > _LONGEST_DESCRIPTION:
            return None, None
        linked = self._by_document(parts[0], at, speakers) or self._by_role(parts[0], at, speakers)
        return linked or (DETERMINER.sub("", parts[0]) if parts[0].lower().startswith("the ") else parts[0], None)

    def _bearer(self, name: str, sex: str | None, speakers: Sequence[tuple[int, str]] = (), at: int = 0) -> _Person | None:
        """Someone by name; of several with one surname the one of the sex that a title tells, who spoke just before, or who is named first."""
        person = self._person(name)
        if person is None or len(name_words(name)) > 1:
            return person
        every = self._bearers.get(fold(name_words(name)[-1]), [])
        bearers = [p for p in every if sex is None or (p.sex or given_sex(p.name)) in (None, sex)]
        spoken = next((p for _, said in self._spoken_before(at, speakers)[-1:] for p in bearers if p.name == said), None)
        return spoken or min(bearers, key=lambda p: p.first, default=person)

    def _person(self, name: str) -> _Person | None:
        """Someone by full name, by surname, by a first name that nobody else has; a slip of the pen in a surname is forgiven."""
        if not name:
            return None
        last = fold(name_words(name)[-1])
        found = self._people.get(fold(name)) or self._people.get(last)
        if found is None and len(name.split()) == 1:
            first = [p for p in self._unique() if fold(p.name.split()[0]) == last]
            near = [p for key, p in self._people.items() if len(last) >= _LONG and Levenshtein.distance(key, last, score_cutoff=1) == 1]
            found = first[0] if len(first) == 1 else near[0] if len(near) == 1 else None
        return found

    def _several(self, part: str) -> str | None:
        """Two or more people named side by side."""
        heads = [head_name(name) for name in _AND.split(part)]
        people = [self._person(split_name(head[1])[0]) if head else None for head in heads]
        return " and ".join(p.name for p in people if p) if len(people) > 1 and all(people) else None

    def _by_body(
        self, words: str, at: int, speakers: Sequence[tuple[int, str]], bodies: Sequence[tuple[int, str]]
    ) -> tuple[str, str | None] | None:
        """Which organization that spoke just before "the company" is, or whose "the statement"; "the committee" only one that is called so."""
        place, name = next(((place, name) for place, name in reversed(bodies) if place < at), (0, None))
        if name is None or self._apart(place, at) >= _NEARBY:
            return None
        if _STATEMENT.fullmatch(words) and not (speakers and speakers[-1][0] > bodies[-1][0]):
            return name, None
        body = _BODY.fullmatch(words.lower())
        return (name, None) if body and (body["any"] or body["named"] in fold(name).split()) else None

    def _by_document(self, words: str, at: int, speakers: Sequence[tuple[int, str]]) -> tuple[str, str | None] | None:
        """Whose "the statement" or "Lund's letter" is."""
        document = _DOCUMENT.fullmatch(words)
        if document is None:
            return None
        if document["whose"]:
            person = self._person(split_name(document["whose"])[0])
            return (person.name, person.role) if person else None
        if speakers and at - speakers[-1][0] < _REACH:
            person = self._people.get(fold(speakers[-1][1]))
            return speakers[-1][1], person.role if person else None
        return None

    def _by_role(self, words: str, at: int, speakers: Sequence[tuple[int, str]]) -> tuple[str, str | None] | None:
        """ "The spokesman" is the one person with that role, of several the one who spoke last; else whoever spoke just before."""
        if not re.match(r"(?:the|his|her)\s", words, re.IGNORECASE):
            return None
        description = re.split(PREPOSITION, DETERMINER.sub("", words))[0]
        noun = fold(description).split()[-1:]
        if (
            not noun
            or (noun[0].endswith(("s", "men", "women")) and not noun[0].endswith("ss"))
            or not (ROLE_WORD.fullmatch(noun[0]) or is_people(description.split()[-1]))
        ):
            return None
        wanted = {noun[0], _SAME_OFFICE.get(noun[0], noun[0])}
        fitting = [
            p for p in (*self._unique(), *self._titled.values()) if p.role and not wanted.isdisjoint(fold(p.role).replace(".", "").split())
        ]
        fitting = [p for p in fitting if not _elsewhere(description, p.role or "")]
        fitting = [p for p in fitting if min(p.places) < at] or fitting
        small_words = {word for word in description.split()[:-1] if word.islower()}
        fitting = [p for p in fitting if small_words - _FORMER <= set(fold(p.role or "").split())]
        if _FORMER.isdisjoint(small_words):
            fitting = [p for p in fitting if _FORMER.isdisjoint(fold(p.role or "").split())]
        about = {p.name for place, p in self._all if at < place < at + _CLAUSE_LENGTH and not _ENDS.search(self._text, at, place)}
        spoken = [name for place, name in speakers if place < at]
        if len(fitting) > 1:
            fitting = sorted((p for p in fitting if p.name in spoken), key=lambda p: spoken[::-1].index(p.name))[:1]
        if not fitting and words[:3].lower() == "the" and noun[0] not in _ANYBODY and speakers and at - speakers[-1][0] < _SOON:
            last = speakers[-1][1]
            fitting = [p for p in self._unique() if p.name == last] or ([_Person(last, [])] if last not in about else [])
            fitting = [p for p in fitting if p.sex in (None, self._sex_in_sentence(at, p.sex))]
        fitting = [p for p in fitting if p.name not in about]
        return (fitting[0].name, fitting[0].role) if len(fitting) == 1 else None

    def _sex_in_sentence(self, at: int, otherwise: str | None) -> str | None:
        """Of whom a sentence speaks before a place, by its pronouns outside what is reported: "Reprising her own lines, the senator"."""
        start = self._sentence_start(at)
        found = [sex for sex, words in _PRONOUNS.items() for m in words.finditer(self._text, start, at) if not self._reported(m.start())]
        return found[0] if len(set(found)) == 1 else otherwise

    def _reported(self, place: int) -> bool:
        before = bisect_right(self._contents, place, key=lambda c: c.start)
        return before > 0 and self._reach[before - 1] > place

    def _antecedent(self, at: int, sex: str, speakers: Sequence[tuple[int, str]]) -> _Person | None:
        """Who "he" or "she" is: the speaker before, unless someone else of that sex was a sentence's subject since."""
        told = {id(p) for place, p in self._all if at < place < at + _ADDRESSED and not _ENDS.search(self._text, at, place)}
        before = self._mentions[: bisect_left(self._mentions, (at,), key=lambda m: (m[0],))]
        near = [(place, p) for place, p in before if at - place < _REACH and _may_be(p, sex) and id(p) not in told]
        spoken = self._spoken_before(at, speakers)
        if introduced := self._introduced(at, sex, spoken[-1][0] if spoken else 0):
            return introduced
        if described := self._described_above(at, sex, speakers):
            return described
        if alone := self._alone_above(at, sex):
            return alone
        for place, name in spoken[::-1]:
            person = self._people.get(fold(name))
            if person is not None and person.sex in (None, sex) and id(person) not in told:
                since = [p for other, p in near if other > place and p is not person and self._is_subject(other)]
                if not since or self._speaks_of(at, sex):
                    return person
                break
        if near and (subject := self._last_subject(near)):
            return subject
        line = self._text.rfind("\n", 0, at) + 1
        return self._last_subject([m for m in self._all if line <= m[0] < at and _may_be(m[1], sex)])

    def _speaks_of(self, at: int, sex: str) -> bool:
        """Whether "he" behind a quotation speaks of a "He" in it, who is another than himself."""
        before = self._contents[: bisect_left(self._contents, (at,), key=lambda c: (c.start,))][-1:]
        if not before or self._text[before[0].end : at].strip(" ,”\"'"):
            return False
        found = _SPEAKS_OF.match(self._text, before[0].start)
        return found is not None and found["whom"].lower() in (_MALE if sex == "m" else _FEMALE)

    def _spoken_before(self, at: int, speakers: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        """Those who spoke shortly before a place, in order."""
        near = list[tuple[int, str]]()
        for place, name in reversed(speakers):
            if place >= at:
                continue
            if at - place >= _REACH and self._apart(place, at) >= _JUST:
                break
            near.append((place, name))
        return near[::-1]

    def _apart(self, one: int, other: int) -> int:
        """Characters between two places that are not reported: however long a quotation is, "he said" behind it stays near."""
        within = self._contents[bisect_left(self._reach, one) : bisect_left(self._contents, (other,), key=lambda c: (c.start,))]
        return other - one - sum(max(0, min(other, c.end) - max(one, c.start)) for c in within)

    def _introduced(self, at: int, sex: str, since: int) -> _Person | None:
        """Who was named for the first time just before a quotation, and nobody else of that sex with them."""
        opens = max((self._text.rfind(mark, 0, at) for mark in _QUOTES), default=-1)
        if self._apart(opens, at) >= _NEAR_START:
            return None
        near = [(place, p) for place, p in self._mentions if max(since, opens - _JUST) <= place < opens and p.sex == sex]
        people = {id(p): p for _, p in near}
        first = [(place, p) for place, p in near if place == min(p.places)]
        if len(people) != 1 or not first:
            return None
        place, person = first[0]
        others = [
            p
            for other, p in self._named_between(self._sentence_start(place), place)
            if p.sex != _OTHER_SEX[sex] and self._is_subject(other)
        ]
        return None if others else person

    def _described_above(self, at: int, sex: str, speakers: Sequence[tuple[int, str]]) -> _Person | None:
        """Who a paragraph begins with, where that is a description, and it names nobody else as subject before a pronoun: "The Texan ...; he"."""
        line = self._text.rfind("\n", 0, at) + 1
        found = _BEGINS_DESCRIBING.match(self._text, line, at)
        named = self._named_between(found.end(), at) if found else ()
        if not found or any(_may_be(p, sex) and self._is_subject(place) and self._sentence_start(place) > line for place, p in named):
            return None
        name, _ = self._by_role(found["who"], found.start("who"), speakers) or (None, None)
        person = self._people.get(fold(name)) if name else None
        return person if person and person.sex in (None, sex) else None

    def _alone_above(self, at: int, sex: str) -> _Person | None:
        """The only one of that sex whom a paragraph names before a pronoun, where it is the paragraph's first."""
        line = self._text.rfind("\n", 0, at) + 1
        named = {id(p): (place, p) for place, p in reversed(self._named_between(line, at)) if p.sex in (sex, None)}
        if len(named) != 1 or any(not self._reported(m.start()) for m in _PRONOUNS[sex].finditer(self._text, line, at)):
            return None
        ((place, person),) = named.values()
        name = NAMES.match(self._text, place)
        if person.sex != sex or name is None:
            return None
        governed = place - self._sentence_start(place) >= _NEAR_START and _GOVERNING.search(self._text, max(0, place - _NEAR_START), place)
        owns = POSSESSIVE.search(name.group()) and (governed or _OF_THEIRS.match(self._text, name.end()))
        return None if owns else person

    def _last_subject(self, mentions: Sequence[tuple[int, _Person]]) -> _Person | None:
        """The first subject of the last sentence that has one; the main clause's, after "When Pell left," or the like."""
        subjects = [(self._sentence_start(place), place, person) for place, person in mentions if self._is_subject(place)]
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
        if _MODIFIES.match(self._text, name.end()):
            return False
        if _PUT_TO.match(self._text, name.end()):
            return True
        clause = self._after_comma(place) and _VERB.match(self._text, name.end()) is not None
        return clause or place - self._sentence_start(place) < _NEAR_START

    def _sentence_start(self, place: int) -> int:
        start = max(0, place - 300)
        breaks = [m.end() for m in _SENTENCE_BREAK.finditer(self._text, start, place)]
        return breaks[-1] if breaks else start


_CLAUSE_LENGTH = 100
_JUST = 200
"""Characters before a quotation within which somebody is introduced for it."""
_QUOTES = ("“", '"', "''", "«", "„")
_LONG_PARAGRAPH = 2_000
_NEARBY = 300
"""Characters that are not reported, at most, between an organization's words and "the company said"."""
_REACH, _SOON, _NEXT, _NEAR_START, _ADDRESSED, _LONG = 900, 500, 200, 45, 20, 6
"""Characters that a pronoun, a description may stand from whom they mean."""
_VOTES, _MAJORITY = 2, 0.75
"""Pronouns, and their share, that tell more of somebody's sex than the given name."""
_SHORTEST, _LONGEST_NAME, _LONGEST_DESCRIPTION = 2, 4, 10


def attribute(text: str, raw: Sequence[RawStatement], asides: Sequence[Span], author: str | None) -> list[Statement]:
    """Statements and attitudes with their speakers, in order."""
    contents = sorted(span for statement in raw for span in statement.spans)
    people = People(text, asides, author, contents, {s.mention.of(text) for s in raw if s.mention})
    found = list[Statement]()
    speakers, bodies = list[tuple[int, str]](), list[tuple[int, str]]()
    last: tuple[int, str] | None = None
    for statement in raw:
        if statement.mention:
            speaker, role = people.resolve(statement.mention, speakers, bodies, last)
        elif found and found[-1].speaker and _goes_on(text, found[-1], statement):
            speaker, role = found[-1].speaker, found[-1].role
        else:
            speaker = role = None
        if statement.mention:
            speakers.extend(people.named_in(statement.mention, speaker))
            if last is None or speaker != last[1]:
                last = people.stranger_in(statement.mention, statement.cue, speaker)
            else:
                last = statement.mention.end, last[1]
            bodies.extend(people.body_in(statement.mention, statement.cue, speaker))
        if statement.cue:
            speakers.extend(people.asked_by(statement.cue))
        found.append(Statement(statement.spans, statement.kind, speaker, role, statement.mention, statement.cue))
    return [replace(s, speaker=_one_spelling(s.speaker), role=_one_spelling(s.role)) for s in found]


def _one_spelling(name: str | None) -> str | None:
    """A name with plain apostrophes: "O’Malley" and "O'Malley" are one, whichever an outlet prints."""
    return name and name.replace("’", "'")


def _goes_on(text: str, before: Statement, statement: RawStatement) -> bool:
    """Whether a quotation that names nobody is a paragraph of its own, or the rest of one, right after another quotation."""
    if not statement.cue and not {statement.kind, before.kind} <= {"direct", "mixed"}:
        return False
    between, end = text[before.end : statement.spans[0].start], statement.spans[-1].end
    if statement.cue:
        return (
            _ADDING.match(statement.cue.of(text)) is not None
            and before.end <= statement.cue.start
            and not any(c.isalnum() for c in between.replace(statement.cue.of(text), ""))
        )
    if not text.startswith(_QUOTES, statement.spans[0].start) and not text.startswith(_QUOTES, statement.spans[0].start - 1):
        return False
    clause, *lines = between.split("\n")
    rest = [line for line in lines if not _HEADED.fullmatch(line)]
    behind = text[end : end + _LONG_PARAGRAPH].split("\n")[0]
    return (
        len(clause) < _CLAUSE_LENGTH
        and not any(c.isalnum() for c in "".join(rest) + behind)
        and (bool(lines) or _SENTENCE_BREAK.search(clause + "\n") is not None)
    )


def _couple(part: str) -> str | None:
    """Two people of one surname: "Ines and Odd Lund"."""
    found = _COUPLE.search(part)
    return f"{found['one']} {found['surname']} and {found['other']} {found['surname']}" if found else None


def _elsewhere(description: str, role: str) -> bool:
    """Whether a description and a role name different places or bodies: "Vale mayor", "Ashby mayor"."""
    wanted, given = ({word for word in re.findall(r"\b[A-Z]\w+", words) if not ROLE_WORD.fullmatch(word)} for words in (description, role))
    return bool(wanted and given) and wanted.isdisjoint(given)


def _may_be(person: _Person, sex: str) -> bool:
    """Whether "he" or "she" can mean a name: of that sex, or of unknown sex but with a role or a given name, as only people have."""
    return person.sex == sex or (person.sex is None and (person.role is not None or is_given(person.name)))
