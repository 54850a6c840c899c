"""What holds of every dispatch, whoever is away, resting, gone or unwilling."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.company import LEADERS, NOW, SKILLS, a_company, a_rule, facing
from tests.tickets.samples import a_ticket
from tickets.dispatch import Dispatch, dispatch
from tickets.playbook.values import To
from tickets.presence import is_away
from tickets.staffing import DAY_OVER, Availability, Claimed, Staffing
from tickets.ticket import Declined
from tickets.trace import Reach, Verdict

everybody = [*SKILLS, *LEADERS]
some = st.frozensets(st.sampled_from(everybody))
moments = st.integers(0, 48).map(lambda hours: NOW + timedelta(hours=hours))
availabilities = st.builds(
    Availability, away=st.booleans(), since=st.just(NOW), until=st.none() | moments, why=st.sampled_from(["", DAY_OVER])
)
claims = st.lists(st.builds(Claimed, st.sampled_from(["an", "bo"]), moments), max_size=4).map(
    lambda found: tuple(sorted(found, key=lambda claim: claim.at, reverse=True))
)
staffings = st.builds(
    Staffing,
    said=st.dictionaries(st.sampled_from(everybody), availabilities),
    gone=some,
    open_tickets=st.dictionaries(st.sampled_from(everybody), st.integers(0, 9)),
    claims=st.fixed_dictionaries({"a": claims, "b": claims}),
)
rules = st.lists(
    st.builds(
        a_rule,
        groups=st.sampled_from([(), ("a",), ("b", "a")]),
        skills=st.sampled_from([frozenset(), frozenset({"奥的斯"}), frozenset({"没有人会"})]),
        to=st.sampled_from(To),
    ),
    max_size=2,
)
tickets = st.builds(
    lambda declined, **parts: a_ticket(declined=tuple(Declined(by=by, why="太远") for by in declined), **parts),
    declined=some,
    area=st.sampled_from(["east", "west", None]),
    type=st.sampled_from(["lift", "general"]),
    life_safety=st.booleans(),
    asked=some.map(tuple),
    reach=st.sampled_from(Reach),
)


@given(ticket=tickets, rules=rules, staffing=staffings, now=moments)
def test_somebody_is_asked_nobody_twice_and_nobody_who_cannot(ticket: Any, rules: Any, staffing: Any, now: Any) -> None:
    playbook = a_company(*rules)
    about = facing(type=ticket.type, area=ticket.area)
    found = dispatch(ticket, about, playbook, staffing, now)
    declined = {each.by for each in ticket.declined}
    assert found == dispatch(ticket, about, playbook, staffing, now)
    assert found.owner in everybody
    assert found.asked
    assert len(set(found.asked)) == len(found.asked)
    assert declined.isdisjoint(found.asked) or found.asked == (found.owner,)
    assert found.group in playbook.groups
    if found.trace.reach is not Reach.OWNER:
        assert staffing.gone.isdisjoint(found.asked)
        assert not any(
            is_away(userid, playbook, staffing, now, life_safety=ticket.life_safety) for userid in found.asked
        )
        assert list(found.asked) == sorted(found.asked, key=staffing.load)
    explained(found, now)


def explained(found: Dispatch, now: Any) -> None:
    """The trace accounts for everybody once, and agrees with the answer."""
    people = [each.userid for each in found.trace.people]
    assert len(set(people)) == len(people)
    wanted = Verdict.RESTING if found.trace.reach is Reach.RESTING else Verdict.ASKED
    if found.trace.reach is Reach.OWNER:
        assert not any(each.verdict in (Verdict.ASKED, Verdict.RESTING) for each in found.trace.people)
        assert found.asked == (found.owner,)
    else:
        assert {each.userid for each in found.trace.people if each.verdict is wanted} == set(found.asked)
    assert found.look_again_at is None or found.look_again_at > now
    if found.look_again_at is None:
        assert found.trace.reach is Reach.HOME
        assert not any(each.until for each in found.trace.people)


@given(ticket=tickets, rules=rules, staffing=staffings, now=moments)
def test_whoever_declines_next_is_out_and_the_others_stay(ticket: Any, rules: Any, staffing: Any, now: Any) -> None:
    """So a ticket that everybody declines comes to an end: with whoever answers for it, who cannot be rid of it."""
    playbook = a_company(*rules)
    about = facing(type=ticket.type, area=ticket.area)
    for _ in range(len(everybody) + 1):
        found = dispatch(ticket, about, playbook, staffing, now)
        if found.asked[0] in {each.by for each in ticket.declined}:
            break
        first, others = found.asked[0], found.asked[1:]
        ticket = replace(ticket, declined=(*ticket.declined, Declined(by=first, why="太远")))
        if others:
            assert dispatch(ticket, about, playbook, staffing, now).asked == others
    assert found.asked == (found.owner,)
    assert found.trace.reach is Reach.OWNER
