"""Every call that the stand-in of WeChat knows. Those in SHARED have the path of a call of WeCom's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator.api.media import Binary
from emulator.wechat.api import (
    access,
    custom,
    js_tickets,
    media,
    menus,
    page_login,
    qr_codes,
    subscriptions,
    templates,
    users,
)
from emulator.wechat.api.call import Call

Endpoint = Callable[[Call], dict[str, Any] | Binary]


def _own_address(call: Call) -> dict[str, Any]:
    return {"ip_list": [call.ip]}


OPEN: dict[str, tuple[str, Endpoint]] = {
    "/cgi-bin/token": ("GET", access.get_token),
    "/cgi-bin/stable_token": ("POST", access.get_stable_token),
    "/cgi-bin/showqrcode": ("GET", qr_codes.show),
    "/sns/oauth2/access_token": ("GET", page_login.get_access_token),
    "/sns/oauth2/refresh_token": ("GET", page_login.refresh),
}

OWN: dict[str, tuple[str, Endpoint]] = {
    "/cgi-bin/message/custom/send": ("POST", custom.send),
    "/cgi-bin/message/template/send": ("POST", templates.send),
    "/cgi-bin/message/subscribe/bizsend": ("POST", subscriptions.send),
    "/cgi-bin/template/get_all_private_template": ("GET", templates.list_all),
    "/cgi-bin/qrcode/create": ("POST", qr_codes.create),
    "/cgi-bin/user/info": ("GET", users.get_info),
    "/cgi-bin/user/get": ("GET", users.list_followers),
    "/cgi-bin/menu/create": ("POST", menus.create),
    "/cgi-bin/menu/get": ("GET", menus.get),
    "/cgi-bin/menu/delete": ("GET", menus.delete),
    "/cgi-bin/ticket/getticket": ("GET", js_tickets.get),
    "/cgi-bin/media/upload": ("POST", media.upload),
    "/cgi-bin/media/get": ("GET", media.get),
    "/cgi-bin/getcallbackip": ("GET", _own_address),
    "/cgi-bin/get_api_domain_ip": ("GET", _own_address),
}

SHARED = {
    "/cgi-bin/user/get",
    "/cgi-bin/media/upload",
    "/cgi-bin/media/get",
    "/cgi-bin/getcallbackip",
    "/cgi-bin/get_api_domain_ip",
}
