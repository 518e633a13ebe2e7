"""How many questions one may ask in what time."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

_KEPT = 10_000
_CHAT_BURST_SHARE = 2
_INLINE_SHARE = 3
"""Somebody who types has a question looked up at every pause: so many for each that they may ask."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


class Limit:
    """A token bucket for each key (a person, a chat): `burst` at once, refilled at so many a minute."""

    def __init__(self, per_minute: int, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        """Full buckets."""
        self._rate, self._burst, self._now = per_minute / 60, burst, now
        self._buckets = OrderedDict[int, _Bucket]()

    def take(self, key: int) -> float:
        """Zero where there was a token, which is taken; otherwise the seconds until there is one."""
        bucket = self._bucket(key)
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.told = False
            return 0.0
        return (1 - bucket.left) / self._rate

    def first_refusal(self, key: int) -> bool:
        """Whether this is the first time since the last token that the key is refused: one is told once."""
        bucket = self._bucket(key)
        told, bucket.told = bucket.told, True
        return not told

    def _bucket(self, key: int) -> _Bucket:
        now = self._now()
        bucket = self._buckets.pop(key, None) or _Bucket(self._burst, now)
        bucket.left, bucket.at = min(self._burst, bucket.left + (now - bucket.at) * self._rate), now
        self._buckets[key] = bucket
        if len(self._buckets) > _KEPT:
            self._buckets.popitem(last=False)
        return bucket


class Limits(NamedTuple):
    """Of a person's questions, of a group's, and of what a person types in inline mode."""

    person: Limit
    chat: Limit
    inline: Limit

    @classmethod
    def of(cls, per_minute: int, burst: int, chat_per_minute: int) -> "Limits":
        """From how many questions a person may ask a minute and at once, and how many a group."""
        chat = Limit(chat_per_minute, max(burst, chat_per_minute // _CHAT_BURST_SHARE))
        return cls(Limit(per_minute, burst), chat, Limit(_INLINE_SHARE * per_minute, _INLINE_SHARE * burst))
