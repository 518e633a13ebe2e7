"""Each part of the reading off in turn, on questions that the model was not trained on.

python -m tests.bench.ablation --data NEWSASK --index DATA_DIR --cache CACHE_DIR --weights FOLD.pt --part 0/2
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bot.answering import quotes, windows
from bot.answering.answer import Engine
from bot.answering.reader import Reader
from bot.answering.reader_export import ReaderParameters
from bot.answering.records import EngineSettings
from bot.resources import config_folder
from index.encoder import EncoderSettings
from tests.bench.fit_reader import open_checkpoint
from tests.bench.outcomes import load_rows, outcomes
from tests.bench.parts import ids_in_part

Variant = tuple[str, ReaderParameters, bool, Callable[[], AbstractContextManager[object]]]


def variants(whole: ReaderParameters) -> Iterator[Variant]:
    """Name, parameters, whether the cross-encoder reads, and what else is changed."""

    def without(*first: str, second: Sequence[str] = ()) -> ReaderParameters:
        return replace(whole, first={**whole.first, **dict.fromkeys(first, 0.0)}, second={**whole.second, **dict.fromkeys(second, 0.0)})

    yield "everything", whole, True, nullcontext
    yield "no cross-encoder", whole, False, nullcontext
    yield "no speakers in what it reads", whole, True, lambda: patch.object(windows, "_speaker", lambda *_: "")
    yield "no headline, outlet and month in what it reads", whole, True, lambda: patch.object(windows, "_heading", lambda _: "")
    yield "first ranking not added to its logit", without(second=["first"]), True, nullcontext
    yield "how well the speaker fits not in the last ranking", without(second=["speaker"]), True, nullcontext
    yield "eight read at once, not three first", replace(whole, glance=whole.depth), True, nullcontext
    yield "asked speaker unknown to the first ranking", without("speaker"), True, nullcontext
    yield "named outlet and days unknown to the first ranking", without("preferred"), True, nullcontext
    yield "what its article holds unknown to the first ranking", without("article", "nearby"), True, nullcontext
    yield "numbers unknown to the first ranking", without("number"), True, nullcontext
    yield "the turn before unknown to the first ranking", without("earlier", "followed", "shown"), True, nullcontext
    yield "no neighbours quoted along", whole, True, lambda: patch.object(quotes, "_NEARLY", -99.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "index", "cache", "weights"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--part", required=True, help="0/2: the questions that the weights have not seen")
    arguments = parser.parse_args()
    rows = load_rows(arguments.data / "train.jsonl")
    part = ids_in_part(rows, arguments.part)
    engine = Engine(EngineSettings(arguments.index, arguments.cache, EncoderSettings()))
    print("| | answer@1 | answer@3 | median words of the first quote |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        scorer = open_checkpoint(arguments.weights, Path(folder) / "fold")
        for name, parameters, reads, changed in variants(ReaderParameters.load(config_folder())):
            with changed():
                found = [o for o in outcomes(engine, Reader(parameters, scorer if reads else None), rows, part) if o.answerable]
            first, three = np.mean([o.right for o in found]), np.mean([o.among_three for o in found])
            print(f"| {name} | {first:.3f} | {three:.3f} | {np.median([o.words for o in found]):.0f} |", flush=True)
    engine.close()


if __name__ == "__main__":
    main()
