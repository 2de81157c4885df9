"""What the letters of a job are known by: their numbers, what they are about, and of which month.

Lists show it and are searched by it.  It is read once, from the manifest that the job left.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from circulars.batch import MANIFEST
from circulars.service.damage import UNREADABLE
from thai_numerals import DateError, YearMonth, find_dates, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from circulars.service.jobs.orders import Job

_NUMBERED: Final = re.compile(r"[\d\s]+/[\d\s]+")  # "12/2568" is the number of an order, too
_YEARLY: Final = re.compile(r"\d+(/\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Numbers that follow one another, in Arabic digits.

    >>> print(Span(before="พย 0019.2/ว", first=1175, last=1183))
    ว1175–ว1183
    """

    before: str  # "พย 0019.2/ว"; of orders nothing
    first: int
    last: int
    after: str = ""  # of orders and certificates the year: "/2568"

    def __str__(self) -> str:
        mark = self.before.rpartition("/")[2]
        ends = dict.fromkeys((self.first, self.last))
        return "–".join(f"{mark}{serial}{self.after}" for serial in ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What letters are known by; empty while none is made."""

    spans: tuple[Span, ...] = ()  # of numbers, in their order
    subject: str = ""  # of the first letter
    other_subjects: int = 0
    date: dt.date | None = None  # of the first letter
    period: YearMonth | None = None  # what they report on, where that is said


class _Letter(BaseModel):
    model_config = ConfigDict(strict=True)

    serial: int | None
    reference: str
    date: dt.date | None
    subject: str


class _Manifest(BaseModel):
    model_config = ConfigDict(strict=True)

    form: dict[str, str]
    letters: list[_Letter]


def told_by(out: Path, job: Job) -> Told:
    """Return what the letters of `job` in the folder `out` are known by.

    Where the manifest cannot be read, only what was ordered is known.
    """
    period = month_in(job.order.period)
    if MANIFEST not in job.files:
        return Told(period=period)
    try:
        manifest = _Manifest.model_validate_json((out / MANIFEST).read_bytes())
    except UNREADABLE:
        return Told(period=period)
    subjects = list(dict.fromkeys(filter(None, (each.subject for each in manifest.letters))))
    answers = [*job.order.values.values(), *manifest.form.values()]
    answers = [each for each in answers if not _NUMBERED.fullmatch(each)]
    said = filter(None, map(month_in, answers))
    written = (month for each in subjects for month in _months_of(each))
    return Told(
        spans=tuple(_spans(manifest.letters)),
        subject=subjects[0] if subjects else "",
        other_subjects=max(0, len(subjects) - 1),
        date=next((each.date for each in manifest.letters if each.date), None),
        period=period or next(said, None) or next(written, None),
    )


def month_in(answer: str) -> YearMonth | None:
    """Return the month that an answer of a form is; None for any other answer.

    >>> month_in("มี.ค. 68"), month_in("2025-03-11")
    (YearMonth(year=2025, month=3), None)
    """
    try:
        parsed = parse_date(answer)
    except DateError:
        return None
    return parsed.month if parsed.precision == "month" and not parsed.ambiguous else None


def _months_of(text: str) -> Iterator[YearMonth]:
    """Yield the months that stand in `text`."""
    for found in find_dates(text):
        if found.parsed and found.parsed.precision == "month" and not found.parsed.ambiguous:
            yield found.parsed.month


def _spans(letters: Iterable[_Letter]) -> Iterator[Span]:
    """Yield the numbers of `letters` without those that share one, as spans."""
    series: dict[tuple[str, str], set[int]] = {}
    for letter in letters:
        if letter.serial is not None:
            series.setdefault(_around(letter.reference, letter.serial), set()).add(letter.serial)
    for (before, after), found in series.items():
        serials = sorted(found)
        breaks = [one for one, next_ in pairwise(serials) if next_ != one + 1]
        firsts = [serials[0], *(next_ for one, next_ in pairwise(serials) if next_ != one + 1)]
        for first, last in zip(firsts, [*breaks, serials[-1]], strict=True):
            yield Span(before=before, first=first, last=last, after=after)


def _around(reference: str, serial: int) -> tuple[str, str]:
    """Return what stands before and after the serial of a reference."""
    if yearly := _YEARLY.fullmatch(reference):
        return "", yearly[1]
    return reference.removesuffix(str(serial)), ""
