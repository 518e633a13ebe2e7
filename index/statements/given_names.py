"""Given names, and whether men or women have them, by Faker's lists for some eighty countries."""

import re
from collections import Counter
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from index.tokens import fold

_TIMES = 3
"""In how many times more countries one sex must have a name for it to tell."""
_MEN = frozenset(
    "abdel abiy adel akira alassane alexei amadou anatoly andriy anil arseniy arvind atiku avigdor bakir bandar barack barham "
    "bashar bassirou bezalel bilawal binali binyamin boyko carles chidi deepak denys devlet dmitri dmitry dmytro ebrahim ehud "
    "evgeny evo faisal faure fumio gennady gotabaya haider hakainde hamad hashim hosni hossein hulusi humayun ihor itamar ivica javad "
    "jovenel junichiro keir keqiang khizr kiril kyriakos kyrylo lech lindsey luiz mahathir mahinda manmohan mansur mitt muhammadu "
    "muqtada mykhailo mykola naftali narendra nawaz nayib nouri oleg oleksandr oleksiy olusegun osama ousmane pervez petro phil "
    "prakash prayuth raila rajesh ramesh ramush ramzan ranil recep reince rumen rustem sanjay satoshi sauli serhiy shehbaz shigeru "
    "shimon shinzo sunil suresh takashi tamim taras tedros thabo thaksin torvald turki uhuru vadym valery vasily vijay vikram "
    "vitaliy vojislav volodymyr vyacheslav xi yevgeny yevhen yitzhak yoshihide yoweri yuri yuriy".split()
)
_WOMEN = frozenset(
    "annegret atifete ausrine ayelet benazir chimamanda chipo chrystia condoleezza darya deepika dilma dragana evika fatou ghazala "
    "graca guro hanan haruka hillary hina huma ilhan jacinda kamala kavita keiko kellyanne khaleda kolinda kristalina ksenia "
    "lyudmila malala mamata marinika mariya masoumeh mayawati mazie megyn merav nadezhda naledi narges nataliya nirmala nkosazana "
    "oksana orly priti priya priyanka samia sanae segolene shirin smriti suella sunita sushma sviatlana tansu thandi thuy tulsi "
    "tzipi vjosa wanjiru yekaterina yelena yuki yulia yuriko zorana".split()
)
"""Names from the news that the lists lack, or give to both."""
_EITHER = frozenset(
    "alex andrea camille charlie chris dana dominique drew jan jean jo kelly laurence lee lynn mika nicola nino robin sam sasha simone toni tracy".split()
)
"""Names of men in one country and of women in another, or of both."""
_FAMILY_FIRST = frozenset(
    "ban cao chen deng feng gao geng guo han hong hu hua huang jiang kang li liang lin liu lu luo ma mao peng qin qu song sun tang wang wen wu xie xu yang yu zhang zhao zheng zhou zhu".split()
)
"""Family names that stand first, some of them given names elsewhere: "Lu Kang"."""
_INITIALS = 2
"""Letters in capitals that may be somebody's initials: "JD Lund"."""
_SYLLABLES = re.compile(r"-[a-z]")
"""Of a given name that stands last: "Kim Jong-un"."""


def given_sex(name: str) -> str | None:
    """`m` or `f` by a name's first word, where that is a given name that tells."""
    men, women = _countries()
    first = _first_word(name)
    if first in _MEN or first in _WOMEN:
        return "m" if first in _MEN else "f"
    if first in _EITHER | _FAMILY_FIRST or _SYLLABLES.search(name):
        return None
    if men[first] >= max(1, _TIMES * women[first]):
        return "m"
    return "f" if women[first] >= max(1, _TIMES * men[first]) else None


def is_given(name: str) -> bool:
    """Whether a name's first word is a given name anywhere."""
    men, women = _countries()
    first = _first_word(name)
    return first in _MEN | _WOMEN or bool(men[first] or women[first])


def _first_word(name: str) -> str:
    """The first word of a name, folded; nothing where it alone is in capitals: "ISIS Declares"."""
    first, *others = name.split()
    return "" if first.isalpha() and first.isupper() and len(first) > _INITIALS and others and not others[-1].isupper() else fold(first)


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
