from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientConnectionError, ClientSession
from aioresponses import aioresponses
from yarl import URL

from bot.channels.errors import ChannelError, ChannelMisconfigured, ChannelRejected, ChannelUnavailable
from bot.channels.facts import Fact, Facts
from bot.channels.shut import Shut, WayShut
from bot.config import Secret, Sms, SmsTemplate
from bot.sms.tencent import TencentSms, error_for

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SETTINGS = Sms(sign="安居物业", secret=Secret("key"), provider="tencent", secret_id="AKIDEXAMPLE", app_id="1400006666")
CLAIMED = SmsTemplate(id="1110", params=("number", "arrival", "link", "=5"))
FACTS: Facts = {
    Fact.NUMBER: "1122-7",
    Fact.ARRIVAL: NOW + timedelta(hours=2),
    Fact.LINK: "https://paidan.example.com/t/aBc",
}
SENT = {"SerialNo": "5000:1045710669157053657849499619", "Code": "Ok", "Message": "send success", "Fee": 1}


def answer(*statuses: dict[str, object], **more: object) -> dict[str, object]:
    return {"Response": {"SendStatusSet": list(statuses), "RequestId": "a0aabda6"} | more}


@pytest.fixture
async def tencent(canned: aioresponses) -> AsyncIterator[TencentSms]:
    assert not canned.requests
    async with ClientSession() as session:
        yield TencentSms(session, SETTINGS, lambda: NOW)


async def refused(tencent: TencentSms) -> ChannelError:
    with pytest.raises(ChannelError) as error:
        await tencent.send("13800001111", CLAIMED, FACTS)
    return error.value


async def test_a_message_as_it_is_documented(canned: aioresponses, tencent: TencentSms):
    canned.post(SETTINGS.url, payload=answer(SENT))
    assert await tencent.send("13800001111", CLAIMED, FACTS) == SENT["SerialNo"]
    [[call]] = canned.requests.values()
    assert ("POST", URL(SETTINGS.url)) in canned.requests
    assert json.loads(call.kwargs["data"]) == {
        "PhoneNumberSet": ["+8613800001111"],
        "SmsSdkAppId": "1400006666",
        "SignName": "安居物业",
        "TemplateId": "1110",
        "TemplateParamSet": ["1122-7", "11月20日 11:00", "aBc", "5"],
    }
    headers = call.kwargs["headers"]
    assert headers["X-TC-Action"] == "SendSms"
    assert headers["X-TC-Version"] == "2021-01-11"
    assert headers["X-TC-Timestamp"] == str(int(NOW.timestamp()))
    assert headers["Authorization"].startswith("TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2026-11-20/sms/tc3_request, ")


async def test_a_number_with_a_country_is_left_as_it_is(canned: aioresponses, tencent: TencentSms):
    canned.post(SETTINGS.url, payload=answer(SENT))
    await tencent.send("+85251234567", CLAIMED, FACTS)
    [[call]] = canned.requests.values()
    assert json.loads(call.kwargs["data"])["PhoneNumberSet"] == ["+85251234567"]


@pytest.mark.parametrize(
    ("code", "shut"),
    [
        ("InvalidParameterValue.IncorrectPhoneNumber", Shut.NUMBER),
        ("FailedOperation.PhoneNumberInBlacklist", Shut.NUMBER),
        ("LimitExceeded.PhoneNumberDailyLimit", Shut.QUOTA),
        ("LimitExceeded.PhoneNumberOneHourLimit", Shut.QUOTA),
        ("FailedOperation.TemplateIncorrectOrUnapproved", Shut.TEMPLATE),
        ("FailedOperation.TemplateParamSetNotMatchApprovedTemplate", Shut.WORDS),
        ("InvalidParameterValue.TemplateParameterLengthLimit", Shut.WORDS),
        ("InvalidParameterValue.TemplateParameterFormatError", Shut.WORDS),
        ("FailedOperation.ContainSensitiveWord", Shut.WORDS),
    ],
)
async def test_what_shuts_this_way_for_this_customer(canned: aioresponses, tencent: TencentSms, code, shut):
    canned.post(SETTINGS.url, payload=answer({"SerialNo": "", "Code": code, "Message": "no"}))
    error = await refused(tencent)
    assert isinstance(error, WayShut)
    assert error.shut is shut


@pytest.mark.parametrize(
    ("code", "wait"),
    [
        ("InternalError.SendAndRecvFail", 5),
        ("RequestLimitExceeded", 5),
        ("LimitExceeded.PhoneNumberThirtySecondLimit", 30),
        ("LimitExceeded.DeliveryFrequencyLimit", 60),
    ],
)
async def test_what_passes_is_tried_again_later(canned: aioresponses, tencent: TencentSms, code, wait):
    canned.post(SETTINGS.url, payload=answer({"SerialNo": "", "Code": code, "Message": "no"}))
    error = await refused(tencent)
    assert isinstance(error, ChannelUnavailable)
    assert (error.retry_after, error.maybe_delivered) == (timedelta(seconds=wait), False)


@pytest.mark.parametrize(
    "code",
    [
        "AuthFailure.SignatureFailure",
        "AuthFailure.SecretIdNotFound",
        "UnauthorizedOperation.SmsSdkAppIdVerifyFail",
        "UnauthorizedOperation.RequestIpNotInWhitelist",
        "UnauthorizedOperation.SerivceSuspendDueToArrears",
        "FailedOperation.InsufficientBalanceInSmsPackage",
        "FailedOperation.SignatureIncorrectOrUnapproved",
        "LimitExceeded.AppDailyLimit",
    ],
)
async def test_what_only_the_operator_can_mend_waits(canned: aioresponses, tencent: TencentSms, code):
    error = {"Code": code, "Message": "no"}
    canned.post(SETTINGS.url, payload={"Response": {"Error": error, "RequestId": "r"}})
    assert isinstance(await refused(tencent), ChannelMisconfigured)


def test_any_other_code_is_a_rejection():
    assert type(error_for("SomethingNew", "")) is ChannelRejected


@pytest.mark.parametrize(
    ("status", "body"), [(502, "<html>"), (200, "{}"), (200, '{"Response": {"SendStatusSet": []}}'), (200, "[]")]
)
async def test_what_is_not_understood_may_have_been_sent(canned: aioresponses, tencent: TencentSms, status, body):
    canned.post(SETTINGS.url, status=status, body=body)
    error = await refused(tencent)
    assert isinstance(error, ChannelUnavailable)
    assert error.maybe_delivered


async def test_a_broken_connection_may_have_sent_it_and_does_not_tell_the_key(
    canned: aioresponses, tencent: TencentSms
):
    canned.post(SETTINGS.url, exception=ClientConnectionError("13800001111"))
    error = await refused(tencent)
    assert isinstance(error, ChannelUnavailable)
    assert (error.maybe_delivered, str(error)) == (True, "no answer: ClientConnectionError")
