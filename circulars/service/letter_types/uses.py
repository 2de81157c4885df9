"""How many letters were made from each version of a letter type."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.service.jobs.orders import Job
    from circulars.service.service import Service

_LETTER: Final = ".docx"


@dataclass(slots=True)
class Tally:
    """Letters by type and version; of thousands of jobs only the new ones are read each time."""

    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    last: str = ""  # the newest job that is counted, with all before it
    lock: Lock = field(default_factory=Lock)

    def count(self, jobs: Sequence[Job]) -> Counter[tuple[str, str]]:
        """Return the letters that `jobs`, the newest first, have made."""
        with self.lock:
            new = self._new(jobs)
            now = Counter(self.made)
            is_settled = True
            for job in reversed(new):
                key = job.order.letter_type, job.order.version
                letters = sum(file.endswith(_LETTER) for file in job.files)
                now[key] += letters
                is_settled = is_settled and job.state.is_over
                if is_settled:
                    self.made[key] += letters
                    self.last = job.id
            return now

    def _new(self, jobs: Sequence[Job]) -> list[Job]:
        """Return the jobs that are not counted; all of them where the last counted is gone."""
        new: list[Job] = []
        for job in jobs:
            if job.id == self.last:
                return new
            new.append(job)
        self.made.clear()
        return new


_TALLIES: Final[dict[str, Tally]] = {}  # by folder of the office


def letters_made(service: Service, office: str, name: str) -> Mapping[str, int]:
    """Return how many letters of the type `name` were made, by the version's digest."""
    tally = _TALLIES.setdefault(str(service.office(office).root), Tally())
    made = tally.count(service.jobs.of_office(office))
    return Counter({version: n for (kind, version), n in made.items() if kind == name})
