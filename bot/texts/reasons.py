"""为什么给我: the trace of a dispatch in words. One sentence to whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from bot.texts.names import apart
from bot.texts.times import COUNTED_FROM, NOT_YET, length
from bot.texts.words import clock
from handlers.replies import Given
from tickets.calendar import LOCAL
from tickets.playbook import Playbook
from tickets.playbook.unmet import Unmet
from tickets.playbook.values import Area, TicketType
from tickets.trace import Considered, PassedOver, Reach, Trace, Verdict
from tickets.turns import Widened

NOT_ASKED = {
    Verdict.GONE: "已离职",
    Verdict.DECLINED: "说过接不了",
    Verdict.AWAY: "请假",
    Verdict.OFF_SHIFT: "不在班",
    Verdict.RESTING: "刚连接了几单，轮空",
}
MOST_NAMED = 4
MIDNIGHT = time(0)

WHAT = {
    "type": "类型",
    "area": "片区",
    "category": "类别",
    "brand": "品牌",
    "source": "来源",
    "priority": "优先级",
    "serial": "序列号开头",
    "fault_code": "故障码",
    "word": "说到",
    "time": "时间",
}


def why_me(trace: Trace, userid: str, playbook: Playbook) -> str:
    """Whoever was not asked is told why not."""
    me = trace.about(userid)
    if trace.reach is Reach.OWNER:
        return f"{_route(trace, playbook)}，但没有人能去{_in_brackets(trace, playbook)}，所以由您负责：请接单或转派。"
    if me is None:
        return f"{_route(trace, playbook)}，没有问到您。"
    if trace.reach is Reach.RESTING and me.verdict is Verdict.RESTING:
        return f"{_route(trace, playbook)}，别人都去不了{_in_brackets(trace, playbook)}，所以您该轮空也还是问您。"
    if me.verdict is not Verdict.ASKED:
        return f"{_route(trace, playbook)}，没有派给您：您{why_not_asked(me)}。"
    if trace.reach is Reach.ADJACENT:
        return f"{_route(trace, playbook)}，那边没有人能去{_in_brackets(trace, playbook)}，所以问相邻片区的您。"
    return f"{_route(trace, playbook)}，{_among(trace, me, playbook)}。"


def why_widened(widened: Widened, ladder: str | None, playbook: Playbook) -> str:
    """To whoever a ladder's step has brought in."""
    step, pool = widened.step, widened.pool.group
    by = f"按「{ladder}」" if ladder else ""
    since = f"{COUNTED_FROM[step.since]} {length(step.after)}还{NOT_YET[step.until]}"
    return f"{since}，{by}加派{apart(playbook.groups[pool].name) if pool else ''}：谁先接就归谁。"


def why_given(given: Given, userid: str, playbook: Playbook) -> str:
    """To whoever got it from a person."""
    who = "您自己" if given.by == userid else playbook.name_of(given.by)
    if given.to_look:
        return f"是 {who} {clock(given.at)} 请您来看的{f'（{given.words}）' if given.words else ''}。"
    return f"是 {who} {clock(given.at)} 转给您的。"


def why_not_rule(passed: PassedOver, playbook: Playbook) -> str:
    """Why a rule that stands before the one that decided did not."""
    return f"「{passed.rule}」不符：{'；'.join(_unmet(each, playbook) for each in passed.unmet)}"


def _route(trace: Trace, playbook: Playbook) -> str:
    key = next((each.group for each in reversed(trace.people) if each.verdict is Verdict.ASKED), None)
    if key is None or trace.reach is not Reach.HOME:
        key = trace.people[0].group if trace.people else playbook.default_group
    if trace.ladder:
        whom = f"给{apart(playbook.groups[key].name)}的负责人" if trace.to_leader else ""
        return f"一直没有人处理，按「{trace.ladder}」转派{whom}"
    by = f"按规则「{trace.rule}」" if trace.rule else "没有专门的规则，按片区"
    return f"{by}派给{apart(playbook.groups[key].name)}{'的负责人' if trace.to_leader else ''}"


def _among(trace: Trace, me: Considered, playbook: Playbook) -> str:
    asked = [each for each in trace.people if each.verdict is Verdict.ASKED]
    if trace.to_leader and me.userid != playbook.groups[me.group].leader:
        return "值班的您也在内"
    if trace.to_leader or (trace.ladder and len(trace.people) == 1):
        return "就是您"
    if len(asked) == 1:
        others = len(trace.people) - 1
        return f"能去的只有您{f'，另外 {others} 人去不了' if others else ''}"
    least = "，最少" if me.load < min(each.load for each in asked if each.userid != me.userid) else ""
    return f"一起问了能去的 {len(asked)} 人；您手上 {me.load} 张{least}"


def _in_brackets(trace: Trace, playbook: Playbook) -> str:
    """Whoever cannot go, and why; a skill that nobody has is said once."""
    able = {Verdict.ASKED, Verdict.RESTING} if trace.reach is Reach.RESTING else {Verdict.ASKED}
    out = [each for each in trace.people if each.verdict in NOT_ASKED and each.verdict not in able]
    why = [f"{playbook.name_of(each.userid)}{why_not_asked(each)}" for each in out]
    if lacking := [each for each in trace.people if each.verdict is Verdict.UNSKILLED]:
        why.append(f"{len(lacking)} 人没有「{'、'.join(lacking[0].lacks)}」")
    more = f"，还有 {len(why) - MOST_NAMED} 人" if len(why) > MOST_NAMED else ""
    return f"（{'，'.join(why[:MOST_NAMED])}{more}）" if why else ""


def why_not_asked(each: Considered) -> str:
    if each.verdict is Verdict.UNSKILLED:
        return f"没有「{'、'.join(each.lacks)}」"
    return f"{NOT_ASKED[each.verdict]}{f'到 {_moment(each.until)}' if each.until else ''}"


def _moment(at: datetime) -> str:
    """A leave that ends at midnight is one to the end of the day before."""
    local = at.astimezone(LOCAL)
    if local.time() == MIDNIGHT:
        return f"{local - timedelta(days=1):%m-%d}"
    return f"{local:%m-%d %H:%M}"


def _unmet(each: Unmet, playbook: Playbook) -> str:
    what = WHAT[each.what]
    wanted = ("-" if each.what == "time" else "、").join(_called(each.what, key, playbook) for key in each.wanted)
    found = f"现在是 {_called(each.what, each.found, playbook)}" if each.found else "没有读到"
    return f"{what}{'不能' if each.excluded else '要'}是 {wanted}，{found}"


def _called(what: str, key: str, playbook: Playbook) -> str:
    """Types and areas are known by their names."""
    named: dict[str, Mapping[str, TicketType | Area]] = {"type": playbook.type_by_key, "area": playbook.areas}
    found = named.get(what, {}).get(key)
    return found.name if found else key
