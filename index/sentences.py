"""Paragraphs and sentences of an article, with their offsets; quotations hold sentences together."""

import re
from itertools import pairwise

from index.quotation import quotations
from index.records import Sentence, Span

MAX_SENTENCE = 2_000
"""Code points after which a text without any full stop (a table, a list) is cut at white space."""

_NEWLINE = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANK_LINE = re.compile(rf"{_NEWLINE}[^\S\n\r]*{_NEWLINE}")
_WRAP = range(40, 121)
"""Line lengths at which texts are hard-wrapped."""

_STOP = re.compile(
    r"(?P<mark>[.!?…]+)(?P<closers>[\"”’'»›)\]}]*)(?=\s)"
    r"|(?P<cjk>[。！？]+[」』”’）]*)"
    r"|[.!?…]+[”»]+(?=[^\W\d_a-zà-ÿ])"
)
_NEXT = re.compile(r"\s*(?P<opening>[\"“„«‘'`(\[{¿¡•*\-–—]*\s?)(?P<word>[^\W_]*)")
_LAST_TOKEN = re.compile(r"[^\s(\[{\"“„«‘`/—–]+$")
_ACRONYM = re.compile(r"(?:\w\.)+\w|Ph\.D|[A-Z]-[A-Z][a-z]*(?:\.[A-Z])*")
_ASKED_BY = re.compile(
    r"\s*(?:[^\W\d_a-zà-ÿ][\w.'’-]*,?\s+){1,4}(?:(?:has|had|then|also|later|once)\s+)?"
    r"(?:said|says|asked|asks|added|wrote|writes|told|replied|shouted|yelled|tweeted|exclaimed|wondered|demanded)\b"
)


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_TITLES = _words(
    "mr mrs ms mx dr prof rev fr hon pres gov govs sen sens rep reps gen lt col sgt cpl pvt capt cmdr adm maj brig messrs "
    "mme mlle st ste mt ft supt det amb atty asst dist insp pvt vs v e.g i.e cf viz approx "
    "г гг ул им просп пл пос обл проф акад ген полк св тов стр тыс млн млрд т.е т.к т.н напр др нпр тзв бр год гђа npr tzv gđa gdin prof.dr sn doç yrd öğr"
)
_BEFORE_NUMBER = _words("no nos p pp vol art sec ch fig jan feb mar apr jun jul aug sep sept oct nov dec")
_UNDECIDED = _words(
    "inc corp co ltd llc plc jr sr bros esq ave blvd rd dept univ assn etc al ala ariz ark calif colo conn del fla ga ill "
    "ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo jan feb mar apr aug sep "
    "sept oct nov dec"
)
_STARTERS = _words(
    "The A An He She It They We I You In On At But And So If As For By To From With After Before When While This That "
    "These Those There His Her Its Their Our My Your Not No Yes What Who Why How Where Although Though Because Since "
    "However Meanwhile Still Also Then Now Mr Mrs Ms Dr Or Some Many Most One Two Both Even Just According Despite "
    "During Until Under Over Here Only Last Earlier Instead Yet Like All Each Every Another Other Others Once Asked"
)
_DAY_OR_ZONE = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun ET EST EDT CT CST PT PST GMT UTC"
)


def split_sentences(text: str) -> list[Sentence]:
    """Every sentence of a text in order; together they cover all that is not white space and never overlap."""
    sentences = list[Sentence]()
    for number, paragraph in enumerate(split_paragraphs(text)):
        spans = _sentence_spans(text, paragraph)
        quoted = quotations(text, paragraph)
        group = sentences[-1].group + 1 if sentences else 0
        for i, span in enumerate(spans):
            if i and not any(q.start < spans[i - 1].end and span.start < q.end for q in quoted):
                group += 1
            sentences.append(Sentence(span.start, span.end, number, group))
    return sentences


def split_paragraphs(text: str) -> list[Span]:
    """Paragraphs: blocks between blank lines, and single lines of a block unless the block is hard-wrapped."""
    paragraphs, start = list[Span](), 0
    for end in [*(blank.start() for blank in _BLANK_LINE.finditer(text)), len(text)]:
        lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text, start, end) if not m.group().isspace()]
        paragraphs += _unwrapped(text, lines)
        start = end
    return [trimmed(text, span) for span in paragraphs]


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    return Span(span.end - len(words.lstrip()), span.start + len(words.rstrip())) if words.strip() else span


def _unwrapped(text: str, lines: list[Span]) -> list[Span]:
    """Joins the lines of a hard-wrapped block: no line would have had room for the first word of the next."""
    width = max((line.end - line.start for line in lines), default=0)
    wrapped = len(lines) > 2 and width in _WRAP and all(_no_room(text, a, b, width) for a, b in pairwise(lines))
    joined = list[Span]()
    for line in lines:
        if joined and (wrapped or _runs_on(text, joined[-1], line)):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _no_room(text: str, line: Span, following: Span, width: int) -> bool:
    words = following.of(text).split(maxsplit=1)
    return line.end - line.start + 1 + len(words[0]) > width


def _runs_on(text: str, line: Span, following: Span) -> bool:
    return following.of(text).lstrip()[:1].islower() and line.of(text).rstrip()[-1:] not in '.!?:;”"»'


def _sentence_spans(text: str, paragraph: Span) -> list[Span]:
    ends = [stop.end() for stop in _STOP.finditer(text, paragraph.start, paragraph.end) if _ends(text, stop, paragraph)]
    edges = [paragraph.start, *ends, paragraph.end]
    spans = [trimmed(text, Span(a, b)) for a, b in pairwise(edges) if text[a:b].strip()]
    return [piece for span in spans for piece in _capped(text, span)]


def _capped(text: str, span: Span) -> list[Span]:
    pieces = list[Span]()
    while span.end - span.start > MAX_SENTENCE:
        gap = max((text.rfind(c, span.start + 1, span.start + MAX_SENTENCE) for c in " \n\t\u00a0"), default=-1)
        cut = gap if gap > span.start else span.start + MAX_SENTENCE
        pieces.append(trimmed(text, Span(span.start, cut)))
        span = trimmed(text, Span(cut, span.end))
    return [*pieces, span]


def _ends(text: str, stop: re.Match[str], paragraph: Span) -> bool:
    """Whether a sentence ends at this full stop, question mark, exclamation mark or ellipsis."""
    following = _NEXT.match(text, stop.end(), paragraph.end)
    word, opening = (following["word"], following["opening"].strip()) if following else ("", "")
    if stop["mark"] is None:
        return True
    rest = text[stop.end() : stop.end() + 2].lstrip()
    if word[:1].islower() or rest[:1] == ".":
        return False
    starts_anew = word in _STARTERS or (bool(opening) and opening[0] not in "([{")
    if _is_ellipsis(text, stop, paragraph):
        return starts_anew
    if stop["closers"] and stop["mark"][-1] in "?!":
        return not _ASKED_BY.match(text, stop.end(), paragraph.end)
    if stop["mark"] != "." or stop["closers"].strip(")]}"):
        return True
    token = _LAST_TOKEN.search(text[max(paragraph.start, stop.start() - 30) : stop.start()])
    return _ends_after(token.group() if token else "", word, starts_anew)


def _is_ellipsis(text: str, stop: re.Match[str], paragraph: Span) -> bool:
    spaced = stop["mark"] == "." and re.search(r"\.\s\.\s$", text[max(paragraph.start, stop.start() - 4) : stop.start()])
    return bool(spaced) or "…" in stop["mark"] or stop["mark"].startswith("..")


def _ends_after(token: str, word: str, starts_anew: bool) -> bool:
    """Whether a single full stop after `token` ends a sentence when `word` follows."""
    lower = token.lower()
    if lower in ("a.m", "p.m"):
        return word not in _DAY_OR_ZONE
    if lower in _TITLES:
        return False
    if lower in _BEFORE_NUMBER and word[:1].isdigit():
        return False
    initial = len(token) == 1 and token.isupper() and token != "I"
    undecided = initial or _ACRONYM.fullmatch(token) or (lower in _UNDECIDED and token[:1].isupper()) or lower == "etc"
    return starts_anew if undecided else True
