"""Salutations and closing phrases by the class of the recipient, from salutations.csv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from circulars.data.tables import csv_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Salutation:
    """How a class of recipients is addressed."""

    recipient: str  # the class: "ทั่วไป"
    opening: str  # คำขึ้นต้น: "เรียน"
    closing: str  # คำลงท้าย: "ขอแสดงความนับถือ"
    readers: tuple[str, ...]  # posts of the class, where sources agree on it


@cache
def salutations() -> dict[str, Salutation]:
    """Return the salutations by class; the first class is the usual one.

    >>> salutations()["ทั่วไป"].closing
    'ขอแสดงความนับถือ'
    """
    rows = csv_rows("salutations.csv")
    return {
        row["class"]: Salutation(
            recipient=row["class"],
            opening=row["salutation"],
            closing=row["closing"],
            readers=tuple(row["who"].split()) if row["verified"] == "true" else (),
        )
        for row in rows
    }
