"""A property company with two areas and three groups, for stories of who is asked."""

from __future__ import annotations

from emulator.card_in_hand import CardInHand
from emulator.directory import Member
from emulator.people import Person
from emulator.staff import demo_members
from tests.scenarios.conftest import Desk

PLAYBOOK = """
name = "两个片区"

[defaults]
group = "east_team"
required = ["fault", "phone"]
claim = "30m"

[[people]]
userid = "lijing"
name = "李静"

[[people]]
userid = "wanggong"
name = "王工"
skills = ["奥的斯认证"]

[[people]]
userid = "zhaogong"
name = "赵工"

[[people]]
userid = "chengong"
name = "陈工"

[[people]]
userid = "sunban"
name = "孙班长"

[[people]]
userid = "wuban"
name = "吴班长"

[[people]]
userid = "zhouzong"
name = "周总"

[roles]
director = "zhouzong"
desk = ["lijing"]

[[groups]]
key = "east_team"
name = "城东班"
members = ["wanggong", "zhaogong"]
leader = "sunban"

[[groups]]
key = "west_team"
name = "城西班"
members = ["chengong"]
leader = "wuban"

[[areas]]
key = "east"
name = "城东片区"
words = ["钱江新城"]
groups = ["east_team"]
adjacent = ["west"]

[[areas]]
key = "west"
name = "城西片区"
words = ["西溪"]
groups = ["west_team"]
adjacent = ["east"]

[[types]]
key = "trapped"
name = "电梯困人"
words = ["困人"]
priority = "urgent"
life_safety = true

[[types]]
key = "lift"
name = "电梯"
words = ["电梯"]

[[types]]
key = "general"
name = "报修"

[[rules]]
name = "电梯困人找班长"
when = { type = ["trapped"], area = ["east"] }
groups = ["east_team"]
to = "leader"

[[rules]]
name = "电梯要有证"
when = { type = ["lift"] }
skills = ["奥的斯认证"]

[fair_share]
in_a_row = 2
rest = "2h"
"""

LEAK = "钱江新城3幢501水管漏水，王女士13800001111"
LIFT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"


def staff() -> list[Member]:
    more = [("chengong", "陈工"), ("wuban", "吴班长")]
    return [*demo_members(), *(Member(userid=userid, name=name, departments=[3]) for userid, name in more)]


async def opens(desk: Desk, report: str, number: str) -> CardInHand:
    """李静 reports it; her card is given back."""
    await desk.li.says(report)
    await desk.passes(seconds=2)
    draft = await desk.li.sees_card("报修草稿")
    await draft.press("提交")
    await desk.li.hears("已提交", number)
    await desk.li.sees_card_change(draft, number, "已提交")
    await desk.settles()
    return draft


async def claims(desk: Desk, who: Person, card: CardInHand, number: str, draft: CardInHand, name: str) -> None:
    await card.press("接单")
    await who.hears(f"{number} 归您了")
    await who.sees_card_change(card, number, "完工")
    await desk.li.hears(number, f"{name} 已接单")
    await desk.li.sees_card_change(draft, f"{name} 已接单")
    await desk.settles()
