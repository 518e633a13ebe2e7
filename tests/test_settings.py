"""Settings are cast at the edge; a bad one names its key."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot.resources import config_folder
from bot.settings import Settings, load_settings
from index.errors import SettingError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text)
    return path


def test_the_order_is_defaults_then_file_then_environment_then_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = write(tmp_path, 'log_level = "ERROR"\n[answering]\nlimit = 4\npassages = 40\n[telegram]\nusers = [1]\n')
    assert load_settings(own).answering.limit == 4
    monkeypatch.setenv("QUOTEDESK_ANSWERING_LIMIT", "5")
    monkeypatch.setenv("QUOTEDESK_DATA_DIR", "/from/environment")
    monkeypatch.setenv("QUOTEDESK_TELEGRAM_ADMINS", "7, 8")
    monkeypatch.setenv("QUOTEDESK_TELEGRAM_BASE_URL", "http://127.0.0.1:1/bot")
    settings = load_settings(own, data_dir=Path("/from/line"), seeds_dir=None)
    assert (settings.answering.limit, settings.answering.passages, settings.log_level) == (5, 40, "ERROR")
    assert (settings.data_dir, settings.seeds_dir) == (Path("/from/line"), Path("seeds"))
    assert (settings.telegram.admins, settings.telegram.users, settings.telegram.base_url) == ((7, 8), (1,), "http://127.0.0.1:1/bot")


def test_the_file_may_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEDESK_CONFIG", str(write(tmp_path, 'today = "2024-05-01"\n')))
    assert load_settings().today == date(2024, 5, 1)
    monkeypatch.delenv("QUOTEDESK_CONFIG")
    assert load_settings().engine.today is None  # asked anew with each question, so that a bot that runs for days keeps up


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[answering]\nlimmit = 4\n", r"answering.limmit: 4 is not accepted; give a key that exists: .*limit, "),
        ("colour = true\n", r"colour: True is not accepted; give a key that exists: "),
        ("[answering]\nlimit = 0\n", r"answering.limit: 0 is not accepted; give greater than or equal to 1"),
        ('[answering]\nlimit = "many"\n', r"answering.limit: 'many' is not accepted; give a valid integer"),
        ('[encoder]\nprecision = "int4"\n', r"encoder.precision: 'int4' is not accepted; give 'int8' or 'fp32'"),
        ('[telegram]\nusers = ["me"]\n', r"telegram.users: 'me' is not accepted; give a valid integer"),
        ('today = "soon"\n', r"today: 'soon' is not accepted"),
        ("= nothing", r"--config: .*own.toml' is not accepted; give valid TOML"),
    ],
)
def test_a_bad_value_names_key_value_and_what_is_accepted(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        load_settings(write(tmp_path, text))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="--config"):
        load_settings(tmp_path / "none.toml")


def test_every_setting_has_its_default_in_the_file_and_nowhere_else() -> None:
    written = tomllib.loads((config_folder() / "default.toml").read_text("utf-8"))
    assert written.keys() == Settings.model_fields.keys()
    assert all(field.is_required() for field in Settings.model_fields.values())
    for name, section in written.items():
        if isinstance(section, dict):
            assert section.keys() == Settings.model_fields[name].annotation.model_fields.keys()  # type: ignore[union-attr]


def test_the_token_is_not_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEDESK_TELEGRAM_TOKEN", "123:secret")
    assert "secret" not in repr(load_settings())
