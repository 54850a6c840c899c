"""Who is one and the same person, on WeChat's word: the unionid behind an openid and that behind an external id.

What members note of a contact (a name, a telephone number) proves nothing, and ties nothing.
"""

from __future__ import annotations

from datetime import timedelta

from handlers.context import Context
from storage.errands import Errand, ErrandKind
from tickets.customers import Contact, ContactKind, Customer, Proof

ASKED_AGAIN_AFTER = timedelta(days=30)
"""Where WeChat did not say: since then the account may have been bound to the Open Platform."""


def ask_who(ctx: Context, kind: ContactKind, value: str) -> None:
    same = f"who:{kind}:{value}"
    errand = Errand(
        kind=ErrandKind.WHO,
        lane=same,
        key=same,
        data={"kind": kind.value, "value": value},
        not_before=ctx.now,
    )
    ctx.uow.outbox.add(errand, ctx.now)


def ask_who_customers_are(ctx: Context, *, most: int) -> None:
    """Those of whom it is not known."""
    before = ctx.now - ASKED_AGAIN_AFTER
    for openid in ctx.uow.unionids.unanswered(ContactKind.OPENID, before=before, most=most):
        ask_who(ctx, ContactKind.OPENID, openid)


def told_who(ctx: Context, kind: ContactKind, value: str, unionid: str | None) -> None:
    """From now on this person's contacts of WeCom are those of the customer who writes from their openid."""
    ctx.uow.unionids.told(kind, value, unionid, ctx.now)
    if unionid is None or (customer := _customer_of(ctx, unionid)) is None:
        return
    for external_id in ctx.uow.unionids.sharing(ContactKind.EXTERNAL, unionid):
        if external_id not in customer.external_ids:
            contact = Contact(kind=ContactKind.EXTERNAL, value=external_id, how=Proof.UNIONID, proven_at=ctx.now)
            ctx.uow.customers.tie(customer.id, contact)


def _customer_of(ctx: Context, unionid: str) -> Customer | None:
    """Of several openids, which they have where the company has changed its account, the one that was met last."""
    openids = ctx.uow.unionids.sharing(ContactKind.OPENID, unionid)
    found = (ctx.uow.customers.whose(ContactKind.OPENID, openid) for openid in openids)
    return next((each for each in found if each is not None), None)
