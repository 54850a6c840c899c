"""The settings that a scenario runs with: everything the emulator plays is on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.config import (
    Database,
    Demo,
    Files,
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
from bot.wechat.door import Mode
from emulator.server import Emulator
from emulator.wechat.demo import demo_account
from emulator.wechat.outside import Outside
from tests.tickets.samples import MINIMAL
from tests.wechat import traffic
from tickets.notifications import Stage


def settings_for(
    wecom: Emulator,
    database_url: str,
    folder: Path,
    port: int,
    playbook: Path = MINIMAL,
    *,
    staff_reports: bool = False,
    wechat_mode: Mode = "secure",
) -> Settings:
    app, account = wecom.world.app, wecom.world.wechat.account
    tenant = Tenant(
        slug="demo",
        name="安居物业",
        phone="400-800-1234",
        wecom=WecomApp(
            corp_id=wecom.world.corp.corp_id,
            agent_id=app.agent_id,
            secret=Secret(app.secret),
            token=Secret(app.token),
            encoding_aes_key=Secret(app.encoding_aes_key),
            base_url=wecom.url,
            oauth_url=wecom.url,
            login_url=wecom.url,
            group_robot=Secret(wecom.robot()),
        ),
        playbook=playbook,
        wechat=OfficialAccount(
            app_id=account.appid,
            secret=Secret(account.secret),
            token=Secret(account.token),
            mode=wechat_mode,
            encoding_aes_key=Secret(account.encoding_aes_key),
            previous_encoding_aes_key=Secret(traffic.OLD_KEY),
            base_url=wecom.url,
            oauth_url=wecom.url,
            verify_file="MP_verify_0123456789abcdef.txt",
            templates=dict.fromkeys(Stage, PROGRESS),
        ),
        sms=Sms(
            sign="安居物业",
            secret=Secret(wecom.sms.secret),
            url=f"{wecom.url}/sms/send",
            code=SmsTemplate(text="验证码 {code}，{minutes} 分钟内有效"),
            staff_reports=staff_reports,
            templates=dict.fromkeys(Stage, SmsTemplate(text="报修 {number}：{status}。{link}")),
        ),
    )
    return Settings(
        server=Server(public_url=f"http://127.0.0.1:{port}", port=port),
        database=Database(url=Secret(database_url)),
        files=Files(url=str(folder / "files")),
        demo=Demo(time_travel=True),
        tenants=(tenant,),
    )


PROGRESS = Template(
    id="demo-progress-0123456789abcdefghijklmnopqrs",
    fields={
        "character_string1": "number",
        "thing2": "fault",
        "phrase3": "status",
        "time4": "at",
        "thing5": "note",
    },
)
"""As the emulator's account has it."""


def official_account() -> Outside:
    """Whose callbacks the tests can also write themselves."""
    account = replace(
        demo_account(),
        appid=traffic.APP_ID,
        original_id=traffic.ACCOUNT,
        token=traffic.TOKEN,
        encoding_aes_key=traffic.KEY,
    )
    return Outside(account=account)
