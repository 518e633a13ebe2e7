"""The one way from a question to an Answer; every face calls it."""

import gc
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import islice

from bot.answering.conversation import Conversation
from bot.answering.copies import with_copies
from bot.answering.kept import KeptAnswers
from bot.answering.more import in_order, more_statements
from bot.answering.names import Known
from bot.answering.printed import Asked, asked_quotation, find_printed
from bot.answering.question import Understanding, has_content, understand
from bot.answering.quotes import choose_quotes, is_verbatim, quote_around
from bot.answering.reader import Reader
from bot.answering.reader_export import ReaderParameters, open_reader
from bot.answering.records import SPAN_BEFORE, Answer, EngineSettings, Note, PassageFound, PrintedCheck, Query
from bot.answering.turns import Turns
from index.archive import Archive
from index.cores import cores
from index.encoder import Vectors
from index.models import open_encoder
from index.records import Article, Hit
from index.search import Index
from index.tokens import tokenize

_NEAREST = 3
_PASSAGES_SHOWN = 10
_SAME_ARTICLE = 8
_MORE_WORDS = 3
"""Stems beyond those it quotes from which a question asks more than whether they were printed."""


class Engine:
    """Answers questions from the newest complete index; safe to call from several threads, which take their turns."""

    def __init__(self, settings: EngineSettings) -> None:
        """Opens nothing yet: the index and the model are loaded by the first question or by `warm_up`."""
        self.settings = settings
        self._known = dict[str, Known]()
        self._warming: threading.Thread | None = None
        self._turns = Turns(1 + (settings.encoder.threads or cores()))  # one more, as some are always between two runs of the model
        # a question is a few tokens: one thread, so that no second pool of threads spins against the cross-encoder's
        encoding = replace(settings.encoder, threads=1)
        self.kept = KeptAnswers(settings.data)
        self.archive = Archive(settings.data, settings.encoder, lambda: open_encoder(encoding, settings.cache))

    def warm_up(self) -> None:
        """Loads index and model in the background; trouble is told by the first question instead."""

        def load() -> None:
            try:
                with self.archive.current() as index:
                    index.search("warm up")
                _ = self._reader
                gc.collect()
                gc.freeze()  # what is loaded now stays: no later collection need look through it, which takes longer than an answer
            except Exception:  # noqa: BLE001, S110 - asked again, and raised, by the first question
                pass

        self._warming = threading.Thread(target=load, daemon=True)
        self._warming.start()

    def close(self) -> None:
        """Lets go of the index."""
        if self._warming:
            self._warming.join()
        self.archive.close()
        self.kept.close()

    @cached_property
    def _reader(self) -> Reader:
        settings = self.settings
        scorer = (
            open_reader(settings.reader, settings.cache, settings.encoder.threads, lambda: self._turns.crowded)
            if settings.cross_encoder
            else None
        )
        return Reader(ReaderParameters.load(settings.reader), scorer)

    def ask(
        self, question: str, *, conversation: Conversation | None = None, limit: int | None = None, passages: bool = False,
        answer_id: str | None = None,
    ) -> Answer:  # fmt: skip
        """Answers a question with verbatim quotes, or with silence.

        `conversation` holds the turns before. Raises QuestionError for an empty or overlong question, IndexMissing or
        IndexUnusable when there is no index to ask.
        """
        started = time.perf_counter()
        with self._turns, self.archive.current() as index:
            query = understand(question, conversation or Conversation(), self.understanding(index))
            answer = self._answer(index, query, limit or self.settings.limit, passages)
        took = (time.perf_counter() - started) * 1_000
        answer = replace(answer, id=answer_id or secrets.token_hex(6), question=question, took_ms=round(took, 2))
        self.kept.keep(answer)
        return answer

    def article(self, article_id: str) -> Article | None:
        """An article of the newest index by its id. Raises as `ask` does."""
        with self.archive.current() as index:
            document = index.find(article_id)
        return document.article if document else None

    def latest(self, count: int) -> list[Article]:
        """The newest articles, newest first. Raises as `ask` does."""
        with self.archive.current() as index:
            return [index.document(no).article for no in index.newest(count)]

    def understanding(self, index: Index) -> Understanding:
        """What questions are understood against."""
        if index.name not in self._known:
            self._known = {index.name: Known.of(index.outlets, index.speakers())}
        return Understanding(self._known[index.name], self.settings.today or date.today(), self.settings.max_question_chars, index.has_word)  # noqa: DTZ011 - the day of whoever asks

    def _answer(self, index: Index, query: Query, limit: int, passages: bool) -> Answer:
        silent = Answer("", "", query, (), 0.0)
        if not has_content(query):
            return silent
        if (asked := asked_quotation(query.text)) and (printed := self._printed(index, query, asked, limit, passages)):
            return printed
        hits, vector = find_passages(index, query, self.settings.passages)
        silent = replace(silent, notes=tuple(notes(index, query)))
        reading = self._reader.read(index, query, hits, vector)
        found = tuple(_found(index, hit) for hit in hits[:_PASSAGES_SHOWN]) if passages else ()
        sure = reading.answerable >= self.settings.min_answerable and not query.unknown_name
        quotes = choose_quotes(index, query, in_order(index, query, reading.candidates), limit) if sure else []
        if not quotes:
            why = tuple(_why_silent(query, self.understanding(index).known, hits))
            hits = hits or index.search(query.search_text)[0]
            nearest = _nearest(index, hits)
            return replace(silent, confidence=reading.confidence, nearest=nearest, passages=found, notes=silent.notes + why)
        notes_with_more = silent.notes + more_statements(index, query, hits, quotes)
        quotes, differing = with_copies(index, query, quotes)
        verbatim = tuple(quote for quote in quotes if is_verbatim(index, quote))
        return replace(silent, quotes=verbatim, confidence=reading.confidence, passages=found, notes=(*notes_with_more, *differing))

    def _printed(self, index: Index, query: Query, asked: Asked, limit: int, passages: bool) -> Answer | None:
        """Where quoted words were printed, or the nearest wording; None where nothing near was, and more than that is asked."""
        query = replace(query, follows=None, search_text=asked.words)
        hits, _ = index.search(asked.words, query.scope, self.settings.passages)
        found = find_printed(index, asked, hits)
        shown = tuple(_found(index, hit) for hit in hits[:_PASSAGES_SHOWN]) if passages else ()
        answer = Answer("", "", query, (), 0.0, passages=shown, notes=tuple(notes(index, query)))
        if not found:
            only = asked.marked and len(tokenize(query.text)) < len(tokenize(asked.words)) + _MORE_WORDS
            nothing = PrintedCheck(asked.words, exact=False)
            return replace(answer, nearest=_nearest(index, hits), printed=nothing) if only else None
        quotes = (quote_around(f.document, query, f.span, f.similarity) for f in found[:limit])
        originals, differing = with_copies(index, query, list(quotes)) if found[0].check.exact else (list(quotes), [])
        answer = replace(answer, notes=(*answer.notes, *differing))
        verbatim = tuple(quote for quote in originals if is_verbatim(index, quote))
        return replace(answer, quotes=verbatim, confidence=found[0].similarity, printed=found[0].check) if verbatim else None


def notes(index: Index, query: Query) -> Iterator[Note]:
    """What a person should know of the archive to judge an answer to this question, or its absence."""
    if query.unknown_name:
        yield Note("{name} is not named in the archive.", {"name": query.unknown_name})
    if not query.firm_days or index.days is None:
        return
    first, last = index.days
    if query.since and query.since > last:
        yield Note("The archive reaches to {day}; there is nothing newer.", {"day": last})
        if query.until and query.days_words:
            length = date.fromisoformat(query.until) - date.fromisoformat(query.since)
            earlier = f"from {date.fromisoformat(last) - length} to {last}"
            yield Note(SPAN_BEFORE, {"question": query.text.replace(query.days_words, earlier, 1)})
    elif query.until and query.until < first:
        yield Note("The archive begins on {day}; there is nothing older.", {"day": first})


def _why_silent(query: Query, known: Known, hits: Sequence[Hit]) -> Iterator[Note]:
    """What is missing: the person's words on this, or anything of those days and outlets."""
    if query.scope and not hits:
        yield Note("Nothing in the archive is of those days and outlets.")
    count = known.statements_by(query.speaker) if query.speaker else 0
    if count:
        values = {"name": query.speaker, "count": count}
        if count > 1:
            yield Note("{name} is quoted in the archive ({count} statements), but nothing found answers this.", values)
        else:
            yield Note("{name} is quoted in the archive ({count} statement), but nothing found answers this.", values)


def find_passages(index: Index, query: Query, limit: int) -> tuple[list[Hit], Vectors]:
    """The best passages within the query's scope; those it prefers come first, but do not crowd out the others.

    A follow-up prefers the article that the turn before was answered from.
    """
    hits, vector = index.search(query.search_text, query.scope, limit)
    preferred = list[Hit]()
    if query.preference and query.preference != query.scope:
        preferred += index.search(query.search_text, query.preference, limit)[0][: limit // 2]
    for article in query.articles[:1]:
        known = {hit.position: hit for hit in hits}
        within = (hit for hit in index.within(article, vector) if index.in_scope(hit, query.scope))
        preferred += [known.get(hit.position, hit) for hit in islice(within, _SAME_ARTICLE)]
    return list({hit.position: hit for hit in [*preferred, *hits]}.values())[:limit], vector


def _nearest(index: Index, hits: list[Hit]) -> tuple[Article, ...]:
    numbers = list(dict.fromkeys(hit.article_no for hit in hits))[:_NEAREST]
    return tuple(index.document(no).article for no in numbers)


def _found(index: Index, hit: Hit) -> PassageFound:
    document = index.document(hit.article_no)
    sentences = document.sentences[hit.passage.first : hit.passage.last]
    return PassageFound(document.article.id, sentences[0].start, sentences[-1].end, hit.score)
