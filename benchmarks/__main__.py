"""`python -m benchmarks [--small] [NAME …]`: all of them, or those named. `--small`: only to see that they work."""

from __future__ import annotations

import argparse
import sys

from benchmarks import callbacks, claims, day, outbox, pages, pushes, reading, same_matter, timers, wecom_edge

ALWAYS_ALIKE = {"callbacks": callbacks.main, "reading": reading.main, "wecom_edge": wecom_edge.main}
SIZED = {
    "timers": timers.main,
    "outbox": outbox.main,
    "claims": claims.main,
    "day": day.main,
    "pushes": pushes.main,
    "pages": pages.main,
    "same_matter": same_matter.main,
}
"""These take `small`, and give the exit status."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join([*ALWAYS_ALIKE, *SIZED]))
    parser.add_argument("--small", action="store_true", help="small sizes, where a benchmark has them")
    arguments = parser.parse_args()
    names = arguments.names or [*ALWAYS_ALIKE, *SIZED]
    if unknown := [name for name in names if name not in ALWAYS_ALIKE | SIZED]:
        parser.error(f"There is no benchmark {', '.join(unknown)}; there are {', '.join([*ALWAYS_ALIKE, *SIZED])}.")
    return max(_run(name, small=arguments.small) for name in names)


def _run(name: str, *, small: bool) -> int:
    print(f"== {name}", flush=True)
    if name in SIZED:
        return SIZED[name](small=small)
    ALWAYS_ALIKE[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
