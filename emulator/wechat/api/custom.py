"""`message/custom/send`: what a human of the service desk would write, within the window that the customer opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from emulator.wechat.api.call import OK, Call
from emulator.wechat.api.errors import WeChatError
from emulator.wechat.customers import Customer

TEXT_BYTES = 2048
Answer = dict[str, Any]


def send(call: Call) -> Answer:
    """Nothing is taken from the allowance for what is refused."""
    customer = call.addressee()
    kind = str(call.body.get("msgtype"))
    if kind not in BODIES:
        raise WeChatError(40008)
    body = BODIES[kind](call, kind, call.block(kind))
    _check_window(call, customer)
    if not call.official.counts("message", most=call.official.account.messages_a_day):
        raise WeChatError(45009)
    customer.allowances.spend(call.now)
    call.official.shows(customer.openid, kind, body)
    call.official.changed(customer)
    return OK


def _check_window(call: Call, customer: Customer) -> None:
    if not customer.follows:
        raise WeChatError(43004)
    if not customer.allowances.open_at(call.now):
        raise WeChatError(45015)
    if call.world.switches.wechat_quota_used_up or not customer.allowances.left_at(call.now):
        raise WeChatError(45047)


def _text(_call: Call, _kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": _words(value.get("content"))}


def _words(content: object) -> str:
    if not isinstance(content, str) or not content:
        raise WeChatError(44004)
    if len(content.encode()) > TEXT_BYTES:
        raise WeChatError(45002)
    return content


def _media(call: Call, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    if not value.get("media_id"):
        raise WeChatError(41006)
    media = call.official.media.find(str(value["media_id"]))
    if media is None or media.kind != kind or media.expired_at(call.now):
        raise WeChatError(40007)
    return {"media_id": media.media_id, "filename": media.filename}


def _news(_call: Call, _kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    articles = value.get("articles")
    if not isinstance(articles, list) or not articles:
        raise WeChatError(44003)
    if len(articles) > 1:
        raise WeChatError(45008)
    return {"articles": articles}


def _menu(_call: Call, _kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Each row says its content when it is tapped."""
    rows = value.get("list")
    if not isinstance(rows, list) or not rows or not all(_is_row(row) for row in rows):
        raise WeChatError(40035, "msgmenu.list")
    head, tail = value.get("head_content", ""), value.get("tail_content", "")
    _words("\n".join([head, *(row["content"] for row in rows), tail]))
    return {"head_content": head, "list": [{**row, "id": str(row["id"])} for row in rows], "tail_content": tail}


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), (str, int)) and isinstance(row.get("content"), str)


BODIES: dict[str, Callable[[Call, str, Mapping[str, Any]], dict[str, Any]]] = {
    "text": _text,
    "image": _media,
    "voice": _media,
    "news": _news,
    "msgmenu": _menu,
}
