"""A way to a customer that is shut, while another one may still be open."""

from __future__ import annotations

from enum import StrEnum

from bot.channels.errors import ChannelRejected


class Shut(StrEnum):
    """Why a way is shut."""

    WINDOW = "window"
    """The customer has not written, clicked or scanned lately."""
    QUOTA = "quota"
    """All that may be sent since they last did so has been sent, or all that a number may get in a day."""
    UNFOLLOWED = "unfollowed"
    """The customer does not follow the account, or blocks it."""
    TEMPLATE = "template"
    """The template is not there, or wants other fields: the operator must look."""
    WORDS = "words"
    """What the template was to say is not let through: of this ticket, or of all, which the operator must see."""
    LACKS = "lacks"
    """What is known of this ticket does not fill the template: nobody was asked."""
    UNSUPPORTED = "unsupported"
    """Accounts of this kind have no such way: the operator must look."""
    NUMBER = "number"
    """Nothing can be sent to this telephone number."""
    SILENT = "silent"
    """There was no answer, twice: it may have arrived, but nobody knows."""


FOR_THE_OPERATOR = frozenset({Shut.TEMPLATE, Shut.WORDS, Shut.LACKS, Shut.UNSUPPORTED})
"""What we have set up wrong, or may have."""


class WayShut(ChannelRejected):
    """Trying this way again is in vain; the next one is to be taken."""

    def __init__(self, shut: Shut, errcode: int | None, errmsg: str) -> None:
        super().__init__(errcode, errmsg)
        self.shut = shut


def is_silent(error: ChannelRejected) -> bool:
    return isinstance(error, WayShut) and error.shut is Shut.SILENT
