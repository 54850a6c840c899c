"""`message/update_template_card`: each response code is worth one of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from emulator.api.call import Call
from emulator.api.card_rules import check_card, shown
from emulator.api.errors import ApiError
from emulator.api.messages import check_agent, complain_about_unshown
from emulator.api.recipients import reachable
from emulator.api.schema import absent
from emulator.conversation import CALLBACK_CARDS, Entry
from emulator.stores.codes import ResponseCode
from emulator.stores.sent import SentMessage

Answer = dict[str, Any]


def update(call: Call) -> Answer:
    check_agent(call)
    code = _working_code(call)
    message = call.world.sent.find(code.msgid)
    assert message is not None
    wanted = _targets(call, message)
    entries = [message.entries[userid] for userid in wanted if userid in _receivers(call, message)]
    if not entries:
        raise ApiError(82102)
    _apply(call, entries)
    code.spent = True
    invalid = [userid for userid in wanted if userid not in _receivers(call, message)]
    return {"invaliduser": invalid} if invalid else {}


def _working_code(call: Call) -> ResponseCode:
    text = call.body.get("response_code")
    code = call.world.codes.find(text) if isinstance(text, str) else None
    if code is None or not code.works_at(call.now):
        raise ApiError(60140)
    if code.agent_id != call.app.agent_id:
        raise ApiError(42015)
    return code


def _targets(call: Call, message: SentMessage) -> list[str]:
    """Userids in lower case, whoever they are. Raises ApiError."""
    if call.body.get("atall") == 1:
        return list(message.entries)
    users = _list(call.body, "userids", 1000, 40032)
    parties = _list(call.body, "partyids", 100, 82002)
    _list(call.body, "tagids", 100, 82003)
    found = dict.fromkeys(str(userid).lower() for userid in users)
    for party in parties:
        members = call.world.directory.members_of(call.world.directory.below(int(party)))
        found |= dict.fromkeys(member.userid.lower() for member in members)
    if not found:
        raise ApiError(82101)
    return list(found)


def _list(body: Mapping[str, Any], name: str, most: int, code: int) -> list[Any]:
    value = body.get(name) or []
    if not isinstance(value, list):
        raise ApiError(40058, f"{name} should be a list")
    if len(value) > most:
        raise ApiError(code)
    return value


def _receivers(call: Call, message: SentMessage) -> set[str]:
    return {userid for userid in message.entries if reachable(call, userid)}


def _apply(call: Call, entries: Iterable[Entry]) -> None:
    """Nothing is changed for anybody unless everything is right."""
    entries = list(entries)
    if not absent(call.body.get("template_card")):
        card = call.body["template_card"]
        check_card(card)
        complain_about_unshown(call, card)
        for entry in entries:
            call.world.replace_card(entry, shown(card))
        return
    label = (call.body.get("button") or {}).get("replace_name")
    if absent(label):
        raise ApiError(42020)
    for entry in entries:
        _check_has_buttons(entry)
    for entry in entries:
        call.world.grey_card(entry, str(label))


def _check_has_buttons(entry: Entry) -> None:
    assert entry.card is not None
    if entry.card.content["card_type"] not in CALLBACK_CARDS:
        raise ApiError(42017)
