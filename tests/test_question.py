"""What a question is understood to ask for."""

from datetime import date

import pytest

from bot.answering.conversation import Conversation
from bot.answering.names import Known
from bot.answering.question import Understanding, understand
from bot.answering.records import Answer, Query, Quote
from index.records import Article

TODAY = date(2024, 5, 15)  # a Wednesday
SPEAKERS = [
    ("Petra Vosk", None, 9),
    ("Colm Adeyemi", "Agriculture minister", 3),
    ("Oddvar Pell", "Harbour treasurer", 30),
    ("officials", None, 8),
    ("Odd Brannigan", None, 40),
]
KNOWN = Known.of(["The Vale Observer", "Northern Press"], SPEAKERS)


def ask(text: str, conversation: Conversation | None = None) -> Query:
    words = {"vosk", "adeyemi", "pell", "harbour", "branigann", "brannigen"}
    return understand(text, conversation or Conversation(), Understanding(KNOWN, TODAY, 2_000, lambda word: word.lower() in words))


def make_quote(speaker: str) -> Quote:
    return Quote(Article("a", "a.json", "0", "A title", "It was cold."), 0, 12, 1.0, speaker)


@pytest.mark.parametrize(
    ("question", "since", "until", "firm"),
    [
        ("What happened in March 2024?", "2024-03-01", "2024-03-31", False),
        ("What happened in Feb. 2024?", "2024-02-01", "2024-02-29", False),
        ("What happened on March 3, 2024?", "2024-03-03", "2024-03-03", False),
        ("What happened on 3 March 2024?", "2024-03-03", "2024-03-03", False),
        ("What was said on 2024-03-03?", "2024-03-03", "2024-03-03", False),
        ("What has Vosk said since March 2024?", "2024-03-01", None, True),
        ("What had Vosk said before 2024-03-03?", None, "2024-03-02", True),
        ("What changed between March 2023 and May 2024?", "2023-03-01", "2024-05-31", True),
        ("What did she say last week?", "2024-05-06", "2024-05-12", True),
        ("What did she say this week?", "2024-05-13", "2024-05-15", True),
        ("What did she say last month?", "2024-04-01", "2024-04-30", True),
        ("What did she say last year?", "2023-01-01", "2023-12-31", True),
        ("What was said in the last 10 days?", "2024-05-05", "2024-05-15", True),
        ("What was said yesterday?", "2024-05-14", "2024-05-14", True),
        ("What did yesterday's vote change?", "2024-05-14", "2024-05-14", True),
        ("What does she think of today's boxers?", "2024-05-15", "2024-05-15", False),
        ("What has changed since the election?", None, None, True),
        ("What happened on June 31, 2024?", None, None, True),
        ("Who won in 2024?", None, None, True),
        ("May Vosk speak?", None, None, True),
    ],
)
def test_dates_in_plain_words(question: str, since: str | None, until: str | None, firm: bool) -> None:
    query = ask(question)
    assert (query.since, query.until, query.firm_days) == (since, until, firm)


@pytest.mark.parametrize(
    ("question", "known", "speaker"),
    [
        ("What did Odd Lund Jr. say about the pier?", ("Odd Lund", "Odd Lund Jr."), "Odd Lund Jr."),
        ("What did Odd Lund, Jr., say about the pier?", ("Odd Lund", "Odd Lund Jr."), "Odd Lund Jr."),
        ("What did Odd Lund Jr. say about the pier?", ("Odd Lund", "Odd Jr."), "Odd Jr."),
        ("What did Odd Lund Jr. say about the pier?", ("Odd Lund",), "Odd Lund Jr"),
        ("What did Lund Jr. say about the pier?", ("Odd Lund",), None),
        ("What did Odd Lund say about the pier?", ("Odd Lund Jr.",), "Odd Lund"),
        ("What did Odd Lund say about the pier?", ("Lund", "Ines Lund"), "Odd Lund"),
        ("According to Odd Lund III, is it safe?", ("Odd Lund Jr.", "Odd B. Lund III"), "Odd B. Lund III"),
    ],
)
def test_a_son_is_not_his_father(question: str, known: tuple[str, ...], speaker: str | None) -> None:
    names = Known.of([], [(name, None, 30 - number) for number, name in enumerate(known)])
    assert understand(question, Conversation(), Understanding(names, TODAY, 2_000, lambda word: word.lower() == "lund")).speaker == speaker


@pytest.mark.parametrize(
    ("question", "outlets", "firm"),
    [
        ("According to the Vale Observer, what did Vosk say?", ("The Vale Observer",), True),
        ("Per Northern Press, who won?", ("Northern Press",), True),
        ("What did the Vale Observer reported say?", ("The Vale Observer",), True),
        ("Did Vosk criticise Northern Press?", ("Northern Press",), False),
        ("According to Vosk, what is wrong?", (), False),
    ],
)
def test_outlets_filter_where_they_are_certain(question: str, outlets: tuple[str, ...], firm: bool) -> None:
    query = ask(question)
    assert (query.outlets, query.firm_outlets) == (outlets, firm)
    assert query.scope.outlets == (outlets if firm else ())


@pytest.mark.parametrize(
    ("question", "speaker", "unknown"),
    [
        ("What did Petra Vosk say about frost?", "Petra Vosk", None),
        ("what did vosk say about frost?", "Petra Vosk", None),
        ("What did Vosc say about frost?", None, "Vosc"),
        ("What did Adeyemy promise?", "Colm Adeyemi", None),
        ("What did Branigann say?", "Odd Brannigan", None),  # as some article misspells it
        ("What did Brannigen say?", None, None),  # somebody else, whom some article names
        ("What did the Pell camp say?", None, None),
        ("According to Vosk, what did Pell promise?", "Petra Vosk", None),
        ("What did Oddvar tell the council?", "Oddvar Pell", None),
        ("What did Biden say about plums?", None, "Biden"),
        ("Who grows plums?", None, None),
        ("What was Petra Vosk's reaction to the frost?", "Petra Vosk", None),
        ("What does grower Petra Vosk make of the frost?", "Petra Vosk", None),
        ("How bad was the frost, according to Vosk?", "Petra Vosk", None),
        ("What did Vosk's neighbour say about the frost?", None, None),
        ("What's Vosk's view of the frost?", "Petra Vosk", None),
        ("What did officials say?", None, None),
    ],
)
def test_the_speaker_who_is_asked_for(question: str, speaker: str | None, unknown: str | None) -> None:
    query = ask(question)
    assert (query.speaker, query.unknown_name) == (speaker, unknown)


def test_a_follow_up_keeps_topic_and_scope_until_a_new_topic() -> None:
    first = ask("According to Northern Press, what did Vosk say about frost?")
    conversation = Conversation().then(Answer("1", first.text, first, (), 0.5))
    then = ask("And what about aid?", conversation)
    assert then.follows == first.text and then.outlets == ("Northern Press",) and "frost" in then.search_text
    assert ask("Which minister promised aid to the growers of the Teller valley after the frost?", conversation).follows is None


def test_he_is_the_one_who_was_asked_for_before() -> None:
    first = ask("What did Vosk say about frost?")
    conversation = Conversation().then(Answer("1", first.text, first, (), 0.5))
    assert ask("What else did she say?", conversation).speaker == "Petra Vosk"
    assert ask("And the latest?", conversation).order == "newest"
    assert ask("And the latest?", conversation).speaker == "Petra Vosk"
    assert ask("What else did she say?").speaker is None


@pytest.mark.parametrize(
    ("before", "question", "speaker"),
    [
        ("What did Oddvar Pell say about the ferry of Petra Vosk?", "What did she say back?", "Petra Vosk"),
        ("What did Petra Vosk say to Pell's complaint?", "Whom was he backing?", "Oddvar Pell"),
        ("What did Petra Vosk say about frost?", "How did they hit back?", None),
        ("What did Petra Vosk say about frost?", "How did he hit back?", None),
        ("What did Petra Vosk say about frost?", "and pell on that?", "Oddvar Pell"),
        ("Who turned up at the frost meeting with Pell?", "Why did he do that?", "Colm Adeyemi"),
    ],
)
def test_a_pronoun_means_somebody_whom_it_fits(before: str, question: str, speaker: str | None) -> None:
    first = ask(before)
    answered = () if first.speaker else (make_quote("Colm Adeyemi"),)
    assert ask(question, Conversation().then(Answer("1", before, first, answered, 0.5))).speaker == speaker


def test_a_fact_that_a_follow_up_asks_for_is_nobodys_words() -> None:
    first = ask("What did Vosk say about frost?")
    conversation = Conversation().then(Answer("1", first.text, first, (), 0.5))
    assert not ask("How many growers did she name?", conversation).asks_words
    assert ask("And what did she say about aid?", conversation).asks_words


def test_days_that_certainly_filter_hold_until_others_are_named() -> None:
    first = ask("What did Vosk say last week?")
    conversation = Conversation().then(Answer("1", first.text, first, (), 0.5))
    then = ask("And what about Pell?", conversation)
    assert (then.since, then.until, then.firm_days) == ("2024-05-06", "2024-05-12", True)
    assert ask("And what about Pell in March 2024?", conversation).since == "2024-03-01"
    month = ask("What did Vosk say in March 2024?")
    assert ask("And what about Pell?", Conversation().then(Answer("1", month.text, month, (), 0.5))).since is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Vosk say about frost?", True),
        ("Why does Vosk oppose the aid?", True),
        ("How much did Vosk promise?", False),
        ("When did the frost come?", False),
        ("Which grower complained?", False),
    ],
)
def test_words_and_facts_are_told_apart(question: str, words: bool) -> None:
    assert ask(question).asks_words is words


@pytest.mark.parametrize(
    ("question", "order"),
    [("What did Vosk last say about frost?", "newest"), ("Vosk's latest statement on frost", "newest"), ("What did Vosk first say?", "oldest"), ("Who came last?", None)],
)  # fmt: skip
def test_the_order_asked_for(question: str, order: str | None) -> None:
    assert ask(question).order == order
