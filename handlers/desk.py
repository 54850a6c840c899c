"""The front desk's form: the phone rings, and what is heard is written down as it is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import structs

from handlers import actions, linking
from handlers.context import Context
from handlers.learning import with_acquaintances, with_category
from handlers.likely import keep_draft_findable, likely
from handlers.memory import remember
from handlers.reading import fields_from
from handlers.replies import Answer, CutOff
from handlers.updates import DeskAct, DeskForm
from nlp.corrections import corrections
from storage.inbox import Outcome
from tickets.calendar import LOCAL
from tickets.drafts import Draft, DraftStatus, absorb, correct, told
from tickets.errors import NotAllowed, NotFound
from tickets.fields import Field, FieldName, Method
from tickets.intake import choice_in
from tickets.playbook.values import Source
from tickets.rights import takes_reports
from tickets.senders import at_form

LONGEST_VALUE = 500
FEWEST_DIGITS = 7
"""Of a telephone in the same town."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s-]+(?=\d)")


def on_form(ctx: Context, form: DeskForm) -> Answer:
    """Raises `NotAllowed` for somebody else's form, and for whoever takes no reports."""
    if not takes_reports(form.sender, ctx.desk.playbook):
        raise NotAllowed("not_front_desk", ask=ctx.desk.playbook.front_desk)
    return ON_FORM[form.act](ctx, form, _draft(ctx, form))


def read(ctx: Context, form: DeskForm, draft: Draft) -> Answer:
    """What was typed stands; what is read fills the rest."""
    reading = ctx.desk.read(form.text, form.at.astimezone(LOCAL))
    found = fields_from(reading, form.text, message=form.id)
    known, offers = with_acquaintances(ctx.uow, with_category(ctx.uow, found))
    written = _written(ctx, form, draft)
    return _saved(ctx, absorb(written, known, text=form.text, at=form.at, offers=offers))


def save(ctx: Context, form: DeskForm, draft: Draft) -> Answer:
    return _saved(ctx, _written(ctx, form, draft))


def submit(ctx: Context, form: DeskForm, draft: Draft) -> Answer:
    if draft.status is not DraftStatus.OPEN:
        return actions.submit(ctx, draft)
    stored = ctx.record_draft(_written(ctx, form, draft))
    phones = (stored.value(name) or "" for name in (FieldName.PHONE, FieldName.OTHER_PHONE))
    if (number := next(filter(_is_cut_off, phones), None)) is not None:
        return Answer(outcome=Outcome.ASKED, reason="cut_off", reply=CutOff(number), draft_id=stored.id)
    return actions.submit(ctx, stored)


def link(ctx: Context, form: DeskForm, draft: Draft) -> Answer:
    """To the ticket that the form spoke of."""
    offers = ctx.uow.linking.of_draft(draft.id)
    offer = next((each for each in offers if str(each.id) == form.values.get("offer")), None)
    if offer is None:
        raise NotFound("offer")
    return linking.taken_up(ctx, offer, by=form.sender)


def discard(ctx: Context, _: DeskForm, draft: Draft) -> Answer:
    if not draft.id:
        return Answer(outcome=Outcome.IGNORED, reason="empty")
    return actions.discard(ctx, draft)


ON_FORM: dict[DeskAct, Callable[[Context, DeskForm, Draft], Answer]] = {
    DeskAct.READ: read,
    DeskAct.SAVE: save,
    DeskAct.SUBMIT: submit,
    DeskAct.LINK: link,
    DeskAct.DISCARD: discard,
}


def _draft(ctx: Context, form: DeskForm) -> Draft:
    if form.draft_id is None:
        return Draft(
            sender=at_form(form.sender),
            keeper=form.sender,
            opened_at=form.at,
            last_at=form.at,
            fields={},
            source=Source.PHONE,
        )
    draft = ctx.uow.drafts.get(form.draft_id, lock=True)
    if draft is None or draft.sender != at_form(form.sender):
        raise NotAllowed("not_yours")
    return draft


def _written(ctx: Context, form: DeskForm, draft: Draft) -> Draft:
    """With what stands on the form now. What is as it was read keeps where it came from."""
    changes = tuple(_changes(form, draft))
    if draft.id:
        remember(ctx, draft, changes, by=form.sender)
    written = correct(draft, changes, at=form.at) if changes else structs.replace(draft, last_at=form.at)
    return told(written, dict(_own(ctx, form, draft)), at=form.at)


def _changes(form: DeskForm, draft: Draft) -> list[tuple[FieldName, Field | None]]:
    said = {name: _tidied(name, form.values[name], form.at) for name in FieldName if name in form.values}
    return [
        (name, Field(value, value, form.id, Method.CORRECTED) if value else None)
        for name, value in said.items()
        if value != (draft.value(name) or "")
    ]


def _tidied(name: FieldName, value: str, at: datetime) -> str:
    value = " ".join(value.split())[:LONGEST_VALUE]
    if name is FieldName.APPOINTMENT:
        return _dated(value, at)
    return _BETWEEN_DIGITS.sub("", value) if name in (FieldName.PHONE, FieldName.OTHER_PHONE) else value


def _dated(said: str, at: datetime) -> str:
    """明天下午三点 is today by the time that it is read; what is no time is kept as it is."""
    read = corrections(f"预约 {said}", at.astimezone(LOCAL))
    return next((each.value for each in read if each.field == FieldName.APPOINTMENT and each.value), said)


def _is_cut_off(number: str) -> bool:
    """内线 8021 says what it is."""
    return number.isdigit() and len(number) < FEWEST_DIGITS


def _own(ctx: Context, form: DeskForm, draft: Draft) -> Mapping[str, Field]:
    said: dict[str, Field] = {}
    for key, own in ctx.desk.playbook.own_fields.items():
        value = choice_in(own, form.values.get(key, "").strip())
        if value and (key not in draft.own or draft.own[key].value != value):
            said[key] = Field(value, value, form.id, Method.CORRECTED)
    return said


def _saved(ctx: Context, draft: Draft) -> Answer:
    if draft.status is not DraftStatus.OPEN:
        return Answer(outcome=Outcome.REFUSED, reason="DraftClosed", draft_id=draft.id)
    stored = ctx.record_draft(draft)
    likely(ctx.uow, stored, ctx.desk.playbook, ctx.now)
    keep_draft_findable(ctx.uow, stored, ctx.desk.playbook)
    return Answer(outcome=Outcome.ADDED, reason="form", draft_id=stored.id)
