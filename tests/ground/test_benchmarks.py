"""The benchmarks run, and what they promise holds at any size."""

from __future__ import annotations

import subprocess
import sys

import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  ours


@pytest.mark.postgresql
@pytest.mark.parametrize("name", ["timers", "outbox", "claims", "same_matter"])
def test_a_benchmark_finds_that_everything_happened_once(name):
    result = run("--small", name)

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_books_of_a_small_day_balance():
    result = run("--small", "day")

    assert result.returncode == 0, result.stdout + result.stderr
    assert "everything balances" in result.stdout


def test_no_customers_message_is_refused():
    result = run("--small", "pushes")

    assert result.returncode == 0, result.stdout + result.stderr


def test_a_benchmark_that_does_not_exist_is_said_so():
    result = run("speed")

    assert result.returncode == 2
    assert "没有基准测试 speed，只有 callbacks" in result.stderr
