"""Finding copies among many articles: the time it takes, and what is found of those that were made."""

import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from index.build import link_copies
from index.records import Article
from index.sentences import split_sentences
from index.store import Store
from tests.bench.generated import GeneratedArchive

_EVERY = 10
"""One article in so many has a copy: whole, trimmed, or with two words changed."""


def run(count: int) -> str:
    """Stores `count` generated articles, a tenth of them copies, and links them; a line of figures."""
    generator, made, pairs = random.Random(5), list[Article](), set[frozenset[str]]()
    archive = GeneratedArchive()
    for number in range(count - count // (_EVERY + 1)):
        raw = archive.article(number)
        article = Article(raw["id"], "x", "0", raw["title"], raw["text"], raw.get("outlet"))
        made.append(article)
        if len(made) % (_EVERY + 1) == 0:
            copy = Article(f"{article.id}-copy", "x", "0", article.title, _altered(article.text, generator), "Another outlet")
            pairs.add(frozenset((article.id, copy.id)))
            made.append(copy)
    generator.shuffle(made)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store.sqlite")
        started = time.monotonic()
        numbers = {store.add((a.id, a.id), a, split_sentences(a.text), ()): a.id for a in made}
        stored = time.monotonic() - started
        started = time.monotonic()
        link_copies(store, 0)
        linked = time.monotonic() - started
        found = {frozenset((numbers[no], numbers[other])) for no in numbers for other in store.copies_of(no)}
        store.close()
    return f"{len(made)} articles stored in {stored:.1f} s, their copies found in {linked:.1f} s; of {len(pairs)} pairs {len(found & pairs)} found, {len(found - pairs)} others"


def _altered(text: str, generator: random.Random) -> str:
    paragraphs: Sequence[str] = text.split("\n\n")
    kind = generator.randrange(3)
    if kind == 1 and len(paragraphs) > 3:
        return "\n\n".join(paragraphs[: -(len(paragraphs) // 3)])
    if kind == 2:
        words = text.split(" ")
        for at in generator.sample(range(len(words)), 2):
            words[at] = "otherwise"
        return " ".join(words)
    return text
