"""The official account of the demo, its templates, its customers, and the stickers on their devices."""

from __future__ import annotations

from emulator.wechat.account import Account, Template
from emulator.wechat.customers import Customer
from emulator.wechat.scenes import Sticker

DEMO_SMS_SECRET = "demo-secret-of-the-sms-gateway"  # noqa: S105  of no worth: see `demo_account`


def demo_account() -> Account:
    """Secrets of no worth: the emulator listens on this machine alone."""
    return Account(
        appid="wx0123456789abcdef",
        secret="demo-secret-of-the-official-account",  # noqa: S106  no secret: see above
        original_id="gh_0123456789ab",
        name="安居报修",
        token="demowechattoken",  # noqa: S106  no secret either
        encoding_aes_key="GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba",
        templates=demo_templates(),
    )


def demo_templates() -> list[Template]:
    return [
        Template(
            template_id="demo-progress-0123456789abcdefghijklmnopqrs",
            title="维修进度通知",
            fields={
                "character_string1": "工单编号",
                "thing2": "报修内容",
                "phrase3": "当前状态",
                "time4": "时间",
                "thing5": "说明",
            },
        ),
        Template(
            template_id="demo-claimed-0123456789abcdefghijklmnopqrst",
            title="维修师傅接单提醒",
            fields={
                "character_string1": "工单编号",
                "thing2": "报修内容",
                "name3": "维修师傅",
                "time4": "预计到达",
            },
        ),
        Template(
            template_id="demo-acceptance-0123456789abcdefghijklmnopq",
            title="服务完成待确认",
            fields={"character_string1": "工单编号", "thing2": "服务内容", "time3": "完成时间", "thing4": "温馨提示"},
        ),
    ]


def demo_customers() -> list[Customer]:
    return [
        Customer(openid="oPd6jt-wangnvshi-000000000001", nickname="王女士", phone="13800001111", about="锦绣花园业主"),
        Customer(openid="oPd6jt-chenxiansheng-0000002", nickname="陈先生", phone="13900002222", about="写字楼租户"),
        Customer(
            openid="oPd6jt-linnvshi-000000000003", nickname="林女士", phone="13700003333", about="新业主", follows=False
        ),
    ]


def demo_stickers() -> list[Sticker]:
    return [
        Sticker(scene="device:HR2025-0318", label="3 号楼 2 单元客梯"),
        Sticker(scene="device:AC-12-0604", label="12 楼西侧空调机"),
        Sticker(scene="site:jinxiu-3-1204", label="锦绣花园 3 栋 1204"),
    ]
