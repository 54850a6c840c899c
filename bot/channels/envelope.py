"""The outer XML of a callback. Anybody can post one: it is read before its signature can be checked."""

from __future__ import annotations

from bot.channels.errors import CallbackRejected
from bot.channels.safe_xml import BadXml, read_xml

MAX_BODY = 256 * 1024
"""Bytes. Texts end at 2 KB; the largest events (contacts, approvals) stay far below."""


def encrypted_part(body: bytes) -> str:
    """The `Encrypt` of an envelope, as received: the signature is over exactly this text."""
    if len(body) > MAX_BODY:
        raise CallbackRejected("size")
    try:
        encrypted = read_xml(body).get("Encrypt")
    except BadXml:
        raise CallbackRejected("envelope") from None
    if not isinstance(encrypted, str) or not encrypted:
        raise CallbackRejected("envelope")
    return encrypted
