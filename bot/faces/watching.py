"""The folder watched and the feeds followed, until told to stop."""

import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import cache

from bot.faces.building import announced_encoder, announced_tagger
from bot.faces.wording import printable
from bot.settings import Settings
from index.build import Listeners, build
from index.errors import QuotedeskError
from index.following.feeds import FeedReport, Feeds
from index.following.watching import watch


def watch_and_report(settings: Settings, *, once: bool) -> None:
    """Keeps the index in line with the folder and its feeds until SIGINT or SIGTERM; `once` fetches the feeds and builds, once.

    Raises SeedsError when the folder is missing, and with `once` also what a build raises.
    """
    stop = threading.Event()
    if not once:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
    follow = Follower(settings, _say)
    if once:
        follow.fetch(all_of_them=True)
        follow.build(quiet=False)
        return
    fetching = threading.Thread(target=follow.keep_fetching, args=(stop,), daemon=True)
    if settings.feeds.addresses:
        fetching.start()
    _say(f"watching {settings.seeds_dir}; Ctrl-C stops")
    watch(settings.seeds_dir, follow.build, stop, settings.watch.check_seconds)


def _say(line: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {printable(line)}\n")
    sys.stderr.flush()


class Follower:
    """Builds with models that stay loaded, and visits feeds."""

    def __init__(self, settings: Settings, tell: Callable[[str], None]) -> None:
        """`tell` is given a line for each thing that a person should know."""
        self._settings, self._tell = settings, tell
        self._listeners = Listeners(
            waiting=lambda: tell("another build is at work here; waiting for it to finish"),
            encoder=cache(announced_encoder), tagger=cache(announced_tagger),
        )  # fmt: skip
        self._trouble = frozenset[str]()

    def build(self, *, quiet: bool = True) -> None:
        """Brings the index in line; trouble is told, and is no reason to stop, unless not `quiet`."""
        try:
            report = build(self._settings.seeds_dir, self._settings.data_dir, self._settings.building, self._listeners)
        except (QuotedeskError, OSError) as error:
            if not quiet:
                raise
            self._tell(f"not indexed: {error}")
            return
        if report.published:
            self._tell(
                f"indexed: {report.added} added, {report.changed} changed, {report.removed} removed; {report.articles} articles, {report.seconds:.1f} s"
            )
        trouble = frozenset(f"not read: {problem.path}: {problem.reason}" for problem in report.unreadable)
        for line in sorted(trouble - self._trouble):
            self._tell(line)
        self._trouble = trouble

    def fetch(self, *, all_of_them: bool = False) -> None:
        """Visits the feeds whose time has come."""
        for report in Feeds(self._settings.seeds_dir, self._settings.data_dir, self._settings.following).visit(all_of_them=all_of_them):
            self._told(report)

    def keep_fetching(self, stop: threading.Event) -> None:
        """Visits feeds in their time until `stop` is set."""
        while not stop.is_set():
            try:
                self.fetch()
            except Exception as error:  # noqa: BLE001 - one feed's trouble must not end the others
                self._tell(f"feeds: {error}")
            stop.wait(min(30.0, 60 * self._settings.feeds.every_minutes))

    def _told(self, report: FeedReport) -> None:
        if report.saved:
            self._tell(f"{report.url}: {report.saved} pages saved")
        for line in report.trouble:
            self._tell(line)
