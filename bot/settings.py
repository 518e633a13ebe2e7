"""Settings, cast and checked once at the edge: default.toml, a user's TOML, the environment, the command line."""

import os
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from bot.answering.records import EngineSettings
from bot.resources import config_folder
from index.encoder import EncoderSettings
from index.errors import SettingError

if TYPE_CHECKING:
    from index.build import BuildSettings
    from index.following.feeds import FeedSettings

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_TELEGRAM_PORTS = (443, 80, 88, 8443)
CONFIG_VARIABLE = "QUOTEDESK_CONFIG"


def _ids(value: object) -> object:
    """Ids as a list, or as the environment gives them: separated by commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingSettings(_Section):
    """Section [reading]."""

    max_article_bytes: int = Field(ge=1_000)


class IndexSettings(_Section):
    """Section [index]."""

    passage_words: int = Field(ge=20, le=200)
    versions: int = Field(ge=0, le=1_000)


class EncoderSection(_Section):
    """Section [encoder]."""

    model: str = Field(min_length=1)
    precision: Literal["int8", "fp32"]
    backend: Literal["onnx", "torch"]
    device: str
    max_tokens: int = Field(ge=32, le=8_192)
    threads: int = Field(ge=0, le=1_024)
    download: bool


class AnsweringSettings(_Section):
    """Section [answering]."""

    limit: int = Field(ge=1, le=50)
    passages: int = Field(ge=10, le=200)
    cross_encoder: bool
    max_question_chars: int = Field(ge=10)
    min_answerable: float = Field(ge=0, le=1)


class WatchSettings(_Section):
    """Section [watch]."""

    enabled: bool
    check_seconds: float = Field(gt=0)


def _addresses(value: object) -> object:
    """Addresses as a list, or as the environment gives them: separated by white space or commas."""
    return [part for part in re.split(r"[\s,]+", value) if part] if isinstance(value, str) else value


class FeedsSection(_Section):
    """Section [feeds]."""

    addresses: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_addresses)]
    every_minutes: float = Field(gt=0)
    pages_at_a_time: int = Field(ge=1, le=10_000)
    max_page_bytes: int = Field(ge=1_000)
    timeout_seconds: float = Field(gt=0, le=600)
    pause_seconds: float = Field(ge=0, le=600)
    allow_private: bool
    user_agent: str = Field(min_length=1, pattern=r"^[\x20-\x7e]+$")

    @field_validator("addresses")
    @classmethod
    def _web(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
                raise ValueError("http or https addresses of RSS or Atom feeds")
        return value


class TelegramSettings(_Section):
    """Section [telegram]."""

    token: str = Field(repr=False)
    base_url: str
    base_file_url: str
    access: Literal["closed", "open"]
    admins: Ids
    users: Ids
    chats: Ids
    mode: Literal["polling", "webhook"]
    webhook_url: str
    webhook_listen: str
    webhook_port: int = Field(ge=1, le=65_535)
    webhook_secret: str = Field(repr=False, pattern=r"^[A-Za-z0-9_-]{0,256}$")
    monitor: str
    keep_days: int = Field(ge=0, le=3_650)
    questions_per_minute: int = Field(ge=1)
    burst: int = Field(ge=1)
    chat_questions_per_minute: int = Field(ge=1)

    @field_validator("webhook_url")
    @classmethod
    def _public_address(cls, value: str) -> str:
        parts = urlsplit(value)
        loopback = parts.hostname in _LOOPBACK
        if value and not loopback and (parts.scheme != "https" or (parts.port or 443) not in _TELEGRAM_PORTS):
            raise ValueError("an https address on port 443, 80, 88 or 8443 (http and any port on a loopback host)")
        return value

    @field_validator("monitor")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if value and not (host and port.isdecimal() and 0 < int(port) < 65_536):
            raise ValueError("host:port, such as 127.0.0.1:9100, or nothing")
        return value


class Settings(BaseSettings):
    """All settings. Use `load_settings`, which tells a person what is wrong with a bad one."""

    model_config = SettingsConfigDict(
        env_prefix="QUOTEDESK_", env_nested_delimiter="_", env_nested_max_split=1, extra="forbid", frozen=True
    )  # fmt: skip

    seeds_dir: Path
    data_dir: Path
    cache_dir: Path
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"]
    log_format: Literal["text", "json"]
    today: date | None
    reading: ReadingSettings
    index: IndexSettings
    encoder: EncoderSection
    answering: AnsweringSettings
    watch: WatchSettings
    feeds: FeedsSection
    telegram: TelegramSettings

    @field_validator("seeds_dir", "data_dir", "cache_dir", mode="before")
    @classmethod
    def _place(cls, value: object, info: Any) -> object:  # noqa: ANN401 - pydantic's ValidationInfo
        if value == "":
            return user_cache_path("quotedesk") if info.field_name == "cache_dir" else user_data_path("quotedesk")
        return Path(value).expanduser() if isinstance(value, str) else value

    @field_validator("today", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line before environment before files."""
        return (init_settings, env_settings, *(TomlConfigSettingsSource(settings_cls, path) for path in _files.get()))

    @property
    def encoding(self) -> EncoderSettings:
        """What the encoder needs."""
        return EncoderSettings(**self.encoder.model_dump())

    @property
    def building(self) -> "BuildSettings":
        """What a build needs."""
        from index.build import BuildSettings  # brings the readers of all formats, which answering does without

        return BuildSettings(
            self.encoding, self.cache_dir, config_folder(), self.index.passage_words, self.reading.max_article_bytes, self.index.versions
        )

    @property
    def following(self) -> "FeedSettings":
        """Which feeds to follow, and how."""
        from index.following.feeds import FeedSettings  # brings the readers of all formats
        from index.following.fetching import Manners

        feeds = self.feeds
        manners = Manners(feeds.user_agent, feeds.timeout_seconds, feeds.max_page_bytes, feeds.pause_seconds, feeds.allow_private)
        return FeedSettings(feeds.addresses, 60 * feeds.every_minutes, feeds.pages_at_a_time, manners)

    @property
    def engine(self) -> EngineSettings:
        """What the answering engine needs."""
        return EngineSettings(self.data_dir, self.cache_dir, self.encoding, today=self.today, **self.answering.model_dump())


class _Files:
    """The TOML files of the present load, most important first."""

    def __init__(self) -> None:
        self._paths: list[Path] = []

    def set(self, paths: list[Path]) -> None:
        self._paths = paths

    def get(self) -> list[Path]:
        return self._paths


_files = _Files()


def load_settings(config: Path | None = None, **overrides: object) -> Settings:
    """The settings of this process; `overrides` come from the command line, None means not given.

    Raises SettingError that names the key, the value and what is accepted.
    """
    own = config or (Path(os.environ[CONFIG_VARIABLE]) if os.environ.get(CONFIG_VARIABLE) else None)
    if own is not None:
        _check_toml(own)
    _files.set([*([own] if own else []), config_folder() / "default.toml"])
    try:
        return Settings(**{key: value for key, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise _setting_error(error) from error


def _check_toml(path: Path) -> None:
    try:
        tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingError("--config", str(path), f"a TOML file that can be read ({(error.strerror or '').lower()})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError("--config", str(path), f"valid TOML ({error})") from error


def _setting_error(error: ValidationError) -> SettingError:
    first = error.errors()[0]
    path = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden":
        return SettingError(".".join(path), first["input"], f"a key that exists: {', '.join(_known(path[:-1]))}")
    key = ".".join(part for part in path if not part.isdigit())
    return SettingError(key, first["input"], first["msg"].removeprefix("Input should be ").removeprefix("Value error, "))


def _known(section: list[str]) -> list[str]:
    model: Any = Settings
    for name in section:
        model = model.model_fields[name].annotation
    return sorted(model.model_fields)
