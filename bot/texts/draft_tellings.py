"""What people are told of drafts without having asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.texts.words import KINDS, draft_summary, offers
from tickets.drafts import Draft, DraftStatus
from tickets.fields import FieldName
from tickets.notifications import Telling
from tickets.senders import customer_id_of


def of_draft(what: Telling, draft: Draft, words: str, by: str | None = None) -> str | None:
    """None where it no longer matters."""
    told = SENTENCES[what](draft, words) if draft.status in MATTERS.get(what, OPEN) else None
    return f"{told}{how_to_answer(by)}" if told else None


def how_to_answer(by: str | None) -> str:
    """Where a customer wants to speak to somebody."""
    number = customer_id_of(by) if by else None
    return f"在微信里回他：「回复客户 {number} 您好…」。" if number is not None else ""


def not_shown(kind: str, sender: str) -> str:
    return f"{KINDS.get(kind, '附件')}没能取到，发不了给您。要看就请 {sender} 再发一次。"


def _expired(draft: Draft, _: str) -> str | None:
    if draft.is_form:
        return f"登记页面上有一份一直没提交，已经收起（{draft_summary(draft)}）。" if draft.has_words else None
    if draft.is_customers:
        return f"客户在微信上报的修一直没人处理，已经收起（{draft_summary(draft)}{_call(draft)}）。请联系客户。"
    return f"有一份草稿一直没提交，已经收起（{draft_summary(draft)}）。要报修请再转发一次。"


def _remind(draft: Draft, _: str) -> str | None:
    if draft.is_form:
        still = f"登记页面上还有一份没提交（{draft_summary(draft)}）。打开页面点「提交派单」，不需要就作废。"
        return still if draft.has_words else None
    whose = "客户在微信上报的修还没提交" if draft.is_customers else "还有一份草稿没提交"
    return f"{whose}（{draft_summary(draft)}）。点「提交」或回复「提交」就派单，不需要就作废。"


def _photo_serial(draft: Draft, words: str) -> str | None:
    return f"照片里读到序列号 {words}。{offers(draft)}。" if FieldName.SERIAL in draft.offers else None


def _ask_what(draft: Draft, numbers: str) -> str | None:
    if draft.has_words:
        return None
    got = "照片收到" if draft.pictures else "收到"
    if numbers:
        return f"{got}。是哪张工单的？回复工单号（{numbers}）；是新的报修，就说说哪里、什么问题。"
    return f"{got}，再说一下哪里、什么问题。"


def _customer_calls(draft: Draft, words: str) -> str:
    said = f"（{words}）" if words else ""
    return f"客户找人工{said}：{draft_summary(draft)}{_call(draft)}。"


def _call(draft: Draft) -> str:
    phone = draft.value(FieldName.PHONE)
    return f"，电话 {phone}" if phone else ""


OPEN = frozenset({DraftStatus.OPEN})
MATTERS: Mapping[Telling, frozenset[DraftStatus]] = {
    Telling.DRAFT_EXPIRED: frozenset({DraftStatus.EXPIRED}),
    Telling.CUSTOMER_CALLS: frozenset(DraftStatus),
}
SENTENCES: Mapping[Telling, Callable[[Draft, str], str | None]] = {
    Telling.DRAFT_ASK_WHAT: _ask_what,
    Telling.NOT_SHOWN: lambda _, kind: not_shown(kind, "客户"),
    Telling.DRAFT_REMIND: _remind,
    Telling.DRAFT_EXPIRED: _expired,
    Telling.PHOTO_SERIAL: _photo_serial,
    Telling.CUSTOMER_CALLS: _customer_calls,
}
