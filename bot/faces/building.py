"""A build as a person watches it: progress on a terminal, what could not be read, a summary."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn

from bot.faces.as_json import json_line
from bot.faces.wording import printable
from bot.settings import Settings
from index.build import BuildSettings, Listeners, build, open_tagger
from index.encoder import Encoder, EncoderSettings
from index.models import export_folder, open_encoder
from index.records import BuildReport, Doubt, Unreadable
from index.records import Progress as Step
from index.statements.tagging import Tagger
from index.trained import Trained

_Show = Callable[[Step], None]


def build_and_report(settings: Settings, *, as_json: bool = False) -> BuildReport:
    """Builds, with progress and remarks on standard error and the summary on standard output; as JSON both go there."""
    with _progress() if not as_json else nullcontext(_progress_line) as show:
        listeners = Listeners(
            show, lambda: _say("another build is at work here; waiting for it to finish"), announced_encoder, announced_tagger
        )
        report = build(settings.seeds_dir, settings.data_dir, settings.building, listeners)
    _prepare_reader(settings)
    for line in _remarks(report):
        _say(line)
    sys.stdout.write(json_line(_counts(report)) + "\n" if as_json else "\n".join(summary(report)) + "\n")
    return report


def _say(line: str) -> None:
    sys.stderr.write(printable(line) + "\n")


def announced_encoder(settings: EncoderSettings, cache: Path) -> Encoder:
    """The encoder; says so where its model must be exported first."""
    folder = export_folder(settings, cache)
    if settings.backend == "onnx" and not (folder / "export.json").is_file():
        _say(f"exporting the model {settings.model!r} to {folder}; this is done once on this machine")
    return open_encoder(settings, cache)


def announced_tagger(settings: BuildSettings) -> Tagger:
    """The tagger; says so where its model must be exported first."""
    _announce(Trained(settings.models, "tagger"), settings.cache)
    return open_tagger(settings)


def _prepare_reader(settings: Settings) -> None:
    """Exports the reader's trained part, so that no question has to wait for it."""
    engine = settings.engine
    reader = Trained(engine.reader, "reader")
    if engine.cross_encoder and not reader.is_exported(engine.cache):
        _announce(reader, engine.cache)
        reader.exported(engine.cache)


def _announce(model: Trained, cache: Path) -> None:
    if not model.is_exported(cache):
        _say(f"exporting the {model.name} to {model.export_folder(cache)}; this is done once on this machine")


def _remarks(report: BuildReport) -> Iterator[str]:
    if report.remade_because:
        yield f"made anew: {report.remade_because}"
    yield from _listed("not read", report.unreadable)
    yield from _listed("read, but", report.doubts)


def _listed(label: str, problems: Iterable[Unreadable | Doubt]) -> Iterator[str]:
    for problem in problems:
        line = f", line {problem.line}" if problem.line else ""
        yield f"{label}: {problem.path}{line}: {problem.reason}"


def _progress_line(step: Step) -> None:
    sys.stdout.write(json_line(asdict(step)) + "\n")
    sys.stdout.flush()


def _counts(report: BuildReport) -> dict[str, object]:
    """The report's numbers; problems are named on standard error."""
    counts = {name: value for name, value in asdict(report).items() if not isinstance(value, (tuple, list))}
    return counts | {"articles": report.articles}


def summary(report: BuildReport) -> Iterator[str]:
    """What was found and done, so that the numbers add up."""
    yield f"files     {report.files} found: {report.read} read, {report.unreadable_files} not read, {report.ignored} ignored"
    yield (
        f"articles  {report.articles} in the index: {report.added} added, {report.changed} changed, {report.unchanged} unchanged; "
        f"{report.removed} removed, {report.copies} copies"
    )
    yield f"passages  {report.passages}, of them {report.encoded_passages} encoded now"
    yield f"index     generation {report.generation}{'' if report.published else ' (nothing had changed)'}, {report.seconds:.1f} s"


@contextmanager
def _progress() -> Iterator[_Show]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        tasks = dict[str, TaskID]()

        def show(step: Step) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bar.add_task(step.stage, total=step.total)
            bar.update(tasks[step.stage], completed=step.done, total=step.total)

        yield show
