"""Tencent Cloud's signature of a call, version 3 (TC3-HMAC-SHA256)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime

ALGORITHM = "TC3-HMAC-SHA256"
CONTENT_TYPE = "application/json; charset=utf-8"
SIGNED_HEADERS = "content-type;host;x-tc-action"


@dataclass(frozen=True, slots=True)
class Credentials:
    secret_id: str
    secret_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """`service` is the first part of the official host's name."""

    host: str
    service: str
    action: str
    payload: bytes


def authorization(credentials: Credentials, call: Call, at: datetime) -> str:
    """The header of that name, for a POST to `/` at this time, aware UTC."""
    day = f"{at:%Y-%m-%d}"
    scope = f"{day}/{call.service}/tc3_request"
    to_sign = "\n".join([ALGORITHM, str(int(at.timestamp())), scope, _hash(_canonical(call).encode())])
    key = f"TC3{credentials.secret_key}".encode()
    for part in (day, call.service, "tc3_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    credential = f"{credentials.secret_id}/{scope}"
    return f"{ALGORITHM} Credential={credential}, SignedHeaders={SIGNED_HEADERS}, Signature={signature}"


def _canonical(call: Call) -> str:
    headers = f"content-type:{CONTENT_TYPE}\nhost:{call.host}\nx-tc-action:{call.action.lower()}\n"
    return "\n".join(["POST", "/", "", headers, SIGNED_HEADERS, _hash(call.payload)])


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
