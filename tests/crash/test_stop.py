"""Asked to stop, it finishes what it has begun and leaves the rest in rows, from where the next process goes on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.schema import errand
from tests.crash.books import assert_balanced
from tests.crash.office import Office, says

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LATER = 5
"""Seconds of quiet before the card of a draft is sent."""


async def test_it_ends_the_call_it_is_at_and_leaves_the_rest_to_the_next_process(office: Office) -> None:
    await office.start()
    await office.person("staff1").says("钱江新城3幢2单元电梯门关不上，王女士13800001111")
    card = await office.person("staff1").sees_card("报修草稿")
    await office.settles()
    office.wecom.switches.slow_answers = 0.5
    await card.press("改")
    await office.until(lambda: _states(office)[-1][1] is not None)
    stopping = office.bot.stop()

    assert await stopping == 0
    assert _states(office)[-1] == ("done", None), "the call was answered, and that is written down"
    refused = await says(office, "staff2", "西溪花园8幢水管漏水，李先生13900003333")
    assert not refused.answered
    await office.person("staff1").hears("直接回复要改的内容")

    office.wecom.switches.slow_answers = 0.0
    await office.start()
    await card.press("看出处")
    await office.drained()
    await office.person("staff1").hears("各项出处")
    office.wecom.people.expect_problem("未被接受")
    office.wecom.assert_nothing_unexpected()
    assert_balanced(office)


async def test_what_was_not_due_when_it_stopped_is_done_by_the_next_process(office: Office) -> None:
    config = office.bot.config
    config.write_text(config.read_text(encoding="utf-8").replace('"0s"', f'"{LATER}s"'), encoding="utf-8")
    await office.start()
    await office.person("staff1").says("钱江新城3幢2单元电梯门关不上，王女士13800001111")
    assert await office.bot.stop() == 0
    assert _states(office) == [("waiting", None)]

    await office.start()
    await office.passes(seconds=LATER)
    await office.person("staff1").sees_card("报修草稿")
    await office.settles()
    office.wecom.assert_nothing_unexpected()


def _states(office: Office) -> list[tuple[str, object]]:
    return [tuple(row) for row in office.rows(select(errand.c.state, errand.c.leased_until).order_by(errand.c.id))]
