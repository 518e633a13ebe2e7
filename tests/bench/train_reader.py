"""Trains the reader's cross-encoder: first on sentence selection sets of many kinds, then on questions over news."""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import torch

from bot.answering.evidence import evidence_text
from index.exporting import packaged_model
from tests.bench.cross_encoder import CrossEncoder, Group, train

GENERIC = {
    "squad2_part": 2_500, "xquad_en": 600, "selqa_dev": 785, "wikiqa_train": 873, "wikiqa_dev": 126, "trecqa_train": 94,
    "trecqa_dev": 82, "realtimeqa_2023": 600,
}  # fmt: skip
"""Questions taken of each set: those nearest to news, and enough of the large ones."""
_CANDIDATES = 6
SEED = 20_231_225


def generic_groups(folder: Path, generator: random.Random) -> Iterator[Group]:
    """Questions of the sentence selection sets; the sentences beside a candidate are its context."""
    for name, count in GENERIC.items():
        lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
        for line in generator.sample(lines, min(count, len(lines))):
            row = json.loads(line)
            texts = [c["text"] for c in row["candidates"]]
            labels = [float(c["label"]) for c in row["candidates"]]
            evidence = [
                evidence_text(t, before="".join(texts[max(0, i - 1) : i]), after="".join(texts[i + 1 : i + 2])) for i, t in enumerate(texts)
            ]
            positive = [i for i, y in enumerate(labels) if y]
            negative = [i for i, y in enumerate(labels) if not y]
            chosen = generator.sample(positive, min(2, len(positive)))
            chosen += generator.sample(negative, min(_CANDIDATES - len(chosen), len(negative)))
            if len(chosen) > 1:
                yield Group(row["question"], tuple(evidence[i] for i in chosen), tuple(labels[i] for i in chosen))


def main() -> None:
    """`python -m tests.bench.train_reader generic --data ../shared/sentence-selection --out stage1.pt`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["generic"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=4)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    generator = random.Random(SEED)
    groups = list(generic_groups(arguments.data, generator))
    print(len(groups), "questions", sum(len(g.evidence) for g in groups), "pairs", flush=True)
    model = CrossEncoder(str(packaged_model()))
    train(model, groups, epochs=1, rate=7e-5, at_once=10, seed=SEED)
    torch.save(model.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
