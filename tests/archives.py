"""Articles of invented outlets about invented people, and a tiny real encoder to index them with."""

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from bot.resources import config_folder
from index.build import BuildSettings, Listeners, build, open_tagger
from index.encoder import EncoderSettings, PassageText, PassageVectors, Vectors
from index.records import BuildReport
from index.statements.tagging import Tagger
from index.tokens import tokenize

TEST_ENCODER = EncoderSettings(model="hashing", precision="fp32")
_DIMENSION = 64
CACHE = Path(os.environ.get("QUOTEDESK_CACHE_DIR") or tempfile.mkdtemp(prefix="quotedesk-models-"))
"""Where the models are exported to, once for all tests."""

HARBOUR = """Harbour council votes to close the old ferry pier

The Lindmere harbour council voted 7 to 2 on Monday to close the old ferry pier.

“The pier is rotten below the water line. We cannot let families walk on it any longer,” council chair Mirela Tavish told reporters.

Ferry operator Odd Brannigan said the closing would cost his company 40,000 crowns a month.

“Nobody asked us,” he said. “We learned of it from the radio.”

Work on a new pier starts in May.
"""

ORCHARD = {
    "id": "orchard-1",
    "title": "Frost ruins half the plum harvest",
    "outlet": "The Vale Observer",
    "author": "Ines Okafor-Lund",
    "published": "2024-04-19",
    "url": "https://vale-observer.example/frost?page=1",
    "text": (
        "Frost ruins half the plum harvest.\n\nA night of frost has destroyed half of the plum blossom in the Teller valley, growers say.\n\n"
        '"I have never seen it this bad. My father never saw it this bad," said Petra Vosk, who grows plums near Ashby. '
        '"We will be lucky to sell 20 tonnes."\n\nAgriculture minister Colm Adeyemi promised aid within two weeks, but gave no sum.'
    ),
}


class HashingEncoder:
    """Stems hashed into a few dimensions: deterministic, instant, and near where words are shared."""

    fingerprint = TEST_ENCODER.fingerprint
    dimension = _DIMENSION

    def encode_question(self, text: str) -> Vectors:
        vector = np.full(_DIMENSION, 1e-3, np.float32)
        for stem in tokenize(text):
            vector[int(hashlib.sha256(stem.encode()).hexdigest(), 16) % _DIMENSION] += 1
        return vector / np.linalg.norm(vector)

    def encode_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        return [
            PassageVectors(self.encode_question(p.text), np.stack([self.encode_question(span.of(p.text)) for span in p.sentences]))
            for p in passages
        ]


def write_articles(folder: Path) -> Path:
    """The two articles above as files."""
    folder.mkdir(parents=True)
    (folder / "harbour.txt").write_text(HARBOUR, "utf-8")
    (folder / "orchard.json").write_text(json.dumps(ORCHARD), "utf-8")
    return folder


def make_article(number: int, words: str = "") -> dict[str, str]:
    """A short article that no other number gives."""
    return {
        "id": f"made-{number}",
        "title": f"Report {number} from the weather office",
        "outlet": f"Station {number % 3}",
        "published": f"2024-0{number % 9 + 1}-1{number % 10}",
        "text": f"Station number{number} measured {number} millimetres of rain. “It rained on day{number},” observer Nils Quarrie{number} said. {words}",
    }


@cache
def tagger() -> Tagger:
    """The real tagger, opened once."""
    return open_tagger(BuildSettings(TEST_ENCODER, CACHE, config_folder()))


def listeners() -> Listeners:
    """Listeners with the tiny encoder and the real tagger."""
    return Listeners(encoder=lambda *_: HashingEncoder(), tagger=lambda _: tagger())


def build_archive(seeds: Path, data: Path, settings: BuildSettings) -> BuildReport:
    """A build with the tiny encoder."""
    return build(seeds, data, settings, listeners())
