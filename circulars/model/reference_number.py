"""The reference number of an outgoing letter (ที่ของหนังสือ)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# What a file name cannot hold on Windows, or that leads out of its folder anywhere.
_UNSAFE: Final = re.compile(r'[\s<>:"/\\|?*\x00-\x1f]+|^\.+')

# Room for writing the number by hand, in no-break spaces: about 2.5 cm at 16 pt.
BLANK_NUMBER = "\N{NO-BREAK SPACE}" * 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceNumber:
    """Reference number such as ``พย 0019.2/ว1175``; digits are printed by the region's policy.

    The register part has no year and no leading zeros; ว marks a circular (หนังสือเวียน).

    >>> str(ReferenceNumber(code="พย", unit="0019.2", serial=200, is_circular=True, space=True))
    'พย 0019.2/ว 200'
    """

    code: str  # รหัสตัวพยัญชนะ of the province or ministry: "พย"
    unit: str  # เลขประจำของเจ้าของเรื่อง: "0019.2"
    serial: int | None  # เลขทะเบียนหนังสือส่ง; None leaves room to write it by hand
    is_circular: bool
    space: bool = False  # a space after ว: practice differs between offices

    def __str__(self) -> str:
        mark = ("ว " if self.space else "ว") if self.is_circular else ""
        serial = BLANK_NUMBER if self.serial is None else str(self.serial)
        return f"{self.code} {self.unit}/{mark}{serial}"

    @property
    def file_stem(self) -> str:
        """The number as part of a file name that every system accepts: ``พย0019.2-ว1175``."""
        if self.serial is None:
            stem = f"ร่าง-{self.code}{self.unit}"
        else:
            stem = f"{self.code}{self.unit}-{'ว' if self.is_circular else ''}{self.serial}"
        return _UNSAFE.sub("-", stem)
