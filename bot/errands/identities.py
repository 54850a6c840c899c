"""The errand of asking WeChat who somebody is: behind an openid, or behind the external id of a contact of WeCom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot.channels.errors import NOT_ALLOWED, ChannelMisconfigured, ChannelRejected
from bot.errands.jobs import Ending, Job, Settle, dropped
from bot.wechat.client import WechatClient
from bot.wecom.client import WecomClient
from handlers.context import Context, DeskNow
from handlers.identifying import told_who
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork
from tickets.customers import ContactKind

IN_HAND = timedelta(seconds=5)
"""So long an answer that has come may not be written down yet: whoever asks once more meanwhile does not know of it."""


class Identities:
    """One tenant's. Without an official account there is nobody who could be the same person."""

    def __init__(self, desk: DeskNow, members: WecomClient, account: WechatClient | None) -> None:
        self._desk = desk
        self._members = members
        self._account = account

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        if self._account is None:
            return dropped(uow, errand, now, "no official account")
        kind, value = ContactKind(errand.data["kind"]), errand.data["value"]
        if errand.written_at is not None and uow.unionids.asked(kind, value, since=errand.written_at - IN_HAND):
            return dropped(uow, errand, now, "was asked meanwhile")
        if kind is ContactKind.OPENID:
            ask = partial(self._ask_of_follower, self._account, errand, value)
        else:
            ask = partial(self._ask_of_contact, errand, value)
        return Job(errand, partial(_asked, ask), partial(self._refused, errand, kind, value), lambda _: None)

    async def _ask_of_follower(self, account: WechatClient, errand: Errand, openid: str) -> Settle:
        follower = await account.follower(openid)
        return partial(self._told, errand, ContactKind.OPENID, openid, follower.unionid)

    async def _ask_of_contact(self, errand: Errand, external_id: str) -> Settle:
        contact = await self._members.external_contact(external_id)

        def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
            uow.wecom_contacts.listed(external_id, contact.members, now)
            return self._told(errand, ContactKind.EXTERNAL, external_id, contact.unionid, uow, now=now)

        return settle

    def _told(
        self, errand: Errand, kind: ContactKind, value: str, unionid: str | None, uow: UnitOfWork, *, now: datetime
    ) -> Ending:
        told_who(Context(uow, self._desk(uow), now), kind, value, unionid)
        uow.outbox.done(errand, now)
        return Ending.DONE

    def _refused(self, errand: Errand, kind: ContactKind, value: str, error: ChannelRejected) -> Settle:
        """They are known by nothing else; where the app is not allowed to ask yet, it is asked again once it is."""

        def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
            if kind is ContactKind.OPENID or error.errcode not in NOT_ALLOWED:
                uow.unionids.told(kind, value, None, now)
            return dropped(uow, errand, now, f"WeChat does not say: {error}")

        return settle


async def _asked(ask: Callable[[], Awaitable[Settle]]) -> Settle:
    """Where it is not allowed nobody is waited for: it can be done without."""
    try:
        return await ask()
    except ChannelMisconfigured as error:
        if error.errcode not in NOT_ALLOWED:
            raise
        raise ChannelRejected(error.errcode, error.errmsg) from None
