"""How WeChat reaches the bot: plain, encrypted, or both, as the console says."""

from __future__ import annotations

import hashlib
import secrets

from emulator.callback import Callback
from emulator.courier import XML, Courier
from emulator.crypto import MsgCrypt
from emulator.switches import CallbackMode
from emulator.wechat.account import Account
from emulator.wechat.passive_reply import PassiveReplies, plain_reply
from emulator.wire import Channel, WireRecord
from emulator.xml import document

OUT_OF_ORDER = "该公众号暂时无法提供服务，请稍后再试"
SILENT = {"unsubscribe", "VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "subscribe_msg_popup_event"}


class WeChatPostman(Courier):
    """With a fresh nonce each time."""

    channel = Channel.WECHAT

    @property
    def _account(self) -> Account:
        return self._world.wechat.account

    def address(self, _: Callback) -> str:
        return self._account.callback_url

    async def verify(self, url: str) -> None:
        """The answer is the echo itself, never encrypted. Raises CallbackUrlRefused."""
        echo = str(secrets.randbelow(10**19))
        await self.check_verified(self.record("GET", url, self._signed() | {"echostr": echo}), echo)

    async def post(self, callback: Callback) -> WireRecord:
        """One try, not logged yet, with the reply as it came. `note` tells what went wrong."""
        query, body = self._letter(callback)
        record = self.record("POST", self._account.callback_url, query)
        record.request, record.userid = callback.xml, callback.userid
        await self.exchange(record, self._world.switches.callback_timeout, data=body.encode(), headers=XML)
        return record

    def opened(self, _: Callback, reply: str) -> str:
        """Raises WrongReply."""
        return plain_reply(self._world.switches.wechat_mode, self._crypts(), reply)

    def carry_out(self, callback: Callback, reply: str) -> str:
        """Raises WrongReply."""
        return PassiveReplies(self._world).apply(callback, reply)

    def gave_up(self, callback: Callback) -> None:
        """The customer is told, where the customer waits for an answer."""
        if callback.name not in SILENT:
            self._world.wechat.shows(callback.userid, "notice", {"content": OUT_OF_ORDER})

    def _letter(self, callback: Callback) -> tuple[dict[str, str], str]:
        query = self._signed() | {"openid": callback.userid}
        mode = self._world.switches.wechat_mode
        if mode is CallbackMode.PLAIN:
            return query, callback.xml
        crypt = self._crypts()[0]
        encrypted = crypt.encrypt(callback.xml)
        signature = crypt.sign(query["timestamp"], query["nonce"], encrypted)
        cipher = document([("Encrypt", encrypted)]).removeprefix("<xml>").removesuffix("</xml>")
        plain = callback.xml.removesuffix("</xml>")
        if mode is CallbackMode.SECURE:
            plain = document([("ToUserName", self._account.original_id)]).removesuffix("</xml>")
        return query | {"encrypt_type": "aes", "msg_signature": signature}, f"{plain}{cipher}</xml>"

    def _crypts(self) -> list[MsgCrypt]:
        """The current key first."""
        keys = (self._account.encoding_aes_key, self._account.previous_aes_key)
        return [MsgCrypt(self._account.token, key, self._account.appid) for key in keys if key]

    def _signed(self) -> dict[str, str]:
        timestamp, nonce = str(self._world.clock.timestamp()), str(secrets.randbelow(10**10))
        return {"signature": sign(self._account.token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce}


def sign(token: str, timestamp: str, nonce: str) -> str:
    """The signature that says nothing about the body."""
    return hashlib.sha1("".join(sorted([token, timestamp, nonce])).encode()).hexdigest()  # noqa: S324  the protocol's choice
