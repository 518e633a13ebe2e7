"""The one tokenizer and stemmer for BM25, for passages and questions alike."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

_TOKEN = re.compile(r"\w+(?:[.']\w+)*")
_POSSESSIVE = re.compile(r"'s$")
MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": ".", "\u00a0": " "})
"""Typographic marks as plain ones, each one character for one."""
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})

STOPWORDS = frozenset(
    "a about am an and any are as at be been being but by can could did do does doing for from had has have having he her "
    "hers him his how i if in into is it its just me my no nor not of on or our ours she should so some such than that the "
    "their theirs them then there these they this those to too was we were what when where which who whom whose why will "
    "with would you your yours".split()
)

_stemmer = Stemmer.Stemmer("english")


def tokenize(text: str) -> list[str]:
    """Stems of the words of a text in order, without stopwords; accents and case folded, possessives dropped."""
    return [_stem(word) for word in words(text) if word not in STOPWORDS]


def words(text: str) -> list[str]:
    """The folded words of a text in order, stopwords included."""
    return [_POSSESSIVE.sub("", word) if "'" in word else word for word in _TOKEN.findall(fold(text))]


def fold(text: str) -> str:
    """Case and accents folded away: `Vučić` and `VUCIC` give `vucic`. Not length-preserving: for comparing only."""
    if text.isascii():
        return text.lower()
    plain = text.translate(MARKS)
    if plain.isascii():
        return plain.lower()
    plain = unicodedata.normalize("NFKD", plain).casefold().translate(_LETTERS)
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))
