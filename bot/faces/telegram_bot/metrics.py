"""What the bot counts, and the address where a monitor reads it."""

import json
import time
from collections.abc import Callable

import tornado.web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from tornado.httpserver import HTTPServer

_SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)


class Metrics:
    """Counters in a registry of their own."""

    def __init__(self, waiting: Callable[[], int], last_update: Callable[[], float]) -> None:
        """`waiting` gives the updates not yet handled; `last_update` when the newest came, seconds since the epoch, 0 for never."""
        self.registry = CollectorRegistry()
        self.started, self._waiting, self._last_update = time.time(), waiting, last_update
        self.answers = Counter("quotedesk_answers", "Questions answered.", ["outcome"], registry=self.registry)
        self.errors = Counter("quotedesk_errors", "Updates whose handling failed.", registry=self.registry)
        self.seconds = Histogram(
            "quotedesk_answer_seconds", "From the question's arrival to the reply.", buckets=_SECONDS, registry=self.registry
        )
        queue = Gauge("quotedesk_queue", "Updates received and not yet handled.", registry=self.registry)
        queue.set_function(waiting)
        for outcome in ("answered", "silent", "limited"):
            self.answers.labels(outcome)

    def health(self) -> dict[str, object]:
        """Whether the bot is alive, and since when it heard nothing."""
        last = self._last_update()
        return {
            "status": "ok",
            "uptime_s": round(time.time() - self.started, 1),
            "last_update_age_s": round(time.time() - last, 1) if last else None,
            "queue": self._waiting(),
        }


class _Health(tornado.web.RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        self.metrics = metrics

    def get(self) -> None:
        self.set_header("Content-Type", "application/json")
        self.write(json.dumps(self.metrics.health()))


class _Metrics(tornado.web.RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        self.metrics = metrics

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.write(generate_latest(self.metrics.registry))


def serve_metrics(metrics: Metrics, address: str) -> HTTPServer:
    """Serves /health and /metrics on `host:port` in the running event loop. Raises OSError where it cannot listen."""
    host, _, port = address.rpartition(":")
    routes = [(r"/health", _Health, {"metrics": metrics}), (r"/metrics", _Metrics, {"metrics": metrics})]
    server = HTTPServer(tornado.web.Application(routes, log_function=lambda _: None))
    server.listen(int(port), host.strip("[]"))
    return server
