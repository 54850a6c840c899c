"""How talking with a channel (WeCom, WeChat, SMS) can fail, and what each failure asks of the caller."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

BUSY, TOO_OFTEN = -1, 45009
"""Errcodes that WeCom and WeChat share."""

NOT_ALLOWED = frozenset({48001, 48002, 48004, 48006, 60031, 301002})
"""Of both: this app or account may not use the API that was called."""

Reason = Literal["size", "envelope", "signature", "cipher", "receiveid", "plaintext", "stale", "early", "replayed"]


class CallbackRejected(Exception):
    """A callback that the channel did not send, or not to us. `reason` is the label of a metric, never an answer."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class ChannelError(Exception):
    """`errcode` is the channel's number, None where it never answered; `errmsg` is for the operator's eyes."""

    def __init__(self, errcode: int | None, errmsg: str) -> None:
        super().__init__(f"{errmsg} ({errcode})" if errcode is not None else errmsg)
        self.errcode = errcode
        self.errmsg = errmsg


class ChannelUnavailable(ChannelError):
    """Try again later, not before `retry_after` where the channel gave a reason to wait.

    `maybe_delivered`: the request left and no answer came back. Trying again must then send the identical JSON,
    which WeCom's duplicate check drops if the first one did arrive.
    """

    def __init__(
        self,
        errcode: int | None,
        errmsg: str,
        *,
        retry_after: timedelta | None = None,
        maybe_delivered: bool = False,
    ) -> None:
        super().__init__(errcode, errmsg)
        self.retry_after = retry_after
        self.maybe_delivered = maybe_delivered


class TokenRefused(ChannelUnavailable):
    """The access token died before its time: fetch another one, once."""


class ChannelRejected(ChannelError):
    """The same request will never succeed. `invalid` are the members whom it could not reach, in lower case."""

    def __init__(self, errcode: int | None, errmsg: str, *, invalid: tuple[str, ...] = ()) -> None:
        super().__init__(errcode, errmsg)
        self.invalid = invalid


class ChannelMisconfigured(ChannelRejected):
    """Nothing will succeed until somebody changes the configuration, here or in the channel's admin console.

    Asking sooner than `retry_after` would make it worse: Tencent bans the address that repeats a wrong secret.
    """

    def __init__(self, errcode: int | None, errmsg: str, *, retry_after: timedelta) -> None:
        super().__init__(errcode, errmsg)
        self.retry_after = retry_after
