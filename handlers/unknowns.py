"""The answer is that there is none: 没有电话, 客户没说, 不知道."""

from __future__ import annotations

import re

from handlers.capture import wanted_of
from handlers.context import Context
from handlers.hearing import Heard, is_fresh
from handlers.replies import Answer, Question
from handlers.spoken import bare
from storage.inbox import Outcome
from tickets.intake import key_of

_WHO = r"(?:客户|业主|住户|对方|他|她|人家)?(?:也|都|暂时|现在|还|真的?)?"
_NOT = "没有|没|无|不知道|不清楚|不晓得|问不到|不方便|不肯|忘了"
_WHAT = "电话|电话号码|号码|手机|手机号|联系方式|地址|位置|姓名|名字|序列号|型号|品牌|车牌|车牌号|照片"
_NONE = re.compile(rf"{_WHO}(?:{_NOT})(?:留|给|说|提|写|讲|问)?(?:客户|联系)?(?P<what>{_WHAT})?(?:了|啊|呀|的|呢|吧)?")


def nobody_knows(ctx: Context, heard: Heard) -> Answer | None:
    """What is required cannot be left out: how else it can be filled in is said."""
    draft = heard.draft
    match = _NONE.fullmatch(bare(heard.text)) if draft is not None else None
    if draft is None or match is None or not is_fresh(ctx, heard):
        return None
    wanted = wanted_of(ctx, draft)
    if wanted is None or (draft.asked is None and match["what"] is None):
        return None
    reply = Question(wanted, unknown=True)
    return Answer(outcome=Outcome.ASKED, reason=key_of(wanted), reply=reply, draft_id=draft.id)
