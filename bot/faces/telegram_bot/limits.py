"""How many questions one may ask in what time."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_KEPT = 10_000


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
