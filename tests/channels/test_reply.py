from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.reply import MAX_TEXT, text_reply

AT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def reply(text: str) -> str:
    return text_reply(to="zhangsan", by="corp", text=text, at=AT)


def fields_of(xml: str) -> dict[str, str | None]:
    return {field.tag: field.text for field in ET.fromstring(xml)}  # noqa: S314  # our own XML


def test_a_reply_goes_back_to_the_sender_in_the_documented_fields():
    assert fields_of(reply("收到")) == {
        "ToUserName": "zhangsan",
        "FromUserName": "corp",
        "CreateTime": "1700000000",
        "MsgType": "text",
        "Content": "收到",
    }


def test_a_long_reply_is_cut_between_characters():
    content = fields_of(reply("漏" * 1000))["Content"]
    assert content == "漏" * 681 + "…"
    assert len(content.encode()) <= MAX_TEXT


@given(st.text())
def test_any_text_makes_readable_xml(text: str):
    content = fields_of(reply(text))["Content"] or ""
    assert len(content.encode()) <= MAX_TEXT


def test_what_xml_cannot_carry_is_left_out_and_the_rest_stays():
    assert fields_of(reply("a]]>b\x00\ud800<c>&\n中😀"))["Content"] == "a]]>b<c>&\n中😀"


def test_what_was_said_becomes_no_link():
    assert fields_of(reply('收到：<a href="https://evil.example">工单</a>'))["Content"] == (
        '收到：＜a href="https://evil.example">工单</a>'
    )
