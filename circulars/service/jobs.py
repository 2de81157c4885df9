"""Jobs: letters ordered, made one job after the other, gone on with after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.orders import Job, Order
    from circulars.service.people import Actor


class Jobs:
    """The jobs of all offices; may be shared by threads."""

    def submit(self, actor: Actor, order: Order) -> Job:
        """Return the job of `order`, queued; its files are copied first."""
        raise NotImplementedError

    def get(self, office: str, job: str) -> Job:
        """Return a job as it is now; :exc:`RefusedError` (404) where the office has none such."""
        raise NotImplementedError

    def of_office(self, office: str) -> tuple[Job, ...]:
        """Return the jobs of an office, the newest first."""
        raise NotImplementedError

    def wait(self, office: str, job: str, seconds: float) -> Job:
        """Return a job when it is over, or as it is after `seconds`."""
        raise NotImplementedError

    def result(self, office: str, job: str, name: str) -> Path:
        """Return a file that the job made; :exc:`RefusedError` (404) for any other name."""
        raise NotImplementedError

    def results(self, office: str, job: str) -> Path:
        """Return the folder of what the job made, as :func:`circulars.generate` leaves it."""
        raise NotImplementedError
