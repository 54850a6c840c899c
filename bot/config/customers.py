"""The settings of what reaches customers: the official account, and SMS. All of it may be left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Annotated, Literal

from bot.channels.facts import EXAMPLES, LITERAL, NOT_ALWAYS_KNOWN, Fact, value_of
from bot.config.rules import address, matches, whole_address
from bot.config.secret import Secret
from bot.wechat.template import can_be_empty, complaint_of, fitted
from tickets.documents.rules import not_empty
from tickets.notifications import Stage

TENCENT = "https://sms.tencentcloudapi.com"
AES_KEY = matches(r"[A-Za-z0-9]{43}", "必须正好是 43 个英文字母或数字，现在有 {length} 个字符")
VERIFY_FILE = matches(r"MP_verify_[A-Za-z0-9]{1,64}\.txt", "必须是微信给的文件名：MP_verify_….txt")
FACTS = "、".join(Fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """`fields`: for each key of WeChat's template what is put there, a fact or words after `=`."""

    id: Annotated[str, not_empty]
    fields: Mapping[str, str]

    def sometimes_empty(self) -> Iterator[tuple[str, str]]:
        """Each field that cannot be filled where its fact is not known, with that fact: then it is not sent."""
        for key, named in self.fields.items():
            if named in NOT_ALWAYS_KNOWN and not can_be_empty(key):
                yield key, named

    def contradictions(self) -> Iterator[tuple[str, str]]:
        for key, named in self.fields.items():
            if complaint := complaint_of(key) or _complaint_of_value(key, named):
                yield f"fields.{key}", complaint


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialAccount:
    app_id: Annotated[str, matches(r"[A-Za-z0-9_-]{1,64}", "必须是 AppID，如 wx1234567890abcdef")]
    secret: Annotated[Secret, matches(r"\S{1,512}", "必须是 AppSecret，中间没有空格")]
    token: Annotated[Secret, matches(r"[A-Za-z0-9]{3,32}", "必须是 3 到 32 个英文字母或数字，现在有 {length} 个字符")]
    mode: Literal["plain", "compatible", "secure"] = "secure"
    encoding_aes_key: Annotated[Secret, AES_KEY] | None = None
    previous_encoding_aes_key: Annotated[Secret, AES_KEY] | None = None
    base_url: Annotated[str, address] = "https://api.weixin.qq.com"
    oauth_url: Annotated[str, address] = "https://open.weixin.qq.com"
    verify_file: Annotated[str, VERIFY_FILE] | None = None
    templates: Mapping[Stage, Template] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[Secret, ...]:
        """The current one first."""
        return tuple(filter(None, (self.encoding_aes_key, self.previous_encoding_aes_key)))

    def contradictions(self) -> Iterator[tuple[str, str]]:
        if self.encoding_aes_key is None and self.mode != "plain":
            yield "encoding_aes_key", f'没有写：mode = "{self.mode}" 要用它'
        if self.encoding_aes_key is None and self.previous_encoding_aes_key is not None:
            yield "previous_encoding_aes_key", "还要写 encoding_aes_key：换上的那一个"
        if self.encoding_aes_key is not None and self.encoding_aes_key == self.previous_encoding_aes_key:
            yield "previous_encoding_aes_key", "和 encoding_aes_key 一样"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsTemplate:
    """`text` for a gateway that takes whole messages; `id` and `params` for one that has templates of its own."""

    text: str = ""
    id: str = ""
    params: tuple[str, ...] = ()

    def shows(self, fact: Fact) -> bool:
        return fact in self.params or fact in _named_in(self.text)

    def contradictions(self) -> Iterator[tuple[str, str]]:
        for position, named in enumerate(self.params):
            if not named.startswith(LITERAL) and named not in set(Fact):
                yield f"params[{position}]", _no_fact()
        if complaint := _complaint_of_text(self.text):
            yield "text", complaint


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    sign: Annotated[str, not_empty]
    secret: Annotated[Secret, matches(r"\S{1,512}", "必须是短信服务商给的密钥，中间没有空格")]
    provider: Literal["http", "tencent"] = "http"
    url: Annotated[str, whole_address] = TENCENT
    secret_id: str = ""
    app_id: str = ""
    region: str = "ap-guangzhou"
    staff_reports: bool = True
    code: SmsTemplate | None = None
    templates: Mapping[Stage, SmsTemplate] = field(default_factory=dict)

    def contradictions(self) -> Iterator[tuple[str, str]]:
        if self.provider == "http" and self.url == TENCENT:
            yield "url", "没有写：短信要交到哪个网址"
        if self.provider == "tencent":
            for name in ("secret_id", "app_id"):
                if not getattr(self, name):
                    yield name, '没有写：provider = "tencent" 要用它'
        needed = "id" if self.provider == "tencent" else "text"
        for path, each in self._all():
            if not getattr(each, needed):
                yield f"{path}.{needed}", f'没有写：provider = "{self.provider}" 要用它'

    def _all(self) -> Iterator[tuple[str, SmsTemplate]]:
        if self.code is not None:
            yield "code", self.code
        for stage, each in self.templates.items():
            yield f"templates.{stage}", each


def _complaint_of_value(key: str, named: str) -> str | None:
    if not named.startswith(LITERAL) and named not in set(Fact):
        return _no_fact()
    try:
        fitted(key, value_of(named, EXAMPLES))
    except ValueError as error:
        return str(error)
    return None


def _complaint_of_text(text: str) -> str | None:
    try:
        named = _named_in(text)
    except ValueError:
        return "花括号没有成对，要写成 {number} 这样"
    return None if named <= set(Fact) else f"花括号里只能写 {FACTS}"


def _named_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _no_fact() -> str:
    return f"必须是 {FACTS} 之一，或者在 = 后面写字"
