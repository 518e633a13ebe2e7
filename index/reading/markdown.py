"""Markdown with front matter."""

import re
import tomllib

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.errors import UnreadableFile
from index.reading.bylines import read_credit

_FRONT_MATTER = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<head>.*?)\n(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL)
_SILENT = {"image", "html_inline"}


def read_markdown(text: str) -> dict[str, object]:
    """The fields of the front matter (YAML between `---`, TOML between `+++`) and the body as plain paragraphs.

    The first level-one heading is the title where the front matter has none; other headings, pictures and raw HTML are
    not body.
    """
    fields = dict[str, object]()
    if front := _FRONT_MATTER.match(text):
        fields = _front_matter(front["fence"], front["head"])
        text = text[front.end() :]
    title, body = _paragraphs(MarkdownIt("commonmark").enable("table").parse(text))
    if title and not any(str(key).casefold() in ("title", "headline") for key in fields):
        fields["title"] = title
    if len(body) > 1 and (credit := read_credit(body[0])):
        fields = {**credit, **fields}
        body = body[1:]
    return fields | {"text": "\n\n".join(body)}


def _front_matter(fence: str, head: str) -> dict[str, object]:
    try:
        fields = yaml.load(head, yaml.BaseLoader) if fence == "---" else tomllib.loads(head)  # noqa: S506 - BaseLoader makes only strings
    except (yaml.YAMLError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFile(f"the front matter is not valid: {' '.join(str(error).split())[:120]}") from error
    if not isinstance(fields, dict):
        raise UnreadableFile("the front matter is not a list of `key: value` lines")
    return {str(key): value for key, value in fields.items()}


def _paragraphs(tokens: list[Token]) -> tuple[str | None, list[str]]:
    title, body, heading = None, list[str](), ""
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "heading_close":
            heading = ""
        elif token.type == "inline" and (words := _plain(token).strip()):
            if not heading:
                body.append(words)
            elif heading == "h1" and not body:
                title = title or words
        elif token.type in ("fence", "code_block"):
            body.append(token.content.strip("\n"))
    return title, body


def _plain(token: Token) -> str:
    pieces = list[str]()
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type not in _SILENT:
            pieces.append(child.content)
    return "".join(pieces)
