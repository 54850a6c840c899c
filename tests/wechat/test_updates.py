from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat.updates import LONGEST_KEY, NOT_SHOWN, READERS, account_of, to_update
from handlers import ON_CUSTOMER_UPDATE
from handlers.updates import (
    Delivery,
    LinkMessage,
    LocationMessage,
    MediaKind,
    MediaMessage,
    MenuClick,
    Scanned,
    Subscribed,
    TemplateDelivered,
    TextMessage,
    Unsubscribed,
    Unsupported,
    Update,
)
from tests.wechat.traffic import ACCOUNT, OPENID, TEXT, event, message

NOW = datetime(2026, 11, 27, tzinfo=UTC)
AT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
SENDER = f"wx:{OPENID}"
COMMON = {"id": "wx:22226002107809513", "sender": SENDER, "at": AT}


def read(xml: str) -> Update:
    return to_update(xml, NOW)


@pytest.mark.parametrize(
    ("xml", "update"),
    [
        (TEXT, TextMessage(**COMMON, text="3栋电梯坏了")),
        (
            message("image", PicUrl="http://p", MediaId="m1"),
            MediaMessage(**COMMON, kind=MediaKind.IMAGE, media_id="m1"),
        ),
        (
            message("voice", MediaId="m1", Format="amr", Recognition="电梯坏了", MediaId16K="m2"),
            MediaMessage(**COMMON, kind=MediaKind.VOICE, media_id="m1", text="电梯坏了"),
        ),
        (message("voice", MediaId="m1", Format="amr"), MediaMessage(**COMMON, kind=MediaKind.VOICE, media_id="m1")),
        (
            message("shortvideo", MediaId="m1", ThumbMediaId="t"),
            MediaMessage(**COMMON, kind=MediaKind.VIDEO, media_id="m1"),
        ),
        (
            message("location", Location_X="23.134521", Location_Y="113.358803", Scale="20", Label="3栋"),
            LocationMessage(**COMMON, latitude=23.134521, longitude=113.358803, label="3栋"),
        ),
        (
            message("link", Title="t", Description="d", Url="https://a"),
            LinkMessage(**COMMON, title="t", description="d", url="https://a"),
        ),
    ],
)
def test_messages(xml, update):
    assert read(xml) == update


def of_event(name: str, key: str = "", more: str = "") -> dict[str, object]:
    return {"id": f"wx:{OPENID}/1700000000/{name}/{key}/{more}", "sender": SENDER, "at": AT}


@pytest.mark.parametrize(
    ("xml", "update"),
    [
        (event("subscribe", EventKey=""), Subscribed(**of_event("subscribe"))),
        (event("subscribe"), Subscribed(**of_event("subscribe"))),
        (
            event("subscribe", EventKey="qrscene_d-42", Ticket="t"),
            Subscribed(**of_event("subscribe_scan", "qrscene_d-42"), scene="d-42"),
        ),
        (event("SCAN", EventKey="d-42", Ticket="t"), Scanned(**of_event("scan", "d-42"), scene="d-42")),
        (event("CLICK", EventKey="report"), MenuClick(**of_event("click", "report"), key="report")),
        (event("unsubscribe"), Unsubscribed(**of_event("unsubscribe"))),
        (
            event("TEMPLATESENDJOBFINISH", MsgID="200163836", Status="success"),
            TemplateDelivered(
                **of_event("templatesendjobfinish", "", "200163836"), message_id="200163836", status=Delivery.ARRIVED
            ),
        ),
    ],
)
def test_events(xml, update):
    assert read(xml) == update


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("failed:user block", Delivery.BLOCKED),
        ("failed: user block", Delivery.BLOCKED),
        ("failed: system failed", Delivery.FAILED),
        ("failed:system failed", Delivery.FAILED),
        ("something new", Delivery.FAILED),
    ],
)
def test_what_became_of_a_template_message(said, status):
    assert read(event("TEMPLATESENDJOBFINISH", MsgID="1", Status=said)).status is status


def test_two_events_of_one_second_are_two_unless_they_are_one():
    first, second = event("CLICK", EventKey="a"), event("CLICK", EventKey="b")
    assert read(first).id != read(second).id
    assert read(first).id == read(first).id
    done = [read(event("TEMPLATESENDJOBFINISH", MsgID=number, Status="success")).id for number in "12"]
    assert len(set(done)) == 2


def test_an_event_of_the_account_that_nobody_waits_for_is_known_by_its_name():
    viewed = read(event("VIEW", EventKey="https://a/" + "x" * 1000))
    assert isinstance(viewed, Unsupported)
    assert (viewed.what, viewed.sender) == ("event:view", SENDER)


def test_what_wechat_will_not_show_us_is_no_text_of_the_customers():
    shown = read(message("text", Content=NOT_SHOWN))
    assert isinstance(shown, Unsupported)
    assert shown.what == "not_shown"


@pytest.mark.parametrize(
    "xml",
    [
        message("text", id_="<MsgId>x</MsgId>", Content="a"),
        message("text", id_=""),
        message("text", sender="not an openid", Content="a"),
        message("text", sender="", Content="a"),
        message("image", PicUrl="http://p"),
        message("location", Location_X="91", Location_Y="0", Label=""),
        event("SCAN", EventKey=""),
        event("CLICK", EventKey="k" * (LONGEST_KEY + 1)),
        TEXT.replace("1700000000", "99999999999999999"),
        "<xml>",
        "",
    ],
)
def test_what_is_not_as_documented_is_kept_and_called_malformed(xml):
    update = read(xml)
    assert isinstance(update, Unsupported)
    assert (update.what, update.raw, update.at) == ("malformed", xml, NOW)
    assert update.by_customer


def test_an_answer_goes_out_in_the_name_of_the_account_that_was_written_to():
    assert account_of(TEXT) == ACCOUNT
    assert account_of("<xml>") == account_of("<xml><a>1</a></xml>") == ""


def test_every_kind_of_update_that_is_read_is_handled():
    made = {TextMessage, MediaMessage, LocationMessage, LinkMessage, Subscribed, Scanned, MenuClick, Unsubscribed}
    assert made | {TemplateDelivered, Unsupported} <= set(ON_CUSTOMER_UPDATE)


NAMES = st.sampled_from(
    (
        *("MsgType", "Event", "EventKey", "FromUserName", "ToUserName", "CreateTime", "MsgId", "MsgID", "Content"),
        *("MediaId", "Recognition", "Location_X", "Location_Y", "Label", "Title", "Url", "Status", "Ticket"),
    )
)
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&>"), max_size=30),
    st.sampled_from([OPENID, "1700000000", "event", *(name.removeprefix("event:") for name in READERS)]),
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=14))
def test_whatever_is_authentic_becomes_an_update(parts):
    xml = "<xml>" + "".join(f"<{name}>{value}</{name}>" for name, value in parts) + "</xml>"
    assert read(xml).by_customer


@given(st.text(max_size=200))
def test_whatever_else_too(xml):
    assert isinstance(read(xml), Unsupported)
