"""交接 in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.texts.attendance import but_absent
from bot.texts.times import WAITS, moment
from bot.texts.today import line
from bot.texts.words import summary
from handlers.replies import HandedOver, LeftInHand, Reply, WhoTakesOver
from tickets.playbook import Playbook


def _left(said: LeftInHand, playbook: Playbook) -> str:
    count = len(said.ranked) + len(said.waiting)
    if not count:
        return "\n".join(["手上没有没完工的工单，可以放心交班。", *_unclaimed(said)])
    whom = playbook.name_of(said.colleague) if said.colleague else "…"
    first = next(iter((*(each.ticket for each in said.ranked), *said.waiting)))
    how = f"全部交给接班的人：「交接给{whom}」；一张一张交：「{first.number} 转给{whom}」。两边都会通知。"
    return "\n".join([f"交接单（{count} 张）", *_lines(said), how, *_unclaimed(said)])


def _lines(said: LeftInHand) -> Iterator[str]:
    yield from (line(each, said.now) for each in said.ranked)
    for ticket in said.waiting:
        if (wait := ticket.wait) is not None:
            until = moment(wait.until, beside=said.now)
            yield f"{ticket.number} {summary(ticket.facts)}（{WAITS[wait.reason]}到 {until}）"


def _unclaimed(said: LeftInHand) -> Iterator[str]:
    if said.unclaimed:
        first = said.unclaimed[0].number
        yield f"还没有人接的 {len(said.unclaimed)} 张不交，等人接单；要派给谁：「{first} 转给…」。"


def _handed(said: HandedOver, playbook: Playbook) -> str:
    if not said.numbers:
        return "手上没有没完工的工单，不用交接。"
    whom = playbook.name_of(said.to)
    return f"{'、'.join(said.numbers)} 已交接给 {whom}，两边都通知了。{but_absent(said.absent, whom)}"


def _who(said: WhoTakesOver, _: Playbook) -> str:
    return f"「{said.words}」可能是{'、'.join(said.names)}，是哪一位？例如「交接给{said.names[0]}」。"


WORDS: Mapping[type[Reply], Callable[[Any, Playbook], str]] = {
    LeftInHand: _left,
    HandedOver: _handed,
    WhoTakesOver: _who,
}
