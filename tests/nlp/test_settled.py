from datetime import datetime

from nlp.reader import default_reader
from nlp.reading import Kind, judged
from nlp.settled import settled_kind, settled_trade, settled_urgency
from nlp.taught import Said, said_by, taught


def of(text: str) -> Said:
    return said_by(default_reader().outline(text, datetime.fromisoformat("2026-11-20T09:00")))


def test_what_rules_take_for_a_report_is_sure_where_the_weights_agree_and_talk_where_they_do_not() -> None:
    said = judged(Kind.TICKET, "fault", 0.9)
    kind = settled_kind(said, of("文华苑3幢502厨房水管漏水,王女士,麻烦安排师傅来修"))
    assert (kind.value, kind.method) == (Kind.TICKET, "fault")
    assert kind.certainty > 0.9
    kind = settled_kind(said, of("上次报的那个弄好了没,客户又来问了"))
    assert (kind.value, kind.method) == (Kind.FOLLOWUP, "weights")


def test_a_report_in_words_that_no_rule_knows_is_one() -> None:
    said = judged(Kind.NONE, "chatter", 0.6)
    kind = settled_kind(said, of("文华苑3幢502厨房下水道返上来的脏水流到客厅,麻烦派师傅来修"))
    assert (kind.value, kind.method) == (Kind.TICKET, "weights")
    assert kind.certainty >= 0.75


def test_what_says_nothing_stays_nothing() -> None:
    assert settled_kind(judged(Kind.NONE, "chatter", 0.92), of("<b>select</b>")).value is Kind.NONE


def test_urgency_is_seen_where_no_rule_sees_it() -> None:
    urgent = settled_urgency(None, of("小孩被困在里面出不来,水一直往上漫,冒烟了"))
    assert (urgent.value, urgent.method) == (True, "weights")
    assert not settled_urgency(None, of("灯不亮")).value


def test_a_trade_stays_where_words_say_nothing_against_it() -> None:
    unsure, sure = judged("电梯", "trade words", 0.4), judged("电梯", "trade words", 0.95)
    assert getattr(settled_trade(sure, of("左边那部又不动了")), "value", None) == "电梯"
    assert getattr(settled_trade(unsure, of("空调不制冷,外机不转")), "value", None) == "暖通空调"
    assert settled_trade(None, of("你好")) is None


def test_a_category_that_only_a_tenant_knows_stays() -> None:
    own = judged("厨房设备", "trade words", 0.95)
    assert settled_trade(own, of("灯不亮")) == own


def test_the_weights_name_the_categories_of_the_label_rules() -> None:
    assert len(taught().categories) == len(of("空调不制冷").trades) == 15
