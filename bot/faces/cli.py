"""The command line: `quotedesk build | ask | repl | telegram | statements | show | verify | watch | status`."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import QuestionError, QuotedeskError, SettingError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.answering.answer import Engine
    from bot.settings import Settings

app = typer.Typer(
    help="Ask a news archive a question and get the exact words that were printed, with their source.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip

ConfigOption = Annotated[Path | None, typer.Option("--config", help="A TOML file with settings of your own.", metavar="FILE")]
DataOption = Annotated[Path | None, typer.Option("--data", help="Where the index is.", metavar="DIR")]
SeedsOption = Annotated[Path | None, typer.Option("--seeds", help="The folder of articles.", metavar="DIR")]


def main() -> None:
    """Runs the command line; every error that a person can mend is one line on standard error."""
    _offline()
    app()


def _offline() -> None:
    """No library may reach a hub or send telemetry unless a user has asked for a download."""
    for name, value in (
        ("HF_HUB_OFFLINE", "1"), ("TRANSFORMERS_OFFLINE", "1"), ("HF_HUB_DISABLE_TELEMETRY", "1"), ("DO_NOT_TRACK", "1"),
        ("ANONYMIZED_TELEMETRY", "False"), ("TOKENIZERS_PARALLELISM", "true"),
    ):  # fmt: skip
        os.environ.setdefault(name, value)


@contextmanager
def _told() -> Iterator[None]:
    """Turns the project's errors into one line and an exit code: 2 for wrong usage, 1 for what could not be done."""
    try:
        yield
    except (QuestionError, SettingError) as error:
        _fail(str(error), 2)
    except QuotedeskError as error:
        _fail(str(error), 1)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(1) from error
        _fail(f"{error.filename or 'input or output'}: {(error.strerror or str(error)).lower()}", 1)
    except KeyboardInterrupt:
        _fail("interrupted", 130)


def _fail(message: str, code: int) -> None:
    sys.stderr.write(f"quotedesk: {message}\n")
    raise typer.Exit(code)


def _settings(config: Path | None, **overrides: object) -> "Settings":
    import logging

    from bot.faces.logs import set_up
    from bot.settings import load_settings

    settings = load_settings(config, **overrides)
    set_up(settings.log_level, settings.log_format)
    for chatty in ("httpx", "httpcore", "chromadb", "apscheduler"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[settings.log_level]))
    return settings


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty())


@app.command()
def build(
    json: Annotated[bool, typer.Option("--json", help="Progress and the summary as JSON Lines.")] = False,
    seeds: SeedsOption = None, data: DataOption = None, config: ConfigOption = None,
) -> None:  # fmt: skip
    """Bring the index in line with the folder of articles; only what changed is read and encoded."""
    with _told():
        settings = _settings(config, seeds_dir=seeds, data_dir=data)
        from bot.faces.building import build_and_report

        build_and_report(settings, as_json=json)


@app.command()
def ask(  # noqa: PLR0913 - the options of the command
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, max=50, help="The most quotes in a reply.", metavar="N")] = None,
    passages: Annotated[bool, typer.Option("--passages", help="With --json or --batch: the ten best passages too.")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="Questions as JSON Lines; answers one a line.", metavar="FILE")] = None,
    data: DataOption = None,
    config: ConfigOption = None,
) -> None:
    """Answer a question, or a file of questions, with verbatim quotes and their sources."""
    with _told():
        if (question is None) == (batch is None):
            raise QuestionError("give one question, or --batch FILE")
        settings = _settings(config, data_dir=data)
        from bot.answering.answer import Engine

        with closing(Engine(settings.engine)) as engine:
            if batch is not None:
                _ask_batch(engine, batch, limit, passages)
                return
            answer = engine.ask(question or "", limit=limit, passages=passages)
        if json:
            from bot.faces.as_json import answer_line

            sys.stdout.write(answer_line(answer, passages=passages) + "\n")
        else:
            from bot.faces.as_text import show

            show(_console(), answer)


def _ask_batch(engine: "Engine", batch: Path, limit: int | None, passages: bool) -> None:
    from bot.faces.as_json import json_line
    from bot.faces.batch import answer_rows

    with batch.open(encoding="utf-8-sig", errors="replace") as rows:
        for row in answer_rows(engine, rows, limit=limit, passages=passages):
            sys.stdout.write(json_line(row) + "\n")
            sys.stdout.flush()


@app.command()
def repl(data: DataOption = None, config: ConfigOption = None) -> None:
    """Ask question after question in the terminal."""
    with _told():
        settings = _settings(config, data_dir=data)
        from bot.faces.repl import run

        run(settings, _console())


@app.command()
def telegram(
    check: Annotated[bool, typer.Option("--check", help="Say whether everything is set up, and stop.")] = False,
    data: DataOption = None, seeds: SeedsOption = None, config: ConfigOption = None,
) -> None:  # fmt: skip
    """Answer on Telegram until stopped."""
    with _told():
        settings = _settings(config, data_dir=data, seeds_dir=seeds)
        if config:
            os.environ["QUOTEDESK_CONFIG"] = str(config.absolute())  # for the builds that /reindex starts
        if check:
            from bot.faces.telegram_bot.checking import check as check_setup

            raise typer.Exit(check_setup(settings))
        from bot.faces.telegram_bot.app import run

        run(settings)


@app.command()
def statements(  # noqa: PLR0913 - the options of the command
    speaker: Annotated[str | None, typer.Option("--speaker", help="By whom: a name, a surname, an institution.", metavar="NAME")] = None,
    about: Annotated[str | None, typer.Option("--about", help="On what.", metavar="TOPIC")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Printed on this day or later.", metavar="YYYY-MM-DD")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Printed on this day or earlier.", metavar="YYYY-MM-DD")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Printed by this outlet.", metavar="NAME")] = None,
    article: Annotated[str | None, typer.Option("--article", help="In this article.", metavar="ID")] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
    data: DataOption = None,
    config: ConfigOption = None,
) -> None:
    """List who said what, oldest first."""
    with _told():
        settings = _settings(config, data_dir=data)
        from bot.answering.statements import StatementFilter, list_statements
        from bot.faces.statements import write_statements

        wanted = StatementFilter(speaker, about, _day("--since", since), _day("--until", until), outlet, article)
        write_statements(list_statements(settings.data_dir, wanted), sys.stdout, as_json=json)


def _day(option: str, value: str | None) -> str | None:
    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise SettingError(option, value, "a day as YYYY-MM-DD") from error


@app.command()
def status(
    data: DataOption = None, config: ConfigOption = None,
    json: Annotated[bool, typer.Option("--json", help="One line of JSON; with --articles one for each.")] = False,
    articles: Annotated[bool, typer.Option("--articles", help="What was understood of each article, and what is missing.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="With --articles: as CSV.")] = False,
) -> None:  # fmt: skip
    """Say what the index holds."""
    with _told():
        settings = _settings(config, data_dir=data)
        if articles or csv:
            from bot.faces.articles import list_articles

            list_articles(settings, as_csv=csv, as_json=json)
            return
        from bot.faces.status import show_status

        show_status(settings, as_json=json)


@app.command()
def show(
    article: Annotated[str | None, typer.Argument(help="The id of an article, or the path of its file.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All articles.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One line of JSON for each.")] = False,
    data: DataOption = None, config: ConfigOption = None,
) -> None:  # fmt: skip
    """Show an article as it was understood: its fields, its body, and what was set aside and why."""
    with _told():
        if (article is None) == (not every):
            raise QuestionError("give the id or the path of one article, or --all")
        settings = _settings(config, data_dir=data)
        from bot.faces.articles import show_articles

        show_articles(settings, article, as_json=json)


@app.command()
def verify(
    what: Annotated[str, typer.Argument(metavar="ID|FILE", help="The id of an answer, or a file with answers, an exported history or a reply; - is standard input.")],
    json: Annotated[bool, typer.Option("--json", help="One line of JSON for each citation.")] = False,
    seeds: SeedsOption = None, data: DataOption = None, config: ConfigOption = None,
) -> None:  # fmt: skip
    """Check given citations against the archive and the files on disk: unchanged, moved, edited or gone."""
    with _told():
        settings = _settings(config, data_dir=data, seeds_dir=seeds)
        from bot.faces.verify import verify_and_report

        verify_and_report(settings, what, as_json=json)


@app.command()
def watch(
    once: Annotated[bool, typer.Option("--once", help="Fetch the feeds and build, once, and stop.")] = False,
    seeds: SeedsOption = None, data: DataOption = None, config: ConfigOption = None,
) -> None:  # fmt: skip
    """Keep the index in line with the folder of articles, and follow feeds, until stopped."""
    with _told():
        settings = _settings(config, data_dir=data, seeds_dir=seeds)
        from bot.faces.watching import watch_and_report

        watch_and_report(settings, once=once)


if __name__ == "__main__":
    main()
