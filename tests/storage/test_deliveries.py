"""What a member was sent is counted, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.database import Database
from storage.deliveries import HOUR_BUDGET, MINUTE_BUDGET, ON_THE_WAY
from tests.tickets.samples import NOW

T = "acme"


@pytest.mark.parametrize(
    ("sent", "spacing", "free_after"),
    [
        (MINUTE_BUDGET - 1, timedelta(seconds=1), timedelta()),
        (MINUTE_BUDGET, timedelta(), timedelta(minutes=1) + ON_THE_WAY),
        (MINUTE_BUDGET, timedelta(seconds=1), timedelta(seconds=31) + ON_THE_WAY),
        (HOUR_BUDGET, timedelta(seconds=3), timedelta(seconds=603) + ON_THE_WAY),
        (MINUTE_BUDGET, timedelta(minutes=-1), timedelta()),  # counted by a clock that has been set back since
    ],
)
def test_a_member_is_not_sent_more_than_wecom_delivers(
    database: Database, sent: int, spacing: timedelta, free_after: timedelta
) -> None:
    with database.unit_of_work(T) as uow:
        for number in range(sent):
            uow.deliveries.add("wanggong", NOW - number * spacing)
        assert uow.deliveries.free_at("wanggong", NOW) == NOW + free_after
        assert uow.deliveries.free_at("zhaogong", NOW) == NOW


def test_what_did_not_arrive_is_not_counted(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        for _ in range(MINUTE_BUDGET):
            uow.deliveries.add("wanggong", NOW)
        uow.deliveries.take_back("wanggong", NOW)
        assert uow.deliveries.free_at("wanggong", NOW) == NOW
        uow.deliveries.add("wanggong", NOW)
        assert uow.deliveries.free_at("wanggong", NOW) > NOW
