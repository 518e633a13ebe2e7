"""The documentation keeps step with the code."""

import re
from pathlib import Path

import pytest
import typer

from bot.faces.cli import app
from bot.faces.repl import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]
def test_the_readme_names_every_command(command: str) -> None:
    assert f"quotedesk {command}" in README


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_readme_names_every_command_of_the_repl(command: str) -> None:
    assert f":{command}" in README


def test_the_readme_names_every_option() -> None:
    options = {o for c in typer.main.get_command(app).commands.values() for p in c.params for o in p.opts if o.startswith("--")}  # type: ignore[attr-defined]
    assert {o for o in options if o not in README} == set()


def test_links_within_the_repository_lead_somewhere() -> None:
    for document in ROOT.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text("utf-8")):
            assert (ROOT / target).exists(), f"{document.name}: {target}"


def test_the_example_in_the_readme_is_printed_by_the_seed() -> None:
    (seed,) = (ROOT / "seeds").glob("*.txt")
    example = README.split("```")[1].splitlines()[2:]
    quoted = [line for line in example if line and not line.startswith(" ")]
    assert sum(line.startswith("  [") for line in example) == 3
    assert len(quoted) >= 3 and all(line in seed.read_text("utf-8") for line in quoted)


def test_no_path_of_a_machine_and_no_package_index_is_named() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("config/*.t*"), *ROOT.glob("config/*.json"), ROOT / "Makefile", ROOT / "pyproject.toml"]:
        assert not re.search(r"/home/|/root/|/tmp/|index-url|file://", path.read_text("utf-8")), path
