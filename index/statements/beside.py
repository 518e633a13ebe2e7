"""Attributions that stand right beside a quotation: "...," said Ines Lund; Ines Lund shot back, "..."; Ines Lund: "..."."""

import re
from collections.abc import Sequence

from index.records import Span
from index.statements.names import NAMES, UPPER
from index.statements.roles import POSSESSIVE, ROLE_WORD

_SAYING = (
    "said|says|told|tells|added|adds|wrote|writes|tweeted|tweets|continued|continues|explained|explains|asked|asks|replied|replies|answered|answers|noted|notes|"
    "insisted|insists|argued|argues|declared|declares|stated|states|concluded|concludes|recalled|recalls|responded|responds|quipped|quips|joked|jokes|warned|warns|"
    "claimed|claims|complained|complains|countered|counters|observed|observes|remarked|remarks|predicted|predicts|admitted|admits|acknowledged|acknowledges|"
    "conceded|concedes|suggested|suggests|announced|announces|urged|vowed|vows|lamented|laments|boasted|boasts|exclaimed|shouted|shouts|yelled|mused|muses|retorted|retorts|"
    "posted|posts|testified|testifies|cautioned|cautions|stressed|stresses|emphasized|emphasizes|reiterated|thundered|scoffed|scoffs|surmised|surmises|"
    "repeated|repeats|interjected|interjects|interrupted|snapped|proclaimed|proclaims|opined|opines|demanded|pleaded|pledged|promised|wondered|begged|confessed|"
    "deadpanned|fumed|gushed|bragged|griped|roared|texted|texts|emailed|whispered|muttered|cried|made clear|makes clear|shot back|shoots back|fired back|fires back|hit back|went on|goes on|chimed in|put it|puts it"
)
_WHO = rf"(?:[Hh]e|[Ss]he|{NAMES.pattern})"
_MANNER = r"(?:\w+ly\s|also\s|later\s|then\s|once\s|even\s|again\s){0,2}"
_AFTER = re.compile(
    rf"[”\"’']*[,.?!…]?[”\"’']*\s(?:(?P<who>{_WHO}|the\s(?:[\w’'-]+\s){{0,3}}?{ROLE_WORD.pattern})(?:,\s[^.:;“”\"\n]{{3,90}},)?\s{_MANNER}(?P<cue>{_SAYING})\b|"
    rf"(?P<said>{_SAYING})\s(?:(?:the|an?|one|its|his|her|their|[{UPPER}][\w.-]*['’]s?)\s(?:[\w’'-]+\s){{0,5}}[\w’'-]+,\s|(?:[a-z][\w’'-]*\s){{0,2}}{ROLE_WORD.pattern}\s)?(?P<name>{NAMES.pattern}))"
)
_BEFORE = re.compile(
    rf"(?:^|(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Sen|Rep|Gov)(?<!\b[A-Z])[.!?]['\"”’)]*\s|,\s(?:and\s|but\s)?)(?P<who>{_WHO})(?:\s\([^()]*\))?(?:,\s[^,.:;“”\"\n]{{1,90}},|,)?\s{_MANNER}(?P<cue>{_SAYING})\b"
    rf"[^,.:;“”\"\n]{{0,60}}[,:]\s?$"
)
_IN_THEIR_WORDS = re.compile(
    rf"\b(?:[Ii]n|[Bb]y|[Tt]o)\s(?P<who>{NAMES.pattern})(?:(?<=['’]s)|['’]s?)\s(?P<cue>telling|words|view|account|opinion|reckoning|estimation|eyes),\s[^,.:;“”\"\n]{{0,60}}$"
)
"""Whose words stand in quotation marks behind: "in Lund's telling, the pier is"."""
_CALLED = re.compile(
    rf"(?:^|[.!?]['\"”’)]*\s)(?P<who>{_WHO})\s{_MANNER}(?P<cue>called|calls|dubbed|branded|labell?ed|described)\s[^,.;:“”\"\n]{{1,60}}?\s(?:as\s)?$"
)
_LEADING = re.compile(rf"(?:(?:In|On|At|After|During|Last|This)\b[^,.;:“”\"\n]{{0,60}},\s)?(?P<who>{_WHO})\s{_MANNER}(?P<cue>{_SAYING})\b")
_QUOTED_AS = re.compile(
    rf"(?P<who>{NAMES.pattern})(?:\s\([^()]*\))?(?:,\s[^,.:;“”\"\n]{{1,90}},)?\s(?P<cue>(?:is|was|were|has\sbeen|had\sbeen)\s(?:\w+ly\s|also\s)?quoted(?:\s[^.;:“”\"\n]{{1,80}}?)?\sas\ssaying)(?:\sthat)?[:,]?\s$"
)
"""Who is quoted, whoever quotes: "Lund was quoted by the Courant as saying"."""
_QUOTES_AS = re.compile(rf"[^.!?;“\n]{{0,100}}?\bquot(?:es|ed)\s(?P<who>him|her|{NAMES.pattern})\s(?P<cue>as\ssaying)\b")
_TO_SOMEBODY = rf"(?:him|her|them|us|me|reporters|voters|{NAMES.pattern})"
_TOLD_INSIDE = re.compile(
    rf"(?P<who>{NAMES.pattern})(?<!['’]s)(?<!s['’])(?:\s\([^()]*\))?\s(?:{_MANNER}(?:"
    r"(?P<calling>(?:has\s|have\s|had\s)?(?:called|calls|dubbed|branded|labell?ed|described|characterized|termed|deemed))\s(?:as\s|(?:[\w’'-]+\s){1,4}?(?:as\s)?)?|(?P<seeing>\w+ed)\s(?:[\w’'-]+\s){0,5}as\s|"
    rf"(?P<saying>(?:has\s|had\s)?(?:{_SAYING}|ordered|orders|instructed|advised|advises))(?:\s{_TO_SOMEBODY})?[,:]?\s(?:(?:that|to|he|she|it|they|was|were|is|are|had|has)\s){{0,3}})|"
    r"(?P<quoted>as\ssaying)\s(?:[\w’'-]+\s){0,4})$"
)
"""Who said, inside what another tells, what stands in quotation marks there: "that Lund called"."""
_SAID_BEFORE = re.compile(rf"(?<!\band\s)(?P<who>{NAMES.pattern})(?<!['’]s)(?<!s['’])(?:\s\([^()]*\))?\s{_MANNER}$")
_IS_SAYING = re.compile(rf"(?:{_SAYING}):?")
_ASKED_BY = re.compile(
    rf"\b(?P<cue>[Aa]sked)\sby\s(?P<who>(?:(?:the|an?|his|her|one|another)\s)?(?:[a-z][\w’'-]*\s){{0,4}}(?:{NAMES.pattern}|[a-z][\w’'-]*))"
    r"(?:\s(?:on|at|in|during)\s[^,.;:]{0,30})?\s(?:about\s)?$"
)
"""Who puts a question: "asked by a clerk whether"."""
_SEEMED = re.compile(
    rf"(?:^|[.!?]['\"”’)]*\s)(?:(?:But|And|Yet)\s)?(?:[^,.:;“”\"\n]{{1,60}},\s|(?:The|His|Her|Its)\s[^,.:;“”\"\n]{{1,60}}\s|(?:[\w’'-]+\s){{1,3}})?(?P<who>{NAMES.pattern}|[Hh]e|[Ss]he)(?:,\s[^,.:;“”\"\n]{{1,90}},|,)?"
    rf"\s(?P<cue>(?:was|is|sounded|seemed|would not be|(?:had|has)\s(?:a|an|one|another|this|other|some)\b)\s[^,.:;“”\"\n]{{1,40}}):\s$"
)
"""How somebody was who then speaks: "Lund was blunt: "...""."""
CLAIM = (
    "(?:claim|accusation|allegation|answer|response|message|argument|point|view|reply|contention|charge|warning|complaint|suggestion|assertion|criticism|"
    "explanation|verdict|conclusion|advice|promise|pledge)s?"
)
"""What is said, as a noun."""
_OF_OTHERS = tuple(
    re.compile(rf"{pattern}\s(?:[\w’'-]+\s){{0,4}}$")
    for pattern in (
        rf"\b(?P<cue>{CLAIM}|criticism)\s(?:from|by)\s(?P<who>{NAMES.pattern})\sthat",
        rf"(?P<who>{NAMES.pattern})(?:(?<=['’]s)|['’]s?)\s(?:\w+\s)?(?P<cue>{CLAIM}|remark|comment|tweet|post|text|line|quip|joke)(?:\s(?:to|for|about|on)\s[^,.;:“”\"\n]{{1,40}}?)?(?:\s(?:that|was|is|calling|saying)|:)",
        rf"(?P<who>{NAMES.pattern})\sfor\s(?P<cue>calling|dubbing|branding|labell?ing|describing)",
        rf"\b(?:tape|video|recording|footage|audio|clip)\sof\s(?P<who>{NAMES.pattern})\s(?P<cue>saying|telling|calling|describing|boasting|joking)",
        rf"\b(?P<cue>heard|learn(?:ed|t))\sfrom\s(?P<who>{NAMES.pattern})\sthat",
        rf"\b(?P<cue>told|informed|warned|assured)\sby\s(?P<who>{NAMES.pattern})\sthat",
        rf"\b(?P<cue>\w+ed)\sby\s(?P<who>{NAMES.pattern})\sas",
    )
)
"""Whose words another speaks of: "brushed off Lund's charge that", "hit back at Lund for calling her", "denounced by Lund as"."""
_CALLED_BY = re.compile(r"\b(?P<cue>called|branded|dubbed|labell?ed|termed|\w+ed\sas)\s$")
_BY = re.compile(rf"[^“”\"\n.!?;]{{1,80}}[”\"]\sby\s(?P<who>{NAMES.pattern})")
WAS_ASKED = r"(?:was|were|is|are|been|being)\s(?:\w+\s)?(?:asked|pressed|questioned)\b"
"""That somebody is put a question."""
_PUT_TO = re.compile(rf"\b{WAS_ASKED}[^,.;:“”\"\n]{{0,60}}[,:]\s$")
RELAYS = re.compile(r"according to|.*\breport(?:s|ed)?\b|cited|citing", re.IGNORECASE)
"""Cues of those who only pass on what somebody said."""
_COLON = re.compile(r".*:\s*")
_CLOSED = re.compile(r"[.!?][”\"»]\s$")
_SPOKEN_TO = re.compile(r"\b(?:told|tells|telling|asked|of|about|with|(?<![Aa]ccording )to)\s(?:the\s|The\s)?$")
"""Before the name of whoever is spoken to, or of: "Lund told the Courant:"."""
_FULL_STOP = re.compile(r"\.[”\"’']*$")
_LONGEST, _NEAR, _FEW = 300, 60, 4


def announced(text: str, content: Span) -> tuple[Span, Span] | None:
    """Name and colon right before a quotation: "Ines Lund: “The pier is rotten.”"."""
    line = text[text.rfind("\n", 0, content.start) + 1 : content.start]
    if not _COLON.fullmatch(line):
        return None
    colon = content.start - len(line) + line.rfind(":")
    name = next((m for m in NAMES.finditer(text, content.start - len(line), colon) if m.end() == colon), None)
    if name is None or _SPOKEN_TO.search(text, max(0, name.start() - _NEAR), name.start()):
        return None
    alone = name.start() == content.start - len(line) or _CLOSED.search(text, 0, name.start())
    return (Span(*name.span()), Span(colon, colon + 1)) if alone or len(name.group().split()) > 1 else None


def introduced(text: str, content: Span) -> tuple[Span, Span] | None:
    """Who, and the word of saying, in the clause that leads to a quotation: "Lund shot back, "...""."""
    start = max(text.rfind("\n", 0, content.start) + 1, content.start - _LONGEST)
    found = _BEFORE.search(text[start : content.start])
    return (_span(found, "who", start), _span(found, "cue", start)) if found else None


def described(text: str, content: Span) -> tuple[Span, Span] | None:
    """Who, and how they were, right before a quotation: "Lund was scathing: "...""."""
    start = max(text.rfind("\n", 0, content.start) + 1, content.start - _LONGEST)
    found = _SEEMED.search(text[start : content.start])
    return (_span(found, "who", start), _span(found, "cue", start)) if found else None


def called(text: str, start: int) -> tuple[Span, Span] | None:
    """Who, and the word for it, in a sentence that calls somebody what begins at a place: "Lund called her "a hobbyist""."""
    line = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
    found = _CALLED.search(text[line:start])
    return (_span(found, "who", line), _span(found, "cue", line)) if found else None


def quoted_as(text: str, start: int) -> tuple[Span, Span] | None:
    """Who "is quoted as saying" what begins at a place, and those words."""
    line = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
    found = _QUOTED_AS.search(text[line:start])
    return (_span(found, "who", line), _span(found, "cue", line)) if found else None


def quotes_as(text: str, end: int) -> tuple[Span, Span] | None:
    """Whom somebody "quotes as saying" what ends at a place, and those words."""
    found = _QUOTES_AS.match(text, end)
    return (_span(found, "who", 0), _span(found, "cue", 0)) if found else None


def told_inside(text: str, spans: Sequence[Span], opens: int) -> tuple[Span, Span] | None:
    """Who says a quotation that opens inside what another tells, and the word for it: "Pell regrets the day Lund called him “a crook”"."""
    line = max(text.rfind("\n", 0, opens) + 1, opens - _LONGEST)
    if others := next((found for pattern in (*_OF_OTHERS, _IN_THEIR_WORDS) if (found := pattern.search(text, line, opens))), None):
        who = _span(others, "who", 0)
        return Span(who.start, who.start + len(POSSESSIVE.sub("", who.of(text)))), _span(others, "cue", 0)
    if (calling := _CALLED_BY.search(text, line, opens)) and (by := _BY.match(text, opens + 1)):
        return _span(by, "who", 0), _span(calling, "cue", 0)
    found = _TOLD_INSIDE.search(text, max(spans[0].start, opens - _LONGEST), opens)
    cue = found and next(name for name in ("calling", "seeing", "saying", "quoted") if found[name])
    return (_span(found, "who", 0), _span(found, cue, 0)) if found and cue else None


def named_at(text: str, cue: Span) -> Span | None:
    """Whose name stands right before a word of saying: "to which Lund replied"."""
    found = _SAID_BEFORE.search(text, max(0, cue.start - _NEAR), cue.start) if _IS_SAYING.fullmatch(cue.of(text)) else None
    return _span(found, "who", 0) if found else None


def is_saying(cue: str) -> bool:
    """Whether a cue is nothing but a word of saying."""
    return _IS_SAYING.fullmatch(cue) is not None


def asked_by(text: str, start: int) -> tuple[Span, Span] | None:
    """By whom "asked" what begins at a place, and that word."""
    line = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
    found = _ASKED_BY.search(text[line:start])
    return (_span(found, "who", line), _span(found, "cue", line)) if found else None


def put_to(text: str, start: int) -> bool:
    """Whether what begins at a place is a question, in its words, that somebody is asked: "Lund was asked, "Is it rotten?""."""
    return _PUT_TO.search(text, max(text.rfind("\n", 0, start) + 1, start - _LONGEST), start) is not None


def followed(text: str, content: Span) -> tuple[Span, Span] | None:
    """Who, and the word of saying, right behind a quotation: "...," said Ines Lund"."""
    found = _AFTER.match(text, content.end)
    ended = _FULL_STOP.search(text[content.end - _FEW : content.end])
    if found is None or (ended and text[found.end() : found.end() + 1] not in (".", ",")):
        return None  # "“It is rotten.” Lund wrote a letter."
    who, cue = ("who", "cue") if found["who"] else ("name", "said")
    return _span(found, who, 0), _span(found, cue, 0)


def leading(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Who, and the word of saying, with which a sentence begins."""
    found = _LEADING.match(text, start, end)
    return (_span(found, "who", 0), _span(found, "cue", 0)) if found else None


def _span(found: re.Match[str], group: str, offset: int) -> Span:
    return Span(found.start(group) + offset, found.end(group) + offset)
