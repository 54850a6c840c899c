"""The errands by which a member is sent what others put to a ticket: handed to WeCom first, then sent by its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath

from bot.channels.media import MediaType
from bot.errands.jobs import Ending, Job, Settle, dead, dropped, not_attempted
from bot.errands.sending import Sending
from bot.errands.subjects import subject_of
from bot.media import MediaStore
from bot.wecom import message
from bot.wecom.client import WecomClient
from handlers.context import Context, DeskNow
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork
from tickets.notifications import Telling, Told
from tickets.ticket import Ticket

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Form:
    """What WeCom takes as this kind of message."""

    kind: MediaType
    most: int
    suffix: str
    content_type: str
    begins: Callable[[bytes], bool]


FORMS = (
    _Form(MediaType.IMAGE, 10 * MB, ".jpg", "image/jpeg", lambda content: content.startswith(b"\xff\xd8\xff")),
    _Form(MediaType.IMAGE, 10 * MB, ".png", "image/png", lambda content: content.startswith(b"\x89PNG\r\n\x1a\n")),
    _Form(MediaType.VOICE, 2 * MB, ".amr", "audio/amr", lambda content: content.startswith(b"#!AMR\n")),
    _Form(MediaType.VIDEO, 10 * MB, ".mp4", "video/mp4", lambda content: content[4:8] == b"ftyp"),
    _Form(MediaType.FILE, 20 * MB, "", "application/octet-stream", lambda _: True),
)
"""The first that fits: a picture of another sort, or one that is too large, goes as a file."""


class Enclosures:
    """One tenant's."""

    def __init__(self, desk: DeskNow, client: WecomClient, store: MediaStore, sending: Sending) -> None:
        self._desk = desk
        self._client = client
        self._store = store
        self._sending = sending

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        """In two steps: only what is known before it is sent can be sent again to the letter."""
        attachment = uow.attachments.get(errand.data["attachment"])
        about = subject_of(uow, errand)
        assert attachment is not None, "an attachment is written before its errand, and never deleted"
        assert errand.recipient is not None
        if not (errand.data["asked"] or (isinstance(about, Ticket) and about.assignee == errand.recipient)):
            return dropped(uow, errand, now, "no longer matters")
        if attachment.file is None:
            self._tell(uow, errand, attachment.kind, now)
            return dropped(uow, errand, now, "it was never fetched")
        if uploaded := errand.data.get("uploaded"):
            request = message.media(errand.recipient, MediaType(uploaded["kind"]), uploaded["media_id"])
            return self._sending.send(uow, errand, request, now)
        number = about.number if isinstance(about, Ticket) else "draft"
        name = attachment.name or f"{number}-{attachment.id}{PurePosixPath(attachment.file).suffix}"
        lost = partial(partial, self._lost, errand, attachment.kind)
        upload = partial(self._upload, errand, attachment.file, name, lost)
        return Job(errand, upload, lambda error: lost(str(error)), partial(not_attempted, errand))

    async def _upload(self, errand: Errand, file: str, name: str, lost: Callable[[str], Settle]) -> Settle:
        """Only when it is to be sent: WeCom forgets it after three days."""
        try:
            content = await self._store.read(file)
        except FileNotFoundError:
            return lost("our copy is gone")
        form = next((each for each in FORMS if each.begins(content) and len(content) <= each.most), None)
        if form is None:
            return lost("larger than WeCom takes")
        suffix = "" if name.endswith(form.suffix) else form.suffix
        media_id = await self._client.upload_media(form.kind, name + suffix, content, form.content_type)
        return partial(_uploaded, errand, form.kind, media_id)

    def _lost(self, errand: Errand, kind: str, why: str, uow: UnitOfWork, *, now: datetime) -> Ending:
        self._tell(uow, errand, kind, now)
        return dead(errand, why, uow, now=now)

    def _tell(self, uow: UnitOfWork, errand: Errand, kind: str, now: datetime) -> None:
        """Whoever waits for it hears that it does not come."""
        assert errand.recipient is not None
        assert errand.subject is not None
        told = Told(errand.recipient, errand.subject, Telling.NOT_SHOWN, words=kind)
        Context(uow, self._desk(uow), now).notify(told)


def _uploaded(errand: Errand, kind: MediaType, media_id: str, uow: UnitOfWork, *, now: datetime) -> Ending:
    uow.outbox.says(errand, {**errand.data, "uploaded": {"kind": kind.value, "media_id": media_id}})
    uow.outbox.retry(errand, not_before=now, why="handed to WeCom, not sent yet", counted=False)
    return Ending.HALFWAY
