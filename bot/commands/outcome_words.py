"""Why an update ended as it did, in words: the codes that handlers leave in the inbox."""

from __future__ import annotations

from bot.words import LABELS
from handlers.keys import Button
from handlers.updates import Entrance
from handlers.working import ASKED_FOR
from nlp.attendance import Attendance

BUTTONS = {
    Button.CLAIM: "接单",
    Button.DECLINE: "接不了",
    Button.DEPART: "出发",
    Button.ARRIVE: "到场",
    Button.WAIT: "等待",
    Button.RESUME: "继续",
    Button.FINISH: "完工",
    Button.TRANSFER: "转派",
    Button.ESCALATE: "升级",
    Button.PRIORITIZE: "提级",
    Button.CANCEL: "取消工单",
    Button.CLOSE: "关闭",
    Button.REWORK: "返工",
}

CODES = {
    "accepted": "验收通过",
    "already_submitted": "已经提交过",
    "apart": "不是同一件事",
    "appointment": "改上门时间",
    "bind_impossible": "现在绑定不了手机",
    "bind_often": "绑定手机太频繁",
    "board": "看板",
    "bound": "绑定手机",
    "called": "找人工",
    "cancelled": "取消工单",
    "chatter": "闲聊",
    "claimed": "接单",
    "discarded": "草稿作废",
    "draft": "草稿",
    "empty": "没有内容",
    "escalated": "请上级来看",
    "finished": "完工",
    "form": "网页表单",
    "hand_over": "交接",
    "help": "帮助",
    "how_to_correct": "怎么改草稿",
    "link_gone": "链接失效",
    "linked": "并到已有的工单",
    "look": "看工单",
    "moved": "改上门时间",
    "my_tickets": "我的工单",
    "never_mind": "点了返回",
    "no_draft": "没有草稿",
    "not_linked": "没有并在一起",
    "not_now": "现在做不了",
    "not_understood": "没看懂",
    "noted": "补充说明",
    "nothing": "没有工单",
    "nothing_linked": "没有可并的工单",
    "nothing_to_correct": "没有可改的",
    "on_site": "师傅已到场",
    "passed_on": "回复客户",
    "progress": "问进度",
    "rated": "评价",
    "rated_before": "已经评价过",
    "sent_back": "返工",
    "source_words": "看出处",
    "stars_missing": "没选几星",
    "state": "问工单情况",
    "still_moves": "还在处理",
    "theirs_already": "本来就在他手上",
    "today": "今日",
    "too_late": "已经完结",
    "too_many": "消息太多，没有看",
    "too_often": "在网页上点得太多",
    "unclear_leave": "请假没说清",
    "unknown_button": "不认识的按钮",
    "unknown_code": "不认识的二维码",
    "unknown_customer": "没有这个微信客户",
    "unknown_menu": "不认识的菜单",
    "unknown_person": "没有这个人",
    "unknown_ticket": "没有这张工单",
    "unlinked": "拆开，各是各的",
    "unsubscribed": "取消关注",
    "urged_already": "刚催过",
    "welcome": "欢迎",
    "what": "问出了什么问题",
    "when": "问什么时候上门",
    "whether": "问修好了没有",
    "which": "问是哪张",
    "which_draft": "问是哪份草稿",
    "which_person": "问是哪个人",
    "which_ticket": "问是哪张工单",
    "why_me": "为什么给我",
    "AlreadyClaimed": "已经有人接单",
    "DraftClosed": "草稿已经收起",
    "InvalidTransition": "这一步现在做不了",
    "InvalidWait": "等待的时间不对",
    "NotAllowed": "没有权限",
    "NotFound": "没有找到",
    "TooLateToReopen": "过了能返工的时间",
    Entrance.ENTERED.value: "打开对话",
    Entrance.SUBSCRIBED.value: "进入可见范围",
    Entrance.UNSUBSCRIBED.value: "离开可见范围",
    Attendance.AWAY.value: "请假",
    Attendance.BACK.value: "上班",
    Attendance.OVER.value: "下班",
    Attendance.CALLED_OFF.value: "销假",
}


WORDS = {
    **{button.value: words for button, words in BUTTONS.items()},
    **{ASKED_FOR[button]: f"{words}，问细节" for button, words in BUTTONS.items()},
    **{name.value: f"问{label}" for name, label in LABELS.items()},
    **CODES,
}


def in_words(code: str) -> str:
    """What nobody has put into words stays as it is: a media type, or a field that only this business asks for."""
    return WORDS.get(code, code)
