"""Questions in private chats and groups, asked, asked again and edited; the answers as messages."""

import logging
import time
from dataclasses import replace
from html import escape

from telegram import Chat, Message, Update, User
from telegram.constants import ChatType
from telegram.error import NetworkError, RetryAfter

from bot.answering.conversation import Conversation
from bot.answering.records import Answer
from bot.faces.telegram_bot.addressing import looks_like_article, topic_of
from bot.faces.telegram_bot.as_html import answer_page
from bot.faces.telegram_bot.desk import Desk
from bot.faces.telegram_bot.keyboards import show_again, under_answer
from bot.faces.telegram_bot.saved import conversation, dump
from bot.faces.telegram_bot.sending import MayHaveArrived, Place
from bot.faces.telegram_bot.storage import Turn
from index.errors import ArchiveError, QuestionError

_log = logging.getLogger(__name__)

_QUOTES_KEPT = 12
_TURNS = 6
_MOST_SENT = 2


async def ask(desk: Desk, update: Update, message: Message, text: str) -> None:
    """Answers a question once, as a reply to it, in its topic."""
    person = message.from_user
    assert person is not None
    place, say = Place(message.chat_id, topic_of(message), message.message_id), desk.say(person)
    if looks_like_article(message) or len(text) > desk.settings.answering.max_question_chars:
        await desk.sender.send(place, escape(_article_help(desk, person), quote=False))
        return
    if not text:
        if message.chat.type == ChatType.PRIVATE:
            await desk.sender.send(place, escape(say("What would you like to know? Send me a question."), quote=False))
        return
    if update.update_id in desk.recovered:
        desk.recovered.discard(update.update_id)
    elif not await _within_limits(desk, message.chat, person, place):
        return
    async with desk.in_turn(person.id, message.chat_id, place.thread):
        known = desk.storage.turn_of_message(message.chat_id, message.message_id)
        if known and known.reply:
            return
        started, asked = time.monotonic(), time.time()
        async with desk.typing(place):
            answer = await _answered(desk, text, conversation(_before(desk, message, person, asked)), place, person)
            if answer is None or desk.storage.about_to_send(update.update_id) > _MOST_SENT:
                return
            sent = await _delivered(desk, update, place, answer, person)
        turn = Turn(
            answer.id, sent.chat_id, place.thread or 0, person.id, message.message_id, sent.message_id, asked, answer.question, dump(answer)
        )
        desk.storage.keep(turn)
        desk.storage.strike_off(update.update_id)
        desk.metrics.answers.labels("answered" if answer.answered else "silent").inc()
        desk.metrics.seconds.observe(time.monotonic() - started)
        _log.info("answer %s: %d quotes in %.0f ms", answer.id, len(answer.quotes), answer.took_ms)


async def _delivered(desk: Desk, update: Update, place: Place, answer: Answer, person: User) -> Message:
    """Sends an answer; where nobody knows whether it arrived, a button that shows it, rather than a third copy."""
    shown = desk.shown(person)
    try:
        return await desk.sender.send(place, answer_page(answer, 0, shown), under_answer(answer, 0, shown), patient=True)
    except MayHaveArrived:
        told = escape(shown.say("The line broke while I was answering."), quote=False)
        return await desk.sender.send(place, told, show_again(answer, shown.say))
    except (NetworkError, RetryAfter):
        desk.storage.not_sent(update.update_id)
        raise


async def ask_again(desk: Desk, message: Message, text: str) -> None:
    """Edits the answer to a question that was edited; an edit of anything else changes nothing."""
    person = message.from_user
    if person is None or not text or looks_like_article(message):
        return
    place = Place(message.chat_id, topic_of(message), message.message_id)
    async with desk.in_turn(person.id, message.chat_id, place.thread):  # the question may still be being answered
        turn = desk.storage.turn_of_message(message.chat_id, message.message_id)
        if turn is None or turn.person != person.id or text == turn.question:
            return
        await _answer_in_place(desk, turn, text, message.chat, person)


async def ask_instead(desk: Desk, turn: Turn, text: str, chat: Chat, person: User) -> None:
    """Puts the answer to another question in place of an answer, for the person who has it."""
    async with desk.in_turn(person.id, turn.chat, turn.thread or None):
        await _answer_in_place(desk, turn, text, chat, person)


async def _answer_in_place(desk: Desk, turn: Turn, text: str, chat: Chat, person: User) -> None:
    place = Place(turn.chat, turn.thread or None, turn.message)
    if turn.reply is None or not await _within_limits(desk, chat, person, place):
        return
    async with desk.typing(place):
        before = desk.storage.turns_before(person.id, turn.chat, turn.thread, turn.asked, _TURNS)
        answer = await _answered(desk, text, conversation(before), place, person, answer_id=turn.id)
    if answer is None:
        return
    shown = desk.shown(person)
    desk.storage.keep(replace(turn, question=answer.question, answer=dump(answer), rating=0, shared=0))
    await desk.sender.edit(turn.chat, turn.reply, answer_page(answer, 0, shown), under_answer(answer, 0, shown))


def _before(desk: Desk, message: Message, person: User, asked: float) -> list[Turn]:
    """The turns before a question: the person's own in this chat, and last the one whose answer it replies to."""
    before = desk.storage.turns_before(person.id, message.chat_id, topic_of(message) or 0, asked, _TURNS)
    replied = message.reply_to_message
    turn = desk.storage.turn_of_reply(message.chat_id, replied.message_id) if replied else None
    return [*before, turn] if turn else before


async def _answered(desk: Desk, text: str, before: Conversation, place: Place, person: User, answer_id: str | None = None) -> Answer | None:
    """The engine's answer; None where there is none, which the person has been told."""
    say = desk.say(person)
    try:
        return await desk.work(lambda: desk.engine.ask(text, conversation=before, limit=_QUOTES_KEPT, answer_id=answer_id))
    except QuestionError as error:
        _log.info("a question was refused: %s", error)
        told = say("I cannot answer that. Please put it as one short question.")
    except ArchiveError as error:
        _log.error("the archive cannot be asked: %s", error)
        told = say("The archive is not ready yet. Please ask again in a while.")
    await desk.sender.send(place, escape(told, quote=False))
    return None


async def _within_limits(desk: Desk, chat: Chat, person: User, place: Place) -> bool:
    """Takes one from what the person and the group may ask; tells them once when there is none left."""
    say = desk.say(person)
    limits = [(desk.limits.person, person.id)]
    if chat.type != ChatType.PRIVATE:
        limits.append((desk.limits.chat, chat.id))
    for limit, key in limits:
        seconds = limit.take(key)
        if seconds:
            desk.metrics.answers.labels("limited").inc()
            if limit.first_refusal(key):
                wait = say.plural(
                    "That was fast. You can ask again in {count} second.",
                    "That was fast. You can ask again in {count} seconds.",
                    int(seconds) + 1,
                )
                await desk.sender.send(place, escape(wait, quote=False))
            return False
    return True


def _article_help(desk: Desk, person: User) -> str:
    say = desk.say(person)
    return say(
        "That is a whole text rather than a question. Send me one sentence of it and I will look whether it was printed, or ask what you want to know."
    )
