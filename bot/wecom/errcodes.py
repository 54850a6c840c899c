"""WeCom's error numbers, and which of our errors each becomes. Any number not listed is a rejection."""

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

BAD_TOKEN, TOKEN_EXPIRED = 40014, 42001
UNTRUSTED_IP = 60020
NOBODY_REACHED = 81013

TOKEN_REFUSALS = frozenset({BAD_TOKEN, TOKEN_EXPIRED})

RETRY_AFTER: dict[int, timedelta] = {
    BUSY: timedelta(seconds=5),
    6000: timedelta(seconds=5),  # somebody else changed the same data
    TOO_OFTEN: timedelta(minutes=1),  # blocked for the unit exceeded: a minute at the least
    45033: timedelta(seconds=5),  # too many parallel calls of one API
    45035: timedelta(seconds=5),  # concurrent modification
}

FIX_AND_RETRY_AFTER: dict[int, timedelta] = {
    40001: timedelta(minutes=10),  # wrong secret, or the app was stopped
    40013: timedelta(minutes=10),  # wrong corp id
    40056: timedelta(minutes=10),  # wrong agent id
    40091: timedelta(minutes=10),  # the secret of another corp
    41002: timedelta(minutes=10),  # no corp id
    41004: timedelta(minutes=10),  # no secret
    41011: timedelta(minutes=10),  # no agent id
    43012: timedelta(minutes=10),  # interactive cards need a callback URL
    45031: timedelta(minutes=10),  # the secret must be reset
    48001: timedelta(minutes=10),  # the app may not use this API
    48002: timedelta(minutes=10),  # the app may not use this API
    48006: timedelta(minutes=10),  # permission withdrawn after long disuse
    48010: timedelta(minutes=10),  # TLS version too old
    50003: timedelta(minutes=10),  # the app is disabled
    60031: timedelta(minutes=10),  # the app may not call any API
    81012: timedelta(minutes=10),  # the visible range is empty
    301002: timedelta(minutes=10),  # the agent id is not the secret's app
    301007: timedelta(minutes=10),  # the corp was dissolved or banned
    UNTRUSTED_IP: timedelta(minutes=1),  # a change of the trusted IPs works after a minute
}


def error_for(errcode: int, errmsg: str, *, invalid: tuple[str, ...] = ()) -> ChannelError:
    """The error that an answer with this number (not 0) means."""
    if errcode in TOKEN_REFUSALS:
        return TokenRefused(errcode, errmsg)
    if errcode in RETRY_AFTER:
        return ChannelUnavailable(errcode, errmsg, retry_after=RETRY_AFTER[errcode])
    if errcode in FIX_AND_RETRY_AFTER:
        return ChannelMisconfigured(errcode, errmsg, retry_after=FIX_AND_RETRY_AFTER[errcode])
    return ChannelRejected(errcode, errmsg, invalid=invalid)
