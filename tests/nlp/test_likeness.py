import time
from datetime import UTC, datetime

import pytest

from nlp.likeness import akin, fault_kinds, kin, spots, things, units, without_things
from nlp.matters import matter_of
from nlp.retelling import is_done, names_another, says_again, was_mended, without_asides
from tickets.fields import Facts

NOW = datetime(2026, 11, 18, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("坐便器底座渗水", "马桶底下漏水"),
        ("不制冷", "吹出来的风不凉"),
        ("关了两个人", "有人困在里面"),
        ("打不着火", "启动不了"),
        ("反复开合关不上", "门关了又开开了又关"),
        ("抬杆不落", "杆子放不下去"),
        ("排气温度高", "高温报警"),
        ("静态电流大，放一晚亏电", "休眠电流偏大"),
    ],
)
def test_one_trouble_in_other_words(one: str, other: str) -> None:
    assert fault_kinds(one) & fault_kinds(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("困人", "轿厢灯不亮"),
        ("不抬杆", "不落杆"),
        ("卡纸", "有黑条"),
        ("漏油", "不启动"),
        ("打不开", "锁不上"),
        ("暖气不热", "暖气漏水"),
        ("水箱不上水", "盖子断了"),
    ],
)
def test_two_troubles_of_one_thing(one: str, other: str) -> None:
    assert not fault_kinds(one) & fault_kinds(other)


def test_the_same_code_shown_is_the_same_trouble() -> None:
    assert fault_kinds("内机报U4") & fault_kinds("遥控器上一闪一闪U4") == {"U4"}
    assert "E6" not in fault_kinds("型号E6不启动")


def test_one_thing_under_two_names() -> None:
    assert "门" in kin(things("门禁"))
    assert "马桶" not in kin(things("热水器"))


def test_what_follows_from_a_fault_is_none() -> None:
    assert not fault_kinds("全厂停产，试了没用")


def test_what_does_not_start_may_have_a_black_screen() -> None:
    assert "黑屏" in akin(fault_kinds("不开机"))
    assert "漏水" not in akin(fault_kinds("不开机"))


def test_no_thing_is_meant_by_a_call_and_by_nobody_at_the_door() -> None:
    assert not things("又打电话来，楼上没人应门，座机028-84563127")
    assert things("VAV末端") == things("风机盘管") == {"空调"}
    assert not things("projector") & things("CT")
    assert without_things("马桶堵了").strip() == "堵了"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("货梯4#门关不上", {"梯": "4"}),
        ("5号POS刷卡超时", {"收银机": "5"}),
        ("手术室2间无影灯", {"室": "2"}),
        ("会议室B投影", {"室": "B"}),
        ("CT3报球管过热", {"ct": "3"}),
        ("充电桩A07充不进", {"桩": "A07"}),
        ("扶梯(一楼上二楼)扶手带慢", {"扶": "1-2"}),
        ("一柜子鲜奶", {}),
        ("内线8120", {}),
        ("3号楼电梯", {}),
    ],
)
def test_which_one_of_several(words: str, found: dict[str, str]) -> None:
    assert units(words) == found


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("谷姐又打电话来问", "again"),
        ("昨日报过未见人", "again"),
        ("富先生的车又没电了", ""),
        ("翠庭园西门道闸不落，刚才报的是东门哈", "another"),
        ("跟住院部那部不是同一部", "another"),
        ("另外厨房龙头关不紧，一块儿看了吧", "another"),
        ("是不是这台的问题", ""),
        ("早上刚修好的，又反复开合", "mended"),
        ("昨天换了脉冲，今天又打不着", "mended"),
        ("光幕已换，试运行20次正常，雷工验收", "done"),
        ("人已救出，电梯恢复运行", "done"),
        ("重启后恢复正常，但过一会又死机", ""),
        ("客人已换房", ""),
    ],
)
def test_what_a_report_says_of_itself(text: str, signs: str) -> None:
    said = {"again": says_again, "another": names_another, "mended": was_mended, "done": is_done}
    assert " ".join(name for name, says in said.items() if says(text)) == signs


def test_what_is_said_of_another_matter_does_not_count() -> None:
    assert without_asides("西门道闸不落，刚才报的是东门哈") == "西门道闸不落"
    assert spots("左边灶头打不着火", "左边灶头打不着火")["side"] == {"左"}


@pytest.mark.parametrize("words", ["的", "a-", "12号", "不是", "另外", "0571-", "12-", "换了", "五年级("])
def test_long_texts_take_no_time(words: str) -> None:
    text = words * (20_000 // len(words))
    matter_of("预热", NOW, Facts())
    begun = time.process_time()
    matter_of(text, NOW, Facts())
    assert time.process_time() - begun < 1
