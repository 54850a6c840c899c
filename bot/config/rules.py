"""What a setting must obey beyond its type: each rule answers a value with a complaint, or with None."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_network
from urllib.parse import SplitResult, urlsplit

from bot.config.secret import Secret

NO_WEB_ADDRESS = "must be a web address that begins with https:// or http://"


def matches(pattern: str, sentence: str) -> Callable[[str | Secret], str | None]:
    """`sentence` describes the pattern, and may speak of the value's {length}."""

    def rule(value: str | Secret) -> str | None:
        text = value.reveal() if isinstance(value, Secret) else value
        return None if re.fullmatch(pattern, text) else sentence.format(length=len(text))

    return rule


def address(value: str) -> str | None:
    """Scheme and host: what stands behind them is ours to add."""
    parts = _parts(value, "http", "https")
    if parts is None:
        return NO_WEB_ADDRESS
    if parts.path or parts.query or parts.fragment:
        return "must end with the host name (and port): no path, no slash at its end"
    return None


def endpoint(value: str) -> str | None:
    """With a path, to which more is added."""
    parts = _parts(value, "http", "https")
    if parts is None:
        return NO_WEB_ADDRESS
    if parts.query or parts.fragment or value.endswith("/"):
        return "must end with its path, such as /v1: no slash at its end, no question mark"
    return None


def web_address(value: Secret) -> str | None:
    """A whole one, whatever stands in it."""
    return whole_address(value.reveal())


def whole_address(value: str) -> str | None:
    return None if _parts(value, "http", "https") else NO_WEB_ADDRESS


def network(value: str) -> str | None:
    try:
        ip_network(value)
    except ValueError:
        return "must be an address such as 10.0.0.5, or a network such as 10.0.0.0/24 with zeros behind its length"
    return None


def mail_server(value: Secret) -> str | None:
    usable = _parts(value.reveal(), "smtp", "smtps")
    return None if usable else "must be smtp://HOST:PORT or smtps://USER:PASSWORD@HOST:PORT"


def mail_address(value: str) -> str | None:
    return None if re.fullmatch(r"[^@\s,]+@[^@\s,]+", value) else "must be an e-mail address, such as ops@example.com"


def database_address(value: Secret) -> str | None:
    scheme, _, place = value.reveal().partition("://")
    if scheme == "sqlite":
        is_file = place.startswith("/") and place.strip("/") and ":memory:" not in place
        return None if is_file else "must name a file: sqlite:///var/paidan.db"
    if scheme != "postgresql+psycopg" or _parts(value.reveal(), scheme, host=False) is None:
        return "must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"
    return None


def file_store(value: str) -> str | None:
    is_bucket = re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]+(/.*)?", value)
    is_folder = value and "://" not in value
    return None if is_bucket or is_folder else "must be a folder, s3://BUCKET or s3://BUCKET/PREFIX"


def _parts(value: str, *schemes: str, host: bool = True) -> SplitResult | None:
    """None: it is no address of such a scheme. `host`: it must name one."""
    try:
        parts = urlsplit(value)
        is_whole = parts.port != 0 and (parts.hostname or not host)  # a port that is none raises too
    except ValueError:
        return None
    return parts if parts.scheme in schemes and is_whole else None
