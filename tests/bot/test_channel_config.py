"""Settings of what is beside WeCom: channels, alarm, photos; what is said when they are wrong."""

from __future__ import annotations

import sys

import pytest

from tests.bot.test_config import SMALLEST

WECHAT = """
[tenants.wechat]
app_id = "wx1"
secret = "s"
token = "token123"
"""
SMS = """
[tenants.sms]
sign = "安居"
secret = "s"
"""


def test_an_official_account_needs_its_key_unless_it_speaks_plainly(read, problems):
    [(where, _, what)] = problems(SMALLEST + WECHAT)
    assert (where, what) == ("tenants[0].wechat.encoding_aes_key", '没有写：mode = "secure" 要用它')
    assert read(SMALLEST + WECHAT + 'mode = "plain"\n').tenants[0].wechat.keys == ()


def test_the_previous_key_is_another_one(problems):
    key = f'encoding_aes_key = "{"k" * 43}"\n'
    [(where, _, what)] = problems(SMALLEST + WECHAT + key + f"previous_{key}")
    assert (where, what) == ("tenants[0].wechat.previous_encoding_aes_key", "和 encoding_aes_key 一样")
    [(where, _, _)] = problems(SMALLEST + WECHAT + f'mode = "plain"\nprevious_{key}')
    assert where == "tenants[0].wechat.previous_encoding_aes_key"


def test_every_field_of_a_template_is_looked_at(problems):
    fields = 'thing1 = "fault", things2 = "fault", thing3 = "price", phrase4 = "=已接单", number5 = "=很多"'
    template = f'[tenants.wechat.templates.claimed]\nid = "t"\nfields = {{ {fields} }}\n'
    found = problems(SMALLEST + WECHAT + 'mode = "plain"\n' + template)
    at = "tenants[0].wechat.templates.claimed.fields."
    assert [where.removeprefix(at) for where, _, _ in found] == ["things2", "thing3", "number5"]
    assert [what.partition("、")[0] for _, _, what in found] == [
        "不是模板的字段：开头是 thing",
        "必须是 number",
        "必须是数字，最多 32 位",
    ]


def test_a_fact_that_never_fits_its_field_is_told(problems):
    fields = 'time1 = "at", time2 = "number", character_string3 = "link", phone_number4 = "who", date5 = "arrival"'
    template = f'[tenants.wechat.templates.claimed]\nid = "t"\nfields = {{ {fields} }}\n'
    found = problems(SMALLEST + WECHAT + 'mode = "plain"\n' + template)
    at = "tenants[0].wechat.templates.claimed.fields."
    assert [where.removeprefix(at) for where, _, _ in found] == ["time2", "character_string3", "phone_number4"]
    assert found[0][2].startswith("必须是时间")


def test_a_step_that_customers_do_not_hear_of_has_no_template(problems):
    template = '[tenants.wechat.templates.escalated]\nid = "t"\nfields = { thing1 = "fault" }\n'
    [(where, _, what)] = problems(SMALLEST + WECHAT + 'mode = "plain"\n' + template)
    assert where == "tenants[0].wechat.templates.escalated"
    assert '"claimed"' in what


def test_two_tenants_cannot_share_an_official_account(problems):
    other = SMALLEST[SMALLEST.index("[[tenants]]") :].replace("east", "west").replace("agent_id = 7", "agent_id = 8")
    wechat = WECHAT + 'mode = "plain"\n'
    [(where, _, what)] = problems(SMALLEST + wechat + other + wechat)
    assert (where, what) == ("tenants[1].wechat.app_id", "已经是租户 east 的公众号")


@pytest.mark.parametrize(
    ("settings", "complaints"),
    [
        ("", ["url: 没有写：短信要交到哪个网址"]),
        (
            'provider = "tencent"\n[tenants.sms.code]\ntext = "{code}"\n',
            [
                'secret_id: 没有写：provider = "tencent" 要用它',
                'app_id: 没有写：provider = "tencent" 要用它',
                'code.id: 没有写：provider = "tencent" 要用它',
            ],
        ),
        ('url = "sms"\n', ["url: 必须是以 https:// 或 http:// 开头的网址"]),
        (
            'url = "https://sms"\n[tenants.sms.templates.done]\ntext = "{numbr}"\n',
            ["templates.done.text: 花括号里只能写 number"],
        ),
        (
            'url = "https://sms"\n[tenants.sms.templates.done]\ntext = "{number"\n',
            ["templates.done.text: 花括号没有成对"],
        ),
        (
            'url = "https://sms"\n[tenants.sms.code]\ntext = "x"\nparams = ["x", "=5"]\n',
            ["code.params[0]: 必须是 number"],
        ),
    ],
)
def test_what_is_wrong_with_the_settings_of_sms(problems, settings, complaints):
    found = [
        f"{where.removeprefix('tenants[0].sms.')}: {what}" for where, _, what in problems(SMALLEST + SMS + settings)
    ]
    assert [said[: len(wanted)] for said, wanted in zip(found, complaints, strict=True)] == complaints


def test_an_alarm_by_mail_needs_a_server_a_sender_and_somebody_to_read_it(problems):
    [(where, _, what)] = problems(SMALLEST + '[alarm]\nmail_server = "smtp://127.0.0.1:25"\n')
    assert (where, "mail_from 和 mail_to" in what) == ("alarm.mail_server", True)
    [(where, _, _)] = problems(SMALLEST + '[alarm]\nmail_to = ["ops@example.com"]\n')
    assert where == "alarm.mail_to"
    found = problems(SMALLEST + '[alarm]\nmail_server = "mail"\nmail_from = "a@b"\nmail_to = ["ops"]\n')
    assert [where for where, _, _ in found] == ["alarm.mail_server", "alarm.mail_to[0]"]


def test_photos_cannot_be_read_without_the_packages_for_it(problems, monkeypatch):
    monkeypatch.setitem(sys.modules, "zxingcpp", None)

    [(where, _, what)] = problems(SMALLEST + "[vision]\nenabled = true\n")

    assert where == "vision.enabled"
    assert "pip install zxing-cpp" in what
