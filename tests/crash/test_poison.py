"""An update that nobody can handle: refused, kept as it came, named by the account, and handled once it can be."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from storage.schema import draft, inbox
from tests.crash.books import assert_balanced
from tests.crash.office import TENANT, Office, delivered_again, says
from tests.crash.process import run_bot

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"


async def test_what_nobody_can_handle_is_kept_and_named_until_somebody_can(office: Office) -> None:
    await office.start()
    await office.person("staff1").says(REPORT)
    await office.settles()
    await office.person("staff1").sees_card("报修草稿")
    (good,) = office.rows(select(draft.c.fields))
    with office.database.unit_of_work(TENANT) as uow:  # a row that no release of this program has written
        uow.connection.execute(update(draft).values(fields={"colour": ["red", "", None, "read", 1.0]}))

    poison = await says(office, "staff1", "电话 13900002222")
    assert poison.failure == "HTTP 500"
    (row,) = office.rows(select(inbox).where(inbox.c.outcome.is_(None)))
    assert (row.sender, row.reason, row.failures) == ("staff1", "ValueError", 3)
    assert json.loads(row.raw)["text"] == "电话 13900002222"
    assert len(office.bot.take_errors("update failed")) == 3
    status, said = await run_bot(office.bot.config, "account", "--day", _day(row.received_at))
    assert status == 1
    assert row.id in said
    harmless = await says(office, "staff2", "西溪花园8幢水管漏水，李先生13900003333")
    assert harmless.answered, "others are not touched"

    with office.database.unit_of_work(TENANT) as uow:
        uow.connection.execute(update(draft).where(draft.c.sender == "staff1").values(fields=good.fields))
    await delivered_again(office, poison)
    assert poison.answered
    await office.drained()
    status, said = await run_bot(office.bot.config, "account", "--day", _day(row.received_at))
    assert status == 0, said
    assert_balanced(office)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}"
