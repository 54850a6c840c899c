"""`python -m bot playbook explain "<message>"`: what would happen to it, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from bot.clock import system_time
from bot.commands import given
from bot.commands.playbook import foretold, who_is_there
from bot.commands.words import FIRST_YEAR, LAST_YEAR
from bot.config import Settings
from bot.playbooks import Standing, from_file, in_force
from bot.texts.words import LABELS, question, shown
from handlers.reading import fields_from, reader_for
from nlp.reading import Reading
from tickets.calendar import LOCAL
from tickets.dispatch import dispatch
from tickets.fields import Field, FieldName, Fields, facts_for
from tickets.intake import wanted
from tickets.placing import placed
from tickets.playbook import Playbook
from tickets.playbook.recognition import as_reported, facing_of
from tickets.playbook.values import Source
from tickets.staffing import Staffing
from tickets.ticket import Number, Ticket

REFUSED = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """`at` None: now."""

    message: str
    source: Source
    at: str | None


@dataclass(frozen=True, slots=True)
class _Office:
    """What the message comes to: by when, under which rules, and who is there."""

    now: datetime
    playbook: Playbook
    staff: Staffing


def run(settings: Callable[[], Settings], asked: Asked, *, tenant: str | None, file: Path | None) -> int:
    """Where there is no database everybody is taken to be there, as far as shifts allow."""
    now = _moment(asked.at)
    if now is None:
        print(f"--at：{asked.at} 不是时间，要写成 22:30 或 2026-11-22T22:30。", file=sys.stderr)
        return REFUSED
    standing = _standing(settings, tenant, file)
    playbook = standing.playbook
    print(f"{standing.called}，{now:%Y-%m-%d %H:%M} 收到")
    staff = who_is_there.at(settings, tenant, playbook, now)
    print(who_is_there.told(staff, playbook, now))
    office = _Office(now, playbook, staff or Staffing())
    reading = reader_for(playbook)(asked.message, now)
    for part in reading.tickets if len(reading.tickets) > 1 else (reading,):
        _explain(part, asked, office)
    return 0


def _standing(settings: Callable[[], Settings], tenant: str | None, file: Path | None) -> Standing:
    if file is not None:
        return from_file(file)
    known = settings()
    return in_force(given.one_tenant(known, tenant), known)


def _moment(at: str | None) -> datetime | None:
    """Of today, where only a time is given."""
    now = system_time().astimezone(LOCAL)
    if at is None:
        return now
    try:
        if len(at) <= len("22:30"):
            return datetime.combine(now.date(), time.fromisoformat(at.zfill(len("22:30"))), LOCAL)
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def _explain(reading: Reading, asked: Asked, office: _Office) -> None:
    now, playbook = office.now, office.playbook
    fields = fields_from(reading, asked.message, message="")
    ticket = as_reported(_ticket(fields, asked, now, playbook), playbook)
    found = dispatch(ticket, facing_of(ticket, now), playbook, office.staff, now)
    sent = placed(ticket, found, now=now).ticket
    _print("读到", [_read_as(name, field) for name, field in fields.items()])
    _print("判断", foretold.taken_for(ticket, playbook))
    _print("提交前还要问", _questions(fields, ticket, playbook))
    _print("派给谁", foretold.who_is_asked(found, playbook))
    _print("没对上的规则（差得最少的在前）", foretold.near_misses(found, playbook))
    _print("时限", foretold.promised(sent, playbook))
    _print("没有人管的话", foretold.if_nobody_acts(sent, playbook, office.staff))
    _print("完工以后", foretold.afterwards(sent, playbook))


def _ticket(fields: Fields, asked: Asked, now: datetime, playbook: Playbook) -> Ticket:
    return Ticket(
        number=Number(now.date(), 0),
        facts=facts_for(fields),
        text=asked.message,
        source=asked.source,
        reporter=next(iter(playbook.roles.desk), ""),
        group=playbook.default_group,
        draft_id=0,
        opened_at=now,
    )


def _read_as(name: FieldName, field: Field) -> str:
    return f"{LABELS[name]}：{shown(name, field)}{f' ←「{field.words}」' if field.words else ''}"


def _questions(fields: Fields, ticket: Ticket, playbook: Playbook) -> list[str]:
    required = playbook.terms_for(ticket.source, ticket.type).required
    lacking = (wanted(key, playbook) for key in required if key not in fields)
    return [question(each) for each in lacking if each is not None]


def _print(title: str, lines: Iterable[str]) -> None:
    told = list(lines)
    if told:
        print(title)
        for line in told:
            print(f"  {line}")
