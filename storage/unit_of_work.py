"""What one transaction can reach: every table, of one tenant."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from storage.access_tokens import AccessTokens
from storage.attachments import Attachments
from storage.cards import Cards
from storage.drafts import Drafts
from storage.heartbeats import Heartbeats
from storage.inbox import Inbox
from storage.messages import Messages
from storage.outbox import Outbox
from storage.reports import Reports
from storage.tickets import Tickets
from storage.timers import Timers


class UnitOfWork:
    """Opened for a tenant, so that no query can forget it. It has no commit: whoever opened it ends it."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self.connection = connection
        self.tenant = tenant

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.connection, self.tenant)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.connection, self.tenant)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self.connection, self.tenant)

    @cached_property
    def attachments(self) -> Attachments:
        return Attachments(self.connection, self.tenant)

    @cached_property
    def tickets(self) -> Tickets:
        return Tickets(self.connection, self.tenant)

    @cached_property
    def timers(self) -> Timers:
        return Timers(self.connection, self.tenant)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.connection, self.tenant)

    @cached_property
    def cards(self) -> Cards:
        return Cards(self.connection, self.tenant)

    @cached_property
    def access_tokens(self) -> AccessTokens:
        return AccessTokens(self.connection, self.tenant)

    @cached_property
    def heartbeats(self) -> Heartbeats:
        return Heartbeats(self.connection, self.tenant)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.connection, self.tenant)

    @property
    def wakes_at(self) -> datetime | None:
        """The earliest moment at which what was written here wants to be looked at again; None: nothing does."""
        used = vars(self)
        times = [used[name].wakes_at for name in ("timers", "outbox") if name in used]
        return min((time for time in times if time is not None), default=None)
