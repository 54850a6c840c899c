"""Which of several drafts is meant: 提交 漏水那份, 作废 2, 都提交. Who was asked which one names it, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from handlers.actions import ON_DRAFT
from handlers.context import Context
from handlers.hearing import REMEMBERED, Heard
from handlers.keys import Button
from handlers.pointing import meant
from handlers.replies import Answer, Question, Reply, Several, WhichDraft
from handlers.spoken import BUTTONS, bare
from storage.inbox import Outcome
from tickets.drafts import Draft
from tickets.fields import FieldName

LONGEST = 40
"""Characters. Whoever writes more is telling something."""
ASKED = {button: f"which_draft:{button}" for button in (Button.SUBMIT, Button.CHANGE, Button.WORDS, Button.DISCARD)}
"""The reason of the answer: what is to be done with whichever is named next."""
OF_ALL = frozenset({Button.SUBMIT, Button.DISCARD})
TOLD_BY = (
    FieldName.ADDRESS,
    FieldName.FAULT,
    FieldName.DEVICE,
    FieldName.CUSTOMER,
    FieldName.CATEGORY,
    FieldName.PHONE,
    FieldName.SERIAL,
)
_VERBS = {words: button for words, button in BUTTONS.items() if words != "取消"}
"""取消预约 is no word for a draft."""
_VERB = f"(?P<verb>{'|'.join(sorted(_VERBS, key=len, reverse=True))})"
_ALL = "(?:[两三几]?[个份张])?(?:都|全都?|全部|所有的?|一起)"
_FIRST = re.compile(rf"{_VERB}(?P<which>.+)")
_LAST = re.compile(rf"(?:把(?P<what>.+)|(?P<which>.*[个份张条单的]|{_ALL})){_VERB}[了掉吧]?")
_EVERY = re.compile(_ALL)
_ORDINAL = re.compile(r"第?(?P<number>10|[1-9]|[一二三四五六七八九十])[个份张条]?")
_NEWEST = re.compile(r"最后(?:那|一)?[个份张条]?")
_NUMERALS = "一二三四五六七八九十"


def say(ctx: Context, heard: Heard) -> Answer | None:
    """None: it names none of this person's drafts."""
    if len(heard.text) > LONGEST or not heard.drafts:
        return None
    drafts = in_order(heard.drafts)
    for which, button in _said(ctx, heard):
        if named := _named(which, drafts, button):
            clear = len(named) == 1 or _EVERY.fullmatch(which)
            return done(ctx, named, button) if clear else which_of(drafts, button, named)
    return None


def which_of(drafts: Sequence[Draft], button: Button, possible: Sequence[Draft] | None = None) -> Answer:
    """Of all, or of those that are possible: each has the same number in both."""
    numbered = tuple(each for each in enumerate(in_order(drafts), start=1) if possible is None or each[1] in possible)
    return Answer(outcome=Outcome.ASKED, reason=ASKED[button], reply=WhichDraft(numbered, button, button in OF_ALL))


def done(ctx: Context, drafts: Sequence[Draft], button: Button) -> Answer:
    """With each of them; what is asked of one says which it is."""
    answers = [_done(ctx, draft, button, alone=len(drafts) == 1) for draft in drafts]
    replies: tuple[Reply, ...] = tuple(each.reply for each in answers if each.reply is not None)
    asked = next((each for each in answers if each.outcome is Outcome.ASKED), answers[-1])
    return structs.replace(asked, reply=Several(replies) if len(replies) > 1 else replies[0])


def in_order(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """As they are numbered."""
    return tuple(sorted(drafts, key=lambda draft: draft.id))


def _said(ctx: Context, heard: Heard) -> Iterator[tuple[str, Button]]:
    words = bare(heard.text)
    for match in (_FIRST.fullmatch(words), _LAST.fullmatch(words)):
        if match is not None:
            which = match["which"] or match.groupdict().get("what") or words.removesuffix(match["verb"])
            yield which, _VERBS[match["verb"]]
    reason = ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED)
    yield from ((words, button) for button, asked in ASKED.items() if asked == reason)


def _named(which: str, drafts: Sequence[Draft], button: Button) -> Sequence[Draft]:
    if _EVERY.fullmatch(which):
        return drafts if button in OF_ALL else ()
    if _NEWEST.fullmatch(which):
        return drafts[-1:]
    if match := _ORDINAL.fullmatch(which):
        number = int(match["number"]) if match["number"].isascii() else _NUMERALS.index(match["number"]) + 1
        return drafts[number - 1 : number]
    return meant(which, drafts, _about)


def _done(ctx: Context, draft: Draft, button: Button, *, alone: bool) -> Answer:
    locked = ctx.uow.drafts.get(draft.id, lock=True)
    assert locked is not None, "drafts are never deleted"
    answer = ON_DRAFT[button](ctx, locked)
    if alone or not isinstance(answer.reply, Question):
        return answer
    return structs.replace(answer, reply=replace(answer.reply, of=draft))


def _about(draft: Draft) -> str:
    return " ".join(filter(None, map(draft.value, TOLD_BY)))
