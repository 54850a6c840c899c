"""What only a customer can do on the chat page, as the JSON that the page posts; `userid` is the openid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from emulator.callback import Callback
from emulator.chat_page_actions import Action, Text

if TYPE_CHECKING:
    from emulator.server import Emulator  # which imports the page


class Voice(Action):
    """`data`: an AMR file, base64 in the JSON. `words`: what is said in it."""

    userid: str
    data: bytes
    words: str = ""

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return [emulator.customer_actions.sends_voice(self.userid, self.data, self.words)]


class Scan(Action):
    """`code`: its scene, ticket or address."""

    userid: str
    code: Text

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return [emulator.customer_actions.scans(self.userid, self.code)]


class Follow(Action):
    userid: str
    follows: bool

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        act = emulator.customer_actions
        return [act.follows(self.userid) if self.follows else act.unfollows(self.userid)]


class Menu(Action):
    """An entry of the account's menu: one with a `key`, or one with a page."""

    userid: str
    key: str = ""
    url: str = ""

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        act = emulator.customer_actions
        clicked = act.opens_menu_page(self.userid, self.url) if self.url else act.clicks_menu(self.userid, self.key)
        return [clicked]


class Choose(Action):
    """`entry` is the id of the entry with the menu message, `row` the id of its row."""

    userid: str
    entry: int
    row: str

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return [emulator.customer_actions.chooses(self.userid, self.entry, self.row)]


class Block(Action):
    userid: str
    blocks: bool

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        emulator.customer_actions.blocks_templates(self.userid, blocks=self.blocks)
        return []


class Allow(Action):
    """One notification of this template, as an allowed subscription."""

    userid: str
    template: str

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return [emulator.customer_actions.allows_one(self.userid, self.template)]


CUSTOMER_ACTIONS: Mapping[str, type[Action]] = MappingProxyType(
    {
        "customer/voice": Voice,
        "customer/scan": Scan,
        "customer/follow": Follow,
        "customer/menu": Menu,
        "customer/choose": Choose,
        "customer/block": Block,
        "customer/allow": Allow,
    }
)
