"""One app's or account's access token, shared by every process that speaks for it.

Tencent asks not to be asked often, and bans the address that repeats a wrong secret: so the token is renewed early, by
one caller of one process at a time, and after a refusal nobody asks again before a cool-down has passed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.channels.errors import TOO_OFTEN, ChannelError, ChannelMisconfigured, ChannelUnavailable
from bot.clock import Respite

EARLY = timedelta(minutes=10)
LEASE = timedelta(seconds=20)
"""Longer than fetching a token can take; a process that died meanwhile is replaced after this."""
PAUSE = timedelta(seconds=2)
"""After an attempt that failed for reasons that pass."""
LOOK_AGAIN = timedelta(milliseconds=200)
"""While another process fetches."""
BANNED = timedelta(hours=1)
"""How long Tencent shuts out an address that asked for tokens with a wrong secret too often."""
SAME_AGAIN = timedelta(minutes=1)
"""Near its end a token may be given once more: its successor is asked for a little later."""
ONE_REPLACEMENT_IN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Token:
    value: str = field(repr=False)
    expires_at: datetime


class TokenStore(Protocol):
    """One app's token where all processes find it."""

    async def current(self) -> Token | None: ...

    async def lease(self, until: datetime) -> bool:
        """True for exactly one caller until then: that one fetches."""
        ...

    async def save(self, token: Token) -> None:
        """Ends the lease."""
        ...

    async def forget(self, value: str) -> None:
        """Only if it is still that value."""
        ...


class MemoryTokenStore:
    """For a single process."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._token: Token | None = None
        self._leased_until: datetime | None = None

    async def current(self) -> Token | None:
        return self._token

    async def lease(self, until: datetime) -> bool:
        if self._leased_until is not None and self._clock() < self._leased_until:
            return False
        self._leased_until = until
        return True

    async def save(self, token: Token) -> None:
        self._token = token
        self._leased_until = None

    async def forget(self, value: str) -> None:
        if self._token is not None and self._token.value == value:
            self._token = None


class AccessToken:
    """`fetch` asks for a token and raises ChannelError."""

    def __init__(self, fetch: Callable[[], Awaitable[Token]], store: TokenStore, clock: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._store = store
        self._clock = clock
        self._lock = asyncio.Lock()
        self._held: Token | None = None
        self._refused: str | None = None  # never taken from the store again
        self._replaced: Respite | None = None
        self._leased_until: datetime | None = None
        self._failure: ChannelError | None = None
        self._silence: Respite | None = None

    async def value(self) -> str:
        async with self._lock:
            if self._held is None or not self._fresh(self._held):
                self._held = await self._renewed()
            return self._held.value

    async def replace(self, refused: str) -> str:
        """Another token than `refused`, which is no longer taken.

        Raises ChannelUnavailable where the one before was replaced only just now: the token is not what is wrong.
        """
        async with self._lock:
            if self._held is not None and self._held.value == refused:  # otherwise somebody has replaced it already
                await self._discard(refused)
        return await self.value()

    async def _discard(self, refused: str) -> None:
        now = self._clock()
        if self._replaced is not None and self._replaced.holds(now):
            raise ChannelUnavailable(None, "a new access token is refused too", retry_after=ONE_REPLACEMENT_IN)
        self._held, self._refused, self._replaced = None, refused, Respite(now, now + ONE_REPLACEMENT_IN)
        if self._failure is None:
            self._silence = None
        await self._store.forget(refused)

    async def _renewed(self) -> Token:
        for _ in range(LEASE // LOOK_AGAIN + 2):
            token = await self._stored()
            if token is not None and self._fresh(token):
                return token
            if await self._may_fetch():
                return await self._fetched(instead_of=token)
            if token is not None:
                return token  # still valid; its successor is on its way
            self._raise_while_silent()
            await asyncio.sleep(LOOK_AGAIN.total_seconds())
        raise ChannelUnavailable(None, "no access token from the process that is fetching one")

    async def _stored(self) -> Token | None:
        token = await self._store.current()
        if token is None or token.value == self._refused or self._clock() >= token.expires_at:
            return None
        return token

    def _fresh(self, token: Token) -> bool:
        return self._clock() < token.expires_at - EARLY

    async def _may_fetch(self) -> bool:
        now = self._clock()
        if self._is_silent(now):
            return False
        if self._leased_until is None or now >= self._leased_until:
            until = now + LEASE
            self._leased_until = until if await self._store.lease(until) else None
        return self._leased_until is not None

    async def _fetched(self, *, instead_of: Token | None) -> Token:
        try:
            token = await self._fetch()
        except ChannelError as error:
            now = self._clock()
            self._failure, self._silence = error, Respite(now, now + _cool_down(error))
            if instead_of is not None:
                return instead_of  # valid for some minutes more
            raise
        self._failure = self._silence = self._leased_until = self._refused = None
        if not self._fresh(token):
            now = self._clock()
            self._silence = Respite(now, min(now + SAME_AGAIN, token.expires_at))
        await self._store.save(token)
        return token

    def _is_silent(self, now: datetime) -> bool:
        return self._silence is not None and self._silence.holds(now)

    def _raise_while_silent(self) -> None:
        if self._failure is not None and self._is_silent(self._clock()):
            raise self._failure.with_traceback(None)


def _cool_down(error: ChannelError) -> timedelta:
    if error.errcode == TOO_OFTEN:
        return BANNED
    return error.retry_after if isinstance(error, ChannelMisconfigured) else PAUSE
