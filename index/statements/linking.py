"""From what the tagger marked to statements: each content gets its cue and its source, and its kind from the quotation marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import ATTITUDE, Sentence, Span
from index.statements.beside import (
    CLAIM,
    RELAYS,
    WAS_ASKED,
    announced,
    asked_by,
    called,
    described,
    followed,
    introduced,
    is_saying,
    leading,
    named_at,
    put_to,
    quoted_as,
    quotes_as,
    told_inside,
)
from index.statements.contents import contents, is_empty, kind_of, within
from index.statements.names import NAMES, UPPER
from index.statements.roles import PERSONAL_TITLES, ROLE_WORD
from index.statements.tagging import Marked

_OWNER = re.compile(r"['’]s$")
_CLOSING = 12
"""Characters before a quotation in which the sentence before it ends, marks included."""
_OPENS = re.compile(r"(?:\A|\n|[.!?][\"”’')]*)\s*$")
_PARTICIPLE = re.compile(r"(?:saying|adding|telling|calling|noting|insisting|arguing|claiming|warning|declaring|promising|vowing)\b")
_SUBJECT = re.compile(
    r"[\"“”']?(?:(?:In|On|At|After|Before|This|Last|Earlier|Later|Since|During|Yesterday|Today|But|And|Still|Meanwhile)\b[^,.;:“”\"\n]{0,60},?\s)?"
    rf"(?P<who>[Hh]e|[Ss]he|(?!The\b|Mr\b){NAMES.pattern})\s(?:\w+ly\s|also\s|then\s)?(?:[a-z]+(?:ed|es|ew|ook|ade|ent|ose|old)|says|said|is|was|has|had|stood|came|got|sat|began|ran|led|met)\b"
)
_AND = re.compile(r"(?:^|\s)(?:and|but)\s(?:\w+ly\s|also\s|then\s|later\s|even\s)?$")
_OTHER_SUBJECT = re.compile(
    rf"(?:\b(?:he|she|they|it|who|which)\b|{NAMES.pattern},?)\s(?:\w+ly\s|also\s|then\s)?(?:[a-z]+ed|says?|said|told|is|was|are|were|has|had|have|did|does|will|would|could|may|might)\b|[“”\"]|''"
)
"""Somebody else who does something before the second verb."""
_SAID_AS_NOUN = re.compile(rf"(?:main\s|own\s)?{CLAIM}\b")
_OWNING = re.compile(
    rf"(?P<who>{NAMES.pattern}|\b[Tt]he\s(?:[\w-]+\s){{0,3}}{ROLE_WORD.pattern}|\b(?:[Hh]is|[Hh]er)\b)(?:['’]s|['’])?\s(?:(?:most|own|main|first|last|only|[a-z]+est)\s)?(?:[a-z]+\s)?$"
)
_CLAUSE_BEFORE = re.compile(
    rf"(?P<who>\b(?:[Aa]n?|[Oo]ne|[Tt]he|[Aa]nother)\s(?:[\w’'-]+\s){{0,3}}?{ROLE_WORD.pattern}|{NAMES.pattern})(?:\s(?:him|her)self)?,\swho(?:m|se)?\s(?!g[ai]ves?\s)[^,.;:“”\"\n]*,\s$"
)
_SAID_SO = re.compile(r",\s(saying|adding|telling|insisting|arguing|claiming)\s(?:that\s)?$")
_SMALL_WORD = re.compile(r"(?!(?:he|she|they|it|we|who|his|her|their|the|a|an|one|some|many)\b)(?:[a-z]+\s)?[a-z]+[a-rt-z]")
"""A word or two that name nobody, as the tagger sometimes marks before a participle."""
_OPENING_NAME = re.compile(
    rf"(?!\w+ly,)(?P<who>{NAMES.pattern})(?:\s\([^()]*\))?(?:,\s[^.;:“”\"\n]{{3,200}},)?\s(?:(?:last|this|on|earlier|also|later|recently|once|then|\w+day|month|week|year|\w+ly)\s){{0,3}}"
)
_OWNS = re.compile(r"['’]s\b|(?<=['’])s\b")
_OWNED = re.compile(rf"(?<![\w’'])(?:[{UPPER}][\w.-]*\s){{0,2}}[{UPPER}][\w.-]*(?:['’]s|s['’])\s$")
_HEAD = re.compile(rf"(?:(?:Mrs?|Ms|Dr)\.\s)?{NAMES.pattern}\s(?:of|from|at)\s(?:the\s)?{NAMES.pattern}\s(?:in|of|at)\s$")
_ROLE_OF = re.compile(
    rf"\b(?i:an?|one|the|another) (?:(?!(?:an?|the|that|who)\b)[\w’'-]+ ){{0,5}}?{ROLE_WORD.pattern} (?:to|of|for|with|at|in|from) (?:(?:the|an?|his|her|its|their) )?(?:[{UPPER}][\w’'-]* )?$"
)
"""Before the last word of a source, whose role that is: "an adviser to"."""
_PRONOUNS = frozenset("he she they it his her its their him them".split())
_DESCRIBED = re.compile(
    rf"\b(?:after|when|as|because|since|while|before|that|and|but|,)\s(?:the|an?|his|her|its|their)\s(?:[\w’'-]+\s){{0,4}}{ROLE_WORD.pattern},\s(?P<who>{NAMES.pattern}),\s$"
)
_PRONOUN_BEFORE = re.compile(r"(?<![\w’'])(?P<who>[Hh]e|[Ss]he|the (?:man|woman))\s(?:\w+ly\s|also\s|later\s)?$")
_NAME_WHO = re.compile(rf"\s{NAMES.pattern},\s(?P<who>who)\s(?:\w+ly\s|also\s|once\s)?$")
_PASSIVE = re.compile(r"(?:is|are|was|were|has|have|had|did|do|does)\b")
_ADDRESSED = re.compile(r"(?<!according )\bto\s(?:(?:the|a|an)\s)?(?:[\w’'-]+\s){0,3}$")
_NOBODY = re.compile(
    r"\W*|[a-zA-HJ-Z]|(?i:for|of|the|a|an|and|or|but|that|to|by|in|on|at|as|with|from|than|which|if|when|while|not|never|also|says?|said|tweeted|wrote|[rdi]-[a-z.]+\W*|(?:(?:full|partial|edited)\s)?transcript)"
)
NO_NOUN = re.compile(
    r"^(?:and|but|or)\s(?:is|are|was|were|has|had|that|which)\b|^(?:to|for|while|with|as)\s|\band\s(?:that|which)\s(?:is|are|was|were|has|had|have)\b",
    re.IGNORECASE,
)
"""A piece of a clause that is no source."""
_SHOUTED = re.compile(rf"(?:[\s,]+[{UPPER}0-9][{UPPER}0-9’'.-]*(?![\w’']))*")
_SHOUTED_BEFORE = re.compile(rf"(?:(?<![\w’'])[{UPPER}0-9][{UPPER}0-9’'.-]*[\s,]+)*$")
"""Words in capitals behind, and before, another."""
_DATELINE = re.compile(r"(?:,\s[\w. ]{2,20})?(?:\s\(\w+\))?\s(?:[—–]|--?)\s")
_NAME_GIVEN = re.compile(rf"who\s(?:gave|gives)\s(?:his|her|their)\s(?:\w+\s)?name\s(?:only\s)?as\s(?P<who>{NAMES.pattern})")
_BESIDE = re.compile(r"[,”\"'’\s]{0,4}")
_COLON = re.compile(r"[\s\w.’'-]{0,30}:")
_WORD = r"(?:(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Gen|[A-Z])\.|[\w’'-]+)\s"
_TOLD = re.compile(rf"\sto\s(?:{_WORD}){{0,6}}")
_LET = ("let ", "lets ", "letting ")
_TELLS = re.compile(r"\b(?:tells?|told|telling|reminded|informed|assured)$")
"""Cues behind which stands who is spoken to."""
_NO_WORD = re.compile(r"(?:ha[sd]\s)?(?:declin|refus)\w+$")
_THAT = re.compile(rf"(?:\s[{UPPER}][\w’'-]+){{0,2}}\sthat\b")
_SENT_TO = re.compile(
    rf"\b(?:memo|letter|note|message|speech|sent|forwarded|addressed|delivered|submitted|e-?mailed|written)\sto\s(?:{_WORD}){{0,5}}$"
)
_SHOWN_TO = re.compile(r"\b(?:seen|obtained|reviewed|viewed|heard|read)\sby\s(?:the\s)?$")
"""Before a name that only passes on what it was shown: "a report seen by the Courant says"."""
_FAR, _NEAR, _HEADLINE, _A_FEW_WORDS = 10_000, 40, 4, 4
_LONGEST_NAME, _LONGEST_HEAD = 40, 120
_NAME_BEHIND = re.compile(rf"(?:\sof\s(?:state|defen[cs]e|labor|commerce|education|energy|homeland\ssecurity))?\s{NAMES.pattern}")
"""Behind a role that was marked alone: "plant manager" Ines Lund, "former secretary" of state Ines Lund."""
_CUT_NAME = re.compile(rf"(?:^|\s)(?:{'|'.join(sorted(PERSONAL_TITLES))}|(?!I$)[{UPPER}])\.?$")
"""A mention that ends before the name does: "Mr", "Ines B"."""


@dataclass(frozen=True, slots=True)
class RawStatement:
    """A statement before its speaker is known: `spans` are the pieces of its content, in order."""

    spans: tuple[Span, ...]
    kind: str
    mention: Span | None
    cue: Span | None


def link(text: str, sentences: Sequence[Sentence], asides: Sequence[Span], marked: Marked) -> list[RawStatement]:
    """The statements of a text in order: what was said, any other content that is quoted, and attitudes. Asides give none."""
    found = list[RawStatement]()
    for content in contents(text, sentences, marked):
        near, spans, quoted = content.sentences, content.spans, content.quoted
        if any(span.overlaps(aside) for span in spans for aside in asides):
            continue
        opens = next((q.start for q in quoted if any(q.overlaps(span) for span in spans)), spans[0].start)
        cue, mention = _attribution(text, near, spans, marked)
        if not mention and (calling := called(text, opens)):
            mention, cue = calling
        spans = _behind(spans, cue, mention)
        mention = _nearer(text, cue, mention, spans) or _who_was_asked(text, cue, spans) or mention
        kind = kind_of(text, spans, quoted, cue, mention)
        if kind == "indirect" and (not content.speech or content.goes_on) and not (cue and mention):
            continue
        if (kind == "indirect" and not content.speech) or (kind != "direct" and is_empty(text, spans)):
            kind = ATTITUDE
        if cue and not mention:
            mention = _name_beside(text, cue, spans)
        if cue and (not mention or _SMALL_WORD.fullmatch(mention.of(text)) or NO_NOUN.search(mention.of(text))):
            mention = (
                _subject(text, near, cue, spans)
                or _owner(text, cue)
                or _before_clause(text, cue)
                or _opening(text, near, cue, spans)
                or mention
            )
        if kind in ("direct", "mixed"):
            mention, cue = (None, cue) if put_to(text, opens) else _beside(text, spans, quoted, mention, cue)
        mention, cue = quoted_as(text, spans[0].start) or quotes_as(text, spans[-1].end) or asked_by(text, spans[0].start) or (mention, cue)
        if cue and RELAYS.match(cue.of(text)) and (inner := _inner(text, near, spans)):
            mention, cue = inner
        found.append(RawStatement(spans, kind, mention, cue))
    return [s for i, s in enumerate(found) if not any(_holds(other, s) for other in found[max(0, i - 2) : i])]


def _holds(one: RawStatement, other: RawStatement) -> bool:
    """Whether a quotation is all of what another statement, not told inside it, holds."""
    quoted = one.kind == "direct" and other.kind in ("direct", "mixed")
    return quoted and all(any(w.start <= s.start and s.end <= w.end for w in one.spans) for s in other.spans)


def _behind(spans: Sequence[Span], cue: Span | None, mention: Span | None) -> tuple[Span, ...]:
    """A content from behind the clause with which it begins, if that was marked as part of it."""
    if cue and mention and mention.start == spans[0].start and mention.end < cue.end < spans[0].end - 1:
        return (Span(cue.end + 1, spans[0].end), *spans[1:])
    return tuple(spans)


def _attribution(text: str, sentences: Sequence[Sentence], spans: Sequence[Span], marked: Marked) -> tuple[Span | None, Span | None]:
    """The cue and the source that stand nearest to a content and to each other."""
    inside = [i for i, s in enumerate(sentences) if s.start < spans[-1].end and spans[0].start < s.end]
    if not inside:
        return None, None
    near = Span(sentences[inside[0]].start, sentences[inside[-1]].end)
    named = any(_BESIDE.fullmatch(text, spans[-1].end, s.start) for s in within(marked.sources, spans[-1].end, near.end))
    if not within(marked.cues, near.start, near.end) and inside[0] and not named and not _is_fragment(text, spans, near):
        near = Span(sentences[inside[0] - 1].start, near.end)  # "He went on:", in a paragraph of its own
    cues = within(marked.cues, near.start, near.end)
    whole = (_whole_words(text, s) for s in within(marked.sources, near.start, near.end))
    whole = (_with_owner(text, s) for s in whole if not _NOBODY.fullmatch(s.of(text).strip(" ,;")))
    sources = [s for s in whole if _speaks(text, s) and not any(_is_told(text, cue, s) for cue in cues)]
    pairs = [
        (_gap_to(spans, cue) + 0.5 * _gap(cue, source) + 0.25 * _gap_to(spans, source), cue, source)
        for cue in cues
        for source in sources
        if not (source.start - cue.end == 1 and _OWNS.match(text, source.end))  # "called Lund's plan a disgrace"
    ]
    if pairs:
        _, cue, source = min(pairs)
        return cue, source
    if sources:
        return None, min(sources, key=lambda s: _gap_to(spans, s))
    return (min(cues, key=lambda c: _gap_to(spans, c)) if cues else None), None


def _is_fragment(text: str, spans: Sequence[Span], sentence: Span) -> bool:
    """Whether a content is a few words inside a sentence that tells something else: "laws on “gross negligence”"."""
    around = text[sentence.start : spans[0].start] + text[spans[-1].end : sentence.end]
    few = len(spans) == 1 and len(spans[0].of(text).split()) <= _A_FEW_WORDS
    return few and any(c.isalnum() for c in around)


def _whole_words(text: str, span: Span) -> Span:
    """A span out to the ends of the words that it cuts, and of the name of which it holds the title."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and (text[start].isalnum() or (text[start] in "-'’" and text[start + 1 : end].strip())):
        start -= 1
    if text.startswith("as ", start) and text[start + 3 : start + 4].isupper():  # "who gave her name as Ines"
        start += 3
    role = text[start:end].removesuffix(" of")
    if ROLE_WORD.fullmatch(role.rpartition(" ")[2]) and (name := _NAME_BEHIND.match(text, start + len(role))):
        end = name.end()
    if _CUT_NAME.search(text[start:end]):
        end = max((name.end() for name in NAMES.finditer(text, start, end + _LONGEST_NAME) if name.start() < end), default=end)
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while end > start + 1 and (text[end - 1] in ":,; " or (text[end - 1] in "'’" and text.startswith("s", end))):
        end -= 1
    given = _NAME_GIVEN.fullmatch(text, start, end)
    return Span(*given.span("who")) if given else Span(start, end)


def _with_owner(text: str, source: Span) -> Span:
    """A source with whose it is, of where or for whom: "Lund's mother", "Ines Lund of St. Olave's in Vale", "an adviser to Pell", of which only the last word was marked."""
    words = source.of(text)
    owner = _OWNED.search(text, max(0, source.start - _LONGEST_NAME), source.start) if words.islower() else None
    head = _HEAD.search(text, max(0, source.start - _LONGEST_HEAD), source.start) if words.istitle() else None
    role = _ROLE_OF.search(text, max(0, source.start - _LONGEST_HEAD), source.start) if words.lower() not in _PRONOUNS else None
    before = owner or head or role
    return Span(before.start(), source.end) if before else source


def _beside(
    text: str, spans: Sequence[Span], quoted: Sequence[Span], mention: Span | None, cue: Span | None
) -> tuple[Span | None, Span | None]:
    """Mention and cue of a quotation, corrected by a clause that leads to it or follows it right away: "...," Lund said, according to the Post".

    A pronoun or a description there takes no name's place, but that of whoever only reports the words.
    """
    first = next(
        (Span(span.start, min(span.end, q.end)) for span in spans for q in quoted if q.start in (span.start, span.start - 1)), None
    )
    opens = next((q.start for q in quoted if any(q.overlaps(span) for span in spans)), spans[0].start)
    if inside := told_inside(text, spans, opens):
        return inside
    if cue and _NO_WORD.match(cue.of(text)) and (mention is None or NO_NOUN.search(mention.of(text))):
        mention, cue = None, None
    if first is None:
        return mention, cue
    if (found := announced(text, first)) and _speaks(text, found[0]):
        return found
    found = (
        introduced(text, first)
        or described(text, first)
        or called(text, first.start)
        or (followed(text, first) if _begins(text, first, cue) else None)
    )
    if found is None or not _speaks(text, found[0]):
        return mention, cue
    who, saying = found
    if mention and cue:
        same = mention.overlaps(who) or 0 <= mention.start - saying.end <= 1
        vague = who.of(text)[0].islower() or who.of(text) in ("He", "She")
        named = vague and mention.of(text)[0].isupper() and not RELAYS.match(cue.of(text))
        if same or (named and "\n" not in text[min(mention.start, first.start) : max(mention.end, first.start)]):
            return mention, cue
    return who, saying


def _begins(text: str, quotation: Span, cue: Span | None) -> bool:
    """Whether a quotation begins its sentence, or nothing before it there says so: "If the pier closes, “I will cry,” Ines Lund said"."""
    if _OPENS.search(text[max(0, quotation.start - _CLOSING) : quotation.start]):
        return True
    return text.endswith(", ", 0, quotation.start) and not (cue and is_saying(cue.of(text)))


def _speaks(text: str, source: Span) -> bool:
    """Whether a source can be one: not "Lund's" alone, nor the paper that somebody broke it down "to" before a colon, nor where an article was written."""
    addressed = _COLON.match(text, source.end) and _ADDRESSED.search(text, max(0, source.start - 60), source.start)
    shown = _SHOWN_TO.search(text, max(0, source.start - 60), source.start)
    sent = _SENT_TO.search(text, max(0, source.start - 60), source.start)
    if source.of(text).isupper() and _in_headline(text, source):
        return False
    dateline = source.of(text).isupper() and _DATELINE.match(text, source.end) and text[source.start - 1 : source.start] in ("", "\n")
    return not (_NOBODY.fullmatch(source.of(text)) or _OWNER.search(source.of(text)) or addressed or sent or shown or dateline)


def _in_headline(text: str, source: Span) -> bool:
    """Whether a source in capitals stands among others that no colon ends: "EBOLA SURVIVORS, THROUGH THE LENS"."""
    before, behind = _SHOUTED_BEFORE.search(text, max(0, source.start - _LONGEST_HEAD), source.start), _SHOUTED.match(text, source.end)
    words = (before.group() if before else "") + source.of(text) + (behind.group() if behind else "")
    ends = behind.end() if behind else source.end
    return len(words.split()) >= _HEADLINE and not text.startswith(":", ends)


def _is_told(text: str, cue: Span, source: Span) -> bool:
    """Whether a source is the one to whom something is said: "told Ines Lund", "joked to Ines Lund that"."""
    if text.endswith(_LET, 0, source.start) and cue.of(text).startswith("know"):
        return True
    if source.start == cue.end + 1:
        return _TELLS.search(cue.of(text)) is not None
    return _TOLD.fullmatch(text, cue.end, source.start) is not None and _THAT.match(text, source.end) is not None


def _nearer(text: str, cue: Span | None, mention: Span | None, spans: Sequence[Span]) -> Span | None:
    """Who stands right before a cue whose source stands elsewhere."""
    return (
        _of_main_clause(text, cue, mention)
        or _who_before(text, cue, mention)
        or _named_before(text, cue, mention)
        or _pronoun_before(text, cue, mention)
        or _name_before(text, cue, mention, spans)
    )


def _of_main_clause(text: str, cue: Span | None, mention: Span | None) -> Span | None:
    """With whose name a sentence goes on behind the clause in which another is named: "Ines Lund, who beat Pell, called"."""
    if not cue or not mention or cue.start < mention.end or _PARTICIPLE.match(cue.of(text)):
        return None
    if text[mention.end : cue.start] != ", " and not mention.of(text)[0].isupper():
        return None
    found = _CLAUSE_BEFORE.search(text, max(0, mention.start - _LONGEST_HEAD), cue.start)
    return Span(*found.span("who")) if found and found.start("who") < mention.start else None


def _who_before(text: str, cue: Span | None, mention: Span | None) -> Span | None:
    """The "who" right before a cue, behind a name other than the source that was marked: "Lund warned of Pell, who has said"."""
    found = cue and mention and _NAME_WHO.search(text, max(mention.end, cue.start - _LONGEST_HEAD), cue.start)
    return Span(*found.span("who")) if found else None


def _name_before(text: str, cue: Span | None, mention: Span | None, spans: Sequence[Span]) -> Span | None:
    """Whose name is right before a cue whose source was marked elsewhere: "after Lund said she would quit, Pell"."""
    if not cue or not mention or cue.start - _NEAR < mention.end <= cue.start or mention.start == cue.end + 1:
        return None
    return None if "\n" in text[cue.end : spans[0].start] else named_at(text, cue)


def _named_before(text: str, cue: Span | None, mention: Span | None) -> Span | None:
    """Who is named beside a description right before a cue, where the mention is the subject of another verb: "Lund left after the mayor, Pell, called"."""
    if not cue or not mention:
        return None
    found = _DESCRIBED.search(text, mention.end, cue.start) if mention.end < cue.start else None
    return Span(*found.span("who")) if found else None


def _pronoun_before(text: str, cue: Span | None, mention: Span | None) -> Span | None:
    """The pronoun right before a cue whose source stands elsewhere: "Pell asked Lund about the day when he claimed"."""
    if not cue or _PASSIVE.match(cue.of(text)):
        return None
    if not mention and not _TELLS.search(cue.of(text)):
        return None
    if mention and (cue.start - _NEAR < mention.end <= cue.start or mention.start == cue.end + 1):
        return None
    found = _PRONOUN_BEFORE.search(text, max(0, cue.start - _NEAR), cue.start)
    return Span(*found.span("who")) if found and not (mention and found["who"].lower() == mention.of(text).lower()) else None


def _name_beside(text: str, cue: Span, spans: Sequence[Span]) -> Span | None:
    """A name just behind a cue ("said Ines Lund") or just before it, outside the content."""
    behind = None if _TELLS.search(cue.of(text)) else NAMES.match(text, cue.end + 1)
    line = text.rfind("\n", 0, cue.start) + 1
    before = [m for m in NAMES.finditer(text, line, cue.start) if text[m.end() : cue.start].isspace()]
    for match in (behind, *before[-1:]):
        if match and not text.endswith(_LET, 0, match.start()) and not any(span.overlaps(Span(*match.span())) for span in spans):
            return Span(*match.span())
    return None


def _inner(text: str, sentences: Sequence[Sentence], spans: Sequence[Span]) -> tuple[Span, Span] | None:
    """Whose words are reported, where the sentence says so itself: "He said at a fair that it was his, the Post reported"."""
    start = next((s.start for s in sentences if s.start <= spans[0].start < s.end), None)
    if start is None:
        return None
    said = _SAID_SO.search(text, start, spans[0].start)
    about = _SUBJECT.match(text, start, said.start()) if said else None
    return (Span(*about.span("who")), Span(*said.span(1))) if about and said else leading(text, start, spans[-1].end)


def _subject(text: str, sentences: Sequence[Sentence], cue: Span, spans: Sequence[Span]) -> Span | None:
    """Who a participle or the second of two verbs is about, the subject of its sentence: "This year, he rose to the defence of Lund, saying ...", "Lund got up and joked ..."."""
    participle = _PARTICIPLE.match(cue.of(text)) and text.startswith(", ", cue.start - 2)
    if not (participle or _AND.search(text, max(0, cue.start - _NEAR), cue.start)):
        return None
    start = next((s.start for s in sentences if s.start <= cue.start < s.end), cue.start)
    found = _SUBJECT.match(text, start, cue.start)
    if found is None or (not participle and _OTHER_SUBJECT.search(text, found.end(), cue.start)):
        return None
    subject = Span(*found.span("who"))
    return None if any(span.overlaps(subject) for span in spans) else subject


def _before_clause(text: str, cue: Span) -> Span | None:
    """Who is named before a clause that tells of them: "Lund herself, who was not there, has called"."""
    found = _CLAUSE_BEFORE.search(text, max(0, cue.start - _LONGEST_HEAD), cue.start)
    return Span(*found.span("who")) if found else None


def _opening(text: str, sentences: Sequence[Sentence], cue: Span, spans: Sequence[Span]) -> Span | None:
    """Whose name opens a sentence, where nothing but a day or what is added about them stands before its verb: "Ines Lund (D-Vale) last week joked"."""
    start = next((s.start for s in sentences if s.start <= cue.start < s.end), cue.start)
    found = None if _PASSIVE.match(cue.of(text)) else _OPENING_NAME.fullmatch(text, start, cue.start)
    name = Span(*found.span("who")) if found else None
    return None if name is None or any(span.overlaps(name) for span in spans) else name


def _who_was_asked(text: str, cue: Span | None, spans: Sequence[Span]) -> Span | None:
    """Who gave an answer for which only the asking is marked: "Lund was asked by Pell ... that no tax lives forever"."""
    if cue is None or not re.fullmatch(WAS_ASKED, cue.of(text)) or not text.startswith("that ", spans[0].start) or spans[0].start < cue.end:
        return None
    name = next((m for m in NAMES.finditer(text, max(0, cue.start - _LONGEST_NAME), cue.start) if m.end() == cue.start - 1), None)
    return Span(*name.span()) if name else None


def _owner(text: str, cue: Span) -> Span | None:
    """Whose a claim is that is a noun: "Lund's most serious claim is that ..."."""
    found = _OWNING.search(text, text.rfind("\n", 0, cue.start) + 1, cue.start) if _SAID_AS_NOUN.match(cue.of(text)) else None
    return Span(*found.span("who")) if found else None


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _gap_to(spans: Sequence[Span], other: Span) -> int:
    """How far a cue or source stands from a content; inside it is far."""
    if any(s.start <= other.start and other.end <= s.end for s in spans):
        return _FAR
    return min(_gap(span, other) for span in spans)
