"""CSV and TSV with a header: one article a row."""

import csv
import io
from collections.abc import Iterator

from index.errors import UnreadableFile


class _Lines:
    """The lines of a table as the csv module takes them, keeping those of the present row."""

    def __init__(self, text: str) -> None:
        self._lines = iter(io.StringIO(text, newline=""))
        self.taken, self.number = list[str](), 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        self.number += 1
        return line


def read_table(text: str, extension: str, max_chars: int) -> Iterator[tuple[int, str, dict[str, object]]]:
    """The first line, the source text and the fields of each row. Raises UnreadableFile without a header that names a text."""
    csv.field_size_limit(max(max_chars, 1_000))
    lines = _Lines(text)
    delimiter = "\t" if extension == "tsv" else _delimiter(text)
    rows = csv.reader(lines, delimiter=delimiter, strict=False)
    try:
        header = next(rows, [])
        if len(header) < 2:
            raise UnreadableFile("the first line is no header: name the columns there, such as title, text, outlet, published")
        lines.taken.clear()
        start = lines.number + 1
        for row in rows:
            source, at = "".join(lines.taken), start
            lines.taken.clear()
            start = lines.number + 1
            if any(cell.strip() for cell in row):
                yield at, source.strip("\r\n"), dict(zip(header, row, strict=False))
    except csv.Error as error:
        raise UnreadableFile(f"not a table that can be read: {error}", lines.number) from error


def _delimiter(text: str) -> str:
    """A comma, or what divides the header instead."""
    first = text.partition("\n")[0]
    return max(",;\t|", key=lambda mark: (first.count(mark), mark == ","))
