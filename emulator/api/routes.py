"""Every call that the stand-in knows, under `/cgi-bin/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator.api import apps, card_updates, contacts, external, js_tickets, login, media, messages
from emulator.api.call import Call
from emulator.api.media import Binary

Endpoint = Callable[[Call], dict[str, Any] | Binary]


def _own_address(call: Call) -> dict[str, Any]:  # noqa: ARG001  every endpoint takes its call
    return {"ip_list": ["127.0.0.1"]}


GET: dict[str, Endpoint] = {
    "getcallbackip": _own_address,
    "get_api_domain_ip": _own_address,
    "agent/get": apps.get_agent,
    "department/list": contacts.list_departments,
    "department/simplelist": contacts.list_department_ids,
    "department/get": contacts.get_department,
    "user/simplelist": contacts.list_member_names,
    "user/list": contacts.list_members,
    "user/get": contacts.get_member,
    "media/get": media.get,
    "auth/getuserinfo": login.get_user_info,
    "user/getuserinfo": login.get_user_info_by_old_path,
    "externalcontact/get_follow_user_list": external.list_members,
    "externalcontact/list": external.list_contacts,
    "externalcontact/get": external.get_contact,
    "get_jsapi_ticket": js_tickets.corp_ticket,
    "ticket/get": js_tickets.app_ticket,
}

POST: dict[str, Endpoint] = {
    "auth/getuserdetail": login.get_user_detail,
    "message/send": messages.send,
    "message/update_template_card": card_updates.update,
    "message/recall": messages.recall,
    "user/list_id": contacts.list_ids,
    "user/getuserid": contacts.find_by_mobile,
    "media/upload": media.upload,
    "media/uploadimg": media.upload_image,
}

NOT_COUNTED = {"message/send"}  # has limits of its own
