"""Messages become drafts: which draft a message belongs to, and what it answers."""

from __future__ import annotations

import re

from msgspec import structs

from handlers.chatter import is_gibberish
from handlers.context import Context
from handlers.corrections import card_is_out, named_if_unclear
from handlers.hearing import REMEMBERED, Heard, in_burst, is_fresh, keep
from handlers.memory import remember
from handlers.reading import fields_from
from handlers.replies import Answer, Changes, Filled, Question
from handlers.second_reading import ask_second_reader
from handlers.spoken import bare
from handlers.updates import MediaKind
from nlp.reading import Found, Reading
from storage.inbox import Outcome
from tickets.drafts import Draft, absorb, offered
from tickets.fields import Field, FieldName, Fields, Method, values_of
from tickets.intake import Wanted, key_of, lacking
from tickets.intake import wanted as wanted_by
from tickets.matters import another_matter, contradicts
from tickets.playbook.values import PICTURE

LONGEST_ANSWER = 100
"""Characters; a longer text is not the answer to a question but a story of its own."""
MUST_BE_READ = frozenset({FieldName.PHONE, FieldName.CATEGORY, FieldName.URGENT})
"""Fields whose value is not just whatever somebody says."""
IN_CHINESE = frozenset({FieldName.FAULT, FieldName.ADDRESS})
"""Fields of which keys hit by accident are no value; somebody may be called Tom."""
AGAIN = "again"
"""The reason of the answer to what could not be taken for one."""
PIECES = frozenset(
    {FieldName.PHONE, FieldName.ADDRESS, FieldName.SERIAL, FieldName.PLATE, FieldName.FAULT, FieldName.CUSTOMER}
)
"""What a burst may begin with, before anybody says what is wrong. A mere category or date is none."""


def answer(ctx: Context, heard: Heard) -> Answer | None:
    """What the draft at hand lacks: the answer to the bot's question, or to what its card says is missing."""
    draft = heard.draft
    wanted = wanted_of(ctx, draft) if draft is not None else None
    if draft is None or not isinstance(wanted, FieldName) or contradicts(values_of(draft.fields), heard.said):
        return None
    if heard.is_report and not (wanted is FieldName.FAULT and is_fresh(ctx, heard)):
        return None
    if wanted in heard.found:
        if draft.asked is None and in_burst(ctx, heard):
            return None  # one more message of the burst: the card will show it
        return _fill(ctx, heard, draft, {**heard.found, wanted: _answered(heard.found[wanted])})
    if draft.asked is None or heard.found or not is_fresh(ctx, heard):
        return None
    return _in_own_words(ctx, heard, draft, wanted)


def capture(ctx: Context, heard: Heard) -> Answer | None:
    """A report or a piece of one, into the draft at hand or into a new one. None: there is nothing to capture in it."""
    draft = heard.draft
    if draft is not None and len(heard.reading.tickets) < 2:
        if in_burst(ctx, heard) and not another_matter(values_of(draft.fields), heard.said, report=heard.is_report):
            return join(ctx, heard, draft)
        if is_fresh(ctx, heard) and not heard.is_report and not contradicts(values_of(draft.fields), heard.said):
            return _fill(ctx, heard, draft, heard.found)
    if heard.is_report or heard.message.kind != "text" or _is_piece(heard):
        return _open_for_each(ctx, heard)
    return None


def open_draft(ctx: Context, heard: Heard, found: Fields) -> Answer:
    """Whatever the words look like, this is what they say."""
    draft = _open(ctx, heard, found, heard.text, heard.offers)
    keep(ctx, heard, draft_id=draft.id)
    return Answer(outcome=Outcome.ASKED, reason="draft", draft_id=draft.id)


def join(ctx: Context, heard: Heard, draft: Draft) -> Answer:
    """One of a burst: not a word about it where the card shows it."""
    grown = _grown(heard, draft, heard.found, said_first=_was_said_first(ctx, heard, draft))
    word = _nothing_new(ctx, heard, draft, grown)
    asked = key_of(word.missing) if word else grown.asked
    keep(ctx, heard, draft_id=draft.id)
    ask_second_reader(ctx, ctx.record_draft(structs.replace(grown, asked=asked), wait=True))
    return Answer(outcome=Outcome.ADDED, reply=word, draft_id=draft.id)


def _nothing_new(ctx: Context, heard: Heard, draft: Draft, grown: Draft) -> Filled | None:
    """Said below a card that stays as it is: whoever meant to change something would think it was done."""
    if grown.pictures != draft.pictures or values_of(grown.fields) != values_of(draft.fields):
        return None
    if grown.offers != draft.offers or not card_is_out(ctx, draft, heard.sender):
        return None
    return Filled((), lacking(grown, ctx.desk.playbook), named_if_unclear(heard.drafts, fresh=True))


def as_report(ctx: Context, heard: Heard) -> Answer:
    """What could not be understood lately is a report all the same: somebody said 报修."""
    waiting = ctx.uow.messages.waiting(heard.sender, since=ctx.now - REMEMBERED)
    if not waiting:
        return Answer(outcome=Outcome.ASKED, reason="what", reply=Question(FieldName.FAULT))
    text = "\n".join(message.text for message in waiting)
    found = fields_from(ctx.desk.read(text, heard.local_time), text, message=waiting[-1].update_id)
    if len(text) <= LONGEST_ANSWER or FieldName.FAULT not in found:
        fault = Field(text[:LONGEST_ANSWER], text, waiting[-1].update_id, Method.ANSWERED)
        found = {**found, FieldName.FAULT: fault}
    draft = _open(ctx, heard, found, text)
    for message in waiting:
        ctx.uow.messages.place(message.id, draft_id=draft.id)
    return Answer(outcome=Outcome.ASKED, reason="draft", draft_id=draft.id)


def wanted_of(ctx: Context, draft: Draft) -> Wanted | None:
    """What was asked, else what its card says is missing."""
    playbook = ctx.desk.playbook
    return wanted_by(draft.asked, playbook) if draft.asked else lacking(draft, playbook)


def _answered(field: Field) -> Field:
    return structs.replace(field, method=Method.ANSWERED)


def _in_own_words(ctx: Context, heard: Heard, draft: Draft, asked: FieldName) -> Answer | None:
    """Nothing could be read in it, yet it was said in answer to a question."""
    if asked in MUST_BE_READ and heard.is_follow_up:
        return None
    if asked in MUST_BE_READ or len(heard.text) > LONGEST_ANSWER or _is_accident(ctx, heard, asked):
        reply = Question(asked, again=True)
        return Answer(outcome=Outcome.ASKED, reason=AGAIN, reply=reply, draft_id=draft.id)
    said = Field(heard.text, heard.text, heard.update.id, Method.ANSWERED)
    return _fill(ctx, heard, draft, {asked: said})


def _is_accident(ctx: Context, heard: Heard, asked: FieldName) -> bool:
    """Nobody hits the keys by accident twice: Starbucks, and then Starbucks lobby, is what they have to say."""
    if asked not in IN_CHINESE or not is_gibberish(heard):
        return False
    return ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED) != AGAIN


def _is_piece(heard: Heard) -> bool:
    """Mostly a number, a place, a name: 王女士 13800001111, but not a sentence in which a place occurs."""
    said = sum(len(bare(field.words)) for name, field in heard.found.items() if name in PIECES)
    return 2 * said >= len(bare(heard.text)) > 0


def _fill(ctx: Context, heard: Heard, draft: Draft, found: Fields) -> Answer:
    """Said some time after the draft's card was shown, so that a word about it is due."""
    keep(ctx, heard, draft_id=draft.id)
    filled = _grown(heard, draft, found)
    lacks = lacking(filled, ctx.desk.playbook)
    ctx.record_draft(structs.replace(filled, asked=key_of(lacks)))
    changes = tuple((name, filled.fields[name]) for name in found if filled.value(name) != draft.value(name))
    remember(ctx, draft, _said(changes), by=heard.sender)
    of = named_if_unclear(heard.drafts, fresh=is_fresh(ctx, heard))
    reply = Filled(changes, lacks, of, pictures=_pictures(heard))
    return Answer(outcome=Outcome.ADDED, reply=reply, draft_id=draft.id)


def _said(changes: Changes) -> Changes:
    """What was read in an answer corrects nobody; what stands in it by itself does, if it was there to be read."""
    return tuple((name, field) for name, field in changes if field is not None and field.said_by_staff)


def _was_said_first(ctx: Context, heard: Heard, draft: Draft) -> bool:
    """Before all that the draft is made of, which has overtaken it on the way."""
    if heard.update.at > draft.last_at:
        return False
    said = ctx.uow.messages.of_draft(draft.id)
    return bool(said) and heard.message.order < said[0].order


def _grown(heard: Heard, draft: Draft, found: Fields, *, said_first: bool = False) -> Draft:
    grown = absorb(draft, found, text=heard.text, at=heard.update.at, offers=heard.offers, said_first=said_first)
    pictures = _pictures(heard)
    asked = None if pictures and grown.asked == PICTURE else grown.asked
    return structs.replace(grown, pictures=draft.pictures + pictures, asked=asked)


def _open_for_each(ctx: Context, heard: Heard) -> Answer:
    """Several reports in one message are several drafts."""
    several = heard.reading.tickets if len(heard.reading.tickets) > 1 else ()
    parts = [(fields_from(each, heard.text, message=heard.update.id), _part(heard.text, each)) for each in several]
    opened = [_open(ctx, heard, found, text) for found, text in parts] or [_open_with_what_led_to_it(ctx, heard)]
    for draft in opened:
        keep(ctx, heard, draft_id=draft.id)
    return Answer(outcome=Outcome.ASKED, reason="draft", draft_id=opened[-1].id)


def _open_with_what_led_to_it(ctx: Context, heard: Heard) -> Draft:
    """里面有老人, then 厨房漏水: what said nothing by itself a moment ago belongs to the report that follows."""
    before = ctx.uow.messages.puzzling(heard.sender, since=heard.update.at - ctx.desk.capture.window)
    said = sorted([*before, heard.message], key=lambda message: message.order)
    text = "\n".join(message.text for message in said if message.text)
    draft = _open(ctx, heard, heard.found, text, heard.offers)
    for message in before:
        ctx.uow.messages.place(message.id, draft_id=draft.id)
    return draft


def _open(ctx: Context, heard: Heard, found: Fields, text: str, offers: Fields | None = None) -> Draft:
    at = heard.update.at
    draft = Draft(
        sender=heard.sender,
        opened_at=at,
        last_at=at,
        fields=found,
        text=text,
        pictures=_pictures(heard),
        source=heard.source,
        after=heard.after,
    )
    opened = ctx.record_draft(offered(draft, offers or {}), wait=True)
    ask_second_reader(ctx, opened)
    return opened


def _pictures(heard: Heard) -> int:
    return int(heard.media is not None and heard.media.kind is MediaKind.IMAGE)


def _part(text: str, reading: Reading) -> str:
    """The lines that one of several reports was read from."""
    found: list[Found[str] | None] = [reading.fault, reading.address, reading.customer, reading.phone_primary]
    places = [each.start for each in found if each is not None]
    lines = [match for match in re.finditer(r"[^\n]+", text) if any(match.start() <= at < match.end() for at in places)]
    return "\n".join(match[0] for match in lines) or text
