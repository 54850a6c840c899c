"""Pictures of members: drawn, each in colours of their own."""

from __future__ import annotations

import hashlib
import io
from functools import cache

SIDE = 640
GROUNDS = ("#8ecae6", "#b7e4c7", "#ffd6a5", "#cdb4db", "#f4acb7", "#a9def9", "#e4c1f9", "#d8e2dc")
SHIRTS = ("#1d3557", "#386641", "#9a3412", "#5f0f40", "#14213d", "#3d405b")
HAIR, SKIN, FACE = "#2b2118", "#f2c9a1", "#5a3a28"


def name_of(userid: str) -> str:
    """Tells nobody whose it is."""
    return hashlib.sha256(f"avatar of {userid.lower()}".encode()).hexdigest()[:32]


@cache
def drawn(name: str) -> bytes:
    from PIL import Image, ImageDraw

    chance = int(name[:8], 16)
    image = Image.new("RGB", (SIDE, SIDE), GROUNDS[chance % len(GROUNDS)])
    draw = ImageDraw.Draw(image)
    draw.ellipse((90, 440, 550, 900), fill=SHIRTS[chance // 8 % len(SHIRTS)])
    draw.rounded_rectangle((270, 380, 370, 490), 40, fill=SKIN)
    draw.ellipse((180, 110, 460, 350), fill=HAIR)
    draw.ellipse((200, 150, 440, 430), fill=SKIN)
    draw.pieslice((190, 110, 450, 330), 180, 360, fill=HAIR)
    for x in (265, 375):
        draw.ellipse((x - 15, 270, x + 15, 300), fill=FACE)
    draw.arc((265, 300, 375, 380), 20, 160, fill=FACE, width=10)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
