"""`python -m benchmarks reading`: how fast messages are read, beside the tools one would otherwise take.

Each contender runs in a process of its own, all on one core, over the same messages. JioNLP is no dependency: name
the Python of an environment that has it in `JIONLP_PYTHON`.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from itertools import islice
from typing import Any

from benchmarks.traffic import reports

MESSAGES = 400
ROUNDS = 5
RUNS = 3  # the best of them counts: the first compiles, and others use the machine
LIMIT = 20_000
HOSTILE = {
    "one letter": "a",
    "digits": "1",
    "a blank and digits": "138 0013 ",
    "telephone numbers": "0571-88886666 ",
    "counted digits": "139三个五零二一二三号",
    "house numbers": "3-2-",
    "tabs": "\t",
    "lines": "张三: 1\n",
    "serial cues": "SN:",
    "surnames": "王",
    "times": "明天上午9点",
    "invisible": "\u200b",
    "right to left": "\u202e",
    "emoji": "😀",
    "half a surrogate pair": "\ud800",
    "markup": "<b>&nbsp;",
    "SQL": "' OR 1=1; --",
}

# Run in the contender's own process: prints figures as JSON. `read` is defined by what stands in front.
MEASURE = """
import json, sys, time
messages = json.load(sys.stdin)
read(messages[0])
first, first_cpu = time.perf_counter() - started, time.process_time()
for message in messages:
    read(message)
times = []
cpu = time.process_time()
for _ in range(ROUNDS):
    for message in messages:
        at = time.process_time()
        read(message)
        times.append(time.process_time() - at)
cpu = time.process_time() - cpu
times.sort()
status = dict(line.split(":") for line in open("/proc/self/status") if line.startswith("VmHWM"))  # since exec
peak = int(status["VmHWM"].split()[0])
print(json.dumps({
    "per second": len(times) / cpu,
    "p50 ms": times[len(times) // 2] * 1e3,
    "p99 ms": times[int(len(times) * 0.99)] * 1e3,
    "first answer ms": first * 1e3,
    "of CPU": first_cpu * 1e3,
    "memory MiB": peak / 1024,
}))
"""
CONTENDERS = {
    "this reader": """
import nlp
from datetime import datetime
NOW = datetime(2026, 11, 20, 9, 0)
def read(message):
    return nlp.read(message, NOW)
""",
    "phonenumbers alone": """
from phonenumbers import PhoneNumberMatcher
def read(message):
    return list(PhoneNumberMatcher(message, "CN"))
""",
    "jieba, its own dictionary": """
import jieba
jieba.setLogLevel(60)
def read(message):
    return jieba.lcut(message)
""",
    "JioNLP, numbers and places": """
import jionlp
def read(message):
    return jionlp.extract_phone_number(message), jionlp.recognize_location(message)
""",
}


def main() -> None:
    messages = list(islice(reports(), MESSAGES))
    print(f"{MESSAGES} messages, {ROUNDS} rounds, one core; times by CPU, the best of {RUNS} runs\n")
    for name, code in CONTENDERS.items():
        report(name, measured(name, code, messages))
    hostile()


def report(name: str, figures: dict[str, float] | str) -> None:
    if isinstance(figures, str):
        print(f"{name:28} {figures}")
    else:
        print(f"{name:28} " + "  ".join(f"{key} {value:,.2f}" for key, value in figures.items()))


def measured(name: str, code: str, messages: list[str]) -> dict[str, float] | str:
    python = os.environ.get("JIONLP_PYTHON") if name.startswith("JioNLP") else sys.executable
    if python is None:
        return "not measured: JIONLP_PYTHON names no environment"
    script = f"import time; started = time.perf_counter(); ROUNDS = {ROUNDS}\n{code}\n{MEASURE}"
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
        runs = [run(python, script, messages, environment) for _ in range(RUNS)]
    failed = next((each for each in runs if isinstance(each, str)), None)
    if failed is not None:
        return failed
    best = {key: min(each[key] for each in runs if not isinstance(each, str)) for key in runs[0]}
    return {**best, "per second": max(each["per second"] for each in runs if not isinstance(each, str))}


def run(python: str, script: str, messages: list[str], environment: dict[str, str]) -> dict[str, float] | str:
    command = ["taskset", "-c", "0", python, "-c", script]
    told = json.dumps(messages)
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1:]}"
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def hostile() -> None:
    """In milliseconds of CPU, the best of several: what is collected meanwhile belongs to no text."""
    import time
    from datetime import datetime

    import nlp

    now = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 - the reader is told local time
    chaos = random.Random(1)  # noqa: S311  # the same in each run
    pieces = list(HOSTILE.values())
    texts: dict[str, str] = {name: (piece * LIMIT)[:LIMIT] for name, piece in HOSTILE.items()}
    texts["all of them mixed"] = "".join(chaos.choice(pieces) for _ in range(LIMIT))[:LIMIT]
    figures: dict[str, Any] = {}

    def timed(text: str) -> float:
        at = time.process_time()
        nlp.read(text, now)
        return (time.process_time() - at) * 1e3

    for name, text in texts.items():
        figures[name] = min(timed(text) for _ in range(ROUNDS))
    print(f"\n{LIMIT:,} characters of")
    for name, milliseconds in sorted(figures.items(), key=lambda each: -each[1]):
        print(f"    {name:24} {milliseconds:6.1f} ms")


if __name__ == "__main__":
    main()
