"""A member has a customer as a contact of WeCom: when nothing else reaches them, staff hears whom to ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.channels import several
from bot.chores import contacts
from emulator.api.errors import ApiError
from emulator.stores.external import ExternalContacts, Relation
from emulator.switches import Outage
from emulator.wechat.person import CustomerPerson
from storage.errands import Errand, ErrandKind
from storage.schema import errand, inbox, wecom_contact
from tests.scenarios.conftest import PATIENCE, Desk
from tests.scenarios.customer_stories import a_draft, takes
from tests.scenarios.stories import Cards, submitted
from tickets.customers import ContactKind, Customer, Proof

LANDLINE = "0571-88886666"
HIS = "孙班长 加了客户的企业微信，可以在那里找。"


async def reports(desk: Desk, wang: CustomerPerson) -> Cards:
    """With a number to which no text message goes."""
    cards = await submitted(desk, await a_draft(desk, wang, phone=LANDLINE))
    await desk.passes(seconds=2)
    await wang.sees_text("已受理")
    return cards


async def told_that_nothing_reaches_them(desk: Desk, wang: CustomerPerson, cards: Cards) -> list[str]:
    await wang.unfollows()
    await takes(desk, cards)
    return [await each.hears("1120-1", "现在收不到我们的消息", "电话 057188886666") for each in (desk.li, desk.wang)]


def known(desk: Desk, wang: CustomerPerson) -> Customer:
    with desk.reading() as uow:
        customer = uow.customers.whose(ContactKind.OPENID, wang.openid)
    assert customer is not None
    return customer


def outcomes(desk: Desk) -> list[Any]:
    with desk.reading() as uow:
        rows = uow.connection.execute(inbox.select().where(inbox.c.sender == "sys").order_by(inbox.c.received_at))
        return [(row.kind, row.outcome, row.reason) for row in rows]


MEANWHILE = "was asked meanwhile"
"""A look may come while somebody is being asked after: then there are two errands, and one question."""


def errands(desk: Desk, kind: str = "who") -> list[Any]:
    with desk.reading() as uow:
        return list(uow.connection.execute(errand.select().where(errand.c.kind == kind).order_by(errand.c.id)))


def asked(desk: Desk) -> list[Any]:
    """What became of asking who somebody is."""
    return [(each.data["kind"], each.state, each.attempts) for each in errands(desk) if each.reason != MEANWHILE]


async def test_whose_contact_the_customer_is_is_said_when_nothing_else_reaches_them(desk: Desk, wang: CustomerPerson):
    cards = await reports(desk, wang)
    await desk.sun.adds_contact("王女士")
    await desk.settles()
    [contact] = [each for each in known(desk, wang).contacts if each.kind is ContactKind.EXTERNAL]
    assert (contact.value, contact.how) == (desk.wecom.world.wechat.customer("王女士").external_userid, Proof.UNIONID)
    assert contact.proven_at is not None
    for said in await told_that_nothing_reaches_them(desk, wang, cards):
        assert said.endswith(HIS)
    assert outcomes(desk) == [("ContactChanged", "ignored", "add_external_contact")]


async def test_whoever_has_the_customer_is_told_so(desk: Desk, wang: CustomerPerson):
    cards = await reports(desk, wang)
    await desk.wang.adds_contact("王女士")
    await desk.settles()
    to_li, to_wang = await told_that_nothing_reaches_them(desk, wang, cards)
    assert to_li.endswith("王工 加了客户的企业微信，可以在那里找。")
    assert to_wang.endswith("您加了客户的企业微信，可以在那里说。")


async def test_a_contact_who_is_somebody_else_is_not_tied_whatever_the_member_has_noted_of_them(
    desk: Desk, wang: CustomerPerson
):
    cards = await reports(desk, wang)
    await desk.sun.adds_contact("陈先生")
    await desk.sun.notes_of_contact("陈先生", "王女士", LANDLINE, wang.openid)
    await desk.settles()
    assert known(desk, wang).external_ids == ()
    for said in await told_that_nothing_reaches_them(desk, wang, cards):
        assert "企业微信" not in said


async def test_whoever_was_added_before_they_ever_wrote_is_known_when_they_write(desk: Desk, wang: CustomerPerson):
    await desk.sun.adds_contact("王女士", half=True)
    await desk.settles()
    cards = await reports(desk, wang)
    for said in await told_that_nothing_reaches_them(desk, wang, cards):
        assert said.endswith(HIS)


@pytest.mark.parametrize("by_customer", [False, True])
async def test_whoever_was_deleted_by_either_is_not_sent_to_them_but_was_who_they_are(
    desk: Desk, wang: CustomerPerson, by_customer: bool
):
    cards = await reports(desk, wang)
    await desk.sun.adds_contact("王女士")
    await desk.settles()
    if by_customer:
        await wang.deletes_contact("sunban")
        await desk.sun.notes_of_contact("王女士", "3 栋王姐")
    else:
        await desk.sun.deletes_contact("王女士")
    await desk.settles()
    for said in await told_that_nothing_reaches_them(desk, wang, cards):
        assert "企业微信" not in said
    assert known(desk, wang).external_ids


async def test_whoever_has_left_the_company_is_nobody_to_ask(desk: Desk, wang: CustomerPerson):
    cards = await reports(desk, wang)
    await desk.sun.adds_contact("王女士")
    await desk.wecom.person("zhouzong").adds_contact("王女士")
    await desk.settles()
    await desk.works.writer.run("demo", lambda uow: uow.people.left("sunban", desk.clock.now()))
    for said in await told_that_nothing_reaches_them(desk, wang, cards):
        assert "周总 加了客户的企业微信" in said
        assert "孙班长" not in said


async def test_an_event_that_comes_twice_is_one(desk: Desk, wang: CustomerPerson):
    await reports(desk, wang)
    desk.wecom.switches.duplicate_callbacks = 1
    await desk.sun.adds_contact("王女士")
    await desk.settles()
    assert outcomes(desk) == [("ContactChanged", "ignored", "add_external_contact")]
    assert asked(desk) == [("openid", "done", 1), ("external", "done", 1)]


@pytest.mark.parametrize("ago", [timedelta(minutes=1), timedelta()], ids=["while asked", "while answered"])
@pytest.mark.parametrize("kind", [ContactKind.OPENID, ContactKind.EXTERNAL])
async def test_who_was_asked_after_meanwhile_is_not_asked_after_again(
    desk: Desk, wang: CustomerPerson, kind: ContactKind, ago: timedelta
):
    """The second question was written while the first was under way, or its answer."""
    await reports(desk, wang)
    await desk.sun.adds_contact("王女士")
    await desk.settles()
    before = desk.clock.now() - ago
    external_id = desk.wecom.world.wechat.customer("王女士").external_userid
    whom = {"kind": kind.value, "value": wang.openid if kind is ContactKind.OPENID else external_id}
    with desk.works.database.unit_of_work("demo") as uow:
        uow.outbox.add(Errand(kind=ErrandKind.WHO, lane="who", data=whom, not_before=before), before)
    await desk.passes(seconds=1)
    assert (errands(desk)[-1].state, errands(desk)[-1].reason) == ("dropped", MEANWHILE)
    assert asked(desk) == [("openid", "done", 1), ("external", "done", 1)]


async def test_without_a_unionid_nobody_is_tied(desk: Desk, wang: CustomerPerson):
    desk.wecom.switches.no_unionids = True
    cards = await reports(desk, wang)
    await desk.sun.adds_contact("王女士")
    await desk.settles()
    assert asked(desk) == [("openid", "done", 1), ("external", "done", 1)]
    for said in await told_that_nothing_reaches_them(desk, wang, cards):
        assert "企业微信" not in said


async def test_an_app_that_may_not_ask_does_not_go_on_asking(desk: Desk, wang: CustomerPerson):
    desk.wecom.switches.contacts_not_allowed = True
    await reports(desk, wang)
    await desk.sun.adds_contact("王女士")
    await desk.passes(minutes=11)
    assert [each for each in asked(desk) if each[0] == "external"] == [("external", "dropped", 1)]
    [why] = [each.reason for each in errands(desk) if each.data["kind"] == "external"]
    assert "48002" in why
    assert known(desk, wang).external_ids == ()


async def test_an_account_that_may_not_ask_does_not_go_on_asking_either(desk: Desk, wang: CustomerPerson):
    desk.wecom.world.wechat.account.unauthorised.add("user/info")
    await reports(desk, wang)
    await desk.passes(minutes=11)
    refused = asked(desk)
    assert set(refused) == {("openid", "dropped", 1)}
    await desk.stands_still(minutes=1)
    await desk.settles()
    assert asked(desk) == refused


async def test_while_wecom_is_away_the_question_waits(desk: Desk, wang: CustomerPerson):
    await reports(desk, wang)
    desk.wecom.switches.outage = Outage.UNAVAILABLE
    await desk.sun.adds_contact("王女士")
    await desk.settles()
    assert known(desk, wang).external_ids == ()
    desk.wecom.switches.outage = Outage.NONE
    await desk.passes(minutes=2)
    assert known(desk, wang).external_ids != ()


async def test_whoever_was_added_while_nobody_heard_is_found_when_wecom_is_asked(desk: Desk, wang: CustomerPerson):
    cards = await reports(desk, wang)
    desk.wecom.switches.lose_callbacks = True
    await desk.sun.adds_contact("王女士")
    desk.wecom.switches.lose_callbacks = False
    await desk.stands_still(minutes=1)
    await until(desk, lambda: known(desk, wang).external_ids != ())
    for said in await told_that_nothing_reaches_them(desk, wang, cards):
        assert said.endswith(HIS)


async def test_whoever_was_deleted_while_nobody_heard_is_missed_when_wecom_is_asked(desk: Desk, wang: CustomerPerson):
    await reports(desk, wang)
    await desk.sun.adds_contact("王女士")
    await desk.settles()
    desk.wecom.switches.lose_callbacks = True
    await desk.sun.deletes_contact("王女士")
    await desk.sun.adds_contact("陈先生")
    desk.wecom.switches.lose_callbacks = False
    assert friends(desk, wang) == ["sunban"]
    await desk.stands_still(minutes=1)
    await until(desk, lambda: friends(desk, wang) == [])


async def test_whoever_was_deleted_and_added_again_while_nobody_heard_is_found(desk: Desk, wang: CustomerPerson):
    await reports(desk, wang)
    await desk.sun.adds_contact("王女士")
    await desk.sun.adds_contact("陈先生")
    await desk.settles()
    await desk.sun.deletes_contact("王女士")
    await desk.settles()
    await desk.stands_still(minutes=1)
    await until(desk, lambda: ever(desk) == 1)
    desk.wecom.switches.lose_callbacks = True
    await desk.sun.adds_contact("王女士")
    desk.wecom.switches.lose_callbacks = False
    await desk.stands_still(minutes=1)
    await until(desk, lambda: friends(desk, wang) == ["sunban"])


async def test_a_member_of_whom_wecom_says_nothing_keeps_nothing_from_the_others(
    desk: Desk, wang: CustomerPerson, monkeypatch: pytest.MonkeyPatch
):
    of_member = ExternalContacts.of_member

    def of_others(known: ExternalContacts, userid: str) -> list[Relation]:
        if userid == "zhouzong":
            raise ApiError(60030)
        return of_member(known, userid)

    monkeypatch.setattr(ExternalContacts, "of_member", of_others)
    monkeypatch.setattr(several, "AT_ONCE", 1)
    await reports(desk, wang)
    desk.wecom.switches.lose_callbacks = True
    await desk.wecom.person("zhouzong").adds_contact("陈先生")
    await desk.sun.adds_contact("王女士")
    desk.wecom.switches.lose_callbacks = False
    await desk.stands_still(minutes=1)
    await until(desk, lambda: friends(desk, wang) == ["sunban"])


async def test_a_look_that_was_cut_short_goes_on_behind_whoever_was_the_last(
    desk: Desk, wang: CustomerPerson, monkeypatch: pytest.MonkeyPatch
):
    of_member = ExternalContacts.of_member

    def of_others(known: ExternalContacts, userid: str) -> list[Relation]:
        if userid == "zhouzong":
            raise ApiError(45009)
        return of_member(known, userid)

    monkeypatch.setattr(ExternalContacts, "of_member", of_others)
    monkeypatch.setattr(several, "AT_ONCE", 1)
    await wang.says("您好，在吗")
    await wang.sees_text("您好")
    desk.wecom.switches.lose_callbacks = True
    await desk.wecom.person("zhouzong").adds_contact("陈先生")
    await desk.sun.adds_contact("王女士")
    desk.wecom.switches.lose_callbacks = False
    await until(desk, lambda: has_looked(desk))
    begun = looks(desk)
    for number in (1, 2):
        await desk.passes(hours=6)
        await until(desk, lambda number=number: looks(desk) >= begun + number)
    await until(desk, lambda: friends(desk, wang) == ["sunban"])


async def test_however_many_members_have_contacts_only_so_many_are_asked_after_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(contacts, "MOST", 1)
    desk.wecom.switches.lose_callbacks = desk.wecom.switches.contacts_not_allowed = True
    for person, who in ((desk.sun, "王女士"), (desk.wang, "陈先生"), (desk.wang, "林女士")):
        await person.adds_contact(who)
    await until(desk, lambda: has_looked(desk))
    desk.wecom.switches.lose_callbacks = desk.wecom.switches.contacts_not_allowed = False
    await desk.stands_still(minutes=1)
    await until(desk, lambda: len(asked(desk)) >= 1 and ever(desk) == 3)
    assert len(asked(desk)) == 1
    await desk.passes(hours=6)
    await until(desk, lambda: len(asked(desk)) >= 2)
    assert len(asked(desk)) == 2


async def test_once_the_app_may_ask_it_learns_what_it_could_not(desk: Desk, wang: CustomerPerson):
    desk.wecom.switches.contacts_not_allowed = True
    await desk.sun.adds_contact("王女士")
    await reports(desk, wang)
    await desk.settles()
    assert known(desk, wang).external_ids == ()
    desk.wecom.switches.contacts_not_allowed = False
    await desk.stands_still(minutes=1)
    await until(desk, lambda: known(desk, wang).external_ids != ())


async def test_where_an_answer_of_the_front_desk_does_not_arrive_it_is_said_who_can_pass_it_on(
    desk: Desk, wang: CustomerPerson
):
    await wang.says("你们上门要收费吗")
    await wang.sees_text("已通知工作人员")
    await desk.li.hears("找人工", "上门要收费吗")
    await desk.sun.adds_contact("王女士")
    await desk.passes(hours=49)
    await desk.li.says("回复客户 1 上门不收费")
    await desk.li.hears("发给客户 1")
    await desk.li.hears("客户 1 现在微信里收不到", f"请打电话。{HIS}没发出去的是：上门不收费")


async def test_an_answer_of_the_front_desk_of_which_nobody_knows_whether_it_arrived_comes_twice_and_that_is_said(
    desk: Desk, wang: CustomerPerson
):
    await wang.says("你们上门要收费吗")
    await wang.sees_text("已通知工作人员")
    await desk.li.hears("找人工", "上门要收费吗")
    await desk.li.says("回复客户 1 请稍等")
    await desk.li.hears("发给客户 1")
    await wang.sees_text("请稍等")
    desk.wecom.switches.wechat_outage = Outage.ANSWER_LOST
    await desk.li.says("回复客户 1 上门不收费")
    await desk.li.hears("发给客户 1")
    for _ in range(3):
        await desk.passes(minutes=1)
    for _ in range(2):
        await wang.sees_text("上门不收费")
    await desk.li.hears("不知道客户 1 收到没有", "打电话问一下", "发的是：上门不收费")


def has_looked(desk: Desk) -> bool:
    return looks(desk) > 0


def looks(desk: Desk) -> int:
    return sum("get_follow_user_list" in record.path for record in desk.wecom.world.wire)


def ever(desk: Desk) -> int:
    """Of how many pairs anything is known."""
    with desk.reading() as uow:
        return len(uow.connection.execute(wecom_contact.select()).all())


def friends(desk: Desk, wang: CustomerPerson) -> list[str]:
    with desk.reading() as uow:
        return [member for each in known(desk, wang).external_ids for member in uow.wecom_contacts.members(each)]


async def until(desk: Desk, happened: Callable[[], bool]) -> None:
    """What is done now and then has no row that tells when it is done."""
    async with asyncio.timeout(PATIENCE):
        done = happened()
        while not done:
            await asyncio.sleep(0.02)
            done = happened()
    await desk.settles()
