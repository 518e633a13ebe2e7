"""The encoder that is used by default: an exported model, the packaged MiniLM or another, in ONNX Runtime."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import EncoderSettings, PassageText, PassageVectors, Vectors, heading_before, pool, unit
from index.onnx import OnnxModel, alone


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
        asked = alone(self._model.tokenize([self._question_prompt + text])[0].ids)
        return unit(self._model.run(asked)[0].mean(axis=0))

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors of passages and of their sentences, in the order given."""
        prompts = [self._passage_prompt + heading_before(passage) for passage in passages]
        encodings = self._model.tokenize([prompt + p.text for prompt, p in zip(prompts, passages, strict=True)])
        offsets = (np.array(encoding.offsets) - len(prompt) for encoding, prompt in zip(encodings, prompts, strict=True))
        outputs = self._model.run_each([encoding.ids for encoding in encodings])
        return [pool(tokens, at, passage.sentences) for tokens, at, passage in zip(outputs, offsets, passages, strict=True)]
