"""What the reader sees: windows around candidates, with speakers; what the tagger sees and how its labels are read."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.windows import SENTENCE_TOKENS, UNKNOWN, Window, pack, window_text, windows_around
from index.records import BuildReport, Sentence, Span
from index.statements.tagging import CLS, OUTPUTS, SEP, TOKENS, Chunk, chunks, read_labels
from index.store import Document

PLACES = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 29)), max_size=20)


@given(PLACES)
def test_windows_hold_each_candidate_and_its_neighbours_once(places: list[tuple[int, int]]) -> None:
    windows = windows_around((no, at, 30) for no, at in places)
    held = [(w.article_no, i) for w in windows for i in range(w.first, w.last)]
    assert len(held) == len(set(held))
    assert set(held) == {(no, i) for no, at in places for i in (at - 1, at, at + 1) if 0 <= i < 30}
    assert all(0 < w.last - w.first <= 7 for w in windows)


def test_a_window_names_speakers_once_in_full() -> None:
    from tests.archives import tagger
    from tests.test_answering import make_document

    text = "It rained.\n\n“The pier is rotten,” said council chair Mirela Tavish.\n\n“Nobody may walk on it,” she said."
    plain = make_document(text, title="Pier closed")
    from index.statements import find_statements

    (marked,) = tagger().mark([(text, plain.sentences)])
    statements = find_statements(plain.article, plain.sentences, marked)
    document = Document(1, plain.article, plain.sentences, plain.passages, tuple(statements))
    read = window_text(document, Window(1, 0, 3))
    assert read.heading == ": Pier closed"
    assert read.sentences[0] == "It rained."
    assert read.sentences[1].startswith("Mirela Tavish, council chair: “The pier")
    assert read.sentences[2].startswith("Tavish: “Nobody")


def test_tokens_are_packed_with_a_separator_after_each_part() -> None:
    packed = pack([1, 2], [3], [[4, 5], [], list(range(200, 400))])
    assert packed.ids[:9] == [CLS, 1, 2, SEP, 3, SEP, 4, 5, SEP]
    assert packed.ids[9:11] == [UNKNOWN, SEP]
    assert packed.places[:2] == [(6, 8), (9, 10)]
    assert packed.places[2] == (11, 11 + SENTENCE_TOKENS)
    assert all(packed.ids[end] == SEP for _, end in packed.places)


@given(st.lists(st.integers(0, 120), min_size=1, max_size=30))
def test_chunks_label_every_token_once(lengths: list[int]) -> None:
    sentences, tokens, at = [], [], 0
    for number, length in enumerate(lengths):
        sentences.append(Sentence(at, at + length + 1, number // 3, number))
        tokens.append((list(range(1_000, 1_000 + length)), [(i, i + 1) for i in range(length)]))
        at += length + 1
    made = list(chunks(sentences, tokens))
    fresh = [start for c in made for i, start in enumerate(c.starts) if start >= 0 and i >= c.known]
    assert fresh == [s.start + i for s, (ids, _) in zip(sentences, tokens, strict=True) for i in range(len(ids))]
    assert all(len(c.ids) == len(c.starts) == len(c.ends) <= 2 * TOKENS for c in made)


def test_labels_become_spans() -> None:
    wanted = [(1, 0, 0), (2, 0, 0), (0, 0, 1), (0, 1, 0), (0, 2, 0), (2, 0, 0), (3, 0, 0)]
    logits = np.zeros((len(wanted), OUTPUTS), np.float32)
    for i, (content, source, cue) in enumerate(wanted):
        logits[i, content] = logits[i, 5 + source] = logits[i, 8 + cue] = 1
    starts = np.arange(0, 70, 10)
    marked = read_labels(starts, starts + 9, logits)
    assert marked.contents == (((Span(0, 19), Span(50, 59)), True), ((Span(60, 69),), False))
    assert (marked.cues, marked.sources) == ((Span(20, 29),), (Span(30, 49),))


def test_an_empty_chunk_marks_nothing(built: BuildReport) -> None:
    assert list(chunks([], [])) == list[Chunk]()
    nothing = np.zeros(0, np.int64)
    assert read_labels(nothing, nothing, np.zeros((0, OUTPUTS), np.float32)).contents == ()
