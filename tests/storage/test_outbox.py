"""Errands are leased, settled and forgotten, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec import structs
from sqlalchemy import text, update

from storage.database import Database
from storage.errands import Errand, ErrandKind
from storage.errors import StorageUnavailable
from storage.schema import errand, metadata
from tests.tickets.samples import NOW

T = "acme"
MINUTE = timedelta(minutes=1)


def an_errand(**changes: object) -> Errand:
    errand = Errand(kind=ErrandKind.TEXT, lane="wanggong:ticket:1", recipient="wanggong", not_before=NOW)
    return structs.replace(errand, **changes)  # type: ignore[arg-type]  # a test's shorthand


def test_an_errand_is_leased_once_until_its_lease_ends(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(), NOW)
        (leased,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)
        assert leased.attempts == 1
        assert uow.outbox.lease(NOW, until=NOW + MINUTE, most=10) == []
        assert uow.outbox.next_due() is None, "whoever has it says what becomes of it"
        (again,) = uow.outbox.lease(NOW + MINUTE, until=NOW + 2 * MINUTE, most=10)
        assert (again.id, again.attempts) == (leased.id, 2)


def test_errands_of_a_lane_are_done_one_after_the_other(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(data={"n": 1}), NOW)
        uow.outbox.add(an_errand(data={"n": 2}), NOW)
        uow.outbox.add(an_errand(lane="other", data={"n": 3}), NOW)
        first = uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)
        assert [errand.data["n"] for errand in first] == [1, 3]
        uow.outbox.done(first[0], NOW)
        assert [errand.data["n"] for errand in uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)] == [2]


def test_waiting_errands_with_one_key_are_one_errand(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(key="card:1"), NOW)
        uow.outbox.add(an_errand(key="card:1", not_before=NOW + MINUTE), NOW)
        assert uow.outbox.lease(NOW, until=NOW + MINUTE, most=10) == []
        (leased,) = uow.outbox.lease(NOW + MINUTE, until=NOW + 2 * MINUTE, most=10)
        uow.outbox.add(an_errand(key="card:1", not_before=NOW + MINUTE), NOW)
        uow.outbox.add(an_errand(key="card:1", not_before=NOW + MINUTE), NOW)
        uow.outbox.done(leased, NOW)
        (second,) = uow.outbox.lease(NOW + MINUTE, until=NOW + 2 * MINUTE, most=10)
        uow.outbox.done(second, NOW)
        assert uow.outbox.lease(NOW + MINUTE, until=NOW + 2 * MINUTE, most=10) == []


def test_what_changes_while_an_errand_fails_comes_after_it(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(key="card:1"), NOW)
        (failed,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)
        uow.outbox.attempted(failed, {"msgtype": "template_card"})
        uow.outbox.retry(failed, not_before=NOW + MINUTE, why="no answer")
        uow.outbox.add(an_errand(key="card:1"), NOW)
        assert uow.outbox.lease(NOW, until=NOW + MINUTE, most=10) == []
        assert uow.outbox.next_due() == NOW + MINUTE, "looking for the second before the first is due would be in vain"
        (again,) = uow.outbox.lease(NOW + MINUTE, until=NOW + 2 * MINUTE, most=10)
        assert (again.id, again.request) == (failed.id, {"msgtype": "template_card"})
        uow.outbox.done(again, NOW)
        (change,) = uow.outbox.lease(NOW + MINUTE, until=NOW + 2 * MINUTE, most=10)
    assert (change.attempts, change.request) == (1, None)


def test_whoever_lost_the_lease_settles_nothing(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(), NOW)
        (slow,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)
        (quick,) = uow.outbox.lease(NOW + MINUTE, until=NOW + 2 * MINUTE, most=10)
        uow.outbox.dead(slow, NOW, "gave up")
        uow.outbox.retry(slow, not_before=NOW, why="gave up")
        assert uow.outbox.lease(NOW + MINUTE, until=NOW + 2 * MINUTE, most=10) == []
        uow.outbox.done(quick, NOW)
        uow.outbox.dead(quick, NOW, "settled already")
        assert uow.reports.dead_errands(NOW - MINUTE, NOW + MINUTE) == []


def test_what_is_still_under_way_is_not_leased_again_though_its_lease_is_over(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(), NOW)
        (leased,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)
        assert uow.outbox.lease(NOW + 2 * MINUTE, until=NOW + 3 * MINUTE, most=10, busy=[leased.id]) == []


def test_the_leases_of_the_dead_can_be_ended(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(key="card:1"), NOW)
        (leased,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)
        uow.outbox.attempted(leased, {"msgtype": "template_card"})
        uow.outbox.add(an_errand(key="card:1"), NOW)
        uow.outbox.end_leases(NOW)
        (again,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)
    assert (again.id, again.request) == (leased.id, {"msgtype": "template_card"})


def test_an_uncounted_retry_is_no_attempt(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(), NOW)
        (leased,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=1)
        uow.outbox.attempted(leased, {"msgtype": "text"})
        uow.outbox.retry(leased, not_before=NOW, why="budget", counted=False)
        (again,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=1)
    assert (again.attempts, again.request) == (1, {"msgtype": "text"})


def test_a_dead_errand_can_be_seen_and_its_lane_goes_on(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(data={"n": 1}), NOW)
        uow.outbox.add(an_errand(data={"n": 2}), NOW)
        (first,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)
        uow.outbox.dead(first, NOW, "81013")
        assert [errand.data["n"] for errand in uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)] == [2]
        (dead,) = uow.reports.dead_errands(NOW, NOW + MINUTE)
        uow.outbox.prune(settled_before=NOW + MINUTE, most=10)
        assert uow.reports.dead_errands(NOW, NOW + MINUTE) == [dead]
    assert (dead.recipient, dead.reason) == ("wanggong", "81013")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_relays_do_not_count_at_the_same_moment(database: Database) -> None:
    with database.unit_of_work(T) as one:
        one.outbox.lease(NOW, until=NOW + MINUTE, most=1)
        with pytest.raises(StorageUnavailable), database.unit_of_work(T) as other:  # noqa: PT012  # the wait is cut short
            other.connection.execute(text("SET LOCAL lock_timeout = '10ms'"))
            other.outbox.lease(NOW, until=NOW + MINUTE, most=1)


def test_what_a_clock_wrote_that_has_been_set_back_can_be_brought_forward(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(lane="ahead", not_before=NOW + timedelta(days=1)), NOW + timedelta(days=1))
        uow.outbox.add(an_errand(lane="meant", not_before=NOW + MINUTE), NOW)
        uow.outbox.bring_forward(NOW)
        assert [each.lane for each in uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)] == ["ahead"]


def test_another_tenants_errands_hold_nobody_up(database: Database) -> None:
    with database.unit_of_work("other") as uow:
        uow.outbox.add(an_errand(), NOW)
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(), NOW)
        assert len(uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)) == 1


@pytest.mark.parametrize("unknown", [{"kind": "sms"}, {"subject_kind": "invoice"}])
def test_errands_that_only_a_newer_version_knows_are_left_for_it_and_hold_nobody_up(
    database: Database, unknown: dict[str, str]
) -> None:
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(data={"n": 1}), NOW - MINUTE)
        uow.connection.execute(update(errand).values(**unknown))
        assert uow.outbox.lease(NOW, until=NOW + MINUTE, most=10) == []
        assert uow.outbox.next_due() is None, "waking up for it would be in vain"
        uow.outbox.add(an_errand(data={"n": 2}), NOW)
        assert [each.data["n"] for each in uow.outbox.lease(NOW, until=NOW + MINUTE, most=10)] == [2]
        assert uow.reports.errands_due(NOW).count == 2, "whoever looks sees it"


def test_a_senders_lock_is_not_the_outboxs_whatever_their_names(postgres_url: str) -> None:
    database = Database(postgres_url)
    metadata.create_all(database.engine)
    with database.unit_of_work("outbox") as one, database.unit_of_work("acme") as another:
        one.drafts.open_of("acme", lock=True)
        assert another.outbox.lease(NOW, until=NOW, most=1) == []
    database.close()


def test_what_waits_for_the_morning_is_not_stuck_whatever_befell_it_before(database: Database) -> None:
    night, morning = NOW + timedelta(minutes=1), NOW + timedelta(hours=8)
    with database.unit_of_work(T) as uow:
        uow.outbox.add(an_errand(), NOW)
        (tried,) = uow.outbox.lease(NOW, until=NOW + MINUTE, most=1)
        uow.outbox.retry(tried, not_before=night, why="rate limit of the member", counted=False)
        (late,) = uow.outbox.lease(night, until=night + MINUTE, most=1)
        uow.outbox.put_off(late, until=morning)
        assert uow.reports.errands_stuck(NOW + timedelta(hours=1)).count == 0
