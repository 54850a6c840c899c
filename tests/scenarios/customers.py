"""What customers do, as the channels hand it on: whichever it was, these are the functions that they call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from handlers.context import Context
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tickets.ticket import Ticket

T = TypeVar("T")


async def at_the_desk(desk: Desk, act: Callable[[Context], T]) -> T:
    """In a transaction, as an update would be."""
    shelf = desk.works.tenants["demo"].shelf

    def handle(uow: UnitOfWork) -> T:
        return act(Context(uow, shelf.desk(uow), desk.clock.now()))

    done = await desk.works.writer.run("demo", handle)
    await desk.settles()
    return done


async def the_customer(desk: Desk, says: Callable[[Context, Ticket], object], ticket_id: int = 1) -> None:
    def act(ctx: Context) -> None:
        ticket = ctx.uow.tickets.get(ticket_id, lock=True)
        assert ticket is not None
        says(ctx, ticket)

    await at_the_desk(desk, act)
