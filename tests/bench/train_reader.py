"""Trains the reader's model: first on sentence selection sets of many kinds, then on questions over news."""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from rank_bm25 import BM25Plus

from bot.answering.windows import WindowText
from index.exporting import packaged_model
from index.tokens import tokenize
from tests.bench.outcomes import load_rows
from tests.bench.parts import ids_in_part
from tests.bench.pools import Pool, read_pools
from tests.bench.pruning import prune
from tests.bench.reading_model import Example, ReadingModel, train
from tests.bench.training import training_rows

PARAGRAPHS = ("squad2_part", "xquad_en")
"""Sets whose candidates are the sentences of a paragraph, many questions to one."""
OTHERS = ("selqa_dev", "wikiqa_train", "wikiqa_dev", "trecqa_train", "trecqa_dev", "realtimeqa_2023")
_WINDOWS = 4
_NEWS_WINDOWS = 7
_GATED = 1_000
"""Examples over which the importance of heads and units is summed."""
_WITHOUT_ANSWER = 0.15
SEED = 20_231_225


def generic_examples(folder: Path, generator: random.Random) -> Iterator[Example]:
    """Questions of the sentence selection sets; beside a paragraph stands the one most like its question."""
    for name in PARAGRAPHS:
        yield from _paragraph_examples(_rows(folder / f"{name}.jsonl"), generator)
    for name in OTHERS:
        for row in _rows(folder / f"{name}.jsonl"):
            windows = _divided(row["candidates"], generator)
            generator.shuffle(windows)
            windows.sort(key=lambda window: not any(c["label"] for c in window))
            yield _example(row["question"], windows[:_WINDOWS])


def _paragraph_examples(rows: list[dict[str, Any]], generator: random.Random) -> Iterator[Example]:
    paragraphs = {" ".join(c["text"] for c in row["candidates"]): row["candidates"] for row in rows}
    texts = list(paragraphs)
    ranking = BM25Plus([tokenize(text) for text in texts])
    for row in rows:
        own = " ".join(c["text"] for c in row["candidates"])
        like = ranking.get_scores(tokenize(row["question"])).argsort()[::-1][:3]
        beside = generator.choice([texts[i] for i in like if texts[i] != own])
        windows = [row["candidates"]] if generator.random() < 0.5 else _divided(row["candidates"], generator)
        yield _example(row["question"], [*windows, [{**c, "label": 0} for c in paragraphs[beside]]])


def _rows(path: Path) -> list[dict[str, Any]]:
    return [row for row in load_rows(path) if row["candidates"]]


def _divided(candidates: Sequence[dict[str, Any]], generator: random.Random) -> list[list[dict[str, Any]]]:
    windows, at = [], 0
    while at < len(candidates):
        size = generator.randint(2, 6)
        windows.append(list(candidates[at : at + size]))
        at += size
    return windows


def _example(question: str, windows: Sequence[Sequence[dict[str, Any]]]) -> Example:
    texts = tuple(WindowText("", tuple(c["text"] for c in window)) for window in windows)
    return Example(question, texts, tuple(tuple(int(c["label"]) for c in window) for window in windows))


def news_examples(pools: Sequence[Pool], generator: random.Random) -> Iterator[Example]:
    """Questions over news, each with some of its windows; now and then without those that answer, so that nothing does."""
    for pool in pools:
        right = [i for i, labels in enumerate(pool.labels) if any(labels)]
        if generator.random() < _WITHOUT_ANSWER:
            right = []
        others = [i for i, labels in enumerate(pool.labels) if not any(labels)]
        chosen = right + generator.sample(others, min(_NEWS_WINDOWS - len(right[:_NEWS_WINDOWS]), len(others)))
        if chosen:
            yield Example(pool.question, tuple(pool.texts[i] for i in chosen), tuple(pool.labels[i] for i in chosen))


def _shuffled(examples: Iterator[Example], generator: random.Random) -> list[Example]:
    every = list(examples)
    generator.shuffle(every)
    return every


def main() -> None:
    """Stage by stage; each reads what the one before wrote.

    python -m tests.bench.train_reader generic --data SENTENCE_SELECTION --out stage1.pt
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["generic", "news"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--fold", help="0/2 trains on all questions but those of part 0 of 2")
    parser.add_argument("--written", action="store_true", help="train on questions.jsonl as well")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument(
        "--keep",
        type=int,
        nargs=2,
        metavar=("HEADS", "UNITS"),
        help="in the generic stage: of each layer of the start; the rest is left out",
    )
    parser.add_argument("--teachers", type=Path, nargs="+", default=[], help="checkpoints whose mean logits count as the labels do")
    parser.add_argument("--epochs", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.keep and arguments.stage != "generic":
        parser.error("--keep belongs to the generic stage: its examples tell what matters least")
    torch.set_num_threads(arguments.threads)
    generator = random.Random(arguments.seed)
    model, *teachers = (ReadingModel(str(packaged_model())) for _ in range(1 + len(arguments.teachers)))
    if arguments.start:
        model.load(arguments.start)
    for teacher, checkpoint in zip(teachers, arguments.teachers, strict=True):
        teacher.load(checkpoint)
    if arguments.stage == "generic":
        if arguments.keep:
            heads, units = arguments.keep
            prune(model, _shuffled(generic_examples(arguments.data, generator), generator)[:_GATED], heads=heads, units=units)
        every = [_shuffled(generic_examples(arguments.data, generator), generator) for _ in range(arguments.epochs)]
        train(model, [example for epoch in every for example in epoch], rate=1e-4, at_once=16, seed=arguments.seed, teachers=teachers)
    else:
        rows = training_rows(arguments.data) if arguments.written else load_rows(arguments.data / "train.jsonl")
        pools = read_pools(rows, arguments.index, arguments.cache, swapped=True)
        if arguments.fold:
            left_out = ids_in_part(rows, arguments.fold)
            pools = [pool for pool in pools if pool.id.removesuffix("-swapped") not in left_out]
        every = [_shuffled(news_examples(pools, generator), generator) for _ in range(arguments.epochs)]
        train(model, [example for epoch in every for example in epoch], rate=5e-5, at_once=8, seed=arguments.seed, teachers=teachers)
    torch.save(model.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
