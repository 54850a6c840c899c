"""The card on which somebody judges the work: stars for two things, picked and not typed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cards.parts import BRAND, Drawn, grey
from bot.texts.words import repair, summary
from bot.wecom.cards import MultipleInteraction
from bot.wecom.controls import Option, Selection, Submit
from handlers.keys import Button, Key
from handlers.said import NONE
from tickets.notifications import Subject, SubjectKind
from tickets.playbook import Playbook
from tickets.ratings import ASPECTS, Aspect, RatedBecause, Rater, Rating
from tickets.ticket import Ticket

ASPECT = {Aspect.SERVICE: "服务", Aspect.SKILL: "专业", Aspect.RESULT: "修得怎么样", Aspect.RECORD: "记录全不全"}
STARS = {5: "很好", 4: "好", 3: "一般", 2: "不好", 1: "很差"}
BECAUSE = {
    RatedBecause.DONE: "",
    RatedBecause.DRAWN: "随机抽查",
    RatedBecause.REWORKED: "返工过",
    RatedBecause.UNCONFIRMED: "客户没有确认",
    RatedBecause.FEW_STARS: "有人打了低分",
}
ASKED = {Rater.BUTLER: "请评价", Rater.QUALITY: "请抽查"}


def rating_card(rating: Rating, ticket: Ticket, playbook: Playbook) -> Drawn:
    if rating.at is not None:
        title, told = f"{ticket.number} 已评价", "，".join(_given(rating))
        return Drawn(grey(title, "已评价", desc=summary(ticket.facts), text=told).to_wire(), announce=False)
    if not rating.is_of(ticket):
        goes_on, later = ("还没完工", "完工了再评价") if rating.rework == ticket.reworks else ("要返工", "等修好再评价")
        return Drawn(grey(f"{ticket.number} {goes_on}", later, desc=summary(ticket.facts)).to_wire(), announce=False)
    return Drawn(_open(rating, ticket, playbook).to_wire(), announce=True)


def _open(rating: Rating, ticket: Ticket, playbook: Playbook) -> MultipleInteraction:
    who = f"{playbook.name_of(ticket.assignee or '')} 处理{repair(ticket)}"
    told = (summary(ticket.facts), who, BECAUSE[rating.because])
    return MultipleInteraction(
        source=BRAND,
        title=f"{ticket.number} {ASKED[rating.rater]}",
        desc="\n".join(each for each in told if each),
        selections=tuple(_selection(aspect) for aspect in ASPECTS[rating.rater]),
        submit=Submit(Key(Button.RATE, Subject(SubjectKind.RATING, rating.id)).pack(), "提交评价"),
    )


def _selection(aspect: Aspect) -> Selection:
    stars = (Option(str(count), f"{'★' * count} {words}") for count, words in STARS.items())
    return Selection(aspect.value, (Option(NONE, "请选择"), *stars), title=ASPECT[aspect], selected=NONE)


def _given(rating: Rating) -> Iterator[str]:
    for aspect in ASPECTS[rating.rater]:
        yield f"{ASPECT[aspect]} {'★' * rating.aspects.get(aspect, 0)}"
