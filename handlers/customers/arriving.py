"""A customer follows the account or leaves it, scans a code, presses the menu."""

from __future__ import annotations

from collections.abc import Callable

from handlers.context import Context
from handlers.customers import calling, following, reporting
from handlers.customers.identity import known
from handlers.identifying import ask_who
from handlers.replies import Answer, CustomerMisheard, CustomerScanned, CustomerWelcome
from handlers.updates import MenuClick, Scanned, Subscribed, Unsubscribed, Unsupported, Update
from storage.inbox import Outcome
from storage.messages import Message
from tickets.customers import ContactKind
from tickets.errors import DomainError
from tickets.senders import openid_of
from tickets.windows import Opened


def on_subscribed(ctx: Context, update: Subscribed) -> Answer:
    known(ctx, update, Opened.FOLLOW)
    ask_who(ctx, ContactKind.OPENID, openid_of(update.sender))
    scanned = _at_place(ctx, update, update.scene) if update.scene else None
    return scanned or Answer(outcome=Outcome.ANSWERED, reason="welcome", reply=CustomerWelcome())


def on_scanned(ctx: Context, update: Scanned) -> Answer:
    known(ctx, update, Opened.SCAN)
    scanned = _at_place(ctx, update, update.scene)
    return scanned or Answer(outcome=Outcome.ANSWERED, reason="unknown_code", reply=CustomerWelcome())


def on_menu_click(ctx: Context, update: MenuClick) -> Answer:
    known(ctx, update, Opened.CLICK)
    chosen = MENU.get(update.key.lower())
    return chosen(ctx, update) if chosen else Answer(outcome=Outcome.IGNORED, reason="unknown_menu")


def on_unsubscribed(ctx: Context, update: Unsubscribed) -> Answer:
    """Nothing reaches them by WeChat any more."""
    openid = openid_of(update.sender)
    ctx.uow.customers.lost(ContactKind.OPENID, openid, update.at)
    ctx.uow.windows.closed(openid)
    return Answer(outcome=Outcome.IGNORED, reason="unsubscribed")


def on_unsupported(_: Context, update: Unsupported) -> Answer:
    """An event that nobody waits for is no refusal of anybody; a message is, and its sender is told."""
    if update.what.startswith("event:"):
        return Answer(outcome=Outcome.IGNORED, reason=update.what)
    return Answer(outcome=Outcome.REFUSED, reason=update.what, reply=CustomerMisheard())


def refuse(_: Context, __: Update, error: DomainError) -> Answer:
    return Answer(outcome=Outcome.REFUSED, reason=type(error).__name__, reply=CustomerMisheard())


MENU: dict[str, Callable[[Context, MenuClick], Answer]] = {
    "report": lambda _, __: reporting.ask_what(),
    "mine": lambda ctx, update: following.how_far(ctx, update.sender),
    "somebody": calling.pressed,
}
"""报修, 我的报修, 人工: the keys of the official account's menu."""


def _at_place(ctx: Context, update: Update, scene: str) -> Answer | None:
    """What is said next is about what the code stands on; a report that was begun already is."""
    place = ctx.uow.place_codes.get(scene)
    if place is None:
        return None
    drafts = ctx.uow.drafts.open_of(update.sender, lock=True)
    if drafts and update.at - drafts[0].last_at <= ctx.desk.capture.remind_after:
        return reporting.about_place(ctx, update, drafts[0], place)
    message = Message(
        update_id=update.id,
        draft_id=None,
        ticket_id=None,
        sender=update.sender,
        kind=reporting.SCAN,
        text="",
        data={"scene": scene},
        at=update.at,
    )
    ctx.uow.messages.add(message)
    return Answer(outcome=Outcome.ASKED, reason=reporting.ASKED_WHAT, reply=CustomerScanned(place))
