"""Numbers reserved once, however often the request for them comes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.service.jobs.repeats import once
from circulars.service.registers.search import mark_of, number_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circulars.register import Entry, Number
    from circulars.service.places import OfficeFolder


def reserved_once(
    office: OfficeFolder, who: str, key: str, asked: str, reserve: Callable[[], Sequence[Entry]]
) -> tuple[list[Number], bool]:
    """Return the numbers that `reserve` gives, and whether it gave them to this `key` before.

    `asked` stands for everything that was asked: another request under a used key is refused
    (:exc:`RefusedError`).
    """

    def span() -> str:
        entries = reserve()
        return f"{len(entries)} {mark_of(entries[0].number)}"

    given, is_repeated = once(office, who, key, asked, span)
    count, mark = given.split(" ", 1)
    first = number_at(mark)
    return [replace(first, serial=first.serial + n) for n in range(int(count))], is_repeated
