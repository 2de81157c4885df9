"""Whose job is next: offices take turns, and in an office who came first goes first."""

from __future__ import annotations

from collections import OrderedDict, deque
from enum import StrEnum
from threading import Condition


class Lane(StrEnum):
    """By how much is to be made: one letter does not wait behind a thousand."""

    QUICK = "quick"  # a single letter
    LONG = "long"


class JobQueue:
    """Jobs waiting in their lanes; may be shared by threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._is_closed = False
        # Offices in the order of their turns, each with its jobs.
        self._lanes: dict[Lane, OrderedDict[str, deque[str]]] = {
            lane: OrderedDict() for lane in Lane
        }

    def put(self, lane: Lane, office: str, job: str) -> None:
        """Have a job wait for its turn."""
        with self._changed:
            self._lanes[lane].setdefault(office, deque()).append(job)
            self._changed.notify_all()

    def take(self, lane: Lane) -> tuple[str, str] | None:
        """Return office and id of the next job, waiting for one; None when the queue is closed."""
        offices = self._lanes[lane]
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or offices)
            if self._is_closed:
                return None
            office, waiting = next(iter(offices.items()))
            job = waiting.popleft()
            del offices[office]
            if waiting:  # the others have their turn first
                offices[office] = waiting
            return office, job

    def drop(self, office: str, job: str) -> bool:
        """Return whether the job was waiting; it waits no longer."""
        with self._changed:
            for offices in self._lanes.values():
                waiting = offices.get(office)
                if waiting and job in waiting:
                    waiting.remove(job)
                    if not waiting:
                        del offices[office]
                    return True
        return False

    def lengths(self) -> dict[Lane, int]:
        """Return how many jobs wait in each lane."""
        with self._changed:
            return {lane: sum(map(len, each.values())) for lane, each in self._lanes.items()}

    def close(self) -> None:
        """Have nobody wait any longer."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def ahead_of(self, office: str, job: str) -> int | None:
        """Return how many jobs of the same office are before this one; None: it does not wait."""
        with self._changed:
            for offices in self._lanes.values():
                waiting = offices.get(office, deque())
                if job in waiting:
                    return waiting.index(job)
        return None
