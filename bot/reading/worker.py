"""`python -m bot.reading.worker`: texts in, readings out, until the input ends."""

from __future__ import annotations

import contextlib
import signal
import sys
from datetime import datetime
from typing import BinaryIO

from bot.reading.wire import Answers, asked_in, to_line
from nlp import Reader
from nlp.reading import Reading


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks: what is under way is finished
    serve(sys.stdin.buffer, sys.stdout.buffer)
    return 0


def serve(questions: BinaryIO, out: BinaryIO) -> None:
    readers: dict[str, Reader] = {}
    for line in questions:
        asked = asked_in(line)
        if asked.vocabulary is not None:
            readers[asked.whose] = Reader.load(asked.vocabulary)
        answers: Answers = [_read(readers[asked.whose], text, at) for text, at in asked.texts]
        out.write(to_line(answers) + b"\n")
        out.flush()


def _read(reader: Reader, text: str, at: datetime) -> Reading | None:
    with contextlib.suppress(Exception):  # a bug shows where the text is handled, with all that is known of it
        return reader.read(text, at)
    return None


if __name__ == "__main__":
    sys.exit(main())
