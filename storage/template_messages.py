"""Template messages that were handed in: WeChat says later whether they arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import template_message as t
from tickets.notifications import Stage

_ADD = Prepared(t, lambda insert: insert.on_conflict_do_nothing(index_elements=[t.c.tenant, t.c.id]).returning(t.c.id))
NOBODY = 0
"""Whose a message is of which WeChat has told that it failed, before we had written down that it was sent."""
_GET = select(t).where(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"))
_PRUNE = delete(t).where(t.c.tenant == bindparam("b_tenant"), t.c.sent_at < bindparam("b_before"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateMessage:
    """`id` is WeChat's."""

    id: str
    customer_id: int
    ticket_id: int
    stage: Stage
    sent_at: datetime


class TemplateMessages:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def sent(self, template_message: TemplateMessage) -> bool:
        """False: WeChat has told already that it failed."""
        row = {
            "tenant": self._tenant,
            "id": template_message.id,
            "customer_id": template_message.customer_id,
            "ticket_id": template_message.ticket_id,
            "stage": template_message.stage.value,
            "sent_at": template_message.sent_at,
        }
        return _ADD.first(self._connection, row) is not None

    def failed_before(self, wechat_id: str, at: datetime) -> bool:
        """Nobody knows of such a message yet, and whoever comes to write it down will find this. False: it is known."""
        row = {
            "tenant": self._tenant,
            "id": wechat_id,
            "customer_id": NOBODY,
            "ticket_id": NOBODY,
            "stage": Stage.REPORTED.value,
            "sent_at": at,
        }
        return _ADD.first(self._connection, row) is not None

    def get(self, wechat_id: str) -> TemplateMessage | None:
        row = self._connection.execute(_GET, {"b_tenant": self._tenant, "b_id": wechat_id}).first()
        if row is None:
            return None
        return TemplateMessage(
            id=row.id,
            customer_id=row.customer_id,
            ticket_id=row.ticket_id,
            stage=Stage(row.stage),
            sent_at=row.sent_at,
        )

    def prune(self, *, before: datetime) -> int:
        """Whatever became of those, WeChat has told it; gives how many."""
        return self._connection.execute(_PRUNE, {"b_tenant": self._tenant, "b_before": before}).rowcount
