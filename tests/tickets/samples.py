"""Values to start a test from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tickets.drafts import Draft
from tickets.fields import Facts, Field, FieldName
from tickets.playbook import Playbook, parse
from tickets.ticket import Number, Ticket

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
    return replace(draft, **changes)
