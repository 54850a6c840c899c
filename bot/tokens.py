"""WeCom's access token in the database, where all processes find it."""

from __future__ import annotations

from datetime import datetime

from bot.channels.token import Token
from bot.clock import Clock
from bot.writer import Writer


class SharedToken:
    """One tenant's `TokenStore`."""

    def __init__(self, tenant: str, writer: Writer, clock: Clock) -> None:
        self._tenant = tenant
        self._writer = writer
        self._clock = clock

    async def current(self) -> Token | None:
        kept = await self._writer.run(self._tenant, lambda uow: uow.access_tokens.current())
        return Token(*kept) if kept else None

    async def lease(self, until: datetime) -> bool:
        now = self._clock.now()
        return await self._writer.run(self._tenant, lambda uow: uow.access_tokens.lease(now, until))

    async def save(self, token: Token) -> None:
        await self._writer.run(self._tenant, lambda uow: uow.access_tokens.save(token.value, token.expires_at))

    async def forget(self, value: str) -> None:
        await self._writer.run(self._tenant, lambda uow: uow.access_tokens.forget(value))
