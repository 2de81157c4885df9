"""Salutations and closing phrases by the class of the recipient, from salutations.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Salutation:
    """How a class of recipients is addressed."""

    recipient: str  # the class: "ทั่วไป"
    opening: str  # คำขึ้นต้น: "เรียน"
    closing: str  # คำลงท้าย: "ขอแสดงความนับถือ"


@cache
def salutations() -> dict[str, Salutation]:
    """Return the salutations by class; the first class is the usual one.

    >>> salutations()["ทั่วไป"].closing
    'ขอแสดงความนับถือ'
    """
    text = files("circulars.data").joinpath("salutations.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {
        row["class"]: Salutation(
            recipient=row["class"], opening=row["salutation"], closing=row["closing"]
        )
        for row in rows
    }
