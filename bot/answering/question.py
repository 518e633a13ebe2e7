"""From the words of a question to a Query."""

import re

from bot.answering.conversation import Conversation
from bot.answering.records import Query
from index.errors import QuestionError
from index.tokens import tokenize, words

_OPENING = re.compile(
    r"(?:and|but|so|or|also|then|what about|how about|what else|anything else|who else|where else|why is that|when was that)\b", re.I
)
_REFERRING = frozenset("he she they him her them his their it its that this those these there then else same".split())
_SHORT = 12


def understand(text: str, conversation: Conversation, max_length: int) -> Query:
    """What a question asks for. Raises QuestionError when it is empty or longer than `max_length` code points."""
    question = " ".join(text.split())
    if not question:
        raise QuestionError("the question is empty; ask something like: What did the Kremlin say about Serbia?")
    if len(text) > max_length:
        raise QuestionError(f"the question has {len(text):,} characters; {max_length:,} are the most (answering.max_question_chars)")
    before = conversation.last
    if before and _goes_on(question):
        return Query(question, f"{before.query.search_text} {question}", follows=before.question)
    return Query(question, question)


def _goes_on(question: str) -> bool:
    """Whether a question leans on the turn before: it opens like a continuation, or refers with a pronoun."""
    said = words(question)
    return bool(_OPENING.match(question)) or (len(said) <= _SHORT and not _REFERRING.isdisjoint(said))


def has_content(query: Query) -> bool:
    """Whether there is any word to look for (not only stopwords, punctuation or emoji)."""
    return bool(tokenize(query.search_text))
