"""The errands of what the front desk says to customers: in the chat, while that is open; whoever said it hears where it
is not.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.channels.errors import ChannelRejected
from bot.channels.shut import is_silent
from bot.errands.jobs import Ending, Job, Settle, dropped, not_attempted
from bot.errands.pushes import put_right
from bot.errands.ways import Ways
from bot.texts import customer_answers
from bot.texts.names import befriended
from handlers.context import DeskNow
from handlers.wecom_contacts import friends_of
from storage.errands import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork
from tickets.pushes import is_open
from tickets.ways import Way

NOT_SENT = (
    "客户 {number} 现在微信里收不到：很久没说话、取消了关注，或者能发的条数用完了。"
    "请打电话。{where}没发出去的是：{words}"
)
UNANSWERED = "不知道客户 {number} 收到没有，发了两次都没有回执。请打电话问一下。{where}发的是：{words}"


class Answers:
    """One tenant's."""

    def __init__(self, desk: DeskNow, ways: Ways) -> None:
        self._desk = desk
        self._ways = ways

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        customer = uow.customers.get(errand.data["customer"])
        openid = customer.openid if customer is not None else None
        if openid is None or self._ways.chat is None or not is_open(uow.windows.of(openid), now):
            self._tell(uow, errand, NOT_SENT, now)
            return dropped(uow, errand, now, "no way is open")
        uow.windows.sent(openid)
        uow.outbox.attempted(errand, {"way": Way.CHAT})
        words = customer_answers.from_a_person(errand.data["words"])
        return Job(
            errand,
            partial(self._say, errand, openid, words),
            partial(self._refused, errand, openid),
            partial(_not_sent, errand, openid),
            comes_twice=True,
        )

    async def _say(self, errand: Errand, openid: str, words: str) -> Settle:
        await self._ways.say(openid, words)
        return partial(_said, errand)

    def _refused(self, errand: Errand, openid: str, error: ChannelRejected) -> Settle:
        def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
            put_right(uow, openid, error, now)
            self._tell(uow, errand, UNANSWERED if is_silent(error) else NOT_SENT, now)
            return dropped(uow, errand, now, str(error))

        return settle

    def _tell(self, uow: UnitOfWork, errand: Errand, what: str, now: datetime) -> None:
        """Whoever said it to the customer."""
        by, number, words = errand.data["by"], errand.data["customer"], errand.data["words"]
        customer = uow.customers.get(number)
        friends = friends_of(uow, customer) if customer is not None else ()
        where = befriended(friends, self._desk(uow).playbook, to=by)
        text = what.format(number=number, where=where, words=words)
        told = Errand(kind=ErrandKind.TEXT, lane=f"{by}:said", recipient=by, data={"text": text}, not_before=now)
        uow.outbox.add(told, now)


def _said(errand: Errand, uow: UnitOfWork, *, now: datetime) -> Ending:
    uow.outbox.done(errand, now)
    return Ending.DONE


def _not_sent(errand: Errand, openid: str, uow: UnitOfWork) -> None:
    if not_attempted(errand, uow):
        uow.windows.not_sent(openid)
