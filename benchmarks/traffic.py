"""Encrypted callbacks, as WeCom sends them, ready to go out."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator
from xml.sax.saxutils import escape

from emulator.crypto import MsgCrypt

CORP_ID = "wwbenchmark00001"
TOKEN = "benchmarktoken"  # noqa: S105  # of no worth: both sides live for one run on this machine
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
AGENT_ID = 1000002

SITES = ("钱江新城", "滨江花园", "西溪华庭", "金色家园", "望江公寓", "科技大厦", "人民医院", "实验小学")
TROUBLES = (
    "厨房水管漏水，地上都是水",
    "电梯门关不上，按了没反应",
    "空调不制冷，吹出来是热风",
    "楼道灯不亮好几天了",
    "门禁刷卡没反应，业主进不来",
    "马桶堵了水下不去",
    "热水器打不着火",
    "道闸杆抬不起来，车堵在门口",
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
SHAPES = (
    "{site}{building}幢{room}室，{trouble}，联系{name}{phone}",
    (
        "{name} 11-20 09:12\n你好，我是{site}{building}幢{unit}单元{room}的业主，{trouble}\n"
        "{name} 11-20 09:13\n电话{phone}，麻烦明天上午来看看"
    ),
    "客户{name}报修：{trouble}。地址{site}{building}号楼{room}，电话 {phone}，SN:{serial}",
    "{trouble}\n{site}{building}-{unit}-{room}\n{phone}",
)


def reports(seed: int = 1) -> Iterator[str]:
    choose = random.Random(seed)  # noqa: S311  # the same messages in each run
    while True:
        yield choose.choice(SHAPES).format(
            site=choose.choice(SITES),
            building=choose.randint(1, 30),
            unit=choose.randint(1, 4),
            room=choose.randint(1, 28) * 100 + choose.randint(1, 4),
            trouble=choose.choice(TROUBLES),
            name=choose.choice(SURNAMES) + choose.choice(("先生", "女士", "师傅")),
            phone=f"13{choose.randint(100000000, 999999999)}",
            serial=f"HR{choose.randint(20200000, 20259999)}{choose.randint(100, 999)}",
        )


def requests(count: int, *, senders: int = 20_000, seed: int = 1) -> list[bytes]:
    """Whole HTTP requests; every message is another one, from one of so many members of staff."""
    crypto = MsgCrypt(TOKEN, AES_KEY, CORP_ID)
    numbers = itertools.count(int(time.time() * 1000) * 1000)
    texts = reports(seed)
    return [_request(crypto, next(numbers), f"staff{number % senders}", next(texts)) for number in range(count)]


def _request(crypto: MsgCrypt, message_id: int, sender: str, text: str) -> bytes:
    stamp = str(int(time.time()))
    xml = (
        f"<xml><ToUserName><![CDATA[{CORP_ID}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>{stamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>{escape(text)}</Content>"
        f"<MsgId>{message_id}</MsgId><AgentID>{AGENT_ID}</AgentID></xml>"
    )
    nonce = str(message_id % 10**9)
    encrypted = crypto.encrypt(xml)
    signature = crypto.sign(stamp, nonce, encrypted)
    body = (
        f"<xml><ToUserName><![CDATA[{CORP_ID}]]></ToUserName><AgentID><![CDATA[{AGENT_ID}]]></AgentID>"
        f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    ).encode()
    head = (
        f"POST /wecom/demo?msg_signature={signature}&timestamp={stamp}&nonce={nonce} HTTP/1.1\r\n"
        f"Host: 127.0.0.1\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    return head + body
