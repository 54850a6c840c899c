"""The people outside: each has a phone, with WeChat and a number."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from emulator.wechat.allowance import Allowances


@dataclass(kw_only=True)
class Customer:
    """`blocks_templates`: has switched the account's notifications off. `subscriptions`: template id -> how many
    one-time notifications were allowed and are not used up. `about`: who that is, for the page.
    """

    openid: str
    nickname: str
    phone: str
    about: str = ""
    follows: bool = True
    followed_at: datetime | None = None
    blocks_templates: bool = False
    subscriptions: Counter[str] = field(default_factory=Counter)
    allowances: Allowances = field(default_factory=Allowances)

    @property
    def unionid(self) -> str:
        """Theirs in all accounts of one owner."""
        return "o6" + self._hashed("unionid", 26)

    @property
    def external_userid(self) -> str:
        """As WeCom calls them, within this corp."""
        return "wm" + self._hashed("external", 30)

    def _hashed(self, what: str, length: int) -> str:
        return hashlib.sha256(f"{what}:{self.openid}".encode()).hexdigest()[:length]
