"""Everything outside the corp: the official account, its followers, the stickers, the text message gateway."""

from __future__ import annotations

from dataclasses import dataclass, field

from emulator.wechat.account import Account
from emulator.wechat.customers import Customer
from emulator.wechat.demo import DEMO_SMS_SECRET, demo_account, demo_customers, demo_stickers
from emulator.wechat.scenes import Sticker


@dataclass(kw_only=True)
class Outside:
    """The demo's, unless given."""

    account: Account = field(default_factory=demo_account)
    customers: list[Customer] = field(default_factory=demo_customers)
    stickers: list[Sticker] = field(default_factory=demo_stickers)
    sms_secret: str = DEMO_SMS_SECRET
