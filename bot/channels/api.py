"""HTTP to one of Tencent's APIs: the token in every call, answers judged by their errcode, failures translated once.

WeCom and the official account speak alike: a token in the query, JSON with an errcode back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

import aiohttp
import msgspec
import stamina

from bot.channels.errors import BUSY, ChannelError, ChannelMisconfigured, ChannelUnavailable, TokenRefused
from bot.channels.token import AccessToken, Token, TokenStore

Answer = dict[str, Any]
T = TypeVar("T")

TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=120, connect=5)
"""A server's line out may be thin: at three megabits a second twenty megabytes take a minute."""
FILE_TIMEOUT = aiohttp.ClientTimeout(connect=5, sock_read=15)
ATTEMPTS_WHILE_BUSY = 3
LONGEST_ERRMSG = 500
WRONG_SECRET = timedelta(minutes=10)
SECRETS = frozenset({"access_token", "corpsecret", "secret", "code"})
"""What is sent under these names no error message may repeat."""


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """How this account asks for an access token: by GET, or by POST where there is a body."""

    path: str
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Service:
    """One platform as one account of ours sees it. `error_for` says what an errcode other than 0 means."""

    name: str
    base_url: str
    token: TokenRequest
    error_for: Callable[[int, str, Answer], ChannelError]


Called = Callable[[str, int | None], None]
"""Told of each exchange: its path, and the errcode that came back, None where no answer did."""


def not_counted(_path: str, _errcode: int | None) -> None:
    pass


class Api:
    """`clock` gives the time, aware UTC."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        service: Service,
        tokens: TokenStore,
        clock: Callable[[], datetime],
        called: Called = not_counted,
    ) -> None:
        self._called = called
        self._session = session
        self._service = service
        self._clock = clock
        self._token = AccessToken(self._fetch_token, tokens, clock)

    async def get(self, path: str, **params: str | int) -> Answer:
        return await self.call(lambda token: self._exchange("GET", path, {"access_token": token, **params}))

    async def get_openly(self, path: str, **params: str) -> Answer:
        """Without a token, and once: what goes along works no second time."""
        return await self._exchange("GET", path, params)

    async def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        """The same body is the same bytes: WeCom compares them when it looks for duplicates."""
        data = _encoded(body)
        return await self.call(lambda token: self._exchange("POST", path, {"access_token": token}, data))

    async def post_form(self, path: str, form: Callable[[], aiohttp.FormData], **params: str) -> Answer:
        """`form` makes it anew for each attempt: a form can be sent once."""
        return await self.call(lambda token: self._exchange("POST", path, {"access_token": token, **params}, form()))

    async def call(self, attempt: Callable[[str], Awaitable[T]]) -> T:
        """`attempt` is given a token. It runs again while WeCom is busy, and once with another token if refused."""
        async for trial in stamina.retry_context(
            on=_is_busy, attempts=ATTEMPTS_WHILE_BUSY, timeout=None, wait_initial=0.2, wait_max=1.0, wait_jitter=0.2
        ):
            with trial:
                return await self._with_token(attempt)
        raise AssertionError("the last trial raises")

    @asynccontextmanager
    async def stream(
        self, path: str, params: Mapping[str, str], headers: Mapping[str, str]
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """A GET whose answer may be a file. Whatever breaks while it is read is translated too."""
        url = self._service.base_url + path
        with self._counted(path), translated():
            async with self._session.get(
                url, params=params, headers=headers, timeout=FILE_TIMEOUT, allow_redirects=False
            ) as response:
                yield response

    @asynccontextmanager
    async def stream_from(self, url: str) -> AsyncIterator[aiohttp.ClientResponse]:
        """Likewise, from an address that the platform has named: without our token."""
        with translated():
            async with self._session.get(url, timeout=FILE_TIMEOUT) as response:
                yield response

    @contextmanager
    def _counted(self, path: str) -> Iterator[None]:
        try:
            yield
        except ChannelError as error:
            self._called(path, error.errcode)
            raise
        self._called(path, 0)

    async def _with_token(self, attempt: Callable[[str], Awaitable[T]]) -> T:
        token = await self._token.value()
        try:
            return await attempt(token)
        except TokenRefused:
            pass
        return await attempt(await self._token.replace(token))

    async def _exchange(
        self, method: str, path: str, params: Mapping[str, Any], data: bytes | aiohttp.FormData | None = None
    ) -> Answer:
        headers = {"Content-Type": "application/json"} if isinstance(data, bytes) else None
        with self._counted(path), translated():
            async with self._session.request(
                method,
                self._service.base_url + path,
                params=params,
                data=data,
                headers=headers,
                timeout=UPLOAD_TIMEOUT if isinstance(data, aiohttp.FormData) else TIMEOUT,
                allow_redirects=False,
            ) as response:
                body = await response.read()
            return self.answer_in(
                response.status, body, hidden=_secrets_in({**params, **(self._service.token.body or {})})
            )

    def answer_in(self, status: int, body: bytes, *, hidden: Iterable[str] = ()) -> Answer:
        """Raises the ChannelError that the answer means, without the `hidden` texts."""
        try:
            answer = msgspec.json.decode(body, type=Answer)
            errcode = int(answer.get("errcode", 0))
        except (ValueError, TypeError):
            raise self._incomprehensible(status) from None
        if errcode != 0:
            errmsg = str(answer.get("errmsg", ""))[:LONGEST_ERRMSG]
            for secret in filter(None, hidden):
                errmsg = errmsg.replace(secret, "***")
            raise self._service.error_for(errcode, errmsg, answer)
        if status != HTTPStatus.OK:
            raise self._incomprehensible(status)
        return answer

    def _incomprehensible(self, status: int) -> ChannelUnavailable:
        return ChannelUnavailable(None, f"HTTP {status}, and not in {self._service.name}'s words", maybe_delivered=True)

    async def _fetch_token(self) -> Token:
        asked_at = self._clock()
        ask = self._service.token
        method, data = ("GET", None) if ask.body is None else ("POST", _encoded(ask.body))
        try:
            answer = await self._exchange(method, ask.path, ask.params, data)
            return Token(str(answer["access_token"]), asked_at + timedelta(seconds=int(answer["expires_in"])))
        except TokenRefused as error:  # nothing is in our hands yet that could be refused: the secret is wrong
            raise ChannelMisconfigured(error.errcode, error.errmsg, retry_after=WRONG_SECRET) from None
        except ChannelUnavailable as error:
            error.maybe_delivered = False  # whatever was to be delivered has not even left
            raise
        except (KeyError, ValueError, TypeError):
            raise ChannelUnavailable(None, f"{ask.path} gave no token") from None


def _secrets_in(sent: Mapping[str, Any]) -> list[str]:
    return [str(sent[name]) for name in SECRETS & sent.keys()]


def _encoded(body: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(body, order="deterministic")


def _is_busy(error: Exception) -> bool:
    return isinstance(error, ChannelError) and error.errcode == BUSY


@contextmanager
def translated() -> Iterator[None]:
    """Exceptions of aiohttp may quote the URL, and with it the token: they end here."""
    try:
        yield
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise ChannelUnavailable(None, f"no connection: {type(error).__name__}") from None
    except (aiohttp.ClientError, TimeoutError) as error:
        raise ChannelUnavailable(None, f"no answer: {type(error).__name__}", maybe_delivered=True) from None
