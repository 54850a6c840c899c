"""What a simulated day brings: reports, questions, leave, people who leave for good, and trouble with WeCom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from benchmarks.company import Company
from benchmarks.town import Town
from benchmarks.traffic import SURNAMES, TROUBLES
from emulator.server import Emulator
from emulator.switches import Outage

BY_HOUR = (1, 1, 0, 0, 0, 1, 4, 12, 22, 26, 24, 18, 14, 16, 22, 24, 22, 18, 14, 12, 10, 6, 0, 0)
"""How much is reported in each hour of the day. Nothing after ten, so that the work of the day can be done."""
RESTS = timedelta(minutes=20)
"""The same person reports two matters so far apart."""
IN_TWO_MESSAGES = 0.1
ASK = 0.1
"""Of those who reported, after a while."""
ON_LEAVE = 0.05
"""Of the technicians, until noon."""
LEAVE_FOR_GOOD = 0.005

NIGHT_ENDS, NOON, OUTAGE, TOKENS_DIE, TWICE = (timedelta(hours=hours) for hours in (6.5, 12, 11.1, 16.2, 18))
OUTAGE_LASTS, TWICE_LASTS = timedelta(minutes=5), timedelta(hours=1)


@dataclass(frozen=True)
class Diary:
    town: Town
    wecom: Emulator
    company: Company
    random: Random

    def write(self, reports: int, day: datetime) -> None:
        self._reports(reports, day)
        self._technicians(day)
        for after, name, value in (
            (OUTAGE, "outage", Outage.UNAVAILABLE),
            (OUTAGE + OUTAGE_LASTS, "outage", Outage.NONE),
            (TWICE, "duplicate_callbacks", 1),
            (TWICE + TWICE_LASTS, "duplicate_callbacks", 0),
        ):
            self.town.plan(day + after, partial(self._switch, name, value))
        self.town.plan(day + TOKENS_DIE, self._kill_tokens)

    def _reports(self, count: int, day: datetime) -> None:
        last: dict[str, datetime] = {}
        for at in sorted(day + timedelta(hours=self._hour() + self.random.random()) for _ in range(count)):
            sender = self._rested(last, at)
            last[sender] = at
            for seconds, text in self._messages(sender):
                self.town.plan(at + timedelta(seconds=seconds), partial(self.town.says, sender, text))
            if self.random.random() < ASK:
                asks = at + timedelta(minutes=self.random.uniform(2, 10))
                self.town.plan(asks, partial(self.town.says, sender, "师傅什么时候来"))

    def _technicians(self, day: datetime) -> None:
        for area in range(self.company.areas):
            for userid in self.company.technicians_of(area):
                if self.random.random() < ON_LEAVE:
                    self.town.plan(day + NIGHT_ENDS, partial(self.town.says, userid, "请假"))
                    self.town.plan(day + NOON, partial(self.town.says, userid, "上班"))
                elif self.random.random() < LEAVE_FOR_GOOD:
                    self.town.plan(day + timedelta(hours=self.random.uniform(9, 18)), partial(self._leaves, userid))

    def _hour(self) -> int:
        return self.random.choices(range(24), BY_HOUR)[0]

    def _rested(self, last: dict[str, datetime], at: datetime) -> str:
        while True:
            sender = self.random.choice(self.company.reporter_ids)
            if sender not in last or at - last[sender] > RESTS:
                return sender

    def _messages(self, sender: str) -> Iterator[tuple[float, str]]:
        """Everybody reports for the estate that they look after; some only think of the number when it is missing."""
        choose = self.random
        site = self.company.area_names[int(sender.removeprefix("staff")) % self.company.areas]
        room = choose.randint(1, 28) * 100 + choose.randint(1, 4)
        trouble = f"{site}{choose.randint(1, 30)}幢{room}室，{choose.choice(TROUBLES)}"
        name = choose.choice(SURNAMES) + choose.choice(("先生", "女士"))
        contact = f"{name}13{choose.randint(100000000, 999999999)}"
        if choose.random() < IN_TWO_MESSAGES:
            yield 0, trouble
            yield choose.uniform(10, 70), contact
        else:
            yield 0, f"{trouble}，联系{contact}"

    async def _switch(self, name: str, value: object) -> None:
        self.wecom.world.set_switch(name, value)

    async def _kill_tokens(self) -> None:
        self.wecom.world.tokens.kill()

    async def _leaves(self, userid: str) -> None:
        self.wecom.world.directory.leaves(userid)
