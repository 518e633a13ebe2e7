"""Whose words are asked for, and how well a statement's source fits."""

import pytest

from bot.answering.asked import Asked, find_asked
from bot.answering.quotes import quote_around
from bot.answering.records import Query, Quote
from bot.answering.speakers import AskedSpeaker, same_person
from index.records import ATTITUDE, Article, Span, Statement
from index.sentences import split_sentences
from index.statements import find_statements
from index.store import Document
from tests.archives import tagger

TEXT = "CIA spokesman Ryan Adeyemi said that the pier was safe."


def said_by(speaker: str | None, role: str | None = None, mention: Span | None = None) -> Statement:
    return Statement((Span(0, 1),), "direct", speaker, role, mention, None)


@pytest.mark.parametrize(
    ("question", "phrase", "name"),
    [
        ("What did the head of Harbour Watch say about the pier?", "the head of Harbour Watch", ""),
        ("How did Mirela's school friend Ines Lund react to the vote?", "Mirela's school friend Ines Lund", "Ines Lund"),
        ("What was the Tavish camp's reply to the lawsuit?", "the Tavish camp", ""),
        ("Why did the head of the council decide to close it?", "the head of the council", ""),
        ("What excuse did the harbour clerk give for the queues?", "the harbour clerk", ""),
        ("In the words of Ines Lund, what is wrong?", "Ines Lund", "Ines Lund"),
        ("Is the pier safe, in Tavish engineer Ines Lund's opinion?", "Tavish engineer Ines Lund", "Ines Lund"),
        ("What does Pell make of the pier, as Ines Lund remembers it?", "Ines Lund", "Ines Lund"),
        ("How long is the pier by Lund's own account?", "Lund", "Lund"),
        ("How did Pell treat Lund, according to the Tavish pollster who knew both?", "the Tavish pollster who knew both", ""),
        ("What did White Harbour counsel Pell warn the council about?", "White Harbour counsel Pell", "Pell"),
        ("What did Senator Lund of Tavish regret?", "Senator Lund of Tavish", "Lund"),
        ("What did Mister Pell tell the pupils?", "Mister Pell", "Pell"),
        ("Why did the Republican who wrote the speech refuse?", "the Republican", ""),
        ("What did the Harbour promise?", "the Harbour", "Harbour"),
        ("How did Lund's old press secretary explain it?", "Lund's old press secretary", ""),
        ("How did Ines Lund flub her lines?", "Ines Lund", "Ines Lund"),
        ("How did Ines Lund size up Pell's support?", "Ines Lund", "Ines Lund"),
        ("Why can't Lund have both?", "Lund", "Lund"),
        ("why doesnt the Tavish voter Odd Pell trust Lund", "the Tavish voter Odd Pell", "Odd Pell"),
        ("How did the Lund camp spin its defeat?", "the Lund camp", ""),
        ("Does Pell still think the pier is safe?", "Pell", "Pell"),
        ("And Ines Lund, what did she say about it?", "Ines Lund", "Ines Lund"),
        ("And the Tavish delegate from the harbour, what did he want?", "the Tavish delegate from the harbour", ""),
        ("What about his deputy?", "his deputy", ""),
        ("Ines Lund's reaction to the vote?", "Ines Lund", "Ines Lund"),
        ("According to the Vale Observer in May 2016, what did Ines Lund say?", "Ines Lund", "Ines Lund"),
        ("How did her son Tom defend her?", "her son Tom", ""),
        ("How did people in Vale see Lund?", "", ""),
        ("Did he think Lund was right?", "", ""),
        ("Who said Lund would win?", "", ""),
        ("Which clerk said Lund would win?", "", ""),
        ("Who closed the pier?", "", ""),
        ("", "", ""),
    ],
)
def test_the_words_that_say_who_is_asked_after(question: str, phrase: str, name: str) -> None:
    asked = next(find_asked(question, lambda text: text == "Vale Observer"), Asked(""))
    assert (asked.phrase, " ".join(asked.name)) == (phrase, name)


@pytest.mark.parametrize(
    "question", ["did x' " + "A" * 1_900 + "!", "did the " * 240, ", what " * 280 + "he", "in a " * 390 + "'s view", "’s " * 600]
)
def test_no_question_takes_long_to_take_apart(question: str) -> None:
    assert len(list(find_asked(question, lambda _: False))) < 1_000  # with an exponential pattern this would not end


@pytest.mark.parametrize(
    ("query", "statement", "least", "most"),
    [
        (Query("", "", speaker="Ines Lund"), said_by("Ines Lund"), 1.0, 1.0),
        (Query("", "", speaker="Ines Lund", subject="Ines Lund"), said_by("Odd Pell"), 0.0, 0.0),
        (Query("", "", subject="the CIA spokeswoman"), said_by("Ryan Adeyemi", "CIA spokesman"), 1.0, 1.0),
        (Query("", "", subject="the CIA spokesman"), said_by("Ryan Adeyemi", mention=Span(0, 26)), 1.0, 1.0),
        (Query("", "", subject="the FBI spokesman"), said_by("Ryan Adeyemi", "CIA spokesman"), 0.2, 0.8),
        (Query("", "", subject="the head of Harbour Watch"), said_by("Tom Lund", "president of Harbour Watch"), 1.0, 1.0),
        (Query("", "", subject="the CIA spokesman"), said_by("Odd Pell", "mayor"), 0.0, 0.0),
        (Query("", "", subject="the CIA spokesman"), said_by(None), 0.0, 0.0),
        (Query("", ""), said_by("Ines Lund"), 0.0, 0.0),
        (Query("What did Ines Lund say?", "", speaker="Ines Lund", subject="Ines Lund"), said_by("Odd Lund"), 0.0, 0.0),
        (Query("What did Lund say?", "", speaker="Ines Lund", subject="Lund"), said_by("Odd Lund"), 0.5, 0.5),
        (Query("What did Lund say?", "", speaker="Ines Lund", subject="Lund"), said_by("Lund"), 1.0, 1.0),
    ],
)  # fmt: skip
def test_how_well_a_source_fits(query: Query, statement: Statement, least: float, most: float) -> None:
    assert least <= AskedSpeaker(query, lambda _: 2.0).match(statement, TEXT) <= most


def test_rare_words_of_a_description_weigh_more() -> None:
    asked = AskedSpeaker(Query("", "", subject="the CIA spokesman"), lambda stem: 9.0 if stem == "cia" else 1.0)
    assert asked.match(said_by("Ryan Adeyemi", "CIA officer"), TEXT) == pytest.approx(0.9)
    assert asked.match(said_by("Odd Pell", "Vale spokesman"), TEXT) == pytest.approx(0.1)


def quoted(text: str, query: Query, author: str | None = None) -> Quote:
    """The quote of a text's last sentence."""
    article, sentences = Article("a", "a.json", "0", "A title", text, author=author), split_sentences(text)
    (marked,) = tagger().mark([(text, sentences)])
    found = find_statements(article, sentences, marked)
    document = Document(
        1, article, tuple(sentences), (), tuple(s for s in found if s.kind != ATTITUDE), tuple(s for s in found if s.kind == ATTITUDE)
    )
    return quote_around(document, query, sentences[-1].span, 1.0)


def test_an_attitude_is_whose_it_is_only_where_that_person_is_asked_for() -> None:
    text = "The council met.\n\nInes Lund hopes that the pier will be closed in May."
    asked = quoted(text, Query("Does Ines Lund want the pier closed?", "", "Ines Lund"))
    assert (asked.speaker, asked.kind) == ("Ines Lund", "indirect")
    assert quoted(text, Query("When is the pier closed?", "")).speaker is None
    assert quoted(text, Query("Does Odd Brannigan want the pier closed?", "", "Odd Brannigan")).speaker is None


def test_an_attitude_is_that_of_the_one_described() -> None:
    text = "The council met.\n\nHarbour Party chairwoman Ines Lund hopes that the pier will be closed in May."
    question = "Why did the chairwoman of the Harbour Party want the pier closed?"
    assert quoted(text, Query(question, "", subject="the chairwoman of the Harbour Party")).speaker == "Ines Lund"
    assert quoted(text, Query(question, "", subject="the mayor of Ashby")).speaker is None


def test_a_columnist_is_the_author_of_the_article() -> None:
    text = "The pier is a ruin.\n\nThe bridge is worth about 45 crowns."
    asked = quoted(text, Query("According to a Vale Courant columnist, how much is the bridge worth?", ""), author="Odd Brannigan")
    assert (asked.speaker, asked.role) == ("Odd Brannigan", "author")
    assert quoted(text, Query("How much is the bridge worth?", ""), author="Odd Brannigan").speaker is None


def test_a_surname_with_junior_is_the_surname() -> None:
    assert same_person("Joe Pell", "Joseph R. Pell Jr.") and same_person("Pell", "Joseph Pell III")
    assert not same_person("Ines Pell", "Joseph R. Pell Jr.")
    assert same_person("Joe Pell Jr.", "Joseph R. Pell Jr.") and not same_person("Joe Pell Jr.", "Joe Pell")
