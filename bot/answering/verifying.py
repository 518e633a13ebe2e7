"""Whether words that were once given as printed still stand: in the archive, and in the files on disk."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bot.answering.copies import find_words, nearest_words, same_words
from bot.answering.kept import Citation
from index.reading import SeedFile, list_files, read_file
from index.records import Article, Span
from index.sameness import sentence_keys
from index.sentences import split_sentences
from index.store import Document, Store

UNCHANGED, MOVED, EDITED, GONE = "unchanged", "moved", "edited", "gone"
_NEARLY = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of cited words.

    `unchanged`: they stand where they stood. `moved`: they stand elsewhere, in `article_id` at `start` to `end`. `edited`:
    the article has other words now, `now`, and `replaced_at` is when it was found to have changed. `gone`: neither they nor
    anything near them is printed there, or the article has left. `note` says what else should be known.
    """

    citation: Citation
    status: str
    article_id: str | None = None
    path: str | None = None
    start: int | None = None
    end: int | None = None
    now: str | None = None
    replaced_at: str | None = None
    note: str | None = None


class Verifier:
    """Checks citations against one index and the folder that it was made from."""

    def __init__(self, store: Store, seeds: Path, max_article_bytes: int) -> None:
        """`max_article_bytes` is the limit under which the folder is read."""
        self._store, self._seeds, self._limit = store, seeds, max_article_bytes

    def verify(self, citation: Citation) -> Verdict:
        """What became of one citation."""
        document = self._cited(citation)
        if document is None:
            return self._elsewhere(citation)
        verdict = self._in_article(citation, document.article, document)
        if verdict.status == GONE:
            return self._elsewhere(citation, verdict)
        return verdict if verdict.status == EDITED else self._on_disk(verdict, document.article)

    def _cited(self, citation: Citation) -> Document | None:
        """The article that is cited: by its id, or the one of its file that has the words."""
        if citation.article_id:
            no = self._store.number_of(citation.article_id)
            return None if no is None else self._store.document(no)
        documents = [self._store.document(no) for no in self._store.numbers_at(citation.path)] if citation.path else []
        standing = (d for d in documents if d.article.text[citation.start : citation.end] == citation.text)
        return next(standing, None) or next((d for d in documents if find_words(d, citation.text)), documents[0] if documents else None)

    def _in_article(self, citation: Citation, article: Article, document: Document) -> Verdict:
        """As the article is in the index."""
        verdict = Verdict(citation, UNCHANGED, article.id, article.path, citation.start, citation.end)
        if citation.start is not None and article.text[citation.start : citation.end] == citation.text:
            return verdict
        if span := find_words(document, citation.text):
            moved = citation.start is not None
            note = None if span.of(article.text) == citation.text else "the same words, set otherwise"
            return replace(verdict, status=MOVED if moved else UNCHANGED, start=span.start, end=span.end, note=note)
        earlier = next((at for at, version in self._store.versions(article.id) if _stands(citation, version)), None)
        near = _nearest(article, citation.text)
        if near is None and earlier is None:
            return replace(verdict, status=GONE, start=None, end=None, note="the article is there, these words are not in it")
        place = {"start": near.start, "end": near.end} if near else {"start": None, "end": None}
        note = "later changed; the wording cited was printed before" if earlier else "the wording cited is not in the version that is kept"
        return replace(verdict, status=EDITED, now=near.of(article.text) if near else None, replaced_at=earlier, note=note, **place)

    def _on_disk(self, verdict: Verdict, article: Article) -> Verdict:
        """The same question to the file, which may have changed since the index was built."""
        file = self._files.get(article.path)
        if file is None or not file.location.exists():
            return replace(verdict, status=GONE, note="the file is gone; the index still has the article")
        if article.line is None and _sha256(file.location) == article.sha256:
            return verdict
        found = [outcome for outcome in read_file(file, self._limit) if isinstance(outcome, Article)]
        if any(other.sha256 == article.sha256 and other.text == article.text for other in found):
            return verdict
        words = verdict.citation.text
        for other in found:
            if verdict.start is not None and other.text[verdict.start : verdict.end] == words:
                return replace(verdict, note="the file has changed since the index was built, these words have not")
        for other in found:
            at = other.text.find(words)
            if at >= 0:
                return replace(verdict, status=MOVED, start=at, end=at + len(words), note="in the file as it is now; the index is older")
        nearest = [(other, near) for other in found if (near := _nearest(other, words))]
        if nearest:
            other, near = nearest[0]
            return replace(
                verdict,
                status=EDITED,
                now=near.of(other.text),
                start=near.start,
                end=near.end,
                note="in the file as it is now; the index is older",
            )
        return replace(verdict, status=GONE, note="not in the file as it is now; the index is older")

    def _elsewhere(self, citation: Citation, otherwise: Verdict | None = None) -> Verdict:
        """Where else the words stand."""
        for document in self._holding(citation.text):
            if span := find_words(document, citation.text):
                article = document.article
                status = UNCHANGED if citation.article_id is None else MOVED
                note = None if citation.article_id is None else f"{citation.article_id} does not have these words; this article has"
                return self._on_disk(Verdict(citation, status, article.id, article.path, span.start, span.end, note=note), article)
        return otherwise or Verdict(citation, GONE, note="no article of the archive has these words")

    def _holding(self, words: str) -> Iterator[Document]:
        """Articles that may hold some words: those that share whole sentences with them, else every one."""
        keys = [key for _, key in sentence_keys(words, split_sentences(words))]
        numbers = self._store.sharing(-1, keys, 20)
        yield from map(self._store.document, numbers)
        yield from (document for document in self._store.documents() if document.no not in numbers)

    @cached_property
    def _files(self) -> dict[str, SeedFile]:
        return {file.path: file for file in list_files(self._seeds).files}


def _nearest(article: Article, words: str) -> Span | None:
    return nearest_words(article, split_sentences(article.text), words, _NEARLY)


def _stands(citation: Citation, version: Article) -> bool:
    if citation.start is not None and version.text[citation.start : citation.end] == citation.text:
        return True
    return citation.text in version.text or same_words(citation.text, version.text)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many citations came out how."""
    return {status: sum(v.status == status for v in verdicts) for status in (UNCHANGED, MOVED, EDITED, GONE)}
