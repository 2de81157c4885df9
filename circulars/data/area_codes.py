"""Area codes of fixed telephones in each province: area_codes.csv."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def area_codes(province: str) -> tuple[str, ...]:
    """Return the area codes used in `province`, none for an unknown one.

    >>> area_codes("พะเยา"), area_codes("ฉะเชิงเทรา")
    (('054',), ('033', '038'))
    """
    return tuple(code for code, name in _rows() if name == province)


@cache
def all_area_codes() -> frozenset[str]:
    """Return every area code of the country."""
    return frozenset(code for code, _ in _rows())


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    text = files("circulars.data").joinpath("area_codes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple((row["area_code"], row["province"]) for row in rows)
