"""What can arrive: one value for each kind of update, whatever wire it came over.

`id` is what makes an update the same update when it is delivered again. For messages it is the
channel's message id; events have none, so the edge builds it (a card event's `response_code`, otherwise
sender + second + event + task id + key, because two different clicks can share a second). Ids of the official account
begin with `wx:`: both channels count their messages.

Text, media, location and link come from members and from customers alike: the sender tells them apart, and
`handlers.ON_CUSTOMER_UPDATE` is the table for customers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage.attachments import Copy
from tickets.senders import is_customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """`sender` is a WeCom userid in lower case (WeCom folds it), or of `tickets.senders`; `at` is aware UTC."""

    id: str
    sender: str
    at: datetime

    @property
    def by_customer(self) -> bool:
        return is_customer(self.sender)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMessage(Update):
    text: str


class MediaKind(StrEnum):
    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaMessage(Update):
    """`media_id` dies after three days. `text` is the channel's own transcription, if it made one."""

    kind: MediaKind
    media_id: str
    name: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationMessage(Update):
    """Degrees, in the coordinate system of the channel (WeCom: GCJ-02)."""

    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMessage(Update):
    title: str
    description: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardClick(Update):
    """A pressed button, or an entry of a card's menu.

    `key` is what the bot packed into the button, `selections` maps each question's key to the chosen option ids,
    `response_code` is worth one update of this card within 72 hours.
    """

    task_id: str
    key: str
    response_code: str
    selections: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Entrance(StrEnum):
    SUBSCRIBED = "subscribe"
    UNSUBSCRIBED = "unsubscribe"
    ENTERED = "enter_agent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Update):
    """A member came into or left the app's sight, or opened the conversation."""

    entrance: Entrance


@dataclass(frozen=True, slots=True, kw_only=True)
class AppAlert(Update):
    """WeCom is about to switch the app off, did so, or took it back (`inactive_alert`, `low_active_alert`, …)."""

    event: str


class ContactChange(StrEnum):
    """What became of a customer as a member's contact of WeCom."""

    ADDED = "add_external_contact"
    ADDED_UNASKED = "add_half_external_contact"
    EDITED = "edit_external_contact"
    DELETED = "del_external_contact"
    DELETED_BY_CUSTOMER = "del_follow_user"
    NOT_TAKEN_OVER = "transfer_fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(Update):
    """WeCom itself says so: the sender is none of us. `external_id` is how it calls the customer."""

    change: ContactChange
    member: str
    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed(Update):
    """A customer follows the official account. `scene` is what the QR code says that led there, if one did."""

    scene: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned(Update):
    """A customer who follows already scanned the QR code of a device or a place."""

    scene: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuClick(Update):
    """A customer pressed an entry of the official account's menu."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribed(Update):
    """Nothing can be sent to this customer by WeChat any more."""


class PageAct(StrEnum):
    """What a customer can do on the page of a ticket."""

    ACCEPT = "accept"
    SEND_BACK = "send_back"
    URGE = "urge"
    CHANGE_TIME = "change_time"
    ADD_WORDS = "add_words"
    ADD_PICTURE = "add_picture"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm(Update):
    """A customer filled in a form on the page of a ticket. `link_id`: the link that led there, which may have ended
    meanwhile. `picture` is in our store already; `stars` are 1 to 5.
    """

    link_id: str
    act: PageAct
    words: str = ""
    stars: int | None = None
    time: datetime | None = None
    picture: Copy | None = None


class DeskAct(StrEnum):
    """What the front desk does with a report on its form."""

    READ = "read"
    """A text was pasted: what stands in it is filled in."""
    SAVE = "save"
    SUBMIT = "submit"
    LINK = "link"
    """It is about a matter that has a ticket."""
    DISCARD = "discard"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskForm(Update):
    """A member fills in the form of the front desk. `draft_id` None: a new one. `values` are the form's, by the names
    of fields and the keys of the playbook's own ones; what is not among them stays as it is.
    """

    act: DeskAct
    draft_id: int | None = None
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class Delivery(StrEnum):
    ARRIVED = "success"
    BLOCKED = "user_block"
    FAILED = "system_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateDelivered(Update):
    """What became of a template message. `message_id` is what sending it gave."""

    message_id: str
    status: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsupported(Update):
    """Authentic, but nothing that can be worked with. `what` names it (`video_channel`, `event:open_approval_change`,
    `malformed`), `raw` keeps what arrived so that nothing is lost.
    """

    what: str
    raw: str
