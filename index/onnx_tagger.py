"""The tagger in ONNX Runtime: marks contents, sources and cues in articles."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.onnx import OnnxModel
from index.records import Sentence
from index.statements.tagging import OUTPUTS, Chunk, Marked, by_word, chunks, read_labels

_LONGEST = 512


class OnnxTagger:
    """An exported tagger; see `index.statements.tagging` for what it marks."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Opens an export made by `index.exporting.export_trained`."""
        self._model = OnnxModel(folder, _LONGEST, threads)

    def mark(self, articles: Sequence[tuple[str, Sequence[Sentence]]]) -> list[Marked]:
        """What each article's text, given with its sentences, says of who said what."""
        cut = [self._chunks(text, sentences) for text, sentences in articles]
        logits = self._model.run_each(chunk.ids for of_article in cut for chunk in of_article)
        return [_marked(text, of_article, [next(logits) for _ in of_article]) for (text, _), of_article in zip(articles, cut, strict=True)]

    def _chunks(self, text: str, sentences: Sequence[Sentence]) -> list[Chunk]:
        encodings = self._model.tokenize([sentence.span.of(text) for sentence in sentences], special=False)
        return list(chunks(sentences, [(e.ids, e.offsets) for e in encodings]))


def _marked(text: str, of_article: Sequence[Chunk], logits: Sequence[np.ndarray[tuple[int, int], np.dtype[np.float32]]]) -> Marked:
    fresh = [np.flatnonzero((np.array(c.starts) >= 0) & (np.arange(len(c.starts)) >= c.known)) for c in of_article]
    starts = [np.array(c.starts)[at] for c, at in zip(of_article, fresh, strict=True)]
    ends = [np.array(c.ends)[at] for c, at in zip(of_article, fresh, strict=True)]
    outputs = [one[at] for one, at in zip(logits, fresh, strict=True)]
    empty = np.zeros(0, np.int64)
    tokens = (
        np.concatenate([*starts, empty]),
        np.concatenate([*ends, empty]),
        np.concatenate([*outputs, np.zeros((0, OUTPUTS), np.float32)]),
    )
    return read_labels(*by_word(text, *tokens))
