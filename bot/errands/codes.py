"""The errand of a code that proves whose a telephone number is: by WeChat where that is open, otherwise by SMS."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from msgspec import structs

from bot.channels.errors import ChannelRejected
from bot.channels.shut import is_silent
from bot.errands.jobs import Ending, Job, Settle, dropped, not_attempted
from bot.errands.ways import Ways
from handlers import numbers, tracking
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork
from tickets.customers import ContactKind
from tickets.notifications import Stage
from tickets.pushes import Ways as Open
from tickets.pushes import plan
from tickets.ways import Way

MINUTE = timedelta(minutes=1)
WORDS = "验证码 {code}，{minutes} 分钟内有效。不是您在查询的话，请不用理会。"


class CodeErrands:
    """One tenant's."""

    def __init__(self, ways: Ways, proven_for: timedelta) -> None:
        self._ways = ways
        self._proven_for = proven_for

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        phone, code = errand.data["phone"], errand.data["code"]
        left = datetime.fromisoformat(errand.data["expires_at"]) - now
        if (minutes := left // MINUTE) < 1:
            return _left(uow, errand, now, "no longer good")
        to_the_phone = errand.data.get("to_the_phone", False)
        if not to_the_phone and not tracking.is_known(uow, phone, now - self._proven_for):
            return _left(uow, errand, now, "nobody is known by this number")
        openid = None if to_the_phone else self._openid(uow, phone)
        way = self._way(uow, errand, openid, now)
        if way is not None and not errand.data.get("counted"):  # once, however often it is tried
            what_for = tracking.BINDING if to_the_phone else tracking.LOOKING_UP
            if not tracking.has_room(uow, what_for, now):
                return _left(uow, errand, now, "too many codes")
            tracking.sent(uow, what_for, now)
            errand = structs.replace(errand, data={**errand.data, "counted": True})
            uow.outbox.says(errand, errand.data)
        if way is not None:
            uow.outbox.attempted(errand, {"way": way})
        match way:
            case Way.CHAT:
                assert openid is not None, "planned with one"
                uow.windows.sent(openid)
                run = partial(self._ways.say, openid, WORDS.format(code=code, minutes=minutes))
                return self._job(errand, Way.CHAT, run, partial(_not_said, errand, openid))
            case Way.SMS:
                send = partial(self._ways.send_code, phone, code, minutes=minutes)
                return self._job(errand, Way.SMS, send, partial(not_attempted, errand))
        return _left(uow, errand, now, "no way is open")

    def _openid(self, uow: UnitOfWork, phone: str) -> str | None:
        customer = uow.customers.whose(ContactKind.PHONE, phone)
        return customer.openid if customer is not None and customer.has_proven(phone) else None

    def _way(self, uow: UnitOfWork, errand: Errand, openid: str | None, now: datetime) -> Way | None:
        """Somebody waits for it: of what a window has left it may have the last."""
        by_chat = openid is not None and self._ways.chat is not None
        windows = uow.windows.of(openid) if openid is not None and by_chat else ()
        refused = frozenset(Way(each) for each in errand.data.get("refused", ()))
        return plan(Stage.DONE, Open(windows=windows, sms=self._ways.sends_codes, refused=refused), now).way

    def _job(
        self,
        errand: Errand,
        way: Way,
        run: Callable[[], Awaitable[object]],
        take_back: Callable[[UnitOfWork], object],
    ) -> Job:
        refused = partial(_refused, errand, way, take_back)
        return Job(errand, partial(_sent, errand, way, run), refused, take_back, comes_twice=True)


def _left(uow: UnitOfWork, errand: Errand, now: datetime, why: str) -> Ending:
    """A code that nobody got is nobody else's to read either."""
    uow.outbox.says(errand, {})
    return dropped(uow, errand, now, why)


async def _sent(errand: Errand, way: Way, run: Callable[[], Awaitable[object]]) -> Settle:
    await run()

    def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
        if way is Way.SMS:
            numbers.found(uow, errand.data["phone"])
        uow.outbox.says(errand, {})  # it is nobody else's to read
        uow.outbox.done(errand, now)
        return Ending.DONE

    return settle


def _not_said(errand: Errand, openid: str, uow: UnitOfWork) -> None:
    if not_attempted(errand, uow):
        uow.windows.not_sent(openid)


def _refused(errand: Errand, way: Way, take_back: Callable[[UnitOfWork], object], error: ChannelRejected) -> Settle:
    """The other way is tried at once."""

    def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
        if not is_silent(error):
            take_back(uow)
        uow.outbox.attempted(errand, None)
        uow.outbox.says(errand, {**errand.data, "refused": [*errand.data.get("refused", ()), way.value]})
        uow.outbox.retry(errand, not_before=now, why=str(error), counted=False)
        return Ending.RETRY

    return settle
