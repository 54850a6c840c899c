from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.envelope import MAX_BODY, encrypted_part
from bot.channels.errors import CallbackRejected
from bot.channels.safe_xml import MAX_DEPTH, MAX_ELEMENTS, BadXml, read_xml

ENVELOPE = (
    b"<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><AgentID><![CDATA[218]]></AgentID>"
    b"<Encrypt><![CDATA[RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wv==]]></Encrypt></xml>"
)


def reason_of(body: bytes) -> str:
    with pytest.raises(CallbackRejected) as rejected:
        encrypted_part(body)
    return rejected.value.reason


def test_the_encrypted_part_is_given_as_received():
    assert encrypted_part(ENVELOPE) == "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wv=="


def test_blanks_around_the_encrypted_part_are_no_part_of_it():
    assert encrypted_part(b"<xml>\n  <Encrypt>\n    abc=\n  </Encrypt>\n</xml>") == "abc="


def test_a_huge_body_is_refused_before_it_is_read():
    assert reason_of(b"<xml>" + b" " * MAX_BODY) == "size"


@pytest.mark.parametrize("cut", [0, 1, 4, 20, len(ENVELOPE) // 2, len(ENVELOPE) - 1])
def test_a_truncated_body_is_refused(cut: int):
    assert reason_of(ENVELOPE[:cut]) == "envelope"


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><xml><Encrypt>&c;</Encrypt></xml>'
)
REFUSED = {
    "entity bomb": BOMB,
    "file to include": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Encrypt>&f;</Encrypt></xml>',
    "document type from elsewhere": b'<!DOCTYPE xml SYSTEM "http://127.0.0.1/x.dtd"><xml><Encrypt>a</Encrypt></xml>',
    "entity that nobody declared": b"<xml><Encrypt>&a;</Encrypt></xml>",
    "another root": b"<html><Encrypt>a</Encrypt></html>",
    "nothing inside": b"<xml/>",
    "only text inside": b"<xml>Encrypt</xml>",
    "nothing encrypted": b"<xml><AgentID>1</AgentID></xml>",
    "an empty encrypted part": b"<xml><Encrypt></Encrypt></xml>",
    "two encrypted parts": b"<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>",
    "elements in the encrypted part": b"<xml><Encrypt><a>b</a></Encrypt></xml>",
    "two documents": ENVELOPE + ENVELOPE,
    "json": b'{"Encrypt": "abc"}',
    "no encoding at all": b"<xml><Encrypt>\xff\xfe</Encrypt></xml>",
    "a control character": b"<xml><Encrypt>\x00</Encrypt></xml>",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_is_no_envelope_is_refused(body: bytes):
    assert reason_of(body) == "envelope"


def test_depth_is_limited():
    deepest = b"<xml>" + b"<a>" * (MAX_DEPTH - 1) + b"</a>" * (MAX_DEPTH - 1) + b"</xml>"
    assert read_xml(deepest)
    with pytest.raises(BadXml, match="too deep"):
        read_xml(deepest.replace(b"<xml>", b"<xml><a>").replace(b"</xml>", b"</a></xml>"))


def test_the_number_of_elements_is_limited():
    assert len(read_xml(b"<xml>" + b"<a/>" * (MAX_ELEMENTS - 1) + b"</xml>")["a"]) == MAX_ELEMENTS - 1
    with pytest.raises(BadXml, match="too many"):
        read_xml(b"<xml>" + b"<a/>" * MAX_ELEMENTS + b"</xml>")


def test_a_repeated_element_becomes_a_list_and_one_alone_does_not():
    assert read_xml(b"<xml><a>1</a><b><c>2</c></b></xml>") == {"a": "1", "b": {"c": "2"}}
    assert read_xml(b"<xml><a>1</a><b/><a><c>2</c></a><a/></xml>") == {"a": ["1", {"c": "2"}, ""], "b": ""}


@given(st.binary(max_size=2000))
def test_random_bytes_are_refused(body: bytes):
    assert reason_of(body) == "envelope"


@given(st.integers(0, len(ENVELOPE) - 1), st.binary(max_size=5))
def test_a_damaged_envelope_is_read_or_refused_and_nothing_else(at: int, damage: bytes):
    body = ENVELOPE[:at] + damage + ENVELOPE[at + len(damage) :]
    with suppress(CallbackRejected):
        assert encrypted_part(body)


names = st.sampled_from(["xml", "Encrypt", "a", "ToUserName"])
trees = st.recursive(
    st.text(alphabet="ab<>&]! \n中", max_size=5).map(lambda text: text.replace("<", "&lt;").replace("&", "&amp;")),
    lambda children: st.lists(st.tuples(names, children), max_size=4).map(
        lambda pairs: "".join(f"<{name}>{inner}</{name}>" for name, inner in pairs)
    ),
    max_leaves=30,
)


@given(trees)
def test_any_tree_is_read_or_refused_and_nothing_else(tree: str):
    with suppress(BadXml):
        assert read_xml(f"<xml>{tree}</xml>".encode())
