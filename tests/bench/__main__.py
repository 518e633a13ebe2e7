"""`python -m tests.bench crash | quality | reading | speed | scale | askers | profile | telegram | screens | formats | fuzz | churn | copies`: campaigns and measurements that take longer than tests may."""

import argparse
import functools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def crash(arguments: argparse.Namespace) -> int:
    """Kills builds at random moments with the real model."""
    from tests.bench.crash import campaign

    with tempfile.TemporaryDirectory() as folder:
        outcome = campaign(dict(os.environ), Path(folder), kills=arguments.kills, seed=arguments.seed, articles=arguments.articles)
    print(f"{arguments.kills} builds, {outcome.killed} killed at {sorted(outcome.moments)} s")
    print(f"wrong answers afterwards: {len(outcome.wrong)}; the next build completed and answers: {outcome.completed}")
    return bool(outcome.wrong) or not outcome.completed


def quality(arguments: argparse.Namespace) -> int:
    """Builds an index of NewsAsk's articles, twice, and scores the answers to a question file."""
    quotedesk = [sys.executable, "-m", "bot.faces.cli"]
    with tempfile.TemporaryDirectory() as folder:
        data, answers = Path(folder) / "data", Path(folder) / "answers.jsonl"
        for _ in range(2):
            started = time.monotonic()
            subprocess.run([*quotedesk, "build", "--seeds", str(arguments.newsask / "articles"), "--data", str(data)], check=True)
            print(f"build: {time.monotonic() - started:.1f} s", flush=True)
        questions = arguments.newsask / arguments.questions
        with answers.open("w") as out:
            subprocess.run(
                [*quotedesk, "ask", "--batch", str(questions), "--passages", "--limit", "5", "--data", str(data)], stdout=out, check=True
            )
        scored = [sys.executable, str(arguments.newsask / "score.py"), str(questions), str(arguments.newsask / "articles"), str(answers)]
        return subprocess.run(scored, check=False).returncode


def reading(arguments: argparse.Namespace) -> int:
    """How the reader does on a question file over an index of its articles: by type, calibration, risk over coverage."""
    from bot.answering.answer import Engine
    from bot.answering.reader import Reader
    from bot.answering.reader_export import ReaderParameters, open_reader
    from bot.settings import load_settings
    from tests.bench.outcomes import by_type, calibration_error, draw_risk, load_rows, outcomes, silence

    settings = load_settings(data_dir=arguments.index).engine
    engine, rows = Engine(settings), load_rows(arguments.questions)
    reader = Reader(ReaderParameters.load(settings.reader), open_reader(settings.reader, settings.cache))
    found = list(outcomes(engine, reader, rows, {row["id"] for row in rows}))
    engine.close()
    print("\n".join([*by_type(found), f"expected calibration error {calibration_error(found):.3f} (n={len(found)})"]))
    print("\n".join(silence(found, (0.03, 0.06, 0.1, 0.2))))
    if arguments.picture:
        draw_risk(found, arguments.picture)
    return 0


def speed(arguments: argparse.Namespace) -> int:
    """This project beside LangChain and txtai on the same articles: build, rebuild, answer, memory."""
    from tests.bench.speed import run

    with tempfile.TemporaryDirectory() as folder:
        run(arguments.articles, arguments.questions, arguments.generate, arguments.work or Path(folder), arguments.picture)
    return 0


def scale(arguments: argparse.Namespace) -> int:
    """Generated archives of several sizes: time to open, to answer with and without filters, to update; memory and disk."""
    from tests.bench.scale import run

    run(arguments.passages, arguments.work, arguments.picture)
    return 0


def askers(arguments: argparse.Namespace) -> int:
    """1, 4 and 16 askers at once, and memory over many questions."""
    from tests.bench.askers import run

    return run(arguments.index, arguments.questions, arguments.many, arguments.picture)


def profile(arguments: argparse.Namespace) -> int:
    """Where the milliseconds of a warm answer go."""
    from tests.bench.profile import run

    return run(arguments.index, arguments.questions)


def telegram(arguments: argparse.Namespace) -> int:
    """A crowd that asks the bot, without faults and with one at every tenth call."""
    from tests.bench.telegram import Crowd, every_tenth_fails, run

    crowd, lost = Crowd(arguments.people, arguments.each, arguments.seconds), False
    print("| run | asked | answered | twice | median, s | p95, s | all done after, s | /help at most, s | peak, MB | stopped in, s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, fault in (("no faults", None), ("every tenth call fails", every_tenth_fails())):
        load = run(arguments.index, arguments.questions, crowd, fault)
        print(f"| {name} | {load.line} |", flush=True)
        lost |= len(load.replies) < load.asked or max(load.replies.values()) > 2 or bool(load.status)
    return int(lost)


def screens(arguments: argparse.Namespace) -> int:
    """The bot's replies as Telegram would show them, as HTML and, with chromium, as pictures."""
    from tests.bench.screens import run

    with tempfile.TemporaryDirectory() as work:
        written = run(arguments.seeds, Path(work) / "data", arguments.out, arguments.question, arguments.silent)
    print("\n".join(map(str, written)))
    if len(written) == 1:
        print("no chromium was found, so there are no pictures (Debian: apt install chromium)")
    return 0


def fuzz(arguments: argparse.Namespace) -> int:
    """Altered and hostile files for every reader: each is read or reported, in time."""
    import logging

    from tests.bench.fuzz import Fuzzed, campaign, hostile, samples_of, try_one
    from tests.packed_news import NEWS, packed

    logging.disable(logging.CRITICAL)
    outcome = campaign(samples_of(NEWS, packed), arguments.inputs, arguments.seed)
    made = Fuzzed()
    with tempfile.TemporaryDirectory() as folder:
        for name, data in hostile():
            try_one(Path(folder) / name, data, made)
    print(
        f"{sum(outcome.inputs.values())} altered files of {len(outcome.inputs)} formats: {outcome.articles} articles, {outcome.reported} reports, slowest {outcome.slowest_s:.2f} s"
    )
    print(
        f"{sum(made.inputs.values())} files made to do harm: {made.articles} articles, {made.reported} reports, slowest {made.slowest_s:.2f} s"
    )
    wrong = outcome.wrong + made.wrong
    print(f"wrong: {len(wrong)}", *wrong[:20], sep="\n")
    return bool(wrong)


def formats(_: argparse.Namespace) -> int:
    """What is understood of each format, over the fixtures of the tests."""
    from tests.bench.formats import table

    print("\n".join(table()))
    return 0


def churn(arguments: argparse.Namespace) -> int:
    """A watched folder whose files come, change, move and go while questions are asked; the real model."""
    from bot.answering.answer import Engine
    from bot.settings import load_settings
    from index.build import Listeners, build, open_tagger
    from index.models import open_encoder
    from tests.bench.churn import churn as run

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        settings = load_settings(data_dir=data)
        models = Listeners(encoder=functools.cache(open_encoder), tagger=functools.cache(open_tagger))
        engine = Engine(settings.engine)
        outcome = run(
            Path(folder) / "seeds", data, lambda s, d: build(s, d, settings.building, models), engine, arguments.operations, arguments.seed
        )
        engine.close()
    print(
        f"{outcome.operations} operations, {outcome.asked} questions meanwhile, {len(outcome.wrong)} quotes of words that no file ever held"
    )
    print(f"the index in the end: {outcome.differs or 'that of a fresh build'}, {outcome.settled_s:.1f} s after the last change")
    return bool(outcome.wrong or outcome.differs)


def copies(arguments: argparse.Namespace) -> int:
    """How long it takes to find the copies among generated articles, and whether those are found that were made."""
    from tests.bench.copies import run

    print(run(arguments.articles))
    return 0


def _add_news(commands: Any) -> None:
    command = commands.add_parser("fuzz", help=fuzz.__doc__)
    command.add_argument("--inputs", type=int, default=20_000)
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=fuzz)
    commands.add_parser("formats", help=formats.__doc__).set_defaults(run=formats)
    command = commands.add_parser("churn", help=churn.__doc__)
    command.add_argument("--operations", type=int, default=500)
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=churn)
    command = commands.add_parser("copies", help=copies.__doc__)
    command.add_argument("--articles", type=int, default=26_000)
    command.set_defaults(run=copies)


def _add_telegram(commands: Any) -> None:
    command = commands.add_parser("telegram", help=telegram.__doc__)
    command.add_argument("--index", type=Path, required=True, help="a data folder")
    command.add_argument("--questions", type=Path, required=True, help="JSON Lines with the key question")
    command.add_argument("--people", type=int, default=200)
    command.add_argument("--each", type=int, default=5, help="questions of each")
    command.add_argument("--seconds", type=float, default=10.0, help="within which they ask")
    command.set_defaults(run=telegram)
    command = commands.add_parser("screens", help=screens.__doc__)
    command.add_argument("--seeds", type=Path, default=Path("seeds"))
    command.add_argument("--out", type=Path, default=Path("screens"))
    command.add_argument("--question", default="What did the Kremlin say about Serbia?")
    command.add_argument("--silent", default="What did Angela Merkel say about football?")
    command.set_defaults(run=screens)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("crash", help=crash.__doc__)
    command.add_argument("--kills", type=int, default=20)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--articles", type=int, default=200)
    command.set_defaults(run=crash)
    command = commands.add_parser("quality", help=quality.__doc__)
    command.add_argument("--newsask", type=Path, required=True, help="the folder with articles/, dev.jsonl and score.py")
    command.add_argument("--questions", default="dev.jsonl")
    command.set_defaults(run=quality)
    command = commands.add_parser("reading", help=reading.__doc__)
    command.add_argument("--questions", type=Path, required=True)
    command.add_argument("--index", type=Path, required=True, help="the data folder of an index of their articles")
    command.add_argument("--picture", type=Path, help="where to draw risk over coverage (SVG)")
    command.set_defaults(run=reading)
    command = commands.add_parser("speed", help=speed.__doc__)
    command.add_argument("--articles", type=Path, help="a folder of JSON articles; generated ones without it")
    command.add_argument("--questions", type=Path, help="JSON Lines with the key question")
    command.add_argument("--generate", type=int, default=1_000, help="how many articles to generate")
    command.add_argument("--work", type=Path, help="where venvs and indexes are kept, to use them again")
    command.add_argument("--picture", type=Path, help="where to draw it (SVG)")
    command.set_defaults(run=speed)
    command = commands.add_parser("scale", help=scale.__doc__)
    command.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    command.add_argument("--work", type=Path, help="where the archives and indexes are kept")
    command.add_argument("--picture", type=Path, help="where to draw it (SVG)")
    command.set_defaults(run=scale)
    command = commands.add_parser("askers", help=askers.__doc__)
    command.add_argument("--index", type=Path, required=True, help="a data folder")
    command.add_argument("--questions", type=Path, required=True, help="JSON Lines with the key question")
    command.add_argument("--many", type=int, default=20_000, help="questions over which memory is watched")
    command.add_argument("--picture", type=Path, help="where to draw the memory (SVG)")
    command.set_defaults(run=askers)
    command = commands.add_parser("profile", help=profile.__doc__)
    command.add_argument("--index", type=Path, required=True, help="a data folder")
    command.add_argument("--questions", type=Path, required=True, help="JSON Lines with the key question")
    command.set_defaults(run=profile)
    _add_telegram(commands)
    _add_news(commands)
    arguments = parser.parse_args()
    return int(arguments.run(arguments))


if __name__ == "__main__":
    sys.exit(main())
