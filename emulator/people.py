"""The people of a scenario: what they do, what they expect, and what nobody expected.

    async with Emulator() as wecom:
        await wecom.set_callback_url(bot.url)
        li = wecom.person("lijing")
        await li.says("3栋电梯坏了 13800001111")
        card = await li.sees_card("报修草稿", "3栋")
        await card.press("提交", 类别="电梯")
        await li.sees_card_change(card, "已提交")
        wang = wecom.customer("王女士")
        await wang.scans("device:HR2025-0318")
        await wang.says("水管漏了")
        await wang.sees_text("收到")
        template = await wang.sees_template("维修进度", "已派单")
        page = await wang.opens(template)
        wecom.assert_nothing_unexpected()

Whatever the app shows a person must be expected once: each entry, and each change of a card. Waiting ends with the
change that brings the expected, or, after `patience` seconds, with an AssertionError that tells what came instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from aiohttp import ClientSession

from emulator.actions import Actions
from emulator.browsers import Browser, session_of
from emulator.callback import Callback
from emulator.card_in_hand import CardInHand
from emulator.contact_actions import ContactActions
from emulator.eyes import Eyes
from emulator.page_seen import PageSeen, page_seen
from emulator.wechat.actions import CustomerActions
from emulator.wechat.person import CustomerPerson
from emulator.world import World


class People:
    """Everybody in one corp, and its customers. What they have seen is counted here."""

    def __init__(
        self,
        world: World,
        actions: Actions,
        customer_actions: CustomerActions,
        contact_actions: ContactActions,
        patience: float,
    ) -> None:
        self.world = world
        self.actions = actions
        self.customer_actions = customer_actions
        self.contact_actions = contact_actions
        self.patience = patience
        self._people: dict[str, Person] = {}
        self._customers: dict[str, CustomerPerson] = {}

    def person(self, userid: str) -> Person:
        """Always the same one for the same userid. Raises KeyError for a stranger."""
        member = self.world.directory.members[userid.lower()]
        return self._people.setdefault(member.userid.lower(), Person(self, member.userid.lower()))

    def customer(self, name: str) -> CustomerPerson:
        """By nickname, number or openid; always the same one for the same person. Raises KeyError for a stranger."""
        openid = self.world.wechat.customer(name).openid
        if openid not in self._customers:
            hands = (self.customer_actions, self.contact_actions)
            self._customers[openid] = CustomerPerson(openid, self.world, *hands, self.patience)
        return self._customers[openid]

    async def close(self) -> None:
        """Their browsers."""
        for person in self._people.values():
            await person.close()
        for customer in self._customers.values():
            await customer.close()

    def expect_problem(self, text: str) -> None:
        """Allows the problems whose text contains this. Fails if there are none."""
        matching = [problem for problem in self.world.problems if text in problem.text]
        assert matching, f"没有发生“{text}”这样的问题：{self._problems()}"
        for problem in matching:
            self.world.problems.remove(problem)

    def assert_nothing_unexpected(self) -> None:
        """Fails with every message, card and change that nobody asked for, every dropped message and every problem."""
        lines = [line for userid in self.world.directory.members for line in self.person(userid).unexpected()]
        lines += [line for openid in self.world.wechat.customers for line in self.customer(openid).unexpected()]
        lines += [f"{each.userid} 的消息因超过频率被丢弃：{each.body}" for each in self.world.dropped]
        lines += self._problems()
        assert not lines, "没有人预料到：\n" + "\n".join(lines)

    def _problems(self) -> list[str]:
        return [f"问题：{problem.text}" for problem in self.world.problems]


class Person:
    """One member, with eyes and hands."""

    def __init__(self, people: People, userid: str) -> None:
        self.userid = userid
        self._actions = people.actions
        self._contacts = people.contact_actions
        world = people.world
        self._eyes = Eyes(userid, userid, world.conversations, world.changes, people.patience)
        self._url = world.url
        self._browser: ClientSession | None = None

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

    async def adds_contact(self, name: str, *, half: bool = False) -> None:
        """A customer, by nickname, number or openid, as a contact of WeCom."""
        await self._contacts.adds(self.userid, name, half=half).done.wait()

    async def notes_of_contact(self, name: str, remark: str, *mobiles: str) -> None:
        await self._contacts.edits(self.userid, name, remark=remark, mobiles=mobiles).done.wait()

    async def deletes_contact(self, name: str) -> None:
        await self._contacts.deletes(self.userid, name).done.wait()

    async def hears(self, *words: str) -> str:
        """Waits for a message (no card) that contains all these words; returns its text."""
        entry = await self._eyes.arrives(words, f"听到 {_listed(words)}", lambda entry: entry.card is None)
        return self._eyes.seen_in(entry)

    async def sees_card(self, *words: str) -> CardInHand:
        """Waits for a new card that contains all these words."""
        entry = await self._eyes.arrives(words, f"看到卡片 {_listed(words)}", lambda entry: entry.card is not None)
        return CardInHand(self._actions, entry)

    async def sees_card_change(self, card: CardInHand, *words: str) -> CardInHand:
        """Waits until this card looks different from when it was last expected, and contains all these words."""
        await self._eyes.changes(card.entry, words, f"看到卡片变为 {_listed(words)}")
        return card

    @property
    def browser(self) -> ClientSession:
        """Of WeCom on the phone, which knows who it is."""
        if self._browser is None:
            self._browser = session_of(self.userid, Browser.WECOM, self._url)
        return self._browser

    async def opens(self, link: str) -> PageSeen:
        """A link pressed in the chat."""
        return await page_seen(self.browser, link)

    async def close(self) -> None:
        if self._browser is not None:
            await self._browser.close()

    def hears_nothing_more(self) -> None:
        """Fails if the app has shown anything that was not expected yet."""
        self._eyes.nothing_more()

    def unexpected(self) -> list[str]:
        return self._eyes.unexpected()

    def transcript(self) -> str:
        """The whole conversation, for people."""
        return self._eyes.transcript()


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)


async def _all_done(callbacks: Iterable[Callback]) -> None:
    await asyncio.gather(*(callback.done.wait() for callback in callbacks))
