"""From where somebody asks: who tries again and again is told apart by it."""

from __future__ import annotations

import ipaddress

from aiohttp import web


def caller_of(request: web.Request) -> str | None:
    """Of whoever asks, as the proxy before us says it; None: it says nothing, and then nobody can be told apart."""
    remote = request.remote or ""
    if _is_loopback(remote):
        remote = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(remote)
    except ValueError:
        return None
    if address.version == 4 or address.ipv4_mapped:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))  # whoever has one of these has all of them


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True
