"""Strangers: they are given a code, the admins a message with two buttons."""

import logging
from html import escape

from telegram import Chat, User
from telegram.error import TelegramError

from bot.faces.language import Language
from bot.faces.telegram_bot.as_html import inert
from bot.faces.telegram_bot.desk import Desk
from bot.faces.telegram_bot.keyboards import for_door
from bot.faces.telegram_bot.sending import Place

_log = logging.getLogger(__name__)


async def knock(desk: Desk, person: User, place: Place) -> None:
    """Tells a stranger in a private chat how to be let in, and the admins, once, that somebody asks."""
    say = desk.say(person)
    door, new = desk.storage.knock(person.id, _named(person))
    if door.state == "shut":
        text = say("This bot is private, and you are not on its list.")
    elif desk.access.admins:
        text = say("This bot is private. I have told its owner that you ask to be let in; your code is {code}.", code=door.code or "–")
    else:
        text = say("This bot is private. Its owner can let you in: your id is {id}, your code {code}.", id=person.id, code=door.code or "–")
    await desk.sender.send(place, escape(text, quote=False))
    if new:
        await _tell_admins(desk, door.id, f"{_named(person)}, id {person.id}", door.code or "")


async def knock_group(desk: Desk, chat: Chat, by: User) -> None:
    """The bot was added to a group: an admin's group is let in, of another's the admins are told."""
    if desk.access.admits_chat(chat.id):
        return
    if desk.access.is_admin(by.id):
        desk.storage.decide(chat.id, chat.title or str(chat.id), "open")
        return
    door, new = desk.storage.knock(chat.id, chat.title or str(chat.id))
    if new:
        await _tell_admins(desk, chat.id, f"{chat.title or chat.id} (group {chat.id}), {_named(by)}", door.code or "")


async def decide(desk: Desk, door_id: int, *, admit: bool, say: Language) -> str:
    """Lets a person or a group in, or shuts them out; tells them; what to tell the admin."""
    known = desk.storage.door(door_id)
    name = known.name if known else str(door_id)
    desk.storage.decide(door_id, name, "open" if admit else "shut")
    if admit and known and known.state == "asked" and door_id > 0:
        try:
            await desk.sender.send(Place(door_id), escape(say("You are in. Send me a question."), quote=False))
        except TelegramError as error:
            _log.info("%s could not be told: %s", door_id, error)
    return say("{name} may ask now.", name=name) if admit else say("{name} may not ask.", name=name)


async def _tell_admins(desk: Desk, door_id: int, who: str, code: str) -> None:
    for admin in sorted(desk.access.admins):
        say = desk.say_to(admin)
        text = say("{who} asks to be let in (code {code}).", who=who, code=code)
        try:
            await desk.sender.send(Place(admin), inert(text), for_door(door_id, say))
        except TelegramError as error:
            _log.warning("admin %s cannot be told: %s", admin, error)


def _named(person: User) -> str:
    return f"{person.full_name} (@{person.username})" if person.username else person.full_name
