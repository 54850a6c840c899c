"""The database cannot be written: callbacks are refused so that WeCom keeps them, and everything goes on afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.crash.books import assert_balanced
from tests.crash.company import REPORTERS
from tests.crash.office import Office, delivered_again, says
from tests.crash.troubles import locked, no_room

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"
POSTPONED = "update postponed: the database cannot be written"
WAITING = "pump waits for the database"
LOCK_TIMEOUT = "canceling statement due to lock timeout"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_cannot_be_written_is_refused_and_goes_on_afterwards(office: Office) -> None:
    await office.start()
    office.wecom.switches.retry_when_not_200 = False
    troubles = ((no_room(office.bot.pid), "disk I/O error"), (locked(office.database), "database is locked"))
    for userid, (trouble, reason) in zip(REPORTERS, troubles, strict=False):
        with trouble:
            refused = await says(office, userid, REPORT)
            assert refused.failure == "HTTP 500"
            assert (await office.bot.ready())["database"] == reason
            assert (await office.bot.get("/healthz"))[0] == 200
            assert (await office.bot.get("/metrics"))[0] == 200
        assert {each["why"] for each in office.bot.take_errors(POSTPONED)} == {reason}
        office.bot.take_errors(WAITING)

        await delivered_again(office, refused)
        await office.settles()
        assert await office.bot.ready() == {}
        await office.person(userid).sees_card("报修草稿")
    office.wecom.people.expect_problem("未被接受")
    office.wecom.assert_nothing_unexpected()
    assert_balanced(office)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_table_that_somebody_holds_is_waited_for_and_no_longer_than_wecom_waits(office: Office) -> None:
    await office.start()
    office.wecom.switches.retry_when_not_200 = False
    with office.database.transaction() as other:
        other.execute(text("LOCK TABLE errand IN ACCESS EXCLUSIVE MODE"))
        refused = await says(office, "staff1", REPORT)
        assert refused.failure == "HTTP 500"
        await office.passes(seconds=1)  # the relay looks
        await office.until(lambda: WAITING in (each["event"] for each in office.bot.log))
        assert await office.bot.ready() == {"relay-demo": LOCK_TIMEOUT}
    assert {each["why"] for each in office.bot.take_errors(POSTPONED)} == {LOCK_TIMEOUT}
    office.bot.take_errors(WAITING)

    await delivered_again(office, refused)
    await office.drained()
    assert await office.bot.ready() == {}
    await office.person("staff1").sees_card("报修草稿")
    assert_balanced(office)
