"""What can go wrong on purpose. The chat page shows every field with its `label`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Outage(StrEnum):
    """How the API misbehaves while it is down."""

    NONE = "none"
    CLOSED = "closed"  # the connection is closed without an answer, nothing was done
    UNAVAILABLE = "503"  # HTTP 503
    BUSY = "busy"  # errcode -1
    ANSWER_LOST = "answer_lost"  # the call is carried out, then the connection is closed without an answer


class CallbackMode(StrEnum):
    """How the official account's console has callbacks written."""

    PLAIN = "plain"
    COMPATIBLE = "compatible"  # plain, with the cipher beside it
    SECURE = "secure"


class TemplateFate(StrEnum):
    """The `Status` of TEMPLATESENDJOBFINISH; whatever is no success never reaches the customer."""

    SUCCESS = "success"
    BLOCKED = "failed:user block"
    FAILED = "failed: system failed"


@dataclass(kw_only=True)
class Switches:
    """Booleans, one enumeration, and numbers; durations are seconds of real time.

    Where the documentation says nothing or contradicts itself, there is a switch: the bot has to live with either side.
    """

    passive_card_replies: bool = field(default=False, metadata={"label": "被动回复可更新卡片"})
    duplicate_callbacks: int = field(default=0, metadata={"label": "回调重复投递次数"})
    late_callbacks: float = field(default=0.0, metadata={"label": "回调延迟（秒）"})
    callbacks_out_of_order: bool = field(default=False, metadata={"label": "回调乱序（两两交换）"})
    lose_callbacks: bool = field(default=False, metadata={"label": "回调丢失"})
    callback_timeout: float = field(default=5.0, metadata={"label": "回调超时（秒）"})
    retry_after: float = field(default=1.0, metadata={"label": "重试间隔（秒）"})
    retry_when_not_200: bool = field(default=True, metadata={"label": "非 200 也重试"})
    ip_not_trusted: bool = field(default=False, metadata={"label": "IP 不在可信名单 (60020)"})
    refuse_long_text: bool = field(default=False, metadata={"label": "超长文本拒绝 (45002) 而非截断"})
    repetition_gives_code: bool = field(default=False, metadata={"label": "重复请求也返回 response_code"})
    contacts_not_allowed: bool = field(default=False, metadata={"label": "客户联系没有授权给应用 (48002)"})
    no_unionids: bool = field(default=False, metadata={"label": "没有绑定微信开放平台，不给 unionid"})
    outage: Outage = field(default=Outage.NONE, metadata={"label": "接口故障"})
    slow_answers: float = field(default=0.0, metadata={"label": "接口变慢（秒）"})
    wechat_mode: CallbackMode = field(default=CallbackMode.SECURE, metadata={"label": "公众号回调加密方式"})
    wechat_recognition: bool = field(default=True, metadata={"label": "公众号语音带识别结果"})
    wechat_quota_used_up: bool = field(default=False, metadata={"label": "客服消息额度用尽 (45047)"})
    wechat_template_fate: TemplateFate = field(default=TemplateFate.SUCCESS, metadata={"label": "模板消息的结果"})
    wechat_template_reports_after: float = field(default=0.5, metadata={"label": "模板结果多久后回报（秒）"})
    wechat_ip_not_listed: bool = field(default=False, metadata={"label": "IP 不在公众号白名单 (40164)"})
    wechat_snapshots: bool = field(default=False, metadata={"label": "网页快照页（虚拟账号）"})
    wechat_outage: Outage = field(default=Outage.NONE, metadata={"label": "公众号服务器故障"})
    sms_down: bool = field(default=False, metadata={"label": "短信网关故障 (503)"})
    sms_answers_lost: bool = field(default=False, metadata={"label": "短信发出后网关不应答"})
