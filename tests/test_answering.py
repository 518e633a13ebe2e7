"""Answers: verbatim, whole, sourced, or silent."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.answering.answer import Engine
from bot.answering.conversation import Conversation
from bot.answering.quotes import choose_quotes, is_verbatim, whole_quote
from bot.answering.reader import Reader
from bot.answering.reader_export import ReaderParameters
from bot.answering.records import Candidate, Query, Quote
from bot.answering.windows import WindowText
from bot.resources import config_folder
from index.build import BuildSettings
from index.errors import IndexMissing, QuestionError
from index.furniture import find_asides
from index.passages import pack_passages
from index.quotation import quotations
from index.records import Article, BuildReport
from index.search import Index
from index.sentences import split_paragraphs, split_sentences
from index.store import Document
from tests.archives import TEST_ENCODER, HashingEncoder, build_archive
from tests.test_sentences import TEXTS

MakeEngine = Callable[..., Engine]


def make_document(text: str, title: str = "A title that no text repeats") -> Document:
    article = Article("a", "a.json", "0" * 64, title, text, asides=find_asides(text, title))
    sentences = split_sentences(text)
    return Document(1, article, tuple(sentences), tuple(pack_passages(text, sentences, article.asides)))


def quote_of(text: str, sentence: int) -> str:
    document = make_document(text)
    first, last = whole_quote(document, sentence)
    return text[document.sentences[first].start : document.sentences[last - 1].end]


def test_a_quotation_is_quoted_whole() -> None:
    text = "It rained. “I came. I saw. I left,” said Petra Vosk of Ashby. Then it rained again in the valley."
    assert quote_of(text, 2) == "“I came. I saw. I left,” said Petra Vosk of Ashby."


def test_a_bare_quotation_takes_the_sentence_that_says_who_speaks() -> None:
    text = "“The pier is rotten,” Mirela Tavish said. “Nobody may walk on it any more.”"
    assert quote_of(text, 1) == text


def test_words_that_announce_take_the_quotation_along() -> None:
    text = "The chair of the council had this to say:\n\n“The pier is rotten below the water line and cannot be repaired.”"
    assert quote_of(text, 0) == text


def test_a_neighbour_that_is_too_long_is_left() -> None:
    text = f"“{'word ' * 90}end,” Mirela Tavish said. “Nobody may walk on it any more.”"
    assert quote_of(text, len(split_sentences(text)) - 1) == "“Nobody may walk on it any more.”"


@given(TEXTS, st.data())
def test_any_quote_is_a_slice_that_cuts_no_quotation(text: str, data: st.DataObject) -> None:
    document = make_document(text)
    if not document.sentences:
        return
    first, last = whole_quote(document, data.draw(st.integers(0, len(document.sentences) - 1)))
    start, end = document.sentences[first].start, document.sentences[last - 1].end
    assert 0 <= start < end <= len(text)
    for paragraph in split_paragraphs(text):
        for quotation in quotations(text, paragraph):
            assert not (quotation.start < start < quotation.end or quotation.start < end < quotation.end)


@given(
    texts=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3),
    question=st.sampled_from(["What did Tavish say?", "The pier", "rotten 3.5"]),
)
@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_is_verbatim(texts: list[str], question: str, tmp_path_factory: pytest.TempPathFactory, make_engine: MakeEngine) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "seeds").mkdir()
    rows = [json.dumps({"id": str(i), "title": "T", "text": text}) for i, text in enumerate(texts)]
    (folder / "seeds" / "a.jsonl").write_text("\n".join(rows))
    build_archive(folder / "seeds", folder / "data", BuildSettings(TEST_ENCODER, folder, config_folder()))
    for quote in make_engine(folder / "data").ask(question, limit=5).quotes:
        assert texts[int(quote.article.id.partition("~")[0])][quote.start : quote.end] == quote.text


def test_an_answer_carries_its_source(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    answer = make_engine(data).ask("What did Petra Vosk say about the frost?")
    (first,) = [q for q in answer.quotes if q.text.startswith('"I have never seen it this bad.')]
    assert "near Ashby." in first.text
    assert (first.article.outlet, first.article.author, first.article.published) == ("The Vale Observer", "Ines Okafor-Lund", "2024-04-19")
    assert first.article.text[first.start : first.end] == first.text


@pytest.mark.parametrize(("second", "together"), [(1.5, True), (-4.0, False)])
def test_a_neighbour_that_answers_as_well_is_quoted_along(built: BuildReport, data: Path, second: float, together: bool) -> None:
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    document = index.find("harbour.txt")
    assert document is not None
    asked = next(i for i, s in enumerate(document.sentences) if "Nobody asked us" in s.span.of(document.article.text))
    first = choose_quotes(index, Query("", ""), [Candidate(document.no, asked, 2.0), Candidate(document.no, asked + 1, second)], 3)[0]
    assert first.text == "“Nobody asked us,” he said." + (" “We learned of it from the radio.”" if together else "")
    assert (first.speaker, first.role, first.kind) == ("Odd Brannigan", "Ferry operator", "direct")
    index.close()


@pytest.mark.parametrize(("first", "last"), [("Nobody asked us", "rotten below"), ("rotten below", "Work on a new pier")])
def test_where_somebody_answers_for_himself_others_come_last(built: BuildReport, data: Path, first: str, last: str) -> None:
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    document = index.find("harbour.txt")
    assert document is not None
    places = sorted(range(len(document.sentences)), key=lambda i: first not in document.sentences[i].span.of(document.article.text))
    candidates = [Candidate(document.no, place, 30.0 - 10 * number) for number, place in enumerate(places)]
    quotes = choose_quotes(index, Query("What did he say?", "", speaker="Odd Brannigan", asks_words=True), candidates, 9)
    assert first in quotes[0].text and last in quotes[-1].text
    assert choose_quotes(index, Query("What did he say?", "", speaker="Odd Brannigan Jr.", asks_words=True), candidates, 9) == []
    index.close()


def test_a_headline_is_never_quoted(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    answer = make_engine(data).ask("Frost ruins half the plum harvest", limit=10)
    assert answer.quotes
    assert all("Frost ruins half" not in q.text for q in answer.quotes)


def test_at_most_the_asked_number_of_quotes_and_none_twice(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(data)
    assert len(engine.ask("pier council ferry", limit=2).quotes) == 2
    spans = [(q.article.id, q.start) for q in engine.ask("pier council ferry", limit=50).quotes]
    assert len(spans) == len(set(spans))


def test_below_the_threshold_there_is_silence_with_the_nearest_coverage(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    answer = make_engine(data, min_answerable=1.0).ask("Who closed the pier?", passages=True)
    assert not answer.answered and answer.quotes == ()
    assert answer.nearest[0].id == "harbour.txt"
    assert answer.passages[0].article_id == "harbour.txt"


@pytest.mark.parametrize("question", ["the of what", "😀🎉", "?!", "..."])
def test_a_question_without_content_is_met_with_silence(built: BuildReport, data: Path, make_engine: MakeEngine, question: str) -> None:
    answer = make_engine(data).ask(question)
    assert (answer.answered, answer.quotes, answer.nearest, answer.confidence) == (False, (), (), 0.0)


@pytest.mark.parametrize(
    ("question", "message"), [("", "empty"), (" \n\t", "empty"), ("pier " * 2_000, "10,000 characters; 2,000 are the most")]
)
def test_a_question_that_cannot_be_asked_says_why(
    built: BuildReport, data: Path, make_engine: MakeEngine, question: str, message: str
) -> None:
    with pytest.raises(QuestionError, match=message):
        make_engine(data).ask(question)


def test_without_an_index_the_error_names_the_command(data: Path, make_engine: MakeEngine) -> None:
    with pytest.raises(IndexMissing, match="quotedesk build"):
        make_engine(data).ask("Who closed the pier?")


def test_a_follow_up_goes_on_from_the_turn_before(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(data)
    first = engine.ask("Who voted to close the ferry pier?")
    conversation = Conversation().then(first)
    then = engine.ask("And when does work on it start?", conversation=conversation)
    assert then.query.follows == first.question
    assert engine.ask("What did the agriculture minister promise?", conversation=conversation).query.follows is None


def test_a_quote_that_is_not_verbatim_is_dropped_and_logged(
    built: BuildReport, data: Path, settings: BuildSettings, caplog: pytest.LogCaptureFixture
) -> None:
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    real = index.documents()[0].article
    forged = Article(real.id, real.path, real.sha256, real.title, real.text.replace("council", "board"))
    assert is_verbatim(index, Quote(real, 0, 20, 1.0))
    assert not is_verbatim(index, Quote(forged, 0, 40, 1.0))
    assert not is_verbatim(index, Quote(real, 5, 5, 1.0))
    assert not is_verbatim(index, Quote(Article("none", "", "", "", "some text"), 0, 4, 1.0))
    assert "not verbatim" in caplog.text
    assert len(choose_quotes(index, Query("", ""), [Candidate(1, 0, 1.0), Candidate(1, 0, 0.5)], 3)) == 1
    index.close()


def _two_statements(seeds: Path, data: Path, settings: BuildSettings) -> None:
    for day, words in (
        ("2023-02-01", "The plum harvest will be poor"),
        ("2024-06-01", "The plum harvest was rich"),
        ("2022-01-01", "Nobody buys a plum harvest"),
    ):
        row = {
            "id": day,
            "title": "Plums",
            "outlet": "The Vale Observer",
            "published": day,
            "text": f"“{words} this year,” said grower Petra Vosk.",
        }
        (seeds / f"{day}.json").write_text(json.dumps(row))
    build_archive(seeds, data, settings)


def test_the_newest_or_oldest_words_come_first_on_demand(seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine) -> None:
    _two_statements(seeds, data, settings)
    engine = make_engine(data)
    for question, day in (
        ("What did Vosk last say about the plum harvest?", "2024-06-01"),
        ("What did Vosk first say about the plum harvest?", "2022-01-01"),
    ):
        assert engine.ask(question).quotes[0].article.id == day


def test_a_reply_says_how_many_more_statements_there_are(seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine) -> None:
    _two_statements(seeds, data, settings)
    answer = make_engine(data).ask("What did Vosk say about the plum harvest?", limit=1)
    assert tuple(map(str, answer.notes)) == (
        "1 of 4 statements by Petra Vosk found on this; ask for the latest or the earliest to see others first.",
    )
    assert make_engine(data).ask("What did Vosk say about the plum harvest?", limit=10).notes == ()


def test_silence_says_that_a_known_person_said_nothing_on_this(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    answer = make_engine(data, min_answerable=1.0).ask("What did Mirela Tavish say about the moon?")
    assert tuple(map(str, answer.notes)) == ("Mirela Tavish is quoted in the archive (1 statement), but nothing found answers this.",)


def test_a_span_beyond_the_archive_comes_with_a_question_that_can_be_asked(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(data, today=date(2030, 6, 12))
    reaches, offer, *_ = map(str, engine.ask("What did Vosk say about frost last week?").notes)
    assert reaches == "The archive reaches to 2024-04-19; there is nothing newer."
    again = offer.removeprefix("For the same span before that day, ask: ")
    assert again == "What did Vosk say about frost from 2024-04-13 to 2024-04-19?"
    assert engine.ask(again).quotes[0].article.id == "orchard-1"


def test_a_follow_up_with_a_scope_of_its_own_stays_within_it(
    seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    row = {
        "id": "rival",
        "title": "Plums",
        "outlet": "Northern Press",
        "published": "2024-04-20",
        "text": "Frost killed plums near Ashby, said Nils Quarrie.",
    }
    (seeds / "rival.json").write_text(json.dumps(row))
    build_archive(seeds, data, settings)
    engine = make_engine(data)
    first = engine.ask("According to the Vale Observer, what did Vosk say about the frost?")
    assert first.quotes[0].article.id == "orchard-1"
    then = engine.ask("And according to Northern Press?", conversation=Conversation().then(first), limit=10)
    assert then.query.follows and {quote.article.id for quote in then.quotes} == {"rival"}


class CountingCrossEncoder:
    """Gives every sentence one logit, and notes how many sentences it was asked to read each time."""

    def __init__(self, logit: float) -> None:
        self.logit, self.read = logit, list[int]()

    def logits(self, question: str, windows: Sequence[WindowText]) -> list[NDArray[np.float64]]:
        self.read.append(sum(len(window.sentences) for window in windows))
        return [np.full(len(window.sentences), self.logit) for window in windows]


@pytest.mark.parametrize(("logit", "readings"), [(1.0, 1), (-1.0, 2)])
def test_more_is_read_with_care_only_where_the_first_few_do_not_answer(built: BuildReport, data: Path, logit: float, readings: int) -> None:
    parameters = replace(ReaderParameters.load(config_folder()), glance=1, depth=6, enough=0.0)
    scorer = CountingCrossEncoder(logit)
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    query = Query("How much is the plum harvest?", "How much is the plum harvest?")
    reading = Reader(parameters, scorer).read(index, query, *index.search(query.search_text))  # type: ignore[arg-type]
    assert len(scorer.read) == readings
    assert len(reading.evidence) > 1  # with its neighbours
    index.close()


def test_a_span_that_is_certain_is_not_stretched(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    asked = "What did Petra Vosk say about the plum harvest"
    within = make_engine(data).ask(f"{asked} from 2024-04-10 to 2024-04-19?")
    assert [quote.article.id for quote in within.quotes] and {quote.article.id for quote in within.quotes} == {"orchard-1"}
    before = make_engine(data).ask(f"{asked} from 2024-04-10 to 2024-04-15?")  # the article is of the 19th
    assert not before.quotes
