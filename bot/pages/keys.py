"""What pages sign: each for one purpose, of one tenant, until it ends."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

LABEL = b"paidan pages 1"


class Purpose(StrEnum):
    """What was signed for one is nothing for another."""

    DEVICE = "device"
    """Whoever knows the last digits of the customer's phone, on this device."""
    FORM = "form"
    STATE = "state"
    """On the way to WeCom's login and back."""
    WECHAT = "wechat"
    """On the way to the official account's login and back."""
    CONSENT = "consent"
    """On the way to where members let us see their picture, and back."""
    STAFF = "staff"
    PHONE = "phone"
    """Whoever typed in the code that was sent to this number."""
    CUSTOMER = "customer"
    """Whoever wrote to the official account from where WeChat says that a page is opened."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Made from a secret that all processes have, the tenant's EncodingAESKey: with another one all sessions end."""

    material: bytes

    @classmethod
    def of(cls, tenant: str, secret: str) -> Keys:
        return cls(hmac.digest(secret.encode(), LABEL + tenant.encode(), hashlib.sha256))

    def sign(self, purpose: Purpose, value: Any, *, now: datetime, valid: timedelta) -> str:
        ends = int((now + valid).timestamp())
        return str(self._serializer(purpose).dumps([ends, value]))

    def read(self, purpose: Purpose, token: str, *, now: datetime) -> Any:
        """None: not ours, for something else, or no longer."""
        try:
            ends, value = self._serializer(purpose).loads(token)
        except (BadData, TypeError, ValueError):
            return None
        return value if now.timestamp() < ends else None

    def digest(self, text: str) -> str:
        """Of what is to be recognised and not to be read in the database: 64 hexadecimal digits."""
        return hmac.digest(self.material, text.encode(), hashlib.sha256).hex()

    def _serializer(self, purpose: Purpose) -> URLSafeSerializer:
        return URLSafeSerializer(self.material, salt=purpose.value, signer_kwargs={"digest_method": hashlib.sha256})
