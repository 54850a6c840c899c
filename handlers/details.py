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
from handlers.said import Said, until
from handlers.spoken import bare
from handlers.working import ASKED_FOR, UNTIL_WHEN
from tickets.fields import FieldName
from tickets.people import meant
from tickets.ticket import Ticket, WaitingFor

ANY_WORDS = {ASKED_FOR[button]: button for button in (Button.FINISH, Button.DECLINE, Button.CANCEL)}
"""Asked in whatever words."""
_WAITED_FOR = {
    UNTIL_WHEN[WaitingFor.PARTS]: "配件",
    UNTIL_WHEN[WaitingFor.CUSTOMER]: "客户",
    UNTIL_WHEN[WaitingFor.ACCESS]: "进场",
}
_NO_ANSWER = re.compile(
    r".*[?？吗呢]|(?:还没|没完|没有完|没干完|没修|[点按]错|等一?[下会]|稍等|先不|算了).*", re.DOTALL
)
ELSEWHERE = frozenset({FieldName.PHONE, FieldName.ADDRESS})


def tell(ctx: Context, heard: Heard) -> Answer | None:
    """Only at once: a question that was followed by something else is not asked any more."""
    ticket = ticket_at_hand(ctx, heard)
    asked = ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED) if ticket is not None else None
    if ticket is None or asked is None or not _answers(heard):
        return None
    button, words = _understood(ctx, ticket, heard, asked)
    if button is None:
        return None
    keep(ctx, heard, ticket_id=ticket.id)
    return ON_TICKET[button](ctx, ticket, heard.sender, Said(words=words))


def _understood(ctx: Context, ticket: Ticket, heard: Heard, asked: str) -> tuple[Button | None, str]:
    """For whom and until when must be read in it."""
    if asked in _WAITED_FOR and until(heard.text, heard.local_time) is not None:
        return Button.WAIT, f"{_WAITED_FOR[asked]} {heard.text}"
    if asked == ASKED_FOR[Button.TRANSFER] and meant(bare(heard.text), ctx.desk.playbook_of(ticket)):
        return Button.TRANSFER, bare(heard.text)
    return ANY_WORDS.get(asked), heard.text


def _answers(heard: Heard) -> bool:
    short = len(heard.text) <= LONGEST_ANSWER and not is_gibberish(heard)
    return short and not ELSEWHERE & heard.found.keys() and _NO_ANSWER.fullmatch(heard.text) is None
