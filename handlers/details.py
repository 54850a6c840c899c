"""The desk asked what was missing (是什么原因、怎么处理的？), and what is said next answers it."""

from __future__ import annotations

import re

from handlers.actions import ON_TICKET
from handlers.capture import LONGEST_ANSWER
from handlers.chatter import is_gibberish
from handlers.context import Context
from handlers.hearing import REMEMBERED, Heard, keep, ticket_at_hand
from handlers.keys import Button
from handlers.replies import Answer
from handlers.said import Said
from handlers.working import ASKED_FOR
from tickets.fields import FieldName

ANY_WORDS = {ASKED_FOR[button]: button for button in (Button.FINISH, Button.DECLINE, Button.CANCEL)}
"""Asked in whatever words; for whom or until when must be read in them."""
_NO_ANSWER = re.compile(
    r".*[?？吗呢]|(?:还没|没完|没有完|没干完|没修|[点按]错|等一?[下会]|稍等|先不|算了).*", re.DOTALL
)
ELSEWHERE = frozenset({FieldName.PHONE, FieldName.ADDRESS})


def tell(ctx: Context, heard: Heard) -> Answer | None:
    """Only at once: a question that was followed by something else is not asked any more."""
    ticket = ticket_at_hand(ctx, heard)
    asked = ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED) if ticket is not None else None
    button = ANY_WORDS.get(asked or "")
    if ticket is None or button is None or not _answers(heard):
        return None
    keep(ctx, heard, ticket_id=ticket.id)
    return ON_TICKET[button](ctx, ticket, heard.sender, Said(words=heard.text))


def _answers(heard: Heard) -> bool:
    short = len(heard.text) <= LONGEST_ANSWER and not is_gibberish(heard)
    return short and not ELSEWHERE & heard.found.keys() and _NO_ANSWER.fullmatch(heard.text) is None
