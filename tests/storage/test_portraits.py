"""Members' pictures, on both databases."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.portraits import Portrait
from tests.tickets.samples import NOW
from tickets.organisation import Member

T = "acme"
MINUTE = timedelta(minutes=1)


def test_a_portrait_is_there_as_long_as_its_member_allows_it(database: Database) -> None:
    picture = bytes(range(256)) * 40
    with database.unit_of_work(T) as uow:
        uow.portraits.keep("wanggong", b"before", "m1", NOW - MINUTE)
        uow.portraits.keep("wanggong", picture, "m2", NOW)
    with database.reading(T) as uow:
        assert uow.portraits.of("wanggong") == Portrait("m2", NOW)
        assert (uow.portraits.picture("wanggong", "m2"), uow.portraits.picture("wanggong", "m1")) == (picture, None)
        assert uow.portraits.of("zhaogong") is None
    with database.unit_of_work(T) as uow:
        uow.portraits.forget("wanggong")
    with database.reading(T) as uow:
        assert (uow.portraits.of("wanggong"), uow.portraits.picture("wanggong", "m2")) == (None, None)


def test_those_of_who_has_left_are_forgotten_whenever_they_were_kept(database: Database) -> None:
    """Two transactions at once may not see one another: one keeps, one writes that they have left."""
    with database.unit_of_work(T) as uow:
        for userid in ("wanggong", "zhaogong"):
            uow.people.save(Member(userid=userid, name=userid))
            uow.portraits.keep(userid, b"picture", "m1", NOW)
        uow.portraits.keep("out_of_sight", b"picture", "m1", NOW)
        uow.people.left("wanggong", NOW - MINUTE)
        uow.portraits.forget_those_who_left()
    with database.reading(T) as uow:
        kept = [uow.portraits.of(userid) is not None for userid in ("wanggong", "zhaogong", "out_of_sight")]
    assert kept == [False, True, True]
