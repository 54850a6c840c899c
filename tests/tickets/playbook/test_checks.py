"""What a playbook says against itself, each with where it stands and what to do."""

from __future__ import annotations

import pytest

from tests.tickets.playbook.conftest import SMALLEST
from tickets.documents.problems import Problem
from tickets.playbook import examine

RULE = "\n[[rules]]\nname = '{name}'\nwhen = {when}\n"
STEP = "\n[[ladders]]\nname = 'l'\nsteps = [{step}]\n"
CALENDAR = "\n[[calendars]]\nkey='office'\nname='o'\nweek = {week}\n"


def problems(text: str) -> tuple[Problem, ...]:
    return examine(text).problems


def only(text: str) -> Problem:
    (problem,) = problems(text)
    return problem


def rules(*whens: str) -> str:
    return SMALLEST + "".join(RULE.format(name=f"r{number}", when=when) for number, when in enumerate(whens))


def test_the_smallest_playbook_of_these_tests_is_right() -> None:
    assert problems(SMALLEST) == ()


@pytest.mark.parametrize(
    ("replaced", "by", "where", "what"),
    [
        ('leader = "sun"', 'leader = "sum"', "groups[0].leader", "「people」里没有「sum」。是不是「sun」？"),
        ('groups = ["b"]', 'groups = ["b", "c"]', "areas[0].groups[1]", "「groups」里没有「c」"),
        ('words = ["钱江"]', 'adjacent = ["west"]', "areas[0].adjacent[0]", "「areas」里没有「west」"),
        ('words = ["钱江"]', 'calendar = "x"', "areas[0].calendar", "「calendars」里没有「x」"),
        ('"fault", "phone"', '"fault", "fax"', "defaults.required[1]", "可以要求的字段里没有「fax」"),
        (
            'words = ["困人"]',
            'words = "困人"\ncategories = "梯"',
            "types[0].categories[0]",
            "类别里没有「梯」",
        ),
        ('key = "b"', 'key = "a"', "groups[1].key", "「a」已经有了，是「groups[0]」"),
        ('words = ["困人"]', "", "types[0]", "永远认不出来：写上「words」"),
        ('name = "其他"', 'name = "其他"\nwords = ["漏水"]', "types[1]", "最后一个类型收下剩下的"),
        ('words = ["钱江"]', 'words = ["滨江"]', "areas[1]", "「滨江」这个词「钱江新城」也有"),
        ('words = ["钱江"]', 'adjacent = ["qianjiang"]', "areas[0].adjacent[0]", "就是这个片区自己"),
    ],
)
def test_a_name_that_is_wrong(replaced: str, by: str, where: str, what: str) -> None:
    found = [each for each in problems(SMALLEST.replace(replaced, by, 1)) if not each.only_suspicious]
    assert (found[0].where, found[0].what[: len(what)]) == (where, what)
    assert found[0].line


@pytest.mark.parametrize(
    ("whens", "which", "why"),
    [
        (["{ type = 'lift' }", "{ type = 'lift', area = 'binjiang' }"], 1, "前面的「r0」已经全占了"),
        (["{}", "{ type = 'lift' }"], 1, "前面的「r0」已经全占了"),
        (["{ type = ['lift'] }", "{ type = ['other'] }", "{ area = 'binjiang' }"], 2, "合起来已经全占了"),
        (["{ all = [{ type = 'lift' }, { type = 'other' }] }"], 0, "条件互相矛盾"),
        (["{ type = 'lift', not = { type = ['lift', 'other'] } }"], 0, "条件互相矛盾"),
        (["{ any = [] }"], 0, "条件互相矛盾"),
        (["{ serial_prefix = 'QC' }", "{ serial_prefix = ['QC24', 'QC25'] }"], 1, "前面的「r0」已经全占了"),
        (["{ fault_code = 'P0*' }", "{ fault_code = ['P0A*'] }"], 1, "前面的「r0」已经全占了"),
        (["{ words = '漏水' }", "{ words = ['卫生间漏水'] }"], 1, "前面的「r0」已经全占了"),
        (
            ["{ time = { from = '18:00', to = '08:00' } }", "{ time = { from = '20:00', to = '23:00' } }"],
            1,
            "前面的「r0」已经全占了",
        ),
        (
            ["{ time = { from = '08:00', to = '18:00' } }", "{ time = { from = '18:00', to = '08:00' } }", "{}"],
            2,
            "合起来已经全占了",
        ),
        (["{ not = { words = '急' } }", "{ words = '急' }", "{ type = 'lift' }"], 2, "合起来已经全占了"),
    ],
)
def test_a_rule_that_is_never_reached(whens: list[str], which: int, why: str) -> None:
    problem = only(rules(*whens))
    assert problem.where == f"rules[{which}].when"
    assert why in problem.what


@pytest.mark.parametrize(
    "whens",
    [
        ["{ type = 'lift', area = 'binjiang' }", "{ type = 'lift' }"],
        ["{ serial_prefix = ['QC24'] }", "{ serial_prefix = ['QC'] }"],
        ["{ words = '卫生间漏水' }", "{ words = '漏水' }", "{}"],
        ["{ brand = '奥的斯' }", "{ brand = '三菱' }", "{ type = 'lift', not = { brand = '奥的斯' } }", "{}"],
        ["{ time = { from = '08:00', to = '18:00' } }", "{ time = { from = '17:00', to = '19:00' } }"],
        ["{ fault_code = 'P0A*' }", "{ fault_code = ['P0*'] }"],
        ["{ source = ['staff', 'qr'] }", "{ source = ['phone'] }", "{ priority = 'low' }"],
    ],
)
def test_rules_that_can_all_be_reached(whens: list[str]) -> None:
    assert problems(rules(*whens)) == ()


def test_conditions_that_use_each_other() -> None:
    named = "\n[[conditions]]\nname = '{}'\nwhen = {{ is = '{}' }}\n"
    text = SMALLEST + named.format("甲", "乙") + named.format("乙", "甲")
    found = [each for each in problems(text) if not each.only_suspicious]
    assert [each.where for each in found] == ["conditions[0].when", "conditions[1].when"]
    assert "甲 → 乙 → 甲" in found[0].what


@pytest.mark.parametrize(
    ("step", "where", "what"),
    [
        ("{ after = '5m' }", "", "什么也不做"),
        ("{ after = '5m', warn = 'director' }", ".warn[0]", "没有写「director」是谁：写进 [roles]"),
        ("{ after = '5m', remind = 'area leader' }", ".remind[0]", "没有一个片区写了「leader」"),
        ("{ after = '5m', remind = 'assignee' }", ".remind[0]", "这一步还没有人接单"),
        ("{ after = '5m', widen = 'wu' }", ".widen[0]", "不是班组：必须是「group 班组的 key」"),
        ("{ after = '5m', reassign = ['wu', 'wang'] }", ".reassign", "工单只归一个人或一个班组"),
        ("{ after = '5m', reassign = 'owner' }", ".reassign[0]", "不能转给这个人"),
        (
            "{ after = '5m', since = 'claimed', remind = 'leader' }",
            ".until",
            "从「claimed」起算时，工单已经到了「claimed」",
        ),
        (
            "{ after = '5m', since = 'done', until = 'done', remind = 'leader' }",
            ".until",
            "从「done」起算时，工单已经到了「done」",
        ),
        ("{ after = '5m', remind = 'chief' }", ".remind[0]", "「people」里没有「chief」"),
        ("{ after = '5m', remind = 'the boss' }", ".remind[0]", "必须是「leader」「director」"),
        ("{ after = '0m', remind = 'leader' }", ".after", "必须大于 0"),
    ],
)
def test_a_step_that_is_never_taken_or_reaches_nobody(step: str, where: str, what: str) -> None:
    found = problems(SMALLEST + STEP.format(step=step))
    assert [(each.where, each.what[: len(what)]) for each in found][:1] == [(f"ladders[0].steps[0]{where}", what)]


def test_a_ladder_that_only_widens_the_circle_ends_without_an_owner() -> None:
    problem = only(SMALLEST + STEP.format(step="{ after = '5m', widen = 'group b' }"))
    assert (problem.where, problem.what[:9]) == ("ladders[0].steps", "到头也没有人负责：")


@pytest.mark.parametrize(
    ("steps", "where", "what"),
    [
        ("{ after = '2h', remind = 'leader' }, { after = '1h', warn = 'wu' }", "[1].after", "比上一步还早"),
        (
            "{ after = '1h', reassign = 'wu' }, { after = '2h', reassign = 'wu' }",
            "[1].reassign",
            "又转回「ladders[0].steps[0]」",
        ),
    ],
)
def test_steps_that_are_hardly_meant(steps: str, where: str, what: str) -> None:
    problem = only(SMALLEST + STEP.format(step=steps))
    assert problem.only_suspicious
    assert (problem.where, problem.what[: len(what)]) == (f"ladders[0].steps{where}", what)


ROUND = "\n[[rules]]\nname = 'r'\ngroups = ['{group}']\nto = '{to}'\n"


@pytest.mark.parametrize(
    ("rule", "steps"),
    [
        ("", "{ after = '1h', reassign = 'group b' }, { after = '2h', reassign = 'group a' }"),
        (ROUND.format(group="b", to="leader"), "{ after = '1h', reassign = 'leader of b' }"),
        (
            ROUND.format(group="b", to="leader"),
            "{ after = '1h', reassign = 'group a' }, { after = '2h', reassign = 'sun' }",
        ),
    ],
    ids=["round to the default group", "at once", "to the same person by another name"],
)
def test_a_ladder_that_gives_it_back_to_whoever_had_it_first_is_suspicious(rule: str, steps: str) -> None:
    found = problems(SMALLEST + rule + STEP.format(step=steps))
    assert [each.only_suspicious for each in found if "工单本来就在那里" in each.what] == [True]


def test_a_skill_that_nobody_has_is_suspicious() -> None:
    text = SMALLEST.replace('name = "吴工" }', 'name = "吴工", skills = ["高压"] }')
    rule = "\n[[rules]]\nname = 'r'\nskills = ['高压']\ngroups = ['{}']\n"
    assert problems(text + rule.format("b")) == ()
    problem = only(text + rule.format("a"))
    assert (problem.where, problem.only_suspicious) == ("rules[0].skills", True)


def test_a_step_after_all_is_promised_to_be_over_is_suspicious() -> None:
    promised = SMALLEST.replace('group = "a"', 'group = "a"\nfinish = "2h"', 1)
    problem = only(promised + STEP.format(step="{ after = '3h', remind = 'leader' }"))
    assert (problem.where, problem.only_suspicious) == ("ladders[0].steps[0].after", True)
    assert problems(promised + STEP.format(step="{ after = '1h', remind = 'leader' }")) == ()


def test_whoever_says_who_answers_says_it_for_everything() -> None:
    problem = only(
        f"{SMALLEST}\n[[owners]]\ntype = 'lift'\nowner = 'wu'\n[[owners]]\narea = 'binjiang'\nowner = 'wu'\n"
    )
    assert problem.where == "owners[1]"
    assert problem.what == (
        "「钱江新城」的「其他」、不在任何片区的「其他」没有人负责：最后加一条只写「owner」的 [[owners]]"
    )


def test_an_owner_is_one_person() -> None:
    problem = only(f"{SMALLEST}\n[[owners]]\nowner = 'group a'\n[[owners]]\nowner = 'wu'\n")
    assert (problem.where, problem.what[:7]) == ("owners[0].owner", "必须是一个人：")


@pytest.mark.parametrize(
    ("rows", "where", "what"),
    [
        ("type = 'lift'\nclaim = '2h'\narrive = '1h'", ".arrive", "比「matrix[0].claim」还短，可那一步在前"),
        ("source = 'qr'\narrive = '10m'", ".arrive", "比「defaults.claim」还短"),
        ("type = 'lift'\narrive = '2h'\nfinish = '1h'", ".finish", "比「matrix[0].arrive」还短"),
    ],
)
def test_promises_that_cannot_be_kept_together(rows: str, where: str, what: str) -> None:
    problem = only(SMALLEST.replace('group = "a"', 'group = "a"\nclaim = "30m"', 1) + f"\n[[matrix]]\n{rows}\n")
    assert (problem.where, problem.what[: len(what)]) == (f"matrix[0]{where}", what)


def test_two_rows_for_the_same_source_and_type() -> None:
    row = "\n[[matrix]]\ntype = 'lift'\nclaim = '1h'\n"
    assert only(SMALLEST + row + row).what.startswith("和「matrix[0]」的来源、类型一样")


@pytest.mark.parametrize(
    ("week", "what"),
    [
        ("{ mon = ['08:00-12:00', '11:00-17:00'] }", "08:00-12:00 和 11:00-17:00 重叠"),
        ("{ mon = ['18:00-24:00', '20:00-21:00'] }", "18:00-00:00 和 20:00-21:00 重叠"),
        ("{ mon = ['12:00-08:00'] }", "结束必须晚于开始"),
        ("{ mon = ['8-12'] }", "必须是引号里的钟点"),
        ("{ mon-fri = ['08:00-12:00'], fri = ['08:00-11:00'] }", "「fri」写了 2 次"),
        ("{ fri-mon = ['08:00-12:00'] }", "必须是一天，或者从前到后的几天"),
        ("{ mon = [] }", "一个时段也没有"),
    ],
)
def test_hours_that_cannot_be(week: str, what: str) -> None:
    assert any(each.what.startswith(what) for each in problems(SMALLEST + CALENDAR.format(week=week)))


@pytest.mark.parametrize(
    ("section", "where", "what"),
    [
        ("[acceptance]\nreminders = ['2d', '1d']", "acceptance.reminders", "必须按先后写"),
        (
            "[acceptance]\nreminders = ['1d', '3d']\nclose_unconfirmed_after = '3d'",
            "acceptance.close_unconfirmed_after",
            "必须晚于最后一次提醒",
        ),
        ("[acceptance]\nqa_share = 5", "acceptance.qa_share", "必须是 0 到 1 之间的数"),
        ("[acceptance]\nlow_stars = 6", "acceptance.low_stars", "必须在 1 到 5 之间"),
        ("[duplicates]\nmode = 'guess'", "duplicates.mode", '必须是 "offer" 或 "monitor" 或 "off"'),
        ("[duplicates]\nwindow = '40d'", "duplicates.longest", "不能比「window」短"),
        ("[roles]\nbutler = 'nobody'", "roles.butler", "「people」里没有「nobody」"),
    ],
)
def test_what_is_said_of_a_tickets_end_or_of_its_repetitions_must_be_possible(
    section: str, where: str, what: str
) -> None:
    problem = only(f"{SMALLEST}\n{section}\n")
    assert problem.where == where
    assert what in problem.what


def test_what_leads_nowhere_is_only_suspicious() -> None:
    text = f"""{SMALLEST.replace("people = [", "people = [{ userid = 'idle', name = '闲人' }, ")}
[[groups]]
key = "c"
name = "三班"
members = ["wu"]
leader = "sun"
[[fields]]
key = "f"
label = "f"
question = "f?"
[[conditions]]
name = "n"
when = {{ type = "lift" }}
[[calendars]]
key = "k"
name = "k"
week = {{ mon = ["08:00-12:00"] }}
"""
    found = problems(text)
    assert [each.where for each in found] == ["people[0]", "groups[2]", "fields[0]", "conditions[0]", "calendars[0]"]
    assert all(each.only_suspicious for each in found)


def test_one_mistake_is_told_once_even_where_others_lean_on_it() -> None:
    text = rules("{ is = '没有' }", "{ type = 'lif' }", "{ any = [{ area = 'x' }] }")
    assert [each.where for each in problems(text)] == [
        "rules[0].when.is[0]",
        "rules[1].when.type[0]",
        "rules[2].when.any[0].area[0]",
    ]


def test_many_rules_are_looked_through_quickly() -> None:
    whens = [f"{{ area = ['qianjiang'], words = ['词{n}', '字{n}'], brand = ['牌{n}'] }}" for n in range(60)]
    assert problems(rules(*whens, "{}")) == ()


def test_one_who_would_answer_for_what_another_one_answers_for_already_is_told() -> None:
    text = SMALLEST + "\n[[owners]]\nowner = 'wang'\n\n[[owners]]\nowner = 'sun'\ntype = 'lift'\n"
    found = [(each.where, each.what[:6]) for each in problems(text) if each.where.startswith("owners")]
    assert found == [("owners[1]", "永远轮不到：")]


def test_giving_it_to_a_pool_is_giving_it_to_its_leader_but_telling_who_reported_it_is_no_help() -> None:
    given = problems(SMALLEST + STEP.format(step="{ after = '5m', reassign = ['group b'] }"))
    assert all(each.only_suspicious for each in given)
    assert only(SMALLEST + STEP.format(step="{ after = '5m', remind = ['reporter'] }")).what.startswith(
        "到头也没有人负责"
    )


def test_a_setting_that_does_not_exist_holds_no_other_check_back() -> None:
    text = (
        SMALLEST.replace('words = ["钱江"]', 'words = ["钱江"]\ncolour = "red"')
        + "\n[[owners]]\nowner = 'sun'\ntype = 'lift'\n"
    )
    assert {each.where for each in problems(text) if not each.only_suspicious} == {"areas[0].colour", "owners[0]"}


def test_a_condition_of_which_a_part_cannot_be_read_is_not_judged() -> None:
    assert only(rules("{ source = ['phon'] }")).where == "rules[0].when.source[0]"


@pytest.mark.parametrize(
    ("finish", "default", "suspicious"),
    [("2d", "office", True), ("48h", "office", False), ("2d", "always", False), ("2d", None, False)],
)
def test_days_of_working_time_are_longer_than_they_look(finish: str, default: str | None, suspicious: bool) -> None:
    office, always = (CALENDAR.format(week=f"{{ mon-sun = ['{hours}'] }}") for hours in ("09:00-17:00", "00:00-24:00"))
    text = SMALLEST.replace("[defaults]", f"[defaults]\nfinish = '{finish}'")
    if default is not None:
        text = text.replace("[defaults]", "[defaults]\ncalendar = 'office'") + (
            office if default == "office" else always
        )
    assert any(each.where == "defaults.finish" for each in problems(text)) is suspicious
