"""A member's picture, from where WeCom says it is: an address outside, which is asked with care."""

from __future__ import annotations

import socket
from ipaddress import ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

MOST = 2 * 2**20
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
CHUNK = 64 * 2**10
AS_IT_IS = {"Accept-Encoding": "identity"}


class NoAvatar(Exception):
    """It cannot be had; the text is for the log."""


async def fetch(address: str, api: str) -> bytes:
    """Whatever is there, as far as it is no more than a picture has. Where WeCom is stood in for, `api` is on this
    machine, and so are the pictures; anybody else is asked only what the whole world can ask, by https.

    Raises `NoAvatar`.
    """
    url, public = _judged(address, api)
    resolver = _Public() if public else None
    connector = aiohttp.TCPConnector(resolver=resolver)
    try:
        async with (
            aiohttp.ClientSession(
                connector=connector, timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
            ) as session,
            session.get(url, allow_redirects=False, headers=AS_IT_IS) as response,
        ):
            return await _content(response)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise NoAvatar(f"{url.host}: {type(error).__name__}") from None


def _judged(address: str, api: str) -> tuple[URL, bool]:
    """Whose it is, and whether that must be somebody in public. WeCom writes `http` of what it has by https as well."""
    try:
        url = URL(address)
        if url.absolute and url.origin() == URL(api).origin():
            return url, False
        if url.scheme == "http" and url.explicit_port is None:
            url = url.with_scheme("https")
    except ValueError:
        raise NoAvatar("no address") from None
    if url.scheme != "https" or not url.host or url.user is not None or url.port != 443:
        raise NoAvatar("an address of another kind")
    if _is_number(url.host) and not _is_public(url.host):
        raise NoAvatar("an address within")
    return url, True


async def _content(response: aiohttp.ClientResponse) -> bytes:
    if response.status != 200:
        raise NoAvatar(f"HTTP {response.status}")
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > MOST:
            raise NoAvatar("too large")
    return bytes(content)


class _Public(AbstractResolver):
    """Names of machines that everybody can reach, looked up once: what is judged is what is called."""

    def __init__(self) -> None:
        self._names = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = [each for each in await self._names.resolve(host, port, family) if _is_public(each["host"])]
        if not found:
            raise OSError(None, "an address within")
        return found

    async def close(self) -> None:
        await self._names.close()


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(host: str) -> bool:
    address = ip_address(host)
    inner = getattr(address, "ipv4_mapped", None) or address
    return inner.is_global and not inner.is_multicast
