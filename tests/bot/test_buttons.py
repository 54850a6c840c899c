from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards.buttons import LABELS, buttons_for, menu_for
from bot.cards.forms import form_card
from bot.cards.tickets import View, ticket_card
from handlers.actions import ON_TICKET
from handlers.keys import Button
from tests.tickets.samples import NOW, a_lived_ticket, a_ticket, minimal_playbook
from tickets.fields import Facts
from tickets.playbook.conditions import All
from tickets.playbook.values import Group, OwnField, Person, Priority, Rule, TicketType
from tickets.staffing import DAY_OVER, Availability, Staffing
from tickets.ticket import Declined, Status, Ticket

VALVE = TicketType(key="general", name="报修", causes=("老化", "人为"), remedies=("换阀门", "换垫圈"))
PLAYBOOK = replace(minimal_playbook(), types=(VALVE,))
FORMS = (Button.WAIT, Button.FINISH, Button.TRANSFER, Button.DECLINE, Button.CANCEL)


def wangs(status: Status = Status.CLAIMED, **changes: object) -> Ticket:
    ticket = a_ticket(id=5, status=status, assignee="wanggong", followers=("sunban", "zhaogong"))
    return replace(ticket, **changes)  # type: ignore[arg-type]  # a test's shorthand


def labels(ticket: Ticket, member: str) -> list[str]:
    return [button.text for button in buttons_for(ticket, member, PLAYBOOK)]


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (Status.CLAIMED, ["出发", "到场", "等待…", "完工"]),
        (Status.TRAVELLING, ["到场", "等待…", "完工"]),
        (Status.ON_SITE, ["完工", "等待…"]),
        (Status.DONE, []),
        (Status.CANCELLED, []),
    ],
)
def test_whoever_has_it_is_shown_what_comes_next_first(status: Status, shown: list[str]) -> None:
    assert labels(wangs(status), "wanggong") == shown


def test_whoever_has_it_can_look_again_at_what_others_sent() -> None:
    shown = buttons_for(wangs(Status.ON_SITE), "wanggong", PLAYBOOK, {"image": 2})
    assert [button.text for button in shown] == ["完工", "等待…", "看照片"]
    assert "看照片" not in [each.text for each in buttons_for(wangs(Status.DONE), "wanggong", PLAYBOOK, {"image": 2})]


def test_who_waits_can_go_on() -> None:
    assert labels(a_lived_ticket(assignee="wanggong", group="repair"), "wanggong") == ["继续", "完工", "等待…"]


def test_what_is_rare_is_in_the_menu_of_whoever_has_it() -> None:
    menu = menu_for(wangs(), "wanggong", PLAYBOOK)
    assert menu is not None
    assert [entry.text for entry in menu.entries] == ["转派…", "升级", "接不了…"]
    leads = menu_for(wangs(), "sunban", PLAYBOOK)
    assert leads is not None
    assert [entry.text for entry in leads.entries] == ["升级"]


def test_whoever_is_asked_can_say_yes_or_no() -> None:
    assert labels(a_ticket(id=5, asked=("wanggong",)), "wanggong")[:2] == ["接单", "接不了…"]


def test_whoever_is_called_in_can_take_it_over() -> None:
    assert labels(wangs(asked=("zhaogong",)), "zhaogong")[:2] == ["接单", "接不了…"]


def test_whoever_leads_can_hand_it_over_raise_it_and_cancel_it() -> None:
    assert labels(wangs(), "sunban") == ["转派…", "提级", "取消工单…"]
    assert labels(wangs(Status.DONE), "sunban") == ["客户说好了，关单", "返工"]
    assert "提级" not in labels(wangs(priority=Priority.URGENT), "sunban")


def test_whoever_leads_sees_the_same_whether_asked_or_not_so_that_no_code_is_spent_on_it() -> None:
    asked, not_asked = a_ticket(id=5, asked=("sunban",)), a_ticket(id=5, asked=("wanggong",), followers=("sunban",))
    assert labels(asked, "sunban") == labels(not_asked, "sunban") == ["接单", "转派…", "提级", "取消工单…"]
    drawn = [ticket_card(View(each, "sunban", PLAYBOOK, NOW, {})).wire for each in (asked, not_asked)]
    assert drawn[0] == drawn[1]


def test_somebody_else_has_nothing_to_press() -> None:
    assert labels(wangs(), "zhaogong") == []
    assert labels(a_ticket(id=5, asked=("wanggong",), declined=(Declined(by="zhaogong", why="far"),)), "zhaogong") == []


def test_no_card_has_more_buttons_than_wecom_shows() -> None:
    leads_and_is_asked = a_ticket(id=5, asked=("sunban",))
    for ticket in (leads_and_is_asked, wangs(assignee="sunban", reminded_at=NOW)):
        assert 0 < len(labels(ticket, "sunban")) <= 6
        assert ticket_card(View(ticket, "sunban", PLAYBOOK, NOW, {"image": 1})).wire


def test_every_button_does_something() -> None:
    assert set(LABELS) == set(ON_TICKET)


@pytest.mark.parametrize("button", FORMS)
def test_a_form_can_be_sent_and_leads_back(button: Button) -> None:
    member = "sunban" if button is Button.CANCEL else "wanggong"
    wire = form_card(button, wangs(), member, PLAYBOOK, NOW, Staffing())
    assert wire is not None
    assert "返回" in str(wire)
    assert wire["submit_button"]["key"] == f"{button}:ticket:5"


@pytest.mark.parametrize("button", FORMS)
def test_there_is_no_form_for_what_cannot_be_done_any_more(button: Button) -> None:
    assert form_card(button, wangs(Status.CLOSED), "wanggong", PLAYBOOK, NOW, Staffing()) is None


def test_a_number_told_in_a_field_of_the_business_own_is_for_whoever_has_the_job_alone() -> None:
    gate = OwnField(key="gate", label="门卫电话", question="门卫电话是多少？")
    book = replace(PLAYBOOK, own_fields={"gate": gate})
    ticket = wangs(facts=Facts(fault="漏水", extra=(("gate", "13900002222"),)))
    shown = {member: str(ticket_card(View(ticket, member, book, NOW, {})).wire) for member in ("wanggong", "sunban")}
    assert "13900002222" in shown["wanggong"]
    assert "13900002222" not in shown["sunban"]


def test_where_nobody_may_wait_until_the_next_part_of_the_day_the_longest_wait_can_be_picked() -> None:
    wire = form_card(
        Button.WAIT, wangs(), "wanggong", replace(PLAYBOOK, longest_wait=timedelta(minutes=90)), NOW, Staffing()
    )
    assert wire is not None
    (ends,) = (each for each in wire["select_list"] if each["question_key"] == "until")
    assert [option["text"] for option in ends["option_list"]] == ["最久 11-20 10:30"]


def test_what_was_wrong_and_what_was_done_is_picked_from_the_playbooks_choices() -> None:
    wire = form_card(Button.FINISH, wangs(), "wanggong", PLAYBOOK, NOW, Staffing())
    assert wire is not None
    asked = {each["title"]: [option["text"] for option in each["option_list"]] for each in wire["select_list"]}
    assert asked == {
        "原因": ["请选择", "老化", "人为", "没有合适的", "还没完，返回"],
        "怎么处理的": ["请选择", "换阀门", "换垫圈", "没有合适的", "还没完，返回"],
    }


def test_who_is_away_can_be_chosen_but_is_marked_and_who_has_left_is_not_offered() -> None:
    away = Availability(away=True, since=NOW)
    asked = wangs(assignee=None, status=Status.OPEN)
    for staff, shown in (
        (Staffing(said={"wanggong": away}), "王工（请假）"),
        (Staffing(said={"wanggong": replace(away, why=DAY_OVER)}), "王工（下班）"),
        (Staffing(), "王工"),
    ):
        wire = form_card(Button.TRANSFER, asked, "sunban", PLAYBOOK, NOW, staff)
        assert wire is not None
        assert shown in [option["text"] for option in wire["checkbox"]["option_list"]]
    wire = form_card(Button.TRANSFER, asked, "sunban", PLAYBOOK, NOW, Staffing(gone=frozenset({"wanggong"})))
    assert "王工" not in str(wire)


def test_a_ticket_is_handed_to_technicians_of_the_group_then_to_others_who_are_able() -> None:
    people = {
        userid: Person(userid=userid, name=userid, skills=frozenset(skills.split()))
        for userid, skills in {"a1": "", "b1": "奥的斯认证", "b2": "", "leads": "", "desk": "奥的斯认证"}.items()
    }
    groups = {
        "a": Group(key="a", name="A 班", members=("wanggong", "a1"), leader="leads"),
        "b": Group(key="b", name="B 班", members=("b1", "b2"), leader="leads"),
    }
    rule = Rule(name="电梯要有证", when=All(), skills=frozenset({"奥的斯认证"}))
    book = replace(PLAYBOOK, people={**PLAYBOOK.people, **people}, groups=groups, rules=(rule,))
    wire = form_card(Button.TRANSFER, wangs(group="a", rule="电梯要有证"), "leads", book, NOW, Staffing())
    assert wire is not None
    names = [option["text"] for option in wire["checkbox"]["option_list"]]
    assert names == ["a1", "b1 · B 班", "leads · A 班", "不了，返回"]
