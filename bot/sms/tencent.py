"""SMS by Tencent Cloud (腾讯云短信): SendSms of the version of 2021-01-11."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec
from aiohttp import ClientSession, ClientTimeout

from bot.channels.api import translated
from bot.channels.errors import ChannelError, ChannelMisconfigured, ChannelRejected, ChannelUnavailable
from bot.channels.facts import Fact, Facts
from bot.channels.shut import Shut, WayShut
from bot.config import Sms, SmsTemplate
from bot.sms.sender import values_of
from bot.sms.tc3 import CONTENT_TYPE, Call, Credentials, authorization

TIMEOUT = ClientTimeout(total=15, connect=5)
ACTION, VERSION = "SendSms", "2021-01-11"
UNTIL_MENDED = timedelta(minutes=10)

RETRY_AFTER: dict[str, timedelta] = {
    "InternalError": timedelta(seconds=5),
    "RequestLimitExceeded": timedelta(seconds=5),
    "FailedOperation.FailResolvePacket": timedelta(seconds=5),
    "LimitExceeded.PhoneNumberThirtySecondLimit": timedelta(seconds=30),
    "LimitExceeded.DeliveryFrequencyLimit": timedelta(minutes=1),
}
FIX = (
    "AuthFailure",
    "UnauthorizedOperation",
    "FailedOperation.InsufficientBalanceInSmsPackage",
    "FailedOperation.SignatureIncorrectOrUnapproved",
    "FailedOperation.MissingSignature",
    "InvalidParameterValue.SdkAppIdNotExist",
    "InvalidParameterValue.MissingSignatureList",
    "LimitExceeded.AppDailyLimit",
    "LimitExceeded.AppMainlandChinaDailyLimit",
)
SHUT: dict[str, Shut] = {
    "InvalidParameterValue.IncorrectPhoneNumber": Shut.NUMBER,
    "FailedOperation.PhoneNumberInBlacklist": Shut.NUMBER,
    "UnsupportedOperation": Shut.NUMBER,  # a number of a country that the account does not send to
    "LimitExceeded.PhoneNumberOneHourLimit": Shut.QUOTA,
    "LimitExceeded.PhoneNumberDailyLimit": Shut.QUOTA,
    "LimitExceeded.PhoneNumberSameContentDailyLimit": Shut.QUOTA,
    "FailedOperation.ContainSensitiveWord": Shut.WORDS,
    "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": Shut.WORDS,
    "FailedOperation.Template": Shut.TEMPLATE,  # not approved, or not there
    "InvalidParameterValue.TemplateParameter": Shut.WORDS,
    "InvalidParameterValue.Template": Shut.TEMPLATE,
    "InvalidParameterValue.ContentLengthLimit": Shut.WORDS,
    "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter": Shut.TEMPLATE,
}
"""Each key is a code, or the beginning of several. Any other code is a rejection."""


class TencentSms:
    """`clock` gives the time, aware UTC."""

    def __init__(self, session: ClientSession, settings: Sms, clock: Callable[[], datetime]) -> None:
        self._session = session
        self._settings = settings
        self._credentials = Credentials(settings.secret_id, settings.secret.reveal())
        self._host = urlsplit(settings.url).netloc
        self._clock = clock

    async def send(self, phone: str, template: SmsTemplate, facts: Facts) -> str:
        order = {
            "PhoneNumberSet": [international(phone)],
            "SmsSdkAppId": self._settings.app_id,
            "SignName": self._settings.sign,
            "TemplateId": template.id,
            "TemplateParamSet": values_of(template, without_addresses(facts)),
        }
        body = msgspec.json.encode(order)
        with translated():
            async with self._session.post(
                self._settings.url, data=body, headers=self._headers(body), timeout=TIMEOUT, allow_redirects=False
            ) as response:
                return _serial_in(response.status, await response.read())

    def _headers(self, body: bytes) -> dict[str, str]:
        now = self._clock()
        call = Call(self._host, "sms", ACTION, body)
        return {
            "Authorization": authorization(self._credentials, call, now),
            "Content-Type": CONTENT_TYPE,
            "Host": self._host,
            "X-TC-Action": ACTION,
            "X-TC-Timestamp": str(int(now.timestamp())),
            "X-TC-Version": VERSION,
            "X-TC-Region": self._settings.region,
        }


def international(phone: str) -> str:
    """`+8613800001111`; what has no country is Chinese."""
    return phone if phone.startswith("+") else f"+86{phone}"


def without_addresses(facts: Facts) -> Facts:
    """Tencent lets no address into a parameter: the approved text has `…/t/`, and the link's end is put behind it."""
    link = facts.get(Fact.LINK)
    return facts if not isinstance(link, str) else {**facts, Fact.LINK: link.rpartition("/")[2]}


def error_for(code: str, message: str) -> ChannelError:
    why = f"{code}: {message}"[:200]
    if (begun := _of(code, RETRY_AFTER)) is not None:
        return ChannelUnavailable(None, why, retry_after=RETRY_AFTER[begun])
    if code.startswith(FIX):
        return ChannelMisconfigured(None, why, retry_after=UNTIL_MENDED)
    if (begun := _of(code, SHUT)) is not None:
        return WayShut(SHUT[begun], None, why)
    return ChannelRejected(None, why)


def _of(code: str, table: dict[str, Any]) -> str | None:
    return next((begun for begun in table if code.startswith(begun)), None)


def _serial_in(status: int, body: bytes) -> str:
    try:
        response = msgspec.json.decode(body, type=_Answer).response
    except msgspec.MsgspecError:
        raise ChannelUnavailable(None, f"HTTP {status}, and not in Tencent's words", maybe_delivered=True) from None
    if response.error is not None:
        raise error_for(response.error.code, response.error.message)
    if not response.statuses:
        raise ChannelUnavailable(None, "SendSms says nothing of the message", maybe_delivered=True)
    sent = response.statuses[0]
    if sent.code != "Ok":
        raise error_for(sent.code, sent.message)
    return sent.serial


class _Error(msgspec.Struct):
    code: str = msgspec.field(name="Code")
    message: str = msgspec.field(name="Message", default="")


class _Status(msgspec.Struct):
    code: str = msgspec.field(name="Code")
    message: str = msgspec.field(name="Message", default="")
    serial: str = msgspec.field(name="SerialNo", default="")


class _Response(msgspec.Struct):
    error: _Error | None = msgspec.field(name="Error", default=None)
    statuses: tuple[_Status, ...] = msgspec.field(name="SendStatusSet", default=())


class _Answer(msgspec.Struct):
    response: _Response = msgspec.field(name="Response")
