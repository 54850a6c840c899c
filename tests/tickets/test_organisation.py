"""Who joined and who left, and what cannot be believed."""

from __future__ import annotations

import pytest

from tickets.organisation import (
    Department,
    Incredible,
    Member,
    MemberStatus,
    Organisation,
    changed,
    leaders_above,
    missing,
)

WANG = Member(userid="wang", name="王工", departments=(3,))
ZHAO = Member(userid="zhao", name="赵工", departments=(3,))


def company(*members: Member) -> Organisation:
    return Organisation(departments=(), members=members)


def crowd(count: int) -> list[Member]:
    return [Member(userid=f"m{number:03}", name="某") for number in range(count)]


def test_whoever_is_new_or_changed_is_seen() -> None:
    renamed = Member(userid="wang", name="王师傅", departments=(3,))
    assert changed(company(WANG, ZHAO), company()) == (WANG, ZHAO)
    assert changed(company(WANG, ZHAO), company(WANG, ZHAO)) == ()
    assert changed(company(renamed, ZHAO), company(WANG, ZHAO)) == (renamed,)


@pytest.mark.parametrize(
    ("status", "away"),
    [
        (MemberStatus.ACTIVE, ()),
        (MemberStatus.NOT_ACTIVATED, ()),
        (MemberStatus.UNTOLD, ()),
        (MemberStatus.DISABLED, ("zhao",)),
        (MemberStatus.LEFT, ("zhao",)),
    ],
)
def test_whoever_is_disabled_works_here_no_more(status: MemberStatus, away: tuple[str, ...]) -> None:
    seen = Member(userid="zhao", name="赵工", departments=(3,), status=status)
    assert missing(company(WANG, seen), company(WANG, ZHAO)) == away
    assert (seen in changed(company(WANG, seen), company(WANG))) is not bool(away)


@pytest.mark.parametrize(("of", "stay", "believed"), [(10, 5, True), (10, 4, False), (100, 80, True), (100, 79, False)])
def test_nobody_believes_that_a_large_part_left_at_once(of: int, stay: int, *, believed: bool) -> None:
    members = crowd(of)
    if believed:
        assert len(missing(company(*members[:stay]), company(*members))) == of - stay
    else:
        with pytest.raises(Incredible):
            missing(company(*members[:stay]), company(*members))


def test_nobody_believes_that_everybody_left() -> None:
    with pytest.raises(Incredible):
        missing(company(), company(WANG))
    assert missing(company(), company()) == ()


def test_leaders_are_those_of_the_departments_from_the_nearest_upwards() -> None:
    departments = (
        Department(id=1, name="公司", parent_id=0, leaders=("boss",)),
        Department(id=3, name="维修班", parent_id=1, leaders=("sun", "wang")),
    )
    organisation = Organisation(departments=departments, members=(WANG,))
    assert leaders_above("wang", organisation) == ("sun", "boss")
    assert leaders_above("stranger", organisation) == ()
