"""The emulator's own crypto against published pairs, and against wechatpy's."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto

from emulator.crypto import CryptoError, MsgCrypt
from emulator.wechat.postman import sign
from tests.emulator.vectors import A_POST, D_GET, VECTORS, C, Vector

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def crypt_of(vector: Vector) -> MsgCrypt:
    return MsgCrypt(vector.keys.token, vector.keys.aes_key, vector.keys.receive_id)


def decrypt(vector: Vector, **changed: str) -> str:
    parts = {name: getattr(vector, name) for name in ("signature", "timestamp", "nonce", "encrypted")} | changed
    return crypt_of(vector).decrypt(**parts)


def sealed(crypt: MsgCrypt, plain: bytes) -> tuple[str, str, str, str]:
    """Encrypted as it is, with whatever padding and length it claims, and rightly signed."""
    encryptor = crypt._cipher().encryptor()
    encrypted = base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()
    return crypt.sign("1", "2", encrypted), "1", "2", encrypted


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS.keys())
def test_published_ciphertext_is_read(vector: Vector):
    plain = decrypt(vector)
    assert all(part in plain for part in vector.holds)


def test_encryption_with_known_random_bytes_gives_the_published_signature():
    lines = [
        "<xml>",
        "<MsgType><![CDATA[text]]></MsgType>",
        "<Content><![CDATA[test]]></Content>",
        "<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>",
        "<ToUserName><![CDATA[messense]]></ToUserName>",
        "<AgentID>1</AgentID>",
        "<CreateTime>1411525903</CreateTime>",
        "</xml>",
    ]
    crypt = MsgCrypt(C.token, C.aes_key, C.receive_id)
    encrypted = crypt.encrypt("\n".join(lines), random=b"1234567890123456")
    assert encrypted.startswith("9s4gMv99m88kKTh/H8Idk")
    assert crypt.sign("1411525903", "461056294", encrypted) == "407518b7649e86ef23978113f92d27afa9296533"


def test_tencents_own_sample_for_official_accounts_is_met_to_the_byte():
    crypt = MsgCrypt("pamtest", KEY, "wxb11529c136998cb6")
    encrypted = crypt.encrypt("我是中文abcd123", random=b"aaaabbbbccccdddd")
    assert encrypted == "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="


def test_the_plain_signature_says_nothing_of_the_body():
    assert sign("AAAAA", "1714037059", "486452656") == "899cf89e464efb63f54ddac96b0a0a235f53aa78"


@pytest.mark.parametrize(("text", "padding", "ciphertext"), [("a" * 11, 1, 32), ("a" * 12, 32, 64), ("a" * 13, 31, 64)])
def test_padding_fills_blocks_of_32_and_is_never_empty(text: str, padding: int, ciphertext: int):
    crypt = MsgCrypt("t", KEY, "")
    encrypted = crypt.encrypt(text)
    assert len(base64.b64decode(encrypted)) == ciphertext == 16 + 4 + len(text) + padding
    assert crypt.decrypt(crypt.sign("1", "2", encrypted), "1", "2", encrypted) == text


@pytest.mark.parametrize("key", ["", KEY[:-1], KEY + "H", KEY + "=", "$" + KEY[1:], KEY + "\n"])
def test_a_key_that_is_not_43_letters_and_digits_is_refused(key: str):
    with pytest.raises(CryptoError) as refused:
        MsgCrypt("t", key, "corp")
    assert refused.value.code == -40004


def test_one_wrong_digit_in_the_signature_is_noticed():
    wrong = D_GET.signature[:-1] + "2"
    with pytest.raises(CryptoError) as refused:
        decrypt(D_GET, signature=wrong)
    assert refused.value.code == -40001


def test_a_message_for_another_corp_is_refused():
    crypt = MsgCrypt(A_POST.keys.token, A_POST.keys.aes_key, "wx5823bf96d3bd56c8")
    with pytest.raises(CryptoError) as refused:
        crypt.decrypt(A_POST.signature, A_POST.timestamp, A_POST.nonce, A_POST.encrypted)
    assert refused.value.code == -40005


@pytest.mark.parametrize(("encrypted", "code"), [("P9nA!", -40010), ("中文", -40010), ("AAAA", -40007), ("", -40007)])
def test_what_is_no_ciphertext_is_refused(encrypted: str, code: int):
    crypt = MsgCrypt("t", KEY, "corp")
    with pytest.raises(CryptoError) as refused:
        crypt.decrypt(crypt.sign("1", "2", encrypted), "1", "2", encrypted)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        (b"x" * 32, -40007),  # the last byte, 120, is no padding
        (b"x" * 31 + b"\0", -40007),
        (b"x" * 30 + b"\1\2", -40007),  # says two, shows one
        (b"x" * 16 + b"\x10" * 16, -40008),  # nothing but random bytes
        (b"x" * 16 + struct.pack(">I", 99) + b"hi" + b"\n" * 10, -40008),
        (b"x" * 16 + struct.pack(">I", 2) + b"\xff\xfe" + b"corp" + b"\6" * 6, -40008),
        (b"x" * 16 + struct.pack(">I", 2) + b"hi" + b"copr" + b"\6" * 6, -40005),
    ],
)
def test_a_plaintext_that_lies_about_itself_is_refused(plain: bytes, code: int):
    crypt = MsgCrypt("t", KEY, "corp")
    with pytest.raises(CryptoError) as refused:
        crypt.decrypt(*sealed(crypt, plain))
    assert refused.value.code == code


@given(st.text(max_size=200))
def test_wechatpy_and_the_emulator_read_each_other(text: str):
    theirs, ours = PrpCrypto(base64.b64decode(KEY + "=")), MsgCrypt("t", KEY, "corp")
    assert theirs.decrypt(ours.encrypt(text), "corp") == text
    encrypted = theirs.encrypt(text, "corp").decode()
    assert ours.decrypt(ours.sign("1", "2", encrypted), "1", "2", encrypted) == text
