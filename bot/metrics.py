"""Every number published at /metrics: its name, its labels, its sentence. docs/runbook.md repeats them for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple, TypeVar

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from storage.reports import Backlog

CONTENT_TYPE = prometheus_client.CONTENT_TYPE_LATEST

T = TypeVar("T")


class Meaning(NamedTuple):
    sentence: str
    labels: tuple[str, ...] = ()


COUNTERS = {
    "paidan_callbacks_total": Meaning(
        "Callbacks by what became of them: accepted, verified, failed (WeCom delivers again), refused.",
        ("outcome", "reason"),
    ),
    "paidan_updates_total": Meaning(
        "Updates by outcome: ticket, added, asked, answered, ignored, refused; a repeated delivery counts again.",
        ("outcome",),
    ),
    "paidan_conflicts_total": Meaning("Transactions run again because somebody else wrote first."),
    "paidan_errands_total": Meaning(
        "Attempts at errands by outcome: done, retry, halfway (one call done, one to come), "
        "put_off (for the morning), dropped (no longer mattered), dead (given up).",
        ("kind", "outcome"),
    ),
    "paidan_timer_failures_total": Meaning("Timers whose handler broke; each is tried again later.", ("kind",)),
    "paidan_deliveries_delayed_total": Meaning(
        "Messages held back because WeCom would silently drop more to the same member."
    ),
    "paidan_wecom_calls_total": Meaning(
        "Calls to WeCom's API; errcode is `none` where no answer came.", ("path", "errcode")
    ),
    "paidan_wechat_calls_total": Meaning("Likewise, to the API of the official account.", ("path", "errcode")),
}

GAUGES = {
    "paidan_errands_waiting": Meaning("Errands that are due and not done.", ("tenant",)),
    "paidan_errands_oldest_seconds": Meaning("How long the most overdue errand has been due; 0: none is.", ("tenant",)),
    "paidan_timers_waiting": Meaning("Timers that are due and not fired.", ("tenant",)),
    "paidan_timers_oldest_seconds": Meaning("How long the most overdue timer has been due; 0: none is.", ("tenant",)),
    "paidan_organisation_in_step": Meaning(
        "1: WeCom's departments and members are known as they are; 0: the last look failed or cannot be believed.",
        ("tenant",),
    ),
    "paidan_alarms": Meaning(
        "The watchdog finds wrong: untimed, timers, failing_timers, errands, updates, dead, ways, pumps, holidays.",
        ("kind",),
    ),
    "paidan_pump_silence_seconds": Meaning(
        "Time since the relay or the clock last went round, which it does every ten seconds at least.", ("pump",)
    ),
}

HISTOGRAMS = {
    "paidan_handler_seconds": Meaning("From an update's arrival at the inbox to its commit."),
    "paidan_timer_lateness_seconds": Meaning("How late timers fired.", ("kind",)),
}

BUCKETS = {
    # WeCom gives up on a callback after five seconds: four is the last line before trouble.
    "paidan_handler_seconds": (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 4.0),
    "paidan_timer_lateness_seconds": (0.1, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0),
}


class Metrics:
    """Has a registry of its own: two applications in one process, as in the tests, do not count into each other."""

    def __init__(self) -> None:
        # Otherwise every counter is published a second time, as the moment of its birth.
        prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # the library left it bare
        self._registry = CollectorRegistry()
        prometheus_client.ProcessCollector(registry=self._registry)
        self._counters = self._made(COUNTERS, Counter)
        self._counted = cache(self._labelled)  # the library looks for it anew each time, behind a lock
        self._gauges = self._made(GAUGES, Gauge)
        self._histograms = {
            name: Histogram(name, each.sentence, each.labels, buckets=BUCKETS[name], registry=self._registry)
            for name, each in HISTOGRAMS.items()
        }

    def _made(self, meanings: Mapping[str, Meaning], kind: Callable[..., T]) -> dict[str, T]:
        return {
            name: kind(name, each.sentence, each.labels, registry=self._registry) for name, each in meanings.items()
        }

    def _labelled(self, name: str, *labels: str) -> Counter:
        return self._counters[name].labels(*labels)

    def render(self) -> bytes:
        return prometheus_client.generate_latest(self._registry)

    def callback(self, outcome: str) -> None:
        self._counted("paidan_callbacks_total", outcome, "").inc()

    def callback_refused(self, reason: str) -> None:
        self._counters["paidan_callbacks_total"].labels("refused", reason).inc()

    def update_handled(self, outcome: str) -> None:
        self._counted("paidan_updates_total", outcome).inc()

    def handler_took(self, seconds: float) -> None:
        self._histograms["paidan_handler_seconds"].observe(seconds)

    def conflict(self) -> None:
        self._counters["paidan_conflicts_total"].inc()

    def errand_ended(self, kind: str, outcome: str) -> None:
        self._counters["paidan_errands_total"].labels(kind, outcome).inc()

    def backlog(self, what: str, tenant: str, found: Backlog, now: datetime) -> None:
        """`what` is `errands` or `timers`."""
        age = (now - found.oldest).total_seconds() if found.oldest else 0.0
        self._gauges[f"paidan_{what}_waiting"].labels(tenant).set(found.count)
        self._gauges[f"paidan_{what}_oldest_seconds"].labels(tenant).set(max(age, 0.0))

    def timer_fired(self, kind: str, late_seconds: float) -> None:
        self._histograms["paidan_timer_lateness_seconds"].labels(kind).observe(max(late_seconds, 0.0))

    def timer_failed(self, kind: str) -> None:
        self._counters["paidan_timer_failures_total"].labels(kind).inc()

    def alarms(self, counts: Mapping[str, int]) -> None:
        for kind, count in counts.items():
            self._gauges["paidan_alarms"].labels(kind).set(count)

    def pump_beat(self, pump: str, seconds_ago: float) -> None:
        self._gauges["paidan_pump_silence_seconds"].labels(pump).set(seconds_ago)

    def organisation(self, tenant: str, *, in_step: bool) -> None:
        self._gauges["paidan_organisation_in_step"].labels(tenant).set(in_step)

    def delivery_delayed(self) -> None:
        self._counters["paidan_deliveries_delayed_total"].inc()

    def wecom_called(self, path: str, errcode: int | None) -> None:
        self._called("wecom", path, errcode)

    def wechat_called(self, path: str, errcode: int | None) -> None:
        self._called("wechat", path, errcode)

    def _called(self, whom: str, path: str, errcode: int | None) -> None:
        said = "none" if errcode is None else str(errcode)
        self._counters[f"paidan_{whom}_calls_total"].labels(path, said).inc()
