"""What can go wrong, as one short tree. Each message says what to do; each error carries what the caller needs."""

from pathlib import Path


class QuotedeskError(Exception):
    """Base of every error that a face may show to a person as it is."""


class SettingError(QuotedeskError):
    """A setting has a bad or missing value."""

    def __init__(self, key: str, value: object, accepted: str) -> None:
        super().__init__(f"{key}: {value!r} is not accepted; give {accepted}")
        self.key, self.value, self.accepted = key, value, accepted


class QuestionError(QuotedeskError):
    """A question that cannot be asked (empty, far too long)."""


class SeedsError(QuotedeskError):
    """The folder of articles is missing, unreadable or empty."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder, self.reason = folder, reason


class UnreadableFile(QuotedeskError):
    """One file cannot be read as an article."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


class EncoderError(QuotedeskError):
    """The embedding model is missing, altered, or cannot be exported."""


class ArchiveError(QuotedeskError):
    """Base of what is wrong with an index on disk."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder, self.reason = folder, reason


class IndexMissing(ArchiveError):
    """There is no complete index yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "there is no index yet; make one with `quotedesk build`")


class IndexUnusable(ArchiveError):
    """The index was made by another version or model, or is damaged; a build makes it anew."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(folder, f"{reason}; make it anew with `quotedesk build`")
        self.cause = reason
