"""The one tokenizer and stemmer for BM25, for passages and questions alike."""

import re
import unicodedata
from functools import cache, lru_cache

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

ENGLISH = "en"
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "et": "estonian", "eu": "basque",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hr": "serbian", "bs": "serbian", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's stemmers by ISO 639-1: https://snowballstem.org"""
FOREIGN_STOPWORDS = {
    "tr": frozenset(
        "acaba ama ancak bir biri birkac birsey biz bize bu bunlar bunu burada cok cunku da daha de defa degil diger diye en fakat gibi hem hep hepsi her hic "
        "icin ile ise kez ki kim kimi mi mu ne neden nerede nasil niye o olan olarak oldu olup onlar onu ondan sanki sen siz su tum uzere ve veya ya yani yok "
        "vardi idi dedi sonra once kadar bunun onun iki".split()
    ),
    "ru": frozenset(
        "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему теперь когда даже ну ли "
        "если уже или ни быть был него до вас опять вам ведь там потом себя ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз "
        "тоже себе под будет ж тогда кто этот того потому этого какои ним здесь этом один мои тем чтобы нее были куда зачем всех можно при об другои после над через "
        "эти нас про них какая много разве эту моя свою этои перед том такои им более всегда конечно всю между это которыи которые".split()
    ),
    "sr": frozenset(
        "i u na je se da su za od sa s o a ali ili kao koji koja koje koju kako sto sta ko ce cu ne ni li bi bio bila bilo biti sam si smo ste iz do po pri pre "
        "posle jer ako kad kada gde taj ta to te ti tu ovaj ova ovo on ona ono oni one njega nje njih mu joj im ga nas vas svoj nije nisu samo jos vec izmedju "
        "и у на је се да су за од са с о а али или као који која које коју како што шта ко це цу не ни ли би био била било бити сам си смо сте из до по при пре "
        "после јер ако кад када где тај та то те ти ту овај ова ово он она оно они оне њега ње њих му јој им га нас вас свој није нису само јос вец".split()
    ),
}  # fmt: skip
"""Folded, as `fold` gives them."""
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_TURKISH_CAPITALS = str.maketrans({"I": "ı", "İ": "i"})
_SERBIAN_LATIN = str.maketrans(dict(zip("абвгдђежзијклљмнњопрстћуфхцчџшйщъыьэюяё", "a b v g d d e z z i j k l lj m n nj o p r s t c u f h c c dz s j s _ i _ e ju ja e".replace("_", "").split(" "), strict=True)))  # fmt: skip
_RUSSIAN_LATIN = str.maketrans(dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяђјљњћџ", "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya dj j lj nj c dz".replace("_", "").split(" "), strict=True)))  # fmt: skip

_stemmer = Stemmer.Stemmer("english")


def tokenize(text: str, language: str | None = ENGLISH) -> list[str]:
    """Stems of the words of a text in order, without stopwords; accents and case folded, possessives dropped.

    In another language than English also the Latin spellings of what is written in Cyrillic, and names as they stand: so a
    name is found across languages and scripts.
    """
    if language == ENGLISH or (language is None and not _CYRILLIC.search(text)):
        return [_stem(word) for word in words(text) if word not in STOPWORDS]
    tokens = list[str]()
    for word in _TOKEN.findall(unicodedata.normalize("NFC", text).translate(MARKS)):
        tokens += _foreign(word, language or "ru")
    return tokens


@lru_cache(maxsize=50_000)
def _foreign(word: str, language: str) -> tuple[str, ...]:
    name = word[:1].isupper()
    lower = (word.translate(_TURKISH_CAPITALS) if language == "tr" else word).lower()
    if language == "tr" and "'" in lower:
        lower = lower.partition("'")[0]
    if fold(lower) in FOREIGN_STOPWORDS.get(language, frozenset()):
        return ()
    stem = _stemmer_of(language).stemWord(lower)
    keys = [fold(stem)]
    if name:
        keys.append(fold(lower))
    if _CYRILLIC.search(lower):
        for spelling in (_SERBIAN_LATIN, _RUSSIAN_LATIN):
            keys += [_latin(form, spelling) for form in ((stem, lower) if name else (stem,))]
    return tuple(dict.fromkeys(keys))


def _latin(word: str, spelling: dict[int, str]) -> str:
    if spelling is _RUSSIAN_LATIN:
        word = re.sub(r"[иы]й$", "y", word)
    return fold(word.translate(spelling))


@cache
def _stemmer_of(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_SNOWBALL.get(language, "english"))


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
