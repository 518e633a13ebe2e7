"""Given names, and whether men or women have them, by Faker's lists for some eighty countries."""

from collections import Counter
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from index.tokens import fold

_TIMES = 3
"""In how many times more countries one sex must have a name for it to tell."""
_MEN = frozenset(
    "alexei barack bashar binyamin dmitri dmitry lindsey mitt narendra oleg petro phil recep reince shimon shinzo vijay volodymyr xi yevgeny yuri".split()
)
_WOMEN = frozenset("annegret dragana ghazala hillary huma kamala kellyanne mazie megyn priya sushma tulsi yulia".split())
"""Names from the news that the lists lack, or give to both."""


def given_sex(name: str) -> str | None:
    """`m` or `f` by a name's first word, where that is a given name that tells."""
    men, women = _countries()
    first = fold(name.split()[0])
    if first in _MEN or first in _WOMEN:
        return "m" if first in _MEN else "f"
    if men[first] >= max(1, _TIMES * women[first]):
        return "m"
    return "f" if women[first] >= max(1, _TIMES * men[first]) else None


def is_given(name: str) -> bool:
    """Whether a name's first word is a given name anywhere."""
    men, women = _countries()
    return bool(men[fold(name.split()[0])] or women[fold(name.split()[0])])


@cache
def _countries() -> tuple[Counter[str], Counter[str]]:
    """In how many countries men and women have each name."""
    import faker.providers.person as people  # takes a tenth of a second; many questions do without

    men, women = Counter[str](), Counter[str]()
    for module in iter_modules(people.__path__):
        lists = import_module(f"{people.__name__}.{module.name}").Provider
        men.update({fold(name) for name in getattr(lists, "first_names_male", ())})
        women.update({fold(name) for name in getattr(lists, "first_names_female", ())})
    return men, women
