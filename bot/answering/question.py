"""From the words of a question to a Query."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from bot.answering.asked import Asked, asks_a_fact, asks_for_words, find_asked
from bot.answering.conversation import Conversation
from bot.answering.dates import Period, find_period
from bot.answering.names import Known, is_person_name
from bot.answering.records import Answer, Query
from index.errors import QuestionError
from index.statements.given_names import given_sex, is_given
from index.statements.names import NAMES, name_words, without_suffix
from index.statements.roles import POSSESSIVE, is_people
from index.tokens import tokenize, words

_OPENING = re.compile(
    r"(?:and|but|so|or|also|then|what about|how about|what else|anything else|who else|where else|why is that|when was that)\b", re.I
)
_REFERRING = frozenset("he she they him her them his their its that this those these there then else same it".split())
_SHORT = 12
_PRONOUN = re.compile(r"\b(?:he|she|they)\b|\b(?:him|her|his|them)\b(?!.*\b(?:he|she|they)\b)", re.IGNORECASE)
"""The pronoun that is a question's subject, else any."""
_FIRST_WORD = re.compile(r"^\W*\w+")
_PERSON_MEANT = re.compile(r"\b(?:he|she|him|her|his|they)\b|what else|anything else", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?|last (?:say|said|word|statement|time)|lately)\b", re.IGNORECASE)
_OLDEST = re.compile(r"\b(?:oldest|earliest|first (?:say|said|statement|time)|at first|originally)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question is understood against: the archive's names, the day, the longest question that may be asked."""

    known: Known
    today: date
    max_length: int
    has_word: Callable[[str], bool]


def understand(text: str, conversation: Conversation, against: Understanding) -> Query:
    """What a question asks for. Raises QuestionError when it is empty or too long."""
    question = " ".join(text.split())
    if not question:
        raise QuestionError("the question is empty; ask something like: What did the Kremlin say about Serbia?")
    if len(text) > against.max_length:
        raise QuestionError(
            f"the question has {len(text):,} characters; {against.max_length:,} are the most (answering.max_question_chars)"
        )
    before = conversation.last
    followed = before if before and _goes_on(question) else None
    outlets, firm = against.known.find_outlets(question)
    period = find_period(question, against.today)
    if followed and not outlets and period is None:
        outlets, firm = followed.query.outlets, followed.query.firm_outlets
    period = period or (_days_of(followed.query) if followed and followed.query.firm_days else Period(None, None, firm=True))
    asked, speaker = _asked_after(question, against)
    order, asks_words = _order(question), asks_for_words(question) or asked.as_source
    unknown = asked.name[-1] if asks_words and asked.name and asked.name[-1][0].isupper() and not speaker else None
    if followed and not speaker and not asked.phrase and (order or _PERSON_MEANT.search(question)):
        asks_words = asks_words or (followed.query.asks_words and not asks_a_fact(question))
        speaker = _meant(question, followed, against)
    return Query(
        question,
        f"{followed.query.search_text} {question}" if followed else question,
        speaker=speaker,
        subject=asked.phrase,
        unknown_name=unknown if unknown and not against.has_word(unknown) else None,
        asks_words=asks_words,
        outlets=outlets,
        since=period.since.isoformat() if period.since else None,
        until=period.until.isoformat() if period.until else None,
        follows=followed.question if followed else None,
        shown=tuple((quote.article.id, quote.start, quote.end) for quote in followed.quotes) if followed else (),
        firm_outlets=firm,
        firm_days=period.firm,
        days_words=period.words,
        order=order,
    )


def _asked_after(question: str, against: Understanding) -> tuple[Asked, str | None]:
    """Whom a question asks after, and who of the archive that is: the likeliest that it knows, else the likeliest."""
    every = list(find_asked(question, against.known.is_outlet))
    for asked in every:
        if not asked.name:
            return asked, None
        if speaker := against.known.find_speaker(asked, against.has_word):
            return asked, speaker
    return next((asked for asked in every if asked.name[-1][0].isupper()), Asked("")), None


def _days_of(query: Query) -> Period:
    """The days that the turn before was certain to ask for, for one that names none."""
    since, until = (day and date.fromisoformat(day) for day in (query.since, query.until))
    return Period(since or None, until or None, firm=True)


def _meant(question: str, followed: Answer, against: Understanding) -> str | None:
    """Whom a turn that goes on means: whoever was asked after before, else who answered, else whom that question names; of the pronoun's sex."""
    pronoun = _PRONOUN.search(question)
    answered = [without_suffix(quote.speaker) for quote in followed.quotes if quote.speaker]
    named = (match.group() for match in NAMES.finditer(_FIRST_WORD.sub("", followed.question)))
    before = chain(
        [followed.query.speaker] if followed.query.speaker else answered[:1],
        (against.known.find_speaker(Asked(name, tuple(name_words(POSSESSIVE.sub("", name)))), against.has_word) for name in named),
        answered,
    )
    return next((name for name in before if name and (pronoun is None or _may_be(pronoun[0].lower(), name))), None)


def _may_be(pronoun: str, name: str) -> bool:
    """Whether a pronoun can mean somebody of that name: "they" nobody who is one person, "she" no man."""
    if pronoun in ("they", "them"):
        return name[0].isupper() and not is_given(name)
    alone = " " not in name and not is_people(name)
    return is_person_name(name) and (alone or is_given(name)) and given_sex(name) in (None, "f" if pronoun in ("she", "her") else "m")


def _goes_on(question: str) -> bool:
    """Whether a question leans on the turn before: it opens like a continuation, or refers with a pronoun."""
    said = words(question)
    return bool(_OPENING.match(question)) or (len(said) <= _SHORT and not _REFERRING.isdisjoint(said))


def _order(question: str) -> str | None:
    """Whether the newest or the oldest words are asked for first."""
    return "newest" if _NEWEST.search(question) else "oldest" if _OLDEST.search(question) else None


def has_content(query: Query) -> bool:
    """Whether there is any word to look for (not only stopwords, punctuation or emoji)."""
    return bool(tokenize(query.search_text))
