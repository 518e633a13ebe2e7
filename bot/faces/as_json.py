"""An Answer as JSON, one compact line; absent is null, lists are never null."""

import json
from typing import Any

from bot.answering.records import Answer, Quote
from bot.faces.wording import link
from index.records import Article


def answer_line(answer: Answer, *, passages: bool = False) -> str:
    """One line of JSON Lines."""
    return json_line(answer_object(answer, passages=passages))


def json_line(value: object) -> str:
    """Compact, on one line, non-ASCII as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def answer_object(answer: Answer, *, passages: bool = False) -> dict[str, Any]:
    """The answer contract: quotes with their sources, what was understood, nearest coverage when silent."""
    query = answer.query
    return {
        "id": answer.id,
        "question": answer.question,
        "understood": {
            "text": query.text, "speaker": query.speaker, "outlets": list(query.outlets), "since": query.since,
            "until": query.until, "follows": query.follows,
        },
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "took_ms": answer.took_ms,
        "quotes": [_quote(quote) for quote in answer.quotes],
        "nearest": [{"article_id": a.id, "title": a.title, "outlet": a.outlet, "published": a.published} for a in answer.nearest],
        "passages": [
            {"article_id": p.article_id, "start": p.start, "end": p.end, "score": round(p.score, 6)} for p in answer.passages
        ] if passages else [],
    }  # fmt: skip


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        **_cited(quote.article), "link": link(quote), "text": quote.text, "start": quote.start, "end": quote.end,
        "speaker": quote.speaker, "role": quote.role, "kind": quote.kind, "score": round(quote.score, 4), "also_in": [copy.article_id for copy in quote.also_in],
    }  # fmt: skip


def _cited(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.id, "path": article.path, "sha256": article.sha256, "title": article.title,
        "outlet": article.outlet, "author": article.author, "published": article.published, "url": article.url,
    }  # fmt: skip
