"""A code is sent to whoever says that a telephone number is theirs."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from storage.errands import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork

VALID = timedelta(minutes=10)
DIGITS = 6
MOST_TRIES = 5

Digest = Callable[[str], str]
"""Of what is not to be read in the database."""


def send_code(
    uow: UnitOfWork,
    phone: str,
    digest: Digest,
    now: datetime,
    *,
    to_the_phone: bool = False,
    later: timedelta = timedelta(),
) -> None:
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    uow.phone_codes.add(phone, digest(_signed(phone, code, to_the_phone)), now=now, expires_at=now + VALID)
    errand = code_errand(phone, code, now=now + later, expires_at=now + VALID, to_the_phone=to_the_phone)
    uow.outbox.add(errand, now)


def is_proven(
    uow: UnitOfWork, phone: str, code: str, digest: Digest, now: datetime, *, to_the_phone: bool = False
) -> bool:
    """Is it the code that was sent there last, and in this way? So many wrong ones spoil it."""
    return uow.phone_codes.prove(phone, digest(_signed(phone, code, to_the_phone)), now=now, tries=MOST_TRIES)


def _signed(phone: str, code: str, to_the_phone: bool) -> str:
    """One that came to the official account is none for what only the phone can show."""
    return f"{phone}{code}{'!' if to_the_phone else ''}"


def code_errand(phone: str, code: str, *, now: datetime, expires_at: datetime, to_the_phone: bool = False) -> Errand:
    """To whoever is known by this number: by the official account where they have lately proven it, otherwise by SMS.

    `to_the_phone`: to anybody's, and by SMS alone: what comes by another way shows nobody's number.
    """
    data = {"phone": phone, "code": code, "expires_at": expires_at.isoformat(), "to_the_phone": to_the_phone}
    return Errand(kind=ErrandKind.CODE, lane=f"code:{phone}", key=f"code:{phone}", data=data, not_before=now)
