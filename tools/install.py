"""Builds the virtual environment `.venv` and installs the locked versions into it.

    python tools/install.py requirements.lock .venv/stamp

Only the standard library is used: this runs before anything is installed.
"""

import re
import subprocess
import sys
import time
import venv
from pathlib import Path

ENVIRONMENT = Path(".venv")
PYTHON = ENVIRONMENT / "bin" / "python"
LOG = ENVIRONMENT / "install.log"
NAMED = re.compile(r"(?:Collecting|Processing|Requirement already satisfied:) (?:\S+/)?(\S+)")


def main(lock: str, stamp: str) -> None:
    started = time.monotonic()
    if not works():
        version = ".".join(map(str, sys.version_info[:3]))
        print(f"Building {ENVIRONMENT} with Python {version}", flush=True)
        venv.create(ENVIRONMENT, clear=True, symlinks=True, with_pip=True, prompt="paidan")
    wanted = pins(Path(lock))
    print(f"Installing {len(wanted)} packages from {lock}", flush=True)
    install(lock, total=len(wanted))
    Path(stamp).touch()
    print(f"Installed in {time.monotonic() - started:.0f} s", flush=True)


def works() -> bool:
    """Whether there is an environment, of the Python that runs this: a moved folder or a system upgrade breaks it."""
    version = "import sys; sys.exit(sys.version_info[:2] != ({}, {}))".format(*sys.version_info[:2])
    try:
        return subprocess.run([PYTHON, "-c", version], check=False, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def pins(lock: Path) -> list[str]:
    lines = lock.read_text(encoding="utf-8").splitlines()
    others = [pin for line in lines if line.startswith("-r ") for pin in pins(lock.with_name(line[3:]))]
    return others + [line for line in lines if "==" in line]


def install(lock: str, *, total: int) -> None:
    """Run pip quietly, with a line that counts; its whole output is kept, and shown when it fails."""
    # The lock names everything, so nothing is resolved, and nothing that it does not name can slip in.
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-deps", "-r", lock]
    seen = 0
    with (
        LOG.open("w", encoding="utf-8") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip,
    ):
        assert pip.stdout is not None
        for line in pip.stdout:
            log.write(line)
            if package := NAMED.match(line):
                seen += 1
                progress(f"{seen}/{total} {package[1]}")
            elif line.startswith("Installing collected packages"):
                progress("unpacking")
    progress("")
    if pip.returncode:
        print("".join(LOG.read_text(encoding="utf-8").splitlines(keepends=True)[-20:]), file=sys.stderr)
        raise SystemExit(f"pip could not install {lock}. Everything it said is in {LOG}.")


def progress(text: str) -> None:
    """One line that rewrites itself for a person; nothing for a log file."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text[:78]}", end="", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
