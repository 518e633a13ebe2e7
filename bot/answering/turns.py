"""Who answers next when many ask at once."""

import threading
from collections import deque


class Turns:
    """A gate that lets so many through at once, in the order in which they came (a semaphore lets latecomers overtake)."""

    def __init__(self, at_once: int) -> None:
        """`at_once` is at least one."""
        self._free, self._at_once = at_once, at_once
        self._lock, self._waiting = threading.Lock(), deque[threading.Event]()

    @property
    def crowded(self) -> bool:
        """Whether more than one is inside."""
        return self._at_once - self._free > 1

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    def __enter__(self) -> None:
        """Waits for its turn."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def __exit__(self, *_: object) -> None:
        """Lets the next in."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()  # hands its place on: nobody can come between
            else:
                self._free += 1
