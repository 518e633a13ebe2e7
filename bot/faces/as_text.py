"""An Answer for a terminal, or as plain text where standard output is none."""

from collections.abc import Iterator

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from bot.answering.records import Answer, Quote
from bot.faces.wording import SILENCE, also_in, link, nearest, place, printable, printed, source, understood, whose

_FOLD_AT = 120
"""Words after which a terminal folds a quote; `:context` shows it whole."""
_FOLD = "[…]"


def show(console: Console, answer: Answer) -> None:
    """Prints an answer: with colour and wrapping on a terminal, as bare lines elsewhere."""
    if console.is_terminal:
        console.print(_panelled(answer))
    else:
        console.file.write("\n".join(plain_lines(answer)) + "\n")


def plain_lines(answer: Answer) -> Iterator[str]:
    """One quote after the other, each unwrapped and unfolded, its source on the lines after it."""
    yield from remarks(answer)
    if not answer.answered:
        yield SILENCE
        yield from (f"  nearest: {nearest(article)}" for article in answer.nearest)
    for number, quote in enumerate(answer.quotes, 1):
        if number > 1:
            yield ""
        yield printable(quote.text)
        yield from (f"  {line}" for line in source_lines(number, quote))


def remarks(answer: Answer) -> Iterator[str]:
    """What was understood, and what should be known of the archive."""
    if narrowed := understood(answer.query):
        yield f"  ({narrowed})"
    yield from (f"  {printable(str(note))}" for note in answer.notes)
    if answer.printed:
        yield f"  {printed(answer.printed)}"


def source_lines(number: int, quote: Quote) -> Iterator[str]:
    """The source of a quote, line by line."""
    said = whose(quote)
    if said:
        yield f"said by {said}" + (f" ({quote.kind})" if quote.kind else "")
    yield f"[{number}] {source(quote.article)}"
    yield f"“{printable(quote.article.title)}”, {place(quote)}"
    if elsewhere := also_in(quote):
        yield elsewhere
    if address := link(quote):
        yield address


def _panelled(answer: Answer) -> Group:
    said = [Text(line.strip(), style="dim") for line in remarks(answer)]
    if not answer.answered:
        lines = [*said, Text(SILENCE, style="bold")]
        lines += [Text(f"nearest: {nearest(article)}", style="dim") for article in answer.nearest]
        return Group(*lines)
    blocks = [Padding(line) for line in said]
    for number, quote in enumerate(answer.quotes, 1):
        words = Text(printable(fold(quote.text)), style="bold")
        lines = [Text(line, style="dim") for line in source_lines(number, quote)]
        blocks += [Padding(words, (1, 0, 0, 0)), Padding(Group(*lines), (0, 0, 0, 2))]
    return Group(*blocks)


def fold(text: str) -> str:
    """A long quote with its middle folded away, marked as such."""
    words = text.split(" ")
    if len(words) <= _FOLD_AT:
        return text
    half = _FOLD_AT // 2
    return " ".join([*words[:half], _FOLD, *words[-half:]])
