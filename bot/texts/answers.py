"""What people are answered in a chat: which words go with which reply. Beside it: what the desk says when it says no
(`refusals.py`), and what people are told unasked (`tellings.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts import attendance, deeds, draft_answers, handing_over, linking, ticket_answers
from bot.texts.help import HELP
from bot.texts.refusals import refusal
from handlers import replies as r
from handlers.replies import Reply
from tickets.playbook import Playbook

UNSUPPORTED = {"malformed": "这条消息没有收完整，请再发一次。"}


def reply(said: Reply, playbook: Playbook) -> str:
    return WORDS[type(said)](said, playbook)


def _greeting(said: r.Greeting, _: Playbook) -> str:
    if said.thanked:
        return "不客气！"
    return "在的。把客户的话转发给我，我来填工单；想知道我会什么，回复「帮助」。"


WORDS: Mapping[type[Reply], Callable[[Any, Playbook], str]] = {
    **draft_answers.WORDS,
    **ticket_answers.WORDS,
    **deeds.WORDS,
    **attendance.WORDS,
    **handing_over.WORDS,
    **linking.WORDS,
    r.Greeting: _greeting,
    r.Help: lambda said, _: HELP[said.standing],
    r.Welcome: lambda _, __: (
        "您好，我是派单。把客户的报修消息转发或粘贴给我，我来填工单草稿，您核对后点「提交」，师傅马上就能接单。"
        "想知道我会什么，回复「帮助」。"
    ),
    r.UnsupportedKind: lambda said, _: UNSUPPORTED.get(said.what, "这种消息我还看不懂，请发文字、图片、语音或位置。"),
    r.MyPortrait: lambda said, _: (
        f"您接的单，客户现在看得到您的照片。要收回，打开这里：\n{said.address}"
        if said.seen
        else f"客户现在看不到您的照片。想让他认得出来的是您，打开这里：\n{said.address}"
    ),
    r.PassedOn: lambda said, _: f"好的，这就发给客户 {said.customer}。",
    r.UnknownCustomer: lambda said, _: f"没有编号 {said.customer} 的微信客户，或者已经取消关注。",
    r.Refusal: lambda said, playbook: refusal(said.error, playbook),
    r.Several: lambda said, playbook: "\n".join(reply(each, playbook) for each in said.replies),
}
