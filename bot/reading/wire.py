"""What goes to a reader and comes back: a line of JSON each."""

from __future__ import annotations

from datetime import datetime

import msgspec

from nlp.dictionary import Vocabulary
from nlp.reading import Reading


class Asked(msgspec.Struct, frozen=True):
    """`vocabulary`: whose words these are, by its name; itself only where the reader cannot know it yet."""

    whose: str
    vocabulary: Vocabulary | None
    texts: list[tuple[str, datetime]]


Answers = list[Reading | None]
"""In the order of the texts; None: this one could not be read."""

to_line = msgspec.json.Encoder().encode
asked_in = msgspec.json.Decoder(Asked).decode
answers_in = msgspec.json.Decoder(Answers).decode
