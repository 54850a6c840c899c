"""What a card asks after a button was pressed that needs to know more: everything is picked, nothing is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.texts.attendance import ABSENT
from bot.texts.times import WAITS
from bot.texts.words import DECLINED, summary
from bot.wecom.blocks import Source
from bot.wecom.cards import Card, MultipleInteraction, VoteInteraction
from bot.wecom.controls import Checkbox, Choice, Option, Selection, Submit
from handlers.keys import Button, Key
from handlers.said import BACK, NONE, OTHER, Pick, When, choices
from tickets.calendar import LOCAL
from tickets.notifications import Subject, SubjectKind
from tickets.playbook import Playbook
from tickets.presence import absent
from tickets.rights import may
from tickets.staffing import Staffing
from tickets.standing import colleagues
from tickets.ticket import Action, Ticket

BRAND = Source("派单")
MOST_OPTIONS = 10
MOST_CHOICES = 20

WHEN = {
    When.TODAY_AFTERNOON: "今天下午",
    When.TODAY_EVENING: "今天傍晚",
    When.TOMORROW_MORNING: "明天上午",
    When.TOMORROW_AFTERNOON: "明天下午",
    When.IN_THREE_DAYS: "三天后",
    When.IN_A_WEEK: "一周后",
    When.AS_LONG_AS_MAY_BE: "最久",
}
CANCELLED = ("误报", "重复报修", "客户不修了", "自己好了")
FOR = {reason: words.removeprefix("等") for reason, words in WAITS.items()}


def form_card(
    button: Button, ticket: Ticket, member: str, playbook: Playbook, now: datetime, staff: Staffing
) -> Mapping[str, Any] | None:
    """None: it cannot be done any more, and there is nothing to ask. `staff`: what is known of `colleagues`."""
    if not may(Action(button.value), ticket, member, playbook):
        return None
    match button:
        case Button.WAIT:
            card = _wait(ticket, playbook, now)
        case Button.FINISH:
            card = _finish(ticket, playbook)
        case Button.TRANSFER:
            card = _transfer(ticket, playbook, staff, now)
        case Button.DECLINE:
            card = _one_of(ticket, button, f"{ticket.number} 接不了？", Pick.WHY, DECLINED, "就这样，退回")
        case _:
            why = {each: each for each in CANCELLED}
            card = _one_of(ticket, button, f"取消 {ticket.number}？", Pick.WHY, why, "取消工单")
    return card.to_wire()


def _wait(ticket: Ticket, playbook: Playbook, now: datetime) -> Card:
    reasons = [(reason.value, words) for reason, words in FOR.items()]
    ends = [(at.isoformat(), f"{WHEN[when]} {_moment(at)}") for when, at in choices(now, playbook.longest_wait)]
    return MultipleInteraction(
        source=BRAND,
        title=f"{ticket.number} 等什么，等到什么时候？",
        desc=f"{summary(ticket.facts)}\n等待期间时限不走；到时候自动继续。",
        selections=(
            _selection(Pick.FOR, "等什么", [*reasons, (BACK, "不等了，返回")]),
            _selection(Pick.UNTIL, "等到", ends),
        ),
        submit=_submit(Button.WAIT, ticket, "开始等待"),
    )


def _finish(ticket: Ticket, playbook: Playbook) -> Card:
    kind = playbook.type_by_key[ticket.type]
    questions = [(Pick.CAUSE, "原因", kind.causes), (Pick.REMEDY, "怎么处理的", kind.remedies)]
    asked = [(pick, title, offered) for pick, title, offered in questions if offered]
    return MultipleInteraction(
        source=BRAND,
        title=f"{ticket.number} 完工",
        desc=f"{summary(ticket.facts)}\n没有合适的，也可以回复「{ticket.number} 完工 换了阀门」。",
        selections=tuple(
            _selection(
                pick, title, [(NONE, "请选择"), *_numbered(offered), (OTHER, "没有合适的"), (BACK, "还没完，返回")]
            )
            for pick, title, offered in asked
        ),
        submit=_submit(Button.FINISH, ticket, "完工"),
    )


def _transfer(ticket: Ticket, playbook: Playbook, staff: Staffing, now: datetime) -> Card:
    """Whoever is not among these can be named in words. Who is away can be chosen: it may be for tomorrow."""
    named = {}
    for userid, group in colleagues(ticket, playbook).items():
        away = absent(userid, playbook, staff, now)
        name = f"{playbook.name_of(userid)}{f'（{ABSENT[away.why]}）' if away else ''}"
        if userid not in staff.gone:
            named[userid] = f"{name} · {playbook.groups[group].name}" if group else name
    return _one_of(ticket, Button.TRANSFER, f"{ticket.number} 转给谁？", Pick.TO, named, "转派")


def _one_of(ticket: Ticket, button: Button, title: str, pick: Pick, offered: Mapping[str, str], submit: str) -> Card:
    shown = [*list(offered.items())[: MOST_CHOICES - 1], (BACK, "不了，返回")]
    return VoteInteraction(
        source=BRAND,
        title=title,
        desc=summary(ticket.facts),
        checkbox=Checkbox(pick, tuple(Choice(key, words) for key, words in shown)),
        submit=_submit(button, ticket, submit),
    )


def _selection(pick: Pick, title: str, options: Iterable[tuple[str, str]]) -> Selection:
    """What leads back, or says that none fits, is there however many there are to choose from."""
    found = list(options)
    fixed = [each for each in found if each[0] in (OTHER, BACK)]
    shown = [*[each for each in found if each not in fixed][: MOST_OPTIONS - len(fixed)], *fixed]
    return Selection(pick, tuple(Option(key, words) for key, words in shown), title=title)


def _numbered(offered: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(place), words) for place, words in enumerate(offered)]


def _submit(button: Button, ticket: Ticket, text: str) -> Submit:
    return Submit(Key(button, Subject(SubjectKind.TICKET, ticket.id)).pack(), text)


def _moment(at: datetime) -> str:
    local = at.astimezone(LOCAL)
    hour = f"{local.hour}:{local.minute:02}" if local.minute else f"{local.hour}点"
    return f"{local.month}-{local.day} {hour}"
