"""Which language a text is in."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_NAMES = {
    "english": "en", "turkish": "tr", "türkçe": "tr", "russian": "ru", "русский": "ru", "serbian": "sr", "srpski": "sr", "српски": "sr",
    "german": "de", "french": "fr", "spanish": "es",
}  # fmt: skip
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


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # brings a model that an English archive never needs

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
