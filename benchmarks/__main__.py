"""`python -m benchmarks [--small] [NAME …]`: all of them, or those named. `--small`: only to see that they work."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

ALWAYS_ALIKE = ("callbacks", "reading", "wecom_edge")
SIZED = ("timers", "outbox", "claims", "day", "pushes", "pages", "same_matter")
"""These take `small`, and give the exit status."""
NAMES = (*ALWAYS_ALIKE, *SIZED)
FAILED = 1
INTERRUPTED = 130


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--small", action="store_true", help="small sizes, where a benchmark has them")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.names if name not in NAMES]:
        parser.error(f"没有基准测试 {'、'.join(unknown)}，只有 {'、'.join(NAMES)}。")
    try:
        return max(_run(name, small=arguments.small) for name in arguments.names or NAMES)
    except BrokenPipeError:  # `… | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except ModuleNotFoundError as error:
        print(f"缺少 {error.name}：基准测试要开发用的包，make bench 会自己装好。", file=sys.stderr)
        return FAILED


def _run(name: str, *, small: bool) -> int:
    """Imported when it is asked for, or to ask what there is would take as long as to start everything."""
    print(f"== {name}", flush=True)
    benchmark = import_module(f"benchmarks.{name}").main
    if name in SIZED:
        status: int = benchmark(small=small)
        return status
    benchmark()
    return 0


if __name__ == "__main__":
    sys.exit(main())
