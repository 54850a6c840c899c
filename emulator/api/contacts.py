"""Departments and members, as far as the app can see. Newer apps learn no mobile number, no mail and no picture."""

from __future__ import annotations

from typing import Any

from emulator.api.call import Call
from emulator.api.errors import ApiError
from emulator.directory import Department, Member

Answer = dict[str, Any]


def list_departments(call: Call) -> Answer:
    return {"department": [_department(each) for each in _visible_departments(call)]}


def list_department_ids(call: Call) -> Answer:
    rows = _visible_departments(call)
    return {"department_id": [{"id": each.id, "parentid": each.parent, "order": each.order} for each in rows]}


def get_department(call: Call) -> Answer:
    return {"department": _department(_seen_department(call, call.department("id")))}


def list_members(call: Call) -> Answer:
    _no_details_for_contact_sync(call)
    return {"userlist": [_member(call, member) for member in _members_of_department(call)]}


def list_member_names(call: Call) -> Answer:
    return {
        "userlist": [
            {"userid": member.userid, "name": member.name, "department": member.departments}
            for member in _members_of_department(call)
        ]
    }


def get_member(call: Call) -> Answer:
    _no_details_for_contact_sync(call)
    member = call.world.directory.member(call.required("userid", 41009))
    if member is None:
        raise ApiError(60111)
    if not call.app.sees(member, call.world.directory):
        raise ApiError(60011)
    return _member(call, member)


def list_ids(call: Call) -> Answer:
    """Pages of one row per member and department. `cursor` is where the next page starts."""
    if not call.app.contact_sync:
        raise ApiError(48002)
    limit, cursor = call.body.get("limit") or 10_000, str(call.body.get("cursor") or "0")
    if not isinstance(limit, int) or not 1 <= limit <= 10_000 or not cursor.isdecimal():
        raise ApiError(40058)
    rows = [
        {"userid": member.userid, "department": department}
        for member in call.world.directory.members.values()
        for department in member.departments
    ]
    end = int(cursor) + limit
    return {"next_cursor": str(end) if end < len(rows) else "", "dept_user": rows[int(cursor) : end]}


def find_by_mobile(call: Call) -> Answer:
    mobile = call.body.get("mobile")
    for member in call.world.directory.members.values():
        if mobile and member.mobile == mobile and call.app.sees(member, call.world.directory):
            return {"userid": member.userid}
    raise ApiError(46004)


def _no_details_for_contact_sync(call: Call) -> None:
    if call.app.contact_sync:
        raise ApiError(48009)


def _seen_department(call: Call, number: int) -> Department:
    department = call.world.directory.departments.get(number)
    if department is None:
        raise ApiError(60003)
    if not call.app.sees_department(number, call.world.directory):
        raise ApiError(60011)
    return department


def _visible_departments(call: Call) -> list[Department]:
    directory = call.world.directory
    within = set(directory.departments)
    if call.query.get("id"):
        within = directory.below(_seen_department(call, call.department("id")).id)
    return [
        each
        for each in directory.departments.values()
        if each.id in within and call.app.sees_department(each.id, directory)
    ]


def _members_of_department(call: Call) -> list[Member]:
    department = _seen_department(call, call.department("department_id"))
    return call.world.directory.members_of([department.id])


def _department(department: Department) -> Answer:
    return {
        "id": department.id,
        "name": department.name,
        "name_en": "",
        "department_leader": department.leaders,
        "parentid": department.parent,
        "order": department.order,
    }


def _member(call: Call, member: Member) -> Answer:
    departments = call.world.directory.departments
    return {
        "userid": member.userid,
        "name": member.name,
        "department": member.departments,
        "order": [0] * len(member.departments),
        "position": member.position,
        "is_leader_in_dept": [int(member.userid in departments[each].leaders) for each in member.departments],
        "direct_leader": member.direct_leaders,
        "telephone": "",
        "alias": "",
        "status": member.status,
        "main_department": member.departments[0],
        "extattr": {"attrs": []},
        "external_position": "",
    }
