"""The trained part of the reader: how well a sentence in its context answers a question."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.onnx import OnnxModel, batches

MAX_TOKENS = 160
_TOKENS_AT_ONCE = 2_048


class CrossEncoder:
    """Reads question and evidence together (Nogueira and Cho, "Passage Re-ranking with BERT", arXiv:1901.04085)."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Opens an export made by `index.exporting.export_reader`."""
        self._model = OnnxModel(folder, MAX_TOKENS, threads)

    def logits(self, question: str, evidence: Sequence[str]) -> npt.NDArray[np.float64]:
        """One logit for each piece of evidence, shape (len(evidence),); above zero means that it answers."""
        logits = np.zeros(len(evidence))
        for batch in batches(self._model.tokenize([(question, text) for text in evidence]), _TOKENS_AT_ONCE):
            logits[list(batch.members)] = self._model.run(batch)
        return logits
