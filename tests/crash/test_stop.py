"""Asked to stop, it finishes what it has begun and leaves the rest in rows, from where the next process goes on."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from storage.schema import errand
from tests.crash.books import assert_balanced
from tests.crash.office import Office, says

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

QUIET = 5
"""Seconds before the card of a draft is sent."""


async def test_it_ends_the_call_it_is_at_and_leaves_the_rest_to_the_next_process(office: Office) -> None:
    config = office.bot.config
    config.write_text(config.read_text(encoding="utf-8").replace('"0s"', f'"{QUIET}s"'), encoding="utf-8")
    await office.start()
    await office.person("staff1").says("钱江新城3幢2单元电梯门关不上，王女士13800001111")
    await office.passes(seconds=QUIET)
    card = await office.person("staff1").sees_card("报修草稿")
    await office.settles()
    await office.person("staff2").says("西溪花园8幢水管漏水，李先生13900003333")
    office.wecom.switches.slow_answers = 0.5
    await card.press("改")
    await office.until(lambda: _states(office)["waiting", True])

    assert await office.bot.stop() == 0
    assert _states(office)["waiting", True] == 0, "what it was at has ended, and that is written down"
    assert _states(office)["waiting", False] == 1
    await office.person("staff1").hears("直接回复要改的内容")
    refused = await says(office, "staff3", "滨江小区5幢灯不亮，赵先生13700000001")
    assert not refused.answered

    office.wecom.switches.slow_answers = 0.0
    await office.start()
    await office.passes(seconds=QUIET)
    await office.person("staff2").sees_card("报修草稿", "13900003333")
    await office.settles()
    office.wecom.people.expect_problem("未被接受")
    office.wecom.assert_nothing_unexpected()
    assert_balanced(office)


def _states(office: Office) -> Counter[tuple[str, bool]]:
    """Of the errands, and whether somebody is at them."""
    rows = office.rows(select(errand.c.state, errand.c.leased_until))
    return Counter((row.state, row.leased_until is not None) for row in rows)
