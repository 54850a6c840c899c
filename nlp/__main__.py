"""`python -m nlp`: see `nlp/line.py`."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> int:
    """Ctrl-C may come at any time, and first of all while everything is being imported."""
    try:
        from nlp import line

        return line.main()
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
