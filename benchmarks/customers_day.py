"""What the customers of a simulated day do, the front desk and the technician with them."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, cast

from sqlalchemy import bindparam, select, update

import handlers
from benchmarks.customers import Customer, Town, somebody
from benchmarks.desk import TENANT, knowledge
from bot.channels.errors import ChannelRejected
from bot.errands.jobs import Job
from bot.errands.pushes import Pushes
from bot.errands.ways import Ways
from emulator.wechat.allowance import Interaction
from handlers.context import Context, Desk
from handlers.keys import Button, Key
from handlers.updates import CardClick, TextMessage, Unsubscribed, Update
from storage.database import Database
from storage.errands import ErrandKind, State
from storage.inbox import Arrival, Handled, Outcome
from storage.schema import errand
from tickets.errors import DomainError
from tickets.notifications import Stage, Subject, SubjectKind
from tickets.senders import customer as at_wechat
from tickets.ways import Way

MORNING = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
DAY_SECONDS = 12 * 3600
MOST = 64
FOR_STAFF = (
    update(errand)
    .where(errand.c.kind != ErrandKind.PUSH.value, errand.c.state == State.WAITING.value)
    .values(state=State.DONE.value, settled_at=bindparam("now"))
)
"""Cards and texts of members are another benchmark's: here they are out at once."""
FAULTS = ("厨房水管漏水", "客厅的灯不亮了", "空调不制冷", "门锁打不开", "马桶堵了")


@dataclass(order=True)
class Planned:
    at: datetime
    place: int
    act: Callable[[], None] = field(compare=False)


class Day:
    def __init__(self, database: Database, town: Town, random: Random) -> None:
        self.database, self.town, self.random = database, town, random
        self.desk: Desk = knowledge(database)
        self.now = MORNING
        self.loop = asyncio.new_event_loop()
        self._pushes = Pushes(TENANT, lambda _: self.desk, cast("Ways", town), "https://example.com")
        self._agenda: list[Planned] = []
        self._numbers = itertools.count(1)

    def write(self, tickets: int) -> None:
        for number in range(tickets):
            customer = somebody(number, self.random)
            self.town.settles(customer)
            self.at(self.random.uniform(0, DAY_SECONDS), Matter(self, customer).begins)

    def at(self, seconds: float, act: Callable[[], None]) -> None:
        planned = Planned(self.now + timedelta(seconds=seconds), next(self._numbers), act)
        heapq.heappush(self._agenda, planned)

    def live(self) -> None:
        while self._agenda:
            planned = heapq.heappop(self._agenda)
            self._tells(until=planned.at)
            self.now = self.town.now = planned.at
            planned.act()
        self._tells(until=self.now + timedelta(days=1))
        self.loop.close()

    def happens(self, update: Update) -> Handled:
        with self.database.unit_of_work(TENANT) as uow:
            ctx = Context(uow, self.desk, self.now)
            try:
                answer = handlers.handle(ctx, update)
            except DomainError as error:  # pressed too late: the customer was quicker
                answer = handlers.refuse(ctx, update, error)
            handled = Handled(
                outcome=answer.outcome, reason=answer.reason, draft_id=answer.draft_id, ticket_id=answer.ticket_id
            )
            arrival = Arrival(id=update.id, kind="", sender=update.sender, received_at=self.now)
            uow.inbox.remember(arrival, handled)
            uow.connection.execute(FOR_STAFF, {"now": self.now})
        return handled

    def asked_by(self) -> Counter[Way]:
        """By which ways customers were asked whether it is solved."""
        pushes = select(errand.c.data).where(errand.c.kind == ErrandKind.PUSH.value)
        with self.database.reading(TENANT) as uow:
            told = list(uow.connection.execute(pushes.where(errand.c.state == State.DONE.value)).scalars())
        return Counter(Way(each["way"]) for each in told if each["stage"] == Stage.DONE)

    def next_id(self) -> str:
        return f"u{next(self._numbers)}"

    def _tells(self, *, until: datetime) -> None:
        """Whatever falls due by then, when it does."""
        while (due := self._next_due()) is not None and due <= until:
            self.now = self.town.now = max(self.now, due)
            self._round()

    def _next_due(self) -> datetime | None:
        with self.database.reading(TENANT) as uow:
            return uow.outbox.next_due()

    def _round(self) -> None:
        jobs: list[Job] = []
        with self.database.unit_of_work(TENANT) as uow:
            uow.connection.execute(FOR_STAFF, {"now": self.now})
            for each in uow.outbox.lease(self.now, until=self.now + timedelta(minutes=1), most=MOST):
                prepared_job = self._pushes.prepare(uow, each, self.now)
                if isinstance(prepared_job, Job):
                    jobs.append(prepared_job)
        for job in jobs:
            self._carry_out(job)

    def _carry_out(self, job: Job) -> None:
        try:
            settle = self.loop.run_until_complete(cast("Any", job.run()))
        except ChannelRejected as error:
            settle = job.rejected(error)
        with self.database.unit_of_work(TENANT) as uow:
            settle(uow, now=self.now)


class Matter:
    """One customer's, from the report to the end; what becomes of it is decided at its beginning."""

    def __init__(self, day: Day, customer: Customer) -> None:
        self.day, self.customer = day, customer
        self.ticket_id = 0
        random = day.random
        self.waits_days = random.uniform(1, 4) if random.random() < 0.10 else 0.0
        self.asks = random.random() < 0.30
        self.leaves = random.random() < 0.06
        self.cancels = random.random() < 0.05
        self.is_redone = random.random() < 0.05
        self.hurried = random.random() < 0.15

    def begins(self) -> None:
        self._says(f"{self.day.random.choice(FAULTS)}，{self.day.random.randint(1, 40)}幢501")
        self.day.at(30, self._leaves_number)

    def _leaves_number(self) -> None:
        handled = self._says(self.customer.phone)
        assert handled.draft_id is not None, "the report is a draft"
        draft = Subject(SubjectKind.DRAFT, handled.draft_id)
        self.day.at(self._between(30, 600), lambda: self._submitted(draft))

    def _submitted(self, draft: Subject) -> None:
        """Pressed again by whoever is asked whether it is not another customer's matter."""
        handled = self._pressed(Button.SUBMIT, draft, "lijing")
        if handled.ticket_id is None:
            handled = self._pressed(Button.SUBMIT, draft, "lijing")
        assert handled.ticket_id is not None, "the draft is complete"
        self.ticket_id = handled.ticket_id
        if self.leaves:
            self.day.at(self._between(60, 7200), self._leave)
        self.day.at(self._between(60, 5400), self._claimed)

    def _claimed(self) -> None:
        self._on_ticket(Button.CLAIM)
        if self.asks:
            self.day.at(self._between(60, 3600), lambda: self._says("到哪了"))
        if self.cancels:
            self.day.at(self._between(60, 3600), lambda: self._says("不用来了，已经好了"))
            return
        self.day.at(self._between(1, 60) if self.hurried else self._between(300, 7200), self._departed)

    def _departed(self) -> None:
        self._on_ticket(Button.DEPART)
        self.day.at(1 if self.hurried else self._between(300, 2400), self._arrived)

    def _arrived(self) -> None:
        self._on_ticket(Button.ARRIVE)
        if self.waits_days:
            self.day.at(self._between(300, 1800), self._is_put_off)
        else:
            self.day.at(self._between(600, 7200), self._finished)

    def _is_put_off(self) -> None:
        wait = f"等配件 {self.waits_days:.0f}天后"
        self._staff(f"{self._number()} {wait}")
        self.day.at(self.waits_days * 86400, self._goes_on)

    def _goes_on(self) -> None:
        self._on_ticket(Button.RESUME)
        self.waits_days = 0
        self.day.at(self._between(60, 600), self._departed)

    def _finished(self) -> None:
        self._on_ticket(Button.FINISH)
        if self.is_redone:
            self.is_redone = False
            self.day.at(self._between(600, 20_000), self._sends_back)
        elif self.day.random.random() < 0.6:
            self.day.at(self._between(60, 20_000), lambda: self._says("已解决"))

    def _sends_back(self) -> None:
        self._says("没修好，还是那样")
        self.day.at(self._between(600, 7200), self._departed)

    def _leave(self) -> None:
        if self.customer.follows:
            self.day.town.leaves(self.customer.openid)
            self.day.happens(Unsubscribed(id=self.day.next_id(), sender=self._sender, at=self.day.now))

    def _says(self, text: str) -> Handled:
        if not self.customer.follows:
            return Handled(outcome=Outcome.IGNORED, reason="gone")
        self.day.town.does(self.customer.openid, Interaction.MESSAGE)
        update = TextMessage(id=self.day.next_id(), sender=self._sender, at=self.day.now, text=text)
        return self.day.happens(update)

    def _staff(self, text: str) -> None:
        self.day.happens(TextMessage(id=self.day.next_id(), sender="wanggong", at=self.day.now, text=text))

    def _on_ticket(self, button: Button) -> None:
        self._pressed(button, Subject(SubjectKind.TICKET, self.ticket_id), "wanggong")

    def _pressed(self, button: Button, subject: Subject, by: str) -> Handled:
        key = Key(button, subject).pack()
        click = CardClick(id=self.day.next_id(), sender=by, at=self.day.now, task_id="", key=key, response_code="")
        return self.day.happens(click)

    def _number(self) -> str:
        with self.day.database.reading(TENANT) as uow:
            ticket = uow.tickets.get(self.ticket_id)
        assert ticket is not None
        return str(ticket.number)

    @property
    def _sender(self) -> str:
        return at_wechat(self.customer.openid)

    def _between(self, least: float, most: float) -> float:
        return self.day.random.uniform(least, most)
