"""A folder that is watched: a build whenever its files change, and one now and then in case a change went unnoticed."""

import logging
import math
import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch as changes_in

from index.errors import SeedsError

_log = logging.getLogger(__name__)

_SETTLED_MS, _AT_MOST_MS = 300, 2_000
_TICK_MS = 500


def watch(folder: Path, changed: Callable[[], None], stop: threading.Event, check_seconds: float) -> None:
    """Calls `changed` once at the start, whenever a file below `folder` changes, and every `check_seconds`.

    Returns when `stop` is set. Raises SeedsError when the folder is missing.
    """
    if not folder.is_dir():
        raise SeedsError(folder, "there is no such folder to watch; make it, or name another with --seeds")
    checked = -math.inf  # the first build comes once the system reports changes, so that none falls between the two
    for found in changes_in(
        folder, stop_event=stop, debounce=_AT_MOST_MS, step=_SETTLED_MS, rust_timeout=_TICK_MS, yield_on_timeout=True, watch_filter=None,
        raise_interrupt=False,
    ):  # fmt: skip
        if found or time.monotonic() - checked >= check_seconds:
            _log.info("%d changes below %s", len(found), folder)
            changed()
            checked = time.monotonic()
