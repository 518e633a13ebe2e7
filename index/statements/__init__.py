"""Who said what: statements with their speakers, found when an article is indexed."""

from index.records import Article, Sentence, Statement
from index.statements.extract import extract_statements
from index.statements.people import attribute


def find_statements(article: Article, sentences: list[Sentence]) -> list[Statement]:
    """The statements of an article in order, with speaker and role as far as the article makes them clear."""
    raw = extract_statements(article.text, sentences, article.asides)
    return attribute(article.text, raw, article.asides, article.author)
