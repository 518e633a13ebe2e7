"""Trains the tagger that finds who said what, on attributions that people annotated (PolNeAR).

python -m tests.bench.train_tagger --gold ATTRIBUTIONS/train.jsonl --index DATA_DIR --out first.pt --layers 4 --fold 0/6
python -m tests.bench.train_tagger --gold ATTRIBUTIONS/train.jsonl --index DATA_DIR --out tagger.pt --layers 4 --fold 0/6 --start first.pt --masked 0.1 --tokens 320
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from index.archive import open_store
from index.exporting import packaged_model
from index.statements import tagging
from index.store import Document
from tests.bench.optimizing import halfway, optimize, use_fast_dropout

_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|according|w(?:rote|rit(?:es?|ing|ten))|add(?:s|ed|ing)?|tweet\w*|ask\w*|call(?:s|ed|ing)?|argu\w+|not(?:es|ed|ing)|suggest\w*|"
    r"announc\w*|declar\w*|describ\w*|explain\w*|acknowledg\w*|admit\w*|confirm\w*|den(?:y|ies|ied|ying)|claim\w*|stat(?:es?|ed|ing|ement)|insist\w*|warn\w*|repl(?:y|ies|ied|ying)|"
    r"respond\w*|response|continu\w+|accus\w*|critic\w*|prais\w*|promis\w*|vow\w*|pledg\w*|urg(?:e|es|ed|ing)|recall\w*|remark\w*|quip\w*|jok(?:e|es|ed|ing)|conclud\w*|reiterat\w*|emphasi\w*|"
    r"stress\w*|point\w* out|contend\w*|alleg\w*|complain\w*|dismiss\w*|testif\w*|mention\w*|report\w*|post(?:s|ed)|question\w*|propos\w*|demand\w*|interview\w*|quot\w+|spoke|"
    r"speaking|comment\w*|predict\w*|defend\w*|reveal\w*|mock\w*|blam\w*|condemn\w*|slam\w*|blast\w*|thank\w*|apologi\w*)\b",
    re.IGNORECASE,
)
"""Cues that make a statement of what they introduce; a content in quotation marks is one under any cue."""
SEED = 20_231_225
_AT_ONCE = 20
_MASK = 103
"""Token number of "[MASK]" in BERT's vocabulary."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A chunk and the right labels of its tokens, shape (tokens, 3); -100 where they do not count."""

    ids: list[int]
    labels: list[tuple[int, int, int]]


class TaggingModel(torch.nn.Module):
    """A BERT and one linear layer over each token; the word embeddings stay as they were."""

    def __init__(self, folder: str, layers: int | None = None) -> None:
        """Starts from the transformer in `folder`, or from its first layers."""
        super().__init__()
        self.transformer = AutoModel.from_pretrained(folder, attn_implementation="eager")
        if layers:
            self.transformer.encoder.layer = self.transformer.encoder.layer[:layers]
        self.head = torch.nn.Linear(self.transformer.config.hidden_size, tagging.OUTPUTS)
        for parameter in self.transformer.embeddings.parameters():
            parameter.requires_grad_(False)
        use_fast_dropout(self.transformer)

    def forward(self, rows: Sequence[list[int]]) -> torch.Tensor:
        """Logits, shape (rows, tokens of the longest, OUTPUTS)."""
        length = -(-max(map(len, rows)) // 32) * 32
        ids, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length, dtype=torch.long)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
        return self.head(self.transformer(input_ids=ids, attention_mask=mask).last_hidden_state).float()  # type: ignore[no-any-return]


def tokenize(document: Document, tokenizer: Tokenizer, tokens: int = tagging.TOKENS) -> list[tagging.Chunk]:
    """What the model reads of an article."""
    texts = [sentence.span.of(document.article.text) for sentence in document.sentences]
    encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
    return list(tagging.chunks(document.sentences, [(e.ids, e.offsets) for e in encodings], tokens))


def labelled(chunk: tagging.Chunk, gold: Sequence[dict[str, Any]]) -> Tagged:
    """The right labels of a chunk."""
    labels = []
    content, source, cue = _begin_inside(gold)
    for i, (start, end) in enumerate(zip(chunk.starts, chunk.ends, strict=True)):
        if i < chunk.known or start < 0:
            labels.append((-100, -100, -100))
        else:
            labels.append((_label(content, start, end), _label(source, start, end), _label(cue, start, end)))
    return Tagged(chunk.ids, labels)


def _begin_inside(gold: Sequence[dict[str, Any]]) -> list[list[tuple[int, int, int, int]]]:
    """Spans as (start, end, label of its first token, label of the others), inner contents last."""
    content, source, cue = [], [], []
    for row in gold:
        kind = 0 if row["has_quote_marks"] or _SPEECH.search(row["cue_text"]) else 2
        content += [(a, b, (1 if i == 0 else 2) + kind, 2 + kind) for i, (a, b) in enumerate(row["content_spans"])]
        source += [(a, b, 1, 2) for a, b in row["source_spans"]]
        cue += [(a, b, 1, 2) for a, b in row["cue_spans"]]
    return [sorted(content, key=lambda s: s[0] - s[1]), source, cue]


def _label(spans: Sequence[tuple[int, int, int, int]], start: int, end: int) -> int:
    for a, b, first, later in spans:
        if a < end and start < b:
            return first if start <= a else later
    return 0


def loss_of(model: TaggingModel, batch: Sequence[Tagged], masked: float, generator: random.Random) -> torch.Tensor:
    """Cross entropy of each label set, added; a share of the tokens is `masked`, so that the words around tell as well."""
    hidden = [[_MASK if i not in (tagging.CLS, tagging.SEP) and generator.random() < masked else i for i in t.ids] for t in batch]
    logits = model(hidden)
    labels = torch.full((len(batch), logits.shape[1], 3), -100)
    for i, tagged in enumerate(batch):
        labels[i, : len(tagged.labels)] = torch.tensor(tagged.labels)
    parts = (tagging.CONTENT, tagging.SOURCE, tagging.CUE)
    return torch.stack(
        [torch.nn.functional.cross_entropy(logits[..., part].flatten(0, 1), labels[..., i].flatten()) for i, part in enumerate(parts)]
    ).sum()


def examples(gold: Path, data: Path, tokenizer: Tokenizer, *, fold: tuple[int, int] | None, tokens: int) -> Iterator[Tagged]:
    """The chunks of the annotated articles; a fold leaves out every article of that part."""
    rows = defaultdict(list)
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["primary"] and row["content_spans"]:
            rows[row["doc_id"]].append(row)
    with open_store(data) as (store, _):
        for document in store.all_documents():
            mine = rows.get(document.article.id)
            if mine and not (fold and in_part(document.article.id, fold)):
                for chunk in tokenize(document, tokenizer, tokens):
                    tagged = labelled(chunk, [r for r in mine if r["content_spans"][0][0] < chunk.ends[-2] + 2_000])
                    yield tagged


def in_part(article_id: str, fold: tuple[int, int]) -> bool:
    """Whether an article belongs to a part, by its name alone."""
    return random.Random(article_id).randrange(fold[1]) == fold[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--fold", help="0/6 leaves out the articles of part 0 of 6")
    parser.add_argument(
        "--start", type=Path, help="a checkpoint to go on from; what is written lies halfway between it and where the training ends"
    )
    parser.add_argument("--masked", type=float, default=0.0, help="share of the tokens that the model does not see")
    parser.add_argument("--tokens", type=int, default=tagging.TOKENS, help="tokens read at once")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    folder = packaged_model()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    fold = tuple(map(int, arguments.fold.split("/"))) if arguments.fold else None
    tagged = list(examples(arguments.gold, arguments.index, tokenizer, fold=fold, tokens=arguments.tokens))  # type: ignore[arg-type]
    print(len(tagged), "chunks", sum(len(t.ids) for t in tagged), "tokens", flush=True)
    model = TaggingModel(str(folder), arguments.layers)
    start = torch.load(arguments.start, weights_only=True) if arguments.start else None
    if start:
        model.load_state_dict(start)
    generator, hiding = random.Random(arguments.seed), random.Random(arguments.seed)
    batches = []
    for _ in range(arguments.epochs):
        order = sorted(generator.sample(tagged, len(tagged)), key=lambda t: len(t.ids) // 64)
        every = [order[i : i + _AT_ONCE] for i in range(0, len(order), _AT_ONCE)]
        generator.shuffle(every)
        batches += every
    optimize(model, batches, lambda batch: loss_of(model, batch, arguments.masked, hiding), rate=2e-4, seed=arguments.seed)
    torch.save(halfway(start, model.state_dict()) if start else model.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
