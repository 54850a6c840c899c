from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.crypto import Signature
from bot.channels.envelope import MAX_BODY, encrypted_part
from bot.channels.errors import CallbackRejected
from bot.wechat.door import Door
from tests.channels.vectors import MESSAGES
from tests.wechat.traffic import (
    KEY,
    NOW,
    OLD_KEY,
    OTHER_KEY,
    TEXT,
    TOKEN,
    Posted,
    door,
    plain,
    secret,
    signature,
)


def refused(at: Door, posted: Posted) -> str:
    with pytest.raises(CallbackRejected) as rejected:
        at.open(posted.query, posted.body, NOW)
    return rejected.value.reason


def without(posted: Posted, name: str) -> Posted:
    return Posted({key: value for key, value in posted.query.items() if key != name}, posted.body)


def test_the_published_plain_signature_opens():
    query = {"timestamp": "1714037059", "nonce": "486452656", "echostr": "4375120948345356249"}
    published = query | {"signature": "899cf89e464efb63f54ddac96b0a0a235f53aa78"}
    assert Door("demo", "AAAAA", "plain").verify(published) == "4375120948345356249"


def test_real_traffic_opens():
    vector = MESSAGES["wechat-csharp"]
    query = plain("").query | vector.signature._asdict() | {"encrypt_type": "aes"}
    body = f"<xml><ToUserName>gh</ToUserName><Encrypt>{vector.encrypted}</Encrypt></xml>".encode()
    assert "<MsgId>22226002107809513</MsgId>" in door().open(query, body, NOW).xml


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce"])
def test_verification_without_a_part_of_the_signature_is_refused(name):
    with pytest.raises(CallbackRejected):
        door().verify(without(plain(""), name).query)


def test_verification_with_a_wrong_signature_is_refused():
    with pytest.raises(CallbackRejected):
        door().verify(plain("").query | {"signature": signature("1700000000", "n", token="guess"), "echostr": "x"})


def test_each_mode_takes_what_it_should():
    assert door("plain").open(plain(TEXT).query, plain(TEXT).body, NOW) == (TEXT, None)
    assert door("compatible").open(plain(TEXT).query, plain(TEXT).body, NOW) == (TEXT, None)
    assert refused(door("secure"), plain(TEXT)) == "plaintext"
    posted = secret(TEXT)
    for mode in ("secure", "compatible", "plain"):
        assert door(mode).open(posted.query, posted.body, NOW).xml == TEXT


@pytest.mark.parametrize(
    ("seconds", "reason"), [(-301, "stale"), (-86_400 * 365, "stale"), (301, "early"), (86_400, "early")]
)
def test_a_plain_signature_that_somebody_has_read_is_good_for_minutes(seconds, reason):
    posted = plain(TEXT, str(1700000000 + seconds))
    for mode in ("plain", "compatible"):
        assert refused(door(mode), posted) == reason


@pytest.mark.parametrize("seconds", [-300, -16, 0, 300])
def test_clocks_may_differ_and_a_message_be_delivered_again(seconds):
    posted = plain(TEXT, str(1700000000 + seconds))
    assert door("plain").open(posted.query, posted.body, NOW).xml == TEXT


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1e9", "²"])
def test_a_plain_message_of_no_time_is_refused(timestamp):
    assert refused(door("plain"), plain(TEXT, timestamp)) == "stale"


def test_an_encrypted_message_may_be_old():
    posted = secret(TEXT)
    assert door().open(posted.query, posted.body, NOW + timedelta(days=365)).xml == TEXT


def test_an_encrypted_message_finds_no_key_in_the_plain_mode_without_one():
    assert refused(Door("demo", TOKEN, "plain"), secret(TEXT)) == "cipher"


def test_the_plain_text_beside_an_encrypted_message_is_not_believed():
    posted = secret(TEXT, beside="<Content>something else</Content>")
    assert door("compatible").open(posted.query, posted.body, NOW).xml == TEXT


def test_while_the_key_is_changed_both_open_and_each_seals_its_own_answer():
    at = door("secure", KEY, OLD_KEY)
    for key in (KEY, OLD_KEY):
        posted = secret(TEXT, key)
        opened = at.open(posted.query, posted.body, NOW)
        assert opened.xml == TEXT
        assert opened.crypto is not None
        again = secret("<xml/>", key)  # sealed with the same key: the other one does not open it
        assert opened.crypto.open(Signature.of(again.query), encrypted_part(again.body)) == "<xml/>"
    assert refused(at, secret(TEXT, OTHER_KEY)) == "cipher"


def test_a_message_to_another_account_is_refused():
    assert refused(door(), secret(TEXT, app_id="wx_another")) == "receiveid"


@pytest.mark.parametrize("name", ["timestamp", "nonce", "msg_signature"])
def test_an_encrypted_message_without_a_part_of_its_signature_is_refused(name):
    assert refused(door(), without(secret(TEXT), name)) == "signature"


def test_a_plain_signature_is_no_signature_of_an_encrypted_message():
    posted = secret(TEXT)
    forged = posted.query | {"msg_signature": posted.query["signature"]}
    assert refused(door(), Posted(forged, posted.body)) == "signature"


def test_what_is_too_large_is_not_even_read():
    assert refused(door(), Posted(secret(TEXT).query, b"<" * (MAX_BODY + 1))) == "size"
    assert refused(door("plain"), Posted(plain("").query, b" " * (MAX_BODY + 1))) == "size"


def test_an_entity_bomb_does_not_go_off():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'
    assert refused(door(), Posted(secret(TEXT).query, bomb)) == "envelope"


def test_an_unknown_encryption_is_refused():
    assert refused(door(), Posted(plain("").query | {"encrypt_type": "rot13"}, b"")) == "envelope"


def test_plain_text_that_is_no_text_is_refused():
    assert refused(door("plain"), Posted(plain("").query, b"\xff\xfe")) == "envelope"


QUERIES = st.dictionaries(
    st.sampled_from(["signature", "msg_signature", "timestamp", "nonce", "encrypt_type", "echostr"]),
    st.one_of(st.text(max_size=40), st.sampled_from(["aes", "raw", "1700000000", "n"])),
)


@given(QUERIES, st.binary(max_size=400), st.sampled_from(["plain", "compatible", "secure"]))
def test_whatever_is_posted_ends_in_one_error(query, body, mode):
    for attempt in (lambda: door(mode, KEY, OLD_KEY).open(query, body, NOW), lambda: door(mode).verify(query)):
        with pytest.raises(CallbackRejected):
            attempt()


@given(st.binary(max_size=300))
def test_whatever_is_signed_and_encrypted_by_a_stranger_ends_in_one_error(noise):
    encrypted = base64.b64encode(noise).decode()
    signed = signature("1700000000", "n", encrypted)
    query = plain("").query | {"encrypt_type": "aes", "msg_signature": signed}
    body = f"<xml><Encrypt>{encrypted}</Encrypt></xml>".encode()
    assert refused(door(), Posted(query, body)) in ("cipher", "envelope")


def test_nothing_secret_is_shown():
    assert TOKEN not in repr(door())
    assert KEY not in repr(door())
