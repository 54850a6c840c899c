"""What is answered about drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts.names import apart
from bot.texts.words import EXAMPLES, LABELS, draft_summary, enclosures, label, listed, question, shown, such_as
from handlers import replies as r
from handlers.keys import Button
from tickets.drafts import SURE, Draft
from tickets.fields import Field, FieldName, Method
from tickets.intake import Wanted
from tickets.playbook import Playbook

OTHERWISE: Mapping[Wanted, str] = {
    FieldName.PHONE: "客户没有电话，就留您自己的号码，师傅好联系。",
    FieldName.FAULT: "什么坏了、什么现象，说一句就行，例如：空调不制冷。",
    FieldName.ADDRESS: "说个大概也行，例如：钱江新城 3 幢大堂。",
}
"""How to go on where nobody knows what is required."""

DONE_WITH_IT = {Button.SUBMIT: "提交", Button.CHANGE: "改", Button.WORDS: "看出处", Button.DISCARD: "作废"}


def _corrected(said: r.Corrected, _: Playbook) -> str:
    return f"已改{_of(said.of)}：{listed(said.changes)}。{_next_step(said.missing)}"


def _filled(said: r.Filled, _: Playbook) -> str:
    own = [f"{said.own[0].label} {said.own[1]}"] if said.own else []
    pictures = [enclosures({"image": said.pictures})] if said.pictures else []
    changes = (f"{LABELS[name]} {shown(name, field)}" for name, field in said.changes if field)
    added = "，".join([*own, *changes, *pictures])
    following = _next_step(said.missing) or "可以提交了。"
    return f"已记进草稿{_of(said.of)}{f'：{added}' if added else '，各项没变'}。{following}"


def _nothing_to_correct(said: r.NothingToCorrect, _: Playbook) -> str:
    return f"没有草稿可改。要改已提交的工单，请回复工单号{such_as(said.numbers)}。"


def _question(said: r.Question, _: Playbook) -> str:
    if said.unknown:
        return f"{label(said.about)}不能空着。{OTHERWISE.get(said.about, '问一下，再回复给我。')}"
    return (
        (f"{draft_summary(said.of)} 还差一项：" if said.of else "")
        + ("没看明白，再说一次好吗？" if said.again else "")
        + question(said.about)
    )


def _which_draft(said: r.WhichDraft, _: Playbook) -> str:
    lines = [f"{number}. {draft_summary(draft)}" for number, draft in said.drafts]
    word = DONE_WITH_IT[said.button]
    every = f"，要全部{word}就回复「都{word}」" if said.or_all else ""
    return "\n".join(
        [
            f"您有几份没提交的草稿，{word}哪一份？",
            *lines,
            f"在它的卡片上点，或者回复「{word} {said.drafts[0][0]}」{every}。",
        ]
    )


def _how_to_correct(said: r.HowToCorrect, _: Playbook) -> str:
    unsure = [LABELS[name] for name, field in said.fields if field.certainty < SURE and not field.said_by_staff]
    doubt = f"\n不太确定的：{'、'.join(unsure)}。" if unsure else ""
    return f"直接回复要改的内容就行{_of(said.of)}，一次可以改几项，例如：\n" + "\n".join(EXAMPLES.values()) + doubt


def _source_words(said: r.SourceWords, _: Playbook) -> str:
    lines = [f"{LABELS[name]}：{shown(name, field)} ← {_origin(field)}" for name, field in said.fields]
    return "\n".join(["各项出处：", *lines, "", "原话：", said.text])


def _origin(field: Field) -> str:
    if field.method == Method.ACCEPTED:
        return "您确认的"
    if field.method == Method.LEARNED:
        return "按以往的工单判断"
    if field.said_by_staff:
        return f"您说的「{field.words}」" if field.words else "您选的"
    return f"「{field.words}」" if field.words else "按整句判断"


def _of(draft: Draft | None) -> str:
    return f"（{draft_summary(draft)}）" if draft else ""


def _next_step(lacks: Wanted | None) -> str:
    return f"\n还差一项：{question(lacks)}" if lacks else ""


def _submitted(said: r.Submitted, _: Playbook) -> str:
    tell = f"请另外通知{apart('、'.join(said.departments))}。" if said.departments else ""
    return f"已提交，工单号 {said.number}。有人接单我会告诉您。{tell}"


WORDS: Mapping[type[r.Reply], Callable[[Any, Playbook], str]] = {
    r.Corrected: _corrected,
    r.Filled: _filled,
    r.NothingToCorrect: _nothing_to_correct,
    r.Question: _question,
    r.Submitted: _submitted,
    r.CutOff: lambda said, _: f"电话「{said.number}」不完整，打不通，请核对。",
    r.AlreadySubmitted: lambda said, _: f"这份草稿已经提交过了，工单号 {said.number}。",
    r.Discarded: lambda _, __: "草稿已作废，没有派单。",
    r.NoDraft: lambda _, __: "现在没有要提交的草稿。把客户的话转发给我，我来填。",
    r.WhichDraft: _which_draft,
    r.HowToCorrect: _how_to_correct,
    r.SourceWords: _source_words,
}
