"""Which language a text is in."""

import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_NAMES = {
    "english": "en", "turkish": "tr", "türkçe": "tr", "russian": "ru", "русский": "ru", "serbian": "sr", "srpski": "sr", "српски": "sr",
    "german": "de", "french": "fr", "spanish": "es",
}  # fmt: skip
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SERBIAN = re.compile(r"\b(?:шта|ко|је|рекао|рекла|каже|о чему|када|где|зашто|колико|су|се)\b")
_ASKING = frozenset("what who whom whose when where why which how did does do is was were said say says".split())
_ENOUGH, _SAMPLE = 40, 3_000
_SURE = 0.9
_NEIGHBOURS = ("sr", "hr", "bs")
_CROATIAN = re.compile(r"\b(?:tko|tisuć\w*|općin\w*|priopć\w*|vlak\w*|tjed\w*|uopće|\w*vijest\w*|\w{2,}ije(?:l|r|n|k|d|t)\w*)\b")
"""What is written otherwise in Serbian, as it is mostly printed."""
_ENGLISH = frozenset("the of to and in that for is was on with said as at by from it he has have be not are this".split())
_ENGLISH_SHARE = 0.18


def as_code(printed: str | None) -> str | None:
    """`en` from `en-GB`, `EN_us` or `English`; None where it names no language."""
    if not printed:
        return None
    code = re.split(r"[-_ ]", printed.strip().lower())[0]
    return _NAMES.get(code) or (code if re.fullmatch(r"[a-z]{2,3}", code) else None)


def find_language(text: str) -> str | None:
    """The code of the language of a text (ISO 639-1), None where it is too short or not certain.

    English, which most archives are in, is told by its commonest words; the others by py3langid.
    """
    sample = text[:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(sample) < _ENOUGH or not words:
        return None
    if len(words) >= _ENOUGH // 2 and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    ranked = _identifier().rank(sample)
    if ranked[0][0] in _NEIGHBOURS:
        together = sum(probability for code, probability in ranked if code in _NEIGHBOURS)
        code = ranked[0][0] if _CROATIAN.search(sample.lower()) else "sr"
        return code if together >= _SURE else None
    code, probability = ranked[0]
    return str(code) if probability >= _SURE else None


def question_language(text: str, known: Collection[str]) -> str | None:
    """The language of a question to an archive in the languages of `known`: too short to be told alone, but among few it can."""
    among = [code for code in dict.fromkeys(("en", *known)) if code]
    if set(among) == {"en"} and not _CYRILLIC.search(text):
        return "en"
    words = re.findall(r"[^\W\d_]+", text.lower())
    if any(word in _ASKING for word in words):
        return "en"
    if _CYRILLIC.search(text):
        return (
            "sr" if re.search("[ђјљњћџ]", text.lower()) or _SERBIAN.search(text.lower()) or ("ru" not in among and "sr" in among) else "ru"
        )
    ranked = [(code, share) for code, share in _identifier().rank(text) if code in among or (code in _NEIGHBOURS and "sr" in among)]
    code = ranked[0][0] if ranked else "en"
    return "sr" if code in _NEIGHBOURS else str(code)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # brings a model that an English archive never needs

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
