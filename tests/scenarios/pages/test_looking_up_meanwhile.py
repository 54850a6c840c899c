"""The look-up is read beside whatever is written."""

from __future__ import annotations

import asyncio
import threading

from tests.scenarios.conftest import Desk
from tests.scenarios.customer_stories import a_draft
from tests.scenarios.stories import submitted


async def test_whoever_looks_does_not_wait_for_whoever_writes(desk: Desk) -> None:
    wang, track = desk.wecom.customer("王女士"), f"{desk.url}/track/demo"
    await submitted(desk, await a_draft(desk, wang), "1120-1")
    await desk.passes(seconds=2)
    await wang.sees_text("已受理")
    assert "1120-1" in (await wang.opens(track)).text
    written = threading.Event()
    writing = asyncio.create_task(desk.works.writer.run("demo", lambda _: written.wait(timeout=10)))
    await asyncio.sleep(0.1)
    mine = (await wang.opens(track)).text
    is_written = writing.done()
    written.set()
    await writing
    assert ("1120-1" in mine, is_written) == (True, False)
