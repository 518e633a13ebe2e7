"""Fits what `config/reader.json` holds, on questions that the cross-encoder was not trained on.

python -m tests.bench.fit_reader --data NEWSASK --index DATA_DIR --weights FOLD.safetensors --part 0/2
"""

import argparse
import json
import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from bot.answering.answer import Engine, find_passages
from bot.answering.conversation import Conversation
from bot.answering.cross_encoder import CrossEncoder
from bot.answering.question import understand
from bot.answering.reader import Reader
from bot.answering.reader_export import ReaderParameters
from bot.answering.records import EngineSettings
from bot.resources import config_folder
from index.encoder import EncoderSettings
from index.exporting import export_reader
from tests.bench.pools import answers

_FIRST_WEIGHTS = (0.15, 0.3, 0.5)
_SILENT = 0.03
"""Share of answerable questions that may be met with silence."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went: whether it can be answered, whether the first candidate answers, what confidence sees."""

    answerable: bool
    right: bool
    features: dict[str, float]


def outcomes(engine: Engine, reader: Reader, rows: Sequence[dict[str, object]], part: set[str]) -> list[Outcome]:
    """Reads the questions of a part, with the turns before them."""
    conversations, found = dict[str, Conversation](), list[Outcome]()
    with engine.archive.current() as index:
        for row in rows:
            before = conversations.get(str(row["after"]), Conversation())
            query = understand(str(row["question"]), before, engine.understanding(index))
            conversations[str(row["id"])] = before.then(engine.ask(str(row["question"]), conversation=before))
            if row["id"] not in part:
                continue
            reading = reader.read(index, query, *find_passages(index, query, engine.settings.passages))
            if not reading.candidates:
                continue
            first = reading.candidates[0]
            right = answers(index.document(first.article_no), first.sentence, row["gold"])  # type: ignore[arg-type]
            found.append(Outcome(bool(row["answerable"]), right, dict(reading.features)))
    return found


def fit_confidence(found: Sequence[Outcome]) -> dict[str, float]:
    """Logistic regression of "the first candidate answers" on the features, with a little weight decay."""
    names = list(found[0].features)
    x = torch.tensor([[o.features[name] for name in names] for o in found], dtype=torch.float64)
    y = torch.tensor([float(o.right and o.answerable) for o in found], dtype=torch.float64)
    mean, spread = x.mean(0), x.std(0).clamp(min=1e-6)
    weights = torch.zeros(len(names) + 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        logits = (x - mean) / spread @ weights[1:] + weights[0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, y) + 0.002 * weights[1:].square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    slopes = (weights[1:] / spread).detach()
    return {"intercept": float(weights[0].detach() - (slopes * mean).sum()), **dict(zip(names, slopes.tolist(), strict=True))}


def probability(weights: dict[str, float], outcome: Outcome) -> float:
    total = weights["intercept"] + sum(weights[name] * value for name, value in outcome.features.items())
    return 1 / (1 + math.exp(-total))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--part", required=True, help="0/2: the questions that the weights have not seen")
    arguments = parser.parse_args()
    number, parts = map(int, arguments.part.split("/"))
    rows = [json.loads(line) for line in (arguments.data / "train.jsonl").read_text("utf-8").splitlines()]
    part = {row["id"] for i, row in enumerate(rows) if i % parts == number}
    engine = Engine(EngineSettings(arguments.index, arguments.cache, EncoderSettings(), min_confidence=0.0, cross_encoder=False))
    parameters = ReaderParameters.load(config_folder())
    with tempfile.TemporaryDirectory() as folder:
        export_reader(arguments.weights, Path(folder) / "reader")
        scorer = CrossEncoder(Path(folder) / "reader")
        tried = {}
        for weight in _FIRST_WEIGHTS:
            reader = Reader(replace(parameters, second={"logit": 1.0, "first": weight}), scorer)
            tried[weight] = outcomes(engine, reader, rows, part)
            print(f"first {weight}: right {np.mean([o.right for o in tried[weight] if o.answerable]):.3f}", flush=True)
    best = max(_FIRST_WEIGHTS, key=lambda w: sum(o.right for o in tried[w]))
    found = tried[best]
    confidence = fit_confidence(found)
    answerable = sorted(probability(confidence, o) for o in found if o.answerable)
    threshold = answerable[int(_SILENT * len(answerable))]
    silent = [probability(confidence, o) < threshold for o in found if not o.answerable]
    print(json.dumps({"second": {"logit": 1.0, "first": best}, "confidence": {k: round(v, 4) for k, v in confidence.items()}}))
    print(f"min_confidence {threshold:.3f}: silent on {np.mean(silent):.3f} of the unanswerable (n={len(silent)})")
    for share in (0.06, 0.1, 0.2):
        level = answerable[int(share * len(answerable))]
        print(
            f"  at {share} wrongly silent ({level:.3f}): {np.mean([probability(confidence, o) < level for o in found if not o.answerable]):.3f}"
        )
    engine.close()


if __name__ == "__main__":
    main()
