"""Was this printed? Word for word, nearly, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.answer import Engine
from bot.answering.printed import asked_quotation
from bot.faces.as_text import plain_lines
from index.build import BuildSettings
from index.records import BuildReport
from tests.archives import build_archive

MakeEngine = Callable[..., Engine]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("“The pier is rotten below the water line.”", "The pier is rotten below the water line."),
        ('Did Tavish say "the pier is rotten below the water line"?', "the pier is rotten below the water line"),
        ("Was «we learned of it from the radio» printed?", "we learned of it from the radio"),
        ("who said 'we will be lucky to sell 20 tonnes'", "we will be lucky to sell 20 tonnes"),
        ("We cannot let families walk on it any longer, council chair Mirela Tavish told reporters.",
         "We cannot let families walk on it any longer, council chair Mirela Tavish told reporters."),
        ("What did Tavish say about the pier?", None),
        ("Who called the pier a “rotten old thing” at the meeting of the harbour council on Monday?", None),
        ("Tavish's reasons for closing the pier", None),
        ("What's Tavish's reason for closing the old pier now that it's rotten", None),
        ("Tell me what the harbour council decided about the pier on Monday", None),
    ],
)  # fmt: skip
def test_a_question_that_is_a_quotation_is_recognised(question: str, words: str | None) -> None:
    asked = asked_quotation(question)
    assert (asked.words if asked else None) == words


def test_the_same_words_are_found_whatever_their_marks_and_case(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    answer = make_engine(data).ask('Did anyone say "we CANNOT let families walk on it - any longer"?', passages=True)
    assert answer.passages[0].article_id == "harbour.txt"
    assert answer.printed is not None and answer.printed.exact
    assert answer.quotes[0].text.startswith("“The pier is rotten") and answer.quotes[0].speaker == "Mirela Tavish"
    assert answer.confidence == 1.0
    assert "Printed word for word." in "\n".join(plain_lines(answer))


def test_a_changed_wording_is_shown_beside_the_printed_one(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    answer = make_engine(data).ask("“We must not let children walk on it any longer”")
    assert answer.printed is not None and not answer.printed.exact
    assert [(c.asked, c.printed) for c in answer.printed.changes if c.asked != c.printed] == [
        ("must not", "cannot"),
        ("children", "families"),
    ]
    assert "We [must not → cannot] let [children → families] walk on it any longer" in "\n".join(plain_lines(answer))
    assert 0.6 <= answer.confidence < 1


def test_words_that_nobody_printed_are_met_with_silence(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    answer = make_engine(data).ask("“The lighthouse keeper paints every door purple in autumn”")
    assert not answer.answered and answer.quotes == ()
    assert "Not printed in the archive" in "\n".join(plain_lines(answer))


def test_of_the_same_words_in_two_articles_the_oldest_comes_first(
    seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    for name, day in (("later", "2024-06-01"), ("earlier", "2024-05-01")):
        row = {
            "id": name,
            "title": f"Ferry, {name}",
            "published": day,
            "text": f"It rained ({name}). “Fares will rise by a third in May,” said Nils Quarrie.",
        }
        (seeds / f"{name}.json").write_text(json.dumps(row))
    build_archive(seeds, data, settings)
    answer = make_engine(data).ask("“fares will rise by a third in May”")
    assert [quote.article.id for quote in answer.quotes] == ["earlier", "later"]
