"""The other way to the operator: a group's robot, which needs neither our app nor its token nor the outbox."""

from __future__ import annotations

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.config import Secret

log = structlog.get_logger()

TIMEOUT = ClientTimeout(total=10)
LONGEST_TEXT = 2048
"""Bytes."""


class AlarmBell:
    """`webhook` None: it rings in the log alone."""

    def __init__(self, session: ClientSession, webhook: Secret | None) -> None:
        self._session = session
        self._webhook = webhook

    async def ring(self, text: str) -> bool:
        """False: it was not heard, and should be rung again."""
        log.warning("alarm", text=text)
        if self._webhook is None:
            return True
        content = text.encode()[:LONGEST_TEXT].decode(errors="ignore")
        message = {"msgtype": "text", "text": {"content": content}}
        try:
            async with self._session.post(self._webhook.reveal(), json=message, timeout=TIMEOUT) as response:
                answer = await response.json(content_type=None)
        except (ClientError, TimeoutError, ValueError) as error:
            # Not its words: they have the address in them, and its key.
            log.warning("alarm not heard", why=type(error).__name__)
            return False
        errcode = answer.get("errcode") if isinstance(answer, dict) else None
        if errcode != 0:
            log.warning("alarm not heard", errcode=errcode)
        return errcode == 0
