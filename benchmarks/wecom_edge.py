"""What one callback costs at the edge, beside wechatpy doing the same: `python -m benchmarks.wecom_edge`.

Microseconds, the best of nine rounds; the two take turns, so that a noisy machine is unfair to neither.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

from wechatpy.enterprise import WeChatCrypto, parse_message

from bot.channels.crypto import CallbackCrypto, Signature
from bot.channels.envelope import encrypted_part
from bot.wecom.updates import to_update

ACCOUNT = ("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
TIMESTAMP, NONCE = "1700000000", "1372623149"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ROUNDS, CALLS = 9, 3000

MESSAGE = (
    "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName>"
    "<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[三楼打印机坏了，卡纸，联系人张三 13800001111，今天下午能来吗]]></Content>"
    "<MsgId>4561255354251345929</MsgId><AgentID>218</AgentID></xml>"
)
REPLY = (
    "<xml><ToUserName><![CDATA[zhangsan]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName>"
    "<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>"
)


def main() -> None:
    ours, theirs = CallbackCrypto(*ACCOUNT), WeChatCrypto(*ACCOUNT)
    sealed = ours.seal(MESSAGE, NONCE, TIMESTAMP)
    encrypted = re.findall(r"<Encrypt><!\[CDATA\[(.*?)]]>", sealed)[0]
    signature = Signature(re.findall(r"<MsgSignature><!\[CDATA\[(.*?)]]>", sealed)[0], TIMESTAMP, NONCE)
    body = f"<xml><ToUserName>{ACCOUNT[2]}</ToUserName><AgentID>218</AgentID><Encrypt>{encrypted}</Encrypt></xml>"
    raw = body.encode()
    compare(
        "open",
        lambda: ours.open(signature, encrypted_part(raw)),
        lambda: theirs.decrypt_message(raw, *signature),
    )
    compare(
        "open and read",
        lambda: to_update(ours.open(signature, encrypted_part(raw)), NOW),
        lambda: parse_message(theirs.decrypt_message(raw, *signature)),
    )
    compare(
        "seal",
        lambda: ours.seal(REPLY, NONCE, TIMESTAMP),
        lambda: theirs.encrypt_message(REPLY, NONCE, TIMESTAMP),
    )


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    rounds = [(took(ours), took(theirs)) for _ in range(ROUNDS)]
    best, other = (min(side) for side in zip(*rounds, strict=True))
    print(f"{name:15} ours {best:6.1f} µs   wechatpy {other:6.1f} µs   ratio {best / other:.2f}")


def took(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    for _ in range(CALLS):
        call()
    return (time.perf_counter() - started) / CALLS * 1e6


if __name__ == "__main__":
    main()
