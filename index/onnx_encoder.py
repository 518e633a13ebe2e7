"""The encoder that is used by default: an exported model, the packaged MiniLM or another, in ONNX Runtime."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import EncoderSettings, PassageText, PassageVectors, Vectors, heading_before, pool, unit
from index.onnx import OnnxModel, batches

_BATCH_TOKENS = 512


class OnnxEncoder:
    """An exported model in ONNX Runtime; passage and sentence vectors come from one forward pass.

    A sentence's vector is the mean of its tokens' vectors inside its passage ("late chunking", Günther et al. 2024,
    arXiv:2409.04701), so that a sentence with "he" carries some of what stands around it.
    """

    def __init__(self, folder: Path, settings: EncoderSettings) -> None:
        """Opens an export made by `index.exporting`."""
        described = json.loads((folder / "export.json").read_text("utf-8"))
        self._model = OnnxModel(folder, settings.max_tokens, settings.threads)
        self._question_prompt, self._passage_prompt = described["question_prompt"], described["passage_prompt"]
        self._fingerprint, self._dimension = settings.fingerprint, int(described["dimension"])

    @property
    def fingerprint(self) -> str:
        """Names what the vectors depend on."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def encode_question(self, text: str) -> Vectors:
        """The unit vector of a question, float32, shape (d,)."""
        (batch,) = batches([self._model.tokenize([self._question_prompt + text])[0].ids], _BATCH_TOKENS)
        return unit(self._model.run(batch)[0].mean(axis=0))

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors of passages and of their sentences, in the order given; batches are filled by length."""
        prompts = [self._passage_prompt + heading_before(passage) for passage in passages]
        encodings = self._model.tokenize([prompt + p.text for prompt, p in zip(prompts, passages, strict=True)])
        vectors = dict[int, PassageVectors]()
        filled = batches([e.ids for e in encodings], _BATCH_TOKENS)
        for batch, outputs in zip(filled, self._model.run_all(filled), strict=True):
            for i, tokens in zip(batch.members, outputs, strict=True):
                offsets = np.array(encodings[i].offsets) - len(prompts[i])
                vectors[i] = pool(tokens[: len(offsets)], offsets, passages[i].sentences)
        return [vectors[i] for i in range(len(passages))]
