"""What people are answered in a chat: which words go with which reply. Refusals: `bot/refusals.py`; what they are told
unasked: `bot/tellings.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot import attendance, deeds, draft_texts, ticket_texts
from bot.refusals import refusal
from handlers import replies as r
from handlers.replies import Reply
from tickets.playbook import Playbook

HELP = """报修：把客户的话转发或粘贴给我，几条一起发也行。我填好草稿，您点「提交」。
改草稿：直接说，例如「电话 13800001111，不急」；一次可以改几项。
不想点按钮，回复「提交」「作废」也行。
问进度：回复工单号，例如 1122-7。
补充或催单：带上工单号，例如「1122-7 客户又催了」；发图片先说工单号。
干活：点卡片，或直接说「接单」「接不了 太远」「出发」「到了」「等配件 明天上午」「继续」「完工 换了阀门」。
交给别人：「转给王工」；请上级来看：「升级」。手上不止一张时带上工单号：「1122-7 完工」。
提单人和班组长还可以：「1122-7 取消」「1122-7 返工 还在漏」「1122-7 关闭」；班组长：「1122-7 提级」。
先做哪个：回复「今日」。全部单子：回复「我的工单」。
请假：说「请假到周五」「请假 3 天」「下班」；回来说「上班」。班组长可以替组员说：「赵工请假到周五」。
为什么派给我：点卡片，或回复「1122-7 为什么给我」。"""

UNSUPPORTED = {"malformed": "这条消息没有收完整，请再发一次。"}


def reply(said: Reply, playbook: Playbook) -> str:
    return WORDS[type(said)](said, playbook)


def _greeting(said: r.Greeting, _: Playbook) -> str:
    if said.thanked:
        return "不客气！"
    return "在的。把客户的话转发给我，我来填工单；想知道我会什么，回复「帮助」。"


WORDS: Mapping[type[Reply], Callable[[Any, Playbook], str]] = {
    **draft_texts.WORDS,
    **ticket_texts.WORDS,
    **deeds.WORDS,
    **attendance.WORDS,
    r.Greeting: _greeting,
    r.Help: lambda _, __: HELP,
    r.Welcome: lambda _, __: (
        "您好，我是派单。把客户的报修消息转发或粘贴给我，我来填工单草稿，您核对后点「提交」，师傅马上就能接单。"
        "想知道我会什么，回复「帮助」。"
    ),
    r.UnsupportedKind: lambda said, _: UNSUPPORTED.get(said.what, "这种消息我还看不懂，请发文字、图片、语音或位置。"),
    r.Refusal: lambda said, playbook: refusal(said.error, playbook),
    r.Several: lambda said, playbook: "\n".join(reply(each, playbook) for each in said.replies),
}
