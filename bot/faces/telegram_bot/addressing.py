"""What a message says to the bot, if it speaks to it at all."""

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+|$)")
_LONG_TEXT, _LONG_FORWARD, _MANY_PARAGRAPHS = 700, 350, 4
GROUP_ANONYMOUS_BOT = 1_087_968_824
"""As whom Telegram shows an admin of a group who writes in the group's name."""


@dataclass(frozen=True, slots=True)
class Said:
    """A command (without its slash) with what follows it, or a text; neither for a photo, a sticker and the like."""

    command: str | None = None
    text: str | None = None


def said_to_bot(message: Message, me: User) -> Said | None:
    """What a message says to the bot.

    In a private chat everything is said to it; in a group only a command with its name, a reply to it, or a text that
    mentions it. Messages of bots, and those that the bot itself wrote through inline mode, never are.
    """
    sender = message.from_user
    if sender is None or message.via_bot or (sender.is_bot and sender.id != GROUP_ANONYMOUS_BOT):
        return None
    private = message.chat.type == ChatType.PRIVATE
    command = _COMMAND.match(message.text or "")
    if command:
        name = command[2]
        if (name or "").lower() == (me.username or "").lower() or (private and name is None):
            return Said(command[1].lower(), (message.text or "")[command.end() :].strip())
        return None
    if not private and not (_replies_to(message, me) or _mentions(message, me)):
        return None
    if message.text is None:
        return Said() if private and not _is_service(message) else None
    return Said(text=_without_mention(message, me))


def looks_like_article(message: Message) -> bool:
    """Whether a text is too long to be a question: pasted, or forwarded from somewhere."""
    text = message.text or ""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    most = _LONG_FORWARD if message.forward_origin else _LONG_TEXT
    return len(text) > most or len(paragraphs) >= _MANY_PARAGRAPHS


def topic_of(message: Message) -> int | None:
    """The topic a message stands in; replies outside topics carry a thread id too, which is none."""
    return message.message_thread_id if message.is_topic_message else None


def _replies_to(message: Message, me: User) -> bool:
    before = message.reply_to_message
    return bool(before and before.from_user and before.from_user.id == me.id and not before.forum_topic_created)


def _mentions(message: Message, me: User) -> bool:
    return bool(_own_mentions(message, me))


def _own_mentions(message: Message, me: User) -> list[MessageEntity]:
    """Mentions of the bot: by its name as Telegram marked it, not by letters in a row; or by a link to it."""
    named = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    return [
        entity
        for entity, text in named.items()
        if (entity.user and entity.user.id == me.id) or (entity.type == MessageEntity.MENTION and text.lower() == f"@{me.username}".lower())
    ]


def _without_mention(message: Message, me: User) -> str:
    """The text without the bot's name at its beginning or end; offsets of entities count UTF-16 units."""
    units = (message.text or "").encode("utf-16-le")
    for entity in sorted(_own_mentions(message, me), key=lambda e: -e.offset):
        units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    return units.decode("utf-16-le", "replace").strip().lstrip(",:").strip()


def _is_service(message: Message) -> bool:
    """Whether a message only tells that something happened (somebody joined, a topic was made)."""
    return not (message.effective_attachment or message.story)
