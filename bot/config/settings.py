"""The settings: one class a section, one field a key. `config.example.toml` says what each is for.

`contradictions()` of a class names a field and what it disagrees with; each value is right by itself by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

from bot.config.customers import OfficialAccount, Sms
from bot.config.rules import (
    address,
    database_address,
    endpoint,
    file_store,
    mail_address,
    mail_server,
    matches,
    network,
    web_address,
)
from bot.config.secret import Secret
from tickets.documents.rules import Distinct, at_least_one, between, positive

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
LONGEST_CALL = timedelta(seconds=45)
NO_KEY = Secret("none")
SAMPLE_PLAYBOOK = Path("playbooks/minimal.toml")
ONE_FILE = Secret("sqlite:///var/paidan.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    public_url: Annotated[str, address]
    host: str = "127.0.0.1"
    port: Annotated[int, between(0, 65535)] = 8700
    trusted_proxies: tuple[Annotated[str, network], ...] = ("127.0.0.0/8", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    url: Annotated[Secret, database_address] = ONE_FILE
    threads: Annotated[int, between(1, 64)] = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    url: Annotated[str, file_store] = "var/files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logs:
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    window: Annotated[timedelta, positive] = timedelta(seconds=90)
    window_cap: Annotated[timedelta, positive] = timedelta(minutes=10)
    quiet: timedelta = timedelta(seconds=2)
    show_customer_draft_after: Annotated[timedelta, positive] = timedelta(minutes=10)
    remind_draft_after: Annotated[timedelta, positive] = timedelta(minutes=30)
    expire_draft_after: Annotated[timedelta, positive] = timedelta(hours=24)

    def contradictions(self) -> Iterator[tuple[str, str]]:
        if self.quiet > self.window:
            yield "quiet", "不能比 window 长，不然草稿收口了卡片才到"
        if self.window > self.window_cap:
            yield "window", "不能比 window_cap 长，那是它的上限"
        if self.window_cap > self.expire_draft_after:
            yield "window_cap", "不能比 expire_draft_after 长"
        if self.remind_draft_after >= self.expire_draft_after:
            yield "remind_draft_after", "必须比 expire_draft_after 短：草稿过期就不再提醒了"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    phone_proven_for: Annotated[timedelta, positive] = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Without `webhook` and `mail_server` alarms are in the log and a metric only."""

    webhook: Annotated[Secret, web_address] | None = None
    mail_server: Annotated[Secret, mail_server] | None = None
    mail_from: str = ""
    mail_to: tuple[Annotated[str, mail_address], ...] = ()
    timers_late: Annotated[timedelta, positive] = timedelta(minutes=2)
    errands_late: Annotated[timedelta, positive] = timedelta(minutes=10)
    updates_late: Annotated[timedelta, positive] = timedelta(minutes=5)

    def contradictions(self) -> Iterator[tuple[str, str]]:
        if self.mail_server is not None and not (self.mail_from and self.mail_to):
            yield "mail_server", "还要写 mail_from 和 mail_to：从哪个邮箱发，发给谁"
        if self.mail_server is None and (self.mail_from or self.mail_to):
            yield "mail_from" if self.mail_from else "mail_to", "还要写 mail_server：由哪台服务器发"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    time_travel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    processes: Annotated[int, between(0, 16)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Vision:
    enabled: bool = False

    def contradictions(self) -> Iterator[tuple[str, str]]:
        if self.enabled and find_spec("zxingcpp") is None:
            yield "enabled", "还要装几个包：.venv/bin/python -m pip install zxing-cpp rapidocr onnxruntime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Llm:
    enabled: bool = False
    url: Annotated[str, endpoint] = "http://127.0.0.1:11434/v1"
    key: Secret = NO_KEY
    model: str = ""
    timeout: Annotated[timedelta, positive] = timedelta(seconds=20)
    calls_a_day: Annotated[int, between(0, 1_000_000)] = 500
    tokens_a_day: Annotated[int, between(0, 1_000_000_000)] = 500_000

    def contradictions(self) -> Iterator[tuple[str, str]]:
        if self.enabled and not self.model.strip():
            yield "model", "enabled = true 时必须写"
        if self.timeout > LONGEST_CALL:
            yield "timeout", "最多 45s：再长就没有人等了"


@dataclass(frozen=True, slots=True, kw_only=True)
class WecomApp:
    corp_id: Annotated[str, matches(r"[A-Za-z0-9_-]{1,64}", "必须是企业ID：字母和数字，如 ww1234567890abcdef")]
    agent_id: Annotated[int, between(1, 2**31 - 1)]
    secret: Annotated[Secret, matches(r"\S{1,512}", "必须是应用的 Secret，中间没有空格")]
    token: Annotated[Secret, matches(r"[A-Za-z0-9]{1,32}", "必须是 1 到 32 个英文字母或数字，现在有 {length} 个字符")]
    encoding_aes_key: Annotated[
        Secret, matches(r"[A-Za-z0-9]{43}", "必须正好是 43 个英文字母或数字，现在有 {length} 个字符")
    ]
    base_url: Annotated[str, address] = "https://qyapi.weixin.qq.com"
    oauth_url: Annotated[str, address] = "https://open.weixin.qq.com"
    login_url: Annotated[str, address] = "https://login.work.weixin.qq.com"
    group_robot: Annotated[Secret, web_address] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    slug: Annotated[str, matches(r"[a-z][a-z0-9-]{0,31}", "必须是 1 到 32 个小写英文字母、数字或 -，以字母开头")]
    name: Annotated[str, matches(r".*\S.*", "不能是空的")]
    wecom: WecomApp
    wechat: OfficialAccount | None = None
    sms: Sms | None = None
    phone: Annotated[str, matches(r"\+?[0-9-]{3,20}", "必须是电话号码：数字和 -，如 400-800-1122")] | None = None
    playbook: Path = SAMPLE_PLAYBOOK

    @property
    def sends_codes(self) -> bool:
        """By which customers show whose a telephone number is."""
        return self.sms is not None and self.sms.code is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    server: Server
    tenants: Annotated[tuple[Tenant, ...], at_least_one, Distinct("slug")]
    database: Database = Database()
    files: Files = Files()
    logs: Logs = Logs()
    capture: Capture = Capture()
    customers: Customers = Customers()
    reading: Reading = Reading()
    vision: Vision = Vision()
    llm: Llm = Llm()
    alarm: Alarm = Alarm()
    demo: Demo = Demo()

    def contradictions(self) -> Iterator[tuple[str, str]]:
        if self.demo.time_travel and self.server.host not in LOOPBACK:
            yield "demo.time_travel", '只能和 server.host = "127.0.0.1" 一起用：不然谁打开页面都能拨动时钟'
        apps: dict[tuple[str, int], str] = {}
        for position, tenant in enumerate(self.tenants):
            first = apps.setdefault((tenant.wecom.corp_id, tenant.wecom.agent_id), tenant.slug)
            if first != tenant.slug:
                yield (
                    f"tenants[{position}].wecom.agent_id",
                    f"已经是租户 {first} 的应用：一个应用只有一个回调",
                )
        yield from self._accounts_twice()

    def _accounts_twice(self) -> Iterator[tuple[str, str]]:
        accounts: dict[str, str] = {}
        for position, tenant in enumerate(self.tenants):
            if tenant.wechat is None:
                continue
            first = accounts.setdefault(tenant.wechat.app_id, tenant.slug)
            if first != tenant.slug:
                yield f"tenants[{position}].wechat.app_id", f"已经是租户 {first} 的公众号"
