"""Who said what, over sentences written for the purpose."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.answering.speakers import same_speaker
from bot.answering.statements import StatementFilter, list_statements
from bot.faces.statements import statement_lines, statement_object
from index.build import BuildSettings
from index.furniture import find_asides
from index.records import ATTITUDE, Article, BuildReport, Span, Statement
from index.sentences import split_sentences
from index.statements import find_statements
from index.statements.given_names import given_sex
from index.statements.linking import RawStatement, link
from index.statements.people import People
from index.statements.prose import Prose
from index.statements.roles import named_person, of_one, role_before, role_beside, tidy_role
from index.statements.sources import attribute
from index.statements.tagging import Marked, by_word
from tests.archives import build_archive, tagger


def statements(text: str, title: str = "A title", author: str | None = None) -> list[Statement]:
    article = Article("a", "a.json", "0", title, text, author=author, asides=find_asides(text, title))
    sentences = split_sentences(text)
    (marked,) = tagger().mark([(text, sentences)])
    return [s for s in find_statements(article, sentences, marked) if s.kind != ATTITUDE]


def said(text: str) -> list[tuple[str | None, str, list[str]]]:
    """Speaker, kind and pieces; whether a reported sentence takes its full stop along is of no account."""
    return [(s.speaker, s.kind, [span.of(text).rstrip(".") for span in s.spans]) for s in statements(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The pier is rotten,” Mirela Tavish said.", [("Mirela Tavish", "direct", ["“The pier is rotten,”"])]),
        ("“The pier is rotten,” said Mirela Tavish.", [("Mirela Tavish", "direct", ["“The pier is rotten,”"])]),
        ('Mirela Tavish said, "The pier is rotten."', [("Mirela Tavish", "direct", ['"The pier is rotten."'])]),
        ("''It is rotten,'' Mirela Tavish said. ''Nobody may walk on it.''",
         [("Mirela Tavish", "direct", ["''It is rotten,''", "''Nobody may walk on it.''"])]),
        ("“It is rotten,” Mirela Tavish told reporters, “and nobody may walk on it.”",
         [("Mirela Tavish", "direct", ["“It is rotten,”", "“and nobody may walk on it.”"])]),
        ("Mirela Tavish said that the pier was rotten.", [("Mirela Tavish", "indirect", ["that the pier was rotten"])]),
        ("The council on Monday said that the pier was rotten.", [("council", "indirect", ["that the pier was rotten"])]),
        ("Northern Press on Monday said that the pier was rotten.", [("Northern Press", "indirect", ["that the pier was rotten"])]),
        ("Former Vale governor Ines Lund said that the pier was rotten.", [("Ines Lund", "indirect", ["that the pier was rotten"])]),
        ("Mirela Tavish said Monday that the pier was rotten.", [("Mirela Tavish", "indirect", ["that the pier was rotten"])]),
        ("The old pier is rotten, Mirela Tavish said.", [("Mirela Tavish", "indirect", ["The old pier is rotten"])]),
        ("According to Mirela Tavish, the pier is rotten.", [("Mirela Tavish", "indirect", ["the pier is rotten"])]),
        ("The pier is rotten, according to Mirela Tavish.", [("Mirela Tavish", "indirect", ["The pier is rotten"])]),
        ("Mirela Tavish called the pier “a rotten old thing.”", [("Mirela Tavish", "mixed", ["the pier “a rotten old thing.”"])]),
        ("Mirela Tavish: “The pier is rotten and will be closed.”", [("Mirela Tavish", "direct", ["“The pier is rotten and will be closed.”"])]),
        ("A spokesman for the harbour office said the pier would close in May.",
         [("A spokesman for the harbour office", "indirect", ["the pier would close in May"])]),
        ("“Who asked us?” Mirela Tavish asked.", [("Mirela Tavish", "direct", ["“Who asked us?”"])]),
    ],
)  # fmt: skip
def test_source_cue_and_content_are_found(text: str, expected: list[tuple[str | None, str, list[str]]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text", ["The council voted to close the pier.", "Ferries hope for a dry May.", "The sign reads well in the dark.", ""]
)
def test_attitudes_and_facts_are_no_statements(text: str) -> None:
    assert statements(text) == []


def test_pronouns_and_surnames_lead_to_the_fullest_name_and_its_role() -> None:
    text = (
        "Harbour treasurer Oddvar Pell told the council it was time. “There is no other money,” he said.\n\n"
        "Pell added that fares would rise.\n\nMirela Tavish, chair of the council, disagreed. “We will find some,” she said."
    )
    assert [(s.speaker, s.role) for s in statements(text)] == [
        ("Oddvar Pell", "Harbour treasurer"),
        ("Oddvar Pell", "Harbour treasurer"),
        ("Oddvar Pell", "Harbour treasurer"),
        ("Mirela Tavish", "chair of the council"),
    ]


def test_a_person_inside_a_mention_is_whom_a_pronoun_means() -> None:
    text = "Mirela Tavish left.\n\nFares will rise, according to a post from Ines Lund.\n\n“It cannot be helped,” she wrote."
    assert [s.speaker for s in statements(text)] == ["a post from Ines Lund", "Ines Lund"]


def test_a_name_inside_quotation_marks_is_no_antecedent() -> None:
    text = "“We asked for Mirela Tavish,” said Ines Lund.\n\n“Mirela Tavish never came. We waited for an hour,” she said."
    assert [s.speaker for s in statements(text)] == ["Ines Lund", "Ines Lund"]


def test_a_quotation_that_goes_on_in_the_next_paragraph_keeps_its_speaker() -> None:
    text = "“The pier is rotten below the water,” said Mirela Tavish. “We looked at it twice.\n\n“It will be closed in May,” she added."
    found = statements(text)
    assert {s.speaker for s in found} == {"Mirela Tavish"}


def test_an_organization_is_never_he() -> None:
    text = (
        "Harbour spokesman Oddvar Pell told reporters that it was over. “We are done,” he said.\n\n"
        "The protest was organized by Citizens Against Closing, and the police held him. “It was rough,” he said.\n\nPell left."
    )
    speakers = [s.speaker for s in statements(text)]
    assert speakers[:2] == ["Oddvar Pell", "Oddvar Pell"] and len(speakers) > 2
    assert "Citizens Against Closing" not in speakers


def test_who_is_spoken_to_is_not_who_speaks() -> None:
    text = "Nancy Tavish met Ines Lund in Ashby. Lund said that the pier was safe.\n\n“It is too late for that,” she told Lund."
    assert [s.speaker for s in statements(text)] == ["Ines Lund", "Nancy Tavish"]


def test_a_transcript_names_its_speakers() -> None:
    text = "LUND: I think the pier should stay where it is.\n\nInes Lund is a member of the council."
    assert [(s.speaker, s.kind) for s in statements(text)][:1] == [("Ines Lund", "direct")]


def test_the_paper_that_is_spoken_to_does_not_speak() -> None:
    text = "Former mayor Mirela Tavish broke it down to the daily newspaper Vale Courant: “The pier is rotten. It has to go.”"
    assert said(text)[0][0] != "Vale Courant"


def test_a_name_and_a_colon_announce_a_quotation() -> None:
    text = "HARBOUR FAVOURS TAVISH, BUT PIER FAVOURS BRANNIGAN - Colm Adeyemi: “The harbour has long looked like a fork in the road. The pier is the largest prize.”"
    assert said(text)[-1][0] == "Colm Adeyemi"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ines Lund, who lost her daughter Ada in the flood, said that the pier was rotten.\n\n“It is rotten,” she said of the pier.",
            "Ines Lund",
        ),
        (
            "Mirela Tavish opened the pier. She cut the ribbon.\n\nThe news came in a letter from clerk Petra Vosk.\n\n“We will close it,” she wrote.",
            "Petra Vosk",
        ),
        ("Vale Courant’s Odd Pell, a reporter, came.\n\n“The pier is rotten,” Pell said.", "Odd Pell"),
        ("The pier is old. “It is rotten,” said Brendan O’Mara.", "Brendan O'Mara"),
    ],
)
def test_who_is_meant_among_several(text: str, speaker: str) -> None:
    assert statements(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("mention", "people"),
    [
        ("Lund, Pell and Holt", "Ines Lund and Odd Pell and Karin Holt"),
        ("Ines Lund and council chair Odd Pell", "Ines Lund and Odd Pell"),
        ("Lund, Pell", None),
        ("Lund, the mayor, and others", None),
    ],
)
def test_people_named_side_by_side_speak_together(mention: str, people: str | None) -> None:
    assert People(Prose("Ines Lund met Odd Pell and Karin Holt."), ()).several(mention) == people


BESIDE = [
    ("“The pier is rotten and should have been closed,” Mirela Tavish said Monday, according to audio provided by Vale Public Radio.", "Mirela Tavish"),
    ('"There is no sound reason to keep it," Odd Brannigan said in a bill filed with the council, according to the Vale Courant.', "Odd Brannigan"),
    ("The bridge is old. Of the pier, Mirela Tavish, who has given money to the harbour, said, “It is a ruin.”", "Mirela Tavish"),
    ("Ines Lund owns the Vale Courant. She said at a fair that she was “very comfortable” with it, the Vale Courant reported.", "Ines Lund"),
    ("In April, Odd Brannigan called Lund’s plans to open a plant at the pier “an absolute disgrace.”\n\nInes Lund did not reply.", "Odd Brannigan"),
    ('Tavish said "I looked after that pier" for years. Brannigan shot back, "She never set foot on it."\n\nOdd Brannigan and Mirela Tavish met.',
     "Odd Brannigan"),
    ("Mayor Odd Brannigan spoke.\n\nThis year, he rose to the defense of Ines Lund, the embattled president of the harbour board, who is under "
     "investigation, saying Ms. Lund should be awarded a medal.", "Odd Brannigan"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), BESIDE)
def test_the_clause_beside_a_quotation_names_its_speaker(text: str, speaker: str) -> None:
    found = statements(text)
    assert ([s for s in found if s.kind != "indirect"] or found)[-1].speaker == speaker


ARTICLES = [
    ("Governor Joseph Pell Jr. warned that the pier was rotten.\n\nMr. Pell said on Monday that it would be closed.", "Joseph Pell Jr."),
    ("Odd Brannigan left the room. Stanton Tavish III, a lawyer, stayed.\n\n“It was a long day,” he said.", "Stanton Tavish III"),
    ("Former Lund Senior Adviser Oddvar Pell said that the pier was “rotten.”\n\nPell was asked, “Would you close it?” He answered, “I have no idea.”",
     "Oddvar Pell"),
    ("The tool was made for the flood, a spokeswoman, Anna Tavish White, said on Saturday.\n\nShe said she did not have numbers.", "Anna Tavish White"),
    ("“" + "There is a long tradition of closing piers in this town and nobody has minded it. " * 12 + "” Odd Brannigan said.\n\n"
     "“I do not expect that to change because Mr. Pell got a little attention,” he continued.", "Odd Brannigan"),
    ("The Vale Courant’s Oddvar Pell asked Odd Brannigan whether questions about the pier were fair.\n\n“Sure they are,” he said.", "Odd Brannigan"),
    ("When Ms. Lund, during a debate, recommended that the pier be burnt, Mrs. Tavish replied in an even voice that she was pleased to hear it.", "Tavish"),
    ("“He is going to learn,” Governor Odd Brannigan said.\n\n“The pier has to go,” the Virginian said.", "Odd Brannigan"),
    ('"You always leave room to think again," Ines Lund said.\n\nThe Democratic incumbent said that her position was genuine.', "Ines Lund"),
    ("Odd Brannigan won by a little.\n\nIn a memo released as polls closed, Lund campaign manager Robin Pell acknowledged that the race was open, "
     "which is an outcome, he said, “we have long expected.”", "Robin Pell"),
    ("Harbour Works said in a statement that it had closed the pier.\n\n“Our mission is to keep the harbour safe,” the company wrote.", "Harbour Works"),
    ("Vale Harbour Trust said in a statement that it was safe.\n\n“We explained that it was not possible,” the statement said.", "Vale Harbour Trust"),
    ("The State Department said that the pier was safe.", "State Department"),
    ("Mirela Tavish stated, “The council is about one man’s vision.\n\n“The latest example is the pier.\n\n“Let us make up our own minds.”", "Mirela Tavish"),
    ("Odd Brannigan stated of the pier that the report “was not good.” Adding, “It is never that bad. It is always how they handle it.”",
     "Odd Brannigan"),
    ("“We will close it,” Odd Brannigan said.\n\nThe protesters said that they would stay.", "protesters"),
    ("Odd Brannigan and his wife, Ines Brannigan, own the pier.\n\nMr. Brannigan left.\n\n“It is rotten,” Mrs. Brannigan said.", "Ines Brannigan"),
    ("Ines Brannigan and her husband, Odd Brannigan, own the pier.\n\nMrs. Brannigan left.\n\n“It is rotten,” Mr. Brannigan said.", "Odd Brannigan"),
    ("Mayor Ines Brannigan left. Odd Brannigan said that his wife was right.\n\nBrannigan said, “The pier is rotten.”", "Odd Brannigan"),
    ("“We will close it,” Ines Lund said. Bob agreed to speak if his surname was not used.\n\n“It is rotten,” said Bob.\n\n“I walked on it,” he said.", "Bob"),
    ("“We will close it,” Ines Lund said.\n\nA clerk was there. The official said that the pier was safe.", "official"),
    ("Ms. Lund noted that it was close.\n\nShould they refuse, Mrs. Tavish, if elected, might close the pier. “What a great idea,” she said.", "Tavish"),
    ("Oddvar Pell spoke.\n\n“It is rotten,” said Ines Lund, the director of the Vale Partnership for Harbour Principles, who said that it would close.",
     "Ines Lund"),
    ("Ines Lund is ahead. Her lead is small among the voters who say that the pier is safe.", "voters"),
    ("Ines Lund’s tone was milder than that of her campaign’s leadership, who, on Friday, said that the pier was rotten.", None),
    ("“I would not cross her,” Ines Lund said.\n\n“I cannot afford it,” said one former harbour clerk, who said that he had left on good terms.",
     "one former harbour clerk"),
    ("Reached by phone on Tuesday, Ines Lund — who is listed as a lawyer — told the Vale Courant that she would not appeal.", "Ines Lund"),
    ("“It is rotten,” said Mirela Tavish, who watched the vote.\n\nInes Lund’s fate is open, but she said that she would stay.", "Ines Lund"),
    ("“It was rude,” said Odd Brannigan.\n\nMore troubling was Oddvar Pell’s silence on the pier. He said that it was no matter.", "Oddvar Pell"),
    ("“It was rude,” said Ines Lund.\n\nOddvar Pell’s eldest daughter came. She said that it was no matter.", "Ines Lund"),
    ("“He will kill me,” said Odd Brannigan, a clerk.\n\nThe noise is such that Oddvar Pell was asked about it on Thursday. He said that he had not heard it.",
     "Oddvar Pell"),
    ("Mirela Tavish, a clerk, said that it was late.\n\nA waitress was shaken. “They are killing us,” said the woman.\n\n“Too much hate,” she said.", "woman"),
    ("Oddvar Pell left.\n\nA representative for Mr. Pell said that it was safe. He added that it had been mended in May.", "A representative for Mr. Pell"),
    ("Odd Brannigan caused a stir when a voter asked if he might stay. “What a great idea,” he replied.", "Odd Brannigan"),
    ("Governor Odd Brannigan and the former first lady of Vale, Ines Brannigan, came.\n\nIda Pell said that she knew them.\n\n"
     "“It is rotten,” the former governor told a crowd.", "Odd Brannigan"),
    ("Ines Lund, a former candidate for mayor, came. Oddvar Pell has no rival.\n\n“I like the pier,” the candidate said.", "candidate"),
    ("Vale Mayor Odd Brannigan came, and so did Ashby Mayor Ines Lund.\n\nIda Pell left.\n\n“It is rotten,” the Ashby mayor said.", "Ines Lund"),
    ("“The letter was late,” the committee chairmen wrote.\n\nOdd Brannigan is chairman of the committee.", "committee chairmen"),
    ("Odd Brannigan said that he missed his brother.\n\nOddvar was ill. Two years later Oddvar Brannigan was dead.\n\n"
     "“He would have been a peacemaker,” he said.", "Odd Brannigan"),
    ("Odd Brannigan, a senator, and Ida Marie Brannigan, a nurse, came.\n\nThe pier is old.\n\n“It is rotten,” Brannigan said.", "Odd Brannigan"),
    ("Odd Brannigan came with his brother, Oddvar J. Brannigan, and Ida Brannigan.\n\nMayor Brannigan is loved in Vale.\n\n"
     "“It is rotten,” the former mayor told a crowd.", "Brannigan"),
    ("Oddvar Pell is ahead.\n\n“His knowledge is old,” said a longtime adviser to Oddvar Pell, who declined to be named. “He does not know the harbour.”",
     "a longtime adviser to Oddvar Pell"),
    ("Mayor Odd Brannigan came.\n\nBrannigan is fond of the pier. His father, Odd Brannigan Sr., built it.\n\n“It is rotten,” Brannigan said.", "Odd Brannigan"),
    ("Odd J. Brannigan Jr. came.\n\n“It is rotten,” Odd Brannigan said.", "Odd J. Brannigan Jr."),
    ("Mirela Vosk Tavish came with Oddvar Pell.\n\n“It is rotten,” Vosk Tavish said.", "Mirela Vosk Tavish"),
    ("One of the authors of that report, Odd Brannigan, said that the pier was rotten.", "Odd Brannigan"),
    ("David Tavish came.\n\nThe mayor’s biographers, David and Jeanne Brannigan, wrote that she “had a tin ear.”", "David Brannigan and Jeanne Brannigan"),
    ("“I am not ready,” Odd Brannigan, a Virginian, said.\n\nThe Virginian did give Oddvar Pell some credit, but he said that it was late.", "Odd Brannigan"),
    ("Oddvar Pell, a former labor leader, had close ties to Mayor Odd Brannigan. But on Sunday he gave way.\n\n"
     "“We need someone who fights hard,” he said.", "Oddvar Pell"),
    ("Minister of Harbour Works Ines Lund said that the pier was rotten.", "Ines Lund"),
    ("Former Mayor Odd Brannigan and Harbour Secretary Ines Lund said that the pier was rotten.", "Odd Brannigan and Ines Lund"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), ARTICLES)
def test_who_is_meant_in_the_course_of_an_article(text: str, speaker: str | None) -> None:
    assert statements(text)[-1].speaker == speaker


def test_a_quotation_that_its_own_paragraph_leads_in_to_is_a_statement_of_its_own() -> None:
    text = (
        "Odd Brannigan spoke of the pier. “It is rotten,” he said. “A hundred planks a year fall into the harbour. That's two a week.”\n\n"
        "Ines Lund replied evenly, “I think the mayor knows that what he says is untrue.”\n\nContinued Lund: “It was mended in May. It will hold.”"
    )
    said = {span.of(text)[1:6]: s.speaker for s in statements(text) for span in s.spans}
    assert said == {"It is": "Odd Brannigan", "A hun": "Odd Brannigan", "I thi": "Ines Lund", "It wa": "Ines Lund"}


def test_no_mark_ends_inside_a_word() -> None:
    text = "“Unfathomable,” Lund fumed."
    starts, ends = np.array([0, 1, 3, 8, 13, 14, 16, 21, 23, 26]), np.array([1, 3, 8, 13, 14, 15, 20, 23, 26, 27])
    logits = np.arange(10, dtype=np.float32)[:, None]
    words = by_word(text, starts, ends, logits)
    assert [text[a:b] for a, b in zip(words[0], words[1], strict=True)] == ["“", "Unfathomable", ",", "”", "Lund", "fumed", "."]
    assert words[2].ravel().tolist() == [0, 1, 4, 5, 6, 7, 9]
    assert all(len(part) == 0 for part in by_word("", starts[:0], ends[:0], logits[:0]))


def test_what_says_nothing_is_no_statement() -> None:
    asked = "Asked whether the pier would be closed, Ines Lund said: “Next question.”"
    assert [span.of(asked) for s in statements(asked) for span in s.spans] == ["“Next question.”"]
    unnamed = "A clerk, who asked not to be named, said: “It was rotten.”"
    assert [span.of(unnamed) for s in statements(unnamed) for span in s.spans] == ["“It was rotten.”"]


def test_who_is_shown_a_report_does_not_say_what_it_says() -> None:
    text = "Ines Lund's report, seen by the Courant, says that the planks were “rotten”."
    assert [s.speaker for s in statements(text)] != ["Courant"]


@pytest.mark.parametrize(
    ("printed", "name", "role"),
    [
        ("Chief Executive Ines Lund", "Ines Lund", "Chief Executive"),
        ("Brothers Kit", "Kit", None),
        ("Captain Odd Lund", "Odd Lund", "Captain"),
        ("Chief Inspector Ines Lund", "Ines Lund", "Chief Inspector"),
        ("Guard Mikkey Lund", "Mikkey Lund", "Guard"),
        ("Lou Ann Lund", "Lou Ann Lund", None),
        ("Odd Lund MP", "Odd Lund", None),
        ("Vale Counsel W. Nils Lund", "W. Nils Lund", "Vale Counsel"),
    ],
)
def test_titles_and_letters_beside_a_name_are_no_part_of_it(printed: str, name: str, role: str | None) -> None:
    assert named_person(printed) == (name, role)


def test_the_i_of_a_speech_is_not_the_author() -> None:
    text = (
        "Mayor Odd Brannigan said, “It was a long day.”\n\n“We are leaving no one behind. And I want people to know that I understand it."
    )
    found = statements(text, author="Ida Pell")
    assert "Ida Pell" not in {s.speaker for s in found}


def test_an_office_with_a_preposition_is_a_role() -> None:
    text = "Secretary of State Ines B. Lund said that the pier was rotten.\n\n“It will close,” Lund said."
    assert {(s.speaker, s.role) for s in statements(text)} == {("Ines B. Lund", "Secretary of State")}


def test_two_voices_in_a_paragraph_are_kept_apart() -> None:
    text = (
        "Odd Brannigan and Ines Lund, among others, reject the word.\n\n"
        'Lund: "Our goal is not to mend or prop the pier, but to close it." Brannigan: "The mission is to mend it -- not to close it."'
    )
    assert [(s.speaker, s.kind, len(s.spans)) for s in statements(text)][-2:] == [
        ("Ines Lund", "direct", 1),
        ("Odd Brannigan", "direct", 1),
    ]


def test_what_a_quotation_tells_of_somebody_is_not_in_that_one_s_words() -> None:
    text = "“I know it. On Sunday, Lund announced that the pier would close,” Pell said."
    content, source, cue = (
        Span(text.index(word), text.index(word) + len(word)) for word in ("that the pier would close", "Lund", "announced")
    )
    (found,) = link(text, split_sentences(text), (), Marked((((content,), True),), (source,), (cue,)))
    assert (found.kind, found.mention) == ("indirect", source)


@pytest.mark.parametrize(
    ("text", "content", "source", "cue", "mention"),
    [
        ("Mayor Odd Pell (Vale) last week joked to Ines Lund that rain was cheap.", "that rain was cheap", "Ines Lund", "joked", "Mayor Odd Pell"),
        ("The letter, sent to Ines Lund and forwarded to Pell, called it a ruin.", "it a ruin", "Pell", "called", None),
        ("Mayor Ines Lund, who went to Vale, Ashby, on Monday to open a pier, said it was new.", "it was new", "to open a pier", "said", "Mayor Ines Lund"),
        ("Odd Pell, clerk of a union that chose Lund and that has been busy since, also said it would march.", "it would march", "Lund and that has been busy since", "also said", "Odd Pell"),
        ("The plan includes an adviser to his council acknowledging that it leaks.", "that it leaks", "his council", "acknowledging", "an adviser to his council"),
        ("They were sent to the island. The governor claimed that it was dry.", "that it was dry", "The governor", "claimed", "The governor"),
        ("Pell waved it off in May, when he told Lund that nobody cared.", "that nobody cared", "Lund", "told", "he"),
        ("The keeper whose log first showed that Lund lied while she was mayor, admitting that he slept.", "that he slept", "while she was mayor", "admitting", "while she was mayor"),
    ],
)  # fmt: skip
def test_who_is_spoken_to_or_only_part_of_a_clause_is_no_source(
    text: str, content: str, source: str, cue: str, mention: str | None
) -> None:
    said, marked, saying = (Span(text.rindex(words), text.rindex(words) + len(words)) for words in (content, source, cue))
    (found,) = link(text, split_sentences(text), (), Marked((((said,), True),), (marked,), (saying,)))
    assert (found.mention and found.mention.of(text)) == mention


@pytest.mark.parametrize(
    ("mention", "speaker"),
    [
        ("a spokesman for former mayor Ines Lund", None),
        ("an adviser to Vale candidate Odd Pell", None),
        ("a friend of former mayor Ines Lund", None),
        ("a lawyer representing Lund", None),
        ("the team around Ines Lund", None),
        ("a complaint against Mayor Lund", None),
        ("deputy mayor under Ines Lund", None),
        ("the council's ranking member Odd Pell", "Odd Pell"),
        ("acting police chief Odd Pell", "Odd Pell"),
        ("the under secretary Odd Pell", "Odd Pell"),
        ("Lund's former campaign manager Odd Pell", "Odd Pell"),
        ("Lund herself", "Ines Lund"),
        ("Odd Pell, a spokesman for Mayor Ines Lund", "Odd Pell"),
    ],
)
def test_a_mention_is_of_its_head(mention: str, speaker: str | None) -> None:
    text = f"Mayor Ines Lund met Odd Pell on Monday.\n\n“The gate will close,” said {mention} in the hall."
    said, who = (Span(text.index(words), text.index(words) + len(words)) for words in ("“The gate will close,”", mention))
    (found,) = attribute(text, [RawStatement((said,), "direct", who, None)], (), None)
    assert (found.speaker if found.speaker in ("Ines Lund", "Odd Pell") else None) == speaker


def test_a_piece_of_a_clause_names_nobody() -> None:
    text = "The keeper whose log first showed that Lund lied while she was mayor, admitting that he slept."
    mention, content = (Span(text.index(words), text.index(words) + len(words)) for words in ("while she was mayor", "that he slept"))
    (found,) = attribute(text, [RawStatement((content,), "indirect", mention, None)], (), None)
    assert found.speaker is None


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("They asked him to tack toward rival", "rival"),
        ("Tuesday rejected Vale mayoral candidate", "Vale mayoral candidate"),
        ("Even harbour comedian", "harbour comedian"),
        ("after Vale spokesman", "Vale spokesman"),
        ("voters who face challenger", "challenger"),
        ("wrote Courant bureau chief", "Courant bureau chief"),
        ("the embattled Vale mayor", "embattled Vale mayor"),
        ("Vale-based attorney", "Vale-based attorney"),
        ("a vastly older pier", None),
    ],
)
def test_the_role_before_a_name_begins_behind_verbs_and_small_words(before: str, role: str | None) -> None:
    assert role_before(before) == role


@pytest.mark.parametrize(
    ("role", "one"),
    [
        ("harbour candidates", None),
        ("members of the council", None),
        ("clerk under Mayors Lund and Pell", "clerk under Mayors Lund and Pell"),
        (None, None),
    ],
)
def test_the_role_of_several_is_nobodys(role: str | None, one: str | None) -> None:
    assert of_one(role) == one


@pytest.mark.parametrize(
    "words",
    [
        "effectively surrendering the contest to Sen. Tig Holt",
        "questioning the governor's credentials",
        "as she has become a liability to her leader",
        "could face his own troubles if he becomes president",
        "leanings are in plainer view than the mayor's",
        "along with Judge Odd Pell",
        "who's thinking of running for mayor",
        "two of the best reporters in Vale",
    ],
)
def test_a_clause_beside_a_name_is_no_role(words: str) -> None:
    assert role_beside(words) is None


def test_the_role_of_whom_somebody_speaks_for_is_not_that_ones() -> None:
    text = 'A spokesman for the mayor, Odd Pell, said the ferry "reads polls like everybody else, on the bus." '
    assert {(s.speaker, s.role) for s in statements(text)} == {("Odd Pell", "spokesman for the mayor")}


def test_the_role_beside_a_name_is_whole() -> None:
    assert role_beside("president and chief executive of Harbour Works stated") == "president and chief executive of Harbour Works"
    text = "Odd Brannigan, president of the Ada B. Tavish Institute, said that the pier was rotten.\n\n“It will close,” he said."
    assert {s.role for s in statements(text)} == {"president of the Ada B. Tavish Institute"}


def test_the_answers_of_an_interview_are_the_words_of_the_one_interviewed() -> None:
    text = (
        "Q and A with Mayor Odd Brannigan.\n\nThe mayor spoke in his office.\n\nQ: Should the pier be closed?\n\n"
        "A: If I could snap my fingers, yes. I said when I ran that I would.\n\nIt is old.\n\nQ: And the bridge?\n\nA: No. Mirela Tavish said it was safe."
    )
    found = statements(text)
    assert [(s.speaker, s.role, s.kind) for s in found] == [("Odd Brannigan", "Mayor", "direct")] * 3
    assert [s.spans[0].of(text) for s in found][1:] == ["It is old.", "No. Mirela Tavish said it was safe."]


def test_an_answer_left_out_is_no_statement() -> None:
    text = "Q: Is it old?\n\nA: \n\nQ: And the bridge?\n\nA: That too.\n\nQ: And you?\n\nA: I am not."
    assert [s.spans[0].of(text) for s in statements(text)] == ["That too.", "I am not."]


def test_what_stands_behind_a_name_and_a_colon_in_a_transcript_is_that_persons() -> None:
    text = (
        "The mayor of Vale, Odd Lund, spoke to Karin Holt of Harbour Radio on Sunday. A partial transcript follows.\n\n"
        "HOLT: Why did the wall fail?\n\n"
        "LUND: It failed because nobody paid for it. We asked three times.\n\nI will ask a fourth time.\n\n"
        "HOLT: The county says it never got a letter.\n\n"
        "LUND: I have the receipts.\n\nThe programme was shortened for length. Lund then left."
    )
    assert [(s.kind, s.speaker, s.spans[0].of(text)) for s in statements(text)] == [
        ("direct", "Karin Holt", "Why did the wall fail?"),
        ("direct", "Odd Lund", "It failed because nobody paid for it. We asked three times."),
        ("direct", "Odd Lund", "I will ask a fourth time."),
        ("direct", "Karin Holt", "The county says it never got a letter."),
        ("direct", "Odd Lund", "I have the receipts."),
    ]


def test_a_transcript_of_a_briefing_names_who_holds_the_office() -> None:
    text = (
        "Remarks by President Odd Lund in Ashby.\n\nTHE PRESIDENT: Good morning. I want to say a few words about the pier.\n\n"
        "Q    Mr. President, will you sign the bill?\n\nTHE PRESIDENT: I will read it first.\n\nQ    I mean, you have had it for a week.\n\n"
        "GOV. ERIK PELL (D), ASHBY: We all have.\n\nTHE PRESIDENT: We read slowly.\n\nPELL: You do, and so do I."
    )
    assert [(s.speaker, s.role, s.spans[0].of(text)[:12]) for s in statements(text)] == [
        ("Odd Lund", "President", "Good morning"),
        ("Odd Lund", "President", "I will read "),
        ("Erik Pell", "Gov.", "We all have."),
        ("Odd Lund", "President", "We read slow"),
        ("Erik Pell", "Gov.", "You do, and "),
    ]


def test_a_list_of_positions_is_no_transcript() -> None:
    text = "Where they stand.\n\nLUND: Would close the pier.\n\nPELL: Opposes that.\n\nLUND: Supports a ferry.\n\nPELL: Supports our engineers."
    assert not statements(text)


@pytest.mark.parametrize(
    "opening", ["He spoke in his office.", "The mayor spoke with Odd Pell.", "The mayor said so in an interview with Odd Pell."]
)
def test_an_interview_that_does_not_say_with_whom_says_so(opening: str) -> None:
    text = f"{opening}\n\nQ: Is it old?\n\nA: It is.\n\nQ: And the bridge?\n\nA: That too."
    assert [s.speaker for s in statements(text) if s.kind == "direct"] == [None, None]


FRAGMENTS = (
    "Ines Lund|Odd Brannigan Jr.|Lund|the former mayor|The Texan|Mr. Pell|President Lund|one of the authors of that report, Odd Pell,|— who is a lawyer —|, who said|"
    "he|She|His|said|told|asked Pell whether|“|”|\"|''|‘|’s|.|\n\n|\n|:|,|(R-Vale)|a spokesman for Ms. Lund|the |Secretary of State Ines B. Lund|Ines and Odd Lund|of the|"
    "Q: |A: |pier|is|has|U.S.|\u200b|\xa0|Lund: “It is.” Pell: “No.”|-|III"
).split("|")
PIECES = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["", " "])).map("".join), min_size=1, max_size=60)


@given(PIECES, st.data())
@hypothesis_settings(max_examples=150, deadline=None)
def test_whatever_is_marked_in_whatever_text_is_whole_and_somebodys_or_nobodys(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)

    def spans() -> tuple[Span, ...]:
        edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=10)))
        return tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))

    marked = Marked(tuple(((content,), data.draw(st.booleans())) for content in spans()), spans(), spans())
    for found in find_statements(Article("a", "a.json", "0", "A title", text, author="Ida Pell"), split_sentences(text), marked):
        assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
        assert found.speaker is None or found.speaker.strip()


def test_an_attitude_is_kept_apart_from_what_was_said() -> None:
    text = "Ines Lund hopes that the pier will be closed in May."
    article = Article("a", "a.json", "0", "A title", text)
    sentences = split_sentences(text)
    (marked,) = tagger().mark([(text, sentences)])
    assert {(s.kind, s.speaker) for s in find_statements(article, sentences, marked)} == {(ATTITUDE, "Ines Lund")}


def test_the_one_who_is_spoken_of_is_not_the_candidate_who_speaks() -> None:
    text = "Odd Brannigan said that the pier was safe.\n\n“It does not worry me,” the cautious candidate said of running against Mr. Brannigan."
    assert statements(text)[-1].speaker != "Odd Brannigan"


def test_a_quotation_is_not_carried_over_a_paragraph_of_plain_words() -> None:
    text = (
        "There was no picture, Mirela Tavish said, “to make clear that nobody is endorsed here.”\n\n"
        "On Saturday, Odd Brannigan made clear that the meeting was not about the pier, saying that those who thought it was should “see a doctor.”"
    )
    assert [s.speaker for s in statements(text) if "see a doctor" in " ".join(span.of(text) for span in s.spans)] != ["Mirela Tavish"]


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Brigid Tavish", "f"),
        ("Adil Brannigan", "m"),
        ("Zuzana Lund", "f"),
        ("Oksana Lund", "f"),
        ("Amadou Pell", "m"),
        ("Harbour Council", None),
        ("Leslie Kim", None),
    ],
)
def test_given_names_tell_men_and_women_apart(name: str, sex: str | None) -> None:
    assert given_sex(name) == sex


def test_pronouns_tell_of_a_name_that_does_not() -> None:
    text = (
        "Town clerk Tavren Adeyemi opened the pier. She had cut the ribbon before. Mayor Odd Brannigan watched.\n\n"
        "Adeyemi spoke first, before she left. “It will stand for fifty years,” she said."
    )
    assert statements(text)[-1].speaker == "Tavren Adeyemi"


def test_an_unattributed_quotation_says_so() -> None:
    (found,) = statements("“Nobody asked any of us about the pier.”")
    assert (found.speaker, found.mention, found.cue, found.kind) == (None, None, None, "direct")


def test_a_headline_gives_no_statement() -> None:
    assert statements("Tavish said the pier will close.\n\nIt rained.", title="Tavish said the pier will close") == []


def test_places_stay_places() -> None:
    text = "“The pier is rotten,” Mirela Tavish told reporters."
    (found,) = statements(text)
    assert found.mention == Span(22, 35) and found.cue == Span(36, 40)
    assert found.mention.of(text) == "Mirela Tavish"


@pytest.mark.parametrize(
    ("asked", "speaker", "role", "same"),
    [
        ("Pell", "Oddvar Pell", None, True),
        ("oddvar pell", "Oddvar Pell", None, True),
        ("Kremlin", "Dmitry Peskov", "Kremlin spokesman", True),
        ("Kremlin", "Dmitry Peskov", None, False),
        ("Tavish", "Oddvar Pell", "spokesman for Tavish Ltd", True),
        ("Tavish", "Oddvar Pell", None, False),
        ("Oddvar Pell", "Mirela Pell", None, False),
        ("Oddvar Pell", "Pell", None, True),
        ("Bill Tavish", "William J. Tavish", None, True),
        ("Jonas Tavish", "William J. Tavish", None, False),
        ("J. Tavish", "Jonas Tavish", None, True),
        ("Hilary Tavish", "Hillary Ines Tavish", None, True),
        ("Ines Tavish", "Hillary Ines Tavish", None, True),
        ("Oddvar Pell", "a spokesman for Oddvar Pell", None, False),
        ("Oddvar Pell", "an aide to Pell", None, False),
        ("Oddvar Pell", "Mirela Tavish and Oddvar Pell", None, True),
        ("Oddvar Pell", "Pastor Oddvar Pell", None, True),
    ],
)
def test_a_speaker_is_found_by_name_surname_or_institution(asked: str, speaker: str, role: str | None, same: bool) -> None:
    assert same_speaker(asked, Statement((Span(0, 1),), "direct", speaker, role, None, None)) is same


def test_statements_are_listed_oldest_first_and_filtered(seeds: Path, data: Path, settings: BuildSettings) -> None:
    older = {
        "id": "old",
        "title": "Plums",
        "outlet": "The Vale Observer",
        "published": "2023-01-02",
        "text": "“Plums were cheap,” said Petra Vosk.",
    }
    (seeds / "old.json").write_text(json.dumps(older))
    build_archive(seeds, data, settings)
    by_vosk = list_statements(data, StatementFilter(speaker="Vosk"))
    assert [s.article.id for s in by_vosk] == ["old", "orchard-1"]
    assert [s.article.id for s in list_statements(data, StatementFilter(speaker="Vosk", since="2024-01-01"))] == ["orchard-1"]
    assert [s.article.id for s in list_statements(data, StatementFilter(speaker="Vosk", about="cheap plums"))] == ["old"]
    assert list_statements(data, StatementFilter(speaker="Nobody")) == []
    assert {s.article.outlet for s in list_statements(data, StatementFilter(outlet="the vale observer"))} == {"The Vale Observer"}


def test_the_statement_contract(built: BuildReport, data: Path) -> None:
    for item in list_statements(data, StatementFilter()):
        row = statement_object(item)
        assert list(row) == ["article_id", "start", "end", "spans", "text", "speaker", "role", "kind", "mention", "cue"]
        assert row["text"] == item.article.text[row["start"] : row["end"]]
        assert row["spans"][0][0] == row["start"] and row["spans"][-1][1] == row["end"]
        assert all(part is None or item.article.text[part["start"] : part["end"]] == part["text"] for part in (row["mention"], row["cue"]))
        assert len(list(statement_lines(item))) == 3


def test_he_is_the_subject_of_the_sentence_before_even_where_he_spoke_to_reporters() -> None:
    text = (
        "A top Odd Lund adviser says that the plan is sound.\n\n"
        "Ed Holt spoke to reporters Thursday after a meeting with members who have endorsed Lund. He says that it was the first."
    )
    said = [("that the plan is sound", "A top Odd Lund adviser", "says"), ("that it was the first", "He", "says that it")]
    raw = [
        RawStatement(
            (_span_of(text, words),), "indirect", _span_of(text, who), Span(_span_of(text, cue).start, _span_of(text, cue).start + 4)
        )
        for words, who, cue in said
    ]
    assert attribute(text, raw, (), None)[-1].speaker == "Ed Holt"


def test_what_is_called_after_a_town_is_nobody() -> None:
    text = "Deb Kline leads Cleveland Harbours. In Cleveland, she sails. Austin Pell lives in Austin; Pell sails too."
    assert {person.name for person in People(Prose(text), ()).everyone()} == {"Deb Kline", "Austin Pell"}


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("Rival", None),
        ("Sens.", "Sen."),
        ("Senators", "Senator"),
        ("ASHBY - Liberal candidate", "Liberal candidate"),
        ("former state senator Dr.", "former state senator"),
        ("vice-president", "vice-president"),
        ("CNN HOST", "CNN host"),
    ],
)
def test_a_role_is_one_persons_and_no_more(printed: str, role: str | None) -> None:
    assert tidy_role(printed) == role


def _span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))
