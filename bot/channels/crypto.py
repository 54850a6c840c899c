"""Callback encryption: wechatpy's, with the checks that it leaves out and one error for whatever goes wrong."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from typing import NamedTuple, Self

from wechatpy.crypto import PrpCrypto, WeChatCrypto
from wechatpy.crypto.cryptography import WeChatCipher
from wechatpy.exceptions import InvalidAppIdException
from wechatpy.utils import WeChatSigner

from bot.channels.errors import CallbackRejected

MAX_PADDING = 32  # PKCS#7 to multiples of 32, twice the cipher's own block
HEAD = 16 + 4  # random bytes, then the length of the message


class Signature(NamedTuple):
    """What stands in the query of every encrypted callback."""

    msg_signature: str
    timestamp: str
    nonce: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        try:
            return cls(query["msg_signature"], query["timestamp"], query["nonce"])
        except KeyError:
            raise CallbackRejected("signature") from None


class CallbackCrypto:
    """Opens what the channel sends and seals what it is answered.

    `receive_id` is the corp id where the channel is an app of WeCom, the app id where it is an official account.
    """

    def __init__(self, token: str, encoding_aes_key: str, receive_id: str) -> None:
        if not re.fullmatch(r"[A-Za-z0-9]{1,32}", token):
            raise ValueError("token: must be 1 to 32 letters and digits")
        if not re.fullmatch(r"[A-Za-z0-9]{43}", encoding_aes_key):
            raise ValueError("encoding_aes_key: must be exactly 43 letters and digits")
        self._token = token
        self._receive_id = receive_id
        self._wechat = WeChatCrypto(token, encoding_aes_key, receive_id)
        self._cipher = _Cipher(self._wechat.key)

    def verify(self, signature: Signature, echostr: str) -> str:
        """What the admin console wants to read back when the URL is saved."""
        return self.open(signature, echostr)

    def open(self, signature: Signature, encrypted: str) -> str:
        """The XML inside `encrypted`, from the channel and for us. Raises CallbackRejected and nothing else."""
        self._check(signature, encrypted)
        try:
            return str(self._cipher.decrypt(encrypted, self._receive_id))
        except InvalidAppIdException:
            raise CallbackRejected("receiveid") from None
        except ValueError:  # not base64, not whole blocks, bad padding or length, not UTF-8
            raise CallbackRejected("cipher") from None

    def seal(self, reply_xml: str, nonce: str, timestamp: str) -> str:
        """The encrypted and signed envelope of a passive reply."""
        # The public method builds a cipher for every message, with a predictable prefix.
        envelope = self._wechat._encrypt_message(reply_xml, nonce, timestamp, lambda _key: self._cipher)  # noqa: SLF001
        return str(envelope)

    def _check(self, signature: Signature, encrypted: str) -> None:
        signer = WeChatSigner()
        try:
            signer.add_data(self._token, signature.timestamp, signature.nonce, encrypted)
            received = signature.msg_signature.encode()
        except UnicodeEncodeError:
            raise CallbackRejected("signature") from None
        if not hmac.compare_digest(signer.signature.encode(), received):
            raise CallbackRejected("signature")


class _CheckedAes(WeChatCipher):  # type: ignore[misc]  # wechatpy ships no types
    """wechatpy cuts the plaintext where its last byte and its length field say; here they must make sense first."""

    def decrypt(self, ciphertext: bytes) -> bytes:
        if not ciphertext:
            raise ValueError("nothing to decrypt")
        plain: bytes = super().decrypt(ciphertext)
        padding = plain[-1]
        if not 1 <= padding <= MAX_PADDING or not plain.endswith(bytes([padding]) * padding):
            raise ValueError("bad padding")
        room = len(plain) - padding - HEAD
        if int.from_bytes(plain[HEAD - 4 : HEAD], "big") > room:
            raise ValueError("bad length")
        return plain


class _Cipher(PrpCrypto):  # type: ignore[misc]  # wechatpy ships no types
    def __init__(self, key: bytes) -> None:
        self.cipher = _CheckedAes(key)

    def get_random_string(self) -> bytes:
        return secrets.token_bytes(16)
