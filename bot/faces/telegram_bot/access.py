"""Who may ask."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """Closed by default: only listed people, and anyone in a listed chat."""

    everyone: bool
    people: frozenset[int]
    chats: frozenset[int]

    def admits(self, person: int, chat: int) -> bool:
        """Whether a person may ask in a chat."""
        return self.everyone or person in self.people or chat in self.chats
