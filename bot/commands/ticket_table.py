"""Tickets as a table: for people before a terminal, whose Chinese characters are two columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.cells import cell_len, set_cell_size

from bot.texts.times import WAITS, by_when, moment
from bot.texts.words import STATUS, trouble, urgency
from tickets.deadlines import next_promises
from tickets.playbook import Playbook
from tickets.ticket import Status, Ticket

COLUMNS = ("单号", "状态", "谁", "哪里", "什么", "时限")
WIDEST = 36
GAP = "  "


def table(tickets: Sequence[tuple[Ticket, Playbook]], now: datetime) -> Iterator[str]:
    """A line each, the columns' names above. Each ticket with its playbook."""
    if not tickets:
        yield "（没有工单）"
        return
    rows = [COLUMNS, *(_row(ticket, playbook, now) for ticket, playbook in tickets)]
    widths = [min(max(map(cell_len, column)), WIDEST) for column in zip(*rows, strict=True)]
    for *cells, last in rows:
        fitted = (_fitted(cell, width) for cell, width in zip(cells, widths, strict=False))
        yield GAP.join((*fitted, last)).rstrip()


def _row(ticket: Ticket, playbook: Playbook, now: datetime) -> tuple[str, ...]:
    what = f"{urgency(ticket)}{trouble(ticket.facts.device, ticket.facts.fault) or ticket.facts.category or '报修'}"
    cells = (
        str(ticket.number),
        STATUS[ticket.status],
        _who(ticket, playbook),
        ticket.facts.address or "",
        what,
        _by_when(ticket, playbook, now),
    )
    return tuple(" ".join(cell.split()) for cell in cells)


def _who(ticket: Ticket, playbook: Playbook) -> str:
    if ticket.assignee:
        return playbook.name_of(ticket.assignee)
    return f"问 {'、'.join(map(playbook.name_of, ticket.asked))}" if ticket.status is Status.OPEN else ""


def _by_when(ticket: Ticket, playbook: Playbook, now: datetime) -> str:
    if ticket.wait is not None:
        return f"{WAITS[ticket.wait.reason]}到 {moment(ticket.wait.until, beside=now)}"
    return by_when(next_promises(ticket, playbook), now)


def _fitted(cell: str, width: int) -> str:
    return set_cell_size(cell, width) if cell_len(cell) <= width else f"{set_cell_size(cell, width - 2)}… "
