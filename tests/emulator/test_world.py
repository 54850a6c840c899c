"""What the chat page stands on: numbered changes to follow, a clock to move, and the people of the demo."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from emulator.changes import KEPT, Change, Changes, What
from emulator.clock import Clock
from emulator.directory import Department, Directory, Member
from emulator.server import Emulator
from emulator.stores.limits import Limiter, Rate
from tests.emulator.api import Api

MORNING = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)


async def test_a_follower_gets_what_it_missed_and_then_what_happens():
    changes = Changes()
    for number in range(3):
        changes.add(What.ENTRY, userid="lijing", id=number)
    follower = changes.follow(1)
    assert await anext(follower) == Change(2, What.ENTRY, "lijing", 1)
    assert (await anext(follower)).seq == 3
    waiting = asyncio.ensure_future(anext(follower))
    await asyncio.sleep(0)
    assert not waiting.done()
    changes.add(What.CLOCK)
    assert await waiting == Change(4, What.CLOCK)


def test_a_follower_that_is_far_behind_goes_on_with_the_oldest_kept():
    changes = Changes()
    for _ in range(KEPT + 5):
        changes.add(What.WIRE)
    missed = changes.since(0)
    assert (missed[0].seq, missed[-1].seq) == (6, KEPT + 5)
    assert changes.since(changes.last) == []


async def test_everything_that_happens_is_a_numbered_change(wecom: Emulator, api: Api):
    before = wecom.world.changes.last
    await api.send()
    wecom.world.set_switch("lose_callbacks", value=True)
    await wecom.advance(timedelta(minutes=5))
    happened = wecom.world.changes.since(before)
    assert [change.what for change in happened] == [What.ENTRY, What.WIRE, What.SWITCHES, What.CLOCK]
    assert [change.seq for change in happened] == [before + 1, before + 2, before + 3, before + 4]
    entry = wecom.world.entry(happened[0].id)
    assert (entry.userid, entry.body) == ("lijing", {"content": "收到"})
    assert wecom.world.wire[-1].number == happened[1].id


@pytest.mark.parametrize("number", [0, -1, 1])
def test_an_entry_that_does_not_exist_is_not_found(number: int):
    with pytest.raises(KeyError):
        Emulator().world.entry(number)


def test_the_clock_adds_to_the_time_it_is_given():
    clock = Clock(lambda: MORNING)
    assert clock.advance(timedelta(hours=2)) == MORNING + timedelta(hours=2)
    assert clock.travel_to(MORNING - timedelta(days=1)) == MORNING - timedelta(days=1)
    assert clock.timestamp() == int(MORNING.timestamp()) - 86_400
    with pytest.raises(ValueError, match="time zone"):
        clock.travel_to(datetime(2026, 11, 22))  # noqa: DTZ001  the point of the test


def test_the_clock_runs_like_the_real_one():
    clock = Clock()
    assert clock.now() <= clock.now()
    assert clock.now().tzinfo is UTC


class Traveller:
    """Where a bot would learn the new time."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.ahead: list[datetime] = []
        self.status = 204

    async def __aenter__(self) -> str:
        app = web.Application()
        app.router.add_post("/time", self._tell)
        app.router.add_get("/time", self._look_ahead)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/time"

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _look_ahead(self, _: web.Request) -> web.Response:
        return web.json_response({"next": self.ahead.pop(0).isoformat() if self.ahead else None})

    async def _tell(self, request: web.Request) -> web.Response:
        self.told.append(await request.json())
        return web.Response(status=self.status)


async def test_whoever_follows_is_told_when_time_is_moved():
    traveller = Traveller()
    async with traveller as url, Emulator(now=lambda: MORNING, time_travel_url=url) as wecom:
        assert await wecom.advance(timedelta(minutes=5)) == MORNING + timedelta(minutes=5)
        await wecom.travel_to(MORNING + timedelta(days=1))
        assert traveller.told == [{"now": "2026-11-22T00:35:00+00:00"}, {"now": "2026-11-23T00:30:00+00:00"}]
        assert wecom.world.problems == []
        traveller.status = 404
        await wecom.advance(timedelta(minutes=5))
        wecom.people.expect_problem("HTTP 404")


async def test_a_journey_stops_where_whoever_follows_has_something_to_do():
    traveller = Traveller()
    traveller.ahead = [MORNING + timedelta(hours=1), MORNING + timedelta(hours=3)]
    async with traveller as url, Emulator(now=lambda: MORNING, time_travel_url=url) as wecom:
        assert await wecom.pass_through(MORNING + timedelta(hours=2)) == MORNING + timedelta(hours=2)
    assert traveller.told == [{"now": "2026-11-22T01:30:00+00:00"}, {"now": "2026-11-22T02:30:00+00:00"}]


async def test_time_moves_even_if_nobody_listens(unused_tcp_port: int):
    url = f"http://127.0.0.1:{unused_tcp_port}/time"
    async with Emulator(now=lambda: MORNING, time_travel_url=url) as wecom:
        await wecom.advance(timedelta(hours=1))
        assert wecom.world.clock.now() == MORNING + timedelta(hours=1)
        wecom.people.expect_problem("未送达")


def test_two_emulators_share_nothing():
    first, second = Emulator(), Emulator()
    first.world.directory.members["lijing"].status = 5
    first.world.app.callback_url = "http://127.0.0.1:1"
    assert second.world.directory.members["lijing"].status == 1
    assert second.world.app.callback_url == ""


def test_a_directory_knows_members_in_any_letter_case_and_departments_to_any_depth():
    directory = Directory(
        [Member(userid="LiJing", name="李静", departments=[5])],
        [Department(id=4, name="一区", parent=1), Department(id=5, name="一班", parent=4)],
    )
    assert directory.member("lIjInG") is directory.members["lijing"]
    assert directory.below(1) == {1, 4, 5}
    assert directory.below(4) == {4, 5}
    assert directory.below(9) == set()
    assert [member.name for member in directory.members_of(directory.below(4))] == ["李静"]


def test_a_limiter_counts_each_key_in_a_sliding_window_under_every_rate():
    limiter = Limiter((Rate(2, timedelta(minutes=1)), Rate(3, timedelta(hours=1))))

    def admitted(minutes: float, key: str = "a") -> bool:
        return limiter.admit(key, MORNING + timedelta(minutes=minutes))

    assert [admitted(0), admitted(0.5), admitted(0.9)] == [True, True, False]
    assert admitted(0.9, key="b")
    assert admitted(1)  # the first one is a minute ago now
    assert not admitted(30)  # three within the hour
    assert admitted(60)
    assert not admitted(60)
    assert admitted(61)
