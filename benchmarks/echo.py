"""What a user would otherwise start from: wechatpy's echo bot on Flask. It stores nothing."""

from __future__ import annotations

import os

from flask import Flask, request
from wechatpy.enterprise import create_reply, parse_message
from wechatpy.enterprise.crypto import WeChatCrypto

app = Flask(__name__)
corp_id = os.environ["CORP_ID"]
crypto = WeChatCrypto(os.environ["TOKEN"], os.environ["AES_KEY"], corp_id)


@app.post("/wecom/demo")
def echo() -> str:
    signature, timestamp, nonce = (request.args[name] for name in ("msg_signature", "timestamp", "nonce"))
    xml = crypto.decrypt_message(request.data, signature, timestamp, nonce)
    message = parse_message(xml)
    return crypto.encrypt_message(create_reply(message.content, message).render(), nonce, timestamp)
