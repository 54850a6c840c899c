"""Values to start a test from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import structs

from tickets.drafts import Draft
from tickets.fields import Facts, Field, FieldName
from tickets.playbook import Playbook, parse
from tickets.playbook.values import Priority, Source
from tickets.ticket import Acceptance, AlsoReported, Declined, Number, Pause, Status, Ticket, Wait, WaitingFor
from tickets.trace import Reach

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
MINIMAL = Path(__file__).parents[2] / "playbooks" / "minimal.toml"


def minimal_playbook() -> Playbook:
    return parse(MINIMAL.read_text(encoding="utf-8"))


def a_ticket(**changes: Any) -> Ticket:
    ticket = Ticket(
        number=Number(date(2026, 11, 20), 7),
        facts=Facts(fault="电梯门关不上", address="钱江新城3幢", phone="13800001111"),
        text="钱江新城3幢电梯门关不上 13800001111",
        reporter="lijing",
        group="repair",
        draft_id=1,
        opened_at=NOW,
    )
    return replace(ticket, **changes)


def a_lived_ticket(**changes: Any) -> Ticket:
    """One with something in every field."""
    hour = timedelta(hours=1)
    ticket = a_ticket(
        status=Status.WAITING,
        source=Source.PHONE,
        type="lift",
        area="river",
        priority=Priority.URGENT,
        life_safety=True,
        playbook_version=3,
        owner="chenjie",
        rule="lifts by the river",
        reach=Reach.ADJACENT,
        look_again_at=NOW + hour,
        ladder="lifts",
        asked=("wanggong", "zhaogong"),
        followers=("sunban",),
        called=("sunban",),
        declined=(Declined(by="sungong", why="far"),),
        assignee="wanggong",
        steps=(0, 1),
        wait=Wait(reason=WaitingFor.PARTS, since=NOW + 3 * hour, until=NOW + 9 * hour, then=Status.ON_SITE),
        pauses=(Pause(begins=NOW + hour, ends=NOW + 2 * hour, reason=WaitingFor.ACCESS),),
        cause="门锁触点",
        remedy="换了触点",
        reworks=1,
        after=4,
        reopens=1,
        also=(AlsoReported(draft_id=9, reporter="chenjie"),),
        acceptance=Acceptance.TOLD,
        asked_again=1,
        asked_again_at=NOW + 2 * hour,
        claimed_at=NOW,
        arrived_at=NOW + hour,
        done_at=NOW + 2 * hour,
        closed_at=NOW + 2 * hour,
        moved_at=NOW + 3 * hour,
        reminded_at=NOW,
        sounded_at=NOW,
    )
    return replace(ticket, **changes)


def a_draft(**changes: Any) -> Draft:
    draft = Draft(
        sender="lijing",
        opened_at=NOW,
        last_at=NOW,
        fields={
            FieldName.FAULT: Field("电梯门关不上", "电梯门关不上", "m1", "phenomenon", 0.95),
            FieldName.PHONE: Field("13800001111", "13800001111", "m1", "mobile", 0.99),
        },
        text="电梯门关不上 13800001111",
    )
    return structs.replace(draft, **changes)
