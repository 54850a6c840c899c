from __future__ import annotations

from datetime import UTC, datetime

from bot.sms.tc3 import Call, Credentials, authorization

PAYLOAD = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
"""Of Tencent's documentation of signature v3, as its other parts are; the key there is 32 asterisks."""


def test_the_documented_call_gets_the_documented_signature():
    credentials = Credentials("AKID" + 32 * "*", 32 * "*")
    call = Call("cvm.tencentcloudapi.com", "cvm", "DescribeInstances", PAYLOAD)
    assert authorization(credentials, call, datetime.fromtimestamp(1551113065, UTC)) == (
        "TC3-HMAC-SHA256 Credential=AKID********************************/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host;x-tc-action, "
        "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
    )


def test_the_key_is_not_shown():
    assert "hidden" not in repr(Credentials("id", "hidden"))
