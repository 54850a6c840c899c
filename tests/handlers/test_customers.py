"""What a customer says in WeChat, on a real database, without the edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot import customer_texts
from handlers.context import Context
from handlers.keys import Button, Key
from handlers.replies import PassedOn, UnknownCustomer
from handlers.timers import fire
from handlers.updates import MediaKind, MenuClick, Scanned, Subscribed, Unsubscribed
from storage.inbox import Outcome
from storage.outbox import ErrandKind
from storage.schema import errand
from tests.handlers.conftest import Office
from tickets.customers import ContactKind, PlaceCode
from tickets.drafts import Draft, DraftStatus
from tickets.fields import FieldName
from tickets.notifications import Subject, SubjectKind
from tickets.playbook.values import QuietHours, Source
from tickets.senders import customer
from tickets.ticket import Status
from tickets.windows import Opened

WANG = customer("oWang")
OTHER = customer("oOther")


class Phone:
    """A customer's."""

    def __init__(self, office: Office, sender: str = WANG) -> None:
        self.office, self.sender = office, sender

    def says(self, text: str) -> str:
        answer = self.office.says(text, self.sender)
        return self._shown(answer)

    def sends(self, kind: MediaKind, text: str | None = None) -> str:
        return self._shown(self.office.sends(kind, self.sender, text))

    def shares(self, label: str) -> str:
        return self._shown(self.office.shares(label, self.sender))

    def scans(self, scene: str) -> str:
        return self._shown(
            self.office.handle(Scanned(id=self.office._id(), sender=self.sender, at=self.office.now, scene=scene))
        )

    def presses(self, key: str) -> str:
        return self._shown(
            self.office.handle(MenuClick(id=self.office._id(), sender=self.sender, at=self.office.now, key=key))
        )

    @property
    def draft(self) -> Draft:
        (draft,) = self.office.look(lambda uow: uow.drafts.open_of(self.sender))
        return draft

    def _shown(self, answer) -> str:
        return customer_texts.reply(answer.reply, self.office.desk.playbook) if answer.reply else ""


@pytest.fixture
def phone(office: Office) -> Phone:
    return Phone(office)


def submits(office: Office, draft: Draft, by: str = "lijing"):
    key = Key(Button.SUBMIT, Subject(SubjectKind.DRAFT, draft.id)).pack()
    return office.presses(key, sender=by)


def a_ticket(office: Office, phone: Phone, report: str = "厨房水管漏水，3幢501，13800001111"):
    phone.says(report)
    return submits(office, phone.draft).ticket_id


def errands_of(office: Office, kind: ErrandKind) -> list:
    return office.look(lambda uow: uow.connection.execute(errand.select().where(errand.c.kind == kind.value)).all())


def test_one_question_at_a_time_until_all_is_known(phone: Phone) -> None:
    assert "收到：厨房水管漏水" in (said := phone.says("厨房水管漏水了"))
    assert "电话" in said
    assert "核对" in phone.says("13800001111")
    assert phone.draft.value(FieldName.PHONE) == "13800001111"
    assert phone.draft.source is Source.WECHAT


def test_what_is_known_is_not_asked(phone: Phone) -> None:
    assert "?" not in (said := phone.says("3幢501厨房水管漏水，电话13800001111"))
    assert "核对" in said


def test_a_picture_is_asked_about_once(phone: Phone) -> None:
    assert "哪里坏了" in phone.sends(MediaKind.IMAGE)
    assert phone.sends(MediaKind.IMAGE) == ""
    assert "电话" in phone.says("水龙头一直滴水")
    assert phone.draft.pictures == 2


def test_what_wechat_recognised_in_a_voice_counts_as_said(phone: Phone) -> None:
    assert "收到：厨房水管漏水" in phone.sends(MediaKind.VOICE, "厨房水管漏水")


def test_a_shared_place_is_the_address(phone: Phone) -> None:
    phone.says("厨房水管漏水")
    phone.shares("钱江新城3幢")
    assert phone.draft.value(FieldName.ADDRESS) == "钱江新城3幢"


def test_the_customers_correction_counts(phone: Phone) -> None:
    phone.says("厨房水管漏水 13800001111")
    phone.says("电话 13900002222")
    assert phone.draft.value(FieldName.PHONE) == "13900002222"


def test_chatter_is_answered_once_and_opens_nothing(phone: Phone) -> None:
    assert "您好" in phone.says("你好")
    assert phone.says("在吗") == ""
    assert phone.office.look(lambda uow: uow.drafts.open_of(WANG)) == []


def test_after_the_word_for_it_whatever_is_said_is_the_report(phone: Phone) -> None:
    assert "哪里坏了" in phone.says("报修")
    assert "收到：那个东西又那样了" in phone.says("那个东西又那样了")


def test_a_scanned_code_says_which_device_and_where(office: Office, phone: Phone) -> None:
    with office.database.unit_of_work("demo") as uow:
        uow.place_codes.save(PlaceCode(scene="lift-3", address="钱江新城3幢", device="3号客梯", serial="HR2025"))
    assert "钱江新城3幢，3号客梯" in phone.scans("lift-3")
    assert "电话" in phone.says("门关不上")
    draft = phone.draft
    assert (draft.source, draft.value(FieldName.SERIAL)) == (Source.QR, "HR2025")
    assert draft.value(FieldName.ADDRESS) == "钱江新城3幢"


def test_a_code_scanned_later_belongs_to_the_report_that_was_begun(office: Office, phone: Phone) -> None:
    with office.database.unit_of_work("demo") as uow:
        uow.place_codes.save(PlaceCode(scene="lift-3", address="钱江新城3幢", device="3号客梯"))
    phone.says("电梯门关不上")
    assert "电话" in phone.scans("lift-3")
    assert phone.draft.value(FieldName.ADDRESS) == "钱江新城3幢"


def test_a_code_that_nobody_knows_is_a_welcome(phone: Phone) -> None:
    assert "您好" in phone.scans("gone")


def test_the_menu_does_what_its_words_do(office: Office, phone: Phone) -> None:
    assert "哪里坏了" in phone.presses("report")
    assert "没有进行中" in phone.presses("mine")
    assert "工作人员" in phone.presses("somebody")
    (told,) = errands_of(office, ErrandKind.TEXT)
    assert (told.recipient, told.data["telling"]) == ("lijing", "customer_calls")


def test_the_front_desk_sees_it_when_it_is_complete(office: Office, phone: Phone) -> None:
    phone.says("厨房水管漏水")
    (card,) = errands_of(office, ErrandKind.CARD)
    assert (card.recipient, card.not_before - office.now) == ("lijing", office.desk.capture.show_after)
    phone.says("13800001111")
    (card,) = errands_of(office, ErrandKind.CARD)
    assert card.not_before - office.now == office.desk.capture.quiet


def test_whoever_of_the_front_desk_submits_is_the_reporter(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    ticket = office.look(lambda uow: uow.tickets.get(ticket_id))
    assert (ticket.reporter, ticket.source) == ("lijing", Source.WECHAT)
    (followed,) = office.look(lambda uow: uow.customers.subscribers(ticket_id))
    mine = office.look(lambda uow: uow.customers.whose(ContactKind.OPENID, "oWang"))
    assert followed.customer_id == mine.id
    (push,) = errands_of(office, ErrandKind.PUSH)
    assert push.data == {"customer": mine.id, "stage": "reported"}


def test_nobody_else_may_press_on_it(office: Office, phone: Phone) -> None:
    phone.says("厨房水管漏水，13800001111")
    assert submits(office, phone.draft, by="zhaogong").outcome is Outcome.REFUSED


def test_the_front_desk_answers_for_what_it_lacks(office: Office, phone: Phone) -> None:
    phone.says("厨房水管漏水")
    assert submits(office, phone.draft).outcome is Outcome.ASKED
    office.says("13800001111")
    assert phone.draft.value(FieldName.PHONE) == "13800001111"
    assert submits(office, phone.draft).outcome is Outcome.TICKET


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
    assert "改到" in phone.says("明天下午3点")
    ticket = office.look(lambda uow: uow.tickets.get(ticket_id))
    assert ticket.facts.appointment == "11-21 15:00"


def test_one_thing_more_is_passed_on(office: Office, phone: Phone) -> None:
    a_ticket(office, phone)
    assert "已转告" in phone.says("门禁密码是8888")
    assert "已转告" in phone.sends(MediaKind.IMAGE)


def test_another_report_is_another_draft_and_the_number_is_known_by_then(office: Office, phone: Phone) -> None:
    a_ticket(office, phone)
    office.passes(minutes=20)
    assert "收到：客厅的灯也不亮了。我们核对" in phone.says("客厅的灯也不亮了")
    assert phone.draft.value(FieldName.PHONE) == "13800001111"


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


def finishes(office: Office, ticket_id: int) -> None:
    for button in (Button.CLAIM, Button.ARRIVE, Button.FINISH):
        office.presses(Key(button, Subject(SubjectKind.TICKET, ticket_id)).pack(), sender="wanggong")


def status_of(office: Office, ticket_id: int) -> Status:
    return office.look(lambda uow: uow.tickets.get(ticket_id)).status


def test_the_customer_says_that_it_is_solved(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "不客气" in phone.says("谢谢师傅")
    assert status_of(office, ticket_id) is Status.DONE
    assert "已确认完成" in phone.says("已经修好了，谢谢")
    assert status_of(office, ticket_id) is Status.CLOSED


def test_the_customer_says_that_it_is_not(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "转回师傅" in phone.says("还是漏")
    assert status_of(office, ticket_id) is Status.CLAIMED


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


def test_a_customers_report_is_never_just_forgotten(office: Office, phone: Phone) -> None:
    phone.says("厨房水管漏水，13800001111")
    for _ in range(2):
        office.passes(days=2)
        for timer in office.look(lambda uow: uow.timers.due(office.now)):
            with office.database.unit_of_work("demo") as uow:
                fire(Context(uow, office.desk, office.now), timer)
    told = [(each.recipient, each.data["telling"]) for each in errands_of(office, ErrandKind.TEXT)]
    assert told == [("lijing", "draft_remind"), ("lijing", "draft_expired"), ("zhouzong", "draft_expired")]


def test_at_night_only_who_waits_at_the_door_hears_of_it(office: Office, phone: Phone) -> None:
    quiet = QuietHours(begins=time(21), ends=time(8))
    office.desk = replace(office.desk, playbook=replace(office.desk.playbook, quiet_hours=quiet))
    ticket_id = a_ticket(office, phone)
    office.passes(hours=13)
    for button in (Button.CLAIM, Button.DEPART, Button.FINISH):
        office.presses(Key(button, Subject(SubjectKind.TICKET, ticket_id)).pack(), sender="wanggong")
        due = {each.data["stage"]: each.not_before - office.now for each in errands_of(office, ErrandKind.PUSH)}
        if button is Button.DEPART:
            assert due == {"travelling": office.desk.capture.quiet}
    assert due["done"] > timedelta(hours=9)


def test_a_report_is_one_however_impatient(phone: Phone) -> None:
    assert "收到" in phone.says("师傅你好，我这边厕所堵了，水都漫出来了，麻烦快点")


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


@pytest.mark.parametrize(
    "report",
    [
        "燃气灶没开也闻到臭鸡蛋味道，我把阀门关了，金星北路嘉园小区4栋，老人在家",
        "保险柜密码输对了也打不开",
        "钥匙断在门锁里了",
    ],
)
def test_a_report_is_not_taken_for_a_word_about_the_visit(office: Office, phone: Phone, report: str) -> None:
    a_ticket(office, phone)
    phone.says(report)
    assert phone.draft.text == report


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


def test_of_the_front_desk_the_first_to_press_has_it(office: Office, phone: Phone) -> None:
    both = replace(office.desk.playbook.roles, desk=("lijing", "zhouzong"))
    office.desk = replace(office.desk, playbook=replace(office.desk.playbook, roles=both))
    phone.says("厨房水管漏水")
    cards = errands_of(office, ErrandKind.CARD)
    assert [each.recipient for each in cards] == ["lijing", "zhouzong"]
    draft = Subject(SubjectKind.DRAFT, phone.draft.id)
    office.presses(Key(Button.CHANGE, draft).pack(), sender="zhouzong")
    office.says("电话 13800001111", "zhouzong")
    assert phone.draft.keeper == "zhouzong"
    ticket_id = submits(office, phone.draft, by="zhouzong").ticket_id
    assert office.look(lambda uow: uow.tickets.get(ticket_id)).reporter == "zhouzong"
    office.presses(Key(Button.SUBMIT, draft).pack(), sender="lijing")
    assert office.look(lambda uow: len(uow.reports.ticket_ids(10))) == 1
