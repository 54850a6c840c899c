"""What is published at /metrics."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.metrics import COUNTERS, GAUGES, HISTOGRAMS, Metrics
from storage.reports import Backlog

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MEANINGS = COUNTERS | GAUGES | HISTOGRAMS


def published(metrics: Metrics) -> dict[str, float]:
    lines = [line for line in metrics.render().decode().splitlines() if line.startswith("paidan_")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_each_event_counts_under_its_labels():
    metrics = Metrics()
    metrics.callback("accepted")
    metrics.callback_refused("signature")
    metrics.update_handled("ticket")
    metrics.handler_took(0.003)
    metrics.conflict()
    metrics.errand_ended("card", "done")
    metrics.timer_fired("ladder", 20)
    metrics.timer_failed("ladder")
    metrics.delivery_delayed()
    metrics.wecom_called("/cgi-bin/message/send", 0)
    metrics.wecom_called("/cgi-bin/message/send", None)
    counted = published(metrics)

    for name in (
        'paidan_callbacks_total{outcome="accepted",reason=""}',
        'paidan_callbacks_total{outcome="refused",reason="signature"}',
        'paidan_updates_total{outcome="ticket"}',
        'paidan_handler_seconds_bucket{le="0.005"}',
        "paidan_conflicts_total",
        'paidan_errands_total{kind="card",outcome="done"}',
        'paidan_timer_lateness_seconds_bucket{kind="ladder",le="60.0"}',
        'paidan_timer_failures_total{kind="ladder"}',
        "paidan_deliveries_delayed_total",
        'paidan_wecom_calls_total{errcode="0",path="/cgi-bin/message/send"}',
        'paidan_wecom_calls_total{errcode="none",path="/cgi-bin/message/send"}',
    ):
        assert counted[name] == 1, name
    assert counted['paidan_handler_seconds_bucket{le="0.002"}'] == 0
    assert counted['paidan_timer_lateness_seconds_bucket{kind="ladder",le="15.0"}'] == 0


def test_a_backlog_is_how_much_waits_and_since_when():
    metrics = Metrics()
    metrics.backlog("errands", "east", Backlog(3, NOW - timedelta(minutes=2)), NOW)
    metrics.backlog("timers", "east", Backlog(0, None), NOW)
    metrics.pump_beat("relay-east", 1.5)
    shown = published(metrics)

    assert shown['paidan_errands_waiting{tenant="east"}'] == 3
    assert shown['paidan_errands_oldest_seconds{tenant="east"}'] == 120
    assert shown['paidan_timers_waiting{tenant="east"}'] == 0
    assert shown['paidan_timers_oldest_seconds{tenant="east"}'] == 0
    assert shown['paidan_pump_silence_seconds{pump="relay-east"}'] == 1.5


def test_two_applications_do_not_count_into_each_other():
    one, other = Metrics(), Metrics()
    one.conflict()

    assert (published(one)["paidan_conflicts_total"], published(other)["paidan_conflicts_total"]) == (1, 0)


def test_the_process_itself_is_measured():
    assert b"process_resident_memory_bytes" in Metrics().render()


def test_the_runbook_tells_every_metric_in_the_same_words():
    text = Path("docs/runbook.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(paidan_\w+)` \| (.*?) \| (.*?) \|$", text, re.MULTILINE)

    assert {name: (labels, sentence) for name, labels, sentence in rows} == {
        name: (", ".join(each.labels), each.sentence) for name, each in MEANINGS.items()
    }
