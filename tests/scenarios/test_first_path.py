"""From a forwarded message to a finished job."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT


async def test_a_forwarded_message_becomes_a_ticket_that_a_technician_claims_and_finishes(desk: Desk) -> None:
    await desk.li.says(REPORT)
    await desk.passes(seconds=2)
    draft = await desk.li.sees_card("报修草稿", "13800001111", "王女士", "门关不上", "钱江新城3幢2单元")
    assert draft.buttons == ["提交", "改", "看出处", "作废"]

    await desk.li.says("电话 13900002222，不急")
    await desk.li.hears("已改", "13900002222")
    await desk.li.sees_card_change(draft, "13900002222")

    await draft.press("提交")
    await desk.li.hears("已提交", "1120-1")
    await desk.li.sees_card_change(draft, "1120-1", "已提交")
    wangs = await desk.wang.sees_card("1120-1", "门关不上", "139****2222")
    zhaos = await desk.zhao.sees_card("1120-1", "门关不上")
    assert wangs.buttons == ["接单", "接不了…", "为什么给我"]

    await wangs.press("接单")
    await desk.wang.hears("1120-1 归您了", "地址：钱江新城3幢2单元", "电话：13900002222", "完工")
    await desk.wang.sees_card_change(wangs, "13900002222")
    assert wangs.buttons == ["出发", "到场", "等待…", "完工"]
    await desk.zhao.sees_card_change(zhaos, "1120-1")
    assert zhaos.greyed == "已被 王工 接单"
    await desk.li.hears("1120-1", "王工 已接单")

    await wangs.press("完工")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(wangs, "1120-1 已完工")
    await desk.li.hears("1120-1", "王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
