"""The front desk answers a customer who writes to the official account: 回复客户 12 上门不收费"""

from __future__ import annotations

import re

from handlers.context import Context
from handlers.hearing import Heard, keep
from handlers.replies import Answer, PassedOn, UnknownCustomer
from storage.errands import Errand, ErrandKind
from storage.inbox import Outcome

_TO = re.compile(r"(?:回复?|答复?|告诉)客户\s*#?(?P<number>\d{1,9})[\s,，:：。]+(?P<words>\S.*)", re.DOTALL)


def answer_customer(ctx: Context, heard: Heard) -> Answer | None:
    """None: it is no such word, or it is not for this person to say."""
    said = _TO.fullmatch(heard.text)
    if said is None or heard.sender not in ctx.desk.playbook.front_desk:
        return None
    keep(ctx, heard)
    customer = ctx.uow.customers.get(int(said["number"]))
    if customer is None or customer.openid is None:
        reply = UnknownCustomer(said["number"])
        return Answer(outcome=Outcome.ASKED, reason="unknown_customer", reply=reply)
    errand = Errand(
        kind=ErrandKind.ANSWER,
        lane=f"push:{customer.id}",
        data={"customer": customer.id, "words": said["words"].strip(), "by": heard.sender},
        not_before=ctx.now,
    )
    ctx.uow.outbox.add(errand, ctx.now)
    return Answer(outcome=Outcome.ANSWERED, reason="passed_on", reply=PassedOn(said["number"]))
