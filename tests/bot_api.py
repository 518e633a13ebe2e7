"""A small stand-in for the Bot API on loopback: long polling, and a record of every call."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import Any

TOKEN = "123456:a-token-of-the-tests"
_ME = {"id": 1, "is_bot": True, "first_name": "Quotedesk", "username": "quotedesk_bot", "can_join_groups": True}


@dataclass(slots=True)
class BotApi:
    """Updates to deliver, calls received."""

    updates: "Queue[dict[str, Any]]" = field(default_factory=Queue)
    calls: "Queue[tuple[str, dict[str, Any]]]" = field(default_factory=Queue)
    number: int = 0

    def say(
        self,
        text: str,
        *,
        person: int = 42,
        chat: int | None = None,
        chat_type: str = "private",
        entities: list[dict[str, Any]] | None = None,
    ) -> int:
        """A person's message, delivered with the next poll; its message id."""
        self.number += 1
        message: dict[str, Any] = {
            "message_id": self.number, "date": 1_700_000_000, "text": text, "chat": {"id": chat or person, "type": chat_type, "title": "G"},
            "from": {"id": person, "is_bot": False, "first_name": "Nils"},
        }  # fmt: skip
        if text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        if entities:
            message["entities"] = entities
        self.updates.put({"update_id": self.number, "message": message})
        return self.number

    def next_call(self, method: str, seconds: float = 20) -> dict[str, Any]:
        """The next call of a method; calls of others are passed over."""
        while True:
            name, parameters = self.calls.get(timeout=seconds)
            if name == method:
                return parameters

    def answer(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getMe":
            return _ME
        if method == "getUpdates":
            try:
                return [self.updates.get(timeout=0.2)]
            except Empty:
                return []
        if method == "sendMessage":
            chat = {"id": int(parameters["chat_id"]), "type": "private"}
            return {"message_id": 1_000 + self.number, "date": 1_700_000_000, "chat": chat, "text": "x"}
        return True


def serve(api: BotApi) -> ThreadingHTTPServer:
    """Starts the stand-in on a free loopback port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            _, bot, method = self.path.split("/")
            ok = bot == f"bot{TOKEN}"
            parameters = _parameters(body.decode(), self.headers.get("Content-Type") or "")
            if ok and method != "getUpdates":
                api.calls.put((method, parameters))
            reply = (
                {"ok": True, "result": api.answer(method, parameters)}
                if ok
                else {"ok": False, "error_code": 401, "description": "Unauthorized"}
            )
            data = json.dumps(reply).encode()
            self.send_response(200 if ok else 401)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that leaves in the middle of a poll is no error."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _parameters(body: str, content_type: str) -> dict[str, Any]:
    from urllib.parse import parse_qsl

    if "json" in content_type:
        return dict(json.loads(body or "{}"))
    values: dict[str, Any] = dict(parse_qsl(body))
    return {key: _value(value) for key, value in values.items()}


def _value(value: str) -> Any:
    try:
        return json.loads(value) if value[:1] in "{[" else value
    except ValueError:
        return value
