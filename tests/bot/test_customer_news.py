"""What a customer's news say by each way."""

from __future__ import annotations

import pytest

from bot.channels.facts import Fact
from bot.config import SmsTemplate
from bot.sms.sender import text_of
from bot.texts.customer_news import by_sms
from tickets.notifications import Stage

LINK = "https://e.cn/track/demo"
WITH_LINK = SmsTemplate(text="报修 {number}：{status}。{link}")
WITHOUT = SmsTemplate(text="报修 {number}：{status}。")


@pytest.mark.parametrize(
    ("template", "link", "text"),
    [
        (WITH_LINK, LINK, f"报修 1120-1：待您确认，请点链接。{LINK}"),
        (WITH_LINK, "", "报修 1120-1：待您确认。"),
        (WITH_LINK, None, "报修 1120-1：待您确认。"),
        (WITHOUT, LINK, "报修 1120-1：待您确认。"),
    ],
)
def test_by_sms_nobody_is_told_to_follow_a_link_that_is_not_there(template: SmsTemplate, link: str | None, text: str):
    facts = {Fact.NUMBER: "1120-1", Fact.STATUS: "待您确认"} | ({Fact.LINK: link} if link is not None else {})
    assert text_of(template, by_sms(Stage.DONE, facts, template)) == text


def test_a_template_of_the_provider_has_a_link_where_one_is_among_its_parameters():
    facts = {Fact.STATUS: "待您确认", Fact.LINK: LINK}
    for params, status in ((("status", "link"), "待您确认，请点链接"), (("status",), "待您确认")):
        assert by_sms(Stage.DONE, facts, SmsTemplate(id="1", params=params))[Fact.STATUS] == status
