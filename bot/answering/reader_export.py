"""What was trained and fitted for the reader: its parameters, and the export of its cross-encoder."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.trained import Trained

if TYPE_CHECKING:
    from bot.answering.cross_encoder import CrossEncoder


@dataclass(frozen=True, slots=True)
class ReaderParameters:
    """What was fitted, as `config/reader.json` holds it.

    `first` weighs the cheap features; the best `glance` candidates go to the cross-encoder, and where none of them has a
    logit of `enough`, the best `depth`; its logit, the first score
    and how well the speaker fits are added with the weights of `second`; `confidence` and `answerable` hold coefficients of logistic regressions.
    """

    sha256: str
    first: Mapping[str, float]
    glance: int
    depth: int
    enough: float
    second: Mapping[str, float]
    confidence: Mapping[str, float]
    answerable: Mapping[str, float]

    @classmethod
    def load(cls, folder: Path) -> "ReaderParameters":
        """From `reader.json` in a folder."""
        return cls(**json.loads((folder / "reader.json").read_text("utf-8")))


def open_reader(folder: Path, cache: Path, threads: int = 0, crowded: Callable[[], bool] = lambda: False) -> "CrossEncoder":
    """The cross-encoder of a folder with `reader.json` and `reader.safetensors`; exported to `cache` the first time.

    Raises EncoderError when the weights are not those that the parameters were fitted with.
    """
    exported = Trained(folder, "reader").exported(cache)
    from bot.answering.cross_encoder import CrossEncoder

    return CrossEncoder(exported, threads, crowded)
