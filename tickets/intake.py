"""What has to be known before a draft can be submitted: by where the report came from and what it is."""

from __future__ import annotations

from unicodedata import normalize

from tickets.drafts import Draft
from tickets.fields import FieldName, values_of
from tickets.playbook import Playbook
from tickets.playbook.recognition import Recognised, recognised
from tickets.playbook.values import PICTURE, OwnField, field_required

A_PICTURE = OwnField(key=PICTURE, label="照片", question="请发一张照片。")
"""Not answered in words."""

Wanted = FieldName | OwnField

_AROUND = " .。、,()"
"""What may stand beside a place in the list; a sign before it is part of what was said."""


def taken_for(draft: Draft, playbook: Playbook) -> Recognised:
    return recognised(values_of(draft.fields), draft.text, draft.source, playbook)


def is_grave(draft: Draft, playbook: Playbook) -> bool:
    """Somebody may be in danger."""
    return taken_for(draft, playbook).type.life_safety


def shown_to(draft: Draft, playbook: Playbook) -> tuple[str, ...]:
    """Who has its card: whoever forwarded it, or the front desk, of whom the first to press has it. What is written on
    a form is seen there.
    """
    if draft.is_form:
        return ()
    if not draft.is_customers:
        return (draft.sender,)
    keeper = (draft.keeper,) if draft.keeper else ()
    return tuple(dict.fromkeys((*playbook.front_desk, *keeper)))


def looked_after_by(draft: Draft, playbook: Playbook) -> tuple[str, ...]:
    """Who is told of what it needs."""
    return (draft.keeper,) if draft.keeper else shown_to(draft, playbook)


def lacking(draft: Draft, playbook: Playbook) -> Wanted | None:
    """The one thing that matters most: what is known of every report first, then what only this business asks for."""
    required = playbook.terms_for(draft.source, taken_for(draft, playbook).type.key).required
    in_order = (*(name for name in FieldName if name in required), *required)
    return next((found for key in in_order if not _is_known(draft, key) and (found := wanted(key, playbook))), None)


def wanted(key: str, playbook: Playbook) -> Wanted | None:
    """None where this playbook asks for no such thing."""
    if key == PICTURE:
        return A_PICTURE
    return field_required(key) or playbook.own_fields.get(key)


def key_of(what: Wanted | None) -> str | None:
    return what.key if isinstance(what, OwnField) else what and what.value


def choice_in(own: OwnField, said: str) -> str | None:
    """The one that was picked, or said, by its place or as it is spoken; any words where there is nothing to choose
    from. What may be two of them (≤10kW, >10kW) is none.
    """
    if not own.choices:
        return said or None
    if said in own.choices:
        return said
    spoken = _spoken(said)
    places = {str(place): choice for place, choice in enumerate(own.choices, start=1)}
    meant = [choice for choice in own.choices if spoken and _spoken(choice) == spoken]
    return places.get(normalize("NFKC", said).strip(_AROUND)) or (meant[0] if len(meant) == 1 else None)


def _spoken(choice: str) -> str:
    """Nobody says A座（北） with its brackets, or cares for capitals."""
    return "".join(filter(str.isalnum, normalize("NFKC", choice).casefold()))


def _is_known(draft: Draft, key: str) -> bool:
    return draft.pictures > 0 if key == PICTURE else key in draft.fields or key in draft.own
