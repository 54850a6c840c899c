"""Who judges the work is asked on a card, and answers there; the customer does so with the word that it is solved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from handlers.context import Context
from handlers.replies import Answer, StillToRate
from handlers.updates import CardClick
from storage.inbox import Outcome
from tickets.errors import NotAllowed, NotFound
from tickets.events import TicketRated
from tickets.lifecycle import Change
from tickets.notifications import CardDue, Subject, SubjectKind
from tickets.ratings import ASPECTS, Aspect, Rating
from tickets.ticket import Ticket


def on_rated(ctx: Context, click: CardClick, rating_id: int) -> Answer:
    """What was picked on the card. Pressed a second time, the first answer stands."""
    ticket, rating = _locked(ctx, rating_id)
    if rating.by != click.sender:
        raise NotAllowed("not_yours_to_rate", number=str(ticket.number))
    if rating.at is not None or not rating.is_of(ticket):
        return Answer(outcome=Outcome.ANSWERED, reason="rated_before", ticket_id=ticket.id)
    stars = dict(_stars(click.selections, ASPECTS[rating.rater]))
    if len(stars) < len(ASPECTS[rating.rater]):
        reply = StillToRate(str(ticket.number))
        return Answer(outcome=Outcome.ASKED, reason="stars_missing", reply=reply, ticket_id=ticket.id)
    give(ctx, ticket, replace(rating, aspects=stars))
    return Answer(outcome=Outcome.ADDED, reason="rated", ticket_id=ticket.id)


def give(ctx: Context, ticket: Ticket, rating: Rating) -> Ticket:
    """Nobody judges their own work."""
    if rating.by == ticket.assignee:
        raise NotAllowed("own_work", number=str(ticket.number), ask=(ticket.reporter,))
    given = replace(rating, at=ctx.now)
    ctx.uow.ratings.answer(given)
    ctx.uow.timers.replace(Subject(SubjectKind.RATING, rating.id), ())
    return ctx.record(Change(ticket, (_event(given, ctx.now),)))


def locked(ctx: Context, rating_id: int) -> Rating | None:
    """The ticket first, then what belongs to it."""
    found = ctx.uow.ratings.get(rating_id)
    if found is not None:
        ctx.uow.tickets.get(found.ticket_id, lock=True)
    return ctx.uow.ratings.get(rating_id)


def remind(ctx: Context, rating: Rating) -> None:
    """The card once more, at the end of the chat: where it is still theirs to say."""
    ticket = ctx.uow.tickets.get(rating.ticket_id)
    if ticket is not None and rating.at is None and rating.is_of(ticket):
        ctx.notify(CardDue(rating.by, Subject(SubjectKind.RATING, rating.id), fresh=True, quiet=True))


def _locked(ctx: Context, rating_id: int) -> tuple[Ticket, Rating]:
    rating = locked(ctx, rating_id)
    ticket = ctx.uow.tickets.get(rating.ticket_id) if rating is not None else None
    if ticket is None or rating is None:
        raise NotFound(f"rating {rating_id}")
    return ticket, rating


def _event(rating: Rating, now: datetime) -> TicketRated:
    aspects: Mapping[str, int] = {aspect.value: stars for aspect, stars in rating.aspects.items()}
    return TicketRated(
        at=now,
        by=rating.by,
        rating=rating.id,
        rater=rating.rater.value,
        stars=rating.stars,
        aspects=tuple(aspects.items()),
        words=rating.words,
        rework=rating.rework,
    )


def _stars(
    selections: Iterable[tuple[str, tuple[str, ...]]], asked: tuple[Aspect, ...]
) -> Iterator[tuple[Aspect, int]]:
    for question, options in selections:
        if question in asked and options and options[0] in {"1", "2", "3", "4", "5"}:
            yield Aspect(question), int(options[0])
