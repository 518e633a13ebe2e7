"""Buttons under messages, and what a press of one says: `verb:argument:argument`, at most 64 bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.records import SPAN_BEFORE, Answer
from bot.faces.language import CODES, Language, language
from bot.faces.telegram_bot.as_html import CITATION, Shown, citation, pages
from bot.faces.telegram_bot.storage import Person

PAGE, CONTEXT, SOURCE, COPY, CHOOSE = "page", "ctx", "src", "copy", "pick"
BEFORE = "before"
HELPFUL, UNHELPFUL, SHARE, KEEP = "good", "bad", "share", "keep"
QUOTES, LANGUAGE = "quotes", "lang"
ADMIT, REFUSE = "admit", "refuse"
QUOTES_A_PAGE = (1, 2, 3, 5)


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says when it is pressed."""

    verb: str
    arguments: tuple[str, ...]

    @classmethod
    def parse(cls, data: str) -> "Press":
        """Any text gives something: the verb of garbage is one that nobody knows."""
        verb, *arguments = data.split(":")
        return cls(verb, tuple(arguments))

    def number(self, at: int) -> int | None:
        """An argument as a number, None where it is none."""
        text = self.arguments[at] if at < len(self.arguments) else ""
        return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else None


def button(text: str, verb: str, *arguments: object) -> InlineKeyboardButton:
    """A button that says `verb:argument...`."""
    return InlineKeyboardButton(text, callback_data=":".join([verb, *map(str, arguments)]))


def under_answer(answer: Answer, page: int, shown: Shown, rating: int | None = 0) -> InlineKeyboardMarkup | None:
    """More quotes, the quote in its context, its source, its citation, and whether it helped (None: that is not asked).

    Under silence only whether it was right, and the same question about an earlier time where there is one.
    """
    say, every = shown.say, pages(answer, shown)
    rows = list[list[InlineKeyboardButton]]()
    if answer.quotes:
        here = every[page]
        turning = list[InlineKeyboardButton]()
        if page > 0:
            turning.append(button(say("‹ Back"), PAGE, answer.id, page - 1))
        if page + 1 < len(every):
            left = len(answer.quotes) - here[-1] - 1
            turning.append(button(say.plural("{count} more quote ›", "{count} more quotes ›", left), PAGE, answer.id, page + 1))
        rows.append(turning)
        names = ((say("In context"), CONTEXT), (say("Source"), SOURCE), (say("Copy"), COPY))
        if len(here) == 1:
            rows.append([_act(label, verb, answer, here[0], say) for label, verb in names])
        else:
            rows.append([button(label, CHOOSE, answer.id, page, verb) for label, verb in names])
    if span_before(answer):
        rows.append([button(say("Ask for the time before"), BEFORE, answer.id)])
    if rating is not None:
        marks = (("✓ " if rating > 0 else "") + say("Helpful"), ("✓ " if rating < 0 else "") + say("Not helpful"))
        rows.append([button(marks[0], HELPFUL, answer.id, page), button(marks[1], UNHELPFUL, answer.id, page)])
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None


def span_before(answer: Answer) -> str | None:
    """The question for as long a time before the archive ends, where an answer offers it."""
    return next((str(note.values["question"]) for note in answer.notes if note.sentence == SPAN_BEFORE), None)


def which_quote(answer: Answer, page: int, verb: str, shown: Shown) -> InlineKeyboardMarkup:
    """The numbers of a page's quotes, for what was pressed."""
    label = {CONTEXT: shown.say("In context"), SOURCE: shown.say("Source"), COPY: shown.say("Copy")}[verb]
    numbered = [_act(f"{label} {number + 1}", verb, answer, number, shown.say) for number in pages(answer, shown)[page]]
    return InlineKeyboardMarkup([*_rows(numbered, 3), [button(shown.say("‹ Back"), PAGE, answer.id, page)]])


def back(answer: Answer, page: int, say: Language) -> InlineKeyboardMarkup:
    """Back to the quotes."""
    return InlineKeyboardMarkup([[button(say("‹ Back to the quotes"), PAGE, answer.id, page)]])


def show_again(answer: Answer, say: Language) -> InlineKeyboardMarkup:
    """For an answer of which it is not known whether it arrived."""
    return InlineKeyboardMarkup([[button(say("Show the answer"), PAGE, answer.id, 0)]])


def ask_to_share(turn_id: str, page: int, say: Language) -> InlineKeyboardMarkup:
    """After "not helpful": whether the question may be read."""
    return InlineKeyboardMarkup(
        [[button(say("Send the question in"), SHARE, turn_id, page)], [button(say("No, thanks"), KEEP, turn_id, page)]]
    )


def for_settings(person: Person, quotes: int, say: Language) -> InlineKeyboardMarkup:
    """How many quotes, which language."""
    numbers = [button(f"{'✓ ' if number == quotes else ''}{number}", QUOTES, person.id, number) for number in QUOTES_A_PAGE]
    as_in_telegram = say("As in Telegram")
    automatic = button(as_in_telegram if person.language else f"✓ {as_in_telegram}", LANGUAGE, person.id, "auto")
    named = [button(f"{'✓ ' if person.language == code else ''}{language(code).name}", LANGUAGE, person.id, code) for code in CODES]
    return InlineKeyboardMarkup([numbers, [automatic], *_rows(named, 2)])


def for_door(door_id: int, say: Language) -> InlineKeyboardMarkup:
    """Let in or not."""
    return InlineKeyboardMarkup([[button(say("Let in"), ADMIT, door_id), button(say("Refuse"), REFUSE, door_id)]])


def _act(label: str, verb: str, answer: Answer, number: int, say: Language) -> InlineKeyboardButton:
    if verb == COPY:
        text = citation(answer.quotes[number], say)
        if len(text.encode("utf-16-le", "replace")) // 2 <= CITATION:
            return InlineKeyboardButton(label, copy_text=CopyTextButton(text))
    return button(label, verb, answer.id, number)


def _rows(buttons: Sequence[InlineKeyboardButton], length: int) -> Iterable[list[InlineKeyboardButton]]:
    return [list(buttons[at : at + length]) for at in range(0, len(buttons), length)]
