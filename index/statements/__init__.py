"""Who said what: statements with their speakers, found when an article is indexed."""

from collections.abc import Sequence

from index.records import Article, Sentence, Statement
from index.statements.interviews import add_answers
from index.statements.linking import link
from index.statements.sources import attribute
from index.statements.tagging import Marked


def find_statements(article: Article, sentences: Sequence[Sentence], marked: Marked) -> list[Statement]:
    """The statements of an article, and the attitudes it reports, in order, from what the tagger marked, with speaker and role as far as the article makes them clear."""
    raw = add_answers(article.text, link(article.text, sentences, article.asides, marked))
    return attribute(article.text, raw, article.asides, article.author)
