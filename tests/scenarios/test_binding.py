"""A customer shows in WeChat that a telephone number is theirs, and hears there of what was reported with it."""

from __future__ import annotations

import re

import pytest

from emulator.wechat.person import CustomerPerson
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft, submitted
from tickets.customers import ContactKind


@pytest.fixture
def staff_reports() -> bool:
    return True


@pytest.fixture
def wang(desk: Desk) -> CustomerPerson:
    return desk.wecom.customer("王女士")


async def code_on(desk: Desk, wang: CustomerPerson) -> str:
    await desk.settles()
    found = re.search(r"\d{6}", await wang.sees_sms("验证码"))
    assert found is not None
    return found[0]


async def test_what_the_desk_reported_for_somebody_is_followed_in_wechat_once_the_number_is_proven(
    desk: Desk, wang: CustomerPerson
) -> None:
    cards = await submitted(desk, await a_draft(desk))
    await desk.passes(seconds=30)
    await wang.sees_sms("1120-1")

    await wang.says("我的报修")
    await wang.sees_text("没有进行中的报修", "绑定手机")
    await wang.says("绑定手机")
    await wang.sees_text("手机号")
    await wang.says("138 0000 1111")
    await wang.sees_text("验证码已发到")
    await wang.says(await code_on(desk, wang))
    await wang.sees_text("绑定好了")
    await wang.says("我的报修")
    await wang.sees_text("1120-1")

    await cards.wang.press("接单")
    await desk.wang.hears("归您了")
    await desk.wang.sees_card_change(cards.wang, "13800001111")
    await desk.zhao.sees_card_change(cards.zhao, "1120-1")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "已接单")
    await desk.passes(seconds=30)
    await wang.sees_text("1120-1", "王师傅已接单", "/t/")
    with desk.reading() as uow:
        customer = uow.customers.whose(ContactKind.PHONE, "13800001111")
    assert customer is not None
    assert (customer.phone, customer.openid) == ("13800001111", wang.openid)


async def test_a_wrong_code_binds_nothing_and_six_digits_out_of_the_blue_are_no_code(
    desk: Desk, wang: CustomerPerson
) -> None:
    await wang.says("123456")
    await wang.sees_text("没有看懂")
    await wang.says("绑定13800001111")
    await wang.sees_text("验证码已发到")
    code = await code_on(desk, wang)
    await wang.says("000000" if code != "000000" else "111111")
    await wang.sees_text("验证码不对")
    with desk.reading() as uow:
        assert uow.customers.whose(ContactKind.PHONE, "13800001111") is None


async def test_three_codes_an_hour_are_enough(desk: Desk, wang: CustomerPerson) -> None:
    for _ in range(3):
        await wang.says("绑定 13800001111")
        await wang.sees_text("验证码已发到")
        await code_on(desk, wang)
    await wang.says("绑定 13800001111")
    await wang.sees_text("一小时后")
