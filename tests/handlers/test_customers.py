"""What a customer reports in WeChat, on a real database, without the edge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from handlers.context import Context
from handlers.keys import Button, Key
from handlers.timers import fire
from handlers.updates import MediaKind
from storage.errands import ErrandKind
from storage.inbox import Outcome
from tests.handlers.conftest import Office
from tests.handlers.customers import WANG, Phone, a_ticket, errands_of, submits
from tickets.customers import ContactKind, PlaceCode
from tickets.fields import FieldName
from tickets.notifications import Subject, SubjectKind
from tickets.playbook.values import Source


@pytest.fixture
def phone(office: Office) -> Phone:
    return Phone(office)


def test_one_question_at_a_time_until_all_is_known(phone: Phone) -> None:
    assert "收到：厨房水管漏水" in (said := phone.says("厨房水管漏水了"))
    assert "电话" in said
    assert "核对" in phone.says("13800001111")
    assert phone.draft.value(FieldName.PHONE) == "13800001111"
    assert phone.draft.source is Source.WECHAT


@pytest.mark.parametrize("words", ["不方便留电话", "没有电话", "不想留", "微信联系就行"])
def test_whoever_leaves_no_number_is_not_asked_again_as_if_nobody_understood(phone: Phone, words: str) -> None:
    assert "留个电话" in phone.says("厨房水管漏水，3幢501")
    said = phone.says(words)
    assert "不留电话也可以" in said
    assert "没太看明白" not in said


def test_nor_later_and_the_front_desk_sees_it_at_once(office: Office, phone: Phone) -> None:
    phone.says("厨房水管漏水，3幢501")
    phone.says("没有电话")
    shown = min(each.not_before for each in errands_of(office, ErrandKind.CARD))
    assert shown - office.now <= office.desk.capture.quiet, "nothing more is to come"
    for words in ("我回来了", "在4幢楼下等", "又漏了"):
        office.passes(seconds=40)
        assert "电话" not in phone.says(words)
    office.passes(seconds=40)
    assert "核对" in phone.says("13800001111"), "and if it comes, it counts"
    assert phone.draft.value(FieldName.PHONE) == "13800001111"


def test_a_telephone_that_is_out_of_order_is_no_such_answer(phone: Phone) -> None:
    assert "留个电话" in phone.says("办公室没电话信号，3幢501")


@pytest.mark.parametrize("words", ["门禁密码1234", "电话改成13900002222", "还有水龙头也坏了"])
def test_whatever_is_added_at_once_is_answered(phone: Phone, words: str) -> None:
    phone.says("厨房水管漏水，3幢501，13800001111")
    assert phone.says(words) != ""


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


def test_a_voice_that_nobody_has_recognised_was_not_in_vain(phone: Phone) -> None:
    """They have said it: to be asked to say it would bring the next voice."""
    said = phone.sends(MediaKind.VOICE)
    assert "语音收到了" in said
    assert "打字" in said
    phone.says("厨房水管漏水")
    assert "语音" not in phone.says("3幢501")


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


@pytest.mark.parametrize("words", ["你们在吗？", "有人在吗", "请问在不在", "你们还在吗"])
def test_whether_anybody_is_there_is_answered_and_calls_nobody(office: Office, phone: Phone, words: str) -> None:
    assert "您好" in phone.says(words)
    assert errands_of(office, ErrandKind.TEXT) == []


@pytest.mark.parametrize("words", ["客服在吗", "人工在吗"])
def test_whoever_asks_for_the_front_desk_by_name_gets_it(office: Office, phone: Phone, words: str) -> None:
    assert "已通知工作人员" in phone.says(words)
    assert errands_of(office, ErrandKind.TEXT) != []


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


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("一楼到三楼咯噔响", "钱江新城3幢西侧"),
        ("电梯在5楼不动了", "钱江新城3幢西侧"),
        ("银泰城B座电梯门关不上", "银泰城B座"),
        ("锦绣花园5栋电梯门关不上", "锦绣花园5栋"),
    ],
)
def test_only_the_name_of_another_place_goes_before_the_code(office: Office, phone: Phone, said: str, where: str):
    with office.database.unit_of_work("demo") as uow:
        uow.place_codes.save(PlaceCode(scene="lift-3", address="钱江新城3幢西侧", device="3号客梯", serial="HR2025"))
    phone.scans("lift-3")
    phone.says(said)
    assert phone.draft.value(FieldName.ADDRESS) == where
    assert phone.draft.value(FieldName.DEVICE) == "3号客梯"
    assert phone.draft.value(FieldName.CATEGORY) == "电梯", "whatever is wrong with it"


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


def test_another_report_is_another_draft_and_the_number_is_known_by_then(office: Office, phone: Phone) -> None:
    a_ticket(office, phone)
    office.passes(minutes=20)
    assert "收到：客厅的灯也不亮了。我们核对" in phone.says("客厅的灯也不亮了")
    assert phone.draft.value(FieldName.PHONE) == "13800001111"


def test_a_customers_report_is_never_just_forgotten(office: Office, phone: Phone) -> None:
    phone.says("厨房水管漏水，13800001111")
    for _ in range(2):
        office.passes(days=2)
        for timer in office.look(lambda uow: uow.timers.due(office.now)):
            with office.database.unit_of_work("demo") as uow:
                fire(Context(uow, office.desk, office.now), timer)
    told = [(each.recipient, each.data["telling"]) for each in errands_of(office, ErrandKind.TEXT)]
    assert told == [("lijing", "draft_remind"), ("lijing", "draft_expired"), ("zhouzong", "draft_expired")]


def test_a_report_is_one_however_impatient(phone: Phone) -> None:
    assert "收到" in phone.says("师傅你好，我这边厕所堵了，水都漫出来了，麻烦快点")


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


def test_of_the_front_desk_the_first_to_press_has_it(office: Office, phone: Phone) -> None:
    both = replace(office.desk.playbook.roles, desk=("lijing", "zhouzong"))
    office.desk = structs.replace(office.desk, playbook=replace(office.desk.playbook, roles=both))
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


def test_whoever_floods_us_is_told_once_and_calls_nobody(office: Office, phone: Phone) -> None:
    for _ in range(60):
        phone.says("在吗在吗，人工")
    before = len(errands_of(office, ErrandKind.TEXT))
    office.passes(seconds=1)
    assert "看不过来" in phone.says("你们在哪里？")
    office.passes(seconds=1)
    assert phone.says("人工") == ""
    assert len(errands_of(office, ErrandKind.TEXT)) == before

    office.passes(minutes=61)
    assert phone.says("厨房水管漏水，3幢501，13800001111") != ""
    assert phone.draft.fields["fault"].value
