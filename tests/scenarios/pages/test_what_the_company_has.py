"""Pages send customers only where the company has something: its official account, codes by SMS, the telephone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.unit_of_work import UnitOfWork
from tests.scenarios.pages.conftest import Held
from tests.scenarios.pages.test_tracking import asks

NOBODYS = "x" * 22
CHAT, NUMBER, CALL = "在公众号里发「进度」", "用手机号查询", "打电话给我们"


async def leads_nowhere(held: Held) -> str:
    async with held.session.get(f"{held.desk.url}/t/demo.{NOBODYS}") as page:
        return await page.text()


async def closed(held: Held) -> str:
    """The page after too many wrong digits."""

    def tried(uow: UnitOfWork) -> None:
        for hours in range(2, 17):
            uow.attempts.add("digits", held.link.rpartition(".")[2], held.desk.clock.now() - timedelta(hours=hours))

    await held.desk.works.writer.run("demo", tried)
    return await (await held.post("open", digits="1111")).text()


async def test_with_both_it_names_both(held: Held) -> None:
    assert f"请{CHAT}，或者{NUMBER}。" in await leads_nowhere(held)
    assert f"请{CHAT}，或者{CALL}。" in await closed(held)
    assert f"10 分钟内有效。在公众号里报的，请{CHAT}" in await asks(held, "13800001111")
    await held.desk.passes(seconds=2)
    await held.desk.wecom.customer("王女士").sees_sms("验证码")


@pytest.mark.parametrize("without", [("wechat",)])
async def test_without_an_account_nobody_is_sent_there(held: Held) -> None:
    assert f"请{NUMBER}。" in await leads_nowhere(held)
    assert f"请{CALL}。" in await closed(held)
    assert "公众号" not in await asks(held, "13800001111")
    await held.desk.passes(seconds=2)
    await held.desk.wecom.customer("王女士").sees_sms("验证码")


@pytest.mark.parametrize(("without", "how"), [(("sms",), CHAT), (("sms", "wechat"), CALL)])
async def test_where_no_code_can_be_sent_none_is_promised(held: Held, how: str) -> None:
    gone = await leads_nowhere(held)
    assert f"请{how}。" in gone
    assert "/track/" not in gone
    address = f"{held.desk.url}/track/demo"
    async with held.session.get(address) as shown, held.session.post(address, data={"phone": "13800001111"}) as asked:
        for page in (shown, asked):
            assert page.status == 404
            text = await page.text()
            assert "这里不能用手机号查询" in text
            assert f"请{how}。" in text
