"""Writes requirements.lock and requirements-dev.lock from pyproject.toml: exact versions and nothing else.

Runs on the oldest Python we support, whose set is the largest (`make lock` sees to that), and then asks whether each
version can also be had for the newest one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

OLDEST, NEWEST = "3.11", "3.14"
HEAD = "# Exact versions of {what}, written by `make lock` from pyproject.toml. Not edited by hand.\n"


def main() -> None:
    if sys.version_info[:2] != tuple(map(int, OLDEST.split("."))):
        raise SystemExit(f"The lock files are written by Python {OLDEST}, this is {sys.version.split()[0]}.")
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [wish for extra in project["optional-dependencies"].values() for wish in extra]
    everything = resolve(project["dependencies"] + extras)
    # The second answer may only use versions of the first, or the two files could disagree.
    runtime = {name: everything[name] for name in resolve(project["dependencies"], within=everything)}
    others = {name: version for name, version in everything.items() if name not in runtime}

    write("requirements.lock", "what the bot runs on", runtime)
    write("requirements-dev.lock", "what tests, checks and benchmarks add", others, base="requirements.lock")
    check_newest()
    print(f"Locked {len(runtime)} packages, and {len(others)} more for tests and benchmarks.")


def resolve(wishes: list[str], within: dict[str, str] | None = None) -> dict[str, str]:
    """Name and version of everything that the wishes need, sorted, as pip would install it here."""
    with tempfile.TemporaryDirectory() as folder:
        limits = Path(folder, "within.txt")
        limits.write_text(pins(within or {}), encoding="utf-8")
        report = pip(
            "install", "--dry-run", "--ignore-installed", "--report", "-", "--constraint", str(limits), *wishes
        )
    found = [entry["metadata"] for entry in json.loads(report)["install"]]
    return {each["name"]: each["version"] for each in sorted(found, key=lambda each: each["name"].lower())}


def check_newest() -> None:
    with tempfile.TemporaryDirectory() as folder:
        pip("download", "--no-deps", "--python-version", NEWEST, "--dest", folder, "-r", "requirements-dev.lock")


def write(path: str, what: str, versions: dict[str, str], base: str | None = None) -> None:
    first = f"-r {base}\n" if base else ""
    Path(path).write_text(HEAD.format(what=what) + first + pins(versions), encoding="utf-8")


def pins(versions: dict[str, str]) -> str:
    return "".join(f"{name}=={version}\n" for name, version in versions.items())


def pip(*arguments: str) -> str:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
