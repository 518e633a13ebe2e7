"""Who may ask, and who may let others in."""

from bot.faces.telegram_bot.storage import Storage
from bot.settings import TelegramSettings


class Access:
    """Closed by default: those whom the settings list, those whom an admin let in, and anyone in a group that was let in."""

    def __init__(self, settings: TelegramSettings, storage: Storage) -> None:
        """What an admin decides goes before `access = open`, but not before the lists in the settings."""
        self._everyone = settings.access == "open"
        self.admins = frozenset(settings.admins)
        self._listed = self.admins | frozenset(settings.users) | frozenset(settings.chats)
        self._storage = storage

    def is_admin(self, person: int) -> bool:
        """Whether a person runs the bot."""
        return person in self.admins

    def admits(self, person: int, chat: int) -> bool:
        """Whether a person may ask in a chat."""
        if person in self._listed:
            return True
        if self._is(person, "shut"):
            return False
        return self._everyone or self._is(person, "open") or self.admits_chat(chat)

    def admits_chat(self, chat: int) -> bool:
        """Whether everyone in a group may ask."""
        return chat < 0 and not self._is(chat, "shut") and (self._everyone or chat in self._listed or self._is(chat, "open"))

    def _is(self, door_id: int, state: str) -> bool:
        door = self._storage.door(door_id)
        return door is not None and door.state == state
