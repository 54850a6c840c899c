"""The people of a scenario: what they do, what they expect, and what nobody expected.

    async with Emulator() as wecom:
        await wecom.set_callback_url(bot.url)
        li = wecom.person("lijing")
        await li.says("3栋电梯坏了 13800001111")
        card = await li.sees_card("报修草稿", "3栋")
        await card.press("提交", 类别="电梯")
        await li.sees_card_change(card, "已提交")
        wecom.assert_nothing_unexpected()

Whatever the app shows a person must be expected once: each entry, and each change of a card. Waiting ends with the
change that brings the expected, or, after `patience` seconds, with an AssertionError that tells what came instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from emulator.actions import Actions
from emulator.callback import Callback
from emulator.card_in_hand import CardInHand
from emulator.conversation import Entry, Sender
from emulator.transcript import transcript
from emulator.world import World

Found = TypeVar("Found")


class People:
    """Everybody in one corp. What they have seen is counted here."""

    def __init__(self, world: World, actions: Actions, patience: float) -> None:
        self.world = world
        self.actions = actions
        self.patience = patience
        self._people: dict[str, Person] = {}

    def person(self, userid: str) -> Person:
        """Always the same one for the same userid. Raises KeyError for a stranger."""
        member = self.world.directory.members[userid.lower()]
        return self._people.setdefault(member.userid.lower(), Person(self, member.userid.lower()))

    def expect_problem(self, text: str) -> None:
        """Allows the problems whose text contains this. Fails if there are none."""
        matching = [problem for problem in self.world.problems if text in problem.text]
        assert matching, f"没有发生“{text}”这样的问题：{self._problems()}"
        for problem in matching:
            self.world.problems.remove(problem)

    def assert_nothing_unexpected(self) -> None:
        """Fails with every message, card and change that nobody asked for, every dropped message and every problem."""
        lines = [line for userid in self.world.directory.members for line in self.person(userid).unexpected()]
        lines += [f"{each.userid} 的消息因超过频率被丢弃：{each.body}" for each in self.world.dropped]
        lines += self._problems()
        assert not lines, "没有人预料到：\n" + "\n".join(lines)

    def _problems(self) -> list[str]:
        return [f"问题：{problem.text}" for problem in self.world.problems]


class Person:
    """One member, with eyes and hands."""

    def __init__(self, people: People, userid: str) -> None:
        self.userid = userid
        self._people = people
        self._world = people.world
        self._actions = people.actions
        self._seen: dict[int, int] = {}  # id of an entry -> the version of it that was expected

    async def enters(self) -> None:
        await self._actions.enters(self.userid).done.wait()

    async def says(self, text: str) -> None:
        """Returns when the bot has answered the callback."""
        await self._actions.says(self.userid, text).done.wait()

    async def forwards(self, *texts: str) -> None:
        """One by one, all at once."""
        await _all_done(self._actions.forwards(self.userid, texts))

    async def sends_image(self, data: bytes, filename: str = "photo.jpg") -> None:
        await self._actions.sends_image(self.userid, data, filename).done.wait()

    async def sends_voice(self, data: bytes, filename: str = "voice.amr") -> None:
        await self._actions.sends_voice(self.userid, data, filename).done.wait()

    async def sends_location(self, latitude: float, longitude: float, label: str) -> None:
        await self._actions.sends_location(self.userid, latitude, longitude, label).done.wait()

    async def sends_link(self, title: str, url: str, description: str = "") -> None:
        await self._actions.sends_link(self.userid, title, url, description).done.wait()

    async def hears(self, *words: str) -> str:
        """Waits for a message (no card) that contains all these words; returns its text."""
        entry = await self._wait(lambda: self._arrived(words, card=False), f"听到 {_listed(words)}")
        return entry.looks[self._seen[entry.id]]

    async def sees_card(self, *words: str) -> CardInHand:
        """Waits for a new card that contains all these words."""
        entry = await self._wait(lambda: self._arrived(words, card=True), f"看到卡片 {_listed(words)}")
        return CardInHand(self._actions, entry)

    async def sees_card_change(self, card: CardInHand, *words: str) -> CardInHand:
        """Waits until this card looks different from when it was last expected, and contains all these words."""
        await self._wait(lambda: self._recognised(card.entry, words), f"看到卡片变为 {_listed(words)}")
        return card

    def hears_nothing_more(self) -> None:
        """Fails if the app has shown anything that was not expected yet."""
        lines = self.unexpected()
        assert not lines, "没有人预料到：\n" + "\n".join(lines)

    def unexpected(self) -> list[str]:
        return [
            f"{self.userid} {'看到变化' if entry.id in self._seen else '收到'}：{entry.looks[-1]}"
            for entry in self._unseen()
        ]

    def transcript(self) -> str:
        """The whole conversation, for people."""
        return transcript(self._world.conversation(self.userid))

    def _unseen(self) -> list[Entry]:
        """What the app shows and nobody expected, in the way it looks now."""
        return [
            entry
            for entry in self._world.conversation(self.userid)
            if entry.sender is Sender.APP and entry.version > self._seen.get(entry.id, -1)
        ]

    def _arrived(self, words: Iterable[str], *, card: bool) -> Entry | None:
        """The oldest new entry that ever looked like this."""
        news = (entry for entry in self._unseen() if entry.id not in self._seen and bool(entry.card) is card)
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
            async with asyncio.timeout(self._people.patience):
                while (found := look()) is None:
                    await self._world.changes.next()
                return found
        except TimeoutError:
            raise AssertionError(self._instead(expected)) from None

    def _instead(self, expected: str) -> str:
        return f"{self.userid} 没有{expected}。对话是：\n{self.transcript()}"


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)


async def _all_done(callbacks: Iterable[Callback]) -> None:
    await asyncio.gather(*(callback.done.wait() for callback in callbacks))
