"""A customer's phone, and what others do with what it says."""

from __future__ import annotations

from bot.texts import customer_answers
from handlers.keys import Button, Key
from handlers.updates import MediaKind, MenuClick, Scanned
from storage.errands import ErrandKind
from storage.schema import errand
from tests.handlers.conftest import Office
from tickets.drafts import Draft
from tickets.notifications import Subject, SubjectKind
from tickets.senders import customer
from tickets.ticket import Status

WANG = customer("oWang")
OTHER = customer("oOther")


class Phone:
    """A customer's."""

    def __init__(self, office: Office, sender: str = WANG) -> None:
        self.office, self.sender = office, sender

    def says(self, text: str) -> str:
        answer = self.office.says(text, self.sender)
        return self._shown(answer)

    def sends(self, kind: MediaKind, text: str | None = None) -> str:
        return self._shown(self.office.sends(kind, self.sender, text))

    def shares(self, label: str) -> str:
        return self._shown(self.office.shares(label, self.sender))

    def scans(self, scene: str) -> str:
        return self._shown(
            self.office.handle(Scanned(id=self.office._id(), sender=self.sender, at=self.office.now, scene=scene))
        )

    def presses(self, key: str) -> str:
        return self._shown(
            self.office.handle(MenuClick(id=self.office._id(), sender=self.sender, at=self.office.now, key=key))
        )

    @property
    def draft(self) -> Draft:
        (draft,) = self.office.look(lambda uow: uow.drafts.open_of(self.sender))
        return draft

    def _shown(self, answer) -> str:
        return customer_answers.reply(answer.reply, self.office.desk.playbook) if answer.reply else ""


def submits(office: Office, draft: Draft, by: str = "lijing"):
    key = Key(Button.SUBMIT, Subject(SubjectKind.DRAFT, draft.id)).pack()
    return office.presses(key, sender=by)


def a_ticket(office: Office, phone: Phone, report: str = "厨房水管漏水，3幢501，13800001111"):
    phone.says(report)
    return submits(office, phone.draft).ticket_id


def errands_of(office: Office, kind: ErrandKind) -> list:
    return office.look(lambda uow: uow.connection.execute(errand.select().where(errand.c.kind == kind.value)).all())


def finishes(office: Office, ticket_id: int) -> None:
    for button in (Button.CLAIM, Button.ARRIVE, Button.FINISH):
        office.presses(Key(button, Subject(SubjectKind.TICKET, ticket_id)).pack(), sender="wanggong")


def status_of(office: Office, ticket_id: int) -> Status:
    return office.look(lambda uow: uow.tickets.get(ticket_id)).status
