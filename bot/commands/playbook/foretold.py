"""What a playbook would do with a report: what it is taken for, who would be asked, what happens if nobody acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.texts.names import apart
from bot.texts.reasons import why_not_asked, why_not_rule
from bot.texts.times import COUNTED_FROM, NOT_YET, explained, length, moment
from tickets.alerts import AGAIN_AFTER
from tickets.deadlines import deadlines_for
from tickets.dispatch import Dispatch
from tickets.events import TicketAlerted, TicketDispatched, TicketStepTaken, TicketStoodStill
from tickets.foresight import Foreseen, foreseen
from tickets.playbook import Playbook
from tickets.playbook.ladder import Deed, Step
from tickets.playbook.recognition import fault_codes
from tickets.playbook.values import Priority, Source
from tickets.ratings import butler_of
from tickets.staffing import Staffing
from tickets.ticket import Ticket
from tickets.trace import Reach, Verdict
from tickets.turns import able

SOURCES = {
    Source.STAFF: "员工转发",
    Source.WECHAT: "公众号",
    Source.MINI_PROGRAM: "小程序",
    Source.PHONE: "电话",
    Source.QR: "扫码",
    Source.GROUP: "群聊",
}
PRIORITIES = {Priority.LOW: "低", Priority.NORMAL: "普通", Priority.HIGH: "高", Priority.URGENT: "紧急"}
DEEDS = {Deed.REMIND: "提醒", Deed.WARN: "告知", Deed.REASSIGN: "转给", Deed.WIDEN: "放给"}
REACHED = {
    Reach.HOME: "",
    Reach.ADJACENT: "本片区没有人能去，问相邻片区",
    Reach.RESTING: "别人都去不了，轮空的也问",
    Reach.OWNER: "没有人能去，由负责人安排",
}


def taken_for(ticket: Ticket, playbook: Playbook) -> Iterator[str]:
    kind = playbook.type_by_key[ticket.type]
    said = f"{ticket.facts.address or ''}\n{ticket.facts.fault or ''}\n{ticket.text}"
    signs = [word for word in kind.words if word in said] or [
        each for each in (ticket.facts.category,) if each in kind.categories
    ]
    signs += fault_codes(said) if kind.fault_codes else ()
    why = f"（因为「{'、'.join(signs)}」）" if signs else "（别的都对不上）"
    yield f"类型：{kind.name}{why}{'，危及人身安全：不管上班下班和免打扰' if kind.life_safety else ''}"
    if ticket.area is None:
        yield "片区：没有认出来"
    else:
        area = playbook.areas[ticket.area]
        word = max((word for word in area.words if word in said), key=len, default=area.name)
        yield f"片区：{area.name}（因为「{word}」）"
    yield f"优先级：{PRIORITIES[ticket.priority]}　来源：{SOURCES[ticket.source]}"
    if departments := playbook.terms_for(ticket.source, ticket.type).departments:
        yield f"联动部门：{'、'.join(departments)}"


def who_is_asked(found: Dispatch, playbook: Playbook) -> Iterator[str]:
    trace = found.trace
    if trace.rule:
        yield f"按规则「{trace.rule}」，派给{apart(playbook.groups[found.group].name)}".rstrip()
    else:
        yield f"没有规则对得上，派给{apart(playbook.groups[found.group].name)}".rstrip()
    if REACHED[trace.reach]:
        yield REACHED[trace.reach]
    for each in trace.people:
        if each.verdict is not Verdict.ASKED and each.userid not in found.asked:
            yield f"不问 {playbook.name_of(each.userid)}：{why_not_asked(each)}"
    yield f"问 {'、'.join(map(playbook.name_of, found.asked))}"
    yield f"没人接单之前，{playbook.name_of(found.owner)} 负责"


def near_misses(found: Dispatch, playbook: Playbook) -> Iterator[str]:
    """The rules before the one that decided, those that lacked least first."""
    for passed in sorted(found.trace.passed_over, key=lambda each: len(each.unmet)):
        yield why_not_rule(passed, playbook)


def promised(ticket: Ticket, playbook: Playbook) -> Iterator[str]:
    kind = playbook.type_by_key[ticket.type].name
    for deadline in deadlines_for(ticket, playbook):
        yield explained(deadline, kind)


def if_nobody_acts(ticket: Ticket, playbook: Playbook, staff: Staffing) -> Iterator[str]:
    found = foreseen(ticket, playbook, staff)
    sounding, asked = _sounding(found), set[str]()
    for each in found:
        event = each.change.events[0]
        if isinstance(event, TicketAlerted):
            what = _alarm(event, sounding[each.at], ticket, playbook) if each.at in sounding else ""
        elif isinstance(event, TicketStoodStill):
            what = _question(event, playbook) if event.asked not in asked else ""
            asked.add(event.asked)
        else:
            what = _step(each, playbook) if isinstance(event, TicketStepTaken) else _somebody_came(each, playbook)
        if what:
            yield f"{moment(each.at, beside=ticket.opened_at)}　{what}{_later(each, playbook)}"


def afterwards(ticket: Ticket, playbook: Playbook) -> Iterator[str]:
    """Once the work is done."""
    policy = playbook.acceptance
    again = "、".join(map(length, policy.reminders))
    asked = f"{again}后各问一次，" if again else ""
    yield f"客户一直不说修没修好：{asked}{length(policy.close_unconfirmed_after)}后按「未确认」关闭"
    yield f"关闭后 {length(policy.reopen_within)}内客户说没修好：还是这张单返工，先找同一个人"
    if (butler := butler_of(ticket, playbook)) is not None:
        yield f"管家 {playbook.name_of(butler)} 评价服务和专业"
    if playbook.roles.quality:
        names = "、".join(map(playbook.name_of, playbook.roles.quality))
        yield f"{names} 抽查 {policy.qa_share:.0%}；返工、未确认、{policy.low_stars} 星及以下的全看"


def _sounding(found: list[Foreseen]) -> dict[datetime, datetime]:
    """When the alert begins to be repeated for the same people, and when it is for the last time."""
    runs: list[list[Foreseen]] = []
    for each in found:
        if not isinstance(each.change.events[0], TicketAlerted):
            continue
        last = runs[-1][-1] if runs else None
        if last is not None and (last.at + AGAIN_AFTER, last.change.ticket.asked) == (each.at, each.ticket.asked):
            runs[-1].append(each)
        else:
            runs.append([each])
    return {run[0].at: run[-1].at for run in runs}


def _alarm(event: TicketAlerted, last: datetime, ticket: Ticket, playbook: Playbook) -> str:
    names = "、".join(map(playbook.name_of, event.asked))
    if last == event.at:
        return f"再强提醒一次 {names}"
    return f"没有人接单就每 {length(AGAIN_AFTER)}再强提醒一次 {names}，到 {moment(last, beside=ticket.opened_at)} 为止"


def _question(event: TicketStoodStill, playbook: Playbook) -> str:
    again = f"以后每过 {length(playbook.heartbeat.claimed)}再说一次"
    return f"一直没有人接单：请 {playbook.name_of(event.asked)} 安排，{again}"


def _somebody_came(each: Foreseen, playbook: Playbook) -> str:
    """Empty where nobody is asked who was not."""
    sent = (event for event in each.change.events if isinstance(event, TicketDispatched))
    names = "、".join(playbook.name_of(userid) for event in sent for userid in event.newly_asked)
    return f"再看一次有谁能去：问 {names}" if names else ""


def _later(each: Foreseen, playbook: Playbook) -> str:
    """Who is left alone at that time."""
    waiting = {heard.told.to: heard for heard in each.heard if heard.at > each.at}
    notes = (
        f"{playbook.name_of(userid)} 免打扰，"
        f"{'由后面的代替' if heard.overtaken else f'{moment(heard.at, beside=each.at)} 才听到'}"
        for userid, heard in waiting.items()
    )
    return f"（{'；'.join(notes)}）" if waiting else ""


def _told(
    event: TicketStepTaken, step: Step, after: Ticket, playbook: Playbook
) -> Iterator[tuple[Deed, tuple[str, ...]]]:
    """Nobody hears of one step twice: who is to act need not be told as well."""
    told = {
        Deed.REMIND: event.reminded,
        Deed.WARN: tuple(userid for userid in event.warned if userid not in event.reminded),
        Deed.REASSIGN: after.asked,
    }
    for deed, recipients in step.deeds:
        if deed is Deed.WIDEN:
            pool = (userid for each in recipients for userid in able(each, after, playbook))
            yield deed, tuple(userid for userid in dict.fromkeys(pool) if userid in after.asked)
        elif told[deed]:
            yield deed, told[deed]


def _step(each: Foreseen, playbook: Playbook) -> str:
    event = each.change.events[0]
    assert isinstance(event, TicketStepTaken)
    assert each.rung is not None
    step = each.rung.step
    counted = "按钟点算" if step.wall and not each.ticket.life_safety else ""
    why = f"{COUNTED_FROM[step.since]} {length(step.after)}{counted}还{NOT_YET[step.until]}"
    told = _told(event, step, each.change.ticket, playbook)
    deeds = "，".join(
        f"{DEEDS[deed]} {'、'.join(map(playbook.name_of, people)) or '（没有能去的人）'}" for deed, people in told
    )
    return f"{why}：{deeds}{'（强提醒）' if event.strong else ''}"
