"""One tenant's official account, from its settings."""

from __future__ import annotations

from bot.channels.crypto import CallbackCrypto
from bot.config import OfficialAccount
from bot.wechat.account import Account
from bot.wechat.door import Door


def door_for(tenant: str, settings: OfficialAccount) -> Door:
    token = settings.token.reveal()
    keys = tuple(CallbackCrypto(token, key.reveal(), settings.app_id) for key in settings.keys)
    return Door(tenant, token, settings.mode, keys)


def account_for(settings: OfficialAccount) -> Account:
    return Account(settings.app_id, settings.secret.reveal(), settings.base_url)
