"""The instruments: parts have nothing in common, generated archives repeat, tables say what was measured."""

import json
from pathlib import Path

from index.reading import list_files, read_file
from index.records import Article
from tests.bench.generated import GeneratedArchive
from tests.bench.parts import ids_in_part
from tests.bench.speed import Measured, table
from tests.bench.training import was_written


def test_parts_of_questions_have_no_article_in_common() -> None:
    rows = [
        {"id": f"q{i}", "after": f"q{i - 1}" if i % 7 == 1 else None, "gold": [{"doc_id": f"d{i // 3}"}, {"doc_id": f"d{i % 50}"}]}
        for i in range(60, 160)
    ]
    rows += [{"id": f"u{i}", "after": None, "gold": []} for i in range(40)]
    for row in rows:
        row["after"] = row["after"] if any(other["id"] == row["after"] for other in rows) else None
    parts = [ids_in_part(rows, f"{number}/2") for number in range(2)]
    assert parts[0] | parts[1] == {str(row["id"]) for row in rows} and not parts[0] & parts[1]
    articles = [{gold["doc_id"] for row in rows if row["id"] in part for gold in row["gold"]} for part in parts]
    assert not articles[0] & articles[1]
    assert all((row["id"] in parts[0]) == (row["after"] in parts[0]) for row in rows if row["after"])


def test_a_question_that_its_article_does_not_answer_is_in_that_articles_part() -> None:
    rows = [{"id": f"q{i}", "after": None, "about": f"d{i % 20}", "gold": [{"doc_id": f"d{i % 20}"}] if i % 3 else []} for i in range(60)]
    part = ids_in_part(rows, "0/2")
    assert 0 < len(part) < len(rows)
    assert all((f"q{i}" in part) == (f"q{i + 20}" in part) for i in range(40))


def test_the_written_questions_say_where_their_answers_stand() -> None:
    rows = [json.loads(line) for line in Path(__file__).with_name("bench").joinpath("questions.jsonl").read_text("utf-8").splitlines()]
    earlier = set[str]()
    for row in rows:
        assert row["id"] not in earlier and was_written(row["id"]) and row["question"].endswith("?") and row["about"]
        assert row.get("after", row["id"]) in earlier | {row["id"]}
        assert all(0 <= gold["start"] < gold["end"] for gold in row["gold"])
        earlier.add(row["id"])
    assert {row["id"] for row in rows if not row["gold"]}


def test_a_generated_archive_is_the_same_again_and_can_be_read(tmp_path: Path) -> None:
    made = GeneratedArchive(seed=3)
    made.write(tmp_path, 4)
    assert [GeneratedArchive(seed=3).article(i) for i in range(4)] == [made.article(i) for i in range(4)]
    read = [outcome for file in list_files(tmp_path).files for outcome in read_file(file, 1_000_000)]
    assert len(read) == 4 and all(isinstance(article, Article) and article.outlet and article.published for article in read)
    assert list(made.questions(5, 4)) == list(GeneratedArchive(seed=3).questions(5, 4))


def test_the_table_gives_ratios_and_leaves_out_what_a_contender_lacks() -> None:
    ours = Measured("quotedesk", 60.0, 1.0, 2.0, 1.0, 20.0, 50.0, 60.0, 400.0, 300.0, 50.0)
    theirs = Measured("other", 120.0, float("nan"), 4.0, 5.0, 10.0, 20.0, 30.0, 1_000.0, 600.0, 25.0)
    lines = table([ours, theirs])
    assert lines[0] == "|  | quotedesk | other | quotedesk / other |"
    assert "| build, s | 60.0 | 120 | 0.50 |" in lines
    assert "| build again, nothing changed, s | 1.00 | – | – |" in lines
