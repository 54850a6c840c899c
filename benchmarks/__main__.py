"""`python -m benchmarks [NAME …]`: all of them, or those named."""

from __future__ import annotations

import sys

from benchmarks import callbacks, reading, wecom_edge

ALL = {"callbacks": callbacks.main, "reading": reading.main, "wecom_edge": wecom_edge.main}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in ALL]
    if unknown:
        raise SystemExit(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(ALL)}.")
    for name in names or ALL:
        print(f"== {name}", flush=True)
        ALL[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
