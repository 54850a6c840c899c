"""`message/send` and `message/recall`.

The order of the checks is WeCom's: app, recipients, type, body, card, visibility; then what is over a member's rate
vanishes without a word, and a repeated request is accepted and not shown again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from emulator.api.bodies import CHECKS, checked_body
from emulator.api.call import Call
from emulator.api.card_rules import check_card, check_task_id, shown
from emulator.api.errors import ApiError
from emulator.api.recipients import recipients
from emulator.conversation import Sender, calls_back
from emulator.stores.sent import RECALLABLE, SentMessage

Answer = dict[str, Any]
LONGEST_INTERVAL = 14_400


def send(call: Call) -> Answer:
    check_agent(call)
    to = recipients(call)
    kind = str(call.body.get("msgtype"))
    body = _body(call, kind)
    if not to.members:
        raise ApiError(81013, json.dumps(to.answer()))
    allowed = _within_rates(call, to.members)
    repetition = _Repetition(call)
    if msgid := repetition.of():
        known = _response_code(call, msgid, kind, body) if call.world.switches.repetition_gives_code else {}
        return {"msgid": msgid, **to.answer(), **known}
    if body.get("task_id") and not call.world.sent.take_task_id(call.app.agent_id, body["task_id"]):
        raise ApiError(42014, "used before")
    for userid in to.members:
        if userid not in allowed:
            call.world.drop(userid, kind, body)
    message = _show(call, allowed, kind, body)
    repetition.remember(message.msgid)
    return {"msgid": message.msgid, **to.answer(), **_response_code(call, message.msgid, kind, body)}


def recall(call: Call) -> Answer:
    message = call.world.sent.find(str(call.body.get("msgid", "")))
    if message is None or message.agent_id != call.app.agent_id:
        raise ApiError(40058, "msgid")
    if call.now - message.at >= RECALLABLE:
        raise ApiError(42052)
    for entry in message.entries.values():
        call.world.recall(entry)
    return {}


def check_agent(call: Call) -> None:
    """The app that the body names must be the one whose token it is."""
    agent_id = call.body.get("agentid")
    if agent_id in (None, ""):
        raise ApiError(41011)
    if not str(agent_id).isdecimal():
        raise ApiError(40056)
    if int(agent_id) != call.app.agent_id:
        raise ApiError(301002)


def _body(call: Call, kind: str) -> dict[str, Any]:
    if kind == "template_card":
        return _card(call)
    if kind not in CHECKS:
        raise ApiError(40008)
    return checked_body(call, kind)


def _card(call: Call) -> dict[str, Any]:
    card = call.body.get("template_card")
    check_card(card)
    assert isinstance(card, dict)
    check_task_id(card)
    if calls_back(card) and not call.app.callback_url:
        raise ApiError(43012)
    complain_about_unshown(call, card)
    return shown(card)


def complain_about_unshown(call: Call, card: Mapping[str, Any]) -> None:
    lost = card.keys() - shown(dict(card)).keys()
    lost = {name for name in lost if card[name]}
    if lost:
        call.world.complain(f"{card['card_type']} 卡片不显示 {'、'.join(sorted(lost))}")


def _within_rates(call: Call, userids: list[str]) -> list[str]:
    """Those to whom the app did not send too much yet. Raises ApiError when it sent too much to everybody today."""
    app, now = call.app.agent_id, call.now
    if not call.world.sent.count_for_the_day(app, len(userids), now, call.world.corp.daily_messages):
        raise ApiError(45009)
    return [userid for userid in userids if call.world.member_limit.admit(f"{app}/{userid}", now)]


def _show(call: Call, userids: list[str], kind: str, body: dict[str, Any]) -> SentMessage:
    message = SentMessage(msgid=secrets.token_urlsafe(32), agent_id=call.app.agent_id, at=call.now)
    call.world.sent.add(message)
    for userid in userids:
        message.entries[userid] = call.world.add_entry(
            userid, Sender.APP, kind, body, app=call.app, msgid=message.msgid
        )
    return message


def _response_code(call: Call, msgid: str, kind: str, body: dict[str, Any]) -> Answer:
    if kind != "template_card" or not calls_back(body):
        return {}
    return {"response_code": call.world.codes.issue(call.app.agent_id, msgid, call.now)}


class _Repetition:
    """The same request again, within the interval that it names. Raises ApiError for an interval that is none.

    What WeCom answers to a repetition beyond "ok" is not documented: here it is the first msgid and no response code,
    so that nobody comes to rely on more (or a fresh one, by a switch).
    """

    def __init__(self, call: Call) -> None:
        seconds = call.body.get("duplicate_check_interval") or 1800
        if not isinstance(seconds, int) or not 0 < seconds <= LONGEST_INTERVAL:
            raise ApiError(40058, "duplicate_check_interval")
        self._asked = bool(call.body.get("enable_duplicate_check"))
        self._interval = timedelta(seconds=seconds)
        self._sent, self._now = call.world.sent, call.now
        text = json.dumps([call.app.agent_id, call.body], sort_keys=True)
        self._fingerprint = hashlib.sha256(text.encode()).hexdigest()

    def of(self) -> str | None:
        """The msgid of the first one."""
        return self._sent.repeated(self._fingerprint, self._now, self._interval) if self._asked else None

    def remember(self, msgid: str) -> None:
        if self._asked:
            self._sent.remember(self._fingerprint, self._now, msgid)
