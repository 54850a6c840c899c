"""What a setting must obey beyond its type: each rule answers a value with a complaint, or with None."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_network
from urllib.parse import SplitResult, urlsplit

from bot.config.secret import Secret

NO_WEB_ADDRESS = "必须是以 https:// 或 http:// 开头的网址"


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
        return "只写到域名（和端口）为止：后面不带路径，也不带斜杠"
    return None


def endpoint(value: str) -> str | None:
    """With a path, to which more is added."""
    parts = _parts(value, "http", "https")
    if parts is None:
        return NO_WEB_ADDRESS
    if parts.query or parts.fragment or value.endswith("/"):
        return "只写到路径为止，如 /v1：末尾不带斜杠，也不带问号"
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
        return "必须是地址，如 10.0.0.5，或者网段，如 10.0.0.0/24（前缀以外的位都是 0）"
    return None


def mail_server(value: Secret) -> str | None:
    usable = _parts(value.reveal(), "smtp", "smtps")
    return None if usable else "必须是 smtp://HOST:PORT 或 smtps://USER:PASSWORD@HOST:PORT"


def mail_address(value: str) -> str | None:
    return None if re.fullmatch(r"[^@\s,]+@[^@\s,]+", value) else "必须是邮箱地址，如 ops@example.com"


def database_address(value: Secret) -> str | None:
    scheme, _, place = value.reveal().partition("://")
    if scheme == "sqlite":
        is_file = place.startswith("/") and place.strip("/") and ":memory:" not in place
        return None if is_file else "必须写明文件，如 sqlite:///var/paidan.db"
    if scheme != "postgresql+psycopg" or _parts(value.reveal(), scheme, host=False) is None:
        return "必须是 sqlite:///FILE 或 postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"
    return None


def file_store(value: str) -> str | None:
    is_bucket = re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]+(/.*)?", value)
    is_folder = value and "://" not in value
    return None if is_bucket or is_folder else "必须是文件夹、s3://BUCKET 或 s3://BUCKET/PREFIX"


def _parts(value: str, *schemes: str, host: bool = True) -> SplitResult | None:
    """None: it is no address of such a scheme. `host`: it must name one."""
    try:
        parts = urlsplit(value)
        is_whole = parts.port != 0 and (parts.hostname or not host)  # a port that is none raises too
    except ValueError:
        return None
    return parts if parts.scheme in schemes and is_whole else None
