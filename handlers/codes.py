"""A code is sent to whoever says that a telephone number is theirs."""

from __future__ import annotations

from datetime import datetime

from storage.outbox import Errand, ErrandKind


def code_errand(phone: str, code: str, *, now: datetime, expires_at: datetime) -> Errand:
    """By the official account where this number is proven to be a customer's of it, otherwise by SMS.

    It says nothing of whether anybody knows the number: a stranger's gets one too.
    """
    data = {"phone": phone, "code": code, "expires_at": expires_at.isoformat()}
    return Errand(kind=ErrandKind.CODE, lane=f"code:{phone}", key=f"code:{phone}", data=data, not_before=now)
