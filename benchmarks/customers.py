"""The customers of a simulated day, and the WeChat and the telephones that stand in, with rules and counts of their
own: what WeChat lets through is judged by the emulator's books, not by the bot's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.channels.facts import Fact, Facts
from bot.channels.shut import Shut, WayShut
from emulator.wechat.allowance import Allowances, Interaction
from tickets.notifications import Stage
from tickets.ways import Way


@dataclass
class Customer:
    openid: str
    phone: str
    follows: bool = True
    allowances: Allowances = field(default_factory=Allowances)


@dataclass(frozen=True)
class Arrived:
    way: Way
    openid: str
    stage: Stage | None
    number: str


class Town:
    """Stands in for `bot.errands.ways.Ways`: says no as WeChat would, and remembers all that it said yes to."""

    def __init__(self, ways: frozenset[Way]) -> None:
        self.customers: dict[str, Customer] = {}
        self.of_phone: dict[str, str] = {}
        self.arrived: list[Arrived] = []
        self.refused: Counter[Shut] = Counter()
        self.now: datetime
        self._ways = ways

    def settles(self, customer: Customer) -> None:
        self.customers[customer.openid] = customer
        self.of_phone[customer.phone] = customer.openid

    def does(self, openid: str, what: Interaction) -> None:
        self.customers[openid].allowances.opens(what, self.now)

    def leaves(self, openid: str) -> None:
        self.customers[openid].follows = False
        self.customers[openid].allowances.closes()

    sends_codes = True

    def of_stage(self, _: Stage) -> frozenset[Way]:
        return self._ways

    def template_of(self, _: Way, __: Stage) -> None:
        """None of them is refused to everybody."""

    async def say(self, openid: str, text: str) -> None:
        customer = self.customers[openid]
        if not customer.follows:
            raise self._no(Shut.UNFOLLOWED, 43004)
        if not customer.allowances.open_at(self.now):
            raise self._no(Shut.WINDOW, 45015)
        if customer.allowances.left_at(self.now) == 0:
            raise self._no(Shut.QUOTA, 45047)
        customer.allowances.spend(self.now)
        self.arrived.append(Arrived(Way.CHAT, openid, None, text))

    async def send_template(self, openid: str, stage: Stage, facts: Facts, *, once: str) -> str:
        if not self.customers[openid].follows:
            raise self._no(Shut.UNFOLLOWED, 43004)
        self.arrived.append(Arrived(Way.TEMPLATE, openid, stage, str(facts[Fact.NUMBER])))
        return once

    async def send_sms(self, phone: str, stage: Stage, facts: Facts) -> str:
        self.arrived.append(Arrived(Way.SMS, self.of_phone[phone], stage, str(facts[Fact.NUMBER])))
        return str(len(self.arrived))

    def _no(self, shut: Shut, errcode: int) -> WayShut:
        self.refused[shut] += 1
        return WayShut(shut, errcode, shut.value)


def somebody(number: int, random: Random) -> Customer:
    """One in twenty-five left a landline, to which no text message goes."""
    phone = f"05718{number:07}" if random.random() < 0.04 else f"138{number:08}"
    return Customer(f"oCustomer{number:06}", phone)
