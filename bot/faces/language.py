"""The languages in which the faces talk to people; what articles say stays as it was printed."""

import gettext
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_CATALOGUES = Path(__file__).parent / "locale"
_DAYS_A_YEAR, _DAYS_A_MONTH = 365.25, 30.44


class Language:
    """English: the messages as they stand in the code."""

    code, name = "en", "English"

    def __call__(self, message: str, **values: object) -> str:
        """A message in this language, its fields filled."""
        return message.format(**values)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """A message that depends on a number, which is its field `count`."""
        return (one if count == 1 else many).format(count=count, **values)

    def day(self, published: str | None) -> str:
        """`2023-12-25` as `25 Dec 2023`; "undated" where it is not known."""
        if not published:
            return self("undated")
        return self._day(date.fromisoformat(published[:10]))

    def _day(self, when: date) -> str:
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"

    def age(self, published: str | None, today: date) -> str:
        """How long ago that was; empty where the day is not known or yet to come."""
        days = (today - date.fromisoformat(published[:10])).days if published else -1
        if days < 0:
            return ""
        if days == 0:
            return self("today")
        if days < 2 * _DAYS_A_MONTH:
            return self.plural("{count} day ago", "{count} days ago", days)
        if days < 2 * _DAYS_A_YEAR:
            return self.plural("{count} month ago", "{count} months ago", round(days / _DAYS_A_MONTH))
        return self.plural("{count} year ago", "{count} years ago", int(days / _DAYS_A_YEAR))


class _Translated(Language):
    def __init__(self, code: str) -> None:
        from babel import Locale
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        self.code, self.name = code, str(Locale.parse(code).display_name).capitalize()
        compiled = BytesIO()
        with (_CATALOGUES / f"{code}.po").open("rb") as catalogue:
            write_mo(compiled, read_po(catalogue, locale=code))
        compiled.seek(0)
        self._catalogue = gettext.GNUTranslations(compiled)

    def __call__(self, message: str, **values: object) -> str:
        return self._catalogue.gettext(message).format(**values)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        return self._catalogue.ngettext(one, many, count).format(count=count, **values)

    def _day(self, when: date) -> str:
        from babel.dates import format_date

        return format_date(when, "d MMM y", locale=self.code)


ENGLISH = Language()
CODES = ("en", "tr", "ru", "sr")
"""The languages there are, English first."""


@cache
def language(code: str | None) -> Language:
    """The language of a code such as `tr` or `sr-Latn`; English where there is none of it."""
    base = (code or "").replace("_", "-").split("-")[0].lower()
    return _Translated(base) if base in CODES[1:] else ENGLISH
