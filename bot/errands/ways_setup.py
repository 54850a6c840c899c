"""A tenant's ways to its customers, from its settings."""

from __future__ import annotations

from aiohttp import ClientSession

from bot.clock import Clock
from bot.config import OfficialAccount, Tenant
from bot.errands.ways import Chat, Texts, Ways
from bot.metrics import Metrics
from bot.sms.setup import sender_for
from bot.tokens import SharedToken
from bot.wechat.client import WechatClient
from bot.wechat.setup import account_for
from bot.writer import Writer
from storage.access_tokens import Channel


def ways_for(tenant: Tenant, session: ClientSession, writer: Writer, clock: Clock, metrics: Metrics) -> Ways:
    def client(settings: OfficialAccount) -> WechatClient:
        tokens = SharedToken(tenant.slug, Channel.WECHAT, writer, clock)
        return WechatClient(session, account_for(settings), tokens, clock.now, metrics.wechat_called)

    return Ways(
        chat=Chat(client(tenant.wechat), tenant.wechat) if tenant.wechat is not None else None,
        texts=Texts(sender_for(session, tenant.sms, clock.now), tenant.sms) if tenant.sms is not None else None,
    )
