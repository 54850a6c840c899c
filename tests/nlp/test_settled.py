from datetime import datetime

from nlp.reader import default_reader
from nlp.reading import Kind
from nlp.settled import settled_kind, settled_trade, settled_urgency
from nlp.taught import Odds, odds_of, taught


def of(text: str) -> Odds:
    return odds_of(default_reader().outline(text, datetime.fromisoformat("2026-11-20T09:00")))


def test_what_rules_take_for_a_report_is_sure_where_the_weights_agree_and_talk_where_they_do_not() -> None:
    said = (Kind.TICKET, "fault", 0.9)
    kind, method, certainty = settled_kind(said, of("文华苑3幢502厨房水管漏水,王女士,麻烦安排师傅来修"))
    assert (kind, method) == (Kind.TICKET, "fault")
    assert certainty > 0.9
    kind, method, _ = settled_kind(said, of("上次报的那个弄好了没,客户又来问了"))
    assert (kind, method) == (Kind.FOLLOWUP, "weights")


def test_a_report_in_words_that_no_rule_knows_is_one() -> None:
    kind, method, certainty = settled_kind(
        (Kind.NONE, "chatter", 0.6), of("文华苑3幢502厨房下水道返上来的脏水流到客厅,麻烦派师傅来修")
    )
    assert (kind, method) == (Kind.TICKET, "weights")
    assert certainty >= 0.75


def test_what_says_nothing_stays_nothing() -> None:
    assert settled_kind((Kind.NONE, "chatter", 0.92), of("<b>select</b>"))[0] is Kind.NONE


def test_urgency_is_seen_where_no_rule_sees_it() -> None:
    urgent, method, _ = settled_urgency(said=False, words=of("小孩被困在里面出不来,水一直往上漫,冒烟了"))
    assert urgent
    assert method == "weights"
    assert not settled_urgency(said=False, words=of("灯不亮"))[0]


def test_a_trade_that_the_rules_are_sure_of_is_left_alone() -> None:
    assert settled_trade("电梯", 0.95, of("左边那部又不动了"))[0] == "电梯"
    assert settled_trade("电梯", 0.4, of("空调不制冷,外机不转"))[0] == "暖通空调"
    assert settled_trade(None, 0.0, of("你好")) == (None, "weights", 0.0)


def test_the_weights_name_the_categories_of_the_label_rules() -> None:
    assert len(taught().categories) == len(of("空调不制冷").trades) == 15
