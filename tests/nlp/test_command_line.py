"""`python -m nlp` in ordinary trouble: one sentence, and an exit status to go by; never a traceback."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import Any

import pytest

READING = [[], ["report"], ["cases"]]
GOOD = '{"text": "电梯困人", "received_at": "2026-11-20T09:00", "fields": {}}\n'.encode()


def run(*words: str, **options: Any) -> tuple[int, str]:
    ended = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "nlp", *words], stderr=subprocess.PIPE, check=False, **options
    )
    return ended.returncode, ended.stderr.decode()


@pytest.mark.parametrize("words", READING)
def test_whoever_pipes_nothing_in_is_told_what_to_pipe(words: list[str]) -> None:
    outer, inner = pty.openpty()
    status, said = run(*words, stdin=inner, stdout=subprocess.DEVNULL)
    os.close(outer)
    os.close(inner)
    assert (status, said) == (2, "请从管道送进 JSON 行，例如：python -m bot readings | python -m nlp report\n")


@pytest.mark.parametrize("words", READING)
def test_what_is_not_utf_8_is_refused(words: list[str]) -> None:
    assert run(*words, input="电梯".encode("gbk"), stdout=subprocess.DEVNULL) == (2, "标准输入不是 UTF-8 文本。\n")


@pytest.mark.parametrize("words", [[], ["report"], ["explain", "电梯困人"]])
def test_whoever_has_read_enough_ends_it_quietly(words: list[str]) -> None:
    read, written = os.pipe()
    os.close(read)
    assert run(*words, input=GOOD, stdout=written) == (1, "")
    os.close(written)


def test_a_terminal_that_knows_no_chinese_shows_question_marks() -> None:
    environ = os.environ | {"PYTHONIOENCODING": "ascii"}
    assert run("explain", "电梯困人", env=environ, stdout=subprocess.DEVNULL) == (0, "")


@pytest.mark.parametrize("now", ["soon", "9999-12-31T23:00"])
def test_a_time_that_is_none_is_refused(now: str) -> None:
    status, said = run("explain", "明天来", "--now", now)
    assert status == 2
    assert f"{now} 不是时间，要写成 2026-11-20T09:00" in said


@pytest.mark.parametrize("received_at", ["soon", "9999-12-31T23:00"])
def test_a_time_with_which_nothing_can_be_counted_is_told_with_its_line(received_at: str) -> None:
    line = json.dumps({"text": "明天来", "received_at": received_at}).encode()
    assert run(input=line, stdout=subprocess.DEVNULL) == (
        1,
        f"第 1 行：received_at 不是能算的时间：{received_at}\n",
    )
