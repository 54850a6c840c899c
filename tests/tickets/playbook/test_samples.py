"""The playbooks that are shipped say what their comments say."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.tickets.samples import NOW, a_ticket
from tickets.dispatch import rule_for
from tickets.fields import Facts, FieldName
from tickets.ladders import ladder_for
from tickets.playbook import Playbook, examine, parse
from tickets.playbook.ladder import Deed, Ladder, Recipient, Until
from tickets.playbook.policies import FairShare
from tickets.playbook.recognition import facing_of, recognised, type_of
from tickets.playbook.values import Rule, Source, To
from tickets.ticket import Ticket

SAMPLES = sorted(Path("playbooks").glob("*.toml"))


def sample(name: str) -> Playbook:
    return parse(Path(f"playbooks/{name}.toml").read_text(encoding="utf-8"))


def reported(text: str, playbook: Playbook, **facts: str) -> Ticket:
    values = {FieldName(name): value for name, value in facts.items()}
    found = recognised(values, text, Source.STAFF, playbook)
    return a_ticket(text=text, facts=Facts(**facts), type=found.type.key, area=found.area, priority=found.priority)


def rule(ticket: Ticket, playbook: Playbook) -> Rule:
    found, _ = rule_for(facing_of(ticket, NOW), playbook)
    assert found is not None
    return found


def ladder(ticket: Ticket, playbook: Playbook) -> Ladder:
    found = ladder_for(facing_of(ticket, NOW), playbook)
    assert found is not None
    return found


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_sample_is_right_and_nothing_in_it_is_suspicious(file: Path) -> None:
    examined = examine(file.read_text(encoding="utf-8"))
    assert [problem.told(file.name) for problem in examined.problems] == []
    assert examined.playbook is not None


def test_somebody_trapped_in_qianjiang_goes_to_the_leader_of_a_and_after_five_minutes_to_the_leader_of_b() -> None:
    playbook = sample("wuye")
    ticket = reported("钱江新城3幢电梯困人", playbook)
    assert (ticket.type, ticket.area, ticket.priority) == ("lift_trapped", "qianjiang", "urgent")
    assert playbook.type_by_key["lift_trapped"].life_safety
    found = rule(ticket, playbook)
    assert (found.groups, found.to, found.strong) == (("a",), To.LEADER, True)
    (step,) = ladder(ticket, playbook).steps
    assert (step.after, step.until, step.wall) == (timedelta(minutes=5), Until.CLAIMED, True)
    assert dict(step.deeds) == {
        Deed.REASSIGN: (Recipient(leader_of="b"),),
        Deed.WARN: (Recipient(role="director"),),
    }
    assert playbook.terms_for(Source.STAFF, "lift_trapped").sla.claim == timedelta(minutes=5)


def test_what_nobody_claims_for_two_hours_reminds_the_leader_and_after_four_goes_to_the_stand_by_pool() -> None:
    playbook = sample("wuye")
    remind, widen = ladder(reported("滨江星光大道路灯不亮", playbook), playbook).steps
    assert (remind.after, remind.until, dict(remind.deeds)) == (
        timedelta(hours=2),
        Until.CLAIMED,
        {Deed.REMIND: (Recipient(role="leader"),)},
    )
    assert (widen.after, widen.until) == (timedelta(hours=4), Until.ON_SITE)
    assert dict(widen.deeds)[Deed.WIDEN] == (Recipient(group="standby"),)


def test_a_leak_from_the_mini_program_needs_a_picture_the_public_area_and_a_phone_and_half_an_hour() -> None:
    playbook = sample("wuye")
    terms = playbook.terms_for(Source.MINI_PROGRAM, reported("厨房爆管", playbook).type)
    assert terms.required == ("picture", "public_area", "phone")
    assert terms.sla.arrive == timedelta(minutes=30)
    assert playbook.own_fields["public_area"].choices == ("是", "否", "不清楚")


@pytest.mark.parametrize(
    ("text", "facts", "groups", "skills"),
    [
        ("报P0A1F", {"serial": "BM24000123"}, ("tech1",), {"高压电工证"}),
        ("报U0100", {"serial": "MC25000123"}, ("tech2",), {"软件刷写"}),
        ("报P0301", {"serial": "BM25000123"}, ("tech2",), set()),
        ("报P0A1F", {}, ("tech1", "tech2"), {"高压电工证"}),
    ],
)
def test_the_serial_number_tells_the_batch_and_the_fault_code_the_trade(
    text: str, facts: dict[str, str], groups: tuple[str, ...], skills: set[str]
) -> None:
    playbook = sample("qiche")
    found = rule(reported(text, playbook, **facts), playbook)
    assert (found.groups, found.skills) == (groups, skills)


def test_five_in_a_row_then_two_hours_of_rest() -> None:
    assert sample("qiche").fair_share == FairShare(in_a_row=5, rest=timedelta(hours=2))


@pytest.mark.parametrize(
    "said",
    [
        "3幢电梯困人",
        "3幢2单元电梯里面有人出不来",
        "孩子卡在电梯里出不去",
        "我被关电梯里了",
        "老人在电梯里出不去",
        "电梯停在5楼，把我妈困住了",
    ],
)
def test_somebody_in_a_lift_is_said_in_many_ways(said: str) -> None:
    assert type_of({}, said, sample("wuye")).life_safety


@pytest.mark.parametrize("said", ["热水出不来", "电梯门关不上", "道闸出不来票", "电梯里有人抽烟"])
def test_what_holds_nobody_is_no_matter_of_life(said: str) -> None:
    assert not type_of({}, said, sample("wuye")).life_safety
