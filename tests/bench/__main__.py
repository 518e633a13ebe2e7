"""`python -m tests.bench crash | quality`: campaigns and measurements that take longer than tests may."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


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
    arguments = parser.parse_args()
    return int(arguments.run(arguments))


if __name__ == "__main__":
    sys.exit(main())
