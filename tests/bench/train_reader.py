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
from tests.bench.pools import Pool, read_pools

GENERIC = {
    "squad2_part": 2_500, "xquad_en": 600, "selqa_dev": 785, "wikiqa_train": 873, "wikiqa_dev": 126, "trecqa_train": 94,
    "trecqa_dev": 82, "realtimeqa_2023": 600,
}  # fmt: skip
"""Questions taken of each set: those nearest to news, and enough of the large ones."""
_CANDIDATES = 6
_NEWS_CANDIDATES = 11
_NEWS_EPOCHS = 3
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


def news_groups(pools: list[Pool], generator: random.Random) -> Iterator[Group]:
    """Questions over news: what answers, against what retrieval and first ranking put highest without answering."""
    for pool in pools:
        positive = [i for i, y in enumerate(pool.labels) if y]
        negative = [i for i, y in enumerate(pool.labels) if not y]
        chosen = generator.sample(positive, min(2, len(positive)))
        hard = negative[:5] if len(negative) > 5 else negative
        chosen += hard + generator.sample(negative[5:], min(_NEWS_CANDIDATES - len(chosen) - len(hard), len(negative[5:])))
        if chosen:
            yield Group(pool.question, tuple(pool.evidence[i] for i in chosen), tuple(float(pool.labels[i]) for i in chosen))


def main() -> None:
    """Stage by stage; each reads what the one before wrote.

    python -m tests.bench.train_reader generic --data SENTENCE_SELECTION --out stage1.pt
    python -m tests.bench.train_reader news --data NEWSASK --index DATA_DIR --start stage1.pt --out reader.pt
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["generic", "news"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--fold", help="0/2 trains on all questions but those of part 0 of 2")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    generator = random.Random(SEED)
    model = CrossEncoder(str(packaged_model()))
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    if arguments.stage == "generic":
        train(model, list(generic_groups(arguments.data, generator)), epochs=1, rate=7e-5, at_once=10, seed=SEED)
    else:
        pools = read_pools(arguments.data / "train.jsonl", arguments.index)
        if arguments.fold:
            part, parts = map(int, arguments.fold.split("/"))
            pools = [pool for i, pool in enumerate(pools) if i % parts != part]
        groups = [group for _ in range(_NEWS_EPOCHS) for group in news_groups(pools, generator)]
        train(model, groups, epochs=1, rate=5e-5, at_once=6, seed=SEED)
    torch.save(model.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
