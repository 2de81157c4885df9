"""Area codes of fixed telephones in each province: area_codes.csv."""

from __future__ import annotations

from functools import cache

from circulars.data.tables import csv_rows


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
    rows = csv_rows("area_codes.csv")
    return tuple((row["area_code"], row["province"]) for row in rows)
