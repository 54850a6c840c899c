"""Settings: what is read, and what is said when they are wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigError, Problem, Secret, load
from tickets.documents.lines import lines_of

ENVIRON = {
    "WECOM_SECRET": "s3cret-text",
    "WECOM_TOKEN": "token123",
    "WECOM_AES_KEY": "k" * 43,
}

SMALLEST = """
[server]
public_url = "https://paidan.example.com"

[[tenants]]
slug = "east"
name = "东区"
[tenants.wecom]
corp_id = "ww1"
agent_id = 7
secret = "env:WECOM_SECRET"
token = "env:WECOM_TOKEN"
encoding_aes_key = "env:WECOM_AES_KEY"
"""


def test_the_smallest_file_is_enough(read):
    settings = read(SMALLEST)

    assert settings.tenants[0].slug == "east"
    assert settings.tenants[0].wecom.base_url == "https://qyapi.weixin.qq.com"
    assert settings.database.url.reveal() == "sqlite:///var/paidan.db"


def test_settings_cannot_be_changed(read):
    with pytest.raises(AttributeError):
        read(SMALLEST).server.port = 1


def test_all_problems_are_told_together_each_with_its_line(problems):
    text = (
        SMALLEST.replace("agent_id = 7", 'agent_id = "7"').replace("corp_id", "corpid")
        + '[capture]\nwindow = "90"\ncolour = true\n'
    )

    assert problems(text) == [
        ("tenants[0].wecom.corpid", 9, "没有这一项。是不是 corp_id？"),
        ("tenants[0].wecom.agent_id", 10, "必须是整数，不加引号"),
        ("capture.window", 15, '必须是引号里的时长，如 "90s"、"5m"、"2h"、"3d"'),
        (
            "capture.colour",
            16,
            (
                "没有这一项。这里可以写 window、window_cap、quiet、show_customer_draft_after、"
                "remind_draft_after、expire_draft_after"
            ),
        ),
    ]


def test_the_message_names_file_line_key_and_remedy(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(SMALLEST, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load(path, ENVIRON | {"WECOM_AES_KEY": "k" * 42})

    assert str(caught.value) == (
        f"{path}:13: tenants[0].wecom.encoding_aes_key: 必须正好是 43 个英文字母或数字，现在有 42 个字符"
    )


def test_a_missing_key_is_told_at_its_table(problems):
    text = SMALLEST.replace("agent_id = 7\n", "")

    assert problems(text) == [("tenants[0].wecom.agent_id", 8, "没有写；config.example.toml 里有说明")]


def test_an_empty_file_is_told_what_it_needs(problems):
    assert [(where, line) for where, line, _ in problems("")] == [("server", None), ("tenants", None)]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('server.port = "8700"', "必须是整数，不加引号"),
        ("server.port = true", "必须是整数，不加引号"),
        ("server.port = 70000", "必须在 0 到 65535 之间"),
        ("server.host = 1", "必须是引号里的文字"),
        ('logs.format = "xml"', '必须是 "json" 或 "console"'),
        ("logs.level = 3", '必须是 "debug" 或 "info" 或 "warning" 或 "error"'),
        ("demo.time_travel = 1", "必须是 true 或 false，不加引号"),
        ("capture.quiet = 2", '必须是引号里的时长，如 "90s"、"5m"、"2h"、"3d"'),
        ('capture.window = "0s"', "必须大于 0"),
        ('database.url = "sqlite://"', "必须写明文件，如 sqlite:///var/paidan.db"),
        ('database.url = "sqlite:///:memory:"', "必须写明文件，如 sqlite:///var/paidan.db"),
        (
            'database.url = "postgresql://localhost/paidan"',
            "必须是 sqlite:///FILE 或 postgresql+psycopg://USER:PASSWORD@HOST/DATABASE",
        ),
        (
            'database.url = "postgresql+psycopg://bot:secret@host:port/paidan"',
            "必须是 sqlite:///FILE 或 postgresql+psycopg://USER:PASSWORD@HOST/DATABASE",
        ),
        ('llm.url = "http://[::1/v1"', "必须是以 https:// 或 http:// 开头的网址"),
        ('llm.url = "http://127.0.0.1:70000/v1"', "必须是以 https:// 或 http:// 开头的网址"),
        ("database.threads = 0", "必须在 1 到 64 之间"),
        ('files.url = "ftp://files"', "必须是文件夹、s3://BUCKET 或 s3://BUCKET/PREFIX"),
        ('files.url = ""', "必须是文件夹、s3://BUCKET 或 s3://BUCKET/PREFIX"),
        ("demo = 3", "必须是一张表：名字写在方括号里，设置写在下面"),
        ('capture.quiet = "2m"', "不能比 window 长，不然草稿收口了卡片才到"),
        ('capture.window = "1h"', "不能比 window_cap 长，那是它的上限"),
        ('capture.window_cap = "2d"', "不能比 expire_draft_after 长"),
        (
            'capture.remind_draft_after = "1d"',
            "必须比 expire_draft_after 短：草稿过期就不再提醒了",
        ),
    ],
)
def test_a_wrong_value_is_told_what_it_must_be(problems, line, complaint):
    key = line.split(" = ")[0]
    # A dotted key stands above the first header, so [server] has to become one as well.
    text = line + SMALLEST.replace("[server]\n", "server.")

    assert problems(text) == [(key, 1, complaint)]


@pytest.mark.parametrize("proxy", ["nginx", "10.0.0.1/24", "10.0.0.0/33", "", "10.0.0.1:80"])
def test_a_proxy_is_an_address_or_a_network(problems, proxy):
    found = problems(f'server.trusted_proxies = ["{proxy}"]' + SMALLEST.replace("[server]\n", "server."))
    assert [where for where, _, _ in found] == ["server.trusted_proxies[0]"]


@pytest.mark.parametrize(
    "url", ["paidan.example.com", "ftp://x", "https://", "https://x/", "https://x/path", "https://x?a=1"]
)
def test_an_address_is_scheme_and_host(problems, url):
    assert [where for where, _, _ in problems(SMALLEST.replace("https://paidan.example.com", url))] == [
        "server.public_url"
    ]


@pytest.mark.parametrize("slug", ["", "East", "1st", "a b", "东区", "a" * 33, "a/b"])
def test_a_slug_fits_into_an_address(problems, slug):
    assert [where for where, _, _ in problems(SMALLEST.replace('"east"', f'"{slug}"'))] == ["tenants[0].slug"]


SECOND = SMALLEST[SMALLEST.index("[[tenants]]") :]


def test_two_tenants_cannot_share_a_slug_even_when_one_has_other_problems(problems):
    assert [
        (where, what) for where, _, what in problems(SMALLEST + SECOND.replace("agent_id = 7", "agent_id = 0"))
    ] == [
        ("tenants[1].slug", "和 tenants[0].slug 一样"),
        ("tenants[1].wecom.agent_id", "必须在 1 到 2147483647 之间"),
    ]


def test_two_tenants_cannot_share_an_app(problems):
    assert [(where, line) for where, line, _ in problems(SMALLEST + SECOND.replace('"east"', '"west"'))] == [
        ("tenants[1].wecom.agent_id", 19)
    ]


def test_time_travel_is_for_this_machine_only(problems, read):
    local = SMALLEST + "[demo]\ntime_travel = true\n"

    assert read(local).demo.time_travel
    assert [where for where, _, _ in problems(local.replace("[server]", '[server]\nhost = "0.0.0.0"'))] == [
        "demo.time_travel"
    ]


def test_a_secret_comes_from_a_file_whatever_editors_put_around_it(read, tmp_path):
    (tmp_path / "secret").write_text("\ufefffrom-the-file\n", encoding="utf-8")
    text = SMALLEST.replace("env:WECOM_SECRET", f"file:{tmp_path}/secret")

    assert read(text).tenants[0].wecom.secret == Secret("from-the-file")


def test_a_secret_that_cannot_be_had_is_told_by_its_place(problems, tmp_path):
    (tmp_path / "empty").touch()
    text = SMALLEST.replace("env:WECOM_SECRET", f"file:{tmp_path}/none").replace(
        "env:WECOM_AES_KEY", f"file:{tmp_path}/empty"
    )

    assert [what for _, _, what in problems(text, {})] == [
        f"要从文件 {tmp_path}/none 取值：没有这个文件",
        "要从环境变量 WECOM_TOKEN 取值，可是没有设这个变量",
        f"要从文件 {tmp_path}/empty 取值，可是它是空的",
    ]


def test_secrets_never_show(read):
    settings = read(SMALLEST.replace("env:WECOM_SECRET", "plain-text"))
    shown = f"{settings} {settings!r} {settings.tenants[0].wecom.secret} {settings.tenants[0].wecom.token!r}"

    assert settings.tenants[0].wecom.secret.reveal() == "plain-text"
    assert "***" in shown
    assert not [text for text in ("plain-text", "token123", "kkk") if text in shown]


@given(st.text(st.characters(categories=["L", "N"]), min_size=6))
def test_a_complaint_never_repeats_a_value(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("config") / "config.toml"
    for key in ("public_url", "slug", "corp_id", "agent_id", "encoding_aes_key", "token"):
        line = next(line for line in SMALLEST.splitlines() if line.startswith(key))
        path.write_text(SMALLEST.replace(line, f'{key} = "{text}!"'), encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            load(path, ENVIRON)
        assert all(f"{text}!" not in problem.what for problem in caught.value.problems)


def test_a_slip_of_the_pen_is_told_with_its_line(problems):
    assert problems('[server]\nport = 8700\nhost = "127.0.0.1\n') == [
        ("", 3, "不是正确的 TOML：第 18 列，Illegal character '\\n'")
    ]


def test_a_file_that_is_not_there_is_told_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match=r"没有这个文件。请把 config.example.toml") as caught:
        load(tmp_path / "config.toml", {})

    assert caught.value.problems == (Problem("", "没有这个文件。请把 config.example.toml 复制成它，再填好", None),)


def test_a_file_in_another_encoding_is_told_so(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(SMALLEST.encode("gb18030"))

    with pytest.raises(ConfigError, match="不是 UTF-8 文本"):
        load(path, ENVIRON)


def test_the_mark_that_windows_editors_leave_does_no_harm(read):
    assert read("\ufeff" + SMALLEST).tenants[0].name == "东区"


def test_lines_are_found_through_arrays_dotted_and_quoted_keys_and_long_texts():
    text = '''a.b = 1
"c" = """
d = 2
[e]
"""
[[f]]
[f.g]
h = 3
[[f]]
[[f.i]]
[[f.i]]
j = 4  # k = 5
'''
    assert lines_of(text) == {
        "a.b": 1,
        "c": 2,
        "f[0]": 6,
        "f[0].g": 7,
        "f[0].g.h": 8,
        "f[1]": 9,
        "f[1].i[0]": 10,
        "f[1].i[1]": 11,
        "f[1].i[1].j": 12,
    }
