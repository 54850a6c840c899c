from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.line import main


@pytest.mark.parametrize(
    "words",
    [
        ("tickets", "--json", "--limit", "0"),
        ("tickets", "--json", "--limit", "99999999999999999999"),
        ("duplicates", "--days", "99999999999"),
        ("duplicates", "--days", "week"),
        ("demo", "--port", "1"),
        ("playbook", "backtest", "--days", "0"),
    ],
)
def test_a_number_out_of_its_range_is_refused_with_the_option_it_stands_behind(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert f"{words[-2]}：要在 " in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("account", "--day", "yesterday"), ("account", "--day", "0001-01-01"), ("readings", "--since", "11-21")]
)
def test_a_day_that_is_none_is_refused(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert f"{words[-2]}：{words[-1]} 不是日期" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "还缺 COMMAND"),
        (("tikets",), "COMMAND：没有 'tikets'，只有 'demo', 'run'"),
        (("playbook", "apply"), "还缺 FILE"),
        (("tickets", "--tenant"), "--tenant 后面要写一个值"),
        (("tickets", "--jsn"), "不认识 --jsn"),
    ],
)
def test_words_that_do_not_fit_are_told_in_chinese(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    usage, told = capsys.readouterr().err.strip().rsplit("\n", 1)
    assert usage.startswith("用法：python -m bot")
    assert told.startswith(said)


READING = (
    "run",
    "check-config",
    "codes list",
    "codes import x.csv",
    "codes draw x",
    "menu",
    "links 1122-7",
    "migrate",
    "tickets",
    "duplicates",
    "account",
    "readings",
    "playbook check",
    "playbook apply x.toml",
    "playbook diff",
    "playbook explain 灯不亮",
    "playbook backtest",
)
"""Every command that reads a configuration."""


@pytest.mark.parametrize("command", READING)
def test_the_configuration_is_named_before_a_command_or_behind_it(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two of which neither is there, so that the one that is asked for is told."""
    before, behind = str(tmp_path / "before.toml"), str(tmp_path / "behind.toml")
    for words, read in (
        (["--config", before, *command.split()], before),
        ([*command.split(), "--config", behind], behind),
        (["--config", before, *command.split(), "--config", behind], behind),
    ):
        assert main(words) == 2
        assert capsys.readouterr().err.startswith(f"{read}: 没有这个文件。请把 config.example.toml 复制成它")
