"""What is written becomes what it means, or a list of all that is wrong."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tests.tickets.playbook.conftest import SMALLEST
from tests.tickets.samples import MINIMAL, minimal_playbook
from tickets.playbook import PlaybookError, examine, parse
from tickets.playbook.conditions import Facing
from tickets.playbook.ladder import Deed, Recipient, Since, Until
from tickets.playbook.values import Priority, Source, To

TEXT = MINIMAL.read_text(encoding="utf-8")


def facing(**changes: Any) -> Facing:
    night = datetime(2026, 11, 20, 22, 0)  # noqa: DTZ001  only its hour is asked for
    given = {"type": "other", "source": "staff", "priority": "normal", "local_time": night}
    return Facing(**given | changes)


def when(written: str):
    return parse(f"{SMALLEST}\n[[rules]]\nname = 'r'\nwhen = {written}\n").rules[0].when


def test_the_sample_is_right() -> None:
    playbook = minimal_playbook()
    assert playbook.groups["repair"].everyone == ("wanggong", "zhaogong", "sunban")
    assert playbook.name_of("wanggong") == "王工"
    assert playbook.name_of("stranger") == "stranger"
    assert playbook.base.required == ("fault", "phone")
    assert playbook.base.sla.claim == timedelta(minutes=30)


def test_the_smallest_playbook_has_one_type_and_everything_goes_to_one_group() -> None:
    text = 'name = "n"\npeople = { userid = "x", name = "X" }\n'
    text = 'name = "n"\npeople = [{ userid = "x", name = "X" }]\ndefaults = { group = "g", required = [] }\n'
    playbook = parse(text + '[[groups]]\nkey = "g"\nname = "G"\nmembers = "x"\nleader = "x"\n')
    assert [each.key for each in playbook.types] == ["general"]
    assert playbook.owner_for(Source.STAFF, "general", None) == "x"


def test_userids_are_folded_as_wecom_does() -> None:
    playbook = parse(TEXT.replace('"wanggong"', '"WangGong"'))
    assert "wanggong" in playbook.people
    assert "wanggong" in playbook.groups["repair"].members


def test_a_step_says_after_how_long_what_is_done_and_to_whom() -> None:
    text = f"""{SMALLEST}
[roles]
director = "sun"
[[ladders]]
name = "困人"
when = {{ type = "lift" }}
steps = [
  {{ after = "5m", wall = true, reassign = "leader of b", warn = ["director", "Wang"], strong = true }},
  {{ after = "4h", since = "claimed", until = "on_site", widen = ["group a"] }},
]
"""
    first, second = parse(text).ladders[0].steps
    assert (first.after, first.since, first.until) == (timedelta(minutes=5), Since.OPENED, Until.CLAIMED)
    assert (first.wall, first.strong) == (True, True)
    assert first.deeds == (
        (Deed.REASSIGN, (Recipient(leader_of="b"),)),
        (Deed.WARN, (Recipient(role="director"), Recipient(userid="wang"))),
    )
    assert (second.since, second.until) == (Since.CLAIMED, Until.ON_SITE)
    assert second.deeds == ((Deed.WIDEN, (Recipient(group="a"),)),)


def test_a_rule_says_who_is_asked() -> None:
    rule = parse(f"{SMALLEST}\n[[rules]]\nname = 'r'\ngroups = ['b', 'a']\nskills = ['奥的斯']\nto = 'leader'\n").rules[
        0
    ]
    assert (rule.groups, rule.skills, rule.to) == (("b", "a"), {"奥的斯"}, To.LEADER)
    assert rule.when.holds(facing())


@pytest.mark.parametrize(
    ("written", "holds", "fails"),
    [
        ("{ type = 'lift' }", {"type": "lift"}, {}),
        ("{ area = ['qianjiang', 'binjiang'] }", {"area": "binjiang"}, {"area": None}),
        ("{ source = ['qr', 'phone'] }", {"source": "qr"}, {}),
        ("{ priority = 'urgent' }", {"priority": "urgent"}, {}),
        ("{ category = '电梯' }", {"category": "电梯"}, {"category": "家电"}),
        ("{ brand = '奥的斯' }", {"brand": "奥的斯"}, {"brand": "三菱"}),
        ("{ serial_prefix = 'qc24' }", {"serial": "QC240001"}, {"serial": "QC230001"}),
        ("{ fault_code = ['P0A*'] }", {"fault_codes": ("U0100", "P0A1F")}, {"fault_codes": ("P0B00",)}),
        ("{ words = ['冒烟', '起火'] }", {"text": "电表箱冒烟了"}, {"text": "电表箱坏了"}),
        ("{ time = { from = '18:00', to = '08:00' } }", {}, {"local_time": datetime(2026, 11, 20, 8)}),  # noqa: DTZ001
        ("{ type = 'lift', area = 'binjiang' }", {"type": "lift", "area": "binjiang"}, {"type": "lift"}),
        ("{ any = [{ type = 'lift' }, { area = 'binjiang' }] }", {"area": "binjiang"}, {}),
        ("{ all = [{ type = 'lift' }, { words = '老人' }] }", {"type": "lift", "text": "老人"}, {"type": "lift"}),
        ("{ not = { type = 'lift' } }", {}, {"type": "lift"}),
    ],
)
def test_a_condition_holds_when_all_that_is_written_does(written, holds, fails) -> None:
    condition = when(written)
    assert condition.holds(facing(**holds))
    assert not condition.holds(facing(**fails))


def test_a_condition_may_have_a_name() -> None:
    text = f"{SMALLEST}\n[[conditions]]\nname = '一批'\nwhen = {{ serial_prefix = ['QC24'] }}\n"
    rule = parse(f"{text}[[rules]]\nname = 'r'\nwhen = {{ is = '一批' }}\n").rules[0]
    assert rule.when.holds(facing(serial="QC24001"))
    assert not rule.when.holds(facing())


def test_the_matrix_says_what_holds_for_a_source_and_a_type() -> None:
    playbook = parse(f"""{SMALLEST}
[[fields]]
key = "public"
label = "公共区域"
question = "涉及公共区域吗？"
choices = ["是", "否"]
[[matrix]]
source = "mini_program"
type = "lift"
required = ["fault", "picture", "public"]
arrive = "30m"
priority = "urgent"
departments = ["客服"]
owner = "leader of b"
""")
    terms = playbook.terms_for(Source.MINI_PROGRAM, "lift")
    assert terms.required == ("fault", "picture", "public")
    assert (terms.sla.arrive, terms.priority, terms.departments) == (timedelta(minutes=30), Priority.URGENT, ("客服",))
    assert playbook.terms_for(Source.STAFF, "lift").required == ("fault", "phone")
    assert playbook.owner_for(Source.MINI_PROGRAM, "lift", None) == "sun"


def test_the_leader_of_an_area_answers_for_what_happens_there() -> None:
    text = SMALLEST.replace('words = ["钱江"]', 'leader = "wu"')
    playbook = parse(f'{text}\n[[owners]]\nowner = "area leader"\n[[owners]]\nowner = "wang"\n')
    assert playbook.owner_for(Source.STAFF, "lift", "qianjiang") == "wu"
    assert playbook.owner_for(Source.STAFF, "lift", "binjiang") == "wang"
    assert playbook.owner_for(Source.STAFF, "lift", None) == "wang"


def test_a_calendar_has_hours_for_days_and_for_dates() -> None:
    playbook = parse(f"""{SMALLEST.replace('words = ["钱江"]', 'calendar = "office"')}
[[calendars]]
key = "office"
name = "上班"
holidays = false
[calendars.week]
mon-fri = ["08:30-12:00", "13:30-17:30"]
sat = ["18:00-24:00"]
[calendars.exceptions]
2026-12-24 = []
"2026-12-30..2026-12-31" = ["09:00-12:00"]
""")
    office = playbook.calendars["office"]
    assert office.week[4] == ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))
    assert office.week[5] == ((time(18), time(0)),)
    assert 6 not in office.week
    assert office.exceptions[date(2026, 12, 24)] == ()
    assert office.exceptions[date(2026, 12, 31)] == ((time(9), time(12)),)
    assert not office.holidays


def test_the_rest_of_the_settings() -> None:
    playbook = parse(f"""longest_wait = "3d"
{SMALLEST}
[fair_share]
in_a_row = 4
[quiet_hours]
from = "21:30"
to = "07:30"
[heartbeat]
travelling = "2h"
""")
    assert playbook.longest_wait == timedelta(days=3)
    assert playbook.fair_share is not None
    assert (playbook.fair_share.in_a_row, playbook.fair_share.rest) == (4, timedelta(hours=2))
    assert playbook.quiet_hours is not None
    assert playbook.quiet_hours.ends == time(7, 30)
    assert (playbook.heartbeat.travelling, playbook.heartbeat.on_site) == (timedelta(hours=2), timedelta(days=1))


def test_what_windows_editors_leave_does_no_harm() -> None:
    assert parse("\ufeff" + SMALLEST.replace("\n", "\r\n")).name == "小店"


def test_all_problems_are_reported_at_once_each_with_its_line() -> None:
    broken = (
        TEXT.replace('group = "repair"', 'group = "nobody"', 1)
        .replace('leader = "sunban"', 'leader = "sunba"')
        .replace('"phone"]', '"fax"]')
        .replace('claim = "30m"', 'claim = "30"')
        .replace("steps =", "stepps =")
    )
    lines = broken.splitlines()
    with pytest.raises(PlaybookError) as error:
        parse(broken, document="p.toml")
    told = [(problem.where, problem.what.partition("。")[0]) for problem in error.value.problems]
    assert told == [
        ("defaults.group", "「groups」里没有「nobody」"),
        ("defaults.required[1]", "可以要求的字段里没有「fax」"),
        ("defaults.claim", '必须是引号里的时长，如 "90s"、"5m"、"2h"、"3d"'),
        ("groups[0].leader", "「people」里没有「sunba」"),
        ("ladders[0].stepps", "没有这一项"),
    ]
    assert [lines[problem.line - 1].partition(" ")[0] for problem in error.value.problems if problem.line] == [
        "group",
        "required",
        "claim",
        "leader",
        "stepps",
    ]
    assert str(error.value).startswith("p.toml:6: defaults.group: 「groups」里没有「nobody」")


def test_a_key_that_no_column_holds_is_refused() -> None:
    with pytest.raises(PlaybookError, match=r"groups\[0\]\.key: 最多 40 个字"):
        parse(SMALLEST.replace('key = "a"', f'key = "{"x" * 41}"', 1))


@pytest.mark.parametrize(
    "text",
    ["not toml [", TEXT + '\n[[people]]\nuserid = "x"\n', TEXT.replace("[defaults]", "[default]"), ""],
)
def test_a_broken_document_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(PlaybookError) as error:
        parse(text)
    assert error.value.problems[0]


def test_what_is_only_suspicious_refuses_nothing() -> None:
    examined = examine(SMALLEST.replace("people = [", "people = [{ userid = 'x', name = 'X' }, "))
    assert examined.playbook is not None
    assert [problem.where for problem in examined.problems] == ["people[0]"]
    assert all(problem.only_suspicious for problem in examined.problems)
