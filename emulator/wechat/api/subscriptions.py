"""`message/subscribe/bizsend`: one notification for each time that the customer allowed one."""

from __future__ import annotations

from typing import Any

from emulator.wechat.api.call import OK, Call
from emulator.wechat.api.errors import WeChatError
from emulator.wechat.api.templates import checked_body, checked_template

Answer = dict[str, Any]


def send(call: Call) -> Answer:
    """Needs no following. `page` takes the place of a template message's `url`."""
    customer, template = call.addressee(), checked_template(call)
    body = checked_body(call, template) | {"url": str(call.body.get("page") or "")}
    if not customer.subscriptions[template.template_id]:
        raise WeChatError(43101)
    customer.subscriptions[template.template_id] -= 1
    call.official.shows(customer.openid, "template", body)
    call.official.changed(customer)
    return OK
