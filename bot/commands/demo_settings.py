"""What the demo runs with."""

from __future__ import annotations

import secrets
from pathlib import Path

from bot.config import (
    Database,
    Demo,
    Files,
    Logs,
    OfficialAccount,
    Secret,
    Server,
    Settings,
    Sms,
    SmsTemplate,
    Template,
    Tenant,
    WecomApp,
)
from tickets.notifications import Stage

HOST = "127.0.0.1"
PLAYBOOK = Path("playbooks/wuye.toml")
CORP_ID = "wwdemo0123456789"
AGENT_ID = 1000002
APP_ID = "wxdemo0123456789"


def settings_for(page: int, bot: int, folder: Path) -> Settings:
    """Secrets are made up for this run: both sides live on this machine alone."""
    wecom = WecomApp(
        corp_id=CORP_ID,
        agent_id=AGENT_ID,
        secret=Secret(secrets.token_hex(16)),
        token=Secret(secrets.token_hex(8)),
        encoding_aes_key=Secret(secrets.token_hex(22)[:43]),
        base_url=f"http://{HOST}:{page}",
        oauth_url=f"http://{HOST}:{page}",
        login_url=f"http://{HOST}:{page}",
    )
    return Settings(
        server=Server(public_url=f"http://{HOST}:{bot}", host=HOST, port=bot),
        database=Database(url=Secret(f"sqlite:///{folder}/paidan.db")),
        files=Files(url=str(folder / "files")),
        logs=Logs(),
        demo=Demo(time_travel=True),
        tenants=(
            Tenant(
                slug="demo",
                name="安居物业",
                phone="400-800-1122",
                wecom=wecom,
                wechat=_official_account(page),
                sms=_sms(page),
                playbook=PLAYBOOK,
            ),
        ),
    )


def _official_account(page: int) -> OfficialAccount:
    """The templates are those of the emulator's account."""
    progress = Template(
        id="demo-progress-0123456789abcdefghijklmnopqrs",
        fields={
            "character_string1": "number",
            "thing2": "fault",
            "phrase3": "status",
            "time4": "at",
            "thing5": "note",
        },
    )
    acceptance = Template(
        id="demo-acceptance-0123456789abcdefghijklmnopq",
        fields={"character_string1": "number", "thing2": "fault", "time3": "at", "thing4": "=修好了吗？请点开确认"},
    )
    return OfficialAccount(
        app_id=APP_ID,
        secret=Secret(secrets.token_hex(16)),
        token=Secret(secrets.token_hex(8)),
        encoding_aes_key=Secret(secrets.token_hex(22)[:43]),
        base_url=f"http://{HOST}:{page}",
        oauth_url=f"http://{HOST}:{page}",
        verify_file="MP_verify_demo.txt",
        templates=dict.fromkeys(Stage, progress) | {Stage.DONE: acceptance},
    )


def _sms(page: int) -> Sms:
    return Sms(
        sign="安居物业",
        secret=Secret(secrets.token_hex(16)),
        url=f"http://{HOST}:{page}/sms/send",
        code=SmsTemplate(text="验证码 {code}，{minutes} 分钟内有效。"),
        templates=dict.fromkeys(Stage, SmsTemplate(text="报修单 {number}：{status}。{link}")),
    )
