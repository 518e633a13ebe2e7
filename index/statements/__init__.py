"""Who said what: statements with their speakers, found when an article is indexed."""

from index.statements.extract import extract_statements

__all__ = ["extract_statements"]
