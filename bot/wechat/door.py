"""What opens the callbacks of one official account, in each of its three modes, also while its key is being changed."""

from __future__ import annotations

import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from wechatpy.utils import WeChatSigner

from bot.channels.crypto import CallbackCrypto, Signature
from bot.channels.envelope import MAX_BODY, encrypted_part
from bot.channels.errors import CallbackRejected

Mode = Literal["plain", "compatible", "secure"]
"""`compatible` takes both, while the account goes from one to the other; WeChat then sends a message in both ways."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""What comes in plain text is believed no longer: its signature is over time and nonce alone, so whoever has read one
could put any words beside it for ever (`signatures` is about the meantime). WeChat delivers again within seconds. What
is encrypted may be of any age: it cannot be changed, and delivered again it is the same update.
"""


class Opened(NamedTuple):
    """`crypto` is what opened it, and seals the answer; None: it came in plain text, and is answered so."""

    xml: str
    crypto: CallbackCrypto | None


@dataclass(frozen=True, slots=True)
class Door:
    """`keys`: the current one, then the previous one, which WeChat uses for some more minutes."""

    tenant: str
    token: str = field(repr=False)
    mode: Mode
    keys: tuple[CallbackCrypto, ...] = ()

    @property
    def takes_plain(self) -> bool:
        return self.mode != "secure"

    def verify(self, query: Mapping[str, str]) -> str:
        """What the console wants to read back when the URL is saved: unlike WeCom's it is not encrypted."""
        self._check(query)
        return query.get("echostr", "")

    def open(self, query: Mapping[str, str], body: bytes, now: datetime) -> Opened:
        """The XML of a message, from WeChat and for us. Raises CallbackRejected and nothing else."""
        if len(body) > MAX_BODY:
            raise CallbackRejected("size")
        match query.get("encrypt_type") or "raw":
            case "aes":
                return self._decrypted(Signature.of(query), encrypted_part(body))
            case "raw":
                return self._plain(query, body, now)
            case _:
                raise CallbackRejected("envelope")

    def _decrypted(self, signature: Signature, encrypted: str) -> Opened:
        """Where plain text is beside it, that is not looked at: nobody has signed it."""
        first: CallbackRejected | None = None
        for crypto in self.keys:
            try:
                return Opened(crypto.open(signature, encrypted), crypto)
            except CallbackRejected as refused:
                first = first or refused
        raise first or CallbackRejected("cipher")

    def _plain(self, query: Mapping[str, str], body: bytes, now: datetime) -> Opened:
        if not self.takes_plain:
            raise CallbackRejected("plaintext")
        self._check(query)
        _check_age(query["timestamp"], now)
        try:
            return Opened(body.decode(), None)
        except UnicodeDecodeError:
            raise CallbackRejected("envelope") from None

    def signed(self, timestamp: str, nonce: str) -> dict[str, str]:
        """The query of every call that WeChat makes. The message is not signed: that is what encryption is for."""
        signer = WeChatSigner()
        signer.add_data(self.token, timestamp, nonce)
        return {"timestamp": timestamp, "nonce": nonce, "signature": signer.signature}

    def _check(self, query: Mapping[str, str]) -> None:
        try:
            given = query["signature"].encode()
            wanted = self.signed(query["timestamp"], query["nonce"])["signature"].encode()
        except (KeyError, UnicodeEncodeError):
            raise CallbackRejected("signature") from None
        if not hmac.compare_digest(given, wanted):
            raise CallbackRejected("signature")


def _check_age(timestamp: str, now: datetime) -> None:
    ahead = int(timestamp) - now.timestamp() if timestamp.isdecimal() else -math.inf
    if abs(ahead) > CLOCKS_DIFFER.total_seconds():
        raise CallbackRejected("early" if ahead > 0 else "stale")
