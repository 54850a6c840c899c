"""What pages say to customers, in Chinese and English: plain, short, kind, and nothing of how the company works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.calendar import LOCAL
from tickets.deadlines import Promise
from tickets.progress import Milestone, Progress, Stage
from tickets.ticket import Status, WaitingFor

CHINESE, ENGLISH = "zh", "en"

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("报修进度", "Your repair"),
    "number": ("单号 {number}", "No. {number}"),
    "stage.reported": ("已收到", "Received"),
    "stage.dispatched": ("已派单", "Assigned"),
    "stage.travelling": ("技工出发中", "On the way"),
    "stage.repairing": ("正在维修", "Under repair"),
    "stage.to_accept": ("已完工待验收", "Done, please confirm"),
    "stage.finished": ("已完成", "Completed"),
    "cancelled": ("已取消", "Cancelled"),
    "away": ("距您 {distance}", "{distance} away"),
    "waits.parts": ("在等配件，预计 {until} 继续", "Waiting for a part, on again {until}"),
    "waits.customer": ("约好了 {until} 再继续", "On again {until}, as agreed"),
    "waits.access": ("等待可以进场，预计 {until} 继续", "Waiting for access, on again {until}"),
    "promise.arrive": ("预计 {at} 前到", "Arrives by {at}"),
    "promise.finish": ("预计 {at} 前修好", "Repaired by {at}"),
    "promise.late": ("比说好的晚了，我们正在催，抱歉。", "Later than promised. We are on it, and we are sorry."),
    "left": ("还有 {time}", "{time} left"),
    "worker": ("{name}师傅", "Technician {name}"),
    "face": ("{name}师傅的照片", "Photo of technician {name}"),
    "worker.none": ("正在为您安排师傅", "We are finding a technician"),
    "again": ("第 {times} 次返工", "Rework no. {times}"),
    "timeline": ("经过", "What happened"),
    "mile.reported": ("收到您的报修", "We received your report"),
    "mile.claimed": ("师傅接单了", "A technician took it"),
    "mile.changed_hands": ("换了一位师傅", "Another technician took over"),
    "mile.looked_for": ("正在重新安排师傅", "We are finding another technician"),
    "mile.departed": ("师傅出发了", "The technician set off"),
    "mile.arrived": ("师傅到了", "The technician arrived"),
    "mile.paused": ("暂停，等一下再继续", "Paused for now"),
    "mile.resumed": ("继续维修", "Work goes on"),
    "mile.finished": ("师傅说修好了", "The technician says it is repaired"),
    "mile.again": ("还没好，再修一次", "Not solved yet, once more"),
    "mile.closed": ("已完成", "Completed"),
    "mile.unanswered": ("没有等到您的答复，先当作修好了", "We had no answer from you and took it as solved"),
    "mile.cancelled": ("已取消", "Cancelled"),
    "yours": ("您报修的内容", "Your report"),
    "field.fault": ("情况", "Problem"),
    "field.address": ("地点", "Place"),
    "field.appointment": ("约定时间", "Appointment"),
    "pictures": ("照片", "Photos"),
    "accept.ask": ("修好了吗？", "Is it solved?"),
    "accept.yes": ("已解决", "Yes, solved"),
    "accept.no": ("还没好", "Not yet"),
    "accept.why": ("哪里还没好？", "What is still wrong?"),
    "accept.reopen": ("又坏了？", "Broken again?"),
    "stars": ("打几颗星？", "How many stars?"),
    "stars.count": ("{stars} 星", "{stars} stars"),
    "accept.words": ("想说的话（可不填）", "Anything to add (optional)"),
    "more": ("还要做什么", "Anything else"),
    "urge": ("催一下", "Please hurry"),
    "time": ("改时间", "Change the time"),
    "time.label": ("什么时候方便？", "When suits you?"),
    "picture": ("补一张照片", "Add a photo"),
    "picture.label": ("照片（JPG、PNG，10 MB 以内）", "Photo (JPG or PNG, up to 10 MB)"),
    "words": ("补充说明", "Add a note"),
    "words.label": ("再说明一下情况", "Tell us more"),
    "cancel": ("不用修了", "Cancel"),
    "cancel.label": ("为什么不用了？（可不填）", "Why? (optional)"),
    "call": ("打电话", "Call us"),
    "send": ("发送", "Send"),
    "refresh": ("刷新", "Refresh"),
    "done.sent": ("收到，已经转给师傅。", "Thank you, we passed it on."),
    "done.kept": ("收到，已经转告负责的同事。", "Thank you, we passed it on."),
    "done.accepted": ("谢谢，祝您生活愉快！", "Thank you!"),
    "done.again": ("抱歉，马上再安排师傅。", "Sorry. A technician will come again."),
    "done.cancelled": ("已经取消。", "Cancelled."),
    "done.urged": ("已经催了，请稍等。", "We passed on that you are waiting."),
    "done.not_now": ("现在做不了这一步，请看最新进度。", "That cannot be done now. This is how it stands."),
    "bad.unsent": ("您写的内容还没有发出。", "What you wrote has not been sent yet."),
    "bad.picture": ("这张照片打不开，请换一张 JPG 或 PNG。", "That photo cannot be read. Please use JPG or PNG."),
    "bad.picture_large": ("照片太大，请换一张 10 MB 以内的。", "That photo is too large: 10 MB at most."),
    "bad.empty": ("还没有写内容。", "Nothing was written."),
    "bad.time": ("请选一个将来的时间。", "Please choose a time that is still to come."),
    "bad.form": ("页面过期了，请再试一次。", "The page was too old. Please try again."),
    "bad.slow": ("网络太慢，没有收全，请再试一次。", "It did not arrive in time. Please try again."),
    "bad.often": ("太频繁了，请过一会儿再试。", "Too often. Please try again later."),
    "digits.ask": (
        "为了保护您的信息，请输入报修电话的后四位",
        "To protect you: the last four digits of your phone number",
    ),
    "digits.label": ("电话后四位", "Last four digits"),
    "digits.go": ("查看", "Show"),
    "digits.wrong": ("对不上，请再看一下是哪个电话报的修。", "That does not match. Which number did you report with?"),
    "digits.blocked": ("试得太多了，请一小时后再试。", "Too many tries. Please try again in an hour."),
    "digits.closed": (
        "试得太多了。请{ways}。",
        "Too many tries. Please {ways}.",
    ),
    "gone": ("这个链接已经失效", "This link is no longer valid"),
    "gone.how": ("请{ways}。", "Please {ways}."),
    "or": ("，或者", ", or "),
    "by.chat": ("在公众号里发「进度」", "ask us in the chat"),
    "by.number": ("用手机号查询", "look it up by phone number"),
    "by.phone": ("打电话给我们", "call us"),
    "login.failed": ("没有登录成功", "You are not logged in"),
    "login.again": ("请回到企业微信，再打开一次。", "Please go back to WeCom and open the page again."),
    "login.stranger": ("这个页面只给本公司的同事用。", "This page is for members of the company only."),
    "login.out": ("已退出登录", "You are logged out"),
    "desk.closed": ("这个页面给前台和负责人用", "This page is for the front desk and for leaders"),
    "desk.closed.how": (
        "要报修，请把客户的话转发给企业微信里的派单应用。",
        "To report something, forward what the customer said to the app in WeCom.",
    ),
    "wrong.missing": ("没有这一页", "There is no such page"),
    "wrong.method": ("这个地址不能这样打开", "This address cannot be opened like that"),
    "wrong.forbidden": ("这一步做不了，请回到刚才的页面再试。", "That was refused. Please go back and try again."),
    "wrong.login": ("请先登录，再试一次。", "Please log in and try again."),
    "wrong.large": ("内容太大了。", "That was too large."),
    "wrong.busy": ("系统忙，请过一会儿再试。", "We are busy. Please try again in a moment."),
    "wrong.ours": (
        "出了点问题，我们已经知道了。请过一会儿再试。",
        "Something went wrong on our side. Please try again later.",
    ),
    "track.title": ("按手机号查询", "Look up by phone number"),
    "track.label": ("手机号", "Phone number"),
    "track.send": ("发送验证码", "Send a code"),
    "track.sent": (
        "如果这个号码报过修，验证码已经发出，10 分钟内有效。",
        "If we know this number, a code is on its way, valid for 10 minutes.",
    ),
    "track.chat": ("在公众号里报的，请在公众号里发「进度」。", "Reported in the chat? Please ask there."),
    "track.closed": ("这里不能用手机号查询", "Looking it up by phone number is not possible here"),
    "track.code": ("验证码", "Code"),
    "track.bad_phone": ("请输入 11 位手机号。", "Please enter an 11-digit mobile number."),
    "track.wrong": ("验证码不对或已过期。", "The code is wrong or too old."),
    "track.mine": ("您的报修", "Your repairs"),
    "track.another": ("换一个手机号", "Another number"),
    "track.none": ("没有进行中的报修。", "There is nothing under way."),
}

WRONG = frozenset({"digits.wrong", "digits.blocked", "digits.closed", "track.bad_phone", "track.wrong", "done.not_now"})
WAITS = {WaitingFor.PARTS: "waits.parts", WaitingFor.CUSTOMER: "waits.customer", WaitingFor.ACCESS: "waits.access"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One language."""

    language: str
    now: datetime

    def __call__(self, key: str, **values: object) -> str:
        return WORDS[key][self.language == ENGLISH].format(**values)

    def either(self, key: str, ways: Iterable[str]) -> str:
        """With the ways that there are: this one, or that one."""
        return self(key, ways=self("or").join(self(way) for way in ways))

    @property
    def html_language(self) -> str:
        return "en" if self.language == ENGLISH else "zh-CN"

    def is_bad(self, key: str) -> bool:
        """Something has to be done again, or in another way."""
        return key.startswith("bad.") or key in WRONG

    def stage(self, stage: Stage) -> str:
        return self(f"stage.{stage}")

    def headline(self, progress: Progress) -> str:
        if progress.status is Status.CANCELLED or progress.stage is None:
            return self("cancelled")
        line = self.stage(progress.stage)
        if progress.metres is None:
            return line
        away = self("away", distance=self.distance(progress.metres))
        return f"{line} ({away})" if self.language == ENGLISH else f"{line}（{away}）"

    def waiting(self, progress: Progress) -> str | None:
        if progress.waiting_for is None or progress.waiting_until is None:
            return None
        return self(WAITS[progress.waiting_for], until=self.moment(progress.waiting_until))

    def promise(self, promise: Promise, due_at: datetime) -> str:
        return self("promise.arrive" if promise is Promise.ARRIVE else "promise.finish", at=self.moment(due_at))

    def milestone(self, milestone: Milestone) -> str:
        return self(f"mile.{milestone}")

    def moment(self, at: datetime) -> str:
        """The day is said where it is not today."""
        local, today = at.astimezone(LOCAL), self.now.astimezone(LOCAL).date()
        if local.date() == today:
            return f"{local:%H:%M}"
        if self.language == ENGLISH:
            return f"{local:%b} {local.day}, {local:%H:%M}"
        if local.date() == today + timedelta(days=1):
            return f"明天 {local:%H:%M}"
        return f"{local.month}月{local.day}日 {local:%H:%M}"

    def distance(self, metres: int) -> str:
        if metres < 1000:
            return f"{metres} m" if self.language == ENGLISH else f"{metres} 米"
        return f"{metres / 1000:.1f} km" if self.language == ENGLISH else f"{metres / 1000:.1f} 公里"


def language_of(accepted: str) -> str:
    """By the browser's `Accept-Language`: Chinese, unless English is asked for before it."""
    for each in accepted.lower().split(","):
        name = each.split(";")[0].strip()
        if name.startswith(CHINESE):
            return CHINESE
        if name.startswith(ENGLISH):
            return ENGLISH
    return CHINESE
