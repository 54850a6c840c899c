"""Departments and members: what an app can see of them, and what it never learns."""

from __future__ import annotations

import pytest

from emulator.corp import App
from emulator.server import Emulator
from tests.emulator.api import Api


async def test_departments_are_listed_with_everything_below(wecom: Emulator, api: Api):
    listed = (await api.get("department/list"))["department"]
    assert [each["name"] for each in listed] == ["安居物业", "客服前台", "维修班", "总办", "滨江维修班", "备勤队"]
    assert listed[2] == {
        "id": 3,
        "name": "维修班",
        "name_en": "",
        "department_leader": ["sunban"],
        "parentid": 1,
        "order": 100000000,
    }
    below = (await api.get("department/simplelist", id=3))["department_id"]
    assert below == [{"id": 3, "parentid": 1, "order": 100000000}]
    assert (await api.get("department/get", id=4))["department"]["name"] == "总办"
    assert len(wecom.world.directory.below(1)) == 6


@pytest.mark.parametrize(
    ("path", "query", "errcode"),
    [
        ("department/get", {"id": 9}, 60003),
        ("department/get", {"id": "x"}, 60123),
        ("department/get", {}, 40063),
        ("department/get", {"id": 4}, 60011),
        ("department/list", {"id": 4}, 60011),
        ("department/list", {"id": 9}, 60003),
        ("user/simplelist", {"department_id": 4}, 60011),
        ("user/list", {"department_id": 9}, 60003),
        ("user/get", {"userid": "stranger"}, 60111),
        ("user/get", {"userid": "zhouzong"}, 60011),
        ("user/get", {}, 41009),
        ("user/list_id", None, 48002),
    ],
)
async def test_what_is_out_of_sight_is_refused(
    wecom: Emulator, api: Api, path: str, query: dict[str, object] | None, errcode: int
):
    wecom.world.app.visible_departments = {2, 3}
    answer = await (api.post(path, {}) if query is None else api.get(path, **query))
    assert answer["errcode"] == errcode


async def test_only_visible_departments_are_listed(wecom: Emulator, api: Api):
    wecom.world.app.visible_departments = {3}
    assert [each["id"] for each in (await api.get("department/list"))["department"]] == [3]


async def test_a_single_visible_member_can_be_read_without_its_department(wecom: Emulator, api: Api):
    wecom.world.app.visible_departments = {3}
    wecom.world.app.visible_members = {"zhouzong"}
    assert (await api.get("user/get", userid="ZhouZong"))["name"] == "周总"


async def test_a_member_is_told_without_mobile_mail_or_picture(api: Api):
    member = await api.get("user/get", userid="SunBan")
    assert member["userid"] == "sunban"
    assert member["is_leader_in_dept"] == [1]
    assert member["direct_leader"] == ["zhouzong"]
    assert (member["main_department"], member["status"], member["position"]) == (3, 1, "班组长")
    assert not {"mobile", "email", "biz_mail", "avatar", "gender", "qr_code", "address"} & member.keys()


async def test_members_of_a_department_are_listed_not_recursively(api: Api):
    names = (await api.get("user/simplelist", department_id=3))["userlist"]
    assert names[0] == {"userid": "wanggong", "name": "王工", "department": [3]}
    assert len(names) == 3
    assert (await api.get("user/simplelist", department_id=1))["userlist"] == []
    details = (await api.get("user/list", department_id=3))["userlist"]
    assert details[2] == {k: v for k, v in (await api.get("user/get", userid="sunban")).items() if "err" not in k}


async def test_a_member_is_found_by_mobile(wecom: Emulator, api: Api):
    assert (await api.post("user/getuserid", {"mobile": "13800000001"}))["userid"] == "lijing"
    assert (await api.post("user/getuserid", {"mobile": "13900000000"}))["errcode"] == 46004
    assert (await api.post("user/getuserid", {}))["errcode"] == 46004
    wecom.world.app.visible_departments = {3}
    assert (await api.post("user/getuserid", {"mobile": "13800000001"}))["errcode"] == 46004


async def test_the_contact_sync_secret_lists_ids_in_pages_and_no_details(wecom: Emulator, api: Api):
    sync = App(agent_id=0, secret="contact-sync", contact_sync=True)
    wecom.world.corp.apps.append(sync)
    wecom.world.directory.members["sunban"].departments.append(4)
    await api.log_in(sync)
    rows, cursor = [], ""
    while True:
        page = await api.post("user/list_id", {"cursor": cursor, "limit": 4})
        rows += page["dept_user"]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert [row["userid"] for row in rows].count("sunban") == 2
    assert len(rows) == len(wecom.world.directory.members) + 1
    assert (await api.post("user/list_id", {"limit": 10_001}))["errcode"] == 40058
    assert (await api.get("user/get", userid="lijing"))["errcode"] == 48009
    assert (await api.get("user/list", department_id=3))["errcode"] == 48009


async def test_where_wecom_calls_from_can_be_asked(api: Api):
    assert (await api.get("getcallbackip"))["ip_list"] == ["127.0.0.1"]
    assert (await api.get("get_api_domain_ip"))["ip_list"] == ["127.0.0.1"]
