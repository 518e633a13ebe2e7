"""The languages of the interface: every message is in every catalogue, with the same fields."""

import string
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.faces.language import CODES, language

BOT = Path(__file__).parent.parent / "bot"
_KEYWORDS = {"say": None, "plural": (1, 2), "Note": None, "self": None}


@cache
def said() -> frozenset[str | tuple[str, str]]:
    """Every message that the code says."""
    found = extract_from_dir(BOT, method_map=[("**.py", "python")], keywords=_KEYWORDS)
    return frozenset(message if isinstance(message, str) else (message[0], message[1]) for _, _, message, _, _ in found)


@cache
def catalogue(code: str) -> Catalog:
    with (BOT / "faces" / "locale" / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


@pytest.mark.parametrize("code", CODES[1:])
def test_every_message_is_translated_with_the_same_fields(code: str) -> None:
    known = {message.id: message.string for message in catalogue(code) if message.id}
    assert len(said()) > 100 and set(known) == said()
    for message, translated in known.items():
        ids = [message] if isinstance(message, str) else list(message)
        strings = [translated] if isinstance(translated, str) else list(translated)
        assert len(strings) == (1 if isinstance(message, str) else catalogue(code).num_plurals)
        for text in strings:
            assert text.strip() and fields(text) == set[str]().union(*map(fields, ids)), message


def test_a_language_is_found_by_its_code_and_english_stands_in() -> None:
    assert [language(code).code for code in ("tr", "sr-Latn", "RU", "en-GB", "xx", "", None)] == ["tr", "sr", "ru", "en", "en", "en", "en"]


def test_days_and_ages_are_said_in_each_language() -> None:
    today = date(2024, 4, 24)
    assert language("en").day("2024-04-19") == "19 Apr 2024"
    assert [language(code).age("2024-04-19", today) for code in CODES] == ["5 days ago", "5 gün önce", "5 дней назад", "пре 5 дана"]
    assert language("en").age("2023-04-19", today) == "12 months ago" and language("en").age("2019-04-19", today) == "5 years ago"
    assert language("en").age(None, today) == language("en").age("2024-05-01", today) == ""
    assert "2024" in language("sr").day("2024-04-19") and language("ru").day(None) == "без даты"
