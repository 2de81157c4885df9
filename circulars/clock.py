"""The clock: the one place that looks at it; everything else is given the moment."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return the moment, with its zone."""
    return dt.datetime.now(dt.UTC)
