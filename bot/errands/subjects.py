"""What an errand is about, as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from storage.errands import Errand
from storage.messages import Message
from storage.unit_of_work import UnitOfWork
from tickets.drafts import Draft
from tickets.notifications import SubjectKind
from tickets.ratings import Rating
from tickets.staffing import Leave
from tickets.ticket import Ticket

About = Draft | Ticket | Message | Rating | Leave


def subject_of(uow: UnitOfWork, errand: Errand) -> About | None:
    return FOUND[errand.subject.kind](uow, errand.subject.id) if errand.subject is not None else None


FOUND: Mapping[SubjectKind, Callable[[UnitOfWork, int], About | None]] = {
    SubjectKind.DRAFT: lambda uow, found: uow.drafts.get(found),
    SubjectKind.TICKET: lambda uow, found: uow.tickets.get(found),
    SubjectKind.MESSAGE: lambda uow, found: uow.messages.get(found),
    SubjectKind.RATING: lambda uow, found: uow.ratings.get(found),
    SubjectKind.LEAVE: lambda uow, found: uow.staff.leave(found),
    # It stands on the draft's card.
    SubjectKind.OFFER: lambda _, __: None,
}
