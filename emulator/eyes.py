"""What somebody has seen on a phone, and what nobody expected there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from emulator.changes import Changes
from emulator.conversation import Entry, Sender
from emulator.conversations import Conversations
from emulator.transcript import transcript

Found = TypeVar("Found")


class Eyes:
    """`owner`: a userid in lower case, or an openid; `name` is for complaints. `patience`: seconds of real time."""

    def __init__(self, owner: str, name: str, conversations: Conversations, changes: Changes, patience: float) -> None:
        self._owner, self._name = owner, name
        self._conversations, self._changes = conversations, changes
        self._patience = patience
        self._seen: dict[int, int] = {}  # id of an entry -> the version of it that was expected

    def seen_in(self, entry: Entry) -> str:
        """The text that was expected last."""
        return entry.looks[self._seen[entry.id]]

    async def arrives(self, words: Iterable[str], expected: str, holds: Callable[[Entry], bool]) -> Entry:
        """Waits for a new entry of this sort that contains all the words. `expected` says so in a complaint."""
        return await self._wait(lambda: self._arrived(words, holds), expected)

    async def changes(self, entry: Entry, words: Iterable[str], expected: str) -> None:
        """Waits until it looks different from when it was last expected, and contains all the words."""
        await self._wait(lambda: self._recognised(entry, words), expected)

    def nothing_more(self) -> None:
        """Fails if anything was shown that was not expected yet."""
        lines = self.unexpected()
        assert not lines, "没有人预料到：\n" + "\n".join(lines)

    def unexpected(self) -> list[str]:
        return [
            f"{self._name} {'看到变化' if entry.id in self._seen else '收到'}：{entry.looks[-1]}"
            for entry in self._unseen()
        ]

    def transcript(self) -> str:
        """The whole conversation, for people."""
        return transcript(self._conversations.of(self._owner))

    def _unseen(self) -> list[Entry]:
        """What the app shows and nobody expected, in the way it looks now."""
        return [
            entry
            for entry in self._conversations.of(self._owner)
            if entry.sender is Sender.APP and entry.version > self._seen.get(entry.id, -1)
        ]

    def _arrived(self, words: Iterable[str], holds: Callable[[Entry], bool]) -> Entry | None:
        """The oldest new entry that ever looked like this."""
        news = (entry for entry in self._unseen() if entry.id not in self._seen and holds(entry))
        return next((entry for entry in news if self._recognised(entry, words)), None)

    def _recognised(self, entry: Entry, words: Iterable[str]) -> Entry | None:
        """Finds the first look since the last expected one that has all the words, and counts it as expected.

        Two quick changes are two looks: the later one waits for an expectation of its own.
        """
        for version in range(self._seen.get(entry.id, -1) + 1, len(entry.looks)):
            if all(word in entry.looks[version] for word in words):
                self._seen[entry.id] = version
                return entry
        return None

    async def _wait(self, look: Callable[[], Found | None], expected: str) -> Found:
        try:
            async with asyncio.timeout(self._patience):
                while (found := look()) is None:
                    await self._changes.next()
                return found
        except TimeoutError:
            raise AssertionError(self._instead(expected)) from None

    def _instead(self, expected: str) -> str:
        return f"{self._name} 没有{expected}。对话是：\n{self.transcript()}"
