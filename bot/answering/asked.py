"""Who a question asks after: the phrase that names or describes them, and the name in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.statements.given_names import given_sex
from index.statements.names import PARTICLES, UPPER, name_suffix, name_words
from index.statements.roles import PERSONAL_TITLES, ROLE_WORD, is_people
from index.tokens import fold, tokenize

_STANCE = (
    "account advice anger answer apology argument assessment assurance attack beef case claim comeback comment comments complaint complaints conclusion criticism "
    "criticisms defence defense demand description diagnosis excuse explanation feelings gripe idea joke judgment judgement justification line message objection "
    "objections opinion opinions pitch plan position prediction promise proposal quip reaction reason reasoning reasons remark remarks reply response retort solution "
    "stance statement story suggestion take theory thinking thoughts tweet verdict version view views vow warning words"
)
_SAYING = re.compile(
    r"\b(?:say|said|saying|tell|told|tweet(?:ed)?|think|thought|mean|claim|call|called|describe|want|promise|argue|respond|react|answer|accuse|explain|suggest|predict|warn|admit|"
    r"urge|ask|complain|critici[sz]e|praise|write|put it|make of|see|feel|believe|justify|defend|deny|dismiss|propose|reply|advise|recommend|expect|pledge|vow|blame|compare|"
    r"comment|consider|regret|insist|plan|support|oppose|back|weigh in|object|apologi[sz]e|mock|attack|slam|blast|announce|declare|demand|joke|hint|doubt|worry|fear|agree|"
    rf"disagree|acknowledge|concede|confirm|recall|remember|endorse|{'|'.join(_STANCE.split())})\b",
    re.IGNORECASE,
)
SAYING_WORDS = frozenset(
    tokenize(
        f"say said tell told tweet think call describe want promise argue respond react answer accuse explain suggest predict warn admit urge ask complain write make see feel "
        f"latest newest earliest oldest recent first last {_STANCE}"
    )
)
"""Stems of a question that name no topic."""
_DOING = re.compile(r"\b(?:give|gave|have|offer|make|put|do|go|take|set|find|rule|decide|call)\b", re.IGNORECASE)
_ASKS_A_FACT = re.compile(r"\s*(?:how (?:much|many|long|old|far|low|high)|when|where|which|who)\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?:\b(?:did|does|do|is|was|were|are|will|would|has|have|had|can|could|should|might|may|must|wo)(?:n?['’]?t)?|(?:(?<=what)|(?<=who)|(?<=how)|(?<=why)|(?<=where)|(?<=when))['’](?:s|d))\s+(?!(?:said|told)\b)",
    re.IGNORECASE,
)
_MANNER = r"(?:own\s+)?(?:account|book|count|estimate|estimation|eyes|judge?ment|math|mind|opinion|reckoning|telling|thinking|view|words)\b"
_SOURCES = (
    re.compile(
        r"\b(?:[Aa]ccording to|[Gg]oing by|[Pp]er|[Ii]n the (?:words|opinion|view|eyes|telling|judge?ment|account) of)\s+([^,?.;:]{2,70})"
    ),
    re.compile(rf"\b(?:[Ii]n|[Bb]y)\s+((?:(?!\b(?:in|by)\b)[^,?]){{2,50}}?)['’]s?\s+{_MANNER}"),
    re.compile(
        r"\b[Aa]s\s+([^,?]{2,50}?)\s+(?:saw|sees|remembers|remembered|recalls|recalled|puts?|tells|told|describes|described)\s+it\b"
    ),
)
"""Where a question names the source of what it asks for."""
_ABOUT = re.compile(r"^\W*(?:(?:and|but|so|or|then|also)\s+)?(?:(?:what|how) )?about\s+([^,?]{2,70})", re.IGNORECASE)
_LEADING = (
    re.compile(r"^\W*(?:and|but|so)\s+(?!(?:by|in|on|at|for|to|back|since|before|after|did|does|do|is|was|were|what|when|where|why|how|who|which)\b)([^,?]{2,70})", re.IGNORECASE),
    re.compile(r"^\W*([^,?]{2,60}?)(?:,[^?]{2,80})?(?:,| -| –|—)\s*(?:what|how|why|when|where)\b[^?]*\b(?:he|she|they)\b"),
    re.compile(rf"^\W*([^,?]{{2,50}}?)['’]s?(?:\s+[\w-]+){{0,2}}?\s+(?:{'|'.join(_STANCE.split())})\b"),
)  # fmt: skip
"""How a question without a verb, or a turn that goes on, opens with whom it is about."""
_ON_THAT = re.compile(r"\s+on\s+(?:that|this|it|the same)$", re.IGNORECASE)
"""What a turn that goes on may add to a name: "and Lund on that?"."""
_OPENS_ANEW = re.compile(
    r"^\W*(?:what|how|why|when|where|who|whose|which|in|at|on|by|did|does|do|is|was|were|has|have|according|as|after|before|since|with|for|during|back|asked)\b",
    re.IGNORECASE,
)
_ENDS_CLAUSE = re.compile(r"[?;]|,\s|\s[-–—]\s")
_TITLES = frozenset({"mister", "pastor", "rabbi"}.union(map(fold, PERSONAL_TITLES)))
_DETERMINERS = frozenset("the a an his her their its this that these those our my your".split())
_NOBODY = frozenset(
    "i you we he she they it him them people anyone anybody someone somebody everyone everybody nobody who whom what there one some any most many others "
    "voters critics not never ever today yesterday".split()
)
_STOPS = frozenset(
    "of for from in on at with who whose whom that which to into after before when during about against as by over under near behind between since than "
    "and or but if because not n't ever so".split()
)
_SOMEBODY = frozenset(
    "board boy camp campaign church commission committee company council court department family girl group guy government house kid lady lobby man ministry "
    "museum office operation paper party people police side staff state team union university woman".split()
)
"""What people and those who speak as one are called, beside their roles."""
_OWNING = re.compile(r"(?<=\w)['’]s?$")
_OWNED_NAME = re.compile(rf"['’]s?\s([{UPPER}][\w.’'-]*(?:\s[{UPPER}][\w.’'-]*)*)$")
_AT_LARGE = frozenset("Democrats Republicans Americans Conservatives Liberals Independents".split())
_PRONOUN = re.compile(r"(?:he|she|they)\b", re.IGNORECASE)
_ASKS_WHO = re.compile(
    r"^\W*(?:who\s+(?!or|did|does|do|is|was|were|has|had|have|will|would|could|should|can|else)|which\b[^?]*?\b(?:said|told|called|complained|warned|accused|claimed|predicted|tweeted|wrote)\b)",
    re.IGNORECASE,
)
"""The question is who said it: nobody is named."""
_CLAUSE_CHARS = 200
_SUBJECT_WORDS = 8
_DESCRIPTION_WORDS = 13
_NAME_WORDS = 3
_JUNIOR = re.compile(r",\s((?:Jr|Sr)\b\.?),?")
_ROLE_WITHIN = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Whoever's words or doings a question asks for: the `phrase` that says who, the words of a `name` if one is in it, titles aside.

    `as_source` where the question wants to know by them ("according to ..."). `definite` where an article stands right
    before the name ("the Kremlin").
    """

    phrase: str
    name: tuple[str, ...] = ()
    as_source: bool = False
    definite: bool = False

    @property
    def suffix(self) -> str | None:
        """ "Jr" of "Odd Lund Jr."."""
        return next((suffix for word in self.phrase.split()[1:] if (suffix := name_suffix(word))), None) if self.name else None


def find_asked(question: str, is_outlet: Callable[[str], bool]) -> Iterator[Asked]:
    """Those a question may ask after, likeliest first; outlets are not."""
    for asked in _every(_JUNIOR.sub(r" \1", question)):
        if not is_outlet(_without_article(re.split(r"['’]s?\s", " ".join(_head(asked.phrase.split())))[0])):
            yield asked


def _every(question: str) -> Iterator[Asked]:
    for pattern in _SOURCES:
        yield from (replace(asked, as_source=True) for match in pattern.finditer(question) if (asked := _read_phrase(match[1])))
    for pattern in (_ABOUT,) if _OPENS_ANEW.match(question) else (_ABOUT, *_LEADING):
        match = pattern.match(question)
        asked = _read_phrase(match[1]) if match else None
        phrase = _ON_THAT.sub("", asked.phrase).split() if asked else []
        if asked and (_is_somebody(asked.phrase) or (asked.name and phrase[-len(asked.name) :] == list(asked.name))):
            yield asked
    if _ASKS_WHO.match(question):
        return
    for opening in _AUXILIARY.finditer(question):
        rest = question[opening.end() : opening.end() + _CLAUSE_CHARS]
        clause = rest[: end.start()] if (end := _ENDS_CLAUSE.search(rest)) else rest
        if _PRONOUN.match(clause):
            return
        yield from _subject(clause)


def asks_for_words(question: str) -> bool:
    """Whether a question asks what somebody said or holds, not for a fact."""
    return bool(_SAYING.search(question)) and not asks_a_fact(question)


def asks_a_fact(question: str) -> bool:
    """Whether a question opens by asking who, when, where, or how many."""
    return _ASKS_A_FACT.match(question) is not None


def _read_phrase(phrase: str) -> Asked | None:
    """A noun phrase as who it names or describes; None where it is nobody's ("it", "people in Vale").

    A name is what stands last before the first preposition, and after whatever describes it: "former CIA man Tig Lund of
    Vale" names Tig Lund, "the Lund camp" and "Lund's aide" nobody.
    """
    phrase = _OWNING.sub("", phrase.strip(" ,.\"“”'’"))
    words = phrase.split()
    if not words or fold(words[0]) in _NOBODY or len(words) > _DESCRIPTION_WORDS or all(fold(word) in _DETERMINERS for word in words):
        return None
    head = _head(words)
    if owned := _OWNED_NAME.search(phrase):
        return Asked(phrase, _name(owned[1].split()))
    small = [i for i, word in enumerate(head) if not word[0].isupper() and fold(word) not in PARTICLES]
    if not small or small[-1] < len(head) - 1:
        before, name = head[: small[-1] + 1] if small else [], _name(head[small[-1] + 1 if small else 0 :])
        definite = bool(before) and fold(before[-1]) in _DETERMINERS and head[len(before)] in name
        if before and not definite and len(name) == 1 and given_sex(name[0]):
            name = ()  # "her son Tom": whose surname is not said
        return Asked(phrase, name, definite=definite)
    if (
        len(small) == len(head) <= _NAME_WORDS
        and all(word.isalpha() for word in head)
        and fold(head[0]) not in _DETERMINERS
        and not _is_somebody(phrase)
    ):
        return Asked(phrase, tuple(head))  # a name without capitals
    return Asked(phrase)


def _subject(clause: str) -> Iterator[Asked]:
    """What stands between an auxiliary and the verb: "Ines Lund", "the CIA spokesman" of what follows "did"."""
    for verbs in (_SAYING, _DOING):
        verb = verbs.search(clause)
        words = clause[: verb.start()].split() if verb else []
        if not words or len(words) > (_DESCRIPTION_WORDS if fold(words[0]) in _DETERMINERS else _SUBJECT_WORDS):
            continue
        head = _head(words)
        if not _acts(head) and (head[-1][0].isupper() or _is_somebody(head[-1]) or _OWNING.search(head[-1]) or len(words) == 1):
            if asked := _read_phrase(" ".join(words)):
                yield asked
            return
    if words := clause.split()[:_SUBJECT_WORDS]:
        yield from _before_some_verb(_head(words))


def _acts(head: Sequence[str]) -> bool:
    """Whether a verb stands behind a name that opens a phrase: "Ines Lund size up the pier"."""
    run = _run(head, 0)
    return (
        0 < run < len(head)
        and given_sex(head[0]) is not None
        and not _OWNING.search(head[run - 1])
        and not any(map(_is_somebody, head[run : run + 3]))
    )


def _before_some_verb(head: Sequence[str]) -> Iterator[Asked]:
    """Where the verb is not known as one: "Lund fail", "Vale voter Tom Lund trust", "the Lund camp spin"."""
    if fold(head[0]) in _NOBODY:
        return
    start = 1 if fold(head[0]) in _DETERMINERS else 0
    run = _run(head, start)
    roles = [i for i, word in enumerate(head[:_ROLE_WITHIN]) if _is_somebody(word)]
    if run > start and given_sex(head[start]) and not _OWNING.search(head[run - 1]):
        yield Asked(" ".join(head[start:run]), _name(head[start:run]))
    elif roles:
        role = next((i for i in roles if _run(head, i + 1) > i + 1), roles[0])
        while role + 1 in roles:
            role += 1
        end = _run(head, role + 1)
        yield Asked(" ".join(head[:end]), _name(head[role + 1 : end]))
    elif run > start and not _OWNING.search(head[run - 1]):
        yield Asked(" ".join(head[:run]), name := _name(head[start:run]), definite=start > 0 and head[start] in name)
    elif not start and run == start:
        yield from (
            Asked(" ".join(head[:count]), tuple(head[:count])) for count in (2, 1) if count <= len(head) and head[count - 1].isalpha()
        )


def _run(words: Sequence[str], start: int) -> int:
    """Where the capitalized words that begin at `start` end."""
    return next((i for i, word in enumerate(words[start:], start) if not word[0].isupper() and fold(word) not in PARTICLES), len(words))


def _head(words: Sequence[str]) -> list[str]:
    """A noun phrase up to what is said of it: up to a preposition, a pronoun that relates, a participle."""
    for i, word in enumerate(words[1:], 1):
        if fold(word) in _STOPS or (word.endswith("ing") and word[0].islower() and fold(words[i - 1]) not in _DETERMINERS):
            return list(words[:i])
    return list(words)


def _is_somebody(phrase: str) -> bool:
    last = _OWNING.sub("", (_head(phrase.split()) or [""])[-1])
    return bool(ROLE_WORD.search(last)) or fold(last) in _SOMEBODY


def _name(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a person's or an institution's name without what owns it and titles; none for people at large."""
    owner = max((i for i, word in enumerate(words[:-1]) if _OWNING.search(word)), default=-1)
    named = tuple(word for word in name_words(_OWNING.sub("", " ".join(words[owner + 1 :]))) if fold(word).strip(".") not in _TITLES)
    return () if named and (named[-1] in _AT_LARGE or (len(named) == 1 and is_people(named[0]))) else named


def _without_article(phrase: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", phrase.strip(), flags=re.IGNORECASE)
