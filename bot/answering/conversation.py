"""The turns before a question: what a follow-up can refer to."""

from dataclasses import dataclass

from bot.answering.records import Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """Answers given so far, oldest first."""

    answers: tuple[Answer, ...] = ()

    @property
    def last(self) -> Answer | None:
        """The turn just before."""
        return self.answers[-1] if self.answers else None

    def then(self, answer: Answer, keep: int = 10) -> "Conversation":
        """The conversation after one more turn; only the last `keep` are remembered."""
        return Conversation((*self.answers, answer)[-keep:])
