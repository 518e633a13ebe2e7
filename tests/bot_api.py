"""A stand-in for the Bot API on loopback: delivers by long polling or webhook, keeps messages, refuses what Telegram refuses, fails on demand."""

import json
import re
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "123456:a-token-of-the-tests"
BOT = {
    "id": 123456, "is_bot": True, "first_name": "Quotedesk", "username": "quotedesk_bot", "can_join_groups": True,
    "can_read_all_group_messages": False, "supports_inline_queries": True,
}  # fmt: skip
_POSTED_AGAIN = 200
_POLL_S = 0.3
_MARKUP = frozenset(("a", "b", "i", "code", "pre", "blockquote"))
Json = dict[str, Any]
Fault = Callable[[str, Json], "tuple[int, Json] | str | None"]
"""Of a call: a status with a body to be sent instead, `reset` (before it is carried out) or `reset after`, or None."""


class Refused(Exception):
    """What Telegram answers with 400 or another code."""

    def __init__(self, description: str, code: int = 400) -> None:
        super().__init__(description)
        self.code = code


@dataclass
class BotApi:
    """Updates to deliver, calls received, messages as they stand."""

    fault: Fault | None = None
    calls: list[tuple[str, Json]] = field(default_factory=list)
    filed: dict[tuple[str, int | None], list[Json]] = field(default_factory=lambda: defaultdict(list))
    """The calls again, by method and chat (None: whatever the chat)."""
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    """Chats whose people have blocked the bot."""
    updates: list[Json] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))
    changed: threading.Condition = field(default_factory=threading.Condition)
    webhook: Json = field(default_factory=dict)
    base: str = ""
    refused: list[str] = field(default_factory=list)

    # What people do

    def say(self, text: str, *, person: int = 42, chat: int | None = None, **more: Any) -> int:
        """A person's message; its id. `topic`, `reply_to` (a message) and any field of a message may be given."""
        number = next(self.numbers)
        chat = chat or person
        message: Json = {
            "message_id": number, "date": int(time.time()), "text": text, "from": _person(person, more.pop("language", "en")),
            "chat": {"id": chat, "type": "private", "first_name": "Nils"} if chat > 0 else {"id": chat, "type": "supergroup", "title": "Desk"},
        }  # fmt: skip
        if topic := more.pop("topic", None):
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if not text:
            del message["text"]
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        elif match := re.search(r"(?<!\w)@\w+", text):
            start = len(text[: match.start()].encode("utf-16-le")) // 2
            message["entities"] = [{"type": "mention", "offset": start, "length": len(match.group())}]
        kind = "edited_message" if more.pop("edited", False) else "message"
        message |= more
        if kind == "message":
            self.messages[chat, message["message_id"]] = message
        self.deliver({kind: {k: v for k, v in message.items() if v is not None}})
        return int(message["message_id"])

    def press(self, label: str, message: Json, person: int = 42) -> str:
        """Presses the button of a message whose label begins so; the id of the press."""
        buttons = [b for row in message["reply_markup"]["inline_keyboard"] for b in row]
        chosen = next((b for b in buttons if b["text"].removeprefix("✓ ").startswith(label)), None)
        assert chosen, f"no button {label!r} in {[b['text'] for b in buttons]}"
        return self.press_data(chosen["callback_data"], message, person)

    def press_data(self, data: str, message: Json, person: int = 42) -> str:
        number = str(next(self.numbers))
        self.deliver({"callback_query": {"id": number, "from": _person(person), "message": message, "chat_instance": "1", "data": data}})
        return number

    def type_inline(self, text: str, *, person: int = 42, offset: str = "") -> str:
        number = str(next(self.numbers))
        self.deliver({"inline_query": {"id": number, "from": _person(person), "query": text, "offset": str(offset)}})
        return number

    def deliver(self, update: Json) -> int:
        """Queues an update, or posts it where a webhook is set."""
        update = {"update_id": next(self.numbers), **update}
        if self.webhook.get("url"):
            self.post(update)
            return int(update["update_id"])
        with self.changed:
            self.updates.append(update)
            self.changed.notify_all()
        return int(update["update_id"])

    def post(self, update: Json, secret: str | None = None) -> int:
        """Posts an update to the webhook; the status."""
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret or self.webhook["secret_token"]}
        request = urllib.request.Request(self.webhook["url"], json.dumps(update).encode(), headers)
        for _ in range(_POSTED_AGAIN):
            try:
                with urllib.request.urlopen(request, timeout=10) as response:
                    return int(response.status)
            except urllib.error.HTTPError as error:
                return error.code
            except urllib.error.URLError:  # nobody listens yet: Telegram tries again too
                time.sleep(0.05)
        raise AssertionError(f"nobody listens at {self.webhook['url']}")

    # What the bot does

    def wait(self, method: str, number: int = 1, seconds: float = 30, chat: int | None = None) -> Json:
        """The parameters of the so-manieth call of a method."""
        with self.changed:
            found = self.filed[method, chat]
            if not self.changed.wait_for(lambda: len(found) >= number, seconds):
                raise AssertionError(f"{method} was called {len(found)} times; {self.calls[-5:]}")
            return found[number - 1]

    def count(self, method: str, chat: int | None = None) -> int:
        return len(self.filed[method, chat])

    def file(self, method: str, parameters: Json) -> None:
        """Keeps a call that was carried out, and tells whoever waits for it."""
        with self.changed:
            self.calls.append((method, parameters))
            self.filed[method, None].append(parameters)
            if chat := parameters.get("chat_id"):
                self.filed[method, chat].append(parameters)
            self.changed.notify_all()

    def call(self, method: str, parameters: Json) -> Any:
        """Carries a call out. Raises Refused."""
        handler = getattr(self, f"_{method}", None)
        return handler(parameters) if handler else True

    def _getMe(self, _: Json) -> Json:
        return BOT

    def _getUpdates(self, p: Json) -> list[Json]:
        with self.changed:
            self.updates = [u for u in self.updates if u["update_id"] >= p.get("offset", 0)]
            if not self.updates and p.get("timeout"):
                self.changed.wait(_POLL_S)
            return self.updates[: p.get("limit", 100)]

    def _setWebhook(self, p: Json) -> bool:
        self.webhook = p
        return True

    def _deleteWebhook(self, _: Json) -> bool:
        self.webhook = {}
        return True

    def _getWebhookInfo(self, _: Json) -> Json:
        return {"url": self.webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": len(self.updates)}

    def _getMyCommands(self, _: Json) -> list[Json]:
        return next((p["commands"] for name, p in self.calls if name == "setMyCommands"), [])

    def _setMyCommands(self, p: Json) -> bool:
        for command in p["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Refused("Bad Request: BOT_COMMAND_INVALID")
        return True

    def _sendMessage(self, p: Json) -> Json:
        if p["chat_id"] in self.gone:
            raise Refused("Forbidden: bot was blocked by the user", 403)
        _check_text(p)
        _check_keyboard(p)
        thread = p.get("message_thread_id")
        replied = self.messages.get((p["chat_id"], (p.get("reply_parameters") or {}).get("message_id", 0)))
        if thread and not (replied and replied.get("is_topic_message")):
            raise Refused("Bad Request: message thread not found")
        return self._sent(p, {"text": p["text"]})

    def _sendDocument(self, p: Json) -> Json:
        return self._sent(p, {"document": {"file_id": "1", "file_unique_id": "1"}})

    def _sent(self, p: Json, content: Json) -> Json:
        number = next(self.numbers)
        message = {
            "message_id": number, "date": int(time.time()), "from": BOT, **content,
            "chat": {"id": p["chat_id"], "type": "private" if p["chat_id"] > 0 else "supergroup"},
        }  # fmt: skip
        if "reply_markup" in p:
            message["reply_markup"] = p["reply_markup"]
        if p.get("message_thread_id"):
            message |= {"message_thread_id": p["message_thread_id"], "is_topic_message": True}
        self.messages[p["chat_id"], number] = message
        return message

    def _editMessageText(self, p: Json) -> Json:
        message = self.messages.get((p["chat_id"], p["message_id"]))
        if message is None or message["from"]["id"] != BOT["id"]:
            raise Refused("Bad Request: message to edit not found")
        _check_text(p)
        _check_keyboard(p)
        if message["text"] == p["text"] and message.get("reply_markup") == p.get("reply_markup"):
            raise Refused("Bad Request: message is not modified")
        message["text"] = p["text"]
        message.pop("reply_markup", None)
        message |= {"reply_markup": p["reply_markup"]} if "reply_markup" in p else {}
        return message

    def _answerInlineQuery(self, p: Json) -> bool:
        ids = [result["id"] for result in p["results"]]
        if len(ids) > 50 or len(set(ids)) < len(ids) or any(not 1 <= len(i.encode()) <= 64 for i in ids):
            raise Refused("Bad Request: RESULT_ID_INVALID")
        for result in p["results"]:
            content = result["input_message_content"]
            _check_text({"text": content["message_text"], "parse_mode": content.get("parse_mode")})
        return True

    def last(self, chat: int = 42) -> Json:
        """The newest message of the bot in a chat."""
        return next(m for (where, _), m in reversed(self.messages.items()) if where == chat and m["from"]["id"] == BOT["id"])


class Markup(HTMLParser):
    """Telegram's HTML: raises Refused on what it would not parse; `text` is what is left, `links` where they go."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open, self.text, self.links = list[str](), "", list[str]()
        self.feed(html)
        self.close()
        if self.open:
            raise Refused(f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag {self.open[-1]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _MARKUP or (tag == "blockquote" and tag in self.open) or {"code", "pre"} & set(self.open):
            raise Refused(f"Bad Request: can't parse entities: Unsupported start tag {tag}")
        if tag == "code" and {"b", "i", "a"} & set(self.open):
            raise Refused(f"Bad Request: can't parse entities: code within {self.open}")
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused(f"Bad Request: can't parse entities: Unexpected end tag {tag}")

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(html: str) -> str:
    """What a person reads of an HTML message."""
    return Markup(html).text


def _check_text(p: Json) -> None:
    text = Markup(p["text"]).text if p.get("parse_mode") == "HTML" else p["text"]
    length = len(text.encode("utf-16-le")) // 2
    if not length:
        raise Refused("Bad Request: message text is empty")
    if length > 4096:
        raise Refused("Bad Request: message is too long")


def _check_keyboard(p: Json) -> None:
    for row in (p.get("reply_markup") or {}).get("inline_keyboard", []):
        for button in row:
            data, copied = button.get("callback_data"), button.get("copy_text", {}).get("text")
            if not button["text"] or (data is None) == (copied is None):
                raise Refused("Bad Request: BUTTON_TYPE_INVALID")
            if data is not None and not 1 <= len(data.encode()) <= 64:
                raise Refused("Bad Request: BUTTON_DATA_INVALID")
            if copied is not None and not 1 <= len(copied) <= 256:
                raise Refused("Bad Request: BUTTON_COPY_TEXT_INVALID")


def _person(number: int, code: str = "en") -> Json:
    return {"id": number, "is_bot": False, "first_name": "Nils", "language_code": code}


def serve(api: BotApi) -> ThreadingHTTPServer:
    """Starts the stand-in on a free loopback port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            _, bot, method = self.path.split("/")
            parameters = _parameters(body, self.headers.get("Content-Type") or "")
            failing = api.fault(method, parameters) if api.fault else None
            if failing == "reset":
                self.close_connection = True
                self.connection.close()
                return
            status, reply = self._carried_out(bot, method, parameters) if failing in (None, "reset after") else failing
            if failing == "reset after":
                self.close_connection = True
                self.connection.close()
                return
            data = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _carried_out(self, bot: str, method: str, parameters: Json) -> tuple[int, Json]:
            if bot != f"bot{TOKEN}":
                return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
            try:
                result = api.call(method, parameters)
            except Refused as error:
                api.refused.append(f"{method}: {error}")
                return error.code, {"ok": False, "error_code": error.code, "description": str(error)}
            if method != "getUpdates":
                api.file(method, parameters)
            return 200, {"ok": True, "result": result}

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that leaves in the middle of a poll is no error."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    api.base = f"http://127.0.0.1:{server.server_port}/bot"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _parameters(body: bytes, content_type: str) -> Json:
    if "json" in content_type:
        return dict(json.loads(body or b"{}"))
    if "multipart" in content_type:
        return _multipart(body, content_type)
    return {key: _value(value) for key, value in parse_qsl(body.decode())}


def _multipart(body: bytes, content_type: str) -> Json:
    found = Json()
    for part in body.split(b"--" + content_type.partition("boundary=")[2].encode()):
        head, _, content = part.partition(b"\r\n\r\n")
        if name := re.search(rb'name="([^"]+)"', head):
            found[name[1].decode()] = _value(content.removesuffix(b"\r\n").decode())
    return found


def _value(value: str) -> Any:
    if re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    try:
        return json.loads(value) if value[:1] in "{[" else {"true": True, "false": False}.get(value, value)
    except ValueError:
        return value
