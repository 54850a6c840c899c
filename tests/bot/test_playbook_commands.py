"""`python -m bot playbook …`, as its user sees it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.commands.line import main
from storage.database import Database
from tests.tickets.samples import MINIMAL, NOW, a_ticket
from tickets.staffing import Availability

TEXT = MINIMAL.read_text(encoding="utf-8")
PROPERTY = "playbooks/wuye.toml"


def run(config: Path, *arguments: str) -> int:
    return main(["--config", str(config), "playbook", *arguments])


def test_a_right_file_is_called_right_and_what_is_in_it_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Path("none.toml"), "check", PROPERTY) == 0
    assert "wuye.toml 没有问题：13 人，3 个组，2 个片区" in capsys.readouterr().out


def test_everything_wrong_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.toml"
    file.write_text(TEXT.replace('claim = "30m"', 'claim = "30"').replace('"phone"', '"fax"'), encoding="utf-8")
    assert run(tmp_path, "check", str(file)) == 2
    *told, summed_up = capsys.readouterr().err.splitlines()
    assert summed_up == "共 2 处不对，改好再来。"
    assert [line.split(": ")[:2] for line in told] == [
        [f"{file}:7", "defaults.required[1]"],
        [f"{file}:8", "defaults.claim"],
    ]
    assert run(tmp_path, "check", str(tmp_path / "none.toml")) == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_what_is_suspicious_is_told_and_forgiven(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.toml"
    file.write_text(TEXT.replace('desk = ["lijing"]', ""), encoding="utf-8")
    assert run(tmp_path, "check", str(file)) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith("可疑：")
    assert "「lijing」不在班组里" in captured.err


def test_a_file_is_applied_once_and_then_is_in_force(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(config.parent / "playbook.toml")
    assert run(config, "apply", file) == 0
    assert "east 剧本第 1 版启用了" in capsys.readouterr().out
    assert run(config, "apply", file) == 0
    assert "已经在用，就是 east 剧本第 1 版" in capsys.readouterr().out
    assert run(config, "diff") == 0
    assert run(config, "diff", PROPERTY) == 1
    assert '-name = "最小样板"' in capsys.readouterr().out
    assert run(config, "apply", PROPERTY) == 0
    assert "第 2 版" in capsys.readouterr().out


def test_whoever_has_no_name_applies_a_file_as_a_number(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 424242)
    assert run(config, "apply", PROPERTY) == 0
    database = Database(f"sqlite:///{config.parent}/paidan.db")
    with database.reading("east") as uow:
        applied = uow.playbooks.newest()
    database.close()
    assert applied is not None
    assert applied.applied_by == "uid 424242"


def test_a_wrong_file_is_not_applied(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = config.parent / "wrong.toml"
    file.write_text(TEXT.replace("sunban", "sun", 1), encoding="utf-8")
    assert run(config, "apply", str(file)) == 2
    assert "「people」里没有「sunban」" in capsys.readouterr().err


def test_explaining_needs_no_configuration_where_a_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    message = "钱江新城3幢电梯困人，王女士13800001111"
    assert run(Path("none.toml"), "explain", message, PROPERTY, "--at", "2026-11-20T09:00") == 0
    told = capsys.readouterr().out
    for line in (
        "类型：电梯困人（因为「困人」），危及人身安全",
        "片区：钱江新城片区（因为「钱江新城」）",
        "按规则「钱江新城困人」，派给 A 班（钱江）",
        "问 孙班长",
        "09:05 前接单：电梯困人 5 分钟，从 09:00 报修起算",
        "09:05　报修 5 分钟还没有人接单：转给 陈班长，告知 周总（强提醒）",
        "客户一直不说修没修好：1 天、2 天后各问一次，3 天后按「未确认」关闭",
        "管家 丁洁 评价服务和专业",
        "吴敏 抽查 5%；返工、未确认、2 星及以下的全看",
    ):
        assert f"  {line}" in told


def test_explaining_tells_by_when_people_hear_what_is_repeated_and_who_is_asked_in_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    message = "钱江新城3幢501水管爆管漏水，王女士13800001111"
    assert run(Path("none.toml"), "explain", message, PROPERTY, "--at", "2026-11-20T00:44") == 0
    told = capsys.readouterr().out.partition("没有人管的话\n")[2].partition("完工以后")[0]
    for line in (
        "00:46　没有人接单就每 2 分钟再强提醒一次 王工，到 01:14 为止\n",
        "00:59　报修 15 分钟还没有人接单：提醒 孙班长，告知 李静（孙班长 免打扰，由后面的代替）\n",
        "02:44　报修 2 小时还没有到场：提醒 孙班长（孙班长 免打扰，07:00 才听到）\n",
        "09:14　一直没有人接单：请 孙班长 安排，以后每过 8 小时再说一次\n",
    ):
        assert f"  {line}" in told
    assert told.count("一直没有人接单") == 1


def test_explaining_tells_which_rules_came_close_and_what_would_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["explain", "滨江2幢漏水", PROPERTY, "--source", "mini_program", "--at", "22:30"]
    assert run(Path("none.toml"), *arguments) == 0
    told = capsys.readouterr().out
    assert "请发一张照片" in told
    assert "漏水影响到公共区域（楼道、大堂、电梯厅）了吗？" in told
    assert "「其他片区困人」不符：类型要是 电梯困人，现在是 漏水应急" in told


def test_explaining_by_what_is_in_force(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(config, "explain", "灯不亮") == 0
    assert capsys.readouterr().out.startswith(str(config.parent / "playbook.toml"))
    assert run(config, "apply", PROPERTY) == 0
    capsys.readouterr()
    assert run(config, "explain", "灯不亮") == 0
    assert capsys.readouterr().out.startswith("east 剧本第 1 版")


@pytest.mark.parametrize("at", ["noon", "25:00", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_time_that_is_none_is_refused(at: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Path("none.toml"), "explain", "灯不亮", PROPERTY, "--at", at) == 2
    assert capsys.readouterr().err == f"--at：{at} 不是时间，要写成 22:30 或 2026-11-22T22:30。\n"


def test_a_backtest_tells_who_would_have_had_what(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(f"sqlite:///{config.parent}/paidan.db")
    with database.unit_of_work("east") as uow:
        uow.tickets.add(a_ticket(text="钱江新城电梯困人", assignee="zhaogong", opened_at=NOW))
    database.close()
    assert run(config, "backtest", "--days", "3650", PROPERTY) == 0
    told = capsys.readouterr().out
    assert "最近 3650 天的 1 张工单" in told
    assert "孙班长　1 / 0" in told
    assert "其他片区困人　0（有 1 张对得上，都被前面的规则拿走了）" in told
    assert "1120-7　实际 赵工，会问 孙班长" in told


def test_explaining_tells_when_it_is_looked_at_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.toml"
    nobody_on_call = re.sub(r"(?m)^on_call = .*$", "", Path(PROPERTY).read_text(encoding="utf-8"))
    file.write_text(nobody_on_call, encoding="utf-8")
    message = "钱江新城3幢501灯不亮，王女士13800001111"
    assert run(Path("none.toml"), "explain", message, str(file), "--at", "2026-11-20T23:00") == 0
    told = capsys.readouterr().out.partition("没有人管的话\n")[2]
    assert told.startswith("  11月21日 08:00　再看一次有谁能去：问 王工、赵工\n")


def on_leave(config: Path, userid: str) -> None:
    database = Database(f"sqlite:///{config.parent}/paidan.db")
    with database.unit_of_work("east") as uow:
        uow.availability.say(userid, Availability(away=True, since=NOW), said_by=userid)
    database.close()


def test_explaining_asks_the_database_who_is_away(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    on_leave(config, "sunban")
    on_leave(config, "chenban")
    assert run(config, "explain", "钱江新城3幢电梯困人", PROPERTY, "--at", "2026-11-20T09:10") == 0
    told = capsys.readouterr().out
    for line in (
        "按数据库里那时的请假、手上的单和轮空：请假的有 孙班长、陈班长",
        "  不问 孙班长：请假",
        "  问 周总",
        "  09:15　报修 5 分钟还没有人接单：转给 周总，告知 周总（强提醒）",
    ):
        assert line in told


def test_without_a_database_explaining_says_that_everybody_is_taken_to_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "none.toml", "explain", "灯不亮", PROPERTY) == 0
    assert "没有可用的数据库：当作人人都在" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_whoever_is_to_act_is_not_told_of_it_a_second_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.toml"
    file.write_text(TEXT.replace('warn = ["reporter"]', 'warn = ["leader", "director"]'), encoding="utf-8")
    assert run(Path("none.toml"), "explain", "灯不亮", str(file), "--at", "09:00") == 0
    assert "09:30　报修 30 分钟还没有人接单：提醒 孙班长，告知 周总\n" in capsys.readouterr().out
