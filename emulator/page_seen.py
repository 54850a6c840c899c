"""What somebody's phone shows after a link was pressed."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import ClientSession


@dataclass(frozen=True, kw_only=True)
class PageSeen:
    """`url`: where the redirects ended."""

    status: int
    url: str
    text: str


async def page_seen(browser: ClientSession, url: str) -> PageSeen:
    async with browser.get(url) as response:
        return PageSeen(status=response.status, url=str(response.url), text=await response.text())
