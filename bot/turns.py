"""In which order work goes to the database."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """Somebody waits for an answer, WeCom for five seconds at most: that goes before what the clock and the relay want.
    Where there is both, every other turn is theirs all the same. Anybody may `put`; one thread at a time may `take`.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._new: SimpleQueue[tuple[T, bool] | None] = SimpleQueue()
        self._first: deque[T] = deque()
        self._rest: deque[T] = deque()
        self._rest_is_next = False
        self._ended = False

    def put(self, work: T, *, first: bool) -> None:
        self._new.put((work, first))

    def end(self) -> None:
        """Nothing comes any more."""
        self._new.put(None)

    def take(self) -> list[T]:
        """What is done together, `most` at the utmost. Waits for something; nothing: this is the end."""
        if not self._first and not self._rest and not self._ended:
            self._sort(self._new.get())
        with suppress(Empty):
            while not self._ended:
                self._sort(self._new.get_nowait())
        turn = self._rest if self._rest and (self._rest_is_next or not self._first) else self._first
        self._rest_is_next = turn is self._first
        return [turn.popleft() for _ in range(min(len(turn), self._most))]

    def _sort(self, new: tuple[T, bool] | None) -> None:
        if new is None:
            self._ended = True
            return
        work, first = new
        (self._first if first else self._rest).append(work)
