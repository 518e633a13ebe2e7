"""Fixtures: a tiny real encoder, archives built from articles written for the tests, the real model's cache."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.answering.answer import Engine
from bot.answering.records import EngineSettings
from bot.resources import config_folder
from index.build import BuildSettings
from index.records import BuildReport
from tests.archives import CACHE, TEST_ENCODER, build_archive, write_articles

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", ANONYMIZED_TELEMETRY="False")


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("QUOTEDESK_") and name != "QUOTEDESK_CACHE_DIR"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def model_cache() -> Iterator[Path]:
    """Where the models are exported to, once for all tests."""
    yield CACHE
    if "QUOTEDESK_CACHE_DIR" not in os.environ:
        shutil.rmtree(CACHE, ignore_errors=True)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "seeds")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def settings(tmp_path: Path) -> BuildSettings:
    return BuildSettings(TEST_ENCODER, tmp_path / "cache", config_folder())


@pytest.fixture
def built(seeds: Path, data: Path, settings: BuildSettings) -> BuildReport:
    return build_archive(seeds, data, settings)


@pytest.fixture
def make_engine(settings: BuildSettings) -> Iterator[Callable[[Path], Engine]]:
    """Engines over the tiny encoder, closed at the end."""
    from tests.archives import HashingEncoder

    engines = list[Engine]()

    def make(data: Path, **changes: object) -> Engine:
        engine = Engine(EngineSettings(data, settings.cache, TEST_ENCODER, **{"min_answerable": 0.0, "cross_encoder": False, **changes}))
        engine.archive._make_encoder = HashingEncoder
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        engine.close()
