"""Many people who report, claim and finish at the same time, and do not give up when nobody answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from random import Random

from emulator import card_parts
from emulator.actions import NotPossible
from emulator.callback import Callback
from emulator.conversation import Entry
from tests.crash.company import REPORTERS, TECHNICIANS
from tests.crash.office import Office


class Flood:
    """`async with asyncio.TaskGroup() as people: flood.begin(people)`; it is over when every report is submitted."""

    def __init__(self, office: Office, random: Random, *, reports: int) -> None:
        self._office = office
        self._random = random
        self._reports = reports
        self._open = len(REPORTERS)
        self.reported: list[str] = []

    @property
    def over(self) -> bool:
        return self._open == 0

    def begin(self, people: asyncio.TaskGroup) -> None:
        for number, userid in enumerate(REPORTERS):
            people.create_task(self._report(number, userid))
        for userid in TECHNICIANS:
            people.create_task(self._work(userid))

    async def _report(self, person: int, userid: str) -> None:
        for number in range(self._reports):
            phone = f"138{person:04}{number:04}"
            await self._insist(
                lambda phone=phone, number=number: self._office.actions.says(
                    userid, f"钱江新城{number + 1}幢{person + 1}单元电梯门关不上，王女士{phone}"
                )
            )
            await self._office.happens(lambda phone=phone: self._pressable(userid, "提交", phone))
            await self._insist(lambda phone=phone: self._press(userid, "提交", phone))
            self.reported.append(phone)
        self._open -= 1
        self._office.wecom.world.changes.add("clock")  # so that who waits for the end looks

    async def _work(self, userid: str) -> None:
        """Presses whatever can be pressed, with some hesitation; a colleague may have been quicker."""
        tired: set[tuple[int, int]] = set()
        while not self.over:
            for entry in [entry for entry in self._live(userid) if (entry.id, entry.version) not in tired]:
                tired.add((entry.id, entry.version))
                if self._random.random() < 0.5:
                    callback = self._press_anything(userid, entry)
                    if callback is not None:
                        await callback.done.wait()
            await self._office.wecom.world.changes.next()

    async def _insist(self, act: Callable[[], Callback | None]) -> None:
        """Nobody answered: the person does it again, as people do."""
        while (callback := act()) is not None:
            await callback.done.wait()
            if callback.answered:
                return

    def _press(self, userid: str, label: str, words: str) -> Callback | None:
        """None: somebody did already, or the answer did come."""
        entry = self._pressable(userid, label, words)
        return self._press_card(userid, entry) if entry is not None else None

    def _press_card(self, userid: str, entry: Entry) -> Callback | None:
        assert entry.card is not None
        first = card_parts.buttons(entry.card.content)[0]
        try:
            return self._office.actions.presses(userid, entry.id, first.key)
        except NotPossible:
            return None

    def _press_anything(self, userid: str, entry: Entry) -> Callback | None:
        """Mostly what comes next, sometimes something else; a form is filled in at random."""
        assert entry.card is not None
        content = entry.card.content
        buttons = card_parts.buttons(content)
        button = buttons[0] if self._random.random() < 0.6 else self._random.choice(buttons)
        asked = card_parts.questions(content)
        picked = {each.key: [self._random.choice([*each.options])] for each in asked}
        try:
            return self._office.actions.presses(userid, entry.id, button.key, picked)
        except NotPossible:
            return None

    def _pressable(self, userid: str, label: str, words: str) -> Entry | None:
        cards = (entry for entry in self._live(userid) if words in entry.looks[-1] and label in entry.looks[-1])
        return next(cards, None)

    def _live(self, userid: str) -> Iterator[Entry]:
        for entry in self._office.wecom.world.conversation(userid):
            if entry.card is not None and entry.card.live:
                yield entry
