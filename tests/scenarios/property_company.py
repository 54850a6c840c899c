"""The property company of the sample, and how its stories begin."""

from __future__ import annotations

from pathlib import Path

from emulator.card_in_hand import CardInHand
from emulator.directory import Member
from emulator.staff import demo_members
from tests.scenarios.conftest import Desk
from tickets.playbook import parse

WUYE = Path("playbooks/wuye.toml")


def staff() -> list[Member]:
    known = {member.userid for member in demo_members()}
    people = parse(WUYE.read_text(encoding="utf-8")).people.values()
    more = [Member(userid=each.userid, name=each.name, departments=[3]) for each in people if each.userid not in known]
    return [*demo_members(), *more]


async def reported(desk: Desk, words: str) -> CardInHand:
    await desk.li.says(words)
    await desk.passes(seconds=2)
    draft = await desk.li.sees_card("报修草稿")
    await draft.press("提交")
    await desk.li.hears("已提交", "1120-1")
    await desk.li.sees_card_change(draft, "1120-1 已提交")
    return draft
