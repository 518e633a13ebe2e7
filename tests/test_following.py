"""A watched folder and followed feeds: over real files and real HTTP, with all the ways in which they go wrong."""

import asyncio
import gzip
import json
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.answering.answer import Engine
from bot.faces.as_json import answer_object
from bot.faces.telegram_bot.watcher import keep_watching, watching_process
from bot.settings import Settings, load_settings
from index.archive import open_store
from index.build import BuildSettings
from index.errors import SeedsError
from index.following.feeds import FeedReport, Feeds, FeedSettings
from index.following.fetching import Fetcher, FetchError, Manners
from index.following.watching import watch
from tests.archives import build_archive
from tests.bench.churn import churn

NEWS = Path(__file__).parent / "fixtures" / "news"
MANNERS = Manners("quotedesk-tests", 2.0, 100_000, 0.0, allow_private=True)
Answer = tuple[int, dict[str, str], bytes]
MakeEngine = Callable[..., Engine]


class Site:
    """A site: what it answers to which path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.asked = list[tuple[str, dict[str, str]]]()
        self.address = ""

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> str:
        named = {"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}}
        self.pages[path] = (status, named, body.encode() if isinstance(body, str) else body)
        return self.address + path

    def feed(self, *paths: str, path: str = "/feed.xml", stamp: str = "Fri, 19 Apr 2024 08:00:00 GMT") -> str:
        items = "".join(
            f"<item><title>Story</title><link>{p if ':' in p else self.address + p}</link><pubDate>{stamp}</pubDate></item>" for p in paths
        )
        return self.page(path, f'<rss version="2.0"><channel><title>The Site</title>{items}</channel></rss>', "application/rss+xml")

    def count(self, path: str) -> int:
        return Counter(asked for asked, _ in self.asked)[path]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@contextmanager
def serving() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found.asked.append((self.path, dict(self.headers)))
            answer = found.pages.get(self.path, (404, {}, b""))
            status, headers, body = answer(dict(self.headers)) if callable(answer) else answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            if int(headers.get("Content-Length", len(body))) != len(body):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def story(title: str = "Frost ruins half the plum harvest", words: str = "") -> str:
    paragraphs = (
        "A night of frost has destroyed half of the plum blossom in the Teller valley, growers said on Friday.",
        f"“I have never seen it this bad,” said Petra Vosk, who grows plums near Ashby. {words}",
        "Temperatures fell to minus six degrees shortly before dawn, the weather station on Corder Hill recorded.",
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<html lang="en"><head><meta property="og:site_name" content="The Vale Observer"><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>'


def visit(
    site: Site, seeds: Path, data: Path, *addresses: str, now: float = 0.0, manners: Manners = MANNERS, most: int = 50
) -> list[FeedReport]:
    settings = FeedSettings(addresses or (f"{site.address}/feed.xml",), 60.0, most, manners)
    return list(Feeds(seeds, data, settings, lambda: time.time() + now).visit())


def saved(seeds: Path) -> list[dict[str, str]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((seeds / "feeds").rglob("*.json"))]


def test_from_a_feed_to_an_answer_with_a_link_to_the_words(
    site: Site, tmp_path: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    site.page("/2024/frost", story())
    site.feed("/2024/frost")
    seeds = tmp_path / "seeds"
    (report,) = visit(site, seeds, data)
    assert (report.saved, report.trouble) == (1, ())
    build_archive(seeds, data, settings)
    answer = make_engine(data).ask("What did Petra Vosk say about the frost?")
    first = answer_object(answer)["quotes"][0]
    assert first["text"].startswith("“I have never seen it this bad,” said Petra Vosk") and first["outlet"] == "The Vale Observer"
    assert first["published"] == "2024-04-19T08:00:00+00:00" and first["path"].startswith("feeds/127.0.0.1/2024-frost-")
    address, _, fragment = first["link"].partition("#:~:text=")
    assert address == f"{site.address}/2024/frost"
    start, _, end = unquote(fragment).partition(",")
    assert first["text"].startswith(start) and first["text"].endswith(end)


def test_a_feed_that_did_not_change_costs_one_conditional_request(site: Site, tmp_path: Path, data: Path) -> None:
    site.page("/a", story())
    site.feed("/a")
    status, headers, body = site.pages["/feed.xml"]  # type: ignore[misc]
    site.pages["/feed.xml"] = lambda asked: (
        (304, {}, b"") if asked.get("If-None-Match") == '"1"' else (status, {**headers, "ETag": '"1"'}, body)
    )
    visit(site, tmp_path, data)
    visit(site, tmp_path, data)
    assert site.count("/feed.xml") == 1, "its time has not come"
    visit(site, tmp_path, data, now=61)
    assert (site.count("/feed.xml"), site.count("/a"), site.count("/robots.txt")) == (2, 1, 2)
    assert site.asked[0][1]["User-Agent"] == "quotedesk-tests"


def test_a_page_is_fetched_again_when_its_entry_says_it_changed(site: Site, tmp_path: Path, data: Path) -> None:
    site.page("/a", story())
    site.feed("/a")
    visit(site, tmp_path, data)
    site.page("/a", story(words="It froze twice."))
    site.feed("/a", stamp="Sat, 20 Apr 2024 08:00:00 GMT")
    visit(site, tmp_path, data, now=61)
    (article,) = saved(tmp_path)
    assert "It froze twice." in article["text"]


def test_a_changed_page_that_cannot_be_had_at_first_is_not_given_up(site: Site, tmp_path: Path, data: Path) -> None:
    site.page("/a", story())
    site.feed("/a")
    visit(site, tmp_path, data)
    site.page("/a", "busy", status=503)
    site.feed("/a", stamp="Sat, 20 Apr 2024 08:00:00 GMT")
    visit(site, tmp_path, data, now=61)
    assert len(saved(tmp_path)) == 1
    site.page("/a", story(words="It froze twice."))
    visit(site, tmp_path, data, now=130)
    assert "It froze twice." in saved(tmp_path)[0]["text"]


def test_robots_are_respected(site: Site, tmp_path: Path, data: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    site.page("/private/a", story())
    site.page("/b", story("Another story"))
    site.feed("/private/a", "/b")
    (report,) = visit(site, tmp_path, data)
    assert report.saved == 1 and "robots.txt" in report.trouble[0] and site.count("/private/a") == 0


def test_a_site_in_trouble_is_asked_ever_more_rarely(site: Site, tmp_path: Path, data: Path) -> None:
    site.page("/feed.xml", "no", status=503)
    waits, now = list[float](), 0.0
    for _ in range(4):
        before = site.count("/feed.xml")
        while site.count("/feed.xml") == before:
            visit(site, tmp_path, data, now=now)
            now += 30
        waits.append(now)
    gaps = [b - a for a, b in zip(waits, waits[1:], strict=False)]
    assert gaps == sorted(gaps) and gaps[-1] >= 2 * gaps[0]
    site.feed()
    site.page("/feed.xml", "later", status=429, Retry_After="7200")
    visit(site, tmp_path, data, now=now + 86_400)
    count = site.count("/feed.xml")
    visit(site, tmp_path, data, now=now + 86_400 + 7_000)
    assert site.count("/feed.xml") == count
    site.page("/feed.xml", "gone", status=410)
    (report,) = visit(site, tmp_path, data, now=now + 3 * 86_400)
    assert "gone for good" in report.trouble[0]


@pytest.mark.parametrize(
    ("arrange", "reason"),
    [
        (lambda s: s.page("/a", "x", "image/png"), "not what was expected"),
        (lambda s: s.page("/a", "<p>" + "x" * 200_000), "larger than 0.1 MB"),
        (lambda s: s.page("/a", gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip"), "larger than 0.1 MB"),
        (lambda s: s.page("/a", b"not gzip at all", Content_Encoding="gzip"), "cannot be unpacked"),
        (lambda s: s.page("/a", "<p>cut", Content_Length="5000"), ""),
        (lambda s: s.page("/a", "", status=302, Location="/a"), "redirections"),
        (lambda s: s.page("/a", "", status=302, Location="ftp://files.example/a"), "only http and https"),
        (lambda s: s.page("/a", "", status=302, Location="file:///etc/hostname"), "only http and https"),
        (lambda s: s.page("/a", "no", status=404), "answers 404"),
        (lambda s: s.page("/a", "<html><body><nav>Home</nav></body></html>"), "no article"),
        (lambda s: s.page("/robots.txt", "", status=500), "robots.txt"),
    ],
)  # fmt: skip
def test_what_goes_wrong_with_a_page_is_told_and_harms_nothing(
    site: Site, tmp_path: Path, data: Path, arrange: Callable[[Site], object], reason: str
) -> None:
    feed = site.feed("/a", "/good")
    site.page("/good", story("A good story"))
    arrange(site)
    (report,) = visit(site, tmp_path, data, feed)
    if "robots" in reason:
        assert report.saved == 0
    else:
        assert [article["title"] for article in saved(tmp_path)] == ["A good story"]
    assert report.trouble and reason in report.trouble[0]


def test_a_page_that_could_not_be_had_is_tried_again_and_then_given_up(site: Site, tmp_path: Path, data: Path) -> None:
    site.feed("/a")
    for number in range(8):
        visit(site, tmp_path, data, now=61.0 * number)
    assert site.count("/a") == 4
    site.feed("/b")
    visit(site, tmp_path, data, now=1_000)
    site.page("/b", story())
    visit(site, tmp_path, data, now=1_100)
    assert len(saved(tmp_path)) == 1


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "file:///etc/passwd", ""])
def test_entries_that_lead_nowhere_are_told(site: Site, tmp_path: Path, data: Path, link: str) -> None:
    site.page(
        "/feed.xml",
        f'<rss version="2.0"><channel><title>x</title><item><title>t</title><link>{link}</link></item></channel></rss>',
        "text/xml",
    )
    (report,) = visit(site, tmp_path, data)
    assert report.saved == 0 and "without an address" in report.trouble[0]


@pytest.mark.parametrize("body", ["<rss", "", "not a feed", "<html><body>Sign in</body></html>"])
def test_a_feed_that_is_none_is_told(site: Site, tmp_path: Path, data: Path, body: str) -> None:
    site.page("/feed.xml", body, "text/xml")
    (report,) = visit(site, tmp_path, data)
    assert report.saved == 0 and report.trouble


def test_the_whole_text_of_an_entry_stands_in_for_a_page_that_cannot_be_had(site: Site, tmp_path: Path, data: Path) -> None:
    words = "".join(f"<p>Sentence number {n} tells more of the story that the site keeps behind a wall.</p>" for n in range(12))
    item = f"<item><title>Wall</title><link>{site.address}/wall</link><description><![CDATA[{words}]]></description></item>"
    site.page("/feed.xml", f'<rss version="2.0"><channel><title>Outlet</title>{item}</channel></rss>', "application/xml")
    site.page("/wall", "pay", status=402)
    visit(site, tmp_path, data)
    (article,) = saved(tmp_path)
    assert (article["title"], article["outlet"], article["url"]) == ("Wall", "Outlet", f"{site.address}/wall") and "number 11" in article[
        "text"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/feed.xml",
        "http://localhost:{port}/feed.xml",
        "http://[::1]:{port}/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
    ],
)
def test_private_addresses_are_not_fetched_unless_allowed(site: Site, address: str) -> None:
    port = site.address.rpartition(":")[2]
    fetcher = Fetcher(replace(MANNERS, allow_private=False))
    with pytest.raises(FetchError, match=r"private address|not known"):
        fetcher.fetch(address.format(port=port), ("xml",))
    fetcher.close()
    assert site.asked == []


def test_a_page_cannot_choose_where_it_is_saved(site: Site, tmp_path: Path, data: Path) -> None:
    for path in ("/..%2f..%2fx", "/%2e%2e/%2e%2e/etc", "/a/../../b", "/" + "x" * 300, "/.hidden", "/README.html"):
        site.page(path, story(f"Story {len(path)}"))
        site.feed(path, path=f"/f{len(path)}.xml")
    seeds = tmp_path / "within" / "seeds"
    for path in [p for p in site.pages if p.startswith("/f")]:
        visit(site, seeds, data, site.address + path)
    files = [p for p in (tmp_path / "within").rglob("*") if p.is_file()]
    assert files and all(p.is_relative_to(seeds / "feeds" / "127.0.0.1") and not p.name.startswith((".", "README")) for p in files)


def test_relative_addresses_count_from_the_feed(site: Site, tmp_path: Path, data: Path) -> None:
    site.page("/news/a", story())
    site.page(
        "/feed.xml",
        '<rss version="2.0"><channel><title>x</title><item><title>t</title><link>/news/a</link></item></channel></rss>',
        "text/xml",
    )
    visit(site, tmp_path, data)
    assert [article["url"] for article in saved(tmp_path)] == [f"{site.address}/news/a"]


def test_only_so_many_pages_are_fetched_at_a_time_and_none_is_forgotten(site: Site, tmp_path: Path, data: Path) -> None:
    paths = [f"/p{number}" for number in range(7)]
    for path in paths:
        site.page(path, story(f"Story {path}"))
    site.feed(*paths)
    for number in range(4):
        visit(site, tmp_path, data, now=61.0 * number, most=2)
    assert len(saved(tmp_path)) == 7


# The folder


def test_a_watched_folder_is_indexed_as_it_changes_and_ends_as_a_fresh_build(
    tmp_path: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    outcome = churn(tmp_path / "seeds", data, lambda seeds, target: build_archive(seeds, target, settings), make_engine(data), 60)
    assert outcome.differs == "" and outcome.wrong == [] and outcome.asked > 0


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(SeedsError, match="no such folder"):
        watch(tmp_path / "none", lambda: None, threading.Event(), 1.0)


def test_a_change_that_went_unnoticed_is_found_by_the_check(tmp_path: Path) -> None:
    stop, calls = threading.Event(), list[float]()

    def changed() -> None:
        calls.append(time.monotonic())
        if len(calls) == 3:
            stop.set()

    watch(tmp_path, changed, stop, 0.01)
    assert len(calls) == 3


async def test_the_bot_watches_with_a_process_that_has_no_token(
    built: object, seeds: Path, data: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEDESK_TELEGRAM_TOKEN", "1:secret")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    process = await watching_process(load_settings(seeds_dir=seeds, data_dir=data, cache_dir=model_cache))
    environment = Path(f"/proc/{process.pid}/environ")
    if environment.exists():
        assert b"secret" not in environment.read_bytes()
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 60) in (0, -15)


async def test_the_watching_process_is_started_again_and_ends_with_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    started = list[asyncio.subprocess.Process]()

    async def process(_: Settings) -> asyncio.subprocess.Process:
        code = "raise SystemExit(1)" if not started else "import time; time.sleep(600)"
        started.append(await asyncio.create_subprocess_exec(sys.executable, "-c", code))
        return started[-1]

    monkeypatch.setattr("bot.faces.telegram_bot.watcher.watching_process", process)
    monkeypatch.setattr("bot.faces.telegram_bot.watcher._AGAIN_AFTER", 0.01)
    task = asyncio.create_task(keep_watching(load_settings()))
    while len(started) < 2:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert started[0].returncode == 1 and started[1].returncode == -signal.SIGTERM


def test_settings_of_feeds_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.errors import SettingError

    monkeypatch.setenv("QUOTEDESK_FEEDS_ADDRESSES", "https://a.example/rss, https://b.example/atom")
    assert load_settings().following.addresses == ("https://a.example/rss", "https://b.example/atom")
    monkeypatch.setenv("QUOTEDESK_FEEDS_ADDRESSES", "ftp://a.example/rss")
    with pytest.raises(SettingError, match=r"feeds\.addresses"):
        load_settings()


def test_a_versioned_article_of_a_feed_is_found_under_its_address(site: Site, tmp_path: Path, data: Path, settings: BuildSettings) -> None:
    seeds = tmp_path / "seeds"
    site.page("/a", story())
    site.feed("/a")
    visit(site, seeds, data)
    build_archive(seeds, data, settings)
    site.page("/a", story(words="It froze twice."))
    site.feed("/a", stamp="Sat, 20 Apr 2024 08:00:00 GMT")
    visit(site, seeds, data, now=61)
    build_archive(seeds, data, settings)
    with open_store(data) as (store, _):
        ((_, earlier),) = store.versions(f"{site.address}/a")
        assert "twice" not in earlier.text
