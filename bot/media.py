"""Our own copies of pictures and voices, in a folder or an S3-compatible store."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from bot.channels.media import Media
from bot.pictures import NoPicture, repainted
from storage.attachments import Attachment, Copy
from storage.errors import StorageUnavailable

log = structlog.get_logger()

THUMBNAIL_SIDE = 480

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "audio/amr": ".amr",
    "voice/amr": ".amr",
    "audio/speex": ".spx",
    "video/mp4": ".mp4",
}


class MediaStore:
    """`url` is a folder, or what obstore understands (`s3://bucket/prefix`). Where it cannot be used,
    `StorageUnavailable` is raised.
    """

    def __init__(self, url: str) -> None:
        self._one_picture = asyncio.Semaphore()
        self._store: ObjectStore
        if "://" in url:
            self._store = from_url(url)
        else:
            Path(url).mkdir(parents=True, exist_ok=True)
            self._store = LocalStore(url)

    async def keep(self, tenant: str, attachment: Attachment, media: Media) -> Copy:
        return await self.put(tenant, str(attachment.id), media)

    async def put(self, tenant: str, of: str, media: Media) -> Copy:
        """Storing the same thing again is the same file. A picture that cannot be read is kept, without a thumbnail."""
        digest = hashlib.sha256(media.content).hexdigest()
        name = f"{tenant}/{of}-{digest[:16]}"
        file = name + SUFFIXES.get(media.content_type, "")
        await self._put(file, media.content)
        thumbnail = await self._keep_thumbnail(name, media) if media.content_type.startswith("image/") else None
        return Copy(
            file=file,
            thumbnail=thumbnail,
            content_type=media.content_type,
            size=len(media.content),
            sha256=digest,
        )

    async def repainted(self, content: bytes, *, side: int, quality: int) -> bytes:
        """Raises `NoPicture`. One at a time: a small file may unfold to hundreds of megabytes."""
        async with self._one_picture:
            return await asyncio.to_thread(repainted, content, side=side, quality=quality)

    async def read(self, file: str) -> bytes:
        """Raises FileNotFoundError."""
        with _translated():
            found = await obstore.get_async(self._store, file)
            return bytes(await found.bytes_async())

    async def _put(self, file: str, content: bytes) -> None:
        with _translated():
            await obstore.put_async(self._store, file, content)

    async def _keep_thumbnail(self, name: str, media: Media) -> str | None:
        """None for what is no picture, or no whole one."""
        try:
            small = await self.repainted(media.content, side=THUMBNAIL_SIDE, quality=80)
        except NoPicture as error:
            log.info("no thumbnail: the picture cannot be read", size=len(media.content), why=str(error))
            return None
        file = f"{name}-small.jpg"
        await self._put(file, small)
        return file


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except BaseError as error:
        raise StorageUnavailable(str(error).partition("\n")[0], "files cannot be stored") from error
