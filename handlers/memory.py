"""What staff corrects is kept beside what had been read: accuracy is measured on it, and the tests grow by it."""

from __future__ import annotations

from handlers.context import Context
from handlers.replies import Changes
from tickets.drafts import Draft
from tickets.misreadings import Misreading, differing
from tickets.ticket import Ticket


def remember(ctx: Context, draft: Draft, changes: Changes, *, by: str, ticket: Ticket | None = None) -> None:
    """`draft` as it was before; `ticket`: it had become one already."""
    for field, read, said in differing(draft.fields, changes):
        misreading = Misreading(
            draft_id=draft.id,
            ticket_id=ticket.id if ticket else None,
            field=field,
            read=read,
            said=said,
            text=draft.text,
            by=by,
            at=ctx.now,
            playbook_version=ctx.desk.playbook.version,
        )
        ctx.uow.misreadings.add(misreading)
