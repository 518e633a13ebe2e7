"""Citations checked later: what stands, what moved, what was edited, what is gone; copies of a story, and what an outlet repeats."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answer import Engine
from bot.answering.kept import Citation, KeptAnswers
from bot.answering.records import Copy
from bot.answering.verifying import Verdict, Verifier
from bot.faces.as_json import answer_line
from bot.faces.as_text import plain_lines
from bot.faces.telegram_bot.saved import dump
from bot.faces.verify import read_citations
from bot.faces.wording import also_in
from index.archive import open_store
from index.build import BuildSettings
from tests.archives import ORCHARD, build_archive

QUESTION = "What did Petra Vosk say about the frost?"
MakeEngine = Callable[..., Engine]
SAID = ORCHARD["text"].split("\n\n")[2]


@pytest.fixture
def rebuild(seeds: Path, data: Path, settings: BuildSettings) -> Callable[[], None]:
    def again() -> None:
        build_archive(seeds, data, settings)

    again()
    return again


def verdict_of(citation: Citation, data: Path, seeds: Path) -> Verdict:
    with open_store(data) as (store, _):
        return Verifier(store, seeds, 5_000_000).verify(citation)


def cited(make_engine: MakeEngine, data: Path) -> Citation:
    engine = make_engine(data)
    answer = engine.ask(QUESTION)
    found = KeptAnswers(data).find(answer.id)
    assert found and answer.quotes[0].article.id == "orchard-1"
    return found[0]


def rewrite(seeds: Path, change: Callable[[str], str]) -> None:
    path = seeds / "orchard.json"
    article = json.loads(path.read_text("utf-8"))
    article["text"] = change(article["text"])
    path.write_text(json.dumps(article), "utf-8")


def test_what_still_stands_is_unchanged(rebuild: Callable[[], None], data: Path, seeds: Path, make_engine: MakeEngine) -> None:
    assert verdict_of(cited(make_engine, data), data, seeds).status == "unchanged"


def test_words_that_moved_within_the_article_are_found(
    rebuild: Callable[[], None], data: Path, seeds: Path, make_engine: MakeEngine
) -> None:
    citation = cited(make_engine, data)
    rewrite(seeds, lambda text: f"An opening that was added later.\n\n{text}")
    rebuild()
    verdict = verdict_of(citation, data, seeds)
    assert (verdict.status, verdict.start) == ("moved", (citation.start or 0) + len("An opening that was added later.\n\n"))


def test_words_that_were_changed_are_shown_beside_the_earlier_ones(
    rebuild: Callable[[], None], data: Path, seeds: Path, make_engine: MakeEngine
) -> None:
    citation = cited(make_engine, data)
    rewrite(seeds, lambda text: text.replace("My father never saw it this bad", "Nobody alive has seen it this bad"))
    rebuild()
    verdict = verdict_of(citation, data, seeds)
    assert (
        verdict.status == "edited"
        and verdict.replaced_at
        and "Nobody alive" in (verdict.now or "")
        and "later changed" in (verdict.note or "")
    )


def test_only_so_many_earlier_versions_are_kept(data: Path, seeds: Path, settings: BuildSettings) -> None:
    for number in range(8):
        rewrite(seeds, lambda text, number=number: f"{text} {number}")  # type: ignore[misc]
        build_archive(seeds, data, settings)
    with open_store(data) as (store, _):
        versions = store.versions("orchard-1")
        assert (
            len(versions) == settings.versions
            and versions[0][1].text.endswith("5 6")
            and versions == sorted(versions, key=lambda v: v[0], reverse=True)
        )


def test_a_file_that_changed_since_the_build_is_told(rebuild: Callable[[], None], data: Path, seeds: Path, make_engine: MakeEngine) -> None:
    citation = cited(make_engine, data)
    rewrite(seeds, lambda text: text + " More came later.")
    assert "these words have not" in (verdict_of(citation, data, seeds).note or "")
    rewrite(seeds, lambda text: text.replace("I have never seen", "We have never seen"))
    verdict = verdict_of(citation, data, seeds)
    assert verdict.status == "edited" and "index is older" in (verdict.note or "")
    (seeds / "orchard.json").unlink()
    assert verdict_of(citation, data, seeds).status == "gone"


def test_words_whose_article_left_are_gone_or_found_in_another(
    rebuild: Callable[[], None], data: Path, seeds: Path, make_engine: MakeEngine
) -> None:
    citation = cited(make_engine, data)
    (seeds / "orchard.json").unlink()
    rebuild()
    assert verdict_of(citation, data, seeds).status == "gone"
    (seeds / "copy.txt").write_text(f"Frost again\n\n{SAID}\n", "utf-8")
    rebuild()
    verdict = verdict_of(citation, data, seeds)
    assert (verdict.status, verdict.article_id) == ("moved", "copy.txt")


def test_citations_are_read_from_whatever_a_person_has(rebuild: Callable[[], None], data: Path, make_engine: MakeEngine) -> None:
    answer = make_engine(data).ask(QUESTION)
    words = [quote.text for quote in answer.quotes]
    assert [c.text for c in read_citations(answer_line(answer))] == words
    assert [c.text for c in read_citations(f"{answer_line(answer)}\n{answer_line(answer)}")] == words * 2
    export = json.dumps({"person": 1, "questions": [{"id": answer.id, "answer": json.loads(dump(answer))}]})
    assert [c.text for c in read_citations(export)] == words
    pasted = list(read_citations("\n".join(plain_lines(answer))))
    assert [(c.text, c.start, c.end) for c in pasted] == [(q.text, q.start, q.end) for q in answer.quotes]
    telegram = "Understood: …\n\nI have never seen it this bad.\n1. Petra Vosk · direct\nThe Vale Observer, 19 Apr 2024"
    assert [c.text for c in read_citations(telegram)] == ["I have never seen it this bad."]
    assert [c.text for c in read_citations("“The pier is rotten below the water line.” — Mirela Tavish — x")] == [
        "The pier is rotten below the water line."
    ]
    assert list(read_citations("{}")) == []


def test_a_pasted_quote_of_several_paragraphs_is_one_citation() -> None:
    reply = (
        "It has never been this bad.\n  said by Petra Vosk (direct)\n  “Frost”, a.txt, characters 0–27\n\n"
        "The pier is rotten.\n\nNobody may walk on it.\n  “The pier”, b.txt, characters 10–53"
    )
    assert [c.text for c in read_citations(reply)] == ["It has never been this bad.", "The pier is rotten.\n\nNobody may walk on it."]
    assert next(c.text for c in read_citations(f"Look what I found:\n{reply}")) == "It has never been this bad."


# Copies

STORIES = json.loads((Path(__file__).parent / "fixtures" / "news" / "expected.json").read_text("utf-8"))
BODIES = {
    e["body"][0]: e["body"]
    for p, e in STORIES.items()
    if p.endswith((".html", ".htm", ".xhtml")) and e.get("language") == "en" and len(e["body"]) > 3
}


def families() -> list[tuple[str, list[tuple[str, list[str], bool]]]]:
    """Thirty families: a name and its members: a name, the paragraphs, whether it is the same text as the first."""
    made = list[tuple[str, list[tuple[str, list[str], bool]]]]()
    pool, generator = [paragraph for body in BODIES.values() for paragraph in body], random.Random(3)
    for number in range(30):
        body = [*generator.sample(pool, 5), f"Case {number} was entered in the register of the town on the same evening, the clerk noted."]
        other = generator.sample(pool, 5)
        kinds = {
            0: [("verbatim", body, True)],
            1: [("trimmed", body[:-2], True)],
            2: [("two words", [body[0].replace(" the ", " that ", 1), *body[1:-1], body[-1].replace("evening", "morning")], True)],
            3: [
                (
                    "same event",
                    [
                        f"What happened in case {number} is still being talked about by everybody in town.",
                        *(" ".join(reversed(p.split())) for p in body[1:3]),
                        body[1],
                    ],
                    False,
                )
            ],
            4: [("opening shared", [body[0], *other[1:]], False)],
        }
        made.append((f"family-{number}", [("original", body, True), *kinds[number % 5], *kinds[(number + 1) % 5]]))
    return made


def test_families_of_copies_are_told_apart(tmp_path: Path, data: Path, settings: BuildSettings) -> None:
    seeds = tmp_path / "copies"
    seeds.mkdir()
    meant = set[frozenset[str]]()
    for family, members in families():
        for name, paragraphs, _ in members:
            article = {"id": f"{family}/{name}", "title": f"{name} {family}", "outlet": f"Outlet {name}", "text": "\n\n".join(paragraphs)}
            (seeds / f"{family}-{name}.json").write_text(json.dumps(article), "utf-8")
        same = [f"{family}/{name}" for name, _, is_same in members if is_same]
        meant |= {frozenset(pair) for pair in combinations(same, 2)}
    build_archive(seeds, data, settings)
    with open_store(data) as (store, _):
        ids = store.ids()
        found = {frozenset((ids[no], ids[other])) for no in ids for other in store.copies_of(no)}
    assert found - meant == set()
    assert len(found & meant) >= 0.95 * len(meant)


@pytest.fixture
def copied(seeds: Path) -> Path:
    """The orchard story again, in an earlier outlet, and in one that changed the quoted words."""
    article: dict[str, Any] = json.loads((seeds / "orchard.json").read_text("utf-8"))
    early = {**article, "id": "early", "outlet": "Valley Wire", "published": "2024-04-18", "url": None}
    changed = {
        **article,
        "id": "changed",
        "outlet": "The Loud Voice",
        "published": "2024-04-20",
        "text": article["text"].replace("never seen it this bad", "rarely seen it this bad"),
    }
    for name, made in (("early", early), ("changed", changed)):
        (seeds / f"{name}.json").write_text(json.dumps(made), "utf-8")
    return seeds


def test_a_story_in_several_outlets_is_quoted_once_and_changed_words_are_told_apart(
    copied: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    build_archive(copied, data, settings)
    answer = make_engine(data).ask(QUESTION, limit=5)
    (quote,) = (quote for quote in answer.quotes if "never seen it this bad" in quote.text)
    assert quote.article.id == "early" and [copy.article_id for copy in quote.also_in] == ["orchard-1"]
    changed = [quote for quote in answer.quotes if "rarely seen it this bad" in quote.text]
    assert all(quote.article.id == "changed" and not quote.also_in for quote in changed)
    assert changed or any("The Loud Voice" in str(note) and "rarely" in str(note) for note in answer.notes)
    assert any("also in The Vale Observer" in line for line in plain_lines(answer))
    own = replace(quote, also_in=(Copy("x", quote.article.outlet, None),))
    assert also_in(own) is None and also_in(replace(own, also_in=(Copy("x", None, None),))) == "also in x"
    scoped = make_engine(data).ask("What did Petra Vosk say about the frost, according to The Vale Observer?", limit=1)
    assert scoped.quotes[0].article.outlet == "The Vale Observer"


def test_copies_are_forgotten_with_their_article(copied: Path, data: Path, settings: BuildSettings) -> None:
    build_archive(copied, data, settings)
    (copied / "early.json").unlink()
    build_archive(copied, data, settings)
    with open_store(data) as (store, _):
        no = store.number_of("orchard-1")
        assert no and [store.ids()[other] for other in store.copies_of(no)] == ["changed"]


# What an outlet repeats


def test_what_an_outlet_repeats_is_furniture_until_it_no_longer_is(tmp_path: Path, data: Path, settings: BuildSettings) -> None:
    seeds = tmp_path / "outlet"
    seeds.mkdir()
    box = "The Tide brings you the harbour every morning before breakfast."
    for number in range(6):
        text = (
            f"Ship number {number} came into the harbour with {number + 3} tonnes of herring.\n\n{box}\n\nThe crew of ship {number} slept."
        )
        (seeds / f"{number}.json").write_text(
            json.dumps({"id": str(number), "title": f"Ship {number}", "outlet": "Tide", "text": text}), "utf-8"
        )
    build_archive(seeds, data, settings)

    def set_aside() -> list[str]:
        with open_store(data) as (store, _):
            return [span.of(d.article.text) for d in store.documents() for span in d.article.asides]

    assert set_aside() == [box] * 6
    for number in range(3):
        (seeds / f"{number}.json").unlink()
    report = build_archive(seeds, data, settings)
    assert set_aside() == [] and (report.removed, report.unchanged) == (3, 3)
