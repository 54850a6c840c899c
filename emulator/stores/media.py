"""Uploaded and received files. They die after three days."""

from __future__ import annotations

import mimetypes
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class Media:
    """`kind`: image, voice, video or file."""

    media_id: str
    kind: str
    filename: str
    content_type: str
    data: bytes
    created_at: datetime

    def expired_at(self, now: datetime) -> bool:
        return now - self.created_at >= LIFETIME


class MediaStore:
    def __init__(self) -> None:
        self._media: dict[str, Media] = {}

    def add(self, kind: str, data: bytes, *, filename: str, now: datetime) -> Media:
        media = Media(
            media_id="3" + secrets.token_urlsafe(40),
            kind=kind,
            filename=filename,
            content_type=mimetypes.guess_type(filename)[0] or "application/octet-stream",
            data=data,
            created_at=now,
        )
        self._media[media.media_id] = media
        return media

    def find(self, media_id: str) -> Media | None:
        """Also finds what has expired: the caller says so with the right errcode."""
        return self._media.get(media_id)
