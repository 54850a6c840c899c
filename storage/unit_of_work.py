"""What one transaction can reach: every table, of one tenant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from storage import found_by
from storage.access_tokens import AccessTokens
from storage.acquaintances import Acquaintances
from storage.attachments import Attachments
from storage.attempts import Attempts
from storage.availability import Availabilities
from storage.cards import Cards
from storage.connection import Connection
from storage.customers import Customers
from storage.deliveries import Deliveries
from storage.drafts import Drafts
from storage.found_by import FoundBy
from storage.heartbeats import Heartbeats
from storage.inbox import Inbox
from storage.learned import Learned
from storage.linking import Linking
from storage.llm_usage import LlmUsage
from storage.messages import Messages
from storage.misreadings import Misreadings
from storage.outbox import Outbox
from storage.page_links import PageLinks
from storage.people import People
from storage.phone_codes import PhoneCodes
from storage.place_codes import PlaceCodes
from storage.playbooks import Playbooks
from storage.portraits import Portraits
from storage.positions import Positions
from storage.ratings import Ratings
from storage.reports import Reports
from storage.staffing import Staff
from storage.template_messages import TemplateMessages
from storage.tickets import Tickets
from storage.timers import Timers
from storage.unionids import Unionids
from storage.wecom_contacts import WecomContacts
from storage.windows import Windows

T = TypeVar("T")


class _Of(Generic[T]):
    """One table's part, made when it is first asked for: most updates touch few tables."""

    def __init__(self, part: Callable[[Connection, str], T]) -> None:
        self._part = part

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, uow: UnitOfWork, _owner: type | None = None) -> T:
        made: T = self._part(uow.connection, uow.tenant)
        uow.__dict__[self._name] = made  # from here on it is found there
        return made


class UnitOfWork:
    """Opened for a tenant, so that no query can forget it. It has no commit: whoever opened it ends it."""

    inbox = _Of(Inbox)
    drafts = _Of(Drafts)
    messages = _Of(Messages)
    attachments = _Of(Attachments)
    tickets = _Of(Tickets)
    timers = _Of(Timers)
    availability = _Of(Availabilities)
    people = _Of(People)
    portraits = _Of(Portraits)
    staff = _Of(Staff)
    outbox = _Of(Outbox)
    deliveries = _Of(Deliveries)
    cards = _Of(Cards)
    access_tokens = _Of(AccessTokens)
    heartbeats = _Of(Heartbeats)
    playbooks = _Of(Playbooks)
    misreadings = _Of(Misreadings)
    learned = _Of(Learned)
    llm_usage = _Of(LlmUsage)
    acquaintances = _Of(Acquaintances)
    page_links = _Of(PageLinks)
    attempts = _Of(Attempts)
    phone_codes = _Of(PhoneCodes)
    positions = _Of(Positions)
    customers = _Of(Customers)
    unionids = _Of(Unionids)
    wecom_contacts = _Of(WecomContacts)
    windows = _Of(Windows)
    template_messages = _Of(TemplateMessages)
    place_codes = _Of(PlaceCodes)
    linking = _Of(Linking)
    ticket_keys = _Of(partial(FoundBy, statements=found_by.TICKETS))
    draft_keys = _Of(partial(FoundBy, statements=found_by.DRAFTS))
    ratings = _Of(Ratings)
    reports = _Of(Reports)

    def __init__(self, connection: Connection, tenant: str) -> None:
        self.connection = connection
        self.tenant = tenant
        self._within: datetime | None = None

    @property
    def wakes_at(self) -> datetime | None:
        """The earliest moment at which what was written here wants to be looked at again; None: nothing does."""
        times = [time for time in (self.timers.wakes_at, self.outbox.wakes_at, self._within) if time is not None]
        return min(times, default=None)

    def had_within(self, other: UnitOfWork) -> None:
        """What was written by that one, in a savepoint, is written here."""
        times = [time for time in (self._within, other.wakes_at) if time is not None]
        self._within = min(times, default=None)
