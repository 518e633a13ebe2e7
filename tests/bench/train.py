"""From data to weights in one go: tagger, index, reader, and what is fitted on top. Some 100 minutes on 4 cores."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bot.resources import config_folder


def train(newsask: Path, selection: Path, attributions: Path, work: Path) -> None:
    """Writes the weights and parameters of `config/`; checkpoints and the index stay in `work`."""
    work.mkdir(parents=True, exist_ok=True)
    config, data, cache = config_folder(), work / "index", work / "cache"
    articles = ["build", "--seeds", str(newsask / "articles"), "--data", str(data)]
    news = ["tests.bench.train_reader", "news", "--data", str(newsask), "--index", str(data), "--start", str(work / "generic.pt")]
    folds = [work / f"fold{i}.pt" for i in range(2)]
    fit = ["--data", str(newsask), "--index", str(data), "--cache", str(cache), "--folds", *map(str, folds)]
    _run("bot.faces.cli", *articles, cache=cache)  # the tagger reads sentences from the index
    tagger = ["--gold", str(attributions), "--index", str(data), "--fold", "0/6", "--layers", "4"]
    again = ["--masked", "0.1", "--tokens", "320"]
    _run("tests.bench.train_tagger", *tagger, "--out", str(work / "tagger0.pt"))
    _run("tests.bench.train_tagger", *tagger, *again, "--seed", "7", "--start", str(work / "tagger0.pt"), "--out", str(work / "tagger.pt"))
    _run("tests.bench.pack", str(work / "tagger.pt"), str(config / "tagger"))
    _run("bot.faces.cli", *articles, cache=cache)
    _run("tests.bench.train_reader", "generic", "--data", str(selection), "--out", str(work / "generic.pt"))
    for i, fold in enumerate(folds):
        _run(*news, "--epochs", "4", "--fold", f"{i}/2", "--out", str(fold))
    _run(*news, "--epochs", "4", "--out", str(work / "reader.pt"))
    _run("tests.bench.pack", str(work / "reader.pt"), str(config / "reader"))
    _run("tests.bench.fit_reader", *fit, "--out", str(config / "reader.json"))


def _run(module: str, *arguments: str, cache: Path | None = None) -> None:
    environment = os.environ | ({"QUOTEDESK_CACHE_DIR": str(cache)} if cache else {})
    subprocess.run([sys.executable, "-m", module, *arguments], check=True, env=environment)


def main() -> None:
    """`python -m tests.bench.train --newsask NEWSASK --selection SELECTION --attributions train.jsonl --work FOLDER`."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("newsask", "selection", "attributions", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    train(arguments.newsask, arguments.selection, arguments.attributions, arguments.work)


if __name__ == "__main__":
    main()
