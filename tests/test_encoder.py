"""The packaged model: exported once, checked, and pooled as documented."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.encoder import EncoderSettings, PassageText, pool
from index.errors import EncoderError
from index.models import export_folder, open_encoder
from index.onnx_encoder import OnnxEncoder
from index.records import Span

QUESTIONS = ("What did the harbour council decide?", "Who grows plums?", "Größe und Fähre – çok güzel")
TEXT = "The harbour council voted to close the pier. Plums are grown in the valley."
PASSAGE = PassageText(TEXT, (Span(0, 44), Span(45, len(TEXT))), "Pier closed")


@pytest.fixture(scope="module")
def encoder(model_cache: Path) -> OnnxEncoder:
    opened = open_encoder(EncoderSettings(), model_cache)
    assert isinstance(opened, OnnxEncoder)
    return opened


def test_vectors_are_unit_and_of_the_model_s_size(encoder: OnnxEncoder) -> None:
    (vectors,) = encoder.encode_passages([PASSAGE])
    assert vectors.passage.shape == (384,) and vectors.sentences.shape == (2, 384)
    norms = np.linalg.norm(np.vstack([vectors.passage, vectors.sentences, encoder.encode_question(QUESTIONS[0])]), axis=1)
    assert norms == pytest.approx(1.0, abs=1e-5)


def test_meaning_is_told_apart(encoder: OnnxEncoder) -> None:
    (vectors,) = encoder.encode_passages([PASSAGE])
    harbour, plums = (vectors.sentences @ encoder.encode_question(q) for q in QUESTIONS[:2])
    assert harbour[0] > harbour[1] and plums[1] > plums[0]


def test_a_passage_has_the_same_vectors_whatever_is_encoded_with_it(encoder: OnnxEncoder) -> None:
    others = [PassageText("Word. " * n, (Span(0, 5),)) for n in (1, 40, 90)]
    (alone,), together = encoder.encode_passages([PASSAGE]), encoder.encode_passages([*others, PASSAGE])[-1]
    assert np.array_equal(alone.passage, together.passage) and np.array_equal(alone.sentences, together.sentences)


def test_int8_stays_close_to_the_model_itself(encoder: OnnxEncoder) -> None:
    exact = open_encoder(EncoderSettings(backend="torch"), Path("unused"))
    for question in QUESTIONS:
        assert float(encoder.encode_question(question) @ exact.encode_question(question)) > 0.97
    (ours,), (theirs,) = encoder.encode_passages([PASSAGE]), exact.encode_passages([PASSAGE])
    assert float(ours.passage @ theirs.passage) > 0.97
    assert (ours.sentences * theirs.sentences).sum(axis=1).min() > 0.96


def test_a_sentence_beyond_the_window_gets_its_passage_s_vector() -> None:
    tokens = np.eye(3, 4, dtype=np.float32)
    vectors = pool(tokens, np.array([[-5, -1], [0, 3], [4, 8]]), [Span(0, 3), Span(100, 110)])
    assert vectors.sentences[0] == pytest.approx([0, 1, 0, 0])
    assert vectors.sentences[1] == pytest.approx(vectors.passage)


def test_a_model_that_cannot_be_found_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"name a folder or `packaged` in encoder.model"):
        open_encoder(EncoderSettings(model="nobody/nothing"), tmp_path)
    assert not list(tmp_path.rglob("*.onnx"))


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.exporting.PACKAGED_WEIGHTS_SHA256", hashlib.sha256(b"other").hexdigest())
    with pytest.raises(EncoderError, match="not the ones this version was made for"):
        open_encoder(replace(EncoderSettings(), max_tokens=64), tmp_path)
    assert not export_folder(replace(EncoderSettings(), max_tokens=64), tmp_path).exists()
