"""Files as they really come: every fixture gives the fields and the words that were meant, and no furniture."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.furniture import judge
from index.reading import list_files, read_file
from index.records import Article, Unreadable

NEWS = Path(__file__).parent / "fixtures" / "news"
EXPECTED: dict[str, dict[str, Any]] = json.loads((NEWS / "expected.json").read_text("utf-8"))
FILES = {file.path: file for file in list_files(NEWS).files}
LIMIT = 5_000_000


def read(path: str) -> list[Article]:
    return [outcome for outcome in read_file(FILES[path], LIMIT) if isinstance(outcome, Article)]


def body(article: Article) -> str:
    """The text without what was set aside."""
    return " ".join(span.of(article.text) for span, reason in judge(article.text, article.title) if not reason)


def share(of: str, within: str) -> float:
    """The share of a text's tokens that another has too."""
    one, other = Counter(of.split()), Counter(within.split())
    return sum((one & other).values()) / max(1, sum(one.values()))


def check(found: Article, expected: dict[str, Any]) -> None:
    fields = {name: value for name, value in expected.items() if name not in ("body", "furniture", "many")}
    assert {name: getattr(found, name) for name in fields} == fields
    meant, got = " ".join(" ".join(expected["body"]).split()), " ".join(body(found).split())
    assert share(meant, got) >= 0.99 and share(got, meant) >= 0.99, got
    for furniture in expected.get("furniture", ()):
        assert furniture not in got, furniture


@pytest.mark.parametrize("path", sorted(path for path, expected in EXPECTED.items() if "unreadable" not in expected))
def test_a_file_gives_the_fields_and_the_words_that_were_meant(path: str) -> None:
    expected = EXPECTED[path]
    articles = read(path)
    several = expected.get("many", [expected])
    assert len(articles) == len(several)
    for article, meant in zip(articles, several, strict=True):
        check(article, meant)


@pytest.mark.parametrize("path", sorted(path for path, expected in EXPECTED.items() if "unreadable" in expected))
def test_a_file_without_an_article_says_why(path: str) -> None:
    outcomes = list(read_file(FILES[path], LIMIT))
    assert not read(path) and any(isinstance(o, Unreadable) and EXPECTED[path]["unreadable"] in o.reason for o in outcomes), outcomes


def test_the_fixtures_are_many_and_what_a_folder_ignores_is_left_out() -> None:
    assert len(FILES) >= 60 and {p for p in FILES if "draft" in p} == set()
    assert len({e.get("outlet") for e in EXPECTED.values()} - {None}) >= 8
