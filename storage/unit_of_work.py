"""What one transaction can reach: every table, of one tenant."""

from __future__ import annotations

from datetime import datetime

from storage.access_tokens import AccessTokens
from storage.acquaintances import Acquaintances
from storage.ahead import Ahead
from storage.attachments import Attachments
from storage.attempts import Attempts
from storage.availability import Availabilities
from storage.cards import Cards
from storage.connection import Connection
from storage.customers import Customers
from storage.deliveries import Deliveries
from storage.drafts import Drafts
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
from storage.positions import Positions
from storage.ratings import Ratings
from storage.reports import Reports
from storage.staffing import Staff
from storage.template_messages import TemplateMessages
from storage.tickets import Tickets
from storage.timers import Timers
from storage.windows import Windows


class UnitOfWork:
    """Opened for a tenant, so that no query can forget it. It has no commit: whoever opened it ends it."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self.connection = connection
        self.tenant = tenant
        self.ahead = Ahead(connection, tenant)
        self.inbox = Inbox(connection, tenant)
        self.drafts = Drafts(connection, tenant)
        self.messages = Messages(connection, tenant)
        self.attachments = Attachments(connection, tenant)
        self.tickets = Tickets(connection, tenant)
        self.timers = Timers(connection, tenant)
        self.availability = Availabilities(connection, tenant)
        self.people = People(connection, tenant)
        self.staff = Staff(connection, tenant)
        self.outbox = Outbox(connection, tenant)
        self.deliveries = Deliveries(connection, tenant)
        self.cards = Cards(connection, tenant)
        self.access_tokens = AccessTokens(connection, tenant)
        self.heartbeats = Heartbeats(connection, tenant)
        self.playbooks = Playbooks(connection, tenant)
        self.misreadings = Misreadings(connection, tenant)
        self.learned = Learned(connection, tenant)
        self.llm_usage = LlmUsage(connection, tenant)
        self.acquaintances = Acquaintances(connection, tenant)
        self.page_links = PageLinks(connection, tenant)
        self.attempts = Attempts(connection, tenant)
        self.phone_codes = PhoneCodes(connection, tenant)
        self.positions = Positions(connection, tenant)
        self.customers = Customers(connection, tenant)
        self.windows = Windows(connection, tenant)
        self.template_messages = TemplateMessages(connection, tenant)
        self.place_codes = PlaceCodes(connection, tenant)
        self.linking = Linking(connection, tenant)
        self.ratings = Ratings(connection, tenant)
        self.reports = Reports(connection, tenant)

    @property
    def wakes_at(self) -> datetime | None:
        """The earliest moment at which what was written here wants to be looked at again; None: nothing does."""
        times = [time for time in (self.timers.wakes_at, self.outbox.wakes_at) if time is not None]
        return min(times, default=None)
