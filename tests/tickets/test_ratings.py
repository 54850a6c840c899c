"""Who is asked to judge the work, and who is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.tickets.samples import NOW, a_ticket, minimal_playbook
from tickets.events import TicketClaimed, TicketClosed, TicketFinished, TicketRated
from tickets.playbook.policies import AcceptancePolicy
from tickets.playbook.values import Area, Roles
from tickets.ratings import RatedBecause, Rater, asked_after
from tickets.ticket import Acceptance, Number, Status, Ticket

NONE_DRAWN = AcceptancePolicy(qa_share=0.0)
PLAYBOOK = replace(
    minimal_playbook(),
    roles=Roles(butler="dingjie", quality=("wumin", "hanmei")),
    areas={"river": Area(key="river", name="江边", words=("江边",), butler="fangjie")},
    acceptance=NONE_DRAWN,
)
FINISHED = TicketFinished(at=NOW, by="wanggong")


def done(**changes: Any) -> Ticket:
    return replace(a_ticket(id=5, status=Status.DONE, assignee="wanggong", done_at=NOW), **changes)


def closed(acceptance: Acceptance = Acceptance.CUSTOMER) -> TicketClosed:
    return TicketClosed(at=NOW, acceptance=acceptance)


def rated(stars: int | None, rater: Rater = Rater.CUSTOMER, aspects: tuple[tuple[str, int], ...] = ()) -> TicketRated:
    return TicketRated(at=NOW, rating=1, rater=rater.value, stars=stars, aspects=aspects, words="", rework=0)


def asked(event, ticket: Ticket, book=PLAYBOOK) -> list[tuple[str, RatedBecause]]:
    return [(each.by, each.because) for each in asked_after(event, ticket, book)]


def test_the_areas_own_butler_goes_before_the_companys() -> None:
    assert asked(FINISHED, done()) == [("dingjie", RatedBecause.DONE)]
    assert asked(FINISHED, done(area="river")) == [("fangjie", RatedBecause.DONE)]


def test_nobody_is_asked_to_judge_their_own_work() -> None:
    assert asked(FINISHED, done(assignee="dingjie")) == []
    only_one = replace(PLAYBOOK, roles=Roles(quality=("wumin",)))
    assert asked(closed(), done(assignee="wumin", reworks=1), only_one) == []
    for day in range(1, 20):
        ticket = done(assignee="wumin", reworks=1, number=Number(date(2026, 11, day), day))
        assert asked(closed(), ticket) == [("hanmei", RatedBecause.REWORKED)]


@pytest.mark.parametrize(
    ("event", "ticket", "because"),
    [
        (closed(), done(), None),
        (closed(), done(reworks=1), RatedBecause.REWORKED),
        (closed(Acceptance.UNCONFIRMED), done(acceptance=Acceptance.UNCONFIRMED), RatedBecause.UNCONFIRMED),
        (rated(2), done(), RatedBecause.FEW_STARS),
        (rated(3), done(), None),
        (rated(None), done(), None),
        (rated(None, Rater.BUTLER, (("service", 5), ("skill", 1))), done(), RatedBecause.FEW_STARS),
        (rated(None, Rater.QUALITY, (("result", 1), ("record", 1))), done(), None),
        (TicketClaimed(at=NOW, by="wanggong"), done(), None),
    ],
)
def test_quality_looks_at_all_that_is_flagged(event, ticket: Ticket, because: RatedBecause | None) -> None:
    assert [why for _, why in asked(event, ticket)] == ([because] if because else [])


def test_quality_looks_at_whatever_is_drawn() -> None:
    all_drawn = replace(PLAYBOOK, acceptance=AcceptancePolicy(qa_share=1.0))
    assert [why for _, why in asked(closed(), done(), all_drawn)] == [RatedBecause.DRAWN]
    assert len({by for by, _ in asked(closed(), done(), all_drawn) * 3}) == 1, "always the same one"
