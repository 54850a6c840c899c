"""Who is served: one customer, however many ways lead to them. Ways are tied together when proven, never by guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_BETWEEN_DIGITS = re.compile(r"[\s()+-]")


def is_mobile(phone: str) -> bool:
    """Only those get text messages."""
    return _MOBILE.fullmatch(phone) is not None


def mobile_in(typed: str) -> str | None:
    """As somebody typed it, or as their phone filled it in: 138 0000 1111, +86 13800001111."""
    number = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", typed))
    number = re.sub(r"^(?:00)?86(?=1)", "", number)
    return number if is_mobile(number) else None


class ContactKind(StrEnum):
    PHONE = "phone"
    OPENID = "openid"
    EXTERNAL = "external"
    """As WeCom calls them, where members of the company have them as a contact."""


class Proof(StrEnum):
    """How it is known that a contact is this customer's."""

    WROTE = "wrote"
    """From there."""
    CODE = "code"
    """One that was sent there was entered."""
    UNIONID = "unionid"
    """WeChat gives the same one for it as for the openid from which they wrote."""
    STAFF = "staff"
    """None at all: somebody said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """`proven_at` None: nobody has shown yet that it is theirs. `lost_at`: nothing can be sent there since, which says
    nothing of whose it is.
    """

    kind: ContactKind
    value: str
    how: Proof
    proven_at: datetime | None = None
    lost_at: datetime | None = None

    @property
    def reaches(self) -> bool:
        return self.proven_at is not None and self.lost_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    id: int = 0
    name: str | None = None
    contacts: tuple[Contact, ...] = ()

    @property
    def openid(self) -> str | None:
        return self._reached_by(ContactKind.OPENID)

    @property
    def phone(self) -> str | None:
        return self._reached_by(ContactKind.PHONE)

    @property
    def phones(self) -> tuple[str, ...]:
        """That were shown to be theirs, and not too long ago: see `Customers.forget_proofs`."""
        return tuple(each.value for each in self.contacts if each.kind is ContactKind.PHONE and each.proven_at)

    @property
    def external_ids(self) -> tuple[str, ...]:
        return tuple(each.value for each in self.contacts if each.kind is ContactKind.EXTERNAL)

    @property
    def said_phone(self) -> str | None:
        """By which alone they are known, though nobody has shown that it is theirs, or not lately."""
        said = (each for each in self.contacts if each.kind is ContactKind.PHONE)
        return next((each.value for each in said if not self.may_have_lost(each.value)), None)

    def has_proven(self, phone: str) -> bool:
        return phone in self.phones

    def has_written_from(self, openid: str) -> bool:
        """Whether or not anything can be sent there now."""
        return any(
            each.kind is ContactKind.OPENID and each.value == openid and each.proven_at for each in self.contacts
        )

    def may_have_lost(self, phone: str) -> bool:
        """Telephone numbers go to somebody else some months after they were given up. Who is known by nothing but the
        number has nothing to lose.
        """
        return not self.has_proven(phone) and any(each.kind is not ContactKind.PHONE for each in self.contacts)

    def _reached_by(self, kind: ContactKind) -> str | None:
        """The one that was proven last."""
        proven = [(each.proven_at, each.value) for each in self.contacts if each.kind is kind and each.reaches]
        return max(proven)[1] if proven else None


class Joined(StrEnum):
    """How somebody came to hear news of a ticket."""

    REPORTED = "reported"
    LINKED = "linked"
    """Their own report was about the same matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """`ended_at`: hears no news of it since."""

    ticket_id: int
    customer_id: int
    since: datetime
    how: Joined
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCode:
    """What a QR code stands on, by its `scene`: a device, or just a place."""

    scene: str
    address: str | None = None
    device: str | None = None
    serial: str | None = None
