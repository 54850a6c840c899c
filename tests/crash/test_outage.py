"""WeCom is down for ten minutes: nothing is lost, and afterwards everything comes in its order and at its pace."""

from __future__ import annotations

import pytest

from emulator.conversation import Sender
from emulator.switches import Outage
from tests.crash.books import assert_balanced
from tests.crash.office import Office, says

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MINUTES = 10
REPORTS = 70
"""More than WeCom shows one member in a minute."""


@pytest.mark.parametrize("how", [Outage.UNAVAILABLE, Outage.ANSWER_LOST])
async def test_after_ten_minutes_without_wecom_all_is_said_once_and_in_order(office: Office, how: Outage) -> None:
    await office.start()
    staff = office.person("staff1")
    await staff.says("钱江新城3幢2单元电梯门关不上，王女士13800001111")
    card = await staff.sees_card("报修草稿")

    office.wecom.switches.outage = how
    pressed = ["改", "看出处", "改", "看出处", "改"]
    for label in pressed:
        await card.press(label)
    for number in range(REPORTS):
        callback = await says(office, "staff2", f"西溪花园{number + 1}幢水管漏水，李先生139{number:08}")
        assert callback.answered
    await says(office, "staff3", "滨江小区5幢灯不亮，赵先生13700000001")
    await office.settles()
    await office.person("staff3").says("电话 13700000002")
    for _ in range(MINUTES):
        await office.settles()
        await office.passes(minutes=1)
    assert await office.bot.ready() == {}, "that WeCom is away is not the bot's fault"

    office.wecom.switches.outage = Outage.NONE
    await office.drained()
    heard = [_what(entry.looks[-1]) for entry in _from_app(office, "staff1") if entry.card is None]
    assert heard == pressed
    cards = [entry.looks[-1] for entry in _from_app(office, "staff2")]
    assert len(cards) == REPORTS
    *_, corrected = [entry.looks[-1] for entry in _from_app(office, "staff3")]
    assert "13700000002" in corrected, "the card was on its way as it was before; now it shows what is true"
    assert_balanced(office)


def _what(text: str) -> str:
    return "看出处" if text.startswith("各项出处") else "改" if text.startswith("直接回复") else text


def _from_app(office: Office, userid: str):
    return [entry for entry in office.wecom.world.conversation(userid) if entry.sender is Sender.APP and entry.msgid]
