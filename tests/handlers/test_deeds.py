from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from handlers.deeds import deed, is_content, pointed
from handlers.keys import Button
from handlers.said import choices, until, waited_for, why_declined
from tests.tickets.samples import NOW
from tickets.calendar import LOCAL
from tickets.ticket import WaitingFor

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=LOCAL)
LONGEST = timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "button", "rest"),
    [
        ("接", Button.CLAIM, ""),
        ("接单", Button.CLAIM, ""),
        ("我接", Button.CLAIM, ""),
        ("接不了", Button.DECLINE, ""),
        ("接不了，太远", Button.DECLINE, "太远"),
        ("出发", Button.DEPART, ""),
        ("出发了", Button.DEPART, ""),
        ("到了", Button.ARRIVE, ""),
        ("到场", Button.ARRIVE, ""),
        ("已到场。", Button.ARRIVE, ""),
        ("等配件 明天", Button.WAIT, "配件 明天"),
        ("等", Button.WAIT, ""),
        ("等客户", Button.WAIT, "客户"),
        ("等待", Button.WAIT, ""),
        ("继续", Button.RESUME, ""),
        ("配件到了", Button.RESUME, ""),
        ("完工", Button.FINISH, ""),
        ("完工了。", Button.FINISH, ""),
        ("修好了", Button.FINISH, ""),
        ("完工 换了阀门", Button.FINISH, "换了阀门"),
        ("搞定了，谢谢赵工", Button.FINISH, ""),
        ("完工，换了阀门，试过不漏", Button.FINISH, "换了阀门,试过不漏"),
        ("转给李工", Button.TRANSFER, "李工"),
        ("转给李工吧", Button.TRANSFER, "李工"),
        ("转派", Button.TRANSFER, ""),
        ("升级", Button.ESCALATE, ""),
        ("取消", Button.CANCEL, ""),
        ("取消，客户不修了", Button.CANCEL, "客户不修了"),
        ("提级", Button.PRIORITIZE, ""),
        ("返工", Button.REWORK, ""),
        ("返工 还在漏", Button.REWORK, "还在漏"),
        ("关闭", Button.CLOSE, ""),
    ],
)
def test_what_is_said_to_be_done(text: str, button: Button, rest: str) -> None:
    assert deed(text) == (button, rest)


@pytest.mark.parametrize(
    ("text", "button", "rest"),
    [
        ("取消 客户自己修好了", Button.CANCEL, "客户自己修好了"),
        ("取消工单 重复了", Button.CANCEL, "重复了"),
        ("完工 换了阀门", Button.FINISH, "换了阀门"),
        ("等配件 明天", Button.WAIT, "配件 明天"),
        ("等待 配件 明天上午", Button.WAIT, "配件 明天上午"),
        ("等待，客户回复", Button.WAIT, "客户回复"),
        ("转给李工", Button.TRANSFER, "李工"),
        ("转给 李工，他离得近", Button.TRANSFER, "李工"),
        ("转派 李工 他离得近", Button.TRANSFER, "李工"),
        ("升级 客户要投诉", Button.ESCALATE, "客户要投诉"),
        ("接不了 太远", Button.DECLINE, "太远"),
        ("提级 客户等不了", Button.PRIORITIZE, ""),
    ],
)
def test_behind_a_number_the_reason_may_just_follow(text: str, button: Button, rest: str) -> None:
    assert deed(text, named=True) == (button, rest)


@pytest.mark.parametrize("text", ["取消预约", "等一下", "转告客户", "转让门店", "完工时间是什么时候"])
def test_behind_a_number_too_other_words_stay_other_words(text: str) -> None:
    assert deed(text, named=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "接下来怎么办",
        "客户说到了叫他",
        "等一下",
        "等会儿再说",
        "完工时间是什么时候",
        "修好了吗",
        "取消预约",
        "取消 明天的预约",
        "客户又催了",
        "什么时候出发",
        "需要订货",
        "主板烧了要换",
        "",
    ],
)
def test_what_says_something_else(text: str) -> None:
    assert deed(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "客户说好了",
        "业主反馈已解决",
        "客户说修好了，关单吧",
        "客户都满意",
        "用户确认可以用了。",
        "客户确认了",
        "业主确认了，关单",
        "客户说验收了",
    ],
)
def test_the_customer_is_content(text: str) -> None:
    assert is_content(text)
    assert is_content(text, named=True)


@pytest.mark.parametrize("text", ["好了", "修好了，谢谢", "可以了，关了吧"])
def test_behind_a_number_the_customer_need_not_be_named(text: str) -> None:
    assert is_content(text, named=True)
    assert not is_content(text)


@pytest.mark.parametrize(
    "text", ["客户说没好", "客户不满意", "客户说好了一点", "客户说修好了吗", "客户", "关闭", "客户明天好了"]
)
def test_the_customer_is_not_said_to_be_content(text: str) -> None:
    assert not is_content(text, named=True)


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("配件 明天", "11-21 09:00"),
        ("配件 明天上午", "11-21 09:00"),
        ("客户 今天下午", "11-20 14:00"),
        ("客户，下午3点", "11-20 15:00"),
        ("配件 三天后", "11-23 09:00"),
        ("配件 两天", "11-22 09:00"),
        ("开门 晚上", "11-20 19:00"),
        ("配件 两小时后", "11-20 11:00"),
        ("配件 今天8点", "11-20 08:00"),
    ],
)
def test_until_when_one_waits(words: str, end: str) -> None:
    found = until(words, FRIDAY)
    assert found is not None
    assert f"{found:%m-%d %H:%M}" == end
    assert found.tzinfo is LOCAL


@pytest.mark.parametrize("words", ["配件", "昨天", ""])
def test_where_no_time_to_come_is_said_there_is_none(words: str) -> None:
    assert until(words, FRIDAY) is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("配件 明天", WaitingFor.PARTS),
        ("客户回复", WaitingFor.CUSTOMER),
        ("物业开门", WaitingFor.ACCESS),
        ("明天", None),
    ],
)
def test_what_one_waits_for(words: str, reason: WaitingFor | None) -> None:
    assert waited_for(words) is reason


@pytest.mark.parametrize(
    ("words", "why"),
    [("太远了", "far"), ("没配件", "parts"), ("不会修", "skill"), ("下班了", "off"), ("腰疼", "腰疼"), ("", "")],
)
def test_a_reason_that_can_be_picked_is_the_same_said(words: str, why: str) -> None:
    assert why_declined(words) == why


def test_only_moments_to_come_can_be_picked_and_none_beyond_the_longest_wait() -> None:
    morning = [f"{at:%m-%d %H}" for _, at in choices(NOW, LONGEST)]
    assert morning == ["11-20 14", "11-20 17", "11-21 09", "11-21 14", "11-23 09", "11-27 09"]
    evening = [f"{at:%m-%d %H}" for _, at in choices(NOW.replace(hour=11), LONGEST)]
    assert evening == ["11-21 09", "11-21 14", "11-23 09", "11-27 09"]


@pytest.mark.parametrize(
    ("text", "button", "rest", "name"),
    [
        ("接单 漏水那个", Button.CLAIM, "", "漏水那个"),
        ("门锁那个我来", Button.CLAIM, "", "门锁那个"),
        ("完工 5栋那个 换了锁芯", Button.FINISH, "换了锁芯", "5栋那个"),
        ("1204的单转给赵工", Button.TRANSFER, "赵工", "1204的单"),
    ],
)
def test_a_ticket_may_be_named_beside_what_is_done_with_it(text: str, button: Button, rest: str, name: str) -> None:
    assert (button, rest, name) in list(pointed(text))


@pytest.mark.parametrize("text", ["那个客户又催了", "漏水那个客户不修了", "接单", "完工 换了阀门"])
def test_what_names_no_ticket_or_does_nothing_with_it(text: str) -> None:
    assert list(pointed(text)) == []
