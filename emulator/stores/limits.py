"""How often is too often."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Rate:
    count: int
    per: timedelta


MEMBER_RATES = (Rate(30, MINUTE), Rate(1000, HOUR))  # one app to one member
CALL_RATES = (Rate(10_000, MINUTE), Rate(150_000, HOUR))  # one API, per corp
TICKET_RATES = (Rate(100, HOUR),)  # jsapi tickets, per app


class Limiter:
    """Counts what happened under each key in a sliding window."""

    def __init__(self, rates: tuple[Rate, ...]) -> None:
        self._rates = rates
        self._longest = max(rate.per for rate in rates)
        self._times: dict[str, deque[datetime]] = defaultdict(deque)

    def admit(self, key: str, now: datetime) -> bool:
        """Counts one more and says True, or says False and counts nothing."""
        times = self._times[key]
        while times and now - times[0] >= self._longest:
            times.popleft()
        if any(_within(times, rate, now) >= rate.count for rate in self._rates):
            return False
        times.append(now)
        return True


def _within(times: deque[datetime], rate: Rate, now: datetime) -> int:
    if len(times) < rate.count:
        return len(times)
    return rate.count if now - times[-rate.count] < rate.per else 0
