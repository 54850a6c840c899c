"""Template messages, which need no open window: `message/template/send` and the list of templates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from emulator.switches import TemplateFate
from emulator.wechat.account import Template
from emulator.wechat.api.call import OK, Call
from emulator.wechat.api.errors import WeChatError
from emulator.wechat.customers import Customer
from emulator.wechat.typed_fields import problem
from emulator.xml import Fields

SAME_WITHIN = timedelta(minutes=10)
ID_LENGTH = 43
Answer = dict[str, Any]


def send(call: Call) -> Answer:
    """A `client_msg_id` that this customer was sent within ten minutes gets the first answer, and nothing is sent."""
    customer = call.addressee()
    template = checked_template(call)
    if not customer.follows:
        raise WeChatError(43004)
    body = checked_body(call, template)
    once = f"{customer.openid}/{call.body['client_msg_id']}" if call.body.get("client_msg_id") else ""
    if once and (known := call.official.repetitions.repeated(once, call.now, SAME_WITHIN)):
        return OK | {"msgid": int(known)}
    if not call.official.counts("template", most=call.official.account.templates_a_day):
        raise WeChatError(45009)
    msgid = call.official.next_msgid()
    if once:
        call.official.repetitions.remember(once, call.now, str(msgid))
    _deliver(call, customer, body, msgid)
    return OK | {"msgid": msgid}


def _deliver(call: Call, customer: Customer, body: dict[str, Any], msgid: int) -> None:
    """The account hears a little later how it went."""
    switches = call.world.switches
    fate = TemplateFate.BLOCKED if customer.blocks_templates else switches.wechat_template_fate
    if fate is TemplateFate.SUCCESS:
        call.official.shows(customer.openid, "template", body, msgid=str(msgid))
    fields: Fields = [("MsgID", msgid), ("Status", str(fate))]
    call.official.tell(customer, "TEMPLATESENDJOBFINISH", fields, after=switches.wechat_template_reports_after)


def list_all(call: Call) -> Answer:
    rows = call.official.account.templates
    return {
        "template_list": [
            {
                "template_id": each.template_id,
                "title": each.title,
                "primary_industry": "",
                "deputy_industry": "",
                "content": each.content,
                "example": "",
            }
            for each in rows
        ]
    }


def checked_template(call: Call) -> Template:
    """An id has 43 characters."""
    if len(str(call.body.get("template_id") or "")) != ID_LENGTH:
        raise WeChatError(40036)
    template = call.official.account.template(call.body.get("template_id"))
    if template is None:
        raise WeChatError(40037)
    return template


def checked_body(call: Call, template: Template) -> dict[str, Any]:
    """As the customer will see it. Fields that the template does not have are not shown, which is worth a complaint."""
    if wrong := problem(template, call.body.get("data")):
        raise WeChatError(47003, wrong)
    data = call.block("data")
    if lost := data.keys() - template.fields.keys():
        call.world.complain(f"模板“{template.title}”没有 {'、'.join(sorted(lost))}，不显示")
    fields = [{"label": label, "value": data[key]["value"]} for key, label in template.fields.items()]
    return {"title": template.title, "fields": fields, "url": _target(call)}


def _target(call: Call) -> str:
    """A mini-program goes before a page, and cannot be opened here; it must be one that is tied to the account."""
    program = call.block("miniprogram")
    if not program:
        return str(call.body.get("url") or "")
    pages = call.official.account.mini_programs.get(str(program.get("appid")))
    if pages is None:
        raise WeChatError(40013)
    if str(program.get("pagepath", "")).partition("?")[0] not in pages:
        raise WeChatError(41030)
    return ""
