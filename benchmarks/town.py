"""The people of a simulated day: they report, and press what makes sense on the cards that they get, in their own time.

What becomes of a ticket is settled by its number: most are claimed by whoever is quickest, some are declined first, and
some nobody touches before the leader is reminded.
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial
from random import Random

from benchmarks.company import Company
from benchmarks.traffic import SURNAMES, TROUBLES
from emulator import card_parts
from emulator.actions import NotPossible
from emulator.callback import Callback
from emulator.changes import What
from emulator.conversation import Entry, Sender
from emulator.server import Emulator

NUMBER = re.compile(r"\d{4}-\d+")
BY_HOUR = (1, 1, 0, 0, 0, 1, 4, 12, 22, 26, 24, 18, 14, 16, 22, 24, 22, 18, 14, 12, 10, 6, 0, 0)
"""How much is reported in each hour of the day. Nothing after ten, so that the work of the day can be done."""
RESTS = timedelta(minutes=20)
"""The same person reports two matters so far apart."""


class Fate(Enum):
    CLAIMED = auto()
    DECLINED_FIRST = auto()
    LEFT_TO_THE_LADDER = auto()


FATES = (Fate.CLAIMED,) * 17 + (Fate.DECLINED_FIRST,) * 2 + (Fate.LEFT_TO_THE_LADDER,)

CLAIM, DECLINE = "接单", "接不了…"
TO_DO = (
    ("提交", 10, 120),
    ("还在处理", 60, 600),
    ("出发", 60, 900),
    ("到场", 300, 2400),
    ("完工", 600, 5400),
)
"""What is pressed first where there is a choice, and after how many seconds."""
UNMOVED = {"开始等待", "转派", "取消工单"}
"""Forms that these people do not come to ask for."""

Act = Callable[[], Awaitable[None]]


@dataclass(order=True)
class Planned:
    at: datetime
    place: int
    act: Act = field(compare=False)


class Town:
    def __init__(self, wecom: Emulator, company: Company, random: Random) -> None:
        self.callbacks: list[Callback] = []
        self.reported = 0
        self._wecom = wecom
        self._company = company
        self._random = random
        self._agenda: list[Planned] = []
        self._places = itertools.count()
        self._seen = 0

    @property
    def next_at(self) -> datetime | None:
        return self._agenda[0].at if self._agenda else None

    def plan_reports(self, count: int, day: datetime) -> None:
        last: dict[str, datetime] = {}
        moments = (day + timedelta(hours=self._hour(), seconds=3600 * self._random.random()) for _ in range(count))
        for at in sorted(moments):
            sender = self._rested(last, at)
            last[sender] = at
            self._plan(at, partial(self._say, sender, self._report(sender)))

    def due(self) -> Iterator[Act]:
        while self._agenda and self._agenda[0].at <= self._now:
            yield heapq.heappop(self._agenda).act

    def look(self) -> None:
        """At whatever has come or changed since the last look."""
        world = self._wecom.world
        changes, self._seen = world.changes.since(self._seen), world.changes.last
        shown = {change.id for change in changes if change.what in (What.ENTRY, What.CARD)}
        for entry in map(world.entry, sorted(shown)):
            if entry.sender is Sender.APP and entry.card is not None and entry.card.live:
                self._consider(entry)

    @property
    def _now(self) -> datetime:
        return self._wecom.world.clock.now()

    # ---- reports

    def _hour(self) -> int:
        return self._random.choices(range(24), BY_HOUR)[0]

    def _rested(self, last: dict[str, datetime], at: datetime) -> str:
        while True:
            sender = self._random.choice(self._company.reporter_ids)
            if sender not in last or at - last[sender] > RESTS:
                return sender

    def _report(self, sender: str) -> str:
        """Everybody reports for the estate that they look after."""
        site = self._company.area_names[int(sender.removeprefix("staff")) % self._company.areas]
        choose = self._random
        name = choose.choice(SURNAMES) + choose.choice(("先生", "女士"))
        room = choose.randint(1, 28) * 100 + choose.randint(1, 4)
        phone = f"13{choose.randint(100000000, 999999999)}"
        return f"{site}{choose.randint(1, 30)}幢{room}室，{choose.choice(TROUBLES)}，联系{name}{phone}"

    async def _say(self, sender: str, text: str) -> None:
        self.reported += 1
        await self._done(self._wecom.actions.says(sender, text))

    # ---- cards

    def _consider(self, entry: Entry) -> None:
        """Decide when to press what, if anything; when the time comes it may look different."""
        found = self._choice(entry)
        if found is None:
            return
        label, seconds = found
        version = entry.version
        self._plan(self._now + timedelta(seconds=seconds), partial(self._press, entry, version, label))

    def _choice(self, entry: Entry) -> tuple[str, float] | None:
        assert entry.card is not None
        labels = [button.text for button in card_parts.buttons(entry.card.content)]
        if card_parts.questions(entry.card.content) and "提交" not in labels:
            return None if UNMOVED & set(labels) else (labels[0], self._random.uniform(5, 60))
        for label, least, most in TO_DO:
            if label in labels:
                return label, self._random.uniform(least, most)
        return self._offered(entry, labels) if CLAIM in labels else None

    def _offered(self, entry: Entry, labels: list[str]) -> tuple[str, float] | None:
        """What it comes to is the same for everybody who is asked; how quick one is, is not."""
        number = NUMBER.search(entry.looks[-1])
        fate = Random(number[0] if number else "").choice(FATES)  # noqa: S311  # no secret
        hesitates = 20 + self._random.expovariate(1 / 480)
        if fate is Fate.LEFT_TO_THE_LADDER and not entry.userid.startswith("leader"):
            return None
        if fate is Fate.DECLINED_FIRST and DECLINE in labels and self._random.random() < 0.4:
            return DECLINE, hesitates / 2
        return CLAIM, hesitates

    async def _press(self, entry: Entry, version: int, label: str) -> None:
        """Whoever finds another card than the one they meant looks at that first: it is planned for already."""
        assert entry.card is not None
        if entry.version != version:
            return
        key = next(button.key for button in card_parts.buttons(entry.card.content) if button.text == label)
        chosen = {
            question.key: [next(iter(question.options))]
            for question in card_parts.questions(entry.card.content)
            if not question.selected
        }
        try:
            callback = self._wecom.actions.presses(entry.userid, entry.id, key, chosen)
        except NotPossible:
            return
        await self._done(callback)
        if entry.version == version:
            # Nothing has changed to be seen: pressed again, if it still makes sense then.
            self._plan(self._now + timedelta(minutes=10), partial(self._look_again, entry, version))

    async def _look_again(self, entry: Entry, version: int) -> None:
        if entry.version == version:
            self._consider(entry)

    async def _done(self, callback: Callback) -> None:
        self.callbacks.append(callback)
        await callback.done.wait()

    def _plan(self, at: datetime, act: Act) -> None:
        heapq.heappush(self._agenda, Planned(at, next(self._places), act))
