"""What happens when a button is pressed. Every press is answered, also one of a button that means nothing any more."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from html import escape

from telegram import CallbackQuery, Message
from telegram.error import BadRequest, TelegramError

from bot.answering.records import Answer, Quote
from bot.faces.language import CODES, Language, language
from bot.faces.telegram_bot import keyboards
from bot.faces.telegram_bot.as_html import answer_page, citation, context, cut, inert, pages, source_card
from bot.faces.telegram_bot.desk import Desk
from bot.faces.telegram_bot.doors import decide
from bot.faces.telegram_bot.keyboards import Press, back, under_answer, which_quote
from bot.faces.telegram_bot.questions import ask_instead
from bot.faces.telegram_bot.saved import load
from bot.faces.telegram_bot.sending import Place
from bot.faces.telegram_bot.storage import Turn
from bot.faces.telegram_bot.wordings import opening_of, settings_text
from index.errors import ArchiveError
from index.records import Article
from index.sentences import split_paragraphs


async def pressed(desk: Desk, query: CallbackQuery) -> None:
    """Does what a button says, and tells Telegram that it was noticed, also where showing the outcome failed."""
    try:
        notice = await _acted(desk, query, Press.parse(query.data or ""), desk.say(query.from_user))
    except TelegramError:
        with suppress(TelegramError):
            await _notice(query, None)
        raise
    await _notice(query, None if notice == _DONE else notice)


async def _acted(desk: Desk, query: CallbackQuery, press: Press, say: Language) -> str:
    notice, action = None, _ON_ANSWERS.get(press.verb)
    if press.verb in (keyboards.QUOTES, keyboards.LANGUAGE):
        notice = await _set(desk, query, press, say)
    elif press.verb in (keyboards.ADMIT, keyboards.REFUSE):
        notice = await _decide(desk, query, press, say)
    elif action:
        notice = await _on_answer(desk, query, press, action)
    return notice or say("This button no longer does anything. Ask again and you get fresh ones.")


_LONGEST_CITATION = 3_900
_DONE = "done"
"""What an action gives back when there is nothing to be told."""
_Action = Callable[["_Pressed"], Awaitable[str | None]]


class _Pressed:
    """A button under an answer: whose, and what it says."""

    def __init__(self, desk: Desk, query: CallbackQuery, press: Press, turn: Turn) -> None:
        self.desk, self.query, self.press, self.turn = desk, query, press, turn
        self.answer: Answer = load(turn)
        self.shown = desk.shown(query.from_user)
        self.say = self.shown.say
        self.message = query.message.message_id if query.message else 0
        self.pages = pages(self.answer, self.shown)

    @property
    def page(self) -> int | None:
        """The page that a button names, None where there is none such."""
        number = self.press.number(1)
        return number if number is not None and 0 <= number < max(1, len(self.pages)) else None

    @property
    def quote(self) -> tuple[int, Quote] | None:
        """The quote that a button names, and its page."""
        number = self.press.number(1)
        if number is None or not 0 <= number < len(self.answer.quotes):
            return None
        return next(page for page, numbers in enumerate(self.pages) if number in numbers), self.answer.quotes[number]

    @property
    def place(self) -> Place:
        """Where to say something about the answer."""
        return Place(self.turn.chat, self.turn.thread or None, self.message)

    async def show(self, html: str, keyboard: object) -> str:
        """Shows something in place of the answer."""
        await self.desk.sender.edit(self.turn.chat, self.message, html, keyboard)  # type: ignore[arg-type]
        return _DONE

    async def show_page(self, page: int, rating: int) -> str:
        """Shows a page of the answer."""
        html = answer_page(self.answer, page, self.shown, opening_of(self.answer, self.say))
        return await self.show(html, under_answer(self.answer, page, self.shown, rating))


async def _on_answer(desk: Desk, query: CallbackQuery, press: Press, action: _Action) -> str | None:
    turn = desk.storage.turn(press.arguments[0]) if press.arguments else None
    message = query.message
    if turn is None or message is None or message.chat.id != turn.chat:
        return None
    if turn.person != query.from_user.id:
        say = desk.say(query.from_user)
        return say("These buttons belong to whoever asked. Ask me something and you get your own.")
    if not desk.access.admits(query.from_user.id, turn.chat):
        return None
    return await action(_Pressed(desk, query, press, turn))


async def _page(pressed: _Pressed) -> str | None:
    return None if pressed.page is None else await pressed.show_page(pressed.page, pressed.turn.rating)


async def _choose(pressed: _Pressed) -> str | None:
    verb = pressed.press.arguments[2] if len(pressed.press.arguments) > 2 else ""
    if pressed.page is None or not pressed.answer.quotes or verb not in (keyboards.CONTEXT, keyboards.SOURCE, keyboards.COPY):
        return None
    html = answer_page(pressed.answer, pressed.page, pressed.shown, opening_of(pressed.answer, pressed.say))
    return await pressed.show(html, which_quote(pressed.answer, pressed.page, verb, pressed.shown))


async def _context(pressed: _Pressed) -> str | None:
    if pressed.quote is None:
        return None
    page, quote = pressed.quote
    try:
        article = await pressed.desk.work(lambda: pressed.desk.engine.article(quote.article.id))
    except ArchiveError:
        article = None
    if article is None or article.text[quote.start : quote.end] != quote.text:
        return pressed.say("The article has changed or left the archive since. The quote stands as it was printed then.")
    start, end = _paragraphs(article, quote)
    return await pressed.show(context(quote, article, start, end, pressed.shown), back(pressed.answer, page, pressed.say))


async def _source(pressed: _Pressed) -> str | None:
    if pressed.quote is None:
        return None
    page, quote = pressed.quote
    return await pressed.show(source_card(quote, pressed.shown), back(pressed.answer, page, pressed.say))


async def _copy(pressed: _Pressed) -> str | None:
    if pressed.quote is None:
        return None
    text = citation(pressed.quote[1], pressed.say)
    await pressed.desk.sender.send(pressed.place, f"<pre>{escape(cut(text, _LONGEST_CITATION), quote=False)}</pre>")
    return _DONE


async def _before(pressed: _Pressed) -> str | None:
    question, message = keyboards.span_before(pressed.answer), pressed.query.message
    if question is None or message is None:
        return None
    await ask_instead(pressed.desk, pressed.turn, question, message.chat, pressed.query.from_user)
    return _DONE


async def _helpful(pressed: _Pressed) -> str | None:
    if pressed.page is None:
        return None
    pressed.desk.storage.rate(pressed.turn.id, 1)
    await pressed.show_page(pressed.page, 1)
    return pressed.say("Thank you.")


async def _unhelpful(pressed: _Pressed) -> str | None:
    if pressed.page is None:
        return None
    pressed.desk.storage.rate(pressed.turn.id, -1)
    html = answer_page(pressed.answer, pressed.page, pressed.shown, opening_of(pressed.answer, pressed.say))
    await pressed.show(html, keyboards.ask_to_share(pressed.turn.id, pressed.page, pressed.say))
    return pressed.say("Noted. May whoever runs this bot read your question, to make it better?")


async def _share(pressed: _Pressed) -> str | None:
    if pressed.page is None:
        return None
    pressed.desk.storage.share(pressed.turn.id)
    await pressed.show_page(pressed.page, pressed.turn.rating)
    return pressed.say("Sent. Thank you.")


_ON_ANSWERS: dict[str, _Action] = {
    keyboards.PAGE: _page, keyboards.CHOOSE: _choose, keyboards.CONTEXT: _context, keyboards.SOURCE: _source, keyboards.COPY: _copy,
    keyboards.HELPFUL: _helpful, keyboards.UNHELPFUL: _unhelpful, keyboards.SHARE: _share, keyboards.KEEP: _page,
    keyboards.BEFORE: _before,
}  # fmt: skip


async def _set(desk: Desk, query: CallbackQuery, press: Press, say: Language) -> str | None:
    person, chosen = query.from_user, press.arguments[1] if len(press.arguments) > 1 else ""
    if press.number(0) != person.id or not isinstance(query.message, Message) or not desk.access.admits(person.id, query.message.chat.id):
        return None
    kept = desk.storage.person(person.id)
    if press.verb == keyboards.QUOTES and press.number(1) in keyboards.QUOTES_A_PAGE:
        kept = replace(kept, quotes=press.number(1))
    elif press.verb == keyboards.LANGUAGE and chosen in (*CODES, "auto"):
        kept = replace(kept, language=None if chosen == "auto" else chosen)
    else:
        return None
    desk.storage.set_person(kept)
    say = language(kept.language or person.language_code)
    keyboard = keyboards.for_settings(kept, desk.shown(person).quotes, say)
    await desk.sender.edit(query.message.chat.id, query.message.message_id, escape(settings_text(say), quote=False), keyboard)
    return say("Saved.")


async def _decide(desk: Desk, query: CallbackQuery, press: Press, say: Language) -> str | None:
    door = press.number(0)
    if door is None:
        return None
    if not desk.access.is_admin(query.from_user.id):
        return say("Only an admin can do that.")
    told = await decide(desk, door, admit=press.verb == keyboards.ADMIT, say=say)
    if isinstance(query.message, Message):
        await desk.sender.edit(query.message.chat.id, query.message.message_id, inert(told))
    return _DONE


async def _notice(query: CallbackQuery, text: str | None) -> None:
    try:
        await query.answer(text[:200] if text else None)
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise


def _paragraphs(article: Article, quote: Quote) -> tuple[int, int]:
    """From the paragraph before a quote to the one after it."""
    spans = split_paragraphs(article.text)
    inside = [i for i, span in enumerate(spans) if span.start < quote.end and quote.start < span.end]
    first, last = (max(0, inside[0] - 1), min(len(spans) - 1, inside[-1] + 1)) if inside else (0, len(spans) - 1)
    return min(spans[first].start, quote.start), max(spans[last].end, quote.end)
