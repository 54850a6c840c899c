"""What customers read, in a chat: plain, short, kind, one question at most.

No words of ours (草稿, 工单 as we mean it, groups, names of colleagues in full), no phone numbers, nobody else's words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts.times import moment
from handlers import replies as r
from handlers.replies import CustomerReply
from nlp.surnames import surname_of
from tickets.fields import FieldName
from tickets.intake import A_PICTURE, Wanted
from tickets.playbook import Playbook
from tickets.playbook.values import OwnField
from tickets.ticket import Status, Ticket, Wait, WaitingFor

QUESTIONS = {
    FieldName.FAULT: "请问是哪里坏了、什么情况？说一句就行，也可以发照片。",
    FieldName.ADDRESS: "请问在什么地方？说到楼号门牌就行，例如：3 幢 2 单元 501。",
    FieldName.PHONE: "方便留个电话吗？师傅上门前会联系您。",
    FieldName.OTHER_PHONE: "还有别的电话吗？",
    FieldName.CUSTOMER: "请问怎么称呼您？",
    FieldName.CATEGORY: "请问是哪一类的问题？例如：水电、电梯、空调。",
    FieldName.URGENT: "请问急不急？回复「加急」或「不急」。",
    FieldName.APPOINTMENT: "您希望什么时候上门？例如：明天下午 3 点。",
    FieldName.DEVICE: "请问是什么设备？",
    FieldName.PLATE: "请问车牌号是多少？",
    FieldName.SERIAL: "请看一下设备上的铭牌，序列号是多少？拍张照片也行。",
    FieldName.BRAND: "请问是什么品牌？",
    FieldName.MODEL: "请问是什么型号？",
}
HELLO = "要报修，直接在这里说：哪里坏了、在什么地方、怎么联系您，也可以发照片。"
STARS = "方便的话打个分，例如回复「5星」。"
GRAVE = "情况紧急，我们已经在处理，请先确保安全，保持电话畅通。"
STANDING = {
    Status.OPEN: "正在安排师傅",
    Status.CLAIMED: "{who}已接单，会尽快上门",
    Status.TRAVELLING: "{who}已出发，正在路上",
    Status.ON_SITE: "{who}已到场，正在维修",
    Status.WAITING: "{who}稍后继续",
    Status.DONE: "{who}已修好，等您确认",
    Status.CLOSED: "已完成",
    Status.CANCELLED: "已取消",
}
WAITS = {
    WaitingFor.PARTS: "正在等配件",
    WaitingFor.CUSTOMER: "等您方便的时候",
    WaitingFor.ACCESS: "等可以进场",
}


def reply(said: CustomerReply, playbook: Playbook) -> str:
    return WORDS[type(said)](said, playbook)


def master(userid: str | None, playbook: Playbook) -> str:
    """王工 and 王建国 are 王师傅 to a customer."""
    name = playbook.name_of(userid) if userid else ""
    return f"{surname_of(name)}师傅" if name and name != userid else "师傅"


def standing(ticket: Ticket, playbook: Playbook) -> str:
    """How far it is."""
    if ticket.wait is not None:
        return waiting(ticket.wait)
    return STANDING[ticket.status].format(who=master(ticket.assignee, playbook))


def waiting(wait: Wait) -> str:
    return f"{WAITS[wait.reason]}，预计 {moment(wait.until, beside=wait.since)} 继续"


def ask(what: Wanted) -> str:
    if not isinstance(what, OwnField):
        return QUESTIONS[what]
    if what is A_PICTURE:
        return "请发一张照片，师傅好提前准备。"
    return f"{what.question}回复：{'、'.join(what.choices)}。" if what.choices else what.question


def from_a_person(words: str) -> str:
    return f"工作人员回复：{words}"


def _asked(said: r.CustomerAsked, _: Playbook) -> str:
    grave = GRAVE if said.grave else ""
    if said.unheard:
        return f"{grave}语音收到了，同事会听。打字再说一句，安排得更快：{ask(said.about)}"
    if said.again:
        return f"{grave}没太看明白，麻烦再说一次。{ask(said.about)}"
    heard = f"收到：{said.fault}。" if said.fault else "好的，记下了。" if said.noted else ""
    return f"{grave}{heard}{ask(said.about)}"


def _understood(said: r.CustomerUnderstood, _: Playbook) -> str:
    heard = f"收到：{said.fault}。" if said.fault else "都记下了，谢谢！"
    return f"{heard}{GRAVE}" if said.grave else f"{heard}我们核对一下马上安排，报修单号稍后发给您。"


def _scanned(said: r.CustomerScanned, _: Playbook) -> str:
    where = "，".join(part for part in (said.place.address, said.place.device) if part)
    return f"您扫的是：{where}。{QUESTIONS[FieldName.FAULT]}" if where else QUESTIONS[FieldName.FAULT]


def _progress(said: r.CustomerProgress, playbook: Playbook) -> str:
    lines = [_how_far(each, said.pages.get(each.id), playbook) for each in said.tickets]
    if said.waiting:
        lines.append("您刚才的报修我们正在核对，马上安排。")
    if said.noted:
        lines.append("已经替您催过了，让您久等了。")
    return "\n".join(lines)


def _how_far(ticket: Ticket, page: str | None, playbook: Playbook) -> str:
    told = f"报修单 {ticket.number}：{standing(ticket, playbook)}。"
    return f"{told}\n进度：{page}" if page else told


def _told(ticket: Ticket, playbook: Playbook) -> str:
    return master(ticket.assignee, playbook) if ticket.assignee else "负责的同事"


def _noted(said: r.CustomerNoted, playbook: Playbook) -> str:
    return f"好的，已转告{_told(said.ticket, playbook)}（报修单 {said.ticket.number}）。"


def _moved(said: r.CustomerMoved, playbook: Playbook) -> str:
    number, told = said.ticket.number, _told(said.ticket, playbook)
    return f"好的，报修单 {number} 的上门时间改到 {said.when}，已转告{told}。"


def _on_site(said: r.CustomerOnSite, playbook: Playbook) -> str:
    who = master(said.ticket.assignee, playbook)
    return f"{who}已经到现场了，已转告{who}，请当面跟师傅商量一下（报修单 {said.ticket.number}）。"


def _sent_back(said: r.CustomerSentBack, _: Playbook) -> str:
    done = "已转回师傅，会优先再来处理" if said.ticket.assignee else "会优先重新安排师傅"
    return f"抱歉没有修好。报修单 {said.ticket.number} {done}。"


def _cancelled(said: r.CustomerCancelled, _: Playbook) -> str:
    return f"好的，报修单 {said.number} 已取消。" if said.number else "好的，这次报修已取消。"


def _rated(said: r.CustomerRated, _: Playbook) -> str:
    closed = f"报修单 {said.number} 已确认完成。" if said.accepted else ""
    return f"谢谢您的评价！{closed}"


def _which(said: r.CustomerWhich, _: Playbook) -> str:
    example = f"{said.numbers[0]} {said.words}"
    several = (
        f"您有几张报修单：{'、'.join(said.numbers)}" if len(said.numbers) > 1 else f"您的报修单是 {said.numbers[0]}"
    )
    return f"{several}。请带上单号再说一次，例如「{example}」。"


WORDS: Mapping[type[CustomerReply], Callable[[Any, Playbook], str]] = {
    r.CustomerWelcome: lambda _, __: f"您好！{HELLO}",
    r.CustomerMisheard: lambda _, __: f"抱歉，没有看懂。{HELLO}想找人，回复「人工」。",
    r.CustomerGreeted: lambda said, _: "不客气！" if said.thanked else f"您好！{HELLO}",
    r.CustomerAsked: _asked,
    r.CustomerUnderstood: _understood,
    r.CustomerAdded: lambda _, __: "好的，已经补上了。",
    r.CustomerNeedsNoPhone: lambda said, _: f"{GRAVE if said.grave else ''}好的，不留电话也可以，我们在这里回复您。",
    r.CustomerScanned: _scanned,
    r.CustomerProgress: _progress,
    r.CustomerNoted: _noted,
    r.CustomerCancelled: _cancelled,
    r.CustomerTooLate: lambda said, _: f"报修单 {said.number} 已经修好了，不能再取消。有问题请直接告诉我们。",
    r.CustomerOnSite: _on_site,
    r.CustomerWhich: _which,
    r.CustomerWhichPhone: lambda _, __: "请发一下您的手机号，11 位。",
    r.CustomerCodeSent: lambda _, __: "验证码已发到这个手机号，10 分钟内把 6 位数字发给我就行。",
    r.CustomerCodeWrong: lambda _, __: "验证码不对，或者过期了。要重发，回复「绑定」加手机号。",
    r.CustomerBound: lambda _, __: "绑定好了。用这个号码报修的进度，以后在这里也能看到。",
    r.CustomerTooMany: lambda _, __: "您发的消息太多，一时看不过来，我们先处理前面的。有急事请直接打电话。",
    r.CustomerTooOften: lambda _, __: "试得太多了，请一小时后再来。",
    r.CustomerCannotBind: lambda _, __: "现在还不能在这里绑定手机号。想找人，回复「人工」。",
    r.CustomerNothing: lambda _, __: f"您现在没有进行中的报修。{HELLO}用电话报过的，回复「绑定手机」就能在这里看到。",
    r.CustomerAskedWhen: lambda _, __: "您希望改到什么时候？例如：明天下午 3 点。",
    r.CustomerMoved: _moved,
    r.CustomerAccepted: lambda said, _: f"好的，报修单 {said.number} 已确认完成，感谢您的反馈！{STARS}",
    r.CustomerRated: _rated,
    r.CustomerSentBack: _sent_back,
    r.CustomerCalled: lambda said, _: (
        f"好的，已通知工作人员{'，会尽快联系您。' if said.reachable else '。请留个电话，我们给您打过去。'}"
    ),
    r.CustomerAskedWhether: lambda said, _: (
        f"请问报修单 {said.number} 修好了吗？解决了回复「已解决」，没修好回复「没修好」。"
    ),
}
