"""What the form of the front desk shows, read in one go: its lines, what is lacking, whether it is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.texts.linking import AlsoDrafted, Offered
from bot.texts.names import befriended
from bot.texts.words import LABELS
from handlers.context import Context
from handlers.likely import told_before
from handlers.wecom_contacts import friends_by_phone
from tickets.drafts import SURE, Draft, DraftStatus
from tickets.fields import CATEGORIES, FieldName
from tickets.intake import key_of, lacking, taken_for
from tickets.playbook import Playbook
from tickets.playbook.values import Source
from tickets.senders import at_form
from tickets.ticket import Ticket
from tickets.transitions import UNDER_WAY

ORDER = (
    FieldName.SERIAL,
    FieldName.PHONE,
    FieldName.OTHER_PHONE,
    FieldName.CUSTOMER,
    FieldName.ADDRESS,
    FieldName.FAULT,
    FieldName.CATEGORY,
    FieldName.URGENT,
    FieldName.APPOINTMENT,
    FieldName.DEVICE,
    FieldName.BRAND,
    FieldName.MODEL,
    FieldName.PLATE,
)
"""What a scanner reads first, then as one asks on the phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the form. `kind` is text, choice, switch or long; `unsure`: read, and to be looked at."""

    key: str
    label: str
    value: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class SameMatter:
    """That of this ticket, as `words` say."""

    offer: int
    number: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`same`: the ticket whose matter it may tell of, else `alike`: another draft. `where`: the customer can be found
    besides.
    """

    draft: Draft | None
    entries: tuple[Entry, ...]
    lacks: str | None
    same: SameMatter | None
    alike: str
    where: str
    open_drafts: tuple[Draft, ...]
    tickets: tuple[Ticket, ...]


def form_for(ctx: Context, member: str, draft_id: int | None) -> Form:
    mine = at_form(member)
    draft = ctx.uow.drafts.get(draft_id) if draft_id else None
    if draft is not None and (draft.sender != mine or draft.status is not DraftStatus.OPEN):
        draft = None
    phone = draft.value(FieldName.PHONE) if draft else None
    friends = friends_by_phone(ctx.uow, phone) if phone else ()
    others = tuple(each for each in ctx.uow.drafts.open_of(mine) if draft is None or each.id != draft.id)
    return Form(
        draft=draft,
        entries=tuple(_entries(draft, ctx.desk.playbook, ctx, mine)),
        lacks=_label(ctx.desk.playbook, key_of(lacking(draft, ctx.desk.playbook))) if draft else None,
        same=_same(ctx, draft) if draft else None,
        alike=_alike(ctx, draft, member) if draft else "",
        where=befriended(friends, ctx.desk.playbook, to=member),
        open_drafts=others,
        tickets=tuple(ctx.uow.tickets.under_way(member)),
    )


def as_typed(form: Form, typed: Mapping[str, str]) -> Form:
    return replace(form, entries=tuple(replace(each, value=typed.get(each.key, "")) for each in form.entries))


def _same(ctx: Context, draft: Draft) -> SameMatter | None:
    """The likeliest of what was found when it was last saved."""
    open_ones = [each for each in ctx.uow.linking.of_draft(draft.id) if each.shown and each.decision is None]
    offer = max(open_ones, key=lambda each: each.score, default=None)
    ticket = ctx.uow.tickets.get(offer.ticket_id) if offer is not None else None
    if offer is None or ticket is None or ticket.status not in UNDER_WAY:
        return None
    return SameMatter(offer.id, str(ticket.number), Offered(offer, ticket, ctx.now).told(ctx.desk.playbook))


def _alike(ctx: Context, draft: Draft, member: str) -> str:
    before = told_before(ctx.uow, draft, ctx.desk.playbook)
    return AlsoDrafted(*before, own=before[0].reporter == member).told(ctx.desk.playbook) if before is not None else ""


def _entries(draft: Draft | None, playbook: Playbook, ctx: Context, mine: str) -> list[Entry]:
    as_new = draft or Draft(
        sender=mine, keeper=None, opened_at=ctx.now, last_at=ctx.now, fields={}, source=Source.PHONE
    )
    required = playbook.terms_for(Source.PHONE, taken_for(as_new, playbook).type.key).required
    entries = [_entry(name, as_new, name.value in required) for name in ORDER]
    for key, own in playbook.own_fields.items():
        value = as_new.own[key].value if key in as_new.own else ""
        kind = "choice" if own.choices else "text"
        entries.append(
            Entry(key=key, label=own.label, value=value, kind=kind, choices=own.choices, required=key in required)
        )
    return entries


def _entry(name: FieldName, draft: Draft, required: bool) -> Entry:
    found = draft.fields.get(name)
    kinds = {FieldName.CATEGORY: "choice", FieldName.URGENT: "switch", FieldName.FAULT: "long"}
    return Entry(
        key=name.value,
        label=LABELS[name],
        value=found.value if found else "",
        kind=kinds.get(name, "text"),
        choices=CATEGORIES if name is FieldName.CATEGORY else (),
        required=required,
        unsure=found is not None and found.certainty < SURE,
    )


def _label(playbook: Playbook, key: str | None) -> str | None:
    if key is None:
        return None
    return (
        playbook.own_fields[key].label
        if key in playbook.own_fields
        else LABELS.get(FieldName(key), key)
        if key in set(FieldName)
        else "照片"
    )
