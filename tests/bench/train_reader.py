"""Trains the reader's model: first on sentence selection sets of many kinds, then on questions over news, taught by a larger model."""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
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
from tests.bench.reading_model import Example, ReadingModel, train

PARAGRAPHS = ("squad2_part", "xquad_en")
"""Sets whose candidates are the sentences of a paragraph, many questions to one."""
OTHERS = ("selqa_dev", "wikiqa_train", "wikiqa_dev", "trecqa_train", "trecqa_dev", "realtimeqa_2023")
_WINDOWS = 4
_NEWS_WINDOWS = 7
_WITHOUT_ANSWER = 0.15
_LABELLED = 8
"""Windows of a question that a teacher reads."""
Taught = Mapping[str, Mapping[str, Sequence[float]]]
"""By question and number of window, the logit of each sentence."""
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


def news_examples(pools: Sequence[Pool], generator: random.Random, taught: Taught | None = None) -> Iterator[Example]:
    """Questions over news, each with some of its windows; now and then without those that answer, so that nothing does.

    Where a teacher's logits are given, only windows that have some.
    """
    for pool in pools:
        logits = taught[pool.id] if taught else {}
        known = [i for i in range(len(pool.texts)) if not taught or str(i) in logits]
        right = [i for i in known if any(pool.labels[i])]
        if generator.random() < _WITHOUT_ANSWER:
            right = []
        others = [i for i in known if not any(pool.labels[i])]
        chosen = right + generator.sample(others, min(_NEWS_WINDOWS - len(right[:_NEWS_WINDOWS]), len(others)))
        if chosen:
            yield Example(
                pool.question, tuple(pool.texts[i] for i in chosen), tuple(pool.labels[i] for i in chosen),
                tuple(tuple(logits[str(i)]) for i in chosen) if taught else (),
            )  # fmt: skip


def label(model: ReadingModel, pools: Sequence[Pool]) -> dict[str, dict[str, list[float]]]:
    """A teacher's logits for the windows that answer and some others of each question."""
    model.to(torch.bfloat16).eval()
    found = dict[str, dict[str, list[float]]]()
    with torch.inference_mode():
        for pool in pools:
            right = [i for i, labels in enumerate(pool.labels) if any(labels)][:_LABELLED]
            others = [i for i in range(len(pool.texts)) if i not in right]
            chosen = sorted(right + random.Random(pool.id).sample(others, min(_LABELLED - len(right), len(others))))
            logits = model.all_logits([model.packed(pool.question, pool.texts[i]) for i in chosen])
            found[pool.id] = {str(i): [round(float(x), 3) for x in row] for i, row in zip(chosen, logits, strict=True)}
    return found


def _shuffled(examples: Iterator[Example], generator: random.Random) -> list[Example]:
    every = list(examples)
    generator.shuffle(every)
    return every


def main() -> None:
    """Stage by stage; each reads what the one before wrote. `tests.bench.train` runs them all.

    python -m tests.bench.train_reader generic --data SENTENCE_SELECTION --out generic.pt
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["generic", "news", "label", "distil"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--model", type=Path, default=packaged_model(), help="folder of the transformer to start from")
    parser.add_argument("--frozen", type=int, default=0, help="how many of its layers stay as they are")
    parser.add_argument("--start", type=Path, help="checkpoint of the stage before")
    parser.add_argument("--fold", help="0/2 trains on all questions but those of part 0 of 2")
    parser.add_argument("--taught", type=Path, nargs=2, help="what the teachers of part 0 and 1 of 2 gave")
    parser.add_argument("--most", type=int, help="so many of the selection sets' questions")
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=4)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    generator = random.Random(arguments.seed)
    model = ReadingModel(str(arguments.model), arguments.frozen)
    if arguments.start:
        model.load(arguments.start)
    if arguments.stage == "generic":
        every = [_shuffled(generic_examples(arguments.data, generator), generator)[: arguments.most] for _ in range(arguments.epochs)]
        train(model, [example for epoch in every for example in epoch], rate=arguments.rate, at_once=16, seed=arguments.seed)
    else:
        rows = load_rows(arguments.data / "train.jsonl")
        pools = read_pools(arguments.data / "train.jsonl", arguments.index, swapped=True)
        if arguments.stage == "label":
            arguments.out.write_text(json.dumps(label(model, pools)), "utf-8")
            return
        taught = _taught(arguments.taught, rows, arguments.fold) if arguments.taught else None
        if arguments.fold:
            left_out = ids_in_part(rows, arguments.fold)
            pools = [pool for pool in pools if _asked(pool.id) not in left_out]
        every = [_shuffled(news_examples(pools, generator, taught), generator) for _ in range(arguments.epochs)]
        train(model, [example for epoch in every for example in epoch], rate=arguments.rate, at_once=8, seed=arguments.seed)
    torch.save(model.state_dict(), arguments.out)


def _asked(pool: str) -> str:
    """The question that a pool was made for, its speaker swapped or not."""
    return pool.removesuffix("-swapped")


def _taught(files: Sequence[Path], rows: Sequence[Mapping[str, Any]], fold: str | None) -> Taught:
    """What a teacher gave: for a fold the one that was trained on the same questions, else for each question the one that was not."""
    first, second = (json.loads(file.read_text("utf-8")) for file in files)
    if fold:
        return dict(first if fold.startswith("0") else second)
    part = ids_in_part(rows, "0/2")
    return {pool: (first if _asked(pool) in part else second)[pool] for pool in first}


if __name__ == "__main__":
    main()
