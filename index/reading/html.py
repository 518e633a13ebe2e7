"""Saved web pages, through trafilatura."""

from lxml.etree import LxmlError
from trafilatura import bare_extraction
from trafilatura.settings import Document

from index.errors import UnreadableFile


def read_html(text: str) -> dict[str, object]:
    """The article of a page: its text as paragraphs, and title, author, outlet, date, address and language as marked up.

    Raises UnreadableFile when no article is found.
    """
    try:
        page = bare_extraction(
            text, with_metadata=True, include_comments=False, include_tables=False, include_images=False, favor_precision=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (LxmlError, ValueError, AssertionError) as error:
        raise UnreadableFile(f"the page cannot be parsed: {error}") from error
    if not isinstance(page, Document) or not (page.text or "").strip():
        raise UnreadableFile("no article was found in the page")
    body = "\n\n".join(line for line in (page.text or "").split("\n") if line.strip())
    return {
        "title": page.title, "text": body, "author": (page.author or "").replace("; ", ", "), "outlet": page.sitename or page.hostname,
        "published": page.date, "url": page.url, "section": next(iter(page.categories or []), None), "language": page.language,
    }  # fmt: skip
