"""The people of the demo."""

from __future__ import annotations

from emulator.directory import ROOT, Department, Member

DEPARTMENTS = [
    Department(id=ROOT, name="安居物业"),
    Department(id=2, name="客服前台", parent=ROOT),
    Department(id=3, name="维修班", parent=ROOT, leaders=["sunban"]),
    Department(id=4, name="总办", parent=ROOT, leaders=["zhouzong"]),
]

MEMBERS = [
    Member(userid="lijing", name="李静", position="前台", departments=[2], mobile="13800000001"),
    Member(userid="wanggong", name="王工", position="维修技工", departments=[3], direct_leaders=["sunban"]),
    Member(userid="zhaogong", name="赵工", position="维修技工", departments=[3], direct_leaders=["sunban"]),
    Member(userid="sunban", name="孙班长", position="班组长", departments=[3], direct_leaders=["zhouzong"]),
    Member(userid="zhouzong", name="周总", position="运营总监", departments=[4]),
]
