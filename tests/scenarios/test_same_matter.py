"""The same matter reported again is one ticket: offered with the reason, linked with one tap, and apart again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.chores import upkeep
from bot.commands import duplicates
from emulator.card_in_hand import CardInHand
from handlers.updates import TextMessage
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, a_claimed_ticket, a_ticket, claimed
from tests.tickets.samples import MINIMAL
from tickets.customers import Joined
from tickets.drafts import Draft, DraftStatus
from tickets.linking import Decision, Offer
from tickets.ticket import Ticket

AGAIN = "钱江新城3幢2单元电梯门又关不上，张先生13900002222"
OTHER = "滨江花园5幢302马桶堵了，刘姐13700003333"


def drafts(desk: Desk) -> list[Draft]:
    with desk.reading() as uow:
        found = (uow.drafts.get(number) for number in range(1, 10))
        return [draft for draft in found if draft is not None]


def the_ticket(desk: Desk, ticket_id: int = 1) -> Ticket:
    with desk.reading() as uow:
        ticket = uow.tickets.get(ticket_id)
    assert ticket is not None
    return ticket


def offers(desk: Desk, draft_id: int) -> list[Offer]:
    with desk.reading() as uow:
        return uow.linking.of_draft(draft_id)


async def reported_again(desk: Desk, *shown: str, report: str = AGAIN, minutes: int = 60) -> CardInHand:
    """By 丁洁, later the same day."""
    ding = desk.wecom.person("dingjie")
    await desk.passes(minutes=minutes)
    await ding.says(report)
    await desk.passes(seconds=2)
    return await ding.sees_card("报修草稿", *shown)


async def linked(desk: Desk) -> CardInHand:
    card = await reported_again(desk, "像是 1120-1", "王工 处理中")
    ding = desk.wecom.person("dingjie")
    await card.press("并入 1120-1")
    await ding.hears("已并入 1120-1（王工 处理中）", "拆开 1120-1")
    await ding.sees_card_change(card, "已并入 1120-1 王工 已接单")
    await desk.wang.hears("1120-1 又有人报修同一件事（丁洁 并入）", "13900002222")
    await desk.li.hears("1120-1 又有人报修同一件事")
    await desk.settles()
    return card


async def test_the_open_ticket_is_offered_with_the_reason_and_linked_with_one_tap(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await linked(desk)
    draft = drafts(desk)[1]
    assert (draft.status, draft.ticket_id) == (DraftStatus.LINKED, 1)
    assert [each.reporter for each in the_ticket(desk).also] == ["dingjie"]
    (offer,) = offers(desk, draft.id)
    assert (offer.decision, offer.decided_by, offer.shown) == (Decision.LINKED, "dingjie", True)


async def test_the_reason_is_told_in_words(desk: Desk) -> None:
    await a_ticket(desk)
    await reported_again(desk, "像是 1120-1：同一楼 钱江新城3幢2单元、", "今天报的，等待接单", minutes=10)


async def test_whoever_reported_it_again_hears_how_it_goes_on(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    cards = await a_claimed_ticket(desk)
    card = await linked(desk)
    await desk.wang.says("完工 换了门机")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("1120-1 王工 已完工")
    await ding.hears("1120-1 王工 已完工")
    await ding.sees_card_change(card, "1120-1 已完工")
    await desk.settles()


async def test_what_was_linked_is_taken_apart_and_is_the_draft_that_it_was(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_claimed_ticket(desk)
    card = await linked(desk)
    before = drafts(desk)[1]
    await card.press("拆开")
    await ding.hears("已和 1120-1 拆开", "点「提交」")
    await ding.sees_card_change(card, "报修草稿", "13900002222", "提交")
    await desk.wang.hears("1120-1 刚才并入的那条不是一回事")
    await desk.li.hears("1120-1 刚才并入的那条不是一回事")
    draft = drafts(desk)[1]
    assert (draft.status, draft.ticket_id, draft.fields, draft.text) == (
        DraftStatus.OPEN,
        None,
        before.fields,
        before.text,
    )
    assert the_ticket(desk).also == ()
    await desk.settles()
    assert "像是" not in card.text, "what was judged once is not offered again"
    await card.press("提交")
    await ding.hears("已提交，工单号 1120-2")
    await ding.sees_card_change(card, "1120-2 已提交")
    for each in (desk.wang, desk.zhao):
        await each.sees_card("1120-2 等待接单")


async def test_by_words_it_is_linked_and_taken_apart_too(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_claimed_ticket(desk)
    card = await reported_again(desk, "像是 1120-1")
    await ding.says("并入 1120-1")
    await ding.hears("已并入 1120-1")
    await ding.sees_card_change(card, "已并入 1120-1")
    await desk.wang.hears("又有人报修同一件事")
    await desk.li.hears("又有人报修同一件事")
    await ding.says("拆开 1120-1")
    await ding.hears("已和 1120-1 拆开")
    await ding.sees_card("报修草稿", "13900002222")
    await desk.wang.hears("不是一回事")
    await desk.li.hears("不是一回事")


async def test_staff_may_know_what_we_do_not_see(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_claimed_ticket(desk)
    card = await reported_again(desk, "马桶堵了", report=OTHER)
    assert "像是" not in card.text
    await ding.says("并入 1120-1")
    await ding.hears("已并入 1120-1")
    await ding.sees_card_change(card, "已并入 1120-1")
    await desk.wang.hears("又有人报修同一件事")
    await desk.li.hears("又有人报修同一件事")
    (offer,) = offers(desk, 2)
    assert (offer.shown, offer.decision, offer.agreements) == (False, Decision.LINKED, ())


async def test_what_is_said_to_be_another_matter_is_not_offered_again(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_claimed_ticket(desk)
    card = await reported_again(desk, "像是 1120-1")
    await ding.says("不是一回事")
    await ding.hears("不再提示")
    await ding.sees_card_change(card, "报修草稿")
    await desk.settles()
    assert "像是" not in card.text
    assert "并入 1120-1" not in card.buttons
    assert offers(desk, 2)[0].decision is Decision.APART


async def test_whoever_submits_all_the_same_says_that_it_is_another(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_claimed_ticket(desk)
    card = await reported_again(desk, "像是 1120-1")
    await card.press("提交")
    await ding.hears("已提交，工单号 1120-2")
    await ding.sees_card_change(card, "1120-2 已提交")
    for each in (desk.wang, desk.zhao):
        await each.sees_card("1120-2 等待接单")
    assert offers(desk, 2)[0].decision is Decision.APART


async def test_what_was_closed_meanwhile_cannot_be_linked_to_and_the_draft_stays(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    cards = await a_claimed_ticket(desk)
    card = await reported_again(desk, "像是 1120-1")
    await desk.li.says("1120-1 取消 误报")
    await desk.li.hears("1120-1 已取消")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已取消")
    await desk.wang.hears("李静 取消了")
    await card.press("并入 1120-1")
    await ding.hears("1120-1 已取消，不能并入")
    await ding.sees_card_change(card, "报修草稿", "提交")
    await desk.settles()
    assert "像是" not in card.text
    assert drafts(desk)[1].status is DraftStatus.OPEN


async def test_a_second_tap_changes_nothing(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_claimed_ticket(desk)
    card = await reported_again(desk, "像是 1120-1")
    await asyncio.gather(card.press("并入 1120-1"), card.press("并入 1120-1"))
    await ding.hears("已并入 1120-1")
    await ding.hears("已并入 1120-1")
    await ding.sees_card_change(card, "已并入 1120-1")
    await desk.wang.hears("又有人报修同一件事")
    await desk.li.hears("又有人报修同一件事")
    await desk.settles()
    with desk.reading() as uow:
        assert [kind for kind, *_ in uow.tickets.history(1)].count("TicketLinked") == 1


async def test_of_two_who_press_at_once_one_is_first_and_the_other_is_told_what_it_is_now(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_claimed_ticket(desk)
    card = await reported_again(desk, "像是 1120-1")
    await asyncio.gather(card.press("并入 1120-1"), card.press("提交"))
    await desk.settles()
    draft = drafts(desk)[1]
    if draft.status is DraftStatus.LINKED:
        await ding.hears("已并入 1120-1（")
        await ding.hears("这份草稿已经并入 1120-1")
        await ding.sees_card_change(card, "已并入 1120-1")
        for each in (desk.wang, desk.li):
            await each.hears("又有人报修同一件事")
    else:
        await ding.hears("已提交，工单号 1120-2")
        await ding.hears("这份草稿已经提交，工单号 1120-2")
        await ding.sees_card_change(card, "1120-2 已提交")
        for each in (desk.wang, desk.zhao):
            await each.sees_card("1120-2 等待接单")
    assert (the_ticket(desk).also != ()) is (draft.status is DraftStatus.LINKED)


async def test_what_became_of_offers_is_told_on_the_command_line(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await a_claimed_ticket(desk)
    await linked(desk)
    assert duplicates.run(desk.works.settings, days=10_000, tenant=None) == 0
    said = capsys.readouterr().out
    assert "提示 1，并入 1" in said
    assert "草稿 2 → 1120-1" in said
    assert "同一楼 钱江新城3幢2单元、相近的说法" in said


async def test_a_ticket_from_before_there_was_such_a_thing_is_found_too(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    with desk.works.database.unit_of_work("demo") as uow:
        uow.ticket_keys.forget(1)
    await upkeep.find_again(["demo"], desk.works.writer)
    await reported_again(desk, "像是 1120-1")


async def test_it_is_found_by_what_was_corrected(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.li.says("1120-1 电话 13700003333")
    await desk.li.hears("已改")
    await desk.li.sees_card("1120-1 王工 已接单", "13700003333")
    await desk.wang.hears("李静 更正")
    await desk.wang.sees_card_change(cards.wang, "13700003333")
    await reported_again(desk, "像是 1120-1：同一电话 13700003333", report="13700003333说电梯门关不上")


async def test_what_is_corrected_on_the_draft_is_not_offered_any_more(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_claimed_ticket(desk)
    card = await reported_again(desk, "像是 1120-1")
    await ding.says("地址 滨江花园5幢302")
    await ding.hears("已改")
    await ding.sees_card_change(card, "滨江花园5幢302")
    assert "像是" not in card.text
    assert offers(desk, 2) == []


async def test_two_link_to_the_same_ticket_at_once_and_both_are_on_it(desk: Desk) -> None:
    ding, wu = desk.wecom.person("dingjie"), desk.wecom.person("wumin")
    await a_claimed_ticket(desk)
    one = await reported_again(desk, "像是 1120-1")
    await wu.says(REPORT.replace("王女士13800001111", "赵先生13600004444"))
    await desk.passes(seconds=2)
    other = await wu.sees_card("报修草稿", "像是 1120-1")
    await asyncio.gather(one.press("并入 1120-1"), other.press("并入 1120-1"))
    for person, card in ((ding, one), (wu, other)):
        await person.hears("已并入 1120-1")
        await person.sees_card_change(card, "已并入 1120-1")
    for person in (desk.wang, desk.li):
        await person.hears("又有人报修同一件事")
        await person.hears("又有人报修同一件事")
    assert {each.reporter for each in the_ticket(desk).also} == {"dingjie", "wumin"}


async def test_another_fault_at_another_place_is_no_offer(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    card = await reported_again(desk, "马桶堵了", report=OTHER)
    assert "像是" not in card.text
    assert offers(desk, 2) == []


async def test_what_is_over_is_not_offered(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("完工 调了门机")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("1120-1 王工 已完工")
    card = await reported_again(desk, "电梯")
    assert "像是" not in card.text


async def test_after_three_days_it_is_another_matter(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await claimed(desk, cards)
    await desk.wang.says("等配件 5天后")
    await desk.wang.hears("等配件")
    await desk.wang.sees_card_change(cards.wang, "等配件")
    await desk.li.hears("王工 等配件")
    await desk.passes(days=2)
    alike = "钱江新城的电梯有问题"
    card = await reported_again(desk, "像是 1120-1：同一地点 钱江新城", report=alike)
    await card.press("作废")
    await desk.wecom.person("dingjie").hears("已作废")
    await desk.wecom.person("dingjie").sees_card_change(card, "已作废")
    await desk.passes(days=2)
    assert "像是" not in (await reported_again(desk, "电梯", report=alike)).text


async def test_of_two_tickets_none_is_linked_to_the_other_and_how_to_go_on_is_said(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await a_ticket(desk, OTHER, "1120-2")
    await desk.li.says("1120-1 并入 1120-2")
    await desk.li.hears("没有草稿可以并入", "1120-1 取消 重复报修")


class TestMonitored:
    """What would have been offered is noted, and nobody sees it."""

    @pytest.fixture
    def playbook(self, tmp_path: Path) -> Path:
        text = MINIMAL.read_text(encoding="utf-8").replace('mode = "offer"', 'mode = "monitor"')
        (file := tmp_path / "playbook.toml").write_text(text, encoding="utf-8")
        return file

    async def test_it_is_only_noted(self, desk: Desk) -> None:
        await a_claimed_ticket(desk)
        card = await reported_again(desk, "电梯")
        assert "像是" not in card.text
        assert "并入 1120-1" not in card.buttons
        (offer,) = offers(desk, 2)
        assert (offer.ticket_id, offer.shown, offer.decision) == (1, False, None)


async def test_a_customer_whose_report_is_linked_hears_of_it_until_it_is_taken_apart(
    desk: Desk,
) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(hours=1)
    said = TextMessage(id="wx:1", sender="wx:oBob", at=desk.clock.now(), text=AGAIN)
    answer = await desk.works.inbox.handle("demo", said)
    assert answer.reply is not None
    assert "1120-1" not in answer.reply, "nobody has looked at it yet"
    await desk.passes(seconds=2)
    card = await desk.li.sees_card("报修草稿", "客户来自微信", "像是 1120-1")
    await card.press("并入 1120-1")
    await desk.li.hears("已并入 1120-1")
    await desk.li.sees_card_change(card, "已并入 1120-1")
    await desk.wang.hears("又有人报修同一件事")
    with desk.reading() as uow:
        customer = uow.customers.of_sender("wx:oBob")
        assert customer is not None
        linked = [each.customer_id for each in uow.customers.subscribers(1) if each.how is Joined.LINKED]
        assert linked == [customer.id]
    await card.press("拆开")
    await desk.li.hears("已和 1120-1 拆开")
    await desk.li.sees_card_change(card, "报修草稿")
    await desk.wang.hears("不是一回事")
    with desk.reading() as uow:
        assert [each.how for each in uow.customers.subscribers(1)] == [Joined.REPORTED]
