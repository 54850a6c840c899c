"""A channel's access token in the database, where all processes find it."""

from __future__ import annotations

from datetime import datetime

from bot.channels.token import Token
from bot.clock import Clock
from bot.writer import Writer
from storage.access_tokens import Channel


class SharedToken:
    """The `TokenStore` of one tenant's channel."""

    def __init__(self, tenant: str, channel: Channel, writer: Writer, clock: Clock) -> None:
        self._tenant = tenant
        self._channel = channel
        self._writer = writer
        self._clock = clock

    async def current(self) -> Token | None:
        kept = await self._writer.run(self._tenant, lambda uow: uow.access_tokens.current(self._channel))
        return Token(*kept) if kept else None

    async def lease(self, until: datetime) -> bool:
        now = self._clock.now()
        return await self._writer.run(self._tenant, lambda uow: uow.access_tokens.lease(self._channel, now, until))

    async def save(self, token: Token) -> None:
        await self._writer.run(
            self._tenant, lambda uow: uow.access_tokens.save(self._channel, token.value, token.expires_at)
        )

    async def forget(self, value: str) -> None:
        await self._writer.run(self._tenant, lambda uow: uow.access_tokens.forget(self._channel, value))
