"""The features by which sentences are chosen for reading with care."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot.answering.conversation import Conversation
from bot.answering.names import Known
from bot.answering.pool import Pool, asks_quantity, gather
from bot.answering.question import Understanding, understand
from bot.answering.records import Answer, Query, Quote
from bot.answering.speakers import AskedSpeaker
from index.records import BuildReport
from index.search import Index
from tests.archives import TEST_ENCODER, HashingEncoder


@pytest.fixture
def index(built: BuildReport, data: Path) -> Iterator[Index]:
    opened = Index.open(data, HashingEncoder(), TEST_ENCODER)
    yield opened
    opened.close()


def pool_of(index: Index, question: str, before: Conversation | None = None) -> Pool:
    against = Understanding(Known.of(index.outlets, index.speakers()), date(2024, 5, 1), 2_000, index.has_word)
    query = understand(question, before or Conversation(), against)
    return gather(index, query, *index.search(query.search_text), AskedSpeaker(query, index.rarity))


def marked(index: Index, pool: Pool, feature: str) -> list[str]:
    """The sentences for which a feature is not zero."""
    return [
        index.document(no).sentences[at].span.of(index.document(no).article.text)
        for (no, at), value in zip(pool.places, pool.features[feature], strict=True)
        if value
    ]


@pytest.mark.parametrize(
    ("question", "asks"),
    [("How much did it cost?", True), ("And how many voted?", True), ("What percent voted?", True), ("How did she vote?", False)],
)
def test_which_questions_ask_for_a_number(question: str, asks: bool) -> None:
    assert asks_quantity(question) is asks


def test_numbers_count_only_where_one_is_asked_for(index: Index) -> None:
    counted = marked(index, pool_of(index, "How much would the closing cost the ferry operator?"), "number")
    assert any("40,000 crowns" in sentence for sentence in counted) and not any("radio" in sentence for sentence in counted)
    assert not marked(index, pool_of(index, "What did the ferry operator say about the closing?"), "number")


def test_what_share_of_the_question_a_sentence_and_its_article_hold(index: Index) -> None:
    pool = pool_of(index, "What did Tavish say about the ferry pier and the zeppelin?")
    assert 0 < pool.features["covered"].max() < pool.features["article"].max() < 1
    assert sum(pool.asked.values()) == pytest.approx(1) and "say" not in pool.asked
    for no in {no for no, _ in pool.places}:  # an article has one value
        assert len({value for (other, _), value in zip(pool.places, pool.features["article"], strict=True) if other == no}) == 1


def test_the_stems_that_an_article_holds_are_those_of_its_passages(index: Index) -> None:
    stems = ["pier", "plum", "frost", "zeppelin"]
    held = index.holding(stems, [document.no for document in index.documents()])
    for row, document in zip(held, index.documents(), strict=True):
        said = f"{document.article.title} {document.article.text}".lower()
        assert row.tolist() == [stem in said for stem in stems]
    assert index.holding([], [1]).shape == (1, 0) and index.holding(["pier"], []).shape == (0, 1)


def test_a_follow_up_knows_the_article_and_the_words_of_the_turn_before(index: Index) -> None:
    asked = "What did Tavish say about the ferry pier?"
    first = pool_of(index, asked)
    assert not any(marked(index, first, feature) for feature in ("earlier", "followed", "shown"))
    no, at = next(place for place, value in zip(first.places, first.features["speaker"], strict=True) if value == 1)
    document = index.document(no)
    sentence = document.sentences[at]
    quoted = Answer("", asked, Query(asked, asked), (Quote(document.article, sentence.start, sentence.end, 1.0),), 1.0)
    then = pool_of(index, "And what did she say about families?", Conversation().then(quoted))
    assert marked(index, then, "shown") == [sentence.span.of(document.article.text)]
    assert np.array_equal(then.features["followed"] > 0, [other == no for other, _ in then.places])
    assert any("pier" in words for words in marked(index, then, "earlier"))
