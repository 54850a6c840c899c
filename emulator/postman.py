"""How WeCom reaches the bot: everything encrypted, afresh for each request."""

from __future__ import annotations

import secrets

from emulator.callback import AppCallback
from emulator.corp import App
from emulator.courier import XML, Courier
from emulator.crypto import MsgCrypt
from emulator.passive_reply import PassiveReplies, read_reply
from emulator.wire import Channel, WireRecord
from emulator.xml import document


class Postman(Courier):
    """With a fresh nonce each time."""

    channel = Channel.WECOM

    def address(self, callback: AppCallback) -> str:
        return callback.app.callback_url

    async def verify(self, app: App, url: str) -> None:
        """Raises CallbackUrlRefused."""
        plain = str(secrets.randbelow(10**19))
        encrypted = self._crypt(app).encrypt(plain)
        query = self._signed(app, encrypted) | {"echostr": encrypted}
        await self.check_verified(self.record("GET", url, query), plain)

    async def post(self, callback: AppCallback) -> WireRecord:
        """One try, not logged yet, with the reply as it came. `note` tells what went wrong."""
        app = callback.app
        encrypted = self._crypt(app).encrypt(callback.xml)
        record = self.record("POST", app.callback_url, self._signed(app, encrypted))
        record.request, record.userid = callback.xml, callback.userid
        whose = [] if callback.of_system else [("AgentID", str(app.agent_id))]
        body = document([("ToUserName", self._world.corp.corp_id), *whose, ("Encrypt", encrypted)])
        await self.exchange(record, self._world.switches.callback_timeout, data=body.encode(), headers=XML)
        return record

    def opened(self, callback: AppCallback, reply: str) -> str:
        """Decrypted. Raises WrongReply."""
        return read_reply(self._crypt(callback.app), reply)

    def carry_out(self, callback: AppCallback, reply: str) -> str:
        """Returns a note for the log. Raises WrongReply."""
        return PassiveReplies(self._world).apply(callback, reply)

    def gave_up(self, callback: AppCallback) -> None:
        """WeCom says nothing to the member."""

    def _crypt(self, app: App) -> MsgCrypt:
        return MsgCrypt(app.token, app.encoding_aes_key, self._world.corp.corp_id)

    def _signed(self, app: App, encrypted: str) -> dict[str, str]:
        timestamp, nonce = str(self._world.clock.timestamp()), str(secrets.randbelow(10**10))
        signature = self._crypt(app).sign(timestamp, nonce, encrypted)
        return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}
