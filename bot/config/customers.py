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
AES_KEY = matches(r"[A-Za-z0-9]{43}", "must be exactly 43 characters a-zA-Z0-9, has {length}")
VERIFY_FILE = matches(r"MP_verify_[A-Za-z0-9]{1,64}\.txt", "must be the name of WeChat's file: MP_verify_….txt")
FACTS = ", ".join(Fact)


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
    app_id: Annotated[str, matches(r"[A-Za-z0-9_-]{1,64}", "must be the AppID, such as wx1234567890abcdef")]
    secret: Annotated[Secret, matches(r"\S{1,512}", "must be the AppSecret, without blanks")]
    token: Annotated[Secret, matches(r"[A-Za-z0-9]{3,32}", "must be 3 to 32 characters a-zA-Z0-9, has {length}")]
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
            yield "encoding_aes_key", f'is missing: mode = "{self.mode}" needs it'
        if self.encoding_aes_key is None and self.previous_encoding_aes_key is not None:
            yield "previous_encoding_aes_key", "needs encoding_aes_key: the one that came after it"
        if self.encoding_aes_key is not None and self.encoding_aes_key == self.previous_encoding_aes_key:
            yield "previous_encoding_aes_key", "is the same as encoding_aes_key"


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
    secret: Annotated[Secret, matches(r"\S{1,512}", "must be the provider's secret, without blanks")]
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
            yield "url", "is missing: where messages are handed in"
        if self.provider == "tencent":
            for name in ("secret_id", "app_id"):
                if not getattr(self, name):
                    yield name, 'is missing: provider = "tencent" needs it'
        needed = "id" if self.provider == "tencent" else "text"
        for path, each in self._all():
            if not getattr(each, needed):
                yield f"{path}.{needed}", f'is missing: provider = "{self.provider}" needs it'

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
        return "has a brace that does not belong to a {name}"
    return None if named <= set(Fact) else f"may have {{…}} with one of {FACTS}"


def _named_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _no_fact() -> str:
    return f"must be one of {FACTS}, or words after ="
