"""Where the files of `config/` are, in a checkout and in an installed package."""

from pathlib import Path

_PACKAGED = Path(__file__).parent / "config"
_CHECKOUT = Path(__file__).parent.parent / "config"


def config_folder() -> Path:
    """The folder with default.toml and the reader's weights."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
