"""Who sends a tenant's SMS, from its settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import ClientSession

from bot.config import Sms
from bot.sms.gateway import Gateway
from bot.sms.sender import SmsSender
from bot.sms.tencent import TencentSms


def sender_for(session: ClientSession, settings: Sms, clock: Callable[[], datetime]) -> SmsSender:
    kinds: dict[str, type[Gateway | TencentSms]] = {"http": Gateway, "tencent": TencentSms}
    return kinds[settings.provider](session, settings, clock)
