"""What a person can do on the chat page, as the JSON that the page posts.

`userid`: the member's; of what customers do as well, their openid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from emulator.callback import Callback

if TYPE_CHECKING:
    from emulator.server import Emulator  # which imports the page

ZONE = ZoneInfo("Asia/Shanghai")  # where the company is
MORNING = time(8, tzinfo=ZONE)

Text = Annotated[str, Meta(min_length=1, max_length=20_000)]


class Action(Struct, forbid_unknown_fields=True):
    """`waits`: the page is answered only when the bot has been, as the client turns its little wheel after a click."""

    @property
    def waits(self) -> bool:
        return False

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        """What the bot is told. Raises NotPossible, KeyError (no such thing) or ValueError (no such value)."""
        raise NotImplementedError  # a struct cannot be an abstract class; every kind of action has its own


class Say(Action):
    userid: str
    content: Text

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return [emulator.actions_of(self.userid).says(self.userid, self.content)]


class Forward(Action):
    userid: str
    messages: Annotated[list[Text], Meta(min_length=1, max_length=20)]

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return emulator.actions.forwards(self.userid, self.messages)


class Image(Action):
    """`data` is base64 in the JSON."""

    userid: str
    filename: Text
    data: bytes

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return [emulator.actions_of(self.userid).sends_image(self.userid, self.data, self.filename)]


class Voice(Action):
    """`data`: an AMR file, base64 in the JSON."""

    userid: str
    data: bytes

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return [emulator.actions.sends_voice(self.userid, self.data)]


class Location(Action):
    userid: str
    latitude: float
    longitude: float
    label: str

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        place = (self.latitude, self.longitude, self.label)
        return [emulator.actions_of(self.userid).sends_location(self.userid, *place)]


class Link(Action):
    userid: str
    title: Text
    url: str
    description: str = ""
    picurl: str = ""

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        link = emulator.actions.sends_link(self.userid, self.title, self.url, self.description, self.picurl)
        return [link]


class Selection(Struct, forbid_unknown_fields=True):
    question_key: str
    option_ids: list[str]


class Press(Action):
    """`entry` is the id of the entry with the card; `menu`: the key is of the card's menu, not of a button."""

    userid: str
    entry: int
    key: str
    selections: list[Selection] = []
    menu: bool = False

    @property
    def waits(self) -> bool:
        return True

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        if self.menu:
            return [emulator.actions.chooses_menu(self.userid, self.entry, self.key)]
        selections = {selection.question_key: selection.option_ids for selection in self.selections}
        return [emulator.actions.presses(self.userid, self.entry, self.key, selections)]


class Travel(Action):
    """So many `minutes` ahead, or to eight o'clock of the next day."""

    minutes: Annotated[int, Meta(ge=0, le=60 * 24 * 31)] = 0
    to: Literal["", "morning"] = ""

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        now = emulator.world.clock.now()
        until = next_morning(now) if self.to == "morning" else now + timedelta(minutes=self.minutes)
        await emulator.pass_through(until)
        return []


class Switch(Action):
    name: str
    value: bool | float | str

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        emulator.world.set_switch(self.name, self.value)
        return []


class KillTokens(Action):
    """Every access token dies before its time: 40014 from WeCom, 40001 from WeChat."""

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        emulator.world.tokens.kill()
        emulator.world.wechat.tokens.kill(emulator.world.clock.now())
        return []


ACTIONS: Mapping[str, type[Action]] = MappingProxyType(
    {
        "say": Say,
        "forward": Forward,
        "image": Image,
        "voice": Voice,
        "location": Location,
        "link": Link,
        "press": Press,
        "travel": Travel,
        "switch": Switch,
        "kill-tokens": KillTokens,
    }
)


def next_morning(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(ZONE).date() + timedelta(days=1), MORNING)
