"""The sender's card: the draft, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cards.parts import BRAND, MOST_ROWS, QUOTED, Drawn, grey, own_rows, rows_of
from bot.channels.shorten import shorten
from bot.texts.linking import AlsoDrafted, Offered
from bot.texts.words import enclosures, label, offers, shown
from bot.wecom.blocks import Quote, Row
from bot.wecom.cards import ButtonInteraction
from bot.wecom.controls import Button as CardButton
from bot.wecom.controls import Option, Selection
from handlers.keys import NO_CATEGORY, NO_CHOICE, Button, Key, category_question, own_question
from tickets.drafts import SURE, Draft, DraftStatus, own_values
from tickets.fields import CATEGORIES, URGENT, FieldName
from tickets.intake import Wanted, lacking, taken_for
from tickets.notifications import Subject, SubjectKind
from tickets.playbook import Playbook
from tickets.playbook.values import OwnField, Source
from tickets.ticket import Ticket

MOST_OPTIONS = 10
LONGEST_TITLE = 26
MOST_OF_A_FAULT = 80
MOST_OF_AN_OFFER = 74

CLOSED = {DraftStatus.DISCARDED: "已作废", DraftStatus.EXPIRED: "已过期"}


Seems = Offered | AlsoDrafted


def draft_card(draft: Draft, playbook: Playbook, seems: Seems | None = None, earlier: Ticket | None = None) -> Drawn:
    """Until it is submitted; `bot.cards.tickets.reporters_card` is what it turns into. `seems`: what it may belong to;
    `earlier`: what it follows on.
    """
    if draft.status is not DraftStatus.OPEN:
        return Drawn(_closed(draft).to_wire(), announce=False)
    before = _before(earlier, playbook) if earlier is not None else ""
    return Drawn(_open_draft(draft, playbook, seems, before).to_wire(), announce=True)


def _before(earlier: Ticket, playbook: Playbook) -> str:
    who = f"，{playbook.name_of(earlier.assignee)} 修的" if earlier.assignee else ""
    return f"上次是 {earlier.number}{who}"


def _open_draft(
    draft: Draft, playbook: Playbook, seems: Offered | AlsoDrafted | None, before: str
) -> ButtonInteraction:
    subject = Subject(SubjectKind.DRAFT, draft.id)

    def button(text: str, action: Button, style: int) -> CardButton:
        return CardButton(text, Key(action, subject).pack(), style)

    title = "【急】报修草稿" if draft.value(FieldName.URGENT) == URGENT else "报修草稿"
    lacks = lacking(draft, playbook)
    check = "带（？）的请核对" if _is_doubtful(draft) else "核对一下"
    # What a customer reported is somebody's to speak of once they have pressed on it.
    reply = "点「改」再回复" if draft.is_customers and draft.keeper is None else "直接回复就行"
    advice = f"还差{label(lacks)}，{reply}" if lacks else f"{check}，没问题就提交"
    return ButtonInteraction(
        source=BRAND,
        title=shorten(" · ".join([title, *_taken_for(draft, playbook)]), LONGEST_TITLE),
        desc=" · ".join(filter(None, (_origin(draft), before, advice, _pictures(draft)))),
        quote=Quote(shorten(draft.text, QUOTED), "原话") if draft.text else None,
        text=_headline(draft, seems.told(playbook) if seems else ""),
        rows=(*_draft_rows(draft), *own_rows(own_values(draft), playbook))[:MOST_ROWS],
        selection=_choices(lacks) or _categories(draft),
        buttons=(
            button("提交", Button.SUBMIT, 1),
            *((seems.button,) if seems and seems.button else ()),
            *((button("看照片", Button.LOOK, 2),) if draft.is_customers and draft.pictures else ()),
            button("改", Button.CHANGE, 2),
            button("看出处", Button.WORDS, 4),
            button("作废", Button.DISCARD, 3),
        ),
    )


def _taken_for(draft: Draft, playbook: Playbook) -> Iterator[str]:
    """Its type and area, where the business tells them apart."""
    found = taken_for(draft, playbook)
    if len(playbook.types) > 1:
        yield found.type.name
    if found.area is not None:
        yield playbook.areas[found.area].name


def _choices(lacks: Wanted | None) -> Selection | None:
    """A card has one selection: the question that is open goes before the category."""
    if not isinstance(lacks, OwnField) or not lacks.choices:
        return None
    options = (Option(NO_CHOICE, "请选择"), *(Option(choice, choice) for choice in lacks.choices))
    return Selection(own_question(lacks.key), options[:MOST_OPTIONS], title=lacks.label, selected=NO_CHOICE)


def _headline(draft: Draft, offered: str) -> str:
    """What it may belong to, the fault, and below it what might be right besides."""
    fault = draft.fields.get(FieldName.FAULT)
    told = f"故障：{shown(FieldName.FAULT, fault)}" if fault else ""
    return "\n".join(filter(None, (shorten(offered, MOST_OF_AN_OFFER), shorten(told, MOST_OF_A_FAULT), offers(draft))))


def _draft_rows(draft: Draft) -> Iterator[Row]:
    return rows_of({name: shown(name, field) for name, field in draft.fields.items()})


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


def _closed(draft: Draft) -> ButtonInteraction:
    label = CLOSED[draft.status]
    fault = draft.value(FieldName.FAULT)
    return grey(f"报修草稿 {label}", label, text=f"故障：{fault}" if fault else "")


def _is_doubtful(draft: Draft) -> bool:
    """Whether there is a question mark on the card: what it means is said where it stands."""
    doubtful = (each for name, each in draft.fields.items() if name is not FieldName.CATEGORY)
    return any(each.certainty < SURE and not each.said_by_staff for each in doubtful)


def _origin(draft: Draft) -> str:
    if not draft.is_customers:
        return ""
    return "客户扫码报修" if draft.source is Source.QR else "客户来自微信"


def _pictures(draft: Draft) -> str:
    return enclosures({"image": draft.pictures}) if draft.pictures else ""
