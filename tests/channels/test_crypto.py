from __future__ import annotations

import base64
import re

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.enterprise.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from bot.channels.crypto import CallbackCrypto, Signature
from bot.channels.errors import CallbackRejected
from tests.channels.vectors import (
    GO_WORKWX_GET,
    MESSAGES,
    TENCENT,
    VERIFICATIONS,
    WECHAT_JAVA,
    WECHATPY,
    Account,
    Vector,
)

ANONYMOUS = Account("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "")


WECHATPY_MESSAGE = """
<xml>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[test]]></Content>
<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>
<ToUserName><![CDATA[messense]]></ToUserName>
<AgentID>1</AgentID>
<CreateTime>1411525903</CreateTime>
</xml>
"""


def signed(account: Account, encrypted: str, timestamp: str = "1700000000", nonce: str = "abc") -> Signature:
    signer = WeChatSigner()
    signer.add_data(account.token, timestamp, nonce, encrypted)
    return Signature(signer.signature, timestamp, nonce)


def encrypted_as_is(account: Account, plain: bytes) -> str:
    """Whole blocks through the cipher alone, so that tests can get the rest wrong."""
    key = base64.b64decode(account.key + "=")
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


def reason_of(account: Account, encrypted: str, signature: Signature | None = None) -> str:
    with pytest.raises(CallbackRejected) as rejected:
        account.crypto().open(signature or signed(account, encrypted), encrypted)
    return rejected.value.reason


def parts_of(envelope: str) -> tuple[Signature, str]:
    def part(name: str) -> str:
        found = re.search(rf"<{name}>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</{name}>", envelope)
        assert found, envelope
        return found[1]

    return Signature(part("MsgSignature"), part("TimeStamp"), part("Nonce")), part("Encrypt")


@pytest.mark.parametrize("vector", VERIFICATIONS.values(), ids=VERIFICATIONS)
def test_published_verifications_give_their_plaintext(vector: Vector):
    assert vector.account.crypto().verify(vector.signature, vector.encrypted) == vector.contains


@pytest.mark.parametrize("vector", MESSAGES.values(), ids=MESSAGES)
def test_published_messages_can_be_opened(vector: Vector):
    assert vector.contains in vector.account.crypto().open(vector.signature, vector.encrypted)


def sealed_with_prefix(account: Account, message: str, prefix: bytes, *, nonce: str, timestamp: str) -> str:
    crypto = account.crypto()
    crypto._cipher.get_random_string = lambda: prefix
    return crypto.seal(message, nonce, timestamp)


def test_sealing_gives_the_published_ciphertext_when_the_prefix_is_the_published_one():
    envelope = sealed_with_prefix(
        WECHATPY, WECHATPY_MESSAGE.strip(), b"1234567890123456", nonce="461056294", timestamp="1411525903"
    )
    signature, encrypted = parts_of(envelope)
    assert encrypted.startswith("9s4gMv99m88kKTh/H8Idk")
    assert signature == ("407518b7649e86ef23978113f92d27afa9296533", "1411525903", "461056294")


def test_the_official_account_sample_is_the_same_scheme():
    envelope = sealed_with_prefix(
        WECHAT_JAVA, "我是中文abcd123", b"aaaabbbbccccdddd", nonce="xxxxxx", timestamp="1409304348"
    )
    assert parts_of(envelope)[1] == (
        "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="
    )


@pytest.mark.parametrize(("length", "padding"), [(11, 1), (12, 32), (13, 31)])
def test_padding_fills_blocks_of_32_and_never_is_missing(length: int, padding: int):
    signature, encrypted = parts_of(ANONYMOUS.crypto().seal("a" * length, "abc", "1700000000"))
    key = base64.b64decode(ANONYMOUS.key + "=")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    assert decryptor.update(base64.b64decode(encrypted))[-1] == padding
    assert ANONYMOUS.crypto().open(signature, encrypted) == "a" * length


def test_what_is_sealed_can_be_opened_by_a_client_that_we_did_not_write():
    signature, encrypted = parts_of(TENCENT.crypto().seal("<xml>你好</xml>", "abc", "1700000000"))
    theirs = WeChatCrypto(TENCENT.token, TENCENT.key, TENCENT.receive_id)
    assert theirs.decrypt_message({"Encrypt": encrypted}, *signature) == "<xml>你好</xml>"


def test_the_same_text_is_never_sealed_alike_twice():
    crypto = TENCENT.crypto()
    assert len({parts_of(crypto.seal("same", "abc", "1700000000"))[1] for _ in range(20)}) == 20


@pytest.mark.parametrize("field", range(3))
def test_one_changed_character_in_the_query_is_refused(field: int):
    vector = VERIFICATIONS["go-workwx"]
    changed = list(vector.signature)
    changed[field] = ("0" if changed[field][0] != "0" else "1") + changed[field][1:]
    assert reason_of(vector.account, vector.encrypted, Signature(*changed)) == "signature"


def test_a_signature_outside_ascii_is_refused():
    vector = VERIFICATIONS["tencent"]
    for nonsense in ("签名", "\ud800", ""):
        assert reason_of(vector.account, vector.encrypted, vector.signature._replace(msg_signature=nonsense)) == (
            "signature"
        )


def test_a_query_without_signature_is_refused():
    with pytest.raises(CallbackRejected, match="signature"):
        Signature.of({"timestamp": "1", "nonce": "2"})


def test_another_corps_message_is_refused_even_when_signed_with_our_token():
    other = Account(TENCENT.token, TENCENT.key, "wx0000000000000000")
    signature, encrypted = parts_of(other.crypto().seal("hello", "abc", "1700000000"))
    assert reason_of(TENCENT, encrypted, signature) == "receiveid"


BROKEN_PLAINTEXTS = {
    "nothing": b"",
    "no room for a length": b"r" * 15 + b"\x01",
    "padding of nothing": b"r" * 16 + b"\0\0\0\0" + b"a" * 11 + b"\0",
    "padding of 33": b"r" * 16 + b"\0\0\0\x01" + b"a" * 11 + b"\x21" * 33,
    "padding bytes that differ": b"r" * 16 + b"\0\0\0\x01" + b"a" * 10 + b"\x01\x02",
    "more padding than message": b"\x20" * 16,
    "a length beyond the end": b"r" * 16 + b"\0\0\0\xff" + b"a" * 11 + b"\x01",
    "a negative length": b"r" * 16 + b"\xff\xff\xff\xff" + b"a" * 11 + b"\x01",
    "no text": b"r" * 16 + b"\0\0\0\x02" + b"\xff\xfe" + b"\x0a" * 10,
}


@pytest.mark.parametrize("plain", BROKEN_PLAINTEXTS.values(), ids=BROKEN_PLAINTEXTS)
def test_plaintext_that_makes_no_sense_is_refused(plain: bytes):
    assert reason_of(ANONYMOUS, encrypted_as_is(ANONYMOUS, plain)) == "cipher"


@pytest.mark.parametrize("encrypted", ["", "a", "签", "AAAA", "!!!!", "A" * 63, "=" * 64])
def test_ciphertext_that_is_none_is_refused(encrypted: str):
    assert reason_of(TENCENT, encrypted) == "cipher"


@pytest.mark.parametrize("length", [0, 42, 44])
def test_a_key_of_the_wrong_length_is_refused(length: int):
    with pytest.raises(ValueError, match="encoding_aes_key: must be exactly 43"):
        CallbackCrypto("token", "a" * length, "corp")


@pytest.mark.parametrize("key", [GO_WORKWX_GET.key + "=", "$" + GO_WORKWX_GET.key[1:], GO_WORKWX_GET.key + "\n"])
def test_a_key_with_other_characters_is_refused(key: str):
    with pytest.raises(ValueError, match="encoding_aes_key"):
        CallbackCrypto("token", key, "corp")


@pytest.mark.parametrize("token", ["", "a" * 33, "with space", "中文", "token\n"])
def test_a_token_that_the_console_would_not_take_is_refused(token: str):
    with pytest.raises(ValueError, match="token: must be 1 to 32"):
        CallbackCrypto(token, GO_WORKWX_GET.key, "corp")


def test_neither_key_nor_token_shows_when_it_is_printed():
    shown = repr(TENCENT.crypto()) + str(TENCENT.crypto())
    assert TENCENT.key not in shown
    assert TENCENT.token not in shown


@given(st.text(), st.text(), st.text(), st.text())
def test_garbage_ends_in_a_rejection(signature: str, timestamp: str, nonce: str, encrypted: str):
    with pytest.raises(CallbackRejected):
        TENCENT.crypto().open(Signature(signature, timestamp, nonce), encrypted)


@given(st.binary(max_size=400))
def test_garbage_under_a_good_signature_ends_in_a_rejection(data: bytes):
    encrypted = base64.b64encode(data).decode()
    with pytest.raises(CallbackRejected):
        TENCENT.crypto().open(signed(TENCENT, encrypted), encrypted)


@given(st.binary(max_size=20).map(lambda data: data.ljust(len(data) + -len(data) % 16, b"\x01")), st.integers(0, 255))
def test_garbage_under_the_right_key_ends_in_a_rejection(blocks: bytes, last: int):
    encrypted = encrypted_as_is(TENCENT, (blocks or b"\0" * 16)[:-1] + bytes([last]))
    with pytest.raises(CallbackRejected):
        TENCENT.crypto().open(signed(TENCENT, encrypted), encrypted)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_sealing_and_opening(text: str):
    signature, encrypted = parts_of(TENCENT.crypto().seal(text, "abc", "1700000000"))
    assert TENCENT.crypto().open(signature, encrypted) == text
