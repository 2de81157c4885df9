"""How many letters were made from each version of a letter type."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from circulars.service.jobs.known import Known
    from circulars.service.service import Service


def letters_made(service: Service, office: str, name: str) -> Mapping[str, int]:
    """Return how many letters of the type `name` were made, by the version's digest."""
    return counted(service.jobs.known(office), name)


def counted(jobs: Iterable[Known], name: str) -> Counter[str]:
    """Return how many letters of the type `name` the `jobs` have made, by the version's digest."""
    made: Counter[str] = Counter()
    for job in jobs:
        if job.letter_type == name:
            made[job.version] += job.letters
    return made
