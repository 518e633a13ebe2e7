"""What was trained and fitted for the reader: its parameters, and the export of its cross-encoder."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import EncoderError

if TYPE_CHECKING:
    from bot.answering.cross_encoder import CrossEncoder

PARAMETERS, WEIGHTS = "reader.json", "reader.safetensors"


@dataclass(frozen=True, slots=True)
class ReaderParameters:
    """What was fitted, as `config/reader.json` holds it.

    `first` weighs the cheap features; the best `depth` candidates go to the cross-encoder, whose logit and the first
    score are added with the weights of `second`; `confidence` holds the coefficients of a logistic regression.
    """

    sha256: str
    first: Mapping[str, float]
    depth: int
    second: Mapping[str, float]
    confidence: Mapping[str, float]

    @classmethod
    def load(cls, folder: Path) -> "ReaderParameters":
        """From `reader.json` in a folder."""
        return cls(**json.loads((folder / PARAMETERS).read_text("utf-8")))


def open_reader(folder: Path, cache: Path, threads: int = 0) -> "CrossEncoder":
    """The cross-encoder of a folder with `reader.json` and `reader.safetensors`; exported to `cache` the first time.

    Raises EncoderError when the weights are not those that the parameters were fitted with.
    """
    parameters = ReaderParameters.load(folder)
    exported = reader_export(folder, cache)
    if not (exported / "export.json").is_file():
        from index.exporting import export_reader

        if hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest() != parameters.sha256:
            raise EncoderError(f"{folder / WEIGHTS} is not what {PARAMETERS} was fitted with; reinstall quotedesk")
        export_reader(folder / WEIGHTS, exported)
    from bot.answering.cross_encoder import CrossEncoder

    return CrossEncoder(exported, threads)


def reader_export(folder: Path, cache: Path) -> Path:
    """Where the reader's export stands, made or not."""
    return cache / "models" / f"reader_{ReaderParameters.load(folder).sha256[:16]}"
