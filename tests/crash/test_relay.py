"""The relay and servers that refuse, hang or say nothing. Its rounds are called one by one, on a clock that stands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select, update

from bot.app import WORKS, Works, create_app
from bot.clock import Clock
from bot.config import load
from bot.outbox import AT_ONCE, MOST_ATTEMPTS
from emulator.server import Emulator
from storage.outbox import Errand, ErrandKind
from storage.schema import errand, metadata
from tests.crash.company import write_config, write_playbook
from tests.crash.office import TENANT, free_port
from tests.crash.process import PATIENCE
from tests.crash.troubles import locked

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Wecom:
    """Answers each call as it is told; `asked` holds the bodies."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answers = asyncio.Event()
        self.answers.set()
        self.errcode = 0
        self.hangs_up = False
        self.port = free_port()

    async def opens(self) -> None:
        app = web.Application()
        app.router.add_post("/cgi-bin/message/send", self._send)
        self._runner = web.AppRunner(app, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def closes(self) -> None:
        """Connections are refused."""
        await self._runner.cleanup()

    async def _send(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        await self.answers.wait()
        if self.hangs_up and request.transport is not None:
            request.transport.abort()
        return web.json_response({"errcode": self.errcode, "errmsg": "said so", "msgid": "1"})


class Desk:
    """A bot that does not run: what happens is called for."""

    def __init__(self, works: Works, wecom: Wecom) -> None:
        self.works = works
        self.wecom = wecom
        self.relay = works.tenants[TENANT].relay
        self._woken = asyncio.Event()
        self.relay.wake = self._woken.set

    def now(self) -> datetime:
        return self.works.clock.now()

    def passes(self, duration: timedelta) -> None:
        self.works.clock.travel_to(self.now() + duration)

    def add(self, **changes: Any) -> None:
        wanted = {"lane": "wang", "recipient": "wang", "data": {"text": "您好"}, **changes}
        with self.works.database.unit_of_work(TENANT) as uow:
            uow.outbox.add(Errand(kind=ErrandKind.TEXT, not_before=self.now(), **wanted), self.now())

    async def round(self) -> datetime | None:
        """Until all that it has begun has ended, and what that let begin; gives when it wants to be called again."""
        async with asyncio.timeout(PATIENCE):
            while True:
                following = await self.relay.drain()
                if not self.relay.busy:
                    return following
                await self._woken.wait()
                self._woken.clear()

    def change(self, **values: Any) -> None:
        with self.works.database.unit_of_work(TENANT) as uow:
            uow.connection.execute(update(errand).values(**values))

    def rows(self) -> list[Any]:
        with self.works.database.reading(TENANT) as uow:
            return list(uow.connection.execute(select(errand).order_by(errand.c.id)))

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]


@pytest.fixture
async def desk(tmp_path: Path, sqlite_url: str) -> AsyncIterator[Desk]:
    wecom = Wecom()
    await wecom.opens()
    write_playbook(tmp_path)
    corp = Emulator()
    corp.world.url = f"http://127.0.0.1:{wecom.port}"
    config = write_config(tmp_path / "config.toml", corp, database_url=sqlite_url, port=free_port())
    app = await create_app(load(config, {}), clock=Clock(lambda: NOON))
    works = app[WORKS]
    metadata.create_all(works.database.engine)
    with works.database.unit_of_work(TENANT) as uow:
        uow.access_tokens.save("a token", NOON + 10_000 * HOUR)
    works.writer.start()
    desk = Desk(works, wecom)
    yield desk
    await desk.relay.close()
    await works.writer.close()
    await works.session.close()
    works.database.close()
    await wecom.closes()


async def test_two_errands_with_the_same_words_are_two_messages(desk: Desk) -> None:
    desk.add()
    desk.add()
    await desk.round()
    first, second = desk.wecom.asked
    assert first["text"] == second["text"]
    assert first != second, "or WeCom would take the second for a repetition of the first"


async def test_while_the_first_of_a_lane_waits_the_relay_rests(desk: Desk) -> None:
    await desk.wecom.closes()
    desk.add()
    desk.add()
    following = await desk.round()
    assert [row.attempts for row in desk.rows()] == [1, 0]
    assert following is not None
    assert following > desk.now()


async def test_a_relay_that_is_full_rests_until_something_ends(desk: Desk) -> None:
    desk.wecom.answers.clear()
    for number in range(AT_ONCE + 1):
        desk.add(lane=f"member{number}", recipient=f"member{number}")
    assert await desk.relay.drain() is None
    assert await desk.relay.drain() is None
    desk.wecom.answers.set()
    await desk.round()
    assert len(desk.wecom.asked) == AT_ONCE + 1
    assert set(desk.states()) == {"done"}


async def test_what_is_under_way_is_not_begun_again_because_the_clock_jumped(desk: Desk) -> None:
    desk.wecom.answers.clear()
    desk.add()
    await desk.relay.drain()
    desk.passes(HOUR)
    assert await desk.relay.drain() is None
    desk.wecom.answers.set()
    await desk.round()
    assert (len(desk.wecom.asked), desk.states()) == (1, ["done"])


async def test_an_errand_that_cannot_be_prepared_stops_nobody(desk: Desk, allow_errors) -> None:
    allow_errors("errand failed")
    desk.add(lane="broken", data={"text": {"no": "text"}})
    desk.add()
    following = await desk.round()
    broken, whole = desk.rows()
    assert (broken.state, broken.attempts, whole.state) == ("waiting", 1, "done")
    assert following is not None
    assert following > desk.now(), "it is tried again, but not at once"


async def test_an_errand_that_was_done_but_cannot_be_settled_is_not_done_again(desk: Desk, allow_errors) -> None:
    allow_errors("errand cannot be settled")
    desk.add()
    desk.change(request={"touser": "wang", "template_card": {"it": "has no task id"}})
    await desk.round()
    desk.passes(HOUR)
    await desk.round()
    assert (len(desk.wecom.asked), desk.states()) == (1, ["dead"])


async def test_what_may_have_arrived_is_repeated_to_the_letter_whatever_happens_meanwhile(desk: Desk) -> None:
    desk.add()
    desk.wecom.hangs_up = True
    await desk.round()
    (unsure,) = desk.rows()
    assert unsure.request is not None
    desk.change(data={"text": "再见"})
    await desk.wecom.closes()
    desk.passes(HOUR)
    await desk.round()
    assert desk.rows()[0].request == unsure.request, "that this attempt did not arrive says nothing about the first"

    desk.wecom.hangs_up = False
    await desk.wecom.opens()
    desk.passes(HOUR)
    await desk.round()
    first, again = desk.wecom.asked
    assert again == first
    assert desk.states() == ["done"]


async def test_what_certainly_did_not_arrive_says_next_time_what_is_true_then(desk: Desk) -> None:
    await desk.wecom.closes()
    desk.add()
    await desk.round()
    assert [(row.state, row.request) for row in desk.rows()] == [("waiting", None)]


async def test_it_gives_up_after_a_number_of_attempts_and_not_because_time_has_passed(desk: Desk) -> None:
    await desk.wecom.closes()
    desk.add()
    desk.passes(1000 * HOUR)
    await desk.round()
    assert desk.states() == ["waiting"]
    desk.change(attempts=MOST_ATTEMPTS - 1)
    desk.passes(HOUR)
    await desk.round()
    assert desk.states() == ["dead"]


async def test_waiting_for_the_operator_is_no_attempt(desk: Desk, allow_errors) -> None:
    allow_errors("channel misconfigured")
    desk.wecom.errcode = 60020
    desk.add()
    await desk.round()
    assert [(row.state, row.attempts) for row in desk.rows()] == [("waiting", 0)]


async def test_an_answer_that_cannot_be_written_down_is_not_asked_for_again(desk: Desk, logged) -> None:
    desk.wecom.answers.clear()
    desk.add()
    await desk.relay.drain()
    with locked(desk.works.database):
        desk.wecom.answers.set()
        async with asyncio.timeout(PATIENCE):
            while not logged.about("errand not settled yet"):  # noqa: ASYNC110  # a log has nothing to wait for
                await asyncio.sleep(0.01)
    await desk.round()
    assert (len(desk.wecom.asked), desk.states()) == (1, ["done"])
