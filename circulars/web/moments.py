"""Moments as people read them on a page."""

from __future__ import annotations

import datetime as dt
from typing import Final

from thai_numerals import buddhist_year
from thai_numerals.names import MONTHS_SHORT

BANGKOK: Final = dt.timezone(dt.timedelta(hours=7))  # no summer time since 1920


def moment(at: dt.datetime) -> str:
    """Return `at` by the clock of Thailand.

    >>> moment(dt.datetime(2025, 3, 11, 2, 5, tzinfo=dt.UTC))
    '11 มี.ค. 2568 09.05 น.'
    """
    here = at.astimezone(BANGKOK)
    day = f"{here.day} {MONTHS_SHORT[here.month - 1]} {buddhist_year(here)}"
    return f"{day} {here:%H.%M} น."
