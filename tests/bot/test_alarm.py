"""The bell is heard where one way to the operator leads to somebody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiohttp import ClientSession
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from bot.chores.alarm import bell_for
from bot.config import Alarm, Secret
from tests.tooling.ports import free_port

TEXT = "【派单告警】demo 有 3 条消息发不出去，最久的等了 11 分钟。"


class Mailbox:
    """A mail server that lets in `ops` with the password `p@ss`, and whoever needs no password."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.logins: list[bytes] = []
        self.server = Controller(
            self, "127.0.0.1", free_port(), authenticator=self._known, auth_require_tls=False, auth_required=False
        )

    def url(self, user: str = "") -> Secret:
        return Secret(f"smtp://{user}127.0.0.1:{self.server.port}")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    def _known(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        self.logins.append(login.login)
        return AuthResult(success=(login.login, login.password) == (b"ops", b"p@ss"))


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    box.server.start()
    yield box
    box.server.stop()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


def by_mail(server: Secret, **more: Any) -> Alarm:
    return Alarm(mail_server=server, mail_from="paidan@example.com", mail_to=("a@example.com", "b@example.com"), **more)


async def test_an_alarm_comes_by_mail(mailbox: Mailbox, session: ClientSession) -> None:
    assert await bell_for(by_mail(mailbox.url()), session).ring(TEXT)
    [letter] = mailbox.letters
    assert (letter["From"], letter["To"]) == ("paidan@example.com", "a@example.com, b@example.com")
    assert letter["Subject"] == TEXT
    assert letter.get_content().strip() == TEXT


async def test_what_a_server_said_in_several_lines_fits_into_a_subject(
    mailbox: Mailbox, session: ClientSession
) -> None:
    assert await bell_for(by_mail(mailbox.url()), session).ring("【派单告警】送不到：\nbad gateway\r\n (502)")
    [letter] = mailbox.letters
    assert letter["Subject"] == "【派单告警】送不到： bad gateway (502)"


async def test_the_mail_server_is_told_who_we_are(mailbox: Mailbox, session: ClientSession) -> None:
    assert await bell_for(by_mail(mailbox.url("ops:p%40ss@")), session).ring(TEXT)
    assert not await bell_for(by_mail(mailbox.url("ops:wrong@")), session).ring(TEXT)
    assert (mailbox.logins, len(mailbox.letters)) == ([b"ops", b"ops"], 1)


async def test_one_way_that_leads_somewhere_is_enough(mailbox: Mailbox, session: ClientSession) -> None:
    nobody = Secret("http://127.0.0.1:9/")
    assert await bell_for(by_mail(mailbox.url(), webhook=nobody), session).ring(TEXT)
    assert not await bell_for(Alarm(webhook=nobody), session).ring(TEXT)
    assert not await bell_for(by_mail(Secret("smtp://127.0.0.1:9")), session).ring(TEXT)


async def test_without_any_way_alarms_are_in_the_log(session: ClientSession) -> None:
    assert await bell_for(Alarm(), session).ring(TEXT)
