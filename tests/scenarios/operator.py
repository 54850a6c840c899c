"""Whoever runs it, and how they hear of what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chores.alarm import bell_for
from bot.chores.watchdog import Watchdog
from bot.config import Alarm, Secret

if TYPE_CHECKING:
    from tests.scenarios.conftest import Desk


class Operator:
    """Has a group with a robot in it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.webhook = desk.wecom.robot()
        works = desk.works
        bell = bell_for(Alarm(webhook=Secret(self.webhook)), works.session)
        self.dog = Watchdog(
            {"demo": works.tenants["demo"].shelf.desk},
            works.database,
            desk.clock,
            Alarm(),
            bell,
            works.metrics,
            lambda: works.pumps,
        )
        self.heard = 0

    async def hears(self) -> list[str]:
        """What is new, after the watchdog has looked."""
        await self.dog.look()
        said = self.desk.wecom.said_by_robot(self.webhook)
        news, self.heard = said[self.heard :], len(said)
        return news
