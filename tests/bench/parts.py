"""Divides questions into parts that have no article in common, so that one part tells what training on the others is worth."""

import random
from collections.abc import Mapping, Sequence
from typing import Any


def ids_in_part(rows: Sequence[Mapping[str, Any]], part: str) -> set[str]:
    """Ids of the questions in a part, "0/2" the first of two: those about one article, and a turn and its follow-ups, stay together.

    An article that a row is `about`, and that does not answer it, counts as well.
    """
    number, parts = map(int, part.split("/"))
    parent = dict[str, str]()

    def root(node: str) -> str:
        while (above := parent.setdefault(node, node)) != node:
            node = above
        return node

    for row in rows:
        articles = [*(gold["doc_id"] for gold in row["gold"]), *([row["about"]] if "about" in row else [])]
        for other in [*(f"article {article}" for article in articles), *([row["after"]] if row["after"] else [])]:
            parent[root(other)] = root(row["id"])
    return {row["id"] for row in rows if random.Random(root(row["id"])).randrange(parts) == number}
