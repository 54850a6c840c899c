"""WXBizMsgCrypt: how WeCom signs and encrypts callbacks, written from the description alone.

AES-256-CBC with the first 16 bytes of the key as IV; padded to multiples of 32 bytes, not 16. The plaintext is
16 random bytes, the length of the message in 4 bytes (big-endian), the message, and the receiver's id (the corp id).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_TEXT = re.compile(r"[A-Za-z0-9]{43}")
BLOCK = 32
RANDOM = 16


class CryptoError(Exception):
    """`code` is the number that Tencent's own libraries use."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code


class MsgCrypt:
    """Raises CryptoError -40004 for an EncodingAESKey that is not 43 letters and digits."""

    def __init__(self, token: str, encoding_aes_key: str, receive_id: str) -> None:
        if not KEY_TEXT.fullmatch(encoding_aes_key):
            raise CryptoError(-40004, "illegal EncodingAESKey")
        self._token = token
        self._key = base64.b64decode(encoding_aes_key + "=")
        self._receive_id = receive_id.encode()

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        text = "".join(sorted([self._token, timestamp, nonce, encrypted]))
        return hashlib.sha1(text.encode()).hexdigest()  # noqa: S324  the protocol's choice

    def encrypt(self, message: str, random: bytes | None = None) -> str:
        body = message.encode()
        plain = (random or secrets.token_bytes(RANDOM)) + struct.pack(">I", len(body)) + body + self._receive_id
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(_pad(plain)) + encryptor.finalize()).decode()

    def decrypt(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> str:
        """Raises CryptoError: -40001 signature, -40010 Base64, -40007 cipher, -40008 length, -40005 receiver."""
        if not hmac.compare_digest(self.sign(timestamp, nonce, encrypted).encode(), signature.encode()):
            raise CryptoError(-40001, "signature does not match")
        return self._message(_unpad(self._decrypted(encrypted)))

    def _decrypted(self, encrypted: str) -> bytes:
        try:
            data = base64.b64decode(encrypted, validate=True)
        except (binascii.Error, ValueError) as error:
            raise CryptoError(-40010, "not Base64") from error
        if not data or len(data) % 16:
            raise CryptoError(-40007, "not a whole number of cipher blocks")
        decryptor = self._cipher().decryptor()
        return decryptor.update(data) + decryptor.finalize()

    def _message(self, plain: bytes) -> str:
        if len(plain) < RANDOM + 4:
            raise CryptoError(-40008, "shorter than its own header")
        (length,) = struct.unpack(">I", plain[RANDOM : RANDOM + 4])
        body, receiver = plain[RANDOM + 4 :][:length], plain[RANDOM + 4 + length :]
        if len(body) < length:
            raise CryptoError(-40008, "length beyond the end")
        if receiver != self._receive_id:
            raise CryptoError(-40005, "meant for another receiver")
        try:
            return body.decode()
        except UnicodeDecodeError as error:
            raise CryptoError(-40008, "not UTF-8") from error

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))


def _pad(data: bytes) -> bytes:
    count = BLOCK - len(data) % BLOCK
    return data + bytes([count]) * count


def _unpad(data: bytes) -> bytes:
    count = data[-1]
    if not 1 <= count <= BLOCK or data[-count:] != bytes([count]) * count:
        raise CryptoError(-40007, "wrong padding")
    return data[:-count]
