"""What `config.example.toml` shows is what can be set."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bot.channels.facts import Fact, value_of
from bot.commands import check_config
from bot.config import Settings, load
from bot.sms.sender import text_of
from bot.wechat.template import template
from tests.bot.test_config import ENVIRON, SMALLEST
from tickets.documents.lines import lines_of
from tickets.notifications import Stage

EXAMPLE = Path("config.example.toml")


def keys(kind: Any, prefix: str = "") -> dict[str, Any]:
    """Every key that can be set, with its field: `{"tenants.wecom.secret": …}`."""
    found = {}
    hints = get_type_hints(kind)
    for each in fields(kind):
        inner, place = inside(hints[each.name]), prefix + each.name
        if is_dataclass(inner):
            found |= keys(inner, f"{place}.")
        elif get_origin(inner) is Mapping and is_dataclass(get_args(inner)[1]):
            found |= keys(get_args(inner)[1], f"{place}.*.")
        else:
            found[place] = each
    return found


def inside(hint: Any) -> Any:
    """Of a list, and of what may be left out."""
    return get_args(hint)[0] if get_origin(hint) in (tuple, UnionType) else hint


def key_of(path: str) -> str:
    """Without numbers, names that anybody may choose, and what stands within one value."""
    return re.sub(r"\.templates\.\w+", ".templates.*", path.replace("[0]", "")).partition(".fields.")[0]


def test_the_example_loads_as_it_stands():
    settings = load(EXAMPLE, ENVIRON)

    assert settings.tenants[0].wecom.secret.reveal() == "s3cret-text"
    assert settings.capture.window == timedelta(seconds=90)


def with_all_it_shows() -> str:
    """What is written as a comment, because it has no value that suits everybody, is a key as well."""
    return re.sub(r"^# (\w+ = .|\[[\w.]+\]$)", r"\1", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_example_shows_every_key_and_no_other():
    lines = lines_of(with_all_it_shows())
    tables = {key.rpartition(".")[0] for key in keys(Settings)} | {"tenants.wechat.templates", "tenants.sms.templates"}

    assert {key_of(path) for path in lines if not path.endswith("]")} - tables == set(keys(Settings))


def test_each_key_of_the_example_has_its_sentence():
    text = with_all_it_shows().splitlines()
    lines = {path: number for path, number in lines_of("\n".join(text)).items() if key_of(path) in keys(Settings)}

    assert [path for path, number in lines.items() if not text[number - 2].startswith("# ")] == []


def test_what_the_example_calls_a_default_is_the_default():
    shown, smallest = load(EXAMPLE, ENVIRON), tomllib.loads(SMALLEST)
    optional = set(Settings.__dataclass_fields__) - set(smallest)

    assert optional == {
        "database",
        "files",
        "logs",
        "capture",
        "customers",
        "reading",
        "vision",
        "llm",
        "alarm",
        "demo",
    }
    assert {name: getattr(shown, name) for name in optional} == {
        name: Settings.__dataclass_fields__[name].default for name in optional
    }
    assert (shown.server.host, shown.server.port) == ("127.0.0.1", 8700)


ALL_SECRETS = ENVIRON | {
    "ALARM_WEBHOOK": "https://robot",
    "ALARM_MAIL_SERVER": "smtps://ops:secret@mail.example.com",
    "GROUP_ROBOT": "https://robot",
    "WECHAT_SECRET": "s3cret-text",
    "WECHAT_TOKEN": "token123",
    "WECHAT_AES_KEY": "w" * 43,
    "WECHAT_PREVIOUS_AES_KEY": "v" * 43,
    "SMS_SECRET": "s3cret-text",
}


def test_what_the_example_shows_as_a_comment_can_be_set(read):
    settings = read(with_all_it_shows(), ALL_SECRETS)
    (tenant,) = settings.tenants
    assert (settings.alarm.mail_from, settings.alarm.mail_to) == ("paidan@example.com", ("operator@example.com",))
    assert tenant.wechat.templates["claimed"].fields["thing2"] == "fault"
    assert [key.reveal()[0] for key in tenant.wechat.keys] == ["w", "v"]
    assert tenant.sms.templates["travelling"].params == ("number", "who")


def test_the_sms_that_the_example_shows_are_sent_and_read_well_where_little_is_known(read):
    (tenant,) = read(with_all_it_shows(), ALL_SECRETS).tenants
    assert set(tenant.sms.templates) == {Stage.TRAVELLING, Stage.DONE}
    little = {Fact.NUMBER: "1120-7", Fact.WHO: "王师傅"}
    assert {stage: text_of(each, little) for stage, each in tenant.sms.templates.items()} == {
        Stage.TRAVELLING: "您的报修 1120-7：王师傅已出发，请保持电话畅通。",
        Stage.DONE: "您的报修 1120-7：王师傅已修好，请您确认。",
    }


def test_the_template_that_the_example_shows_can_be_filled_whatever_is_known(read):
    (tenant,) = read(with_all_it_shows(), ALL_SECRETS).tenants
    little = {
        Fact.NUMBER: "1120-7",
        Fact.FAULT: "漏水",
        Fact.WHO: "师傅",
        Fact.AT: datetime(2026, 11, 20, 1, tzinfo=UTC),
    }
    for each in tenant.wechat.templates.values():
        template("o-1", each.id, {key: value_of(named, little) for key, named in each.fields.items()})


def test_a_template_that_some_tickets_cannot_fill_is_warned_of(read, capsys):
    example = with_all_it_shows().replace('time4 = "at"', 'time4 = "arrival"')
    assert check_config.run(read(example, ALL_SECRETS), online=False) == 0
    said = capsys.readouterr().err
    assert "注意：example: [tenants.wechat.templates.claimed] 不知道 arrival 时发不出去" in said
    assert "time4" in said


def test_nothing_of_the_example_is_warned_of(read, capsys):
    assert check_config.run(read(with_all_it_shows(), ALL_SECRETS), online=False) == 0
    assert "注意：example" not in capsys.readouterr().err


def test_plain_text_from_wechat_is_warned_of(read, capsys):
    example = with_all_it_shows().replace('mode = "secure"', 'mode = "plain"')
    assert check_config.run(read(example, ALL_SECRETS), online=False) == 0
    assert '注意：example: [tenants.wechat] mode = "plain"' in capsys.readouterr().err


def test_a_step_that_no_sms_is_sent_for_is_warned_of(read, capsys):
    example = with_all_it_shows().replace("[tenants.sms.templates.done]", "[tenants.sms.templates.claimed]")
    assert check_config.run(read(example, ALL_SECRETS), online=False) == 0
    said = capsys.readouterr().err
    assert "注意：example: [tenants.sms.templates.claimed] 永远不会发" in said
    assert "cancelled、done、looked_for、not_yet、reported、rework、travelling、waiting" in said
