"""What a customer's news say by each way."""

from __future__ import annotations

import pytest

from bot.channels.facts import Fact
from bot.texts.customer_news import by_sms
from tickets.notifications import Stage


@pytest.mark.parametrize(
    ("link", "status"), [("https://e.cn/track/demo", "待您确认，请点链接"), ("", "待您确认"), (None, "待您确认")]
)
def test_by_sms_nobody_is_told_to_follow_a_link_that_is_not_there(link: str | None, status: str) -> None:
    facts = {Fact.STATUS: "待您确认"} | ({Fact.LINK: link} if link is not None else {})
    assert by_sms(Stage.DONE, facts)[Fact.STATUS] == status
