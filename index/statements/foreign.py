"""Who said what in Turkish, Russian and Serbian, by rules: the tagger was trained on English.

Quotations with the verb of speech and the name right before or after them, and "so-and-so said that ..." within one
sentence. What does not fit the rules has no speaker; nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.quotation import quotations
from index.records import Article, Sentence, Span, Statement

_LETTERS = str.maketrans(dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True)))


def _cyrillic(latin: str) -> str:
    """Serbian Latin in Cyrillic."""
    for pair, letter in (("dž", "џ"), ("lj", "љ"), ("nj", "њ")):
        latin = latin.replace(pair, letter)
    return latin.translate(_LETTERS)


_SERBIAN_VERBS = (
    "rekao rekla rekli izjavio izjavila kazao kazala kaže kažu dodao dodala naveo navela poručio poručila istakao istakla ocenio ocenila smatra najavio "
    "najavila objasnio objasnila saopštio saopštila tvrdi upozorio upozorila napisao napisala naglasio naglasila podsetio podsetila odgovorio odgovorila"
).split()
_VERBS = {
    "tr": "dedi|söyledi|belirtti|açıkladı|kaydetti|vurguladı|ekledi|aktardı|anlattı|yazdı|konuştu|ifade etti|dile getirdi|savundu|duyurdu|uyardı",
    "ru": r"(?:заявил|сказал|отметил|подчеркнул|сообщил|добавил|пояснил|рассказал|написал|ответил|заметил|признал|напомнил|уточнил|предупредил|объявил)(?:а|о|и)?|считает|говорит",
    "sr": "|".join([*_SERBIAN_VERBS, *map(_cyrillic, _SERBIAN_VERBS)]),
}
_CAPITAL = r"[A-ZÇĞİÖŞÜČĆŠŽĐÁÉА-ЯЁЂЈЉЊЋЏ]"
_OPENERS = (
    "позже ранее затем также при как однако вчера сегодня потом по kasnije ranije takođe juče danas međutim potom tako касније раније такође јуче данас међутим потом тако "
    "daha ayrıca dün bugün sonra ancak"
)
_NAME = rf"(?!(?i:{'|'.join(_OPENERS.split())})\b){_CAPITAL}[\w’'-]+(?:\s+(?:{_CAPITAL}\.|{_CAPITAL}[\w’'-]+)){{0,3}}"
_ROLE = r"(?:[^\W\d_A-ZÇĞİÖŞÜČĆŠŽĐА-ЯЁЂЈЉЊЋЏ][\w-]*\s+){0,6}?"
_PRONOUN = {"tr": r"\bo\b", "ru": r"он|она", "sr": r"on|ona|он|она"}
_PRONOUN_SEX = {"он": "m", "она": "f", "on": "m", "ona": "f"}
_AUXILIARY = {"tr": "", "ru": "", "sr": r"(?:\s+(?:je|su|је|су))?"}
_THAT = {"ru": r",\s*что\s+", "sr": r"\s+(?:da|да)\s+"}
_TO_ALL = r"(?:\s+(?:(?:[^\W\d_A-ZА-Я][\w-]*\s*){1,5}))?"
LANGUAGES = frozenset(_VERBS)
_NEAR = 140
_MAY_FOLLOW = 2
"""Paragraphs after a named speaker in which "he said" is still theirs."""


@dataclass(frozen=True, slots=True)
class _Last:
    """Who was named last as speaking, of which sex by the verb, and in which paragraph."""

    name: str | None = None
    role: str | None = None
    sex: str | None = None
    paragraph: int = -_MAY_FOLLOW - 1


@dataclass(frozen=True, slots=True)
class _Rules:
    """Where speaker and verb stand: after a quotation, before it, around it, or around what is told without one."""

    after: re.Pattern[str]
    before: re.Pattern[str]
    around: re.Pattern[str]
    told: re.Pattern[str] | None


def _rules(language: str) -> _Rules:
    verbs, extra, pronoun = _VERBS[language], _AUXILIARY[language], _PRONOUN[language]
    verb = rf"(?P<cue>\b(?:{verbs})\b){extra}"
    aux = r"(?:(?:je|su|је|су)\s+)?" if language == "sr" else ""
    who = rf"(?P<role>{_ROLE})(?P<name>{_NAME}|(?:{pronoun})\b)"
    speech = r"(?:diye\s+|şeklinde\s+)?" if language == "tr" else ""
    told = {
        "ru": rf"(?P<lead>(?:[^,;]{{0,60}}?\s)??)(?P<name>{_NAME}|(?:{pronoun}))\s+{verb}{_THAT.get('ru', '')}(?P<content>.+)",
        "sr": rf"(?P<lead>(?:[^,;]{{0,60}}?\s)??)(?P<name>{_NAME}|(?:{pronoun}))\s+{aux}{verb}{_THAT.get('sr', '')}(?P<content>.+)",
        "tr": rf"(?P<lead>(?:[^,;]{{0,40}}?\s)??)(?P<name>{_NAME}),\s+(?P<content>.+?(?:d[ıiuü]ğ[ıiuü]n[ıiuü]|t[ıiuü]ğ[ıiuü]n[ıiuü]|(?:y)?[ae]ca[kğ][ıi]n[ıi]|(?:y)?ece[kğ]ini|tiğini))\s+{verb}\.?",
    }  # fmt: skip
    return _Rules(
        re.compile(rf"[,.!?]?\s*[,–—-]*\s*{speech}{aux}{verb}\s+{who}"),
        re.compile(rf"(?P<role>)(?P<name>{_NAME})\s+{aux}{verb}{_TO_ALL}\s*:\s*$"),
        re.compile(rf"(?P<role>)(?P<name>{_NAME}),?\s*$"),
        re.compile(told[language]),
    )


_RULES = {language: _rules(language) for language in LANGUAGES}


def find_by_rules(article: Article, sentences: Sequence[Sentence], language: str) -> list[Statement]:
    """The statements of an article in order; `language` is one of `LANGUAGES`."""
    found, last = list[Statement](), _Last()
    for number, paragraph in enumerate(_paragraphs(sentences)):
        for statement in _in_paragraph(article, sentences[paragraph.start : paragraph.end], language):
            speaker, role = statement.speaker, statement.role
            if speaker and re.fullmatch(_PRONOUN[language], speaker):
                theirs = number - last.paragraph <= _MAY_FOLLOW and last.sex == _PRONOUN_SEX.get(speaker)
                speaker, role = (last.name, last.role) if theirs else (None, None)
            elif speaker and statement.cue:
                last = _Last(speaker, role, _sex(statement.cue.of(article.text)), number)
            found.append(replace(statement, speaker=speaker, role=role))
    return _full_names(found)


def _sex(cue: str) -> str | None:
    """Whether a verb in the past says that a man or a woman spoke; None where it does not."""
    if re.search(r"(?:ла|la)$", cue):
        return "f"
    return "m" if re.search(r"(?:л|[iaа]o|[иа]о)$", cue) else None


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """The sentences of each paragraph, as a range."""
    start = 0
    for at in range(1, len(sentences) + 1):
        if at == len(sentences) or sentences[at].paragraph != sentences[start].paragraph:
            yield Span(start, at)
            start = at


def _in_paragraph(article: Article, sentences: Sequence[Sentence], language: str) -> Iterator[Statement]:
    text, rules = article.text, _RULES[language]
    sentences = [s for s in sentences if not any(s.span.overlaps(aside) for aside in article.asides)]
    if not sentences:
        return
    whole = Span(sentences[0].start, sentences[-1].end)
    quoted = [span for span in quotations(text, whole) if len(span.of(text).split()) > 2]
    quoted = [span for span in quoted if not any(other != span and other.start <= span.start and span.end <= other.end for other in quoted)]
    for span in quoted:
        yield _quoted(text, whole, span, rules, language)
    for sentence in sentences:
        if rules.told and not any(span.overlaps(sentence.span) for span in quoted):
            told = rules.told.match(text, sentence.start, sentence.end)
            if told and len(told["content"].split()) > 2:
                content = Span(told.start("content"), told.end("content") - len(told["content"]) + len(told["content"].rstrip(" .")))
                yield Statement(
                    (content,), "indirect", told["name"], _lead(told["lead"]), Span(*told.span("name")), Span(*told.span("cue"))
                )


def _quoted(text: str, whole: Span, span: Span, rules: _Rules, language: str) -> Statement:
    if after := rules.after.match(text, span.end, min(whole.end, span.end + _NEAR)):
        role = " ".join(after["role"].split()) or None
        return Statement((span,), "direct", after["name"], role, Span(*after.span("name")), Span(*after.span("cue")))
    start = max(whole.start, span.start - _NEAR)
    if before := rules.before.search(text, start, span.start):
        return Statement((span,), "direct", before["name"], None, Span(*before.span("name")), Span(*before.span("cue")))
    closing = re.compile(rf"[,.!?]?\s*(?:diye\s+|şeklinde\s+)?(?P<cue>\b(?:{_VERBS[language]})\b)").match(
        text, span.end, min(whole.end, span.end + 60)
    )
    around = rules.around.search(text, start, span.start) if language == "tr" else None
    if closing and around:
        return Statement((span,), "direct", around["name"], None, Span(*around.span("name")), Span(*closing.span("cue")))
    return Statement((span,), "direct", None, None, None, Span(*closing.span("cue")) if closing else None)


def _lead(lead: str) -> str | None:
    """What stands before a name in a sentence of the kind "the minister X said that": the office, where it is short."""
    words = lead.split()
    return " ".join(words) if 0 < len(words) <= 5 and words[0][:1].isupper() else None


def _full_names(statements: Sequence[Statement]) -> list[Statement]:
    """A surname alone is the person of that surname who was named in full; where two have it, it stays as printed."""
    full = [s.speaker for s in statements if s.speaker and " " in s.speaker]
    named = list[Statement]()
    for s in statements:
        fitting = {name for name in full if s.speaker and name.split()[-1] == s.speaker}
        named.append(replace(s, speaker=fitting.pop()) if len(fitting) == 1 else s)
    return sorted(named, key=lambda s: (s.start, s.end))
