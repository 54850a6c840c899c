"""The other way to the operator, which needs neither our app nor its token nor the outbox: a group's robot, e-mail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from email.message import EmailMessage
from functools import partial
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog
from aiohttp import ClientSession

from bot.channels.errors import ChannelError
from bot.config import Alarm
from bot.wecom.robot import speak

log = structlog.get_logger()

MAIL_SECONDS = 20
LONGEST_SUBJECT = 60

Way = Callable[[str], Awaitable[None]]
"""Raises where it does not lead to anybody."""


class AlarmBell:
    """Without ways it rings in the log alone."""

    def __init__(self, ways: Sequence[Way]) -> None:
        self._ways = ways

    async def ring(self, text: str) -> bool:
        """False: nobody heard it, and it should be rung again."""
        log.warning("alarm", text=text)
        heard = [await _rings(way, text) for way in self._ways]
        return any(heard) or not heard


def bell_for(alarm: Alarm, session: ClientSession) -> AlarmBell:
    ways: list[Way] = []
    if alarm.webhook is not None:
        ways.append(partial(speak, session, alarm.webhook))
    if alarm.mail_server is not None:
        ways.append(partial(mail, alarm))
    return AlarmBell(ways)


async def mail(alarm: Alarm, text: str) -> None:
    assert alarm.mail_server is not None, "there is a server to send it by"
    server = urlsplit(alarm.mail_server.reveal())
    message = EmailMessage()
    message["From"], message["To"] = alarm.mail_from, ", ".join(alarm.mail_to)
    message["Subject"] = " ".join(text.split())[:LONGEST_SUBJECT]
    message.set_content(text)
    await aiosmtplib.send(
        message,
        hostname=server.hostname,
        port=server.port,
        username=unquote(server.username) if server.username else None,
        password=unquote(server.password) if server.password else None,
        use_tls=server.scheme == "smtps",
        timeout=MAIL_SECONDS,
    )


async def _rings(way: Way, text: str) -> bool:
    try:
        await way(text)
    except (ChannelError, aiosmtplib.SMTPException, OSError, ValueError) as error:
        # Not its words: they may have an address in them, and its key.
        log.warning("alarm not heard", why=type(error).__name__, errcode=getattr(error, "errcode", None))
        return False
    return True
