"""The errands of what people send along: fetched before the channel forgets it, and photos read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.channels.errors import ChannelRejected
from bot.errands.jobs import Ending, Job, Settle, dead, dropped, not_attempted
from bot.media import MediaStore
from bot.vision.eyes import CannotSee, Eyes
from bot.wechat.client import WechatClient
from bot.wecom.client import WecomClient
from handlers.context import Context, DeskNow
from handlers.photos import on_photo
from nlp.nameplates import Seen
from storage.attachments import Attachment
from storage.errands import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork
from tickets.senders import is_customer


@dataclass(frozen=True, slots=True)
class Sources:
    """Where files are fetched from: members' at WeCom, customers' at the official account, if there is one."""

    wecom: WecomClient
    wechat: WechatClient | None

    def of(self, sender: str) -> WecomClient | WechatClient | None:
        return self.wechat if is_customer(sender) else self.wecom


class Attachments:
    """One tenant's. `eyes` None: photos are kept, and not read."""

    def __init__(self, tenant: str, desk: DeskNow, sources: Sources, store: MediaStore, eyes: Eyes | None) -> None:
        self._tenant = tenant
        self._desk = desk
        self._sources = sources
        self._store = store
        self._eyes = eyes

    def fetch(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        attachment = _attachment(uow, errand)
        message = uow.messages.get(attachment.message_id)
        assert message is not None, "a message is written before its attachment, and never deleted"
        source = self._sources.of(message.sender)
        if source is None:
            return dropped(uow, errand, now, "there is no official account any more")
        run = partial(self._fetch, source, attachment, errand)
        return Job(errand, run, partial(_refused, errand), partial(not_attempted, errand))

    def read(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        file = _attachment(uow, errand).file
        if self._eyes is None or file is None:
            return dropped(uow, errand, now, "photos are not read")
        run = partial(self._look, self._eyes, file, errand)
        return Job(errand, run, partial(_refused, errand), partial(not_attempted, errand))

    async def _fetch(self, source: WecomClient | WechatClient, attachment: Attachment, errand: Errand) -> Settle:
        media = await source.media(attachment.media_id)
        copy = await self._store.keep(self._tenant, attachment, media)

        def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
            uow.attachments.stored(attachment.id, copy)
            if self._eyes is not None and copy.content_type.startswith("image/"):
                uow.outbox.add(_to_read(attachment, now), now)
            uow.outbox.done(errand, now)
            return Ending.DONE

        return settle

    async def _look(self, eyes: Eyes, file: str, errand: Errand) -> Settle:
        try:
            seen = await eyes.look(await self._store.read(file))
        except (CannotSee, FileNotFoundError) as error:
            return partial(_unread, errand, str(error))
        return partial(self._seen, errand, seen)

    def _seen(self, errand: Errand, seen: Seen, uow: UnitOfWork, *, now: datetime) -> Ending:
        """It may belong to a ticket by now."""
        on_photo(Context(uow, self._desk(uow), now), _attachment(uow, errand), seen)
        uow.outbox.done(errand, now)
        return Ending.DONE


def _attachment(uow: UnitOfWork, errand: Errand) -> Attachment:
    attachment = uow.attachments.get(errand.data["attachment"])
    assert attachment is not None, "an attachment is written before its errand, and never deleted"
    return attachment


def _to_read(attachment: Attachment, now: datetime) -> Errand:
    """In one lane: reading takes seconds, and cards go first."""
    return Errand(kind=ErrandKind.READ_PHOTO, lane="photos", data={"attachment": attachment.id}, not_before=now)


def _unread(errand: Errand, why: str, uow: UnitOfWork, *, now: datetime) -> Ending:
    return dropped(uow, errand, now, why)


def _refused(errand: Errand, error: ChannelRejected) -> Settle:
    return partial(dead, errand, str(error))
