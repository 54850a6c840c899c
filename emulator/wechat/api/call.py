"""One call of the official account's API, with its token already checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from emulator.api.call import Upload
from emulator.wechat.api.errors import WeChatError
from emulator.wechat.customers import Customer
from emulator.wechat.official import OfficialAccount
from emulator.world import World

OK: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}


@dataclass(frozen=True, kw_only=True)
class Call:
    """`body` is the JSON object of a POST, empty for a GET. `ip` is the caller's."""

    world: World
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    upload: Upload | None = None
    ip: str = ""

    @property
    def official(self) -> OfficialAccount:
        return self.world.wechat

    @property
    def now(self) -> datetime:
        return self.official.now()

    def block(self, name: str) -> Mapping[str, Any]:
        """An object of the body; empty if it is absent or something else."""
        value = self.body.get(name)
        return value if isinstance(value, dict) else {}

    def addressee(self) -> Customer:
        """Whom `touser` names. Raises WeChatError for somebody else's openid."""
        customer = self.official.customers.get(str(self.body.get("touser")))
        if customer is None:
            raise WeChatError(40003)
        return customer
