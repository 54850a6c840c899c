"""Templates that are refused to everybody: whoever knows it spares themselves asking, and each push a detour.

Counted in the database, so that one process knows what another was told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.channels.shut import Shut
from storage.unit_of_work import UnitOfWork

FOR = timedelta(hours=1)
"""Then it is tried again: what is wrong may have been put right at the other end."""
ENOUGH = 2
WEIGHT: Mapping[Shut, int] = {Shut.TEMPLATE: ENOUGH, Shut.UNSUPPORTED: ENOUGH, Shut.WORDS: 1}
"""One refusal of what it says may be about what one ticket says, two in a row are not."""
REFUSED = "template_refused"


def mark_of(template: object) -> str:
    """Of what is set up: what is set up otherwise is another template, and tried at once."""
    return hashlib.sha256(repr(template).encode()).hexdigest()[:32]


def is_broken(uow: UnitOfWork, mark: str, now: datetime) -> bool:
    return uow.attempts.count(REFUSED, mark, since=now - FOR) >= ENOUGH


def refused(uow: UnitOfWork, mark: str, shut: Shut, now: datetime) -> None:
    for _ in range(WEIGHT.get(shut, 0)):
        uow.attempts.add(REFUSED, mark, now)


def taken(uow: UnitOfWork, mark: str) -> None:
    """Of what went wrong before, nothing is wrong any more."""
    uow.attempts.forget(REFUSED, mark)
