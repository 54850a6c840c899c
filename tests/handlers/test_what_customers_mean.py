"""What cannot be undone is done for a customer where they say just that; what only sounds like it is for a person."""

from __future__ import annotations

import pytest

from handlers.updates import MediaKind
from storage.errands import ErrandKind
from tests.handlers.conftest import Office
from tests.handlers.customers import Phone, a_ticket, errands_of, finishes, status_of
from tickets.notifications import Subject, SubjectKind
from tickets.ticket import Status


@pytest.fixture
def phone(office: Office) -> Phone:
    return Phone(office)


@pytest.mark.parametrize(
    "words",
    [
        "取消",
        "不用来了",
        "谢谢，不用来了，自己修好了",
        "已经不漏了，不用来了",
        "不用来了谢谢师傅",
        "那就不用派师傅来了吧",
        "不想修了",
        "不好意思，取消吧",
    ],
)
def test_it_is_called_off(office: Office, phone: Phone, words: str) -> None:
    ticket_id = a_ticket(office, phone)
    assert "已取消" in phone.says(words)
    assert status_of(office, ticket_id) is Status.CANCELLED


@pytest.mark.parametrize(
    "words",
    [
        "今天不用来了，明天下午来吧",
        "今天不用来，改天再约",
        "明天不用来，后天来",
        "不要来了，家里没人，周末再来",
        "请不要来电话，发微信就行",
        "不要来太早",
        "不用上门这么早，十点以后来",
        "不用修水管，修马桶就行",
        "不用修那么好，能用就行",
        "麻烦明天再来，今天不用来了",
    ],
)
def test_another_time_or_another_way_calls_nothing_off(office: Office, phone: Phone, words: str) -> None:
    ticket_id = a_ticket(office, phone)
    phone.says(words)
    assert status_of(office, ticket_id) is Status.OPEN


@pytest.mark.parametrize(
    "words",
    [
        "没修好",
        "还在漏",
        "又坏了",
        "还是不行",
        "不行，还漏",
        "还是老样子",
        "修了跟没修一样",
        "怎么还在漏？",
        "又停水了",
    ],
)
def test_it_is_not_solved(office: Office, phone: Phone, words: str) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "没有修好" in phone.says(words)
    assert status_of(office, ticket_id) is Status.CLAIMED


@pytest.mark.parametrize(
    "words",
    [
        "还是很满意的，谢谢",
        "还是挺好的",
        "师傅人还是不错的",
        "又麻烦你们了，谢谢",
        "又来打扰了，能开发票吗",
        "发票还在开吗？",
        "师傅还在吗",
        "没有解决不了的问题，师傅厉害",
        "水压还是小",
    ],
)
def test_praise_and_questions_send_nobody_again(office: Office, phone: Phone, words: str) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    phone.says(words)
    assert status_of(office, ticket_id) is Status.DONE


@pytest.mark.parametrize("words", ["已解决", "嗯 好了", "修好了，师傅很专业", "可以了，谢谢"])
def test_it_is_solved(office: Office, phone: Phone, words: str) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "已确认完成" in phone.says(words)


@pytest.mark.parametrize(
    ("words", "then"),
    [("是的", Status.CLOSED), ("好了", Status.CLOSED), ("没有", Status.CLAIMED), ("还没", Status.CLAIMED)],
)
def test_a_short_answer_to_the_question_whether_it_is_solved_is_understood(
    office: Office, phone: Phone, words: str, then: Status
) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "修好了吗" in phone.says("晚上再看看")
    phone.says(words)
    assert status_of(office, ticket_id) is then


@pytest.mark.parametrize("kind", [MediaKind.IMAGE, MediaKind.VOICE, MediaKind.VIDEO])
def test_what_is_shown_after_the_work_is_about_the_work(office: Office, phone: Phone, kind: MediaKind) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "修好了吗" in phone.sends(kind)
    assert phone.sends(kind) == "", "several in a row are answered once"
    assert office.look(lambda uow: uow.drafts.open_of(phone.sender)) == []
    assert (
        len(office.look(lambda uow: uow.attachments.of_others(Subject(SubjectKind.TICKET, ticket_id), "wanggong"))) == 2
    )
    phone.says("没有")
    assert status_of(office, ticket_id) is Status.CLAIMED


def test_whoever_was_asked_what_is_wrong_shows_something_else(office: Office, phone: Phone) -> None:
    finishes(office, a_ticket(office, phone))
    phone.says("报修")
    assert "哪里坏了" in phone.sends(MediaKind.IMAGE)


def test_out_of_the_blue_it_answers_nothing(office: Office, phone: Phone) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    assert "修好了吗" in phone.says("没有")
    assert status_of(office, ticket_id) is Status.DONE


@pytest.mark.parametrize("words", ["很不满意，师傅态度差", "我要退款", "换个师傅", "师傅态度太差了", "我要投诉"])
def test_a_complaint_is_for_a_person_also_after_somebody_was_called(office: Office, phone: Phone, words: str) -> None:
    finishes(office, a_ticket(office, phone))
    phone.says("人工")
    before = len(errands_of(office, ErrandKind.TEXT))
    assert "已通知工作人员" in phone.says(words)
    assert len(errands_of(office, ErrandKind.TEXT)) > before


def test_few_stars_with_a_complaint_are_stars(office: Office, phone: Phone) -> None:
    finishes(office, a_ticket(office, phone))
    assert "修好了吗" in phone.says("1星 不满意")


@pytest.mark.parametrize("words", ["师傅人还是不错的", "给师傅一个大大的赞", "基本满意"])
def test_praise_opens_no_report(office: Office, phone: Phone, words: str) -> None:
    finishes(office, a_ticket(office, phone))
    assert "修好了吗" in phone.says(words)


@pytest.mark.parametrize("words", ["修好了，师傅又走了", "好了，师傅没收钱吧"])
def test_what_is_said_besides_is_not_passed_over(office: Office, phone: Phone, words: str) -> None:
    ticket_id = a_ticket(office, phone)
    finishes(office, ticket_id)
    phone.says(words)
    assert status_of(office, ticket_id) is Status.DONE
