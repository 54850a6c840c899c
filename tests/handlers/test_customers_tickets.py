"""What a customer says of what was reported, and to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from msgspec import structs

from handlers.keys import Button, Key
from handlers.replies import PassedOn, UnknownCustomer
from handlers.updates import MediaKind, Subscribed, Unsubscribed
from storage.errands import ErrandKind
from tests.handlers.conftest import Office
from tests.handlers.customers import OTHER, WANG, Phone, a_ticket, errands_of, finishes, status_of, submits
from tests.handlers.test_foresight import PROPERTY
from tickets.customers import ContactKind
from tickets.drafts import DraftStatus
from tickets.notifications import Subject, SubjectKind
from tickets.playbook.policies import QuietHours
from tickets.ticket import Status
from tickets.windows import Opened


@pytest.fixture
def phone(office: Office) -> Phone:
    return Phone(office)


def test_how_far_is_it(office: Office, phone: Phone) -> None:
    a_ticket(office, phone)
    assert "1120-1：正在安排师傅" in phone.says("到哪了")
    assert "已经替您催过" in phone.says("怎么还没来")
    assert "1120-1" in phone.says("1120-1")


def test_nobody_learns_of_anybody_elses_ticket(office: Office, phone: Phone) -> None:
    a_ticket(office, phone)
    other = Phone(office, OTHER)
    assert "没有进行中" in other.says("进度")
    assert "1120-1" not in other.says("1120-1")
    assert "1120-1" not in other.says("1120-1 取消")


def test_a_number_that_is_not_theirs_is_no_word_about_what_is(office: Office, phone: Phone) -> None:
    a_ticket(office, Phone(office, OTHER), "大门口灯不亮，8幢，13900002222")
    ticket_id = a_ticket(office, phone)
    asked = phone.says("1120-1 取消")
    assert asked == "您的报修单是 1120-2。请带上单号再说一次，例如「1120-2 取消」。"
    assert status_of(office, ticket_id) is Status.OPEN
    finishes(office, ticket_id)
    phone.says("1120-1 已解决")
    assert status_of(office, ticket_id) is Status.DONE
    assert "1120-2 已确认完成" in phone.says("1120-2 已解决")


def test_whoever_complains_is_called_about_their_last_matter(office: Office, phone: Phone) -> None:
    a_ticket(office, phone)
    office.passes(hours=2)
    assert phone.says("我要投诉，师傅态度差") == "好的，已通知工作人员，会尽快联系您。"
    last = [each for each in errands_of(office, ErrandKind.TEXT) if each.recipient == "lijing"][-1]
    assert (last.data["telling"], last.subject_kind, last.subject_id) == ("customer_calls", "ticket", 1)


def test_a_report_is_cancelled_before_and_after_it_has_a_number(office: Office, phone: Phone) -> None:
    phone.says("厨房水管漏水，13800001111")
    draft = phone.draft
    assert "已取消" in phone.says("取消")
    assert office.look(lambda uow: uow.drafts.get(draft.id)).status is DraftStatus.DISCARDED
    a_ticket(office, phone)
    assert "1120-1 已取消" in phone.says("不用来了，已经好了")
    assert "没有进行中" in phone.says("进度")


def test_the_visit_is_moved(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    assert "什么时候" in phone.says("能改个时间吗")
    moved = phone.says("明天下午3点")
    assert "改到" in moved
    assert "已转告负责的同事" in moved
    ticket = office.look(lambda uow: uow.tickets.get(ticket_id))
    assert ticket.facts.appointment == "11-21 15:00"


def test_once_whoever_mends_it_is_there_it_is_between_the_two_of_them(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    for button in (Button.CLAIM, Button.ARRIVE):
        office.presses(Key(button, Subject(SubjectKind.TICKET, ticket_id)).pack(), sender="wanggong")
    for words in ("取消", "改到明天下午3点"):
        assert "王师傅已经到现场了，已转告王师傅，请当面跟师傅商量" in phone.says(words)
    assert status_of(office, ticket_id) is Status.ON_SITE
    told = [each.data for each in errands_of(office, ErrandKind.TEXT) if each.recipient == "wanggong"]
    assert [each["words"] for each in told if "words" in each][-2:] == ["取消", "改到明天下午3点"]


def test_who_went_away_for_days_to_get_a_part_is_not_there_any_more(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    for button in (Button.CLAIM, Button.ARRIVE):
        office.presses(Key(button, Subject(SubjectKind.TICKET, ticket_id)).pack(), sender="wanggong")
    office.says("1120-1 等配件 11-23 上午", "wanggong")
    office.passes(days=1)
    assert "改到" in phone.says("11-23我不在家，改到11-24上午")
    assert "已取消" in phone.says("取消")


def test_one_thing_more_is_passed_on(office: Office, phone: Phone) -> None:
    a_ticket(office, phone)
    assert "已转告" in phone.says("门禁密码是8888")
    assert "已转告" in phone.sends(MediaKind.IMAGE)


def test_who_is_not_understood_twice_is_called_by_somebody(office: Office, phone: Phone) -> None:
    assert "没有看懂" in phone.says("老板姓刘")
    assert "已通知工作人员" in phone.says("我说老板姓刘")
    assert [each.recipient for each in errands_of(office, ErrandKind.TEXT)] == ["lijing"]


def test_what_a_customer_does_opens_a_window(office: Office, phone: Phone) -> None:
    office.handle(Subscribed(id="s", sender=WANG, at=office.now))
    phone.says("你好")
    windows = office.look(lambda uow: uow.windows.of("oWang"))
    assert {each.by for each in windows} == {Opened.FOLLOW, Opened.MESSAGE}
    office.handle(Unsubscribed(id="n", sender=WANG, at=office.now))
    assert office.look(lambda uow: uow.windows.of("oWang")) == ()
    assert office.look(lambda uow: uow.customers.whose(ContactKind.OPENID, "oWang")).openid is None


def told(office: Office, whom: str) -> list[str]:
    return [each.data["words"] for each in errands_of(office, ErrandKind.TEXT) if each.recipient == whom]


def test_whoever_presses_again_and_again_is_heard_once_in_a_while(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    office.presses(Key(Button.CLAIM, Subject(SubjectKind.TICKET, ticket_id)).pack(), sender="wanggong")
    for words in ("怎么还没来？", "快点", "师傅怎么还没到", "怎么还没来，我五点要出门"):
        assert "已经替您催过" in phone.says(words)
        office.passes(minutes=2)
    assert told(office, "wanggong") == ["怎么还没来？", "怎么还没来，我五点要出门"]
    office.passes(minutes=30)
    phone.says("快点")
    assert told(office, "wanggong")[2:] == ["快点"]


def test_where_somebody_is_in_danger_a_customers_word_calls_nothing_off(office: Office, phone: Phone) -> None:
    office.desk = structs.replace(office.desk, playbook=PROPERTY)
    phone.says("3幢电梯困人了，13800001111")
    assert "联系您" in phone.says("取消")
    assert phone.draft.status is DraftStatus.OPEN
    assert told(office, PROPERTY.front_desk[0]) == ["取消"]
    ticket_id = submits(office, phone.draft, by=PROPERTY.front_desk[0]).ticket_id
    assert "转告" in phone.says("不用来了")
    assert status_of(office, ticket_id) is Status.OPEN
    assert told(office, PROPERTY.front_desk[0])[-1] == "不用来了"


def test_the_customer_says_that_it_is_solved(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "不客气" in phone.says("谢谢师傅")
    assert status_of(office, ticket_id) is Status.DONE
    assert "已确认完成" in phone.says("已经修好了，谢谢")
    assert status_of(office, ticket_id) is Status.CLOSED


def test_what_waits_for_the_customers_word_is_meant_before_what_was_closed(office: Office, phone: Phone) -> None:
    leak = a_ticket(office, phone)
    finishes(office, leak)
    office.passes(hours=1)
    light = a_ticket(office, phone, "卧室灯不亮，3幢501，13800001111")
    finishes(office, light)
    office.says("1120-2 关闭")
    office.passes(hours=1)
    assert "1120-2" in phone.says("卧室灯还是不亮"), "the words say which one it is"
    finishes(office, light)
    office.says("1120-2 关闭")
    assert "1120-1 已确认完成" in phone.says("已解决")
    assert (status_of(office, leak), status_of(office, light)) == (Status.CLOSED, Status.CLOSED)


def test_the_customer_says_that_it_is_not(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "转回师傅" in phone.says("还是漏")
    assert status_of(office, ticket_id) is Status.CLAIMED


def test_whoever_did_it_is_away_and_somebody_else_is_looked_for(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    office.says("请假", "wanggong")
    assert "会优先重新安排师傅" in phone.says("还是漏")
    assert status_of(office, ticket_id) is Status.OPEN


def test_closed_lately_it_is_the_same_ticket_closed_long_ago_another(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    phone.says("已解决")
    office.passes(days=2)
    assert "转回师傅" in phone.says("厨房又漏水了")
    finishes(office, ticket_id)
    phone.says("已解决")
    office.passes(days=60)
    assert "收到" in phone.says("厨房又漏水了")
    assert phone.draft.after == ticket_id
    again = office.look(lambda uow: uow.tickets.get(submits(office, phone.draft).ticket_id))
    assert again.after == ticket_id


def test_another_trade_is_no_rework(office: Office, phone: Phone) -> None:
    finishes(office, a_ticket(office, phone))
    assert "收到" in phone.says("电梯又停了")


def test_whoever_calls_again_and_again_is_heard_once(office: Office, phone: Phone) -> None:
    phone.says("人工")
    phone.presses("somebody")
    assert len(errands_of(office, ErrandKind.TEXT)) == 1
    office.passes(minutes=11)
    phone.says("转人工")
    assert len(errands_of(office, ErrandKind.TEXT)) == 2


def test_at_night_only_who_waits_at_the_door_hears_of_it(office: Office, phone: Phone) -> None:
    quiet = QuietHours(begins=time(21), ends=time(8))
    office.desk = structs.replace(office.desk, playbook=replace(office.desk.playbook, quiet_hours=quiet))
    ticket_id = a_ticket(office, phone)
    office.passes(hours=13)
    for button in (Button.CLAIM, Button.DEPART, Button.FINISH):
        office.presses(Key(button, Subject(SubjectKind.TICKET, ticket_id)).pack(), sender="wanggong")
        due = {each.data["stage"]: each.not_before - office.now for each in errands_of(office, ErrandKind.PUSH)}
        if button is Button.DEPART:
            assert due == {"travelling": office.desk.capture.quiet}
    assert due["done"] > timedelta(hours=9)


@pytest.mark.parametrize("before", ["出发", "等配件 11-25 上午"])
def test_at_night_who_does_not_wait_at_the_door_hears_in_the_morning_that_somebody_else_comes(
    office: Office, phone: Phone, before: str
) -> None:
    quiet = QuietHours(begins=time(21), ends=time(8))
    office.desk = structs.replace(office.desk, playbook=replace(office.desk.playbook, quiet_hours=quiet))
    ticket_id = a_ticket(office, phone)
    office.passes(hours=13)
    office.presses(Key(Button.CLAIM, Subject(SubjectKind.TICKET, ticket_id)).pack(), sender="wanggong")
    for words in (before, "接不了 车坏了"):
        office.says(f"1120-1 {words}", "wanggong")
    assert status_of(office, ticket_id) is Status.OPEN
    (due,) = (each.not_before - office.now for each in errands_of(office, ErrandKind.PUSH))
    assert (due > timedelta(hours=9)) is (before != "出发")


def test_a_question_that_we_cannot_answer_is_for_a_person_who_gets_a_number_to_call(
    office: Office, phone: Phone
) -> None:
    assert "请留个电话" in phone.says("你们上门要收费吗")
    assert "尽快联系您" in phone.says("13800001111")
    assert [each.data["words"] for each in errands_of(office, ErrandKind.TEXT)] == ["你们上门要收费吗", "13800001111"]
    assert office.look(lambda uow: uow.drafts.open_of(WANG)) == []


def test_whatever_else_is_said_of_the_visit_is_no_report(office: Office, phone: Phone) -> None:
    a_ticket(office, phone)
    for words in ("把电话改成13900002222", "门卡在物业前台", "来之前打我电话"):
        assert "已转告" in phone.says(words)


def test_an_unclear_word_about_the_work_is_asked_about(office: Office, phone: Phone) -> None:
    finishes(office, a_ticket(office, phone))
    assert "修好了吗" in phone.says("没有")
    assert "已确认完成" in phone.says("可以了，谢谢")


def test_the_front_desk_answers_and_nobody_else(office: Office, phone: Phone) -> None:
    phone.says("你们上门要收费吗")
    (told,) = errands_of(office, ErrandKind.TEXT)
    assert told.data["by"] == "customer:1"
    assert isinstance(office.says("回复客户 1 上门不收费，换配件按价目表").reply, PassedOn)
    (errand,) = errands_of(office, ErrandKind.ANSWER)
    assert errand.data == {"customer": 1, "words": "上门不收费，换配件按价目表", "by": "lijing"}
    office.says("回复客户 1 我来说两句", "zhaogong")
    assert len(errands_of(office, ErrandKind.ANSWER)) == 1
    assert isinstance(office.says("回复客户 7 您好").reply, UnknownCustomer)


def test_a_second_question_is_heard_too(office: Office, phone: Phone) -> None:
    phone.says("你们上门要收费吗")
    phone.says("那换个水龙头多少钱")
    assert [each.data["words"] for each in errands_of(office, ErrandKind.TEXT)] == [
        "你们上门要收费吗",
        "那换个水龙头多少钱",
    ]


def stars_of(office: Office, ticket_id: int) -> list[tuple[int | None, str]]:
    return [(each.stars, each.words) for each in office.look(lambda uow: uow.ratings.of_ticket(ticket_id)) if each.at]


@pytest.mark.parametrize(
    ("said", "stars", "words"), [("5星", 5, ""), ("给四星，来得快", 4, "来得快"), ("五星好评", 5, "")]
)
def test_the_customer_gives_stars_with_which_it_is_solved(
    office: Office, phone: Phone, said: str, stars: int, words: str
) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "谢谢您的评价" in phone.says(said)
    assert status_of(office, ticket_id) is Status.CLOSED
    assert stars_of(office, ticket_id) == [(stars, words)]


def test_few_stars_are_no_word_that_it_is_solved(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "解决" in phone.says("2星 太慢了")
    assert status_of(office, ticket_id) is Status.DONE
    assert stars_of(office, ticket_id) == [(2, "太慢了")]


def test_stars_may_come_later_and_the_last_ones_count(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "打个分" in phone.says("已解决")
    assert "谢谢您的评价" in phone.says("3星")
    assert "谢谢您的评价" in phone.says("5星")
    assert stars_of(office, ticket_id) == [(5, "")]
