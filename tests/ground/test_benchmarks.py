"""The benchmarks run, and what they promise holds at any size."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.postgresql
@pytest.mark.parametrize("name", ["timers", "outbox", "claims"])
def test_a_benchmark_runs_and_finds_that_everything_happened_once(name):
    command = [sys.executable, "-m", "benchmarks", "--small", name]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  ours

    assert (result.returncode, "| postgresql |" in result.stdout or name == "outbox") == (0, True), result.stderr


def test_a_benchmark_that_does_not_exist_is_said_so():
    command = [sys.executable, "-m", "benchmarks", "speed"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  ours

    assert result.returncode == 2
    assert "There is no benchmark speed; there are callbacks" in result.stderr
