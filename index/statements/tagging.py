"""How statements are written as one label a token, and read back: what the tagger learns and what it gives.

Three label sets side by side, each in the manner of Ramshaw and Marcus ("Text Chunking using Transformation-Based
Learning", 1995): contents (of speech, of anything else held: attitudes, hopes, poll findings), sources and cues.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.records import Sentence, Span

Labels = npt.NDArray[np.int64]
CLS, SEP = 101, 102
"""Token numbers of BERT's vocabulary."""
CONTENT, SOURCE, CUE = slice(0, 5), slice(5, 8), slice(8, 11)
OUTPUTS = 11
"""Contents: none, begins and goes on as speech, begins and goes on as something else; sources and cues: none, begins, goes on."""
TOKENS, CONTEXT = 256, 64


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens of consecutive sentences: `starts` and `ends` in the text, -1 for special tokens.

    The first `known` tokens were labelled in the chunk before and are context only.
    """

    ids: list[int]
    starts: list[int]
    ends: list[int]
    known: int


def chunks(
    sentences: Sequence[Sentence], tokens: Sequence[tuple[Sequence[int], Sequence[tuple[int, int]]]], most: int = TOKENS
) -> Iterator[Chunk]:
    """Cuts a text into what the model reads at once: whole sentences, a separator between paragraphs, the last ones again as context.

    `tokens[i]` are the numbers and offsets (in the sentence) of sentence i's tokens, `most` how many are read at once.
    """
    first = 0
    fresh = 0
    while fresh < len(sentences):
        ids, starts, ends, known, at = [CLS], [-1], [-1], 1, first
        while at < len(sentences) and (at <= fresh or len(ids) + len(tokens[at][0]) < most):
            if at > first and sentences[at].paragraph != sentences[at - 1].paragraph:
                ids.append(SEP)
                starts.append(-1)
                ends.append(-1)
            if at == fresh:
                known = len(ids)
            numbers, offsets = tokens[at]
            room = most * 2 - len(ids) - 2
            ids += numbers[:room]
            starts += [sentences[at].start + start for start, _ in offsets[:room]]
            ends += [sentences[at].start + end for _, end in offsets[:room]]
            at += 1
        yield Chunk([*ids, SEP], [*starts, -1], [*ends, -1], known)
        fresh = first = at
        length = 0
        while first > 0 and first > at - 3 and length + len(tokens[first - 1][0]) <= CONTEXT:
            first -= 1
            length += len(tokens[first][0])


@dataclass(frozen=True, slots=True)
class Marked:
    """What the labels mark in a text: contents as pieces, and whether each is speech; sources; cues."""

    contents: tuple[tuple[tuple[Span, ...], bool], ...]
    sources: tuple[Span, ...]
    cues: tuple[Span, ...]


class Tagger(Protocol):
    """What finds the marks."""

    def mark(self, articles: Sequence[tuple[str, Sequence[Sentence]]]) -> list[Marked]:
        """What each article's text, given with its sentences, says of who said what."""


def by_word(
    text: str, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], logits: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Starts, ends and logits of the words of which these are the tokens in order: no mark begins or ends inside a word.

    A word's logits are those of its first token, as in Devlin et al., "BERT" (NAACL 2019), for names.
    """
    goes_on = [
        i for i in (np.flatnonzero(starts[1:] == ends[:-1]) + 1).tolist() if text[starts[i] - 1].isalnum() and text[starts[i]].isalnum()
    ]
    first = np.delete(np.arange(len(starts)), np.array(goes_on, np.int64))
    return starts[first], ends[np.append(first[1:], len(starts))[: len(first)] - 1], logits[first]


def read_labels(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], logits: npt.NDArray[np.float32]) -> Marked:
    """Spans from the logits of a text's tokens in order, shape (tokens, OUTPUTS)."""
    content = logits[:, CONTENT].argmax(1)
    contents = list[tuple[list[Span], list[bool]]]()
    open_run = False
    for i, label in enumerate(content):
        if label == 0:
            open_run = False
            continue
        begins, speech = label in (1, 3), label in (1, 2)
        if begins or not contents:
            contents.append(([Span(int(starts[i]), int(ends[i]))], [speech]))
        else:
            pieces, votes = contents[-1]
            if open_run:
                pieces[-1] = Span(pieces[-1].start, int(ends[i]))
            else:
                pieces.append(Span(int(starts[i]), int(ends[i])))
            votes.append(speech)
        open_run = True
    return Marked(
        tuple((tuple(pieces), sum(votes) * 2 >= len(votes)) for pieces, votes in contents),
        tuple(_runs(starts, ends, logits[:, SOURCE].argmax(1))),
        tuple(_runs(starts, ends, logits[:, CUE].argmax(1))),
    )


def _runs(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], labels: Labels) -> Iterator[Span]:
    run: Span | None = None
    for start, end, label in zip(starts.tolist(), ends.tolist(), labels.tolist(), strict=True):
        if run is not None and label != 2 and not (label == 1 and start == run.end):
            yield run
            run = None
        if label:
            run = Span(run.start if run else start, end)
    if run is not None:
        yield run
