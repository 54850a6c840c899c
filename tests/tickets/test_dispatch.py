"""Who is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.texts.reasons import why_me, why_not_rule
from tests.tickets.company import LIFT, NEXT_MORNING, NIGHT, NOW, a_company, a_rule, facing
from tests.tickets.samples import a_ticket
from tickets.dispatch import LOOK_AGAIN, Dispatch, dispatch
from tickets.playbook.conditions import All, FaultCode, HasWord, Not, OneOf, SerialPrefix
from tickets.playbook.conditions import Any as AnyOf
from tickets.playbook.policies import FairShare
from tickets.playbook.unmet import Unmet
from tickets.playbook.values import Area, Playbook, Rule, To
from tickets.staffing import DAY_OVER, Availability, Claimed, Staffing
from tickets.ticket import Declined
from tickets.trace import PassedOver, Reach, Verdict

UNTIL = NOW + timedelta(days=2)
AWAY = Availability(away=True, since=NOW, until=UNTIL)
FOREVER = Availability(away=True, since=NOW)
SHIFT_ENDS, MIDNIGHT = NOW + timedelta(hours=9), NOW + timedelta(hours=15)


def on_call(by_day: dict[int, tuple[str, ...]]) -> Playbook:
    playbook = a_company()
    return replace(playbook, groups={**playbook.groups, "a": replace(playbook.groups["a"], on_call=by_day)})


def away(*userids: str) -> dict[str, Availability]:
    return dict.fromkeys(userids, AWAY)


def dispatched(playbook: Playbook, staffing: Staffing | None = None, now: Any = NOW, **changes: Any) -> Dispatch:
    ticket = a_ticket(**{"area": "east", **changes})
    return dispatch(ticket, facing(type=ticket.type, area=ticket.area), playbook, staffing or Staffing(), now)


def decliners(*userids: str) -> tuple[Declined, ...]:
    return tuple(Declined(by=userid, why="太远") for userid in userids)


def in_a_row(userid: str, minutes: tuple[int, ...], group: str = "a") -> dict[str, tuple[Claimed, ...]]:
    return {group: tuple(Claimed(userid, NOW - timedelta(minutes=ago)) for ago in minutes)}


# ---- where it goes


def test_without_a_rule_the_areas_groups_are_asked() -> None:
    found = dispatched(a_company())
    assert (found.group, found.asked, found.owner) == ("a", ("an", "bo", "chen"), "lead_a")
    assert (found.trace.rule, found.trace.reach, found.look_again_at) == ("", Reach.HOME, None)


def test_without_an_area_the_default_group_is_asked() -> None:
    found = dispatched(a_company(), area=None)
    assert (found.group, found.asked, found.owner) == ("b", ("ding", "feng"), "lead_b")


def test_the_first_rule_that_holds_decides() -> None:
    rules = (
        a_rule(All(parts=(LIFT, SerialPrefix(prefixes=("AB12",)))), name="批次", groups=("a",)),
        a_rule(name="电梯", groups=("b",)),
        a_rule(name="也是电梯", groups=("a",)),
    )
    found = dispatched(a_company(*rules), type="lift")
    assert (found.group, found.trace.rule) == ("b", "电梯")
    assert found.trace.passed_over == (PassedOver("批次", (Unmet("serial", ("AB12",), ""),)),)


def test_only_who_has_all_the_skills_is_asked() -> None:
    found = dispatched(a_company(a_rule(skills=frozenset({"奥的斯", "高压"}))), type="lift")
    assert found.asked == ("bo",)
    an = found.trace.about("an")
    assert an is not None
    assert (an.verdict, an.lacks) == (Verdict.UNSKILLED, ("高压",))


def test_a_rule_may_ask_the_leader_who_then_answers_for_it() -> None:
    found = dispatched(a_company(a_rule(groups=("b", "a"), to=To.LEADER)), type="lift")
    assert (found.group, found.asked, found.owner) == ("b", ("lead_b",), "lead_b")
    found = dispatched(a_company(a_rule(groups=("b", "a"), to=To.LEADER)), Staffing(said=away("lead_b")), type="lift")
    assert (found.group, found.asked, found.owner) == ("a", ("lead_a",), "lead_a")


def test_a_rules_groups_are_tried_in_their_order() -> None:
    found = dispatched(a_company(a_rule(groups=("a", "b"))), Staffing(said=away("an", "bo", "chen")), type="lift")
    assert (found.group, found.asked, found.trace.reach) == ("b", ("ding", "feng"), Reach.HOME)


# ---- who of them


def test_who_is_away_is_not_asked_until_then() -> None:
    staffing = Staffing(said=away("an"))
    assert dispatched(a_company(), staffing).asked == ("bo", "chen")
    assert dispatched(a_company(), staffing, now=UNTIL - timedelta(seconds=1), life_safety=True).asked == ("bo", "chen")
    assert dispatched(a_company(), staffing, now=UNTIL, life_safety=True).asked == ("an", "bo", "chen")


def test_off_shift_nobody_is_asked_unless_it_is_life_safety() -> None:
    found = dispatched(a_company(), now=NIGHT)
    assert (found.asked, found.trace.reach, found.group) == (("ding", "feng"), Reach.ADJACENT, "a")
    assert found.look_again_at == NIGHT + LOOK_AGAIN
    assert found.trace.people[0].until == NEXT_MORNING
    found = dispatched(a_company(), now=NIGHT, life_safety=True)
    assert (found.asked, found.trace.reach) == (("an", "bo", "chen"), Reach.HOME)


def test_whoever_has_gone_home_for_the_day_is_off_shift_but_life_safety_and_being_on_call_go_before() -> None:
    home = Availability(away=True, since=NOW, until=NEXT_MORNING, why=DAY_OVER)
    staffing = Staffing(said={"an": home, "bo": home})
    found = dispatched(a_company(), staffing)
    assert found.asked == ("chen",)
    assert [each.verdict for each in found.trace.people] == [Verdict.OFF_SHIFT, Verdict.OFF_SHIFT, Verdict.ASKED]
    assert dispatched(a_company(), staffing, life_safety=True).asked == ("an", "bo", "chen")
    assert dispatched(on_call({4: ("an",)}), staffing, now=NIGHT).asked == ("an",)


def test_whoever_is_asked_stays_asked_when_the_shift_ends_and_those_on_call_come_in_addition() -> None:
    playbook = on_call({4: ("feng",), 5: ("ding",)})
    first = dispatched(playbook)
    assert (first.asked, first.look_again_at) == (("an", "bo", "chen"), SHIFT_ENDS)
    evening = dispatched(playbook, now=SHIFT_ENDS, asked=first.asked)
    assert (evening.asked, evening.look_again_at) == (("an", "bo", "chen", "feng"), MIDNIGHT)
    night = dispatched(playbook, now=MIDNIGHT, asked=evening.asked, group="a")
    assert (night.asked, night.look_again_at) == (("an", "bo", "chen", "feng", "ding"), NEXT_MORNING)
    to_leader = replace(playbook, rules=(a_rule(to=To.LEADER),))
    assert dispatched(to_leader, now=NOW, asked=night.asked, group="a", type="lift").asked == ("lead_a",)
    home = Staffing(said={"an": Availability(away=True, since=NOW, until=NEXT_MORNING, why=DAY_OVER)})
    assert dispatched(playbook, home, now=SHIFT_ENDS, asked=first.asked).asked == ("bo", "chen", "feng")


def test_whoever_was_on_call_without_being_a_member_stays_asked_unless_they_go_home() -> None:
    playbook = on_call({4: ("feng",), 5: ("ding",)})
    first = dispatched(playbook, now=NIGHT)
    assert first.asked == ("feng",)
    again = partial(dispatched, playbook, asked=first.asked, group="a")
    assert again(now=MIDNIGHT).asked == ("feng", "ding")
    assert again(now=NEXT_MORNING).asked == ("an", "bo", "chen", "feng")
    home = Staffing(said={"feng": Availability(away=True, since=NIGHT, until=NEXT_MORNING, why=DAY_OVER)})
    assert again(home, now=NIGHT).asked == ("feng",)
    assert again(home, now=MIDNIGHT).asked == ("ding",)
    assert again(now=MIDNIGHT, reach=Reach.ADJACENT).asked == ("ding",)


def test_whoever_rests_or_is_off_shift_is_asked_too_when_that_is_over() -> None:
    resting = Staffing(claims=in_a_row("an", (1, 2, 3)))
    found = dispatched(a_company(), resting)
    assert (found.asked, found.look_again_at) == (("bo", "chen"), NOW + timedelta(hours=2, minutes=-1))
    night = dispatched(on_call({4: ("chen",)}), now=MIDNIGHT - timedelta(hours=1))
    assert (night.asked, night.look_again_at) == (("chen",), MIDNIGHT)


def test_off_shift_those_on_call_are_asked_also_instead_of_the_leader() -> None:
    playbook = replace(on_call({4: ("chen", "feng")}), rules=(a_rule(to=To.LEADER),))
    assert dispatched(playbook, now=NIGHT).asked == ("chen", "feng")
    assert dispatched(playbook, now=NIGHT, type="lift").asked == ("chen", "feng")
    assert dispatched(playbook).asked == ("an", "bo", "chen")
    assert dispatched(playbook, now=NIGHT + timedelta(days=1)).trace.reach is Reach.ADJACENT
    assert dispatched(playbook, now=NIGHT, life_safety=True).asked == ("an", "bo", "chen", "feng")


def test_who_is_on_call_instead_of_the_leader_is_not_taken_for_them() -> None:
    playbook = replace(on_call({4: ("feng",)}), rules=(a_rule(to=To.LEADER),))
    night = dispatched(playbook, now=NIGHT, type="lift", life_safety=True)
    assert set(night.asked) == {"lead_a", "feng"}
    assert why_me(night.trace, "lead_a", playbook).endswith("的负责人，就是您。")
    assert why_me(night.trace, "feng", playbook).endswith("的负责人，值班的您也在内。")


def test_midnight_changes_nobody_who_is_on_call_instead_of_the_leader() -> None:
    playbook = replace(on_call({4: ("feng",), 5: ("ding",)}), rules=(a_rule(to=To.LEADER),))
    evening = dispatched(playbook, now=NIGHT, type="lift")
    assert (evening.asked, evening.owner) == (("feng",), "feng")
    asked = {"asked": evening.asked, "group": "a", "type": "lift"}
    assert dispatched(playbook, now=MIDNIGHT, rule="电梯", **asked).asked == ("feng", "ding")
    assert dispatched(playbook, now=MIDNIGHT, **asked).asked == ("ding",), "they were asked by another rule"


def test_who_says_to_be_at_work_is_asked_off_shift() -> None:
    staffing = Staffing(said={"bo": Availability(away=False, since=NIGHT, until=NIGHT + timedelta(hours=8))})
    assert dispatched(a_company(), staffing, now=NIGHT).asked == ("bo",)


def test_whoever_has_least_to_do_stands_first() -> None:
    found = dispatched(a_company(), Staffing(open_tickets={"an": 3, "bo": 1, "chen": 2}))
    assert found.asked == ("bo", "chen", "an")


def test_whoever_declined_is_not_asked_again() -> None:
    assert dispatched(a_company(), declined=decliners("bo")).asked == ("an", "chen")


def test_whoever_left_is_not_asked() -> None:
    assert dispatched(a_company(), Staffing(gone=frozenset({"an"}))).asked == ("bo", "chen")


@pytest.mark.parametrize(
    ("minutes", "asked"),
    [
        ((10, 20, 30), ("bo", "chen")),
        ((10, 20), ("an", "bo", "chen")),
        ((119, 130, 140), ("bo", "chen")),
        ((120, 130, 140), ("an", "bo", "chen")),
        ((10, 20, 139), ("bo", "chen")),
        ((10, 20, 140), ("an", "bo", "chen")),
    ],
    ids=["a full row", "too few", "almost over", "over", "almost a pause", "a pause breaks the row"],
)
def test_who_had_so_many_in_a_row_is_skipped_for_a_while(minutes: tuple[int, ...], asked: tuple[str, ...]) -> None:
    assert dispatched(a_company(), Staffing(claims=in_a_row("an", minutes))).asked == asked


def test_where_one_is_a_row_whoever_had_the_last_one_is_skipped() -> None:
    playbook = a_company(fair_share=FairShare(in_a_row=1))
    assert dispatched(playbook, Staffing(claims=in_a_row("an", (10,)))).asked == ("bo", "chen")


def test_anybody_elses_claim_breaks_the_row() -> None:
    row = in_a_row("an", (10, 20, 30))["a"]
    for place in range(3):
        broken = (*row[:place], replace(row[place], by="bo"), *row[place + 1 :])
        assert dispatched(a_company(), Staffing(claims={"a": broken})).asked == ("an", "bo", "chen")


def test_life_safety_knows_no_rest() -> None:
    found = dispatched(a_company(), Staffing(claims=in_a_row("an", (10, 20, 30))), life_safety=True)
    assert found.asked == ("an", "bo", "chen")


def test_without_the_setting_nobody_rests() -> None:
    found = dispatched(a_company(fair_share=None), Staffing(claims=in_a_row("an", (10, 20, 30))))
    assert found.asked == ("an", "bo", "chen")


# ---- nobody there


def test_nobody_there_asks_the_adjacent_areas_with_the_same_skills() -> None:
    rule = a_rule(skills=frozenset({"奥的斯"}))
    found = dispatched(a_company(rule), Staffing(said=away("an", "bo")), type="lift")
    assert (found.group, found.asked, found.trace.reach) == ("a", ("ding",), Reach.ADJACENT)
    assert found.look_again_at == NOW + LOOK_AGAIN


def test_it_is_looked_at_again_as_soon_as_somebody_nearer_can_be_asked() -> None:
    soon = Availability(away=True, since=NOW, until=NOW + timedelta(minutes=5))
    found = dispatched(a_company(), Staffing(said={**away("an", "bo"), "chen": soon}))
    assert (found.trace.reach, found.look_again_at) == (Reach.ADJACENT, soon.until)


def test_several_adjacent_areas_are_asked_at_once() -> None:
    playbook = a_company()
    north = Area(key="north", name="北区", words=("北区",), adjacent=("east", "west"))
    found = dispatched(
        replace(playbook, areas={**playbook.areas, "north": north}, default_group="b"),
        Staffing(said=away("ding", "feng")),
        area="north",
    )
    assert (found.asked, found.trace.reach) == (("an", "bo", "chen"), Reach.ADJACENT)


def test_the_only_skilled_one_is_asked_although_resting_when_nobody_else_can_go() -> None:
    rule = a_rule(skills=frozenset({"高压"}))
    found = dispatched(a_company(rule), Staffing(claims=in_a_row("bo", (10, 20, 30))), type="lift")
    assert (found.asked, found.trace.reach) == (("bo",), Reach.RESTING)


def test_the_adjacent_areas_go_before_those_who_rest() -> None:
    rule = a_rule(skills=frozenset({"奥的斯"}))
    staffing = Staffing(claims=in_a_row("bo", (10, 20, 30)), said={"an": FOREVER})
    found = dispatched(a_company(rule), staffing, type="lift")
    assert (found.asked, found.trace.reach) == (("ding",), Reach.ADJACENT)
    assert found.look_again_at == NOW + LOOK_AGAIN


def test_nobody_at_all_gives_it_to_whoever_answers_for_it() -> None:
    found = dispatched(a_company(), Staffing(said=away("an", "bo", "chen", "ding", "feng")))
    assert (found.group, found.asked, found.owner) == ("a", ("lead_a",), "lead_a")
    assert (found.trace.reach, found.look_again_at) == (Reach.OWNER, NOW + LOOK_AGAIN)


@pytest.mark.parametrize(
    ("staffing", "declined", "owner", "asked"),
    [
        (Staffing(said=away("lead_a")), (), "boss", ("boss",)),
        (Staffing(gone=frozenset({"lead_a"})), (), "boss", ("boss",)),
        (Staffing(), ("lead_a",), "boss", ("boss",)),
        (Staffing(said=away("lead_a", "boss")), (), "lead_a", ("lead_a",)),
        (Staffing(said=away("boss")), ("lead_a",), "boss", ("boss",)),
        (Staffing(), ("lead_a", "boss"), "lead_a", ("lead_a",)),
        (Staffing(said=away("lead_a")), ("lead_a", "boss"), "boss", ("boss",)),
        (Staffing(gone=frozenset({"boss"})), ("lead_a",), "lead_a", ("lead_a",)),
    ],
)
def test_somebody_always_answers_for_it(
    staffing: Staffing, declined: tuple[str, ...], owner: str, asked: tuple[str, ...]
) -> None:
    everybody = decliners("an", "bo", "chen", "ding", "feng", *declined)
    found = dispatched(a_company(), staffing, declined=everybody)
    assert (found.owner, found.asked) == (owner, asked)


# ---- why


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (LIFT, (Unmet("type", ("lift",), "general"),)),
        (
            All(parts=(LIFT, OneOf(what="area", values=("east",)), HasWord(words=("困人",)))),
            (Unmet("type", ("lift",), "general"), Unmet("word", ("困人",), "")),
        ),
        (
            AnyOf(parts=(LIFT, FaultCode(patterns=("E1*",)))),
            (Unmet("type", ("lift",), "general"), Unmet("fault_code", ("E1*",), "")),
        ),
        (Not(part=OneOf(what="area", values=("east",))), (Unmet("area", ("east",), "east", excluded=True),)),
        (
            Not(part=AnyOf(parts=(LIFT, OneOf(what="area", values=("east",))))),
            (Unmet("area", ("east",), "east", excluded=True),),
        ),
        (Not(part=Not(part=LIFT)), (Unmet("type", ("lift",), "general"),)),
    ],
)
def test_a_rule_that_was_passed_over_says_what_it_wanted(condition: Any, expected: tuple[Unmet, ...]) -> None:
    found = dispatched(a_company(Rule(name="前面的", when=condition)))
    assert found.trace.passed_over == (PassedOver("前面的", expected),)


def test_why_me_is_one_sentence() -> None:
    playbook = a_company(a_rule(groups=("a",)))
    at_home = dispatched(playbook, Staffing(open_tickets={"an": 1, "chen": 2}), type="lift").trace
    assert why_me(at_home, "bo", playbook) == "按规则「电梯」派给一班，一起问了能去的 3 人；您手上 0 张，最少。"
    assert why_me(at_home, "an", playbook) == "按规则「电梯」派给一班，一起问了能去的 3 人；您手上 1 张。"
    assert why_me(at_home, "feng", playbook) == "按规则「电梯」派给一班，没有问到您。"
    alone = dispatched(playbook, Staffing(said=away("an", "bo")), type="lift").trace
    assert why_me(alone, "chen", playbook) == "按规则「电梯」派给一班，能去的只有您，另外 2 人去不了。"
    assert why_me(alone, "an", playbook) == "按规则「电梯」派给一班，没有派给您：您请假到 11-22 09:00。"


def test_why_me_when_it_had_to_go_further() -> None:
    playbook = a_company()
    neighbours = dispatched(playbook, Staffing(said=away("an", "bo")), declined=decliners("chen")).trace
    assert why_me(neighbours, "feng", playbook) == (
        "没有专门的规则，按片区派给一班，那边没有人能去（AN请假到 11-22 09:00，BO请假到 11-22 09:00，CHEN说过接不了），"
        "所以问相邻片区的您。"
    )
    nobody = dispatched(playbook, Staffing(said=away("an", "bo", "chen", "ding", "feng"))).trace
    assert "，还有 1 人），所以由您负责：请接单或转派。" in why_me(nobody, "lead_a", playbook)
    skilled = a_company(a_rule(skills=frozenset({"高压"})))
    resting = dispatched(skilled, Staffing(claims=in_a_row("bo", (10, 20, 30))), type="lift").trace
    assert "没有「高压」" in why_me(resting, "bo", skilled)
    assert why_me(resting, "bo", skilled).endswith("所以您该轮空也还是问您。")


def test_a_leader_is_told_that_leaders_were_wanted() -> None:
    playbook = a_company(a_rule(groups=("a",), to=To.LEADER))
    trace = dispatched(playbook, type="lift").trace
    assert why_me(trace, "lead_a", playbook) == "按规则「电梯」派给一班的负责人，就是您。"


def test_why_not_the_rule_before() -> None:
    passed = PassedOver(
        "高压", (Unmet("serial", ("AB12", "CD34"), "ZZ99"), Unmet("area", ("east",), "east", excluded=True))
    )
    assert why_not_rule(passed, a_company()) == (
        "「高压」不符：序列号开头要是 AB12、CD34，现在是 ZZ99；片区不能是 东区，现在是 东区"
    )
