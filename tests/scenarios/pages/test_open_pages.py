"""Open pages hear of changes through a stream each; nobody takes up all of them."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.pages.live import MOST_OF_CALLER, MOST_OF_LINK, Live, TooMany
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import Held


async def test_the_eleventh_page_of_one_link_is_told_to_ask_itself(held: Held) -> None:
    await held.open()
    streams = [await held.get("/live") for _ in range(MOST_OF_LINK)]
    assert {each.status for each in streams} == {200}
    refused = await held.get("/live")
    assert (refused.status, refused.headers["Retry-After"]) == (429, "60")
    assert "收到您的报修" in await held.text()
    for stream in streams:
        stream.close()


async def test_one_caller_has_so_many_pages_open_and_leaves_room_for_everybody_else(desk: Desk) -> None:
    live = Live(desk.works.database)
    async with AsyncExitStack() as opened:
        for number in range(MOST_OF_CALLER):
            link = f"link{number // MOST_OF_LINK}"
            await opened.enter_async_context(live.watching("demo", 1, link=link, caller="203.0.113.9"))
        with pytest.raises(TooMany) as refused:
            await opened.enter_async_context(live.watching("demo", 1, link="another", caller="203.0.113.9"))
        assert refused.value.theirs
        for caller in ("203.0.113.10", None):
            await opened.enter_async_context(live.watching("demo", 1, link="another", caller=caller))
        assert live.open == MOST_OF_CALLER + 2
    assert live.open == 0
    await live.close()


async def test_when_all_places_are_taken_it_is_nobodys_fault(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pages.live.MOST", 1)
    live = Live(desk.works.database)
    async with live.watching("demo", 1, link="one", caller=None):
        with pytest.raises(TooMany) as refused:
            async with live.watching("demo", 2, link="two", caller=None):
                pass
        assert not refused.value.theirs
    await live.close()


async def test_of_a_page_that_was_closed_while_its_ticket_was_looked_at_nothing_is_kept(held: Held) -> None:
    live = Live(held.desk.works.database)
    async with live.watching("demo", 1, link="one", caller=None):
        looking = asyncio.create_task(live._look_at("demo", [1]))
        await asyncio.sleep(0)
    await looking
    assert live._seen == {}
    await live.close()
