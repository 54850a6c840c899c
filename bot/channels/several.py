"""Many questions of one kind: a few at once, so that what people wait for is not behind all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Answer = TypeVar("Answer")

AT_ONCE = 8


async def each_asked(ask: Callable[[T], Awaitable[Answer]], about: Sequence[T]) -> list[Answer]:
    """The answers, in order. Raises what the first that fails raises; of those behind it nobody is asked."""
    answers: list[Answer] = []
    for some in range(0, len(about), AT_ONCE):
        answers += await asyncio.gather(*(ask(each) for each in about[some : some + AT_ONCE]))
    return answers
