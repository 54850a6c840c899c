"""What a draft or ticket looks like to one person, as a card. Read it aloud with gloves on: title, place, trouble."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.buttons import buttons_for, menu_for
from bot.channels.shorten import shorten
from bot.masking import masked_phones
from bot.times import WAITS, moment
from bot.wecom.blocks import Quote, Row, Source
from bot.wecom.cards import ButtonInteraction
from bot.wecom.controls import Button as CardButton
from bot.wecom.controls import Option, Selection
from bot.words import STATUS, label, offers, shown
from handlers.keys import NO_CATEGORY, NO_CHOICE, Button, Key, category_question, own_question
from tickets.drafts import SURE, Draft, DraftStatus, own_values
from tickets.fields import CATEGORIES, URGENT, Facts, FieldName
from tickets.intake import Wanted, lacking, taken_for
from tickets.notifications import Subject, SubjectKind
from tickets.playbook import Playbook
from tickets.playbook.values import OwnField, Priority
from tickets.playbook.values import Source as ReportedBy
from tickets.standstill import is_in_question
from tickets.ticket import Status, Ticket
from tickets.tidings import holders
from tickets.transitions import UNDER_WAY

MOST_OPTIONS = 10
MOST_ROWS = 6
LONGEST_TITLE = 26
MOST_OF_A_FAULT = 80
QUOTED = 60
"""Characters of the original message that a card shows; all of it is one tap away."""
BRAND = Source("派单")

ROWS = {
    "地址": (FieldName.ADDRESS,),
    "电话": (FieldName.PHONE,),
    "客户": (FieldName.CUSTOMER,),
    "预约": (FieldName.APPOINTMENT,),
    "设备": (FieldName.BRAND, FieldName.MODEL, FieldName.DEVICE, FieldName.PLATE),
    "序列号": (FieldName.SERIAL,),
}
"""WeCom shows six rows, and no more."""

HAPPENED = {
    Status.OPEN: "已提交",
    Status.CLAIMED: "已接单",
    Status.TRAVELLING: "已接单",
    Status.ON_SITE: "已接单",
    Status.WAITING: "已接单",
    Status.DONE: "已完工",
    Status.CLOSED: "已关闭",
    Status.CANCELLED: "已取消",
}
"""For cards that nobody presses any more, and that may run out of codes: what has happened stays true."""

CLOSED = {DraftStatus.DISCARDED: "已作废", DraftStatus.EXPIRED: "已过期"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """`announce`: worth a fresh card where the old one cannot be changed any more. Where there is none yet, `first` is
    enough.
    """

    wire: Mapping[str, Any]
    announce: bool
    first: bool = False


def draft_card(draft: Draft, ticket: Ticket | None, playbook: Playbook) -> Drawn:
    """The sender's card: first the draft, then what became of it."""
    if ticket is not None:
        return Drawn(_reported(ticket, playbook).to_wire(), announce=False)
    if draft.status is not DraftStatus.OPEN:
        return Drawn(_closed(draft).to_wire(), announce=False)
    return Drawn(_open_draft(draft, playbook).to_wire(), announce=True)


def ticket_card(ticket: Ticket, member: str, playbook: Playbook, *, attachments: int) -> Drawn:
    """The buttons that make sense now, to this person. Whoever only looks on is not bothered with a second card."""
    buttons = buttons_for(ticket, member, playbook) if member in holders(ticket) else ()
    if not buttons:
        return Drawn(_taken(ticket, member, playbook, attachments).to_wire(), announce=False)
    concerned = member == ticket.assignee or member in ticket.asked
    card = _job(ticket, member, playbook, buttons, attachments)
    return Drawn(card.to_wire(), announce=concerned and ticket.status in UNDER_WAY, first=True)


def retired_card() -> Mapping[str, Any]:
    """What becomes of a card when another one has taken its place."""
    return grey("这张卡片已经过时", "请看新的卡片").to_wire()


def _open_draft(draft: Draft, playbook: Playbook) -> ButtonInteraction:
    subject = Subject(SubjectKind.DRAFT, draft.id)

    def button(text: str, action: Button, style: int) -> CardButton:
        return CardButton(text, Key(action, subject).pack(), style)

    title = "【急】报修草稿" if draft.value(FieldName.URGENT) == URGENT else "报修草稿"
    lacks = lacking(draft, playbook)
    advice = f"还差{label(lacks)}，直接回复就行" if lacks else "核对一下，没问题就提交"
    return ButtonInteraction(
        source=BRAND,
        title=shorten(" · ".join([title, *_taken_for(draft, playbook)]), LONGEST_TITLE),
        desc=_with(f"{_origin(draft)}{advice}", "图片", draft.pictures, "张"),
        quote=Quote(shorten(draft.text, QUOTED), "原话") if draft.text else None,
        text=_headline(draft),
        rows=(*_draft_rows(draft), *_own_rows(own_values(draft), playbook))[:MOST_ROWS],
        selection=_choices(lacks) or _categories(draft),
        buttons=(
            button("提交", Button.SUBMIT, 1),
            button("改", Button.CHANGE, 2),
            button("看出处", Button.WORDS, 4),
            button("作废", Button.DISCARD, 3),
        ),
    )


def _origin(draft: Draft) -> str:
    if not draft.is_customers:
        return ""
    return "客户扫码报修 · " if draft.source is ReportedBy.QR else "客户来自微信 · "


def _taken_for(draft: Draft, playbook: Playbook) -> Iterator[str]:
    """Its type and area, where the business tells them apart."""
    found = taken_for(draft, playbook)
    if len(playbook.types) > 1:
        yield found.type.name
    if found.area is not None:
        yield playbook.areas[found.area].name


def _own_rows(values: Mapping[str, str], playbook: Playbook) -> Iterator[Row]:
    for key, own in playbook.own_fields.items():
        if key in values:
            yield Row(own.label, values[key])


def _choices(lacks: Wanted | None) -> Selection | None:
    """A card has one selection: the question that is open goes before the category."""
    if not isinstance(lacks, OwnField) or not lacks.choices:
        return None
    options = (Option(NO_CHOICE, "请选择"), *(Option(choice, choice) for choice in lacks.choices))
    return Selection(own_question(lacks.key), options[:MOST_OPTIONS], title=lacks.label, selected=NO_CHOICE)


def _headline(draft: Draft) -> str:
    """The fault, and below it what might be right besides."""
    fault = draft.fields.get(FieldName.FAULT)
    told = f"故障：{shown(FieldName.FAULT, fault)}" if fault else ""
    return "\n".join(filter(None, (shorten(told, MOST_OF_A_FAULT), offers(draft))))


def _draft_rows(draft: Draft) -> Iterator[Row]:
    return _rows({name: shown(name, field) for name, field in draft.fields.items()})


def _categories(draft: Draft) -> Selection:
    """WeCom shows ten options; what was read is among them, and first."""
    field = draft.fields.get(FieldName.CATEGORY)
    shown = field.value if field else NO_CATEGORY
    names = list(dict.fromkeys([shown, *CATEGORIES]))[:MOST_OPTIONS]
    unsure = field is not None and field.certainty < SURE and not field.said_by_staff
    return Selection(
        category_question(shown),
        tuple(Option(name, "请选择" if name == NO_CATEGORY else name) for name in names),
        title="类别（请核对）" if unsure else "类别",
        selected=shown,
    )


def _reported(ticket: Ticket, playbook: Playbook) -> ButtonInteraction:
    who = f"{playbook.name_of(ticket.assignee)} " if ticket.assignee else ""
    return grey(
        f"{ticket.number} {HAPPENED[ticket.status]}",
        f"{who}{HAPPENED[ticket.status]}",
        desc=_kind(ticket.facts),
        text=_trouble(ticket.facts),
        rows=_ticket_rows(ticket, playbook, private=False),
    )


def _closed(draft: Draft) -> ButtonInteraction:
    label = CLOSED[draft.status]
    fault = draft.value(FieldName.FAULT)
    return grey(f"报修草稿 {label}", label, text=f"故障：{fault}" if fault else "")


def _job(
    ticket: Ticket, member: str, playbook: Playbook, buttons: tuple[CardButton, ...], attachments: int
) -> ButtonInteraction:
    private = ticket.assignee != member
    who = f"{playbook.name_of(ticket.assignee)} · " if ticket.assignee and private else ""
    return ButtonInteraction(
        source=BRAND,
        title=f"{_mark(ticket)}{ticket.number} {_standing(ticket)}",
        desc=_with(
            f"{who}{_matter(ticket, playbook)} · {playbook.name_of(ticket.reporter)}报", "附件", attachments, "个"
        ),
        quote=Quote(shorten(masked_phones(ticket.text) if private else ticket.text, QUOTED), "原话"),
        text=_trouble(ticket.facts),
        rows=_ticket_rows(ticket, playbook, private=private),
        buttons=buttons,
        menu=menu_for(ticket, member, playbook),
    )


def _standing(ticket: Ticket) -> str:
    if ticket.assignee and is_in_question(ticket):
        return "还在处理吗？"
    if (wait := ticket.wait) is not None:
        return f"{WAITS[wait.reason]}到 {moment(wait.until, beside=wait.since)}"
    return STATUS[ticket.status]


def _taken(ticket: Ticket, member: str, playbook: Playbook, attachments: int) -> ButtonInteraction:
    """Somebody else has it, or it is over, or others are asked now."""
    return grey(
        f"{ticket.number} {HAPPENED[ticket.status]}",
        _why_not(ticket, member, playbook),
        desc=_with(_kind(ticket.facts), "附件", attachments, "个"),
        text=_trouble(ticket.facts),
        rows=_ticket_rows(ticket, playbook, private=ticket.assignee != member),
    )


def _why_not(ticket: Ticket, member: str, playbook: Playbook) -> str:
    """Why there is nothing to press any more."""
    if ticket.status not in UNDER_WAY:
        return HAPPENED[ticket.status]
    if ticket.status is Status.OPEN:
        return "您接不了，已另派" if any(no.by == member for no in ticket.declined) else "已改派别人"
    return f"已被 {'您' if ticket.assignee == member else playbook.name_of(ticket.assignee or '')} 接单"


def grey(title: str, label: str, *, desc: str = "", text: str = "", rows: tuple[Row, ...] = ()) -> ButtonInteraction:
    """A card on which nothing can be pressed any more; WeCom wants a button even so."""
    return ButtonInteraction(
        source=BRAND,
        title=title,
        desc=desc,
        text=text,
        rows=rows,
        buttons=(CardButton(shorten(label, 10), "none"),),
        replace_text=label,
    )


def _ticket_rows(ticket: Ticket, playbook: Playbook, *, private: bool) -> tuple[Row, ...]:
    own = _own_rows({key: masked_phones(value) if private else value for key, value in ticket.facts.extra}, playbook)
    return (*_fact_rows(ticket.facts, private=private), *own)[:MOST_ROWS]


def _fact_rows(facts: Facts, *, private: bool) -> Iterator[Row]:
    """`private`: the number is for whoever takes the job."""
    words = {name: getattr(facts, name) for name in FieldName if isinstance(getattr(facts, name), str)}
    if private and FieldName.PHONE in words:
        words[FieldName.PHONE] = masked_phones(words[FieldName.PHONE])
    return _rows(words)


def _rows(words: Mapping[FieldName, str]) -> Iterator[Row]:
    for title, names in ROWS.items():
        present = [words[name] for name in names if name in words]
        # A device is often told with its brand: 麦克维尔风机盘管.
        told = [word for word in present if not any(word != other and word in other for other in present)]
        if told:
            yield Row(title, " ".join(dict.fromkeys(told)))


def _with(words: str, what: str, count: int, unit: str) -> str:
    return f"{words} · {what} {count} {unit}" if count else words


def _trouble(facts: Facts) -> str:
    return f"故障：{facts.fault}" if facts.fault else ""


def _mark(ticket: Ticket) -> str:
    urgent = ticket.facts.urgent or ticket.life_safety or ticket.priority is Priority.URGENT
    return f"{'【急】' if urgent else ''}{_again(ticket)}"


def _again(ticket: Ticket) -> str:
    return f"【返工 {ticket.reworks}】" if ticket.reworks else ""


def _kind(facts: Facts) -> str:
    return facts.category or "报修"


def _matter(ticket: Ticket, playbook: Playbook) -> str:
    """The type says how serious it is, the category whose trade; 电梯 goes without saying beside 电梯困人."""
    kind = playbook.type_by_key.get(ticket.type)
    said = (kind.name if kind else "", _kind(ticket.facts))
    return said[0] if said[1] in said[0] else " · ".join(each for each in said if each)


def _key(button: Button, ticket: Ticket) -> str:
    return Key(button, Subject(SubjectKind.TICKET, ticket.id)).pack()
