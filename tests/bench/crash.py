"""Kills builds at random moments: the old index must go on answering, the next build must complete."""

import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

_QUESTION = "What did observer Nils Quarrie0 say on day0?"


@dataclass(slots=True)
class Outcome:
    """What a campaign saw."""

    killed: int = 0
    wrong: list[str] = field(default_factory=list)
    completed: bool = False
    moments: list[float] = field(default_factory=list)


def campaign(environment: dict[str, str], folder: Path, *, kills: int, seed: int, articles: int) -> Outcome:
    """Starts `kills` builds over a growing folder and kills each with SIGKILL at a random moment of a whole build's time."""
    generator, seeds, outcome = random.Random(seed), folder / "seeds", Outcome()
    seeds.mkdir(parents=True)
    _write(seeds, 0)
    command = [sys.executable, "-m", "bot.faces.cli", "build", "--seeds", str(seeds), "--data", str(folder / "data")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    expected = _ask(environment, folder)
    for number in range(1, articles):
        _write(seeds, number)
    whole = _whole_build(environment, seeds, folder)
    for _ in range(kills):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        moment = generator.uniform(0.02, 0.95) * whole
        outcome.moments.append(round(moment, 2))
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            outcome.killed += process.wait() == -signal.SIGKILL
        answer = _ask(environment, folder)
        if answer != expected:
            outcome.wrong.append(answer)
    outcome.completed = subprocess.run(command, env=environment, capture_output=True).returncode == 0
    last = _ask(environment, folder, f"What did observer Nils Quarrie{articles - 1} say on day{articles - 1}?")
    outcome.completed &= f"Quarrie{articles - 1} said" in last
    return outcome


def _write(seeds: Path, number: int) -> None:
    from tests.archives import make_article

    (seeds / f"{number}.json").write_text(json.dumps(make_article(number, "It was windy. " * 60)))


def _ask(environment: dict[str, str], folder: Path, question: str = _QUESTION) -> str:
    command = [sys.executable, "-m", "bot.faces.cli", "ask", question, "--limit", "1", "--json", "--data", str(folder / "data")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr
    return str([(q["article_id"], q["text"]) for q in json.loads(done.stdout)["quotes"]])


def _whole_build(environment: dict[str, str], seeds: Path, folder: Path) -> float:
    started = time.monotonic()
    command = [sys.executable, "-m", "bot.faces.cli", "build", "--seeds", str(seeds), "--data", str(folder / "other")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.monotonic() - started
