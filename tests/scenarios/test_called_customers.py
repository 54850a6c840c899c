"""Somebody calls, the front desk reports for them, and what happens comes to their phone."""

from __future__ import annotations

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft, submitted
from tickets.customers import ContactKind


@pytest.fixture
def staff_reports() -> bool:
    return True


async def test_whoever_called_hears_by_sms_how_it_goes_and_no_link_goes_to_a_number_that_nobody_has_proven(
    desk: Desk,
) -> None:
    wang = desk.wecom.customer("王女士")
    cards = await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    said = await wang.sees_sms("1120-1")
    assert "/t/" not in said

    await cards.wang.press("接单")
    await desk.wang.hears("归您了")
    await desk.wang.sees_card_change(cards.wang, "13800001111")
    await desk.zhao.sees_card_change(cards.zhao, "1120-1")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "已接单")
    await desk.settles()
    with desk.reading() as uow:
        customer = uow.customers.whose(ContactKind.PHONE, "13800001111")
    assert customer is not None
    assert customer.phone is None


async def test_a_report_without_a_mobile_number_makes_nobody_a_customer(desk: Desk) -> None:
    await submitted(desk, await a_draft(desk, "钱江新城3幢2单元电梯门关不上，王女士0571-88880000"))
    with desk.reading() as uow:
        assert uow.customers.get(1) is None
