"""The trained part of the reader: how well each sentence of a window answers a question."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.answering.windows import Packed, WindowText, pack
from index.onnx import OnnxModel, batches

Logits = npt.NDArray[np.float64]
_TOKENS_AT_ONCE = 1_024
_LONGEST = 512


class CrossEncoder:
    """Reads a question and a window of sentences together, and scores the sentences.

    After Nogueira and Cho, "Passage Re-ranking with BERT" (arXiv:1901.04085), with all sentences of a window in one pass
    (Di Liello et al., "Paragraph-based Transformer Pre-training for Multi-Sentence Inference", NAACL 2022).
    """

    def __init__(self, folder: Path, threads: int = 0, crowded: Callable[[], bool] = lambda: False) -> None:
        """Opens an export made by `index.exporting.export_trained`; `threads` and `crowded` as `OnnxModel` takes them."""
        self._model = OnnxModel(folder, _LONGEST, threads, crowded)
        self._model.open()

    def logits(self, question: str, windows: Sequence[WindowText]) -> list[Logits]:
        """For each window a logit for each sentence, above zero where it answers; minus infinity beyond the model's reach."""
        texts = [question, *(text for window in windows for text in (window.heading, *window.sentences))]
        tokens = iter([encoding.ids for encoding in self._model.tokenize(texts, special=False)])
        asked = next(tokens)
        packed = [pack(asked, next(tokens), [next(tokens) for _ in window.sentences]) for window in windows]
        found = list[Logits](np.full(len(window.sentences), -np.inf) for window in windows)
        for batch in batches([row.ids for row in packed], _TOKENS_AT_ONCE):
            for i, outputs in zip(batch.members, self._model.run(batch), strict=True):
                found[i][: len(packed[i].places)] = sentence_logits(outputs, packed[i])
        return found


def sentence_logits(outputs: npt.NDArray[np.float32], row: Packed) -> Logits:
    """Logits of a row's sentences from its token outputs, (tokens, 2): the marker's first and the mean of its tokens' second."""
    return np.array([outputs[end, 0] + outputs[start:end, 1].mean() for start, end in row.places], dtype=np.float64)
