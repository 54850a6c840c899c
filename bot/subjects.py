"""What an errand is about, as it is now."""

from __future__ import annotations

from storage.messages import Message
from storage.outbox import Errand
from storage.unit_of_work import UnitOfWork
from tickets.drafts import Draft
from tickets.notifications import SubjectKind
from tickets.ratings import Rating
from tickets.staffing import Leave
from tickets.ticket import Ticket


def subject_of(uow: UnitOfWork, errand: Errand) -> Draft | Ticket | Message | Rating | Leave | None:
    if errand.subject is None:
        return None
    match errand.subject.kind:
        case SubjectKind.DRAFT:
            return uow.drafts.get(errand.subject.id)
        case SubjectKind.TICKET:
            return uow.tickets.get(errand.subject.id)
        case SubjectKind.MESSAGE:
            return uow.messages.get(errand.subject.id)
        case SubjectKind.RATING:
            return uow.ratings.get(errand.subject.id)
        case SubjectKind.LEAVE:
            return uow.staff.leave(errand.subject.id)
