"""Provinces with their letter codes and numbers, from provinces.csv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from circulars.data.tables import csv_rows

BANGKOK: Final = "กรุงเทพมหานคร"


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """One province (จังหวัด)."""

    name: str  # "พะเยา"
    code: str  # รหัสตัวพยัญชนะ: "พย"
    number: str  # TIS 1099: "56"

    @property
    def full_name(self) -> str:
        """The name with its word: จังหวัดพะเยา, but กรุงเทพมหานคร, which is no จังหวัด."""
        return self.name if self.name == BANGKOK else f"จังหวัด{self.name}"


@cache
def provinces() -> tuple[Province, ...]:
    """Return all provinces, in the order of the list."""
    rows = csv_rows("provinces.csv")
    return tuple(
        Province(name=row["province"], code=row["code"], number=row["tis1099_2digit"])
        for row in rows
    )


def province_named(name: str) -> Province | None:
    """Return the province called `name`, without จังหวัด before it.

    >>> province_named("พะเยา").code
    'พย'
    """
    return next((province for province in provinces() if province.name == name), None)
