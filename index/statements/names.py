"""The shape of a printed name: capitalised words, with titles and particles."""

import re

_LEADING = (
    "When|As|While|But|And|In|On|At|After|Before|If|Though|Although|Because|Since|Then|Now|Later|Meanwhile|However|Still|So|Yet|For|To|From|By|With|That|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|Here|There|What|"
    "All|Another|Other|Others|Several|Most|Few|Each|Every|Just|Why|How|Whether|Until|Unless|Only|Where|Which|Who|Like|Even|Also|Earlier|Last|Today|Yesterday|Tonight|Asked|Instead|Amid|During|Despite|Among|Both|Unlike|Maybe|Perhaps|Nor|Neither|Either|Or|Not|Without|Within|Through|Behind|Beyond|Under|Over|Above|Below|Between|Against|Around|Near|Outside|Inside|Across|Along|Upon|Besides|Toward|Towards|Throughout|Once|Soon|Often|Never|Again|Indeed|Recently|Following|Speaking|According|Including|Regarding|Continued|Added|Stated|Wrote|Replied|Declared|Noted|Tweeted|Concluded|Explained|Responded|Some|Many|One|He|She|They|We|It|You|His|Her|"
    "Their|Our|My|This|These|Those|A|An|Mr|Mrs|Ms|Dr"
)
UPPER = "A-Z" + "".join(c for c in map(chr, (*range(0xC0, 0x180), *range(0x1E00, 0x1F00))) if c.isupper())
"""Capital letters of Latin script, for a class of characters: "Šapić" is a name as "Lund" is."""
_TITLE = r"(?:Mrs?|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Adm|Maj|Hon|Jr|Sr)\."
_LETTER = r"\w\u0300-\u036f\x80-\x9f¡-©¬-º¼-¿"
"""Of a word, accents that stand alone included, and what stands where an encoding was mistaken: "JuÃ¡rez"."""
_INITIALS = rf"(?!(?:U\.[SKN]|E\.U|D\.C|N\.[A-Z]|L\.A|[AP]\.M|S\.[CD]|R\.I|T\.V|G\.I)\.)(?:[{UPPER}]\.){{2}}(?=\s[{UPPER}][a-z])"
"""Two of them without a space: "J.M. Lund", but not "U.S. President"."""
_NICKNAME = rf"(?:\s[“\"(][{UPPER}][\w’'-]*[”\")](?=\s[{UPPER}][a-z]))?"
_ARTICLE = r"(?:[ae]l|ul|ash?|a[drntz])-"
_CAPITALIZED = (
    rf"(?:{_TITLE}|{_INITIALS}|(?!(?:{_LEADING})\b(?!\.))(?:(?:{_ARTICLE})?[{UPPER}][{_LETTER}.’'&-]*[{_LETTER}]|[{UPPER}]\.|[{UPPER}]))"
)
PARTICLES = "de del la le du di van von der al bin ibn".split()
"""Words without capitals inside a name."""
_PERSON = rf"{_CAPITALIZED}{_NICKNAME}(?:\s(?:(?:{'|'.join(PARTICLES)})\s){{0,2}}{_CAPITALIZED})*(?:,\s(?:Jr|Sr)\.)?"
NAMES = re.compile(rf"(?<![\w’'])(?:{_PERSON})")

_ARTICLE_FIRST = re.compile(rf"^{_ARTICLE}", re.IGNORECASE)
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


def name_suffix(name: str) -> str | None:
    """What tells a son from his father at the end of a name: "Jr" of "Odd Lund Jr."."""
    last = name.rstrip(" .,").rpartition(" ")[2]
    return last if last in _SUFFIXES else None


def without_suffix(name: str) -> str:
    """A name without "Jr." at its end."""
    return name.rpartition(" ")[0].rstrip(" ,") or name if name_suffix(name) else name


def name_words(name: str) -> list[str]:
    """The words of a name without "Jr." or "III" at its end and without the article of "al-Lund"; the last is the surname."""
    return [_ARTICLE_FIRST.sub("", word.strip(",")) for word in without_suffix(name).split()]
