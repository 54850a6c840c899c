"""What browsers send: forms, with a mark that the page gave them, and pictures."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import BadHttpMessage

from bot.channels.media import Media
from bot.media import MediaStore
from bot.pages.keys import Keys, Purpose
from bot.pictures import CONTENT_TYPE, NoPicture
from storage.attachments import Copy
from tickets.calendar import LOCAL

OF_A_PAGE = "application/x-www-form-urlencoded"
MARK = "form"
MARK_BYTES = 8
MARK_VALID = timedelta(hours=12)
LARGEST_FIELDS = 16 * 2**10
LARGEST_PICTURE = 10 * 2**20
LARGEST_UPLOAD = LARGEST_PICTURE + 4 * LARGEST_FIELDS
MOST_PARTS, MOST_FIELDS = 8, 200
FIELDS_SECONDS, PICTURE_SECONDS = 30, 300
"""Whoever sends more slowly holds a connection and means to."""
LONGEST_SIDE = 2560
CHUNK = 64 * 2**10
MOST_STARS = 5


class BadForm(Exception):
    """What was sent cannot be used; `key` says why, as in `wording`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def mark_for(keys: Keys, of: str, *, now: datetime) -> str:
    """Stands in each form: it came from our page of `of`, and sent twice it is one."""
    return keys.sign(Purpose.FORM, [of, secrets.token_urlsafe(MARK_BYTES)], now=now, valid=MARK_VALID)


def mark_in(fields: Mapping[str, str], keys: Keys, of: str, *, now: datetime) -> str:
    """Raises `BadForm`."""
    found = keys.read(Purpose.FORM, fields.get(MARK, ""), now=now)
    if not isinstance(found, list) or found[0] != of:
        raise BadForm("bad.form")
    return str(found[1])


async def fields_of(request: web.Request) -> Mapping[str, str]:
    """In UTF-8, as from our pages, whatever it calls itself: some character sets take seconds to decode. Raises
    `BadForm`.
    """
    if request.content_type != OF_A_PAGE:
        raise BadForm("bad.form")
    try:
        async with asyncio.timeout(FIELDS_SECONDS):
            posted = (await request.read()).decode(errors="replace")
        fields = parse_qsl(posted, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except TimeoutError:
        raise BadForm("bad.slow") from None
    except (web.HTTPRequestEntityTooLarge, ValueError):
        raise BadForm("bad.form") from None
    return {name: _text(value) for name, value in fields}


async def with_picture(request: web.Request) -> tuple[Mapping[str, str], bytes]:
    """Read piece by piece, and no further than is allowed. Raises `BadForm`."""
    if request.content_length is None or request.content_length > LARGEST_UPLOAD:
        raise BadForm("bad.picture_large")
    try:
        async with asyncio.timeout(PICTURE_SECONDS):
            return await _parts(request)
    except TimeoutError:
        raise BadForm("bad.slow") from None
    except (ValueError, AssertionError, RuntimeError, BadHttpMessage):  # whatever the library raises for bad parts
        raise BadForm("bad.form") from None


async def _parts(request: web.Request) -> tuple[Mapping[str, str], bytes]:
    fields: dict[str, str] = {}
    picture = b""
    reader = await request.multipart()
    for _ in range(MOST_PARTS):
        part = await reader.next()
        if part is None:
            return fields, picture
        if not isinstance(part, BodyPartReader) or part.name is None:
            break
        if part.filename is None:
            fields[part.name] = _text((await _read(part, LARGEST_FIELDS)).decode(errors="replace"))
        else:
            picture = await _read(part, LARGEST_PICTURE)
    raise BadForm("bad.form")


def _text(value: str) -> str:
    """PostgreSQL stores no NUL."""
    return value.replace("\0", "")


async def _read(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(CHUNK):
        content += chunk
        if len(content) > most:
            raise BadForm("bad.picture_large")
    return bytes(content)


async def kept(store: MediaStore, tenant: str, name: str, picture: bytes) -> Copy:
    """Raises `BadForm` for what is no picture."""
    if not picture:
        raise BadForm("bad.empty")
    try:
        content = await store.repainted(picture, side=LONGEST_SIDE, quality=85)
    except NoPicture:
        raise BadForm("bad.picture") from None
    return await store.put(tenant, name, Media(content, CONTENT_TYPE, None))


def words_in(fields: Mapping[str, str], *, most: int, needed: bool) -> str:
    words = fields.get("words", "")[:most].strip()
    if needed and not words:
        raise BadForm("bad.empty")
    return words


def stars_in(fields: Mapping[str, str]) -> int | None:
    said = fields.get("stars", "")
    return int(said) if said in {str(stars) for stars in range(1, MOST_STARS + 1)} else None


def time_in(fields: Mapping[str, str], *, now: datetime) -> datetime:
    """What a field for a local date and time holds; raises `BadForm` for what is past or no time."""
    try:
        time = datetime.fromisoformat(fields.get("time", "")).replace(tzinfo=LOCAL).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadForm("bad.time") from None
    if not now < time < now + timedelta(days=365):
        raise BadForm("bad.time")
    return time
