from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wecom.updates import to_update
from handlers.updates import (
    AppAlert,
    CardClick,
    ContactChange,
    ContactChanged,
    Entrance,
    LinkMessage,
    LocationMessage,
    MediaKind,
    MediaMessage,
    TextMessage,
    Unsupported,
    Update,
    Visit,
)
from tests.channels.vectors import MESSAGES

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
COMMON = {"id": "7001", "sender": "zhangsan", "at": AT}


def xml(inner: str, *, sender: str = "ZhangSan", time: str = "1700000000") -> str:
    return (
        f"<xml><ToUserName><![CDATA[corp]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>{time}</CreateTime>{inner}<AgentID>1</AgentID></xml>"
    )


def message(kind: str, inner: str) -> str:
    return xml(f"<MsgType><![CDATA[{kind}]]></MsgType>{inner}<MsgId>7001</MsgId>")


def event(name: str, inner: str = "", *, sender: str = "ZhangSan") -> str:
    return xml(f"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{inner}", sender=sender)


def read(raw: str) -> Update:
    return to_update(raw, NOW)


def test_a_text():
    assert read(message("text", "<Content><![CDATA[ 三楼漏水 <急> ]]]]><![CDATA[>\n]]></Content>")) == TextMessage(
        **COMMON, text="三楼漏水 <急> ]]>"
    )


def test_a_text_of_blanks_is_a_text():
    assert read(message("text", "<Content><![CDATA[ ]]></Content>")) == TextMessage(**COMMON, text="")


def test_an_image():
    inner = "<PicUrl><![CDATA[http://p/1]]></PicUrl><MediaId><![CDATA[m-1]]></MediaId>"
    assert read(message("image", inner)) == MediaMessage(**COMMON, kind=MediaKind.IMAGE, media_id="m-1")


def test_a_voice_with_and_without_a_transcription():
    inner = "<MediaId><![CDATA[m-1]]></MediaId><Format><![CDATA[amr]]></Format>"
    voice = MediaMessage(**COMMON, kind=MediaKind.VOICE, media_id="m-1")
    assert read(message("voice", inner)) == voice
    heard = read(message("voice", inner + "<Recognition><![CDATA[漏水了]]></Recognition>"))
    assert heard == MediaMessage(**COMMON, kind=MediaKind.VOICE, media_id="m-1", text="漏水了")


def test_a_video():
    inner = "<MediaId><![CDATA[m-1]]></MediaId><ThumbMediaId><![CDATA[t-1]]></ThumbMediaId>"
    assert read(message("video", inner)) == MediaMessage(**COMMON, kind=MediaKind.VIDEO, media_id="m-1")


def test_a_file_with_its_name():
    inner = "<MediaId><![CDATA[m-1]]></MediaId><FileName><![CDATA[合同.pdf]]></FileName>"
    file = MediaMessage(**COMMON, kind=MediaKind.FILE, media_id="m-1", name="合同.pdf")
    assert read(message("file", inner)) == file


def test_the_x_of_a_location_is_its_latitude():
    inner = (
        "<Location_X>31.2304</Location_X><Location_Y>121.4737</Location_Y><Scale>15</Scale>"
        "<Label><![CDATA[人民广场]]></Label><AppType><![CDATA[wxwork]]></AppType>"
    )
    place = LocationMessage(**COMMON, latitude=31.2304, longitude=121.4737, label="人民广场")
    assert read(message("location", inner)) == place


def test_a_link():
    inner = "<Title>标题</Title><Description/><Url><![CDATA[https://e.cn/?a=1&b=2]]></Url><PicUrl>p</PicUrl>"
    assert read(message("link", inner)) == LinkMessage(
        **COMMON, title="标题", description="", url="https://e.cn/?a=1&b=2"
    )


CLICK = (
    "<EventKey><![CDATA[claim:42]]></EventKey><TaskId><![CDATA[t-42]]></TaskId>"
    "<CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[rc-1]]></ResponseCode>"
)


def selected(*questions: str) -> str:
    return f"<SelectedItems>{''.join(questions)}</SelectedItems>"


def question(key: str, *options: str) -> str:
    ids = "".join(f"<OptionId><![CDATA[{option}]]></OptionId>" for option in options)
    return f"<SelectedItem><QuestionKey>{key}</QuestionKey><OptionIds>{ids}</OptionIds></SelectedItem>"


def click(**changes: object) -> CardClick:
    fields = {"id": "rc-1", "sender": "zhangsan", "at": AT, "task_id": "t-42", "key": "claim:42"}
    return CardClick(**fields | {"response_code": "rc-1"} | changes)


@pytest.mark.parametrize(
    ("inner", "selections"),
    [
        ("", ()),
        ("<SelectedItems/>", ()),
        (selected(question("q", "o1")), (("q", ("o1",)),)),
        (selected(question("q", "o1", "o2")), (("q", ("o1", "o2")),)),
        (selected(question("q", "o1"), question("r", "o2")), (("q", ("o1",)), ("r", ("o2",)))),
        (selected(question("q"), question("r", "a", "b", "c")), (("q", ()), ("r", ("a", "b", "c")))),
    ],
)
def test_a_click_brings_all_its_selections_one_or_many(inner: str, selections: object):
    assert read(event("template_card_event", CLICK + inner)) == click(selections=selections)


def test_an_entry_of_a_cards_menu_is_a_click():
    assert read(event("template_card_menu_event", CLICK)) == click()


def test_two_clicks_in_the_same_second_are_two_updates():
    first = read(event("template_card_event", CLICK))
    second = read(event("template_card_event", CLICK.replace("rc-1", "rc-2")))
    without_code = CLICK.replace("<ResponseCode><![CDATA[rc-1]]></ResponseCode>", "")
    third = read(event("template_card_event", without_code))
    fourth = read(event("template_card_event", without_code.replace("claim:42", "decline:42")))
    assert len({first.id, second.id, third.id, fourth.id}) == 4
    assert third == click(id="zhangsan/1700000000/template_card_event/t-42/claim:42", response_code="")


@pytest.mark.parametrize("entrance", Entrance)
def test_members_come_and_go(entrance: Entrance):
    assert read(event(entrance.value, "<EventKey><![CDATA[]]></EventKey>")) == Visit(
        id=f"zhangsan/1700000000/{entrance.value}//", sender="zhangsan", at=AT, entrance=entrance
    )


@pytest.mark.parametrize(
    "name",
    [
        "inactive_alert",
        "close_inactive_agent",
        "reopen_inactive_agent",
        "low_active_alert",
        "low_active",
        "active_restored",
    ],
)
def test_wecom_warns_about_an_idle_app(name: str):
    alert = read(event(name, "<EffectTime>1700100000</EffectTime>", sender="sys"))
    assert alert == AppAlert(id=f"sys/1700000000/{name}//", sender="sys", at=AT, event=name)


def of_contact(change: str, external_id: str = "wmAbc_1-2", member: str = "SunBan") -> str:
    inner = f"<ChangeType>{change}</ChangeType><UserID>{member}</UserID><ExternalUserID>{external_id}</ExternalUserID>"
    return event("change_external_contact", inner, sender="sys")


@pytest.mark.parametrize("change", ContactChange)
def test_a_member_adds_a_customer_or_either_deletes_the_other(change: ContactChange):
    assert read(of_contact(change.value)) == ContactChanged(
        id=f"sys/1700000000/change_external_contact:{change}/SunBan/wmAbc_1-2",
        sender="sys",
        at=AT,
        change=change,
        member="sunban",
        external_id="wmAbc_1-2",
    )


def test_two_customers_whom_somebody_adds_in_one_second_are_two_updates():
    assert read(of_contact("add_external_contact")).id != read(of_contact("add_external_contact", "wmOther")).id
    assert read(of_contact("add_external_contact")).id != read(of_contact("del_external_contact")).id


@pytest.mark.parametrize(
    ("external_id", "member"), [("", "sunban"), ("wm 1", "sunban"), ("w" * 65, "sunban"), ("wm", "")]
)
def test_a_contact_without_a_name_is_none(external_id: str, member: str):
    update = read(of_contact("add_external_contact", external_id, member))
    assert isinstance(update, Unsupported)
    assert update.what == "malformed"


OTHERS = {
    "event:location": event("LOCATION", "<Latitude>31.2</Latitude><Longitude>121.4</Longitude>"),
    "event:click": event("click", "<EventKey>menu</EventKey>"),
    "event:view": event("view", "<EventKey>https://e.cn</EventKey>"),
    "event:view_miniprogram": event("view_miniprogram", "<EventKey>pages/index</EventKey>"),
    "event:scancode_push": event("scancode_push", "<ScanCodeInfo><ScanType>qrcode</ScanType></ScanCodeInfo>"),
    "event:pic_weixin": event("pic_weixin", "<SendPicsInfo><Count>1</Count></SendPicsInfo>"),
    "event:batch_job_result": event("batch_job_result", "<BatchJob><JobId>1</JobId></BatchJob>", sender="sys"),
    "event:change_contact:create_user": event("change_contact", "<ChangeType>create_user</ChangeType>", sender="sys"),
    "event:change_external_contact:msg_audit_approved": event(
        "change_external_contact", "<ChangeType>msg_audit_approved</ChangeType><ExternalUserID>wm1</ExternalUserID>"
    ),
    "event:open_approval_change": event("open_approval_change", "<ApprovalInfo><ThirdNo>1</ThirdNo></ApprovalInfo>"),
    "event:kf_msg_or_event": event("kf_msg_or_event", "<Token>t</Token>"),
    "event:taskcard_click": event("taskcard_click", "<TaskId>t</TaskId>"),
    "shortvideo": message("shortvideo", "<MediaId>m</MediaId>"),
    "merged_msg": message("merged_msg", "<Title>聊天记录</Title>"),
}


@pytest.mark.parametrize(("what", "raw"), OTHERS.items(), ids=OTHERS)
def test_everything_else_is_kept_as_it_came(what: str, raw: str):
    update = read(raw)
    assert isinstance(update, Unsupported)
    assert (update.what, update.raw, update.at) == (what, raw, AT)
    assert update.sender in ("zhangsan", "sys")


def test_distinct_unsupported_events_of_the_same_second_stay_distinct_and_repeated_ones_do_not():
    one, other = (event("change_contact", f"<UserID>{user}</UserID>", sender="sys") for user in "ab")
    assert read(one).id != read(other).id
    assert read(one).id == read(one).id


def test_the_name_of_an_unknown_type_is_cut():
    update = read(event("x" * 5000))
    assert isinstance(update, Unsupported)
    assert update.what == "event:" + "x" * 58


MALFORMED = {
    "nothing": "",
    "no xml": "hello",
    "truncated": message("text", "<Content>hello</Content>")[:-10],
    "no fields": "<xml></xml>",
    "no type": xml("<MsgId>1</MsgId>"),
    "an event without a name": xml("<MsgType>event</MsgType>"),
    "no sender": message("text", "<Content>a</Content>").replace("FromUserName", "Other"),
    "an empty sender": message("text", "<Content>a</Content>").replace("ZhangSan", ""),
    "two senders": message("text", "<Content>a</Content><FromUserName>b</FromUserName>"),
    "no time": message("text", "<Content>a</Content>").replace("CreateTime", "Other"),
    "a time that is no number": message("text", "<Content>a</Content>").replace("1700000000", "soon"),
    "a time in other digits": message("text", "<Content>a</Content>").replace("1700000000", "１７０００"),
    "a time before all time": message("text", "<Content>a</Content>").replace("1700000000", "-99999999999999"),
    "a time after all time": message("text", "<Content>a</Content>").replace("1700000000", "9" * 18),
    "a time of a thousand digits": message("text", "<Content>a</Content>").replace("1700000000", "9" * 5000),
    "a message without id": message("text", "<Content>a</Content>").replace("MsgId", "Other"),
    "a message with an id that is no number": message("text", "<Content>a</Content>").replace("7001", "7e3"),
    "a text without content": message("text", ""),
    "a text with two contents": message("text", "<Content>a</Content><Content>b</Content>"),
    "a text with elements in it": message("text", "<Content><b>a</b></Content>"),
    "an image without id": message("image", "<PicUrl>p</PicUrl>"),
    "a location at no place": message("location", "<Location_X>nan</Location_X><Location_Y>0</Location_Y>"),
    "a location beyond the pole": message("location", "<Location_X>91</Location_X><Location_Y>0</Location_Y>"),
    "a location that is no number": message("location", "<Location_X>a</Location_X><Location_Y>0</Location_Y>"),
    "a link without url": message("link", "<Title>a</Title>"),
    "a click without key": event("template_card_event", "<TaskId>t</TaskId><ResponseCode>r</ResponseCode>"),
    "a click without task": event("template_card_event", "<EventKey>k</EventKey><ResponseCode>r</ResponseCode>"),
    "a click with two codes": event("template_card_event", CLICK + "<ResponseCode>r</ResponseCode>"),
    "selections that are a text": event("template_card_event", CLICK + "<SelectedItems>a</SelectedItems>"),
    "a selection that is a text": event("template_card_event", CLICK + selected("<SelectedItem>a</SelectedItem>")),
    "a selection without a question": event(
        "template_card_event", CLICK + selected("<SelectedItem><OptionIds/></SelectedItem>")
    ),
    "options within options": event("template_card_event", CLICK + selected(question("q", "]]><a>1</a><![CDATA["))),
    "a control character": message("text", "<Content>a\x08b</Content>"),
    "half a character": message("text", "<Content>\ud83d</Content>"),
    "an entity": message("text", "<Content>&bomb;</Content>"),
}


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED)
def test_garbage_is_kept_under_an_id_of_its_own(raw: str):
    update = read(raw)
    assert isinstance(update, Unsupported)
    assert (update.what, update.raw, update.at) == ("malformed", raw, NOW)
    assert len(update.id) == 64
    assert update.id == read(raw).id


def test_garbage_keeps_its_sender_where_there_is_one():
    assert read(message("image", "")).sender == "zhangsan"
    assert read("<xml>").sender == ""


def test_published_messages_are_texts():
    tencent = MESSAGES["tencent"]
    update = read(tencent.account.crypto().open(tencent.signature, tencent.encrypted))
    assert update == TextMessage(
        id="4561255354251345929", sender="mycreate", at=datetime(2014, 9, 2, 12, 10, 13, tzinfo=UTC), text="hello"
    )
    for name in ("weworkapi", "go-workwx"):
        vector = MESSAGES[name]
        update = read(vector.account.crypto().open(vector.signature, vector.encrypted))
        assert isinstance(update, TextMessage)
        assert update.text == vector.contains


SAMPLES = [
    message("text", "<Content>a</Content>"),
    message("location", "<Location_X>31.2</Location_X><Location_Y>121.4</Location_Y><Label>a</Label>"),
    event("template_card_event", CLICK + selected(question("q", "o1", "o2"), question("r", "o3"))),
    event("enter_agent"),
]


@given(st.text())
def test_any_text_is_some_update(raw: str):
    assert isinstance(read(raw), Unsupported)


@given(st.sampled_from(SAMPLES), st.integers(0, 600), st.integers(0, 40), st.text(max_size=10))
def test_a_damaged_message_is_some_update(sample: str, at: int, gone: int, instead: str):
    at = min(at, len(sample))
    assert isinstance(read(sample[:at] + instead + sample[at + gone :]), Update)


values = st.sampled_from(
    [
        *["", "text", "image", "event", "template_card_event", "subscribe", "1700000000", "-1", "1e9", "nan"],
        *["<a/>", selected(question("q", "o")), "<a>1</a><a>2</a>", "<OptionId>1</OptionId>"],
    ]
)
names = st.sampled_from(
    [
        *["MsgType", "Event", "FromUserName", "CreateTime", "MsgId", "Content", "MediaId", "EventKey", "TaskId"],
        *["ResponseCode", "SelectedItems", "SelectedItem", "QuestionKey", "OptionIds", "Location_X", "Url"],
    ]
)


@given(st.lists(st.tuples(names, values), max_size=14))
def test_any_fields_are_some_update(pairs: list[tuple[str, str]]):
    assert isinstance(read("<xml>" + "".join(f"<{n}>{v}</{n}>" for n, v in pairs) + "</xml>"), Update)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_people_write_arrives_as_they_wrote_it(text: str):
    content = text.replace("]]>", "]]]]><![CDATA[>")
    update = read(message("text", f"<Content><![CDATA[{content}]]></Content>"))
    if "\ufffe" in text or "\uffff" in text:  # no XML can carry these
        assert isinstance(update, Unsupported)
    else:
        assert update == TextMessage(**COMMON, text=text.strip())
