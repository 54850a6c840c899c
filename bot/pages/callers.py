"""From where somebody asks: who tries again and again is told apart by it."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import web

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PROXIES = web.AppKey("proxies", tuple[Network, ...])
"""Those that are believed when they say for whom they ask."""


def caller_of(request: web.Request) -> str | None:
    """Of whoever asks, as the proxies before us say; None: they name nobody, and then nobody can be told apart.

    Each proxy adds at the end whom it was asked by; what stands left of the first stranger is invented by them.
    """
    address = _address_in(request.remote or "")
    said = _forwarded(request.headers.getall("X-Forwarded-For", ()))
    if address is None or (_is_proxy(address, request) and not said):
        return None
    while said and _is_proxy(address, request):
        before = _address_in(said.pop())
        if before is None:
            return None
        address = before
    return _household(address)


def _forwarded(headers: Iterable[str]) -> list[str]:
    """Some proxies add to the line that came, some add a line."""
    return [entry for header in headers for entry in header.split(",")]


def _is_proxy(address: Address, request: web.Request) -> bool:
    return any(address in network for network in request.app[PROXIES])


def _address_in(text: str) -> Address | None:
    """Some write the port beside it."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _household(address: Address) -> str:
    """Whoever has one of the sixth version has all the others beside it."""
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))
