"""What is understood of each format: fields and words of the fixtures against what was meant."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.furniture import judge
from index.reading import list_files, read_file
from index.records import Article

NEWS = Path(__file__).parent.parent / "fixtures" / "news"
FIELDS = ("title", "subtitle", "outlet", "author", "agency", "published", "updated", "place", "section", "url", "language")
_PAGES = ("html", "htm", "xhtml", "mhtml", "mht")
LIMIT = 5_000_000


def expected() -> dict[str, dict[str, Any]]:
    """What was meant by each fixture."""
    found: dict[str, dict[str, Any]] = json.loads((NEWS / "expected.json").read_text("utf-8"))
    return found


def pairs() -> Iterator[tuple[str, Article | None, dict[str, Any]]]:
    """Each article that was meant, with its file and what was read."""
    files = {file.path: file for file in list_files(NEWS).files}
    for path, meant in expected().items():
        if "unreadable" in meant:
            continue
        several = meant.get("many", [meant])
        read = [outcome for outcome in read_file(files[path], LIMIT) if isinstance(outcome, Article)]
        yield from ((path, article, one) for article, one in zip([*read, *[None] * len(several)], several, strict=False))


def body(article: Article) -> str:
    """The text without what was set aside."""
    return " ".join(" ".join(span.of(article.text) for span, reason in judge(article.text, article.title) if not reason).split())


def share(of: str, within: str) -> float:
    """The share of a text's tokens that another has too."""
    one, other = Counter(of.split()), Counter(within.split())
    return sum((one & other).values()) / max(1, sum(one.values()))


def table() -> Iterator[str]:
    """Format by field: understood of those that were meant; then precision and recall of the words."""
    right, all_ = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    precision, recall = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for path, article, meant in pairs():
        kind = path.rpartition(".")[2]
        for name in FIELDS:
            if meant.get(name) is not None:
                all_[kind][name] += 1
                right[kind][name] += article is not None and getattr(article, name) == meant[name]
        words, got = " ".join(" ".join(meant["body"]).split()), body(article) if article else ""
        recall[kind].append(share(words, got))
        precision[kind].append(share(got, words))
    yield f"| format | articles | {' | '.join(FIELDS)} | precision | recall |"
    yield "|" + " --- |" * (len(FIELDS) + 4)
    for kind in sorted(all_):
        cells = (f"{right[kind][name]}/{all_[kind][name]}" if all_[kind][name] else "–" for name in FIELDS)
        numbers = (sum(values[kind]) / len(values[kind]) for values in (precision, recall))
        yield f"| {kind} | {len(recall[kind])} | {' | '.join(cells)} | {' | '.join(f'{n:.3f}' for n in numbers)} |"
    paged = [(p, r) for kind in _PAGES for p, r in zip(precision[kind], recall[kind], strict=True)]
    yield f"pages: {len(paged)}, precision {sum(p for p, _ in paged) / len(paged):.3f}, recall {sum(r for _, r in paged) / len(paged):.3f}"
