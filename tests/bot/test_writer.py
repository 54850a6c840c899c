"""Work that is committed together, and how little each piece of it concerns the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

import pytest
from sqlalchemy import event

from bot.writer import Writer
from storage.database import Database
from storage.schema import metadata
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import a_draft
from tickets.errors import NotAllowed

T = "acme"
Work = Callable[[UnitOfWork], Any]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    metadata.create_all(opened.engine)
    yield opened
    opened.close()


async def together(writer: Writer, works: Iterable[Work]) -> list[Any]:
    """What each gives or raises, where all of them had been waiting when the first was begun."""
    waiting = asyncio.gather(*(writer.run(T, work) for work in works), return_exceptions=True)
    await asyncio.sleep(0)
    writer.start()
    ended = await waiting
    await writer.close()
    return ended


def opens_a_draft(sender: str) -> Work:
    return lambda uow: uow.drafts.add(a_draft(sender=sender))


def is_refused(uow: UnitOfWork) -> None:
    uow.drafts.add(a_draft(sender="refused"))
    raise NotAllowed("for good")


async def test_what_is_refused_leaves_nothing_behind_and_takes_nobody_along(database: Database) -> None:
    works = [opens_a_draft("one"), is_refused, opens_a_draft("other")]
    one, refused, other = await together(Writer(database, threads=1), works)
    assert isinstance(refused, NotAllowed)
    with database.reading(T) as uow:
        assert [draft.id for draft in uow.drafts.open_of("one")] == [one]
        assert [draft.id for draft in uow.drafts.open_of("other")] == [other]
        assert uow.drafts.open_of("refused") == []


async def test_refusals_do_not_break_a_group_apart(database: Database) -> None:
    commits: list[Any] = []
    event.listen(database.engine, "commit", commits.append)
    works = [is_refused, opens_a_draft("one"), is_refused, opens_a_draft("other"), is_refused]
    ended = await together(Writer(database, threads=1), works)
    assert [isinstance(each, NotAllowed) for each in ended] == [True, False, True, False, True]
    assert len(commits) == 1
    with database.reading(T) as uow:
        assert [len(uow.drafts.open_of(sender)) for sender in ("one", "other", "refused")] == [1, 1, 0]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_groups_that_hold_what_the_other_wants_all_end_well(database: Database) -> None:
    both_hold_their_first = Barrier(2, timeout=5)

    def takes(sender: str, *, first: bool) -> Work:
        def work(uow: UnitOfWork) -> str:
            uow.drafts.open_of(sender, lock=True)
            if first:
                meet_once(both_hold_their_first)
            return sender

        return work

    ended = await asyncio.gather(
        together(Writer(database, threads=1), [takes("x", first=True), takes("y", first=False)]),
        together(Writer(database, threads=1), [takes("y", first=True), takes("x", first=False)]),
    )
    assert ended == [["x", "y"], ["y", "x"]]
    assert both_hold_their_first.broken


def meet_once(barrier: Barrier) -> None:
    """When a group falls apart its pieces run again, and nobody comes to meet them."""
    try:
        barrier.wait()
    except BrokenBarrierError:
        return
    barrier.abort()


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
async def test_whatever_was_handed_in_is_finished_before_the_end(database: Database, count: int) -> None:
    writer = Writer(database)
    works = [writer.run(T, lambda _uow, number=number: number) for number in range(count)]
    waiting = asyncio.gather(*works)
    await asyncio.sleep(0)
    writer.start()
    await writer.close()
    assert await waiting == list(range(count))


async def test_what_comes_in_while_one_thread_looks_ahead_is_one_group(database: Database) -> None:
    commits: list[Any] = []
    event.listen(database.engine, "commit", commits.append)
    looks, goes_on = Event(), Event()

    def takes_long() -> None:
        looks.set()
        goes_on.wait(5)

    writer = Writer(database, threads=4)
    writer.start()
    first = asyncio.create_task(writer.run(T, lambda _uow: None, foresee=takes_long))
    await asyncio.to_thread(looks.wait, 5)
    others = [asyncio.create_task(writer.run(T, opens_a_draft(f"staff{number}"))) for number in range(15)]
    await asyncio.sleep(0)
    goes_on.set()
    await asyncio.gather(first, *others)
    await writer.close()
    assert len(commits) == 2


async def test_what_can_be_done_beforehand_is_done_for_all_before_any_and_cannot_hurt(database: Database) -> None:
    order: list[str] = []

    def breaks() -> None:
        order.append("beforehand")
        raise ValueError("of no concern to anybody yet")

    writer = Writer(database, threads=1)
    waiting = asyncio.gather(*(writer.run(T, lambda _uow: order.append("work"), foresee=breaks) for _ in range(3)))
    await asyncio.sleep(0)
    writer.start()
    await waiting
    await writer.close()
    assert order == ["beforehand"] * 3 + ["work"] * 3
