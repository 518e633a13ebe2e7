"""Files as they really come: every fixture gives the fields and the words that were meant, and no furniture."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answer import Engine
from index.build import BuildSettings
from index.reading import SeedFile, list_files, read_file
from index.records import Article, Doubt, Unreadable
from tests.archives import build_archive
from tests.bench.formats import LIMIT, NEWS, body, expected, share
from tests.bench.fuzz import Fuzzed, campaign, hostile, samples_of, try_one
from tests.packed_news import AUTHOR, PARAGRAPHS, TITLE, packed

EXPECTED = expected()
FILES = {file.path: file for file in list_files(NEWS).files}


def read(path: str) -> list[Article]:
    return [outcome for outcome in read_file(FILES[path], LIMIT) if isinstance(outcome, Article)]


def check(found: Article, expected: dict[str, Any]) -> None:
    fields = {name: value for name, value in expected.items() if name not in ("body", "furniture", "many")}
    assert {name: getattr(found, name) for name in fields} == fields
    meant, got = " ".join(" ".join(expected["body"]).split()), body(found)
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


@pytest.fixture(scope="module")
def packed_files() -> dict[str, bytes]:
    return packed()


def read_packed(folder: Path, name: str, data: bytes) -> list[Article | Unreadable | Doubt]:
    (folder / name).write_bytes(data)
    return list(read_file(SeedFile(folder / name, name), LIMIT))


@pytest.mark.parametrize(("name", "published"), [("map.pdf", "2024-03-02T10:15:00+01:00"), ("map.docx", None)])
def test_documents_are_read(tmp_path: Path, packed_files: dict[str, bytes], name: str, published: str | None) -> None:
    (found,) = (o for o in read_packed(tmp_path, name, packed_files[name]) if isinstance(o, Article))
    assert (found.title, found.author, found.published) == (TITLE, AUTHOR, published)
    assert found.text.split("\n\n") == list(PARAGRAPHS)


def test_a_document_is_read_once_its_library_is_there(
    tmp_path: Path, packed_files: dict[str, bytes], data: Path, settings: BuildSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = tmp_path / "documents"
    seeds.mkdir()
    (seeds / "map.docx").write_bytes(packed_files["map.docx"])
    (seeds / "a.txt").write_text("A title\n\nA text stands here.", "utf-8")
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "docx", None)
        for _ in range(2):
            report = build_archive(seeds, data, settings)
            assert report.articles == 1 and "pip install python-docx" in report.unreadable[0].reason
    assert build_archive(seeds, data, settings).articles == 2


@pytest.mark.parametrize("name", ["site.warc", "site.warc.gz"])
def test_the_pages_of_a_web_archive_are_read(tmp_path: Path, packed_files: dict[str, bytes], name: str) -> None:
    (found,) = (o for o in read_packed(tmp_path, name, packed_files[name]) if isinstance(o, Article))
    assert found.line == 1
    check(found, {**EXPECTED["tide/ferry.html"]})


def test_packed_files_are_read(tmp_path: Path, packed_files: dict[str, bytes]) -> None:
    (found,) = (o for o in read_packed(tmp_path, "simple.txt.gz", packed_files["simple.txt.gz"]) if isinstance(o, Article))
    check(found, EXPECTED["txt/simple.txt"])
    several = [o for o in read_packed(tmp_path, "export.jsonl.gz", packed_files["export.jsonl.gz"]) if isinstance(o, Article)]
    assert [article.id for article in several] == ["l-0", "l-1", "l-2"]


def test_the_articles_of_an_archive_are_read_and_what_is_none_is_named(tmp_path: Path, packed_files: dict[str, bytes]) -> None:
    outcomes = read_packed(tmp_path, "news.zip", packed_files["news.zip"])
    articles = [o for o in outcomes if isinstance(o, Article)]
    assert [(a.id, a.path) for a in articles] == [("news.zip/one/ferry.html", "news.zip"), ("news.zip/two/simple.txt", "news.zip")]
    check(articles[0], EXPECTED["tide/ferry.html"])
    assert [o.reason.split(":")[0] for o in outcomes if isinstance(o, Unreadable)] == ["picture.jpg"]


def test_no_furniture_of_a_page_is_ever_quoted(
    tmp_path: Path, data: Path, settings: BuildSettings, make_engine: Callable[..., Engine]
) -> None:
    pages = {p: e for p, e in EXPECTED.items() if p.endswith((".html", ".htm", ".xhtml")) and "furniture" in e}
    for path in pages:
        (tmp_path / "pages" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pages" / path).write_bytes((NEWS / path).read_bytes())
    build_archive(tmp_path / "pages", data, settings)
    engine, asked, quoted = make_engine(data), 0, 0
    for expectation in pages.values():
        for question in (f"What about {expectation['title']}?", *(f"What is said of {words}?" for words in expectation["furniture"])):
            answer = engine.ask(question, limit=5)
            asked += 1
            quoted += len(answer.quotes)
            for quote in answer.quotes:
                assert not [words for e in pages.values() for words in e["furniture"] if words in quote.text], quote.text
    assert len(pages) >= 15 and asked >= 45 and quoted >= 100


# Hostile files


@pytest.mark.parametrize(("name", "data"), [pytest.param(*pair, id=pair[0]) for pair in hostile()])
def test_hostile_files_do_no_harm(tmp_path: Path, name: str, data: bytes) -> None:
    outcome = Fuzzed()
    try_one(tmp_path / name, data, outcome)
    assert outcome.wrong == [] and [p.name for p in tmp_path.iterdir()] == [name]
    if name in ("laughs.xml", "laughs.rss", "external.xml", "bomb.zip", "nested.zip", "many.zip", "bomb.txt.gz", "lines.jsonl.gz"):
        assert outcome.articles == 0


def test_altered_files_are_read_or_reported(packed_files: dict[str, bytes]) -> None:
    outcome = campaign(samples_of(NEWS, lambda: packed_files), 400)
    assert outcome.wrong == [] and len(outcome.inputs) >= 20 and outcome.articles > 50 and outcome.reported > 50


def test_the_fixtures_are_many_and_what_a_folder_ignores_is_left_out() -> None:
    assert len(FILES) >= 60 and {p for p in FILES if "draft" in p} == set()
    assert len({e.get("outlet") for e in EXPECTED.values()} - {None}) >= 8
