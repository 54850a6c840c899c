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
        ("tenants[0].wecom.corpid", 9, "is no setting. Did you mean corp_id?"),
        ("tenants[0].wecom.agent_id", 10, "must be a whole number, without quotes"),
        ("capture.window", 15, 'must be a duration in quotes, such as "90s", "5m", "2h" or "3d"'),
        (
            "capture.colour",
            16,
            (
                "is no setting. The settings here are window, window_cap, quiet, show_customer_draft_after, "
                "remind_draft_after, expire_draft_after"
            ),
        ),
    ]


def test_the_message_names_file_line_key_and_remedy(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(SMALLEST, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load(path, ENVIRON | {"WECOM_AES_KEY": "k" * 42})

    assert str(caught.value) == (
        f"{path}:13: tenants[0].wecom.encoding_aes_key: must be exactly 43 characters a-zA-Z0-9, has 42"
    )


def test_a_missing_key_is_told_at_its_table(problems):
    text = SMALLEST.replace("agent_id = 7\n", "")

    assert problems(text) == [("tenants[0].wecom.agent_id", 8, "is missing; config.example.toml shows what it is for")]


def test_an_empty_file_is_told_what_it_needs(problems):
    assert [(where, line) for where, line, _ in problems("")] == [("server", None), ("tenants", None)]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('server.port = "8700"', "must be a whole number, without quotes"),
        ("server.port = true", "must be a whole number, without quotes"),
        ("server.port = 70000", "must be from 0 to 65535"),
        ("server.host = 1", "must be text in quotes"),
        ('logs.format = "xml"', 'must be "json" or "console"'),
        ("logs.level = 3", 'must be "debug" or "info" or "warning" or "error"'),
        ("demo.time_travel = 1", "must be true or false, without quotes"),
        ("capture.quiet = 2", 'must be a duration in quotes, such as "90s", "5m", "2h" or "3d"'),
        ('capture.window = "0s"', "must be longer than nothing"),
        ('database.url = "sqlite://"', "must name a file: sqlite:///var/paidan.db"),
        ('database.url = "sqlite:///:memory:"', "must name a file: sqlite:///var/paidan.db"),
        (
            'database.url = "postgresql://localhost/paidan"',
            "must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE",
        ),
        (
            'database.url = "postgresql+psycopg://bot:secret@host:port/paidan"',
            "must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE",
        ),
        ('llm.url = "http://[::1/v1"', "must be a web address that begins with https:// or http://"),
        ('llm.url = "http://127.0.0.1:70000/v1"', "must be a web address that begins with https:// or http://"),
        ("database.threads = 0", "must be from 1 to 64"),
        ('files.url = "ftp://files"', "must be a folder, s3://BUCKET or s3://BUCKET/PREFIX"),
        ('files.url = ""', "must be a folder, s3://BUCKET or s3://BUCKET/PREFIX"),
        ("demo = 3", "must be a table: its name in square brackets, its settings below"),
        ('capture.quiet = "2m"', "must not be longer than window, or the card would come after its draft is closed"),
        ('capture.window = "1h"', "must not be longer than window_cap, which limits it"),
        ('capture.window_cap = "2d"', "must not be longer than expire_draft_after"),
        (
            'capture.remind_draft_after = "1d"',
            "must be shorter than expire_draft_after: an expired draft reminds nobody",
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
        ("tenants[1].slug", "is the same as tenants[0].slug"),
        ("tenants[1].wecom.agent_id", "must be from 1 to 2147483647"),
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
        f"takes its value from the file {tmp_path}/none: 没有这个文件",
        "takes its value from the environment variable WECOM_TOKEN, which is not set",
        f"takes its value from the file {tmp_path}/empty, which is empty",
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
        ("", 3, "is not valid TOML: Illegal character '\\n' (column 18)")
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
