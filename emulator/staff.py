"""The corp of the demo: its app, its departments, its people."""

from __future__ import annotations

from emulator.corp import App, Corp
from emulator.directory import ROOT, Department, Member


def demo_corp() -> Corp:
    """Secrets of no worth: the emulator listens on this machine alone."""
    return Corp(
        corp_id="ww0123456789abcdef",
        apps=[
            App(
                agent_id=1000002,
                secret="demo-secret-of-the-emulator",  # noqa: S106  no secret: see above
                token="demotoken",  # noqa: S106  no secret either
                encoding_aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
            )
        ],
    )


def demo_departments() -> list[Department]:
    return [
        Department(id=ROOT, name="安居物业"),
        Department(id=2, name="客服前台", parent=ROOT),
        Department(id=3, name="维修班", parent=ROOT, leaders=["sunban"]),
        Department(id=4, name="总办", parent=ROOT, leaders=["zhouzong"]),
        Department(id=5, name="滨江维修班", parent=ROOT, leaders=["chenban"]),
        Department(id=6, name="备勤队", parent=ROOT, leaders=["fangdui"]),
    ]


def demo_members() -> list[Member]:
    return [
        Member(userid="lijing", name="李静", position="前台", departments=[2], mobile="13800000001"),
        Member(userid="wanggong", name="王工", position="维修技工", departments=[3], direct_leaders=["sunban"]),
        Member(userid="zhaogong", name="赵工", position="维修技工", departments=[3], direct_leaders=["sunban"]),
        Member(userid="sunban", name="孙班长", position="班组长", departments=[3], direct_leaders=["zhouzong"]),
        Member(userid="zhouzong", name="周总", position="运营总监", departments=[4]),
        Member(userid="dingjie", name="丁洁", position="管家", departments=[2], direct_leaders=["zhouzong"]),
        Member(userid="wumin", name="吴敏", position="品质", departments=[4], direct_leaders=["zhouzong"]),
        Member(userid="liugong", name="刘工", position="维修技工", departments=[5], direct_leaders=["chenban"]),
        Member(userid="magong", name="马工", position="维修技工", departments=[5], direct_leaders=["chenban"]),
        Member(userid="chenban", name="陈班长", position="班组长", departments=[5], direct_leaders=["zhouzong"]),
        Member(userid="hegong", name="何工", position="备勤", departments=[6], direct_leaders=["fangdui"]),
        Member(userid="xugong", name="许工", position="备勤", departments=[6], direct_leaders=["fangdui"]),
        Member(userid="fangdui", name="方队长", position="备勤队长", departments=[6], direct_leaders=["zhouzong"]),
    ]
