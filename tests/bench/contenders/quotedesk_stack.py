"""This project, whole: retrieval, reading, attribution, and the reply as text."""

import os
from pathlib import Path

import common


def open_index(folder: Path) -> common.Search:
    from bot.answering.answer import Engine  # not above: `quotedesk build` does not import it either
    from bot.faces.as_text import plain_lines
    from bot.settings import load_settings

    engine = Engine(load_settings(data_dir=folder).engine)
    return lambda question: list(plain_lines(engine.ask(question)))


def build(articles: Path, folder: Path) -> None:
    os.execl(common.python(), common.python(), "-m", "bot.faces.cli", "build", "--seeds", str(articles), "--data", str(folder))


common.main(build, open_index)
