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
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from emulator import card_parts
from emulator.actions import Actions, NotPossible
from emulator.callback import Callback
from emulator.conversation import Card, Entry, Sender
from emulator.transcript import described, transcript
from emulator.world import World

Found = TypeVar("Found")
Choice = str | Sequence[str]


class People:
    """Everybody in one corp. What they have seen is counted here."""

    def __init__(self, world: World, actions: Actions, patience: float) -> None:
        self.world = world
        self.actions = actions
        self.patience = patience
        self._people: dict[str, Person] = {}
        self._forgiven = 0

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
        entry = await self._arrival(lambda entry: entry.card is None, words, "听到")
        return described(entry)

    async def sees_card(self, *words: str) -> CardInHand:
        """Waits for a new card that contains all these words."""
        return CardInHand(self, await self._arrival(lambda entry: entry.card is not None, words, "看到卡片"))

    async def sees_card_change(self, card: CardInHand, *words: str) -> CardInHand:
        """Waits until this card looks different from when it was last expected, and contains all these words."""

        def changed() -> Entry | None:
            newer = card.entry.version > self._seen.get(card.entry.id, 0)
            return card.entry if newer and _contains(card.entry, words) else None

        self._saw(await self._wait(changed, f"看到卡片变为 {'、'.join(words)}"))
        return card

    def hears_nothing_more(self) -> None:
        """Fails if the app has shown anything that was not expected yet."""
        lines = self.unexpected()
        assert not lines, "没有人预料到：\n" + "\n".join(lines)

    def unexpected(self) -> list[str]:
        return [
            f"{self.userid} {'看到变化' if entry.id in self._seen else '收到'}：{described(entry)}"
            for entry in self._unseen()
        ]

    def transcript(self) -> str:
        """The whole conversation, for people."""
        return transcript(self._world.conversation(self.userid))

    async def press(self, card: CardInHand, key: str, selections: Mapping[str, Sequence[str]]) -> None:
        await self._actions.presses(self.userid, card.entry.id, key, selections).done.wait()

    async def choose_menu(self, card: CardInHand, key: str) -> None:
        await self._actions.chooses_menu(self.userid, card.entry.id, key).done.wait()

    def _unseen(self) -> list[Entry]:
        """What the app shows and nobody expected, in this version."""
        return [
            entry
            for entry in self._world.conversation(self.userid)
            if entry.sender is Sender.APP and entry.version > self._seen.get(entry.id, -1)
        ]

    async def _arrival(self, kind: Callable[[Entry], bool], words: Iterable[str], verb: str) -> Entry:
        words = list(words)

        def arrived() -> Entry | None:
            news = (entry for entry in self._unseen() if entry.id not in self._seen)
            return next((entry for entry in news if kind(entry) and _contains(entry, words)), None)

        return self._saw(await self._wait(arrived, f"{verb} {'、'.join(words)}"))

    def _saw(self, entry: Entry) -> Entry:
        self._seen[entry.id] = entry.version
        return entry

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


class CardInHand:
    """A card as its person sees it now; buttons and options go by the labels that a person reads."""

    def __init__(self, person: Person, entry: Entry) -> None:
        self.person = person
        self.entry = entry

    @property
    def _card(self) -> Card:
        assert self.entry.card is not None
        return self.entry.card

    @property
    def texts(self) -> list[str]:
        return card_parts.texts(self._card.content)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def buttons(self) -> list[str]:
        """Labels of the buttons that can be pressed; none when greyed."""
        return [] if self.greyed is not None else [button.text for button in card_parts.buttons(self._card.content)]

    @property
    def menu(self) -> list[str]:
        return [button.text for button in card_parts.menu(self._card.content)]

    @property
    def greyed(self) -> str | None:
        """The label of the grey button, None while the card is live."""
        return self._card.greyed

    @property
    def links(self) -> dict[str, str]:
        return card_parts.links(self._card.content)

    def options(self, title: str) -> list[str]:
        return list(self._question(title).options.values())

    def selected(self, title: str) -> list[str]:
        question = self._question(title)
        return [question.options[each] for each in self._card.selected[question.key]]

    async def press(self, label: str, **selections: Choice) -> None:
        """Returns when the bot has answered. `selections`: title of a question -> text(s) of the option(s)."""
        if self.greyed is not None:
            raise NotPossible(f"“{label}”按不动：按钮已置灰为“{self.greyed}”")
        key = _key(card_parts.buttons(self._card.content), label)
        chosen = dict(self._chosen(title, choice) for title, choice in selections.items())
        await self.person.press(self, key, chosen)

    async def choose_menu(self, label: str) -> None:
        await self.person.choose_menu(self, _key(card_parts.menu(self._card.content), label))

    def _question(self, title: str) -> card_parts.Question:
        questions = card_parts.questions(self._card.content)
        for question in questions:
            if title in (question.title, question.key):
                return question
        raise NotPossible(f"卡片上没有“{title}”可选，只有 {[question.title or question.key for question in questions]}")

    def _chosen(self, title: str, choice: Choice) -> tuple[str, list[str]]:
        question = self._question(title)
        ids = {text: each for each, text in question.options.items()}
        wanted = [choice] if isinstance(choice, str) else list(choice)
        if missing := [text for text in wanted if text not in ids]:
            raise NotPossible(f"“{title}”没有 {missing}，只有 {list(ids)}")
        return question.key, [ids[text] for text in wanted]


def _key(buttons: Sequence[card_parts.Button], label: str) -> str:
    for button in buttons:
        if button.text == label:
            return button.key
    raise NotPossible(f"卡片上没有“{label}”，只有 {[button.text for button in buttons]}")


def _contains(entry: Entry, words: Iterable[str]) -> bool:
    text = described(entry)
    return all(word in text for word in words)


async def _all_done(callbacks: Iterable[Callback]) -> None:
    await asyncio.gather(*(callback.done.wait() for callback in callbacks))
