"""A second reader is asked about what the first was not sure of; where they differ, its words are offered."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.context import Context
from nlp.second_reader import believable
from storage.errands import Errand, ErrandKind
from tickets.drafts import SURE, Draft, DraftStatus, offered
from tickets.fields import Field, FieldName, Method
from tickets.notifications import Subject, SubjectKind

WORTH_ASKING = frozenset(
    {FieldName.FAULT, FieldName.ADDRESS, FieldName.CUSTOMER, FieldName.CATEGORY, FieldName.DEVICE, FieldName.SERIAL}
)


def ask_second_reader(ctx: Context, draft: Draft) -> None:
    """Once the burst is over and the card is out: nobody waits for it."""
    if not ctx.desk.second_reader or not in_doubt(draft):
        return
    errand = Errand(
        kind=ErrandKind.SECOND_READING,
        lane=f"second:{draft.id}",
        key=f"second:{draft.id}",
        subject=Subject(SubjectKind.DRAFT, draft.id),
        not_before=ctx.now + 2 * ctx.desk.capture.quiet,
    )
    ctx.uow.outbox.add(errand, ctx.now)


def in_doubt(draft: Draft) -> frozenset[FieldName]:
    """What was read and may be wrong, while nobody has confirmed it."""
    if draft.status is not DraftStatus.OPEN:
        return frozenset()
    unsure = (name for name, field in draft.fields.items() if field.certainty < SURE and not field.said_by_staff)
    return WORTH_ASKING & frozenset(unsure)


def on_second_reading(ctx: Context, draft_id: int, said: Mapping[str, str]) -> None:
    """The draft may have moved on since it was asked."""
    draft = ctx.uow.drafts.get(draft_id, lock=True)
    assert draft is not None, "drafts are never deleted"
    if not (doubtful := in_doubt(draft)):
        return
    found = {FieldName(name): value for name, value in believable(said, draft.text).items()}
    differing = {
        name: Field(value, value, method=Method.SECOND_READER, certainty=0.5)
        for name, value in found.items()
        if (name in doubtful or name not in draft.fields) and not _same(value, draft.value(name))
    }
    if differing:
        ctx.record_draft(offered(draft, differing))


def _same(one: str, other: str | None) -> bool:
    """Commas and blanks make no difference worth a word."""
    return other is not None and list(filter(str.isalnum, one)) == list(filter(str.isalnum, other))
