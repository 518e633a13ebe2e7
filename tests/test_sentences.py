"""Sentences: where they end, and what must hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import pack_passages
from index.quotation import quotations
from index.records import Span
from index.sentences import MAX_SENTENCE, split_paragraphs, split_sentences

PIECES = st.sampled_from(
    ["“", "”", '"', "''", "‘", "’", "'", "«", "»", ". ", "! ", "?” ", ".” ", ", ", " ", "\n", "\n\n", "\u00a0", "U.S. ", "Mr. ", "he said", "Tavish",
     "The pier is rotten", "3.5", "…", "Gov. ", "(", ") ", "— ", "ğ", "я", "。", "\r\n", "\u2028", "\U0001f600"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=300))


def sentences(text: str) -> list[str]:
    return [s.span.of(text) for s in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Tavish met Gov. Vosk in the U.S. Senate on Sept. 4.",
        "J. R. Okafor and Mary K. Lund won 39.34% of the vote, i.e. most of it.",
        "He waited ... and waited… and left.",
        "It rose by 3.5 million, No. 2 in the list.",
        "He lives in Washington, D.C. and works there.",
        "\"Are you mad?\" Tavish asked.",
        "“Why now?” Mr. Vosk wondered aloud.",
        "It ends at 8 p.m. Tuesday.",
        "Sen. Lund (D-N.H.) spoke.",
        "Nothing ends here\u00a0though, Dr.\u00a0Vosk said.",
    ],
)  # fmt: skip
def test_these_are_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. The pier closed.", ["It rained.", "The pier closed."]),
        ("He left the U.S. The pier closed.", ["He left the U.S.", "The pier closed."]),
        ("It ended at 8 p.m. Tavish stayed.", ["It ended at 8 p.m.", "Tavish stayed."]),
        ("“One.” “Two,” she said.", ["“One.”", "“Two,” she said."]),
        ("So be it.”Tavish left.", ["So be it.”", "Tavish left."]),
        ("Really? Yes! 40 came.", ["Really?", "Yes!", "40 came."]),
        ("下雨了。他走了。", ["下雨了。", "他走了。"]),
        ("He stayed.\n\nShe went", ["He stayed.", "She went"]),
    ],
)
def test_sentences_end_here(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_sentences_under_one_quotation_are_one_group() -> None:
    split = split_sentences("It rained. “I came. I saw. I left,” he said. Then it rained.")
    assert [s.group for s in split] == [0, 1, 1, 1, 2]


def test_lines_of_a_hard_wrapped_paragraph_are_joined() -> None:
    text = "The council of the small harbour town met on Monday\nevening to vote on closing the old pier, which has\nstood for a century.\n\nIt closed."
    assert len(split_paragraphs(text)) == 2


def test_single_newlines_part_paragraphs_otherwise() -> None:
    assert len(split_paragraphs("“It is rotten,” she said.\n“We learned of it from the radio,” he said.")) == 2


def test_a_text_without_full_stops_is_cut_at_white_space() -> None:
    spans = split_sentences("word " * 2_000)
    assert len(spans) > 1
    assert max(s.end - s.start for s in spans) <= MAX_SENTENCE


@given(TEXTS)
def test_sentences_are_in_order_and_cover_all_but_white_space(text: str) -> None:
    covered, end = set[int](), 0
    for sentence in split_sentences(text):
        assert end <= sentence.start < sentence.end
        assert sentence.span.of(text).strip() == sentence.span.of(text)
        covered.update(range(sentence.start, sentence.end))
        end = sentence.end
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered


@given(TEXTS)
def test_paragraphs_hold_their_sentences(text: str) -> None:
    paragraphs = split_paragraphs(text)
    for sentence in split_sentences(text):
        assert paragraphs[sentence.paragraph].start <= sentence.start
        assert sentence.end <= paragraphs[sentence.paragraph].end


@given(TEXTS)
def test_no_group_ends_inside_a_quotation(text: str) -> None:
    split = split_sentences(text)
    edges = {s.end for s, after in zip(split, split[1:], strict=False) if s.group != after.group}
    for paragraph in split_paragraphs(text):
        for quotation in quotations(text, paragraph):
            assert not any(quotation.start < edge < quotation.end for edge in edges)


@given(TEXTS, st.integers(1, 40))
def test_passages_hold_whole_sentences_once_and_no_aside(text: str, words: int) -> None:
    split = split_sentences(text)
    asides = (Span(5, 9), Span(40, 60))
    seen = [i for p in pack_passages(text, split, asides, words) for i in range(p.first, p.last)]
    assert seen == [i for i, s in enumerate(split) if not any(s.span.overlaps(a) for a in asides)]
