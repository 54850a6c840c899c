from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tickets.candidates import Candidates
from tickets.comparable import Matter
from tickets.duplicates import LIKELY, DuplicatePolicy, compare, is_about, likeliest
from tickets.signs import Sign
from tickets.wording import odd_word

AT = datetime(2026, 11, 18, 8, tzinfo=UTC)
REPORT = Matter(
    at=AT,
    text="紫荆花园3幢2单元501马桶漏水 13800138000",
    phones=frozenset({"13800138000"}),
    customer="王女士",
    address="紫荆花园3幢2单元501",
    complaint="漏水",
    faults=frozenset({"漏水"}),
    things=frozenset({"马桶"}),
    mentioned=frozenset({"漏水", "马桶"}),
)
LATER = replace(REPORT, at=AT + timedelta(hours=5))


def test_the_reasons_can_be_shown() -> None:
    likeness = compare(LATER, REPORT)
    assert likeness.is_likely
    assert {(reason.sign, reason.value) for reason in likeness.agreements} >= {
        (Sign.PHONE, "13800138000"),
        (Sign.DOOR, "紫荆花园3幢2单元501"),
        (Sign.SITE, "紫荆花园"),
        (Sign.CUSTOMER, "王女士"),
        (Sign.FAULT, "漏水"),
        (Sign.THING, "马桶"),
    }
    assert likeness.conflicts == ()


@pytest.mark.parametrize(
    ("other", "sign"),
    [
        ({"address": "紫荆花园3幢2单元601"}, Sign.DOOR),
        ({"address": "丁香花园3幢2单元501", "text": "丁香花园"}, Sign.DOOR),
        ({"serials": frozenset({"HR2"})}, Sign.SERIAL),
        ({"plates": frozenset({"浙A12345"})}, Sign.PLATE),
        ({"units": {"梯": "3"}}, Sign.UNIT),
        (
            {"faults": frozenset({"堵"}), "things": frozenset({"马桶"}), "mentioned": frozenset(), "complaint": "堵"},
            Sign.FAULT,
        ),
        ({"things": frozenset({"水表"}), "mentioned": frozenset()}, Sign.THING),
        ({"spots": {"room": frozenset({"阳台"})}}, Sign.SPOT),
        ({"another": True}, Sign.ANOTHER),
        ({"mended": True}, Sign.MENDED),
    ],
)
def test_one_conflict_outweighs_every_agreement(other: dict[str, object], sign: Sign) -> None:
    known = replace(
        REPORT,
        serials=frozenset({"HR1"}),
        plates=frozenset({"浙A54321"}),
        units={"梯": "2"},
        spots={"room": frozenset({"厨房"})},
    )
    likeness = compare(replace(LATER, **other), known)  # type: ignore[arg-type]
    assert [reason.sign for reason in likeness.conflicts] == [sign]
    assert likeness.score == 0


def test_words_of_which_no_list_knows_that_they_mean_the_same_bring_together_what_points_the_same_way() -> None:
    told = replace(REPORT, complaint="顶上像下雨", faults=frozenset({"漏水"}), sense=(1.0, 0.0))
    other = replace(LATER, complaint="天花板洇湿", faults=frozenset({"潮"}), mentioned=frozenset(), sense=(0.8, 0.6))
    assert [reason.sign for reason in compare(other, told).conflicts] == []
    assert Sign.WORDS in {reason.sign for reason in compare(other, told).agreements}
    unsure = replace(other, sense=(0.5, 0.866))
    assert [reason.sign for reason in compare(unsure, told).conflicts] == [Sign.FAULT]


def test_what_points_elsewhere_is_another_trouble_though_no_list_says_so() -> None:
    told = replace(REPORT, complaint="盖子合不拢", faults=frozenset(), mentioned=frozenset({"马桶"}), sense=(1.0, 0.0))
    other = replace(told, at=LATER.at, complaint="冲起来嗡嗡叫", sense=(0.0, 1.0))
    assert [reason.sign for reason in compare(other, told).conflicts] == [Sign.WORDS]
    assert compare(replace(other, sense=(0.5, 0.866)), told).is_likely
    assert compare(replace(other, complaint="有问题", faults=frozenset({"坏"})), told).conflicts == ()


def test_the_thing_alone_brings_together_only_what_may_be_one_trouble() -> None:
    """Neither what is wrong nor how it is said agrees; the same toilet, the same site."""
    told = replace(REPORT, complaint="盖子歪", faults=frozenset(), mentioned=frozenset({"马桶"}), sense=(1.0, 0.0))
    other = replace(told, at=LATER.at, phones=frozenset({"13900139000"}), complaint="冲一下嗡嗡叫", sense=(0.6, 0.8))
    assert compare(other, told).is_likely
    assert not compare(replace(other, sense=(0.4, 0.917)), told).is_likely
    assert compare(replace(other, sense=()), told).is_likely


def test_half_of_a_place_may_be_called_otherwise_by_whoever_says_the_same_in_other_words() -> None:
    told = replace(REPORT, address="文澜学校体育馆", text="文澜学校体育馆马桶漏水", kin=REPORT.things, sense=(1.0, 0.0))
    other = replace(
        LATER,
        address="文澜球馆顶上",
        text="文澜球馆顶上马桶往下滴",
        complaint="往下滴",
        kin=REPORT.things,
        sense=(0.8, 0.6),
    )
    assert compare(other, told).conflicts == ()
    alike = replace(other, complaint=told.complaint, sense=told.sense)
    assert [reason.sign for reason in compare(alike, told).conflicts] == [Sign.DOOR]


def test_another_reporter_of_the_same_place_and_fault_tells_of_the_same_matter() -> None:
    neighbour = replace(LATER, phones=frozenset({"13900139000"}), customer="陈先生")
    assert compare(neighbour, REPORT).is_likely


def test_who_or_where_alone_is_not_enough_nor_is_what() -> None:
    who = Matter(at=AT, phones=REPORT.phones, customer=REPORT.customer)
    what = Matter(at=AT, complaint="漏水", faults=REPORT.faults, things=REPORT.things)
    assert compare(replace(who, at=LATER.at), who).score == 0
    assert compare(replace(what, at=LATER.at), what).score == 0


def test_after_the_window_more_must_agree_and_in_the_end_nothing_does() -> None:
    neighbour = replace(
        LATER, phones=frozenset(), customer=None, address=None, things=frozenset(), mentioned=frozenset(), complaint=""
    )
    policy = DuplicatePolicy(window=timedelta(days=3), longest=timedelta(days=30))
    assert compare(neighbour, REPORT, policy).score >= LIKELY
    assert compare(replace(neighbour, at=AT + timedelta(days=4)), REPORT, policy).score < LIKELY
    assert compare(replace(LATER, at=AT + timedelta(days=29)), REPORT, policy).score >= LIKELY
    assert compare(replace(LATER, at=AT + timedelta(days=31)), REPORT, policy).score == 0


def test_what_came_later_repeats_nothing() -> None:
    assert compare(REPORT, LATER).score == 0


def test_a_remark_needs_not_say_what_is_wrong() -> None:
    assert is_about(Matter(at=AT, phones=REPORT.phones), REPORT)
    assert not is_about(Matter(at=AT, complaint="漏水"), REPORT)
    assert not is_about(Matter(at=AT, phones=REPORT.phones, address="紫荆花园5幢"), REPORT)


def test_candidates_share_a_number_or_name_the_site_anywhere() -> None:
    candidates: Candidates[str] = Candidates()
    candidates.add(REPORT, "report")
    assert candidates.of(Matter(at=AT, phones=REPORT.phones)) == ["report"]
    assert candidates.of(Matter(at=AT, text="就是紫荆花园那家")) == ["report"]
    assert candidates.of(Matter(at=AT, address="紫荆花园8幢")) == ["report"]
    assert candidates.of(Matter(at=AT, text="丁香公寓", phones=frozenset({"1"}))) == []


def test_the_same_room_of_another_building_is_no_agreement_about_what_all_share() -> None:
    gate = Matter(
        at=AT,
        text="滨江花园3幢1704道闸抬不起来",
        address="花园3幢1704",
        complaint="抬不起来",
        faults=frozenset({"抬不起来"}),
        things=frozenset({"道闸"}),
    )
    other = replace(gate, at=LATER.at, text="西溪华庭1-1-1704道闸抬不起来", address="西溪华庭1-1-1704")
    assert not compare(other, gate).is_likely
    assert compare(replace(other, address="花园3幢1704"), gate).is_likely


def test_reasons_are_what_the_later_one_says_never_the_words_of_the_earlier() -> None:
    again = Matter(
        at=LATER.at, text="501姓王的马桶漏水", told={"room": "501"}, faults=REPORT.faults, things=REPORT.things
    )
    said = {reason.sign: reason.value for reason in compare(again, REPORT).agreements}
    assert said[Sign.DOOR] == "501"
    assert said[Sign.CUSTOMER] == "姓王"


def test_one_serial_number_is_one_thing_wherever_it_is_said_to_stand() -> None:
    here = replace(REPORT, serials=frozenset({"HR1"}))
    there = replace(LATER, address="丁香花园5幢", text="丁香花园5幢 HR1", codes=frozenset({"HR1"}))
    assert compare(there, here).is_likely
    assert not compare(replace(there, codes=frozenset()), here).is_likely


@pytest.mark.parametrize(
    ("one", "other", "odd"),
    [
        ("装配 3 线 扭力枪", "装配 5 线 扭力枪", "5"),
        ("商场 3 号女装区射灯", "商场 3 号童装区射灯", "童"),
        ("机器人 R1 示教器", "机器人 R2 示教器", "R2"),
        ("门口 2 盏灯", "门口 3 盏灯", None),
        ("大堂空调", "6 号冰箱在漏", None),
        ("新天地保洁我我被关货梯里门关上灯黑手机快没电你们赶快来啊", "新天地保洁大姐被关货梯里", None),
    ],
)
def test_where_all_but_one_word_stayed_that_word_tells_two_matters_apart(one: str, other: str, odd: str | None) -> None:
    told = [
        [word for piece in text.split() for word in ([piece] if piece.isascii() else piece)] for text in (one, other)
    ]
    assert odd_word(*told, said_alike=True) == odd
    if odd is not None and not odd.isascii():
        assert odd_word(*told, said_alike=False) is None


def test_whoever_it_drips_on_tells_of_the_room_above() -> None:
    below = replace(LATER, phones=frozenset(), customer=None, address="紫荆花园3幢2单元401", beside=frozenset({"501"}))
    assert compare(below, REPORT).is_likely
    assert not compare(replace(below, beside=frozenset()), REPORT).is_likely


def test_somebody_else_may_call_a_thing_otherwise_but_who_reported_it_does_not() -> None:
    other = replace(
        LATER, phones=frozenset(), customer="陈先生", things=frozenset({"水表"}), mentioned=frozenset({"漏水"})
    )
    assert compare(other, REPORT).is_likely
    assert not compare(replace(other, phones=REPORT.phones), REPORT).is_likely


def test_of_two_that_are_likely_the_one_is_meant_whose_own_words_are_told() -> None:
    outlines = {"low": "丰 乐 桥 低 区 变 频 器", "high": "丰 乐 桥 高 区 变 频 器"}
    found = {name: replace(REPORT, outline=tuple(words.split())) for name, words in outlines.items()}
    for name, words in outlines.items():
        assert next(likeliest(replace(LATER, outline=("泵", "房", *words.split()[3:5])), found)) == name
    assert list(likeliest(replace(LATER, another=True), found)) == []
