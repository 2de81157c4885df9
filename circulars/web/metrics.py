"""Figures of the service for Prometheus; none of them names an office, a person or a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from circulars.service.jobs.orders import JobState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client.metrics_core import Metric

    from circulars.service.service import Service

# Seconds; a page takes hundredths, a preview one.
_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

# A second line for each figure, of no use.
disable_created_metrics()  # type: ignore[no-untyped-call]  # prometheus_client leaves it so


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "circulars_requests",
            "Requests by pattern of path, method and status.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "circulars_request_seconds",
            "How long requests took.",
            ("route", "method"),
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        known = method if method in _METHODS else "other"  # a stranger may write anything
        self._requests.labels(route, known, str(status)).inc()
        self._seconds.labels(route, known).observe(seconds)

    def text(self, service: Service) -> bytes:
        """Return all figures as they are now.  Source: Prometheus text format 0.0.4."""
        now = CollectorRegistry()
        now.register(_ServiceCollector(service))
        return generate_latest(self._registry) + generate_latest(now)


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class _ServiceCollector(Collector):
    """Reads what the service knows of its work."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[Metric]:
        """Yield tasks, jobs and letters."""
        workshop, jobs = self._service.workshop, self._service.jobs
        crews = {"tasks": workshop.tasks, "jobs": workshop.jobs}
        tasks = CounterMetricFamily("circulars_tasks", "Tasks by end.", labels=("crew", "end"))
        seconds = CounterMetricFamily(
            "circulars_task_seconds", "Seconds that tasks took.", labels=("crew",)
        )
        waiting = GaugeMetricFamily("circulars_tasks_waiting", "Waiting tasks.", labels=("crew",))
        working = GaugeMetricFamily("circulars_tasks_working", "Tasks at work.", labels=("crew",))
        for name, crew in crews.items():
            for end, count in sorted(crew.tasks.items()):
                tasks.add_metric((name, end), count)
            seconds.add_metric((name,), crew.seconds)
            waiting.add_metric((name,), crew.waiting)
            working.add_metric((name,), crew.working)
        yield from (tasks, seconds, waiting, working)
        figures = jobs.figures()
        going = GaugeMetricFamily("circulars_jobs_going", "Jobs not over.", labels=("state",))
        ended = CounterMetricFamily("circulars_jobs_ended", "Jobs that ended.", labels=("state",))
        for state in JobState:
            if state.is_over:
                ended.add_metric((state.value,), figures.ended[state])
            else:
                going.add_metric((state.value,), figures.going[state])
        letters = CounterMetricFamily("circulars_letters", "Letters made.", value=figures.letters)
        yield from (going, ended, letters)
