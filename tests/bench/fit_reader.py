"""Fits what `config/reader.json` holds, on questions that the model was not trained on.

python -m tests.bench.fit_reader --data NEWSASK --index DATA_DIR --cache CACHE_DIR --folds FOLD0.pt FOLD1.pt --out config/reader.json
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bot.answering.answer import Engine, find_passages
from bot.answering.conversation import Conversation
from bot.answering.cross_encoder import CrossEncoder
from bot.answering.pool import gather
from bot.answering.question import understand
from bot.answering.reader import Reader, probability
from bot.answering.reader_export import ReaderParameters
from bot.answering.records import EngineSettings
from bot.answering.speakers import AskedSpeaker
from bot.resources import config_folder
from index.encoder import EncoderSettings
from index.exporting import export_trained
from tests.bench.outcomes import Outcome, answers, by_type, calibration_error, draw_risk, most_useful, outcomes, silence
from tests.bench.pack import save_packed
from tests.bench.parts import ids_in_part
from tests.bench.training import training_rows, was_written

_SHARES = (0.03, 0.045, 0.06, 0.1, 0.2)


def fit(found: Sequence[Outcome], labels: Sequence[bool]) -> dict[str, float]:
    """Coefficients of a logistic regression of the labels on the features, with a little weight decay."""
    names = list(found[0].features)
    x = torch.tensor([[o.features[name] for name in names] for o in found], dtype=torch.float64)
    y = torch.tensor(labels, dtype=torch.float64)
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
    fitted = {"intercept": float(weights[0].detach() - (slopes * mean).sum()), **dict(zip(names, slopes.tolist(), strict=True))}
    return {name: round(weight, 4) for name, weight in fitted.items()}


def listwise(questions: Iterable[tuple[Sequence[Mapping[str, float]], Sequence[bool]]]) -> dict[str, float]:
    """Weights of what sentences are ranked by, under which a right one is likeliest to be drawn first.

    ListNet's top-one probability (Cao et al., "Learning to Rank", ICML 2007) over each question's candidates.
    """
    ranked = [(known, right) for known, right in questions if any(right)]
    names = list(ranked[0][0][0])
    rows = [torch.tensor([[k[name] for name in names] for k in known], dtype=torch.float64) for known, _ in ranked]
    answers = [torch.tensor(right) for _, right in ranked]
    weights = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        scores = [x @ weights for x in rows]
        loss = torch.stack([s.logsumexp(0) - s[y].logsumexp(0) for s, y in zip(scores, answers, strict=True)]).mean()
        loss.backward()
        return loss

    optimizer.step(closure)
    return dict(zip(names, weights.tolist(), strict=True))


def fit_first(engine: Engine, rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Weights of the first ranking, over every sentence of the passages that were found."""
    conversations, found = dict[str, Conversation](), []
    with engine.archive.current() as index:
        for row in rows:
            before = conversations.get(row["after"] or "", Conversation())
            conversations[row["id"]] = before.then(engine.ask(row["question"], conversation=before))
            query = understand(row["question"], before, engine.understanding(index))
            hits, vector = find_passages(index, query, engine.settings.passages)
            pool = gather(index, query, hits, vector, AskedSpeaker(query, index.rarity))
            known = [dict(zip(pool.features, values, strict=True)) for values in zip(*pool.features.values(), strict=True)]
            found.append((known, [answers(index.document(no), at, row["gold"]) for no, at in pool.places]))
    return {name: round(weight, 2) for name, weight in listwise(found).items()}


def fit_second(found: Sequence[Outcome]) -> dict[str, float]:
    """Weights of the last ranking, the logit's being one."""
    fitted = listwise(([known for known, _ in o.candidates], [right for _, right in o.candidates]) for o in found)
    return {name: round(weight / fitted["logit"], 3) for name, weight in fitted.items()}


def fit_both(found: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """What `reader.json` holds: that the first quote answers, that the archive does."""
    return {"confidence": fit(found, [o.right and o.answerable for o in found]), "answerable": fit(found, [o.answerable for o in found])}


def judged(found: Iterable[Outcome], weights: Mapping[str, Mapping[str, float]]) -> list[Outcome]:
    """Outcomes with the probabilities of these coefficients."""
    return [
        replace(o, confidence=probability(weights["confidence"], o.features), sure=probability(weights["answerable"], o.features))
        for o in found
    ]


def cross_fitted(found: Sequence[Outcome], parts: int = 5) -> list[Outcome]:
    """Each outcome with the probabilities of coefficients that were fitted on the other parts."""
    fitted = list[Outcome]()
    for part in range(parts):
        weights = fit_both([o for i, o in enumerate(found) if i % parts != part])
        fitted += judged(found[part::parts], weights)
    return fitted


def of_newsask(found: Iterable[Outcome]) -> list[Outcome]:
    """What is fitted on: the questions written for this project serve training and as a check, their share of near misses being another."""
    return [o for o in found if not was_written(o.id)]


def open_checkpoint(weights: Path, folder: Path) -> CrossEncoder:
    """The cross-encoder of a checkpoint as it would be shipped: packed, then exported to a folder."""
    packed = folder.with_suffix(".safetensors")
    save_packed(weights, packed)
    export_trained(packed, folder)
    return CrossEncoder(folder)


def right_share(found: Sequence[Outcome]) -> float:
    """Of the answerable questions, how many were answered by the first quote."""
    return float(np.mean([o.right for o in found if o.answerable]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--folds", type=Path, nargs="+", help="weights, the i-th of n trained without the i-th part of the questions")
    parser.add_argument("--out", type=Path, help="reader.json, to write what was fitted into")
    parser.add_argument("--picture", type=Path, help="where to draw risk over coverage")
    arguments = parser.parse_args()
    rows = training_rows(arguments.data)
    engine = Engine(EngineSettings(arguments.index, arguments.cache, EncoderSettings(), min_answerable=0.0, cross_encoder=False))
    parameters = replace(
        ReaderParameters.load(config_folder()), first=fit_first(engine, [row for row in rows if not was_written(row["id"])])
    )
    print(f"first ranking: {parameters.first}", flush=True)
    parts = {weights: ids_in_part(rows, f"{i}/{len(arguments.folds)}") for i, weights in enumerate(arguments.folds)}
    with tempfile.TemporaryDirectory() as folder:
        scorers = {weights: open_checkpoint(weights, Path(folder) / weights.stem) for weights in parts}

        def answered(known: ReaderParameters) -> list[Outcome]:
            return [o for weights, part in parts.items() for o in outcomes(engine, Reader(known, scorers[weights]), rows, part)]

        seen = answered(parameters)
        second = fit_second(of_newsask(seen))
        print(f"right {right_share(of_newsask(seen)):.3f} with {parameters.second}; now {second}", flush=True)
        found = answered(replace(parameters, second=second))
    engine.close()
    both = fit_both(of_newsask(found))
    fitted = {"first": parameters.first, "second": second, **both}
    asked, written = cross_fitted(of_newsask(found)), judged([o for o in found if was_written(o.id)], both)
    for some in (asked, written):
        print("\n".join([*by_type(some), f"expected calibration error {calibration_error(some):.3f}", *silence(some, _SHARES)]))
        print(most_useful(some))
    print(json.dumps(fitted))
    if arguments.picture:
        draw_risk(asked, arguments.picture)
    if arguments.out:
        arguments.out.write_text(json.dumps(json.loads(arguments.out.read_text("utf-8")) | fitted, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
