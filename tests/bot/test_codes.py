"""`python -m bot codes …`, as its user sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.line import main

TEXT = "scene,device,address,serial\nlift-3,3号客梯,钱江新城3幢,HR2025-0318\nroom-1204,,锦绣花园3栋1204,\n"


def run(config: Path, *arguments: str) -> int:
    return main(["--config", str(config), "codes", *arguments])


def test_what_is_imported_is_listed(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "codes.csv"
    file.write_text(TEXT, encoding="utf-8-sig")
    assert run(config, "import", str(file)) == 0
    assert "导入了 2 个码。" in capsys.readouterr().out
    assert run(config, "list") == 0
    listed = capsys.readouterr().out
    assert (
        listed == "scene,address,device,serial\nlift-3,钱江新城3幢,3号客梯,HR2025-0318\nroom-1204,锦绣花园3栋1204,,\n"
    )


def test_a_file_with_problems_leaves_everything_as_it_was(
    config: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("scene,device\nlift-3,3号客梯\nlift-3,4号客梯\n,5号客梯\nempty,\n", encoding="utf-8")
    assert run(config, "import", str(file)) == 2
    told = capsys.readouterr().err
    assert "第 3 行：scene lift-3 前面已经有了" in told
    assert "第 4 行：scene 是空的" in told
    assert "第 5 行：既没有说在哪里，也没有说是什么" in told
    assert run(config, "list") == 0
    assert capsys.readouterr().out == "scene,address,device,serial\n"


def test_a_file_that_is_none(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(config, "import", str(tmp_path / "nothing.csv")) == 2
    assert "nothing.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("x,y,z", "比第一行多出几列"),
        ("x\0,y", "scene 里有看不见的字符"),
        (f"x,{'a' * 200_000}", "不是 CSV（field larger than field limit (131072)）"),
        (f"x,{'a' * 300}", "address 超过 255 个字"),
    ],
)
def test_a_line_that_cannot_be_kept_is_told(
    line: str, problem: str, config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "codes.csv"
    file.write_text(f"scene,address\n{line}\n", encoding="utf-8")
    assert run(config, "import", str(file)) == 2
    assert capsys.readouterr().err == f"{file}：第 2 行：{problem}\n"
