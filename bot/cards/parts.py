"""What cards have in common: rows of what is known, and the card on which nothing can be pressed any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.shorten import shorten
from bot.masking import masked_phones
from bot.wecom.blocks import Row, Source
from bot.wecom.cards import ButtonInteraction
from bot.wecom.controls import Button
from tickets.fields import Facts, FieldName
from tickets.playbook import Playbook
from tickets.ticket import Ticket

BRAND = Source("派单")
QUOTED = 60
"""Characters of the original message that a card shows; all of it is one tap away."""
MOST_ROWS = 6

ROWS = {
    "地址": (FieldName.ADDRESS,),
    "电话": (FieldName.PHONE, FieldName.OTHER_PHONE),
    "客户": (FieldName.CUSTOMER,),
    "预约": (FieldName.APPOINTMENT,),
    "设备": (FieldName.BRAND, FieldName.MODEL, FieldName.DEVICE, FieldName.PLATE),
    "序列号": (FieldName.SERIAL,),
}
"""WeCom shows six rows, and no more."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """`announce`: worth a fresh card where the old one cannot be changed any more. Where there is none yet, `first` is
    enough.
    """

    wire: Mapping[str, Any]
    announce: bool
    first: bool = False


def retired_card() -> Mapping[str, Any]:
    """What becomes of a card when another one has taken its place."""
    return grey("这张卡片已经过时", "请看新的卡片").to_wire()


def grey(title: str, label: str, *, desc: str = "", text: str = "", rows: tuple[Row, ...] = ()) -> ButtonInteraction:
    """A card on which nothing can be pressed any more; WeCom wants a button even so."""
    return ButtonInteraction(
        source=BRAND,
        title=title,
        desc=desc,
        text=text,
        rows=rows,
        buttons=(Button(shorten(label, 10), "none"),),
        replace_text=label,
    )


def ticket_rows(ticket: Ticket, playbook: Playbook, *, private: bool) -> tuple[Row, ...]:
    own = own_rows({key: masked_phones(value) if private else value for key, value in ticket.facts.extra}, playbook)
    return (*_fact_rows(ticket.facts, private=private), *own)[:MOST_ROWS]


def own_rows(values: Mapping[str, str], playbook: Playbook) -> Iterator[Row]:
    for key, own in playbook.own_fields.items():
        if key in values:
            yield Row(own.label, values[key])


def _fact_rows(facts: Facts, *, private: bool) -> Iterator[Row]:
    """`private`: the number is for whoever takes the job."""
    words = {name: getattr(facts, name) for name in FieldName if isinstance(getattr(facts, name), str)}
    if private:
        words |= {name: masked_phones(words[name]) for name in ROWS["电话"] if name in words}
    return rows_of(words)


def rows_of(known: Mapping[FieldName, str]) -> Iterator[Row]:
    words = {name: f"备用 {word}" if name is FieldName.OTHER_PHONE else word for name, word in known.items()}
    for title, names in ROWS.items():
        present = [words[name] for name in names if name in words]
        # A device is often told with its brand: 麦克维尔风机盘管.
        told = [word for word in present if not any(word != other and word in other for other in present)]
        if told:
            yield Row(title, " ".join(dict.fromkeys(told)))


def trouble(facts: Facts) -> str:
    return f"故障：{facts.fault}" if facts.fault else ""


def kind(facts: Facts) -> str:
    return facts.category or "报修"
