"""Jobs found again by words: a number in either digits, a subject, a letter type, a month."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.register import BANGKOK
from thai_numerals import YearMonth, format_date, format_month, to_arabic_digits

if TYPE_CHECKING:
    from circulars.service.jobs.known import Known
    from circulars.service.jobs.told import Span
    from thai_numerals.dates import MonthStyle

# What stands before the figure of a number, the figure, and of orders the year.
_NUMBER: Final = re.compile(r"(\D*|.*[^\d.])(\d{1,9})(/\d{4})?")
_STYLES: Final[tuple[MonthStyle, ...]] = ("wide", "medium", "short")


def wanted(words: str) -> list[str]:
    """Return the words that are looked for: a job that is found has all of them.

    >>> wanted("ว ๑๑๗๕  OTOP")
    ['ว1175', 'otop']
    """
    plain = to_arabic_digits(words).casefold()
    joined = re.sub(r"(?<![^\s/])ว\s+(?=\d)", "ว", plain)
    return list(dict.fromkeys(joined.split()))


def words_of(job: Known) -> str:
    """Return all by which `job` can be found but the numbers between first and last."""
    told = job.told
    days = [job.ordered.astimezone(BANGKOK).date(), *([told.date] if told.date else [])]
    months = [*map(YearMonth.of, days), *([told.period] if told.period else [])]
    parts = (
        job.title,
        job.actor,
        told.subject,
        *(f"{span.before}{span.first}{span.after}" for span in told.spans),
        *(format_date(day, digits="arabic") for day in days),
        *(format_month(month, style, digits="arabic") for month in months for style in _STYLES),
    )
    return to_arabic_digits("\n".join(parts)).casefold()


def is_found(word: str, words: str, spans: tuple[Span, ...]) -> bool:
    """Return whether a word stands among `words`, or is one of the numbers of `spans`.

    Figures are whole numbers: ว117 does not find ว1175.
    """
    if any(_has(span, word) for span in spans):
        return True
    before = r"(?<!\d)" if word[0].isdecimal() else ""
    after = r"(?!\d)" if word[-1].isdecimal() else ""
    return re.search(f"{before}{re.escape(word)}{after}", words) is not None


def _has(span: Span, word: str) -> bool:
    """Return whether `word` is one of the numbers of `span`, with or without what is around it."""
    number = _NUMBER.fullmatch(word)
    if number is None:
        return False
    before, serial, after = number[1], int(number[2]), number[3] or ""
    is_it = span.first <= serial <= span.last and after in {"", span.after}
    return is_it and span.before.replace(" ", "").endswith(before)
