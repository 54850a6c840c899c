"""What the chat page is shown, as plain values for JSON. Times are Unix seconds, durations milliseconds."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from datetime import timedelta
from enum import Enum
from typing import Any

import msgspec

from emulator.changes import Change, What
from emulator.conversation import Card, Entry
from emulator.switches import Switches
from emulator.undelivered import Undelivered
from emulator.wechat.customers import Customer
from emulator.wechat.official import OfficialAccount
from emulator.wire import WireRecord
from emulator.world import Dropped, Problem, World

WIRE_SHOWN = 500  # records a page begins with; it gathers more while it is open

CODES_SHOWN = 60

Json = dict[str, Any]


def snapshot(world: World, undelivered: Undelivered) -> Json:
    owners = [*world.directory.members, *world.wechat.customers]
    entries = [entry_seen(entry, undelivered) for owner in owners for entry in world.conversations.of(owner)]
    dropped = [_dropped_seen(number, each) for number, each in enumerate(world.dropped)]
    return {
        "now": world.clock.now().timestamp(),
        "app": {"name": world.app.name},
        "people": [_person_seen(userid, world) for userid in world.directory.members],
        "account": account_seen(world.wechat),
        "customers": [customer_seen(each, world) for each in world.wechat.customers.values()],
        "entries": sorted(entries + dropped, key=lambda entry: entry["at"]),
        "wire": _wire_seen(world),
        "switches": switches_seen(world.switches),
    }


def change_seen(change: Change, world: World, undelivered: Undelivered) -> Json | None:
    """What is shown is how things are now, so a page that lagged behind skips what has passed.

    None when the change is so old that what it was about is forgotten.
    """
    match change.what:
        case What.ENTRY | What.CARD | What.RECALLED:
            return {"what": "entry", "data": entry_seen(world.entry(change.id), undelivered)}
        case What.DROPPED:
            return {"what": "entry", "data": _dropped_seen(change.id, world.dropped[change.id])}
        case What.WIRE:
            return _wire_change(change.id, world)
        case What.PROBLEM:
            return {"what": "wire", "data": problem_seen(world.problems[change.id])}
        case _:
            return {"what": change.what, "data": _state_seen(change, world)}


def _state_seen(change: Change, world: World) -> Any:
    match change.what:
        case What.CUSTOMER:
            return customer_seen(world.wechat.customers[change.userid], world)
        case What.ACCOUNT:
            return account_seen(world.wechat)
        case What.SWITCHES:
            return switches_seen(world.switches)
        case _:
            return world.clock.now().timestamp()


def entry_seen(entry: Entry, undelivered: Undelivered) -> Json:
    return {
        "id": entry.id,
        "userid": entry.userid,
        "at": entry.at.timestamp(),
        "sender": entry.sender,
        "kind": entry.kind,
        "body": {} if entry.card else entry.body,
        "card": _card_seen(entry.card) if entry.card else None,
        "recalled": entry.recalled,
        "version": entry.version,
        "undelivered": undelivered.reason(entry),
    }


def customer_seen(customer: Customer, world: World) -> Json:
    """`windows`: for how many messages more the account may write without being asked, and until when. `contacts`: who
    has them as a contact of WeCom, and whom of those they have deleted.
    """
    windows = customer.allowances.open_at(world.clock.now())
    contacts = world.contacts.of_customer(customer.external_userid)
    return {
        "userid": customer.openid,
        "name": customer.nickname,
        "phone": customer.phone,
        "position": customer.about,
        "follows": customer.follows,
        "blocks_templates": customer.blocks_templates,
        "contacts": [{"userid": each.userid, "deleted": each.deleted_by_customer} for each in contacts],
        "windows": [
            {"by": by, "left": window.left, "until": window.until.timestamp()} for by, window in windows.items()
        ],
    }


def account_seen(official: OfficialAccount) -> Json:
    """`codes`: what a customer can scan; the stickers first."""
    now = official.now()
    codes = [code for code in official.qr_codes.all() if not code.dead_at(now)]
    return {
        "name": official.account.name,
        "connected": bool(official.account.callback_url),
        "menu": official.menu,
        "codes": [{"ticket": code.ticket, "scene": code.scene, "label": code.label} for code in codes[:CODES_SHOWN]],
        "templates": [{"id": each.template_id, "title": each.title} for each in official.account.templates],
    }


def wire_seen(record: WireRecord) -> Json:
    seen: Json = msgspec.to_builtins(record)
    return seen | {"at": record.at.timestamp(), "duration": record.duration / timedelta(milliseconds=1)}


def problem_seen(problem: Problem) -> Json:
    """A line of the wire log: a rule that the bot broke, where the real WeCom would keep silent."""
    return {"direction": "problem", "at": problem.at.timestamp(), "text": problem.text}


def switches_seen(switches: Switches) -> list[Json]:
    return [_switch_seen(field, getattr(switches, field.name)) for field in fields(switches)]


def _switch_seen(field: Field[Any], value: Any) -> Json:
    choices = [each.value for each in type(value)] if isinstance(value, Enum) else None
    label = field.metadata["label"]
    assert field.default is not MISSING
    return {"name": field.name, "label": label, "value": value, "default": field.default, "choices": choices}


def _person_seen(userid: str, world: World) -> Json:
    """The userid in lower case, as in every entry."""
    member = world.directory.members[userid]
    return {"userid": userid, "name": member.name, "position": member.position}


def _card_seen(card: Card) -> Json:
    return {"content": card.content, "greyed": card.greyed, "selected": card.selected}


def _dropped_seen(number: int, dropped: Dropped) -> Json:
    """Looks like an entry of a kind of its own; nobody in the real WeCom ever sees it."""
    return {
        "id": f"dropped-{number}",
        "userid": dropped.userid.lower(),
        "at": dropped.at.timestamp(),
        "sender": "app",
        "kind": "dropped",
        "body": {},
    }


def _wire_seen(world: World) -> list[Json]:
    records = [wire_seen(record) for record in list(world.wire)[-WIRE_SHOWN:]]
    problems = [problem_seen(problem) for problem in world.problems[-WIRE_SHOWN:]]
    return sorted(records + problems, key=lambda line: line["at"])


def _wire_change(number: int, world: World) -> Json | None:
    record = next((record for record in reversed(world.wire) if record.number == number), None)
    return {"what": "wire", "data": wire_seen(record)} if record else None
