"""The official account's error numbers, and which of our errors each becomes. Any number not listed is a rejection."""

from __future__ import annotations

from datetime import timedelta

from bot.channels.errors import (
    BUSY,
    TOO_OFTEN,
    ChannelError,
    ChannelMisconfigured,
    ChannelRejected,
    ChannelUnavailable,
    TokenRefused,
)
from bot.channels.shut import Shut, WayShut

TOKEN_REFUSALS = frozenset({40001, 40014, 42001})
"""Of a call. Where a token is asked for, 40001 is a wrong secret."""

RETRY_AFTER: dict[int, timedelta] = {
    BUSY: timedelta(seconds=5),
    45011: timedelta(minutes=1),  # so many calls a minute
    TOO_OFTEN: timedelta(minutes=10),  # so many calls a day: until midnight, or until the operator resets the quota
    50004: timedelta(minutes=10),  # forbidden for now, as long as the platform is being looked after
}

FIX_AND_RETRY_AFTER: dict[int, timedelta] = {
    40002: timedelta(minutes=10),  # no such way to ask for a token
    40013: timedelta(minutes=10),  # wrong app id
    40125: timedelta(minutes=10),  # wrong secret
    40164: timedelta(minutes=1),  # this address is not in the white list
    40243: timedelta(minutes=10),  # the secret is frozen
    41002: timedelta(minutes=10),  # no app id
    41004: timedelta(minutes=10),  # no secret
    48001: timedelta(minutes=10),  # the account may not use this API
    48004: timedelta(minutes=10),  # the API was taken from the account
    50002: timedelta(minutes=10),  # the account is restricted
    89503: timedelta(minutes=10),  # an administrator has to allow this address
    89506: timedelta(hours=24),  # an administrator has refused this address
    89507: timedelta(hours=1),  # likewise, for an hour
}

SHUT: dict[int, Shut] = {
    40003: Shut.UNFOLLOWED,  # no openid of this account
    43004: Shut.UNFOLLOWED,  # the customer must follow first
    43101: Shut.UNFOLLOWED,  # the customer refuses such messages
    45015: Shut.WINDOW,  # 48 hours since the last message are over
    45047: Shut.QUOTA,  # so many messages since then
    40036: Shut.TEMPLATE,  # the template's id is no id
    40037: Shut.TEMPLATE,  # no such template
    41030: Shut.TEMPLATE,  # the page behind it does not exist
    45109: Shut.UNSUPPORTED,  # accounts of this kind do not have this API
    47003: Shut.WORDS,  # a field breaks its type's limits
}


def error_for(errcode: int, errmsg: str) -> ChannelError:
    """The error that an answer with this number (not 0) means."""
    if errcode in TOKEN_REFUSALS:
        return TokenRefused(errcode, errmsg)
    if errcode in RETRY_AFTER:
        return ChannelUnavailable(errcode, errmsg, retry_after=RETRY_AFTER[errcode])
    if errcode in FIX_AND_RETRY_AFTER:
        return ChannelMisconfigured(errcode, errmsg, retry_after=FIX_AND_RETRY_AFTER[errcode])
    if errcode in SHUT:
        return WayShut(SHUT[errcode], errcode, errmsg)
    return ChannelRejected(errcode, errmsg)
