"""Quotation marks pair by role."""

import pytest

from index.quotation import quotations
from index.records import Span


def quoted(text: str) -> list[str]:
    return [span.of(text) for span in quotations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ('"One," she said. "Two."', ['"One,"', '"Two."']),
        ("''One,'' she said. ``Two.''", ["''One,''", "``Two.''"]),
        ("«Un», dit-elle. „Zwei“, sagte er. »Drei«, fand sie.", ["«Un»", "„Zwei“", "»Drei«"]),
        ('“It opens curly and closes straight."', ['“It opens curly and closes straight."']),
        ("”Both closing glyphs,” he wrote", ["”Both closing glyphs,”"]),
        ("“He told me ‘go away’ and “left” then.”", ["“He told me ‘go away’ and “left” then.”", "‘go away’", "“left”"]),
        ("Minister (R):\"I was asked.\" Then", ['"I was asked."']),
        ("the drawing -\"so terrible\"- was sold", ['"so terrible"']),
        ("'I left,' said the growers' chair. The growers' fields lay bare.", ["'I left,'"]),
        ("It’s the ’90s and ‘tis the workers’ day", []),
        ("the 6\" pipe and the 5'10\" man", []),
        ("no partner: “left open. ", []),
        ("closed” but never opened", []),
    ],
)  # fmt: skip
def test_marks_pair_by_role_and_not_by_glyph(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_unpaired_mark_does_not_take_the_partner_of_the_next() -> None:
    assert quoted('"Never closed. He went on. "This one is," she said.') == ['"This one is,"']


def test_only_the_given_paragraph_is_looked_at() -> None:
    text = "“Left open.\n\n“Goes on,” he said."
    assert quotations(text, Span(0, 11)) == []
    assert [s.of(text) for s in quotations(text, Span(13, len(text)))] == ["“Goes on,”"]
