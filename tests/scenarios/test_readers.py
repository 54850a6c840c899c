"""Texts that another process reads become drafts and corrections like any other, and so they do without it."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from bot.config import Reading
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, a_draft


@pytest.fixture
def besides() -> dict[str, Any]:
    return {"reading": Reading(processes=1)}


async def test_a_report_and_its_correction_are_read_beside(desk: Desk) -> None:
    await desk.li.says("你好")  # which playbook is in force is known from here on
    await desk.li.hears("把客户的话转发给我")
    card = await a_draft(desk, REPORT)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改：电话 → 13900002222")
    await desk.li.sees_card_change(card, "13900002222")
    assert desk.works.readers is not None
    assert len(desk.works.readers.process_ids) == 1


async def test_a_report_is_read_all_the_same_when_the_reader_ends(desk: Desk) -> None:
    card = await a_draft(desk, REPORT)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改：电话 → 13900002222")
    await desk.li.sees_card_change(card, "13900002222")
    assert desk.works.readers is not None
    (process_id,) = desk.works.readers.process_ids
    os.kill(process_id, signal.SIGKILL)
    await desk.wang.says("西溪华庭5幢301马桶堵了，李先生13700003333")
    await desk.passes(seconds=2)
    await desk.wang.sees_card("报修草稿", "西溪华庭5幢301", "13700003333")
