"""The system's clock is moved under a running bot: nothing is lost, nothing stops for long, nothing is said twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import Works
from bot.clock import Clock
from bot.commands.serve import serving
from bot.config import load
from bot.health import checks
from emulator.server import Emulator
from emulator.switches import Outage
from storage import migrate
from storage.database import Database
from storage.deliveries import MINUTE_BUDGET
from tests.crash.company import members, write_config, write_playbook
from tests.crash.office import TENANT
from tests.crash.process import PATIENCE
from tests.tooling.ports import free_port

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"


NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


class SystemClock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


class Scene:
    def __init__(self, wecom: Emulator, works: Works, system: SystemClock) -> None:
        self.wecom = wecom
        self.works = works
        self.system = system
        self.staff = wecom.person("staff1")

    async def tried_in_vain(self) -> None:
        """What there is to say waits for another attempt."""
        async with asyncio.timeout(PATIENCE):
            while not self._waits_for_another_attempt():  # noqa: ASYNC110  # it is only seen by looking
                await asyncio.sleep(0.01)

    def _waits_for_another_attempt(self) -> bool:
        with self.works.database.reading(TENANT) as uow:
            following = uow.outbox.next_due()
        return following is not None and following > self.system.time


@pytest.fixture
async def scene(tmp_path: Path, sqlite_url: str) -> AsyncIterator[Scene]:
    """The bot has a clock that somebody sets; WeCom's stays as it is."""
    system, port = SystemClock(), free_port()
    database = Database(sqlite_url)
    migrate.upgrade(database)
    database.close()
    async with Emulator(members=members(), now=lambda: NOON, patience=PATIENCE) as wecom:
        write_playbook(tmp_path)
        config = write_config(tmp_path / "config.toml", wecom, database_url=sqlite_url, port=port)
        async with serving(load(config, {}), Clock(system)) as works:
            await wecom.set_callback_url(f"http://127.0.0.1:{port}/wecom/{TENANT}")
            yield Scene(wecom, works, system)
        wecom.assert_nothing_unexpected()


async def test_set_back_by_a_day_it_goes_on_at_once(scene: Scene) -> None:
    await scene.staff.says(REPORT)
    card = await scene.staff.sees_card("报修草稿")
    scene.system.time -= timedelta(days=1)
    await card.press("改")
    await scene.staff.hears("直接回复要改的内容")
    await scene.staff.says("电话 13900002222")
    await scene.staff.hears("已改")
    await scene.staff.sees_card_change(card, "13900002222")
    assert set((await checks(scene.works)).values()) == {"ok"}


async def test_set_back_it_does_not_keep_silent_because_of_what_it_has_already_sent(scene: Scene) -> None:
    await scene.staff.says(REPORT)
    card = await scene.staff.sees_card("报修草稿")
    for _ in range(MINUTE_BUDGET - 1):
        with scene.works.database.unit_of_work(TENANT) as uow:
            uow.deliveries.add("staff1", scene.system.time)
    scene.system.time -= timedelta(hours=1)
    await card.press("改")
    await scene.staff.hears("直接回复要改的内容")


async def test_set_back_it_tries_at_once_again_what_wecom_has_not_taken(scene: Scene) -> None:
    await scene.staff.says(REPORT)
    card = await scene.staff.sees_card("报修草稿")
    scene.wecom.switches.outage = Outage.UNAVAILABLE
    await card.press("改")
    await scene.tried_in_vain()
    scene.system.time -= timedelta(days=1)
    scene.wecom.switches.outage = Outage.NONE
    for pump in scene.works.pumps:
        pump.wake()  # as the sweep does, every few seconds
    await scene.staff.hears("直接回复要改的内容")


async def test_set_forward_it_does_what_has_become_due_with_its_next_look(scene: Scene) -> None:
    await scene.staff.says(REPORT)
    card = await scene.staff.sees_card("报修草稿")
    scene.system.time += timedelta(hours=2)
    await card.press("改")
    await scene.staff.hears("直接回复要改的内容")
    for pump in scene.works.pumps:
        pump.wake()  # as the sweep does, every few seconds
    await scene.staff.hears("还有一份草稿没提交")
    assert set((await checks(scene.works)).values()) == {"ok"}
