"""Whose words: each statement's source linked to the fullest name that its article prints, with the role it gives."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.records import Span, Statement
from index.statements.antecedents import Antecedents
from index.statements.beside import CLAIM, RELAYS, WAS_ASKED
from index.statements.descriptions import Descriptions, Speaker
from index.statements.given_names import is_given
from index.statements.linking import NO_NOUN, RawStatement
from index.statements.names import NAMES, UPPER
from index.statements.people import FEMALE, MALE, People, couple
from index.statements.prose import CLAUSE, NEARBY, NEXT, QUOTES, SENTENCE_BREAK, Prose, Voice
from index.statements.roles import (
    DETERMINER,
    KIN,
    NO_PERSON,
    ROLE_WORD,
    SEX_OF_TITLE,
    bare,
    head_name,
    is_no_person,
    is_people,
    name_in_small,
    of_one,
    role_before,
    role_beside,
    split_name,
    stranger,
    tidy_role,
)

_ASKED = re.compile(
    rf"(?:asked|asks|pressed|questioned)\s({NAMES.pattern})(?:,[^,]*,)?\s(?:whether|if|about|why|how|what|when|where|who|to explain)\b"
)
_WAS_ASKED = re.compile(rf"({NAMES.pattern})(?:,[^,]*,)?\s{WAS_ASKED}$")
_HEADED = re.compile(r"[^,;:“”\"\n]{1,60}:\s*")
"""A line that only announces: "Transcript as follows:"."""
_ADDING = re.compile(r"[Aa]dding|[Cc]ontinuing|[Cc]oncluding")
_CLAUSE = re.compile(
    rf"(?<!\b(?:of|in|on|by|at|to))(?<!\bfor)(?<!\b(?:with|from))(?:,\s+(?:(?![{UPPER}][\w.’'-]*\s[{UPPER}])[^,]*,\s+)?|\s+)(?:who|which|whose|whom|that)\b.*$"
)
_ASIDE = re.compile(r"\s[–—―-]+\s|;\s")
_PARTS = re.compile(rf",\s+(?!(?:Jr|Sr)\.)|{_ASIDE.pattern}")
_ADJECTIVES = re.compile(
    rf"(?:the|an?|his|her|their)\s(?!{ROLE_WORD.pattern})[a-z][\w-]*,\s(?!(?:the|an?|his|her|their|its)\b)[a-z0-9][\w-]*\s{ROLE_WORD.pattern}",
    re.IGNORECASE,
)
"""A description with a comma inside: "the bespectacled, 71-year-old diplomat"."""
_DAY_LAST = re.compile(r"\s+(?:(?:late|early)\s+)?(?:on(?:\s+\w+day)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)$")
_LOOSE_END = re.compile(r"(?<=\w)(?:,?\s(?:from|of|for|with|in|at|by|to|and|including))+$")
_FIRST = re.compile(r"^(?:[Ee]ven|And|But|Yet|Still|So)\s(?=(?:the|an?|his|her|their|[a-z]{3,})\s)")
"""What a sentence begins with before its subject: "Even the mayor"."""
_SELF = re.compile(r"\s(?:him|her|it)self$")
_APPOSED, _APPOSED_BY_DASHES = re.compile(r",\s"), re.compile(r"(?:,|\s[—–-]{1,2})\s")
_ONE = re.compile(r"(?:an?|the)\s")
_SEVERAL = re.compile(r"(?!(?:one|neither|none|each)\sof\b).*(?<!s)s", re.IGNORECASE)
_AMONG = re.compile(r"(?:including|like|such\sas|led\sby|for\sinstance|among\sthem|notably|from)\b")
_OF_PARTY = re.compile(rf"(?:The\s)?(?:[{UPPER}]\w+\s){{1,2}}(?:Republican|Democrat|Independent|Libertarian|Conservative|Liberal)")
"""Somebody by place and party: "the Vermont Republican"."""
_BODIES = frozenset(
    "Academy Administration Agency Alliance Army Association Bank Board Bureau Campaign Center Centers Centre Chamber Church City Coalition College Commission Committee "
    "Conference Council Court Department Federation Foundation House Institute League Ministry Museum Office Organization Party Society Union University".split()
)
"""Words that many a body's name begins with: "Department of", "Board of"."""
_THE_ONE = re.compile(r"[Tt]he\s[a-z][\w-]*")
_OF_HIS = re.compile(r"(?:his|her|their)\s")
_ASKS = re.compile(r"ask", re.IGNORECASE)
_NO_SOURCE = re.compile(r"(?:was|were|is|are|has|had|have|said|says|runs|find)\b")
_WHO_OF_CLAUSE = re.compile(r"\s(?P<who>who)\s(?:[^.;:“”\"\n]|(?<=\d)\.(?=\d))*$")
_CLAIMS = re.compile(rf"\s(?:[a-z]+\s){{0,2}}{CLAIM}\b")
"""Behind "Lund's": what is said, as a noun."""
_AND_WHO = re.compile(r"(?:,\swho|\bwho(?:m|se))\s(?:[^.;:“”\"\n]|(?<=\b[A-Z])\.|(?<=\bMr)\.|(?<=\bMrs)\.)*(?:,\s|\s)(?:and|but)\s$")
"""Before a "who" that means the one of whom another clause tells already: "said Ines Lund, whom Pell appointed, and"."""
_VAGUE = frozenset("another over it they you we us them others that this these those which their our its your".split())
_TIMES = frozenset("morning afternoon evening night day week month year weekend hours days weeks months years".split())
_KIN = re.compile(
    rf"(?:[Hh]is|[Hh]er|[Tt]heir|.*['’]s?)\s(?:\w+\s)?(?:{KIN}|partner|friend|neighbou?r)(?:\sand\s(?:[\w-]+\s)?[a-z]+)?"
    rf",\s(?P<who>[{UPPER}]\w+)(?:,.*)?"
)
_GROUP = re.compile(r"(?:(?<!s)s|two|three|pair|duo|trio|people|[Pp]olice|spokesperson|newspapers?|men|women)\s*$")
"""The word for several, or for one whose sex is not told."""
_BEHIND_HEAD = re.compile(r",|\s(?:of|for|from|in|at|with|on|near|close|familiar|who|that|including|led|briefed)\b")
_LONG_PARAGRAPH = 2_000
_SHORTEST, _LONGEST_DESCRIPTION = 2, 10
"""Letters of the shortest source, words of the longest description."""


class Sources:
    """The sources of one article."""

    def __init__(self, text: str, asides: Sequence[Span], author: str | None, raw: Sequence[RawStatement]) -> None:
        """Takes an article's text, and its statements as found."""
        self._author, self._text = _names(author), text
        self._prose = Prose(text, [span for s in raw for span in s.spans if not NAMES.fullmatch(text, span.start, span.end)])
        self._people = People(self._prose, asides, {s.mention.of(text) for s in raw if s.mention})
        self._descriptions = Descriptions(self._prose, self._people)
        self._antecedents = Antecedents(self._prose, self._people, self._descriptions)
        self._speakers, self._bodies = list[Voice](), list[Voice]()
        self._resolved = dict[Span, Speaker]()
        self._stranger: Voice | None = None
        self._group: Voice | None = None
        self._thing: Voice | None = None

    def next_speaker(self, mention: Span, cue: Span | None) -> Speaker:
        """Who speaks by a mention; to be asked of each in its order, as people, organizations and strangers who spoke are "he" later."""
        speaker, role = self._resolved[mention] = self._resolved.get(mention) or self._resolve(mention)
        self._speakers += self._named_in(mention, speaker)
        self._bodies += self._body_in(mention, cue, speaker)
        if speaker and mention.of(self._text).lower() not in ("they", "it"):
            self._group = (mention.end, speaker) if self._is_group(mention, speaker) else None
            self._thing = (mention.end, speaker) if self._is_thing(mention, speaker) else None
        again = self._stranger is not None and speaker == self._stranger[1]
        self._stranger = (mention.end, speaker or "") if again else self._stranger_in(mention, cue, speaker)
        return speaker, role

    def turns_from(self, before: Statement, statement: RawStatement) -> bool:
        """Whether a sentence between a statement and the next begins with somebody else: "...," Odd Lund said. Ines Lund shook her head. "...""."""
        start, end = before.end, statement.spans[0].start
        behind = SENTENCE_BREAK.search(self._text, start, end)
        others = self._people.named_between(behind.end(), end) if behind else ()
        return any(p.name != before.speaker and self._prose.sentence_start(place) == place for place, p in others)

    def hear(self, cue: Span) -> None:
        """Takes note of who is put a question, and so answers it: "asked Lund whether ...", "Lund was asked by Pell whether ..."."""
        if found := _ASKED.match(self._text, cue.start):
            self._speakers += [(place, p.name) for place, p in self._people.named_between(*found.span(1))][:1]
        elif found := _WAS_ASKED.search(self._text, max(0, cue.start - NEXT), cue.end):
            self._speakers += [(cue.end, p.name) for _, p in self._people.named_between(*found.span(1))][:1]

    def _resolve(self, mention: Span) -> Speaker:
        """Speaker and role of a mention; None where it is not clear."""
        words = _FIRST.sub("", " ".join(mention.of(self._text).split()))
        lower = words.lower()
        words = lower if words.isupper() and words.startswith("THE ") else words  # "THE PRESIDENT:" in a transcript
        if lower in MALE | FEMALE:
            return self._he_or_she(mention, "m" if lower in MALE else "f")
        if words[0].islower() and (within := self._antecedents.of_clause(mention.start)):
            return within.name, within.role
        if NO_NOUN.search(words):
            return None, None
        if lower in ("i", "my", "me"):
            written = self._author and not is_no_person(self._author) and not self._prose.is_quoted(mention.start)
            return self._author if written else None, None
        if lower.startswith("who"):
            return self._of_who(mention.start)
        if _NO_SOURCE.match(lower):
            who = _WHO_OF_CLAUSE.search(self._text, self._prose.sentence_start(mention.start), mention.start)
            return self._of_who(who.start("who")) if who else (None, None)
        if (meant := {"they": self._group, "it": self._thing}.get(lower)) and self._prose.apart(meant[0], mention.start) < NEARBY:
            return meant[1], None
        if lower in _VAGUE or words in _TIMES or len(lower) < _SHORTEST:
            return None, None
        if lower.endswith(("'s", "’s", "s'", "s’")) and "," not in lower:
            return self._named(bare(words), mention.start) if _CLAIMS.match(self._text, mention.end) else (None, None)
        return (
            self._apposed(mention)
            or self._descriptions.by_body(words, mention.start, self._speakers, self._bodies)
            or self._kin(words)
            or self._apposed_behind(mention)
            or self._named(words, mention.start)
        )

    def _he_or_she(self, mention: Span, sex: str) -> Speaker:
        if self._stranger and self._antecedents.is_stranger(self._stranger, mention.start, sex):
            if newer := self._antecedents.stranger_since(self._stranger, mention.start, sex):
                self._stranger = mention.start, newer
            return self._stranger[1], None
        person = self._antecedents.of(mention.start, sex, self._speakers)
        if person is None:
            return None, None
        person.sex = person.sex or sex
        return person.name, person.role

    def _named_in(self, mention: Span, speaker: str | None) -> list[Voice]:
        """Whom a later "he" can refer to by this mention: the speaker, or a person in it ("a post from Ines Lund")."""
        if speaker and self._people.find(speaker):
            return [(mention.start, speaker)]
        within = [(place, person.name) for place, person in self._people.named_between(mention.start, mention.end)][-1:]
        surname = (
            speaker
            and NAMES.fullmatch(speaker)
            and speaker[1:].islower()
            and speaker not in NO_PERSON
            and mention.of(self._text) == speaker
            and not self._text.endswith(("the ", "The "), 0, mention.start)
        )
        return within or ([(mention.start, speaker)] if speaker and surname else [])

    def _stranger_again(self, words: str, at: int) -> str | None:
        """Somebody without a name who spoke just before, as "the spokesman": "the minister's spokesman"."""
        if self._stranger is None or not _THE_ONE.fullmatch(words) or self._prose.apart(self._stranger[0], at) >= NEARBY:
            return None
        same = self._stranger[1].split()[-1] == words.split()[-1] and self._people.find(self._stranger[1]) is None
        return self._stranger[1] if same else None

    def _body_in(self, mention: Span, cue: Span | None, speaker: str | None) -> list[Voice]:
        """The organization that speaks by this mention, if that is its printed name; not one that only reports what others said."""
        if not speaker or not cue or RELAYS.match(cue.of(self._text)) or is_given(speaker) or ROLE_WORD.search(speaker):
            return []
        person = self._people.called(speaker)
        if person and (person.sex or person.role or person.name != speaker):
            return []
        words = bare(mention.of(self._text))
        named = NAMES.fullmatch(words.removeprefix("The ").removeprefix("the ")) and (
            " " in speaker or self._prose.sentence_start(mention.start) != mention.start
        )
        return [(mention.start, speaker)] if named else []

    def _is_group(self, mention: Span, speaker: str) -> bool:
        """Whether a mention is of several, as "they" may be later."""
        return self._people.find(speaker) is None and _GROUP.search(_BEHIND_HEAD.split(mention.of(self._text))[0]) is not None

    def _is_thing(self, mention: Span, speaker: str) -> bool:
        """Whether a mention is of a body or a paper, as "it" may be later."""
        person = self._people.find(speaker) or is_given(speaker) or ROLE_WORD.search(speaker) or is_people(speaker)
        return not person and not self._is_group(mention, speaker) and stranger(mention.of(self._text)) is None

    def _stranger_in(self, mention: Span, cue: Span | None, speaker: str | None) -> Voice | None:
        """Somebody without a name who says something by this mention, and does not ask it: "a nurse"."""
        if not speaker or self._people.find(speaker) or (cue and _ASKS.match(cue.of(self._text))):
            return None
        described = ROLE_WORD.fullmatch(speaker) and not _GROUP.search(speaker)
        return (mention.end, speaker) if described or stranger(mention.of(self._text)) else None

    def _apposed(self, mention: Span) -> tuple[str, str | None] | None:
        """Who is named right beside a description: "Odd Pell, the mayor's spokesman, said"."""
        words = self._text[mention.start : mention.end]
        if NAMES.search(words) and head_name(words):
            return None
        apposed = _APPOSED_BY_DASHES if words[-1] in "—–-" else _APPOSED
        before = [
            p
            for place, p in self._people.printed_between(mention.start - NEXT, mention.start)
            if (name := NAMES.match(self._text, place))
            and apposed.fullmatch(self._text, name.end(), mention.start)
            and ((" " in p.name and name.group().endswith(p.name)) or (_ONE.match(words) and self._prose.sentence_start(place) == place))
        ]
        role = DETERMINER.sub("", words).strip(" ,–—-")
        if _OF_HIS.match(words) and self._text.startswith(" ", mention.end):
            return None  # "... for Ines Lund, his son said"
        return (before[-1].name, before[-1].role or role) if before and ROLE_WORD.search(role) else None

    def _apposed_behind(self, mention: Span) -> tuple[str, str | None] | None:
        """Who is named right behind a description that was marked alone: "his challenger", Odd Lund."""
        words = self._text[mention.start : mention.end]
        name = NAMES.match(self._text, mention.end + 2) if self._text.startswith(", ", mention.end) else None
        person = self._people.called(split_name(name.group())[0]) if name and not NAMES.search(words[1:]) else None
        ends = name and self._text[name.end() : name.end() + 1] in (",", ".")
        return (person.name, person.role) if person and ends and ROLE_WORD.search(words) else None

    def _of_who(self, at: int) -> Speaker:
        if somebody := self._antecedents.stranger_of_who(at):
            return somebody, None
        if person := self._antecedents.of_who(at):
            return person.name, person.role
        if described := self._antecedents.description_of_who(at):
            return self._named(described.of(self._text), described.start)
        return self._in_clause_before(at) or (None, None)

    def _in_clause_before(self, at: int) -> Speaker | None:
        """Who spoke in the clause to which a "who" belongs: "said one voter, who", "said Ines Lund, whom Pell appointed, and who"."""
        mention, speaker = next(reversed(self._resolved.items()), (None, (None, None)))
        if mention is None or mention.end > at:
            return None
        aside = self._text[mention.end : at]
        return speaker if aside == ", " or _AND_WHO.search(self._text, mention.start, at) else None

    def _several(self, words: str, first: str) -> str | None:
        """Several people named side by side, at the beginning at least."""
        return self._people.several(_ASIDE.split(words)[0]) or self._people.several(first)

    def _kin(self, words: str) -> tuple[str, None] | None:
        """Somebody's somebody by first name: "her husband, Len"."""
        found = _KIN.fullmatch(words)
        return (found["who"], None) if found and is_given(found["who"]) and self._people.person(found["who"]) is None else None

    def _named(self, words: str, at: int) -> Speaker:
        """A mention that is a name, a name with a description, or a description alone."""
        words = _SELF.sub("", _LOOSE_END.sub("", _DAY_LAST.sub("", words)))
        if not any(c.isalpha() for c in words):
            return None, None
        spoke = next((name for _, name in self._prose.spoken_before(at, self._speakers)[-1:]), None)
        words = _CLAUSE.sub("", words).strip(" ,;")
        parts = [words] if _ADJECTIVES.fullmatch(words) else _PARTS.split(words)
        parts = parts[1:] if len(parts) > 1 and parts[0] in _TIMES else parts  # "her editor of forty years, Ines Lund"
        if _SEVERAL.fullmatch(parts[0]) and head_name(parts[0]) is None:
            named = self._all_of(words[len(parts[0]) :].lstrip(" ,–—-"))
            return (named, None) if named else self._described(parts[0], at)
        for number, part in enumerate(parts[:3]):
            head = head_name(part)
            if head is None:
                continue
            before, printed = head
            if (
                number == 0
                and part.lower() == f"the {printed.lower().removeprefix('the ')}"
                and (is_people(printed) or _OF_PARTY.fullmatch(printed))
                and (meant := self._descriptions.by_role(part, at, self._speakers))
            ):
                return meant  # "the Texan"
            name, title = split_name(printed)
            person = self._people.bearer(name, SEX_OF_TITLE.get(printed.split()[0]), spoke)
            if number and person is None:
                continue
            beside = parts[0] if number else (parts[1] if len(parts) > 1 else "")
            role = of_one(" ".join(filter(None, (role_before(before), title))) or role_beside(beside))
            if several := couple(part) or (self._several(words, part) if number == 0 else None):
                return several, None
            if person is None and name in NO_PERSON:
                continue  # "Lund's potential VP"
            if person is None:
                return _whole_body(part, name) or words, role
            person.role = person.role or role
            return person.name, person.role
        return self._described(parts[0], at)

    def _all_of(self, words: str) -> str | None:
        """Those who are named behind what several are called: "two clerks, Ines Lund and Odd Pell"; nobody behind "including"."""
        return None if _AMONG.match(words) else couple(words) or self._people.several(words)

    def _described(self, words: str, at: int) -> Speaker:
        """A mention without a name."""
        if len(words.split()) > _LONGEST_DESCRIPTION:
            return None, None
        if again := self._stranger_again(words, at):
            return again, None
        linked = self._descriptions.by_document(words, at, self._speakers, self._group)
        linked = linked or self._descriptions.by_role(words, at, self._speakers)
        linked = linked or self._descriptions.by_age(words, at) or self._descriptions.by_apposition(words, at)
        return linked or ((DETERMINER.sub("", words) if words.lower().startswith("the ") else words).strip() or None, None)


def attribute(text: str, raw: Sequence[RawStatement], asides: Sequence[Span], author: str | None) -> list[Statement]:
    """Statements and attitudes with their speakers, in order."""
    sources = Sources(text, asides, author, raw)
    found = list[Statement]()
    for statement in raw:
        speaker = role = None
        if statement.mention:
            speaker, role = sources.next_speaker(statement.mention, statement.cue)
        elif found and found[-1].speaker and _goes_on(text, found[-1], statement) and not sources.turns_from(found[-1], statement):
            speaker, role = found[-1].speaker, found[-1].role
        if statement.cue:
            sources.hear(statement.cue)
        found.append(Statement(statement.spans, statement.kind, speaker, role, statement.mention, statement.cue))
    return [replace(s, speaker=_one_spelling(s.speaker, name_in_small), role=_one_spelling(s.role, tidy_role)) for s in found]


def _whole_body(part: str, name: str) -> str:
    """The name of a body with what it is of: "Vale Board of Elections" of the mention in which "Vale Board" was found."""
    if name.rpartition(" ")[2] not in _BODIES:
        return name
    found = re.search(rf"{re.escape(name)}(?:\s(?:of|for)\s(?:the\s)?{NAMES.pattern}(?:,?\sand\s{NAMES.pattern})?)+", part)
    return found.group() if found else name


def _names(author: str | None) -> str | None:
    """Whom a byline names, without their paper: "Ines Lund, USA TODAY"."""
    parts = [
        part for part in re.split(r"\s*,\s*(?:and\s)?", author or "") if part and not (part.isupper() and author and not author.isupper())
    ]
    parts = [part for part in parts if not part.startswith(("@", "Special "))]
    return (" and " if any(" " in part for part in parts) else " ").join(parts) or author


def _one_spelling(words: str | None, in_small: Callable[[str], str | None]) -> str | None:
    """A name or role with plain apostrophes, few capitals and its own accents: "O’Malley", "ODD O'MALLEY" of a transcript, "PeÃ±a", whichever an outlet prints."""
    return words and in_small(_decoded(_decoded(words)).replace("’", "'"))


def _decoded(words: str) -> str:
    """What was written as UTF-8 and read as something else; anything else as it is."""
    try:
        return unicodedata.normalize("NFC", words).encode("cp1252").decode("utf-8")
    except UnicodeError:
        return words


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
    if not text.startswith(QUOTES, statement.spans[0].start) and not text.startswith(QUOTES, statement.spans[0].start - 1):
        return False
    clause, *lines = between.split("\n")
    rest = [line for line in lines if not _HEADED.fullmatch(line)]
    behind = text[end : end + _LONG_PARAGRAPH].split("\n")[0]
    return (
        len(clause) < CLAUSE
        and not any(c.isalnum() for c in "".join(rest) + behind)
        and (bool(lines) or SENTENCE_BREAK.search(clause + "\n") is not None)
    )
