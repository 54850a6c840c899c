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
    outage: Outage = field(default=Outage.NONE, metadata={"label": "接口故障"})
    slow_answers: float = field(default=0.0, metadata={"label": "接口变慢（秒）"})
