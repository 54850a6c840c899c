"""`python -m bot.vision.worker`: pictures in, what stands on them out.

A process of its own: it needs half a gigabyte, and whatever a stranger's picture does to it, the bot goes on. A picture
is eight bytes of length and the file; the answer is a line of JSON, {"codes": […], "lines": […]} or {"problem": "…"}.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.pictures import MOST_PIXELS
from nlp.nameplates import names_one

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 1600
"""Pixels of the longer side: enough for a nameplate, and quick."""
SURE = 0.8


def main() -> int:
    answers, sys.stdout = sys.stdout, sys.stderr  # libraries print
    while (content := _received(sys.stdin.buffer)) is not None:
        print(json.dumps(look(content)), file=answers, flush=True)
    return 0


def look(content: bytes) -> dict[str, Any]:
    try:
        picture = _opened(content)
    except Exception as error:  # noqa: BLE001  # strangers' bytes: Pillow raises whatever its parsers trip over
        return {"problem": f"no picture: {type(error).__name__}"}
    codes = _codes(picture)
    return {"codes": codes, "lines": [] if any(map(names_one, codes)) else _lines(picture)}


def _received(stream: BinaryIO) -> bytes | None:
    length = stream.read(8)
    return stream.read(int.from_bytes(length)) if len(length) == 8 else None


def _opened(content: bytes) -> Image:
    """Upright and no larger than needed. The size is known before anything is unfolded."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(content)) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((SIDE, SIDE))
        return upright


def _codes(picture: Image) -> list[str]:
    import zxingcpp

    return [found.text for found in zxingcpp.read_barcodes(picture) if found.text]


def _lines(picture: Image) -> list[str]:
    reader = _reader()
    if reader is None:
        return []
    import numpy as np

    found = reader(np.array(picture)[:, :, ::-1])
    return [text for text, score in zip(found.txts or (), found.scores or (), strict=True) if score >= SURE]


@cache
def _reader() -> Any:
    """None: only codes can be read here."""
    with contextlib.suppress(ImportError):
        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        return RapidOCR(params={"Global.log_level": "error"})
    return None


if __name__ == "__main__":
    sys.exit(main())
