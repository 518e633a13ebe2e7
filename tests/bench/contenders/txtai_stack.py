"""txtai's hybrid search, with its defaults. It has no way to know what changed: one article more is an upsert, nothing changed a new index."""

from pathlib import Path

import common
from txtai import Embeddings

_FOUND = 10


def build(articles: Path, folder: Path) -> None:
    embeddings = Embeddings(path=common.model(), hybrid=True, content=True)
    rows = [(f"{article['id']}/{i}", text, None) for article in common.read(articles) for i, text in enumerate(common.chunks(article))]
    embeddings.index(rows)
    embeddings.save(str(folder))


def add(article: Path, folder: Path) -> None:
    embeddings = Embeddings()
    embeddings.load(str(folder))
    embeddings.upsert([(f"{a['id']}/{i}", text, None) for a in common.read(article) for i, text in enumerate(common.chunks(a))])
    embeddings.save(str(folder))


def open_index(folder: Path) -> common.Search:
    embeddings = Embeddings()
    embeddings.load(str(folder))
    return lambda question: [row["text"] for row in embeddings.search(question, _FOUND)]


common.main(build, open_index, add)
