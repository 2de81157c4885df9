"""The reference number of an outgoing letter (ที่ของหนังสือ)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from unicodedata import category

from circulars.model.kinds import DocumentKind, NumberForm

if TYPE_CHECKING:
    import datetime as dt

# What a file name cannot hold on Windows, or that leads out of its folder anywhere.
_UNSAFE: Final = re.compile(r'[\s<>:"/\\|?*\x00-\x1f]+|^\.+')
# Windows cuts stops off the end, and keeps names of devices for itself.
_DEVICE: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)")
# Characters of one part of a file name: two such parts of Thai fit the 255 bytes of Linux.
LONGEST_PART: Final = 35
_ON_THE_LEFT: Final = "ำะาๅ"  # vowels that belong to the consonant before them
_ON_THE_RIGHT: Final = "เแโใไ"  # and to the one behind

# Room for writing the number by hand, in no-break spaces: about 2.5 cm at 16 pt.
BLANK_NUMBER = "\N{NO-BREAK SPACE}" * 16
_BUDDHIST: Final = 543  # years before the Christian era


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceNumber:
    """Reference number such as ``พย 0019.2/ว1175``; digits are printed by the region's policy.

    The register part has no year and no leading zeros; ว marks a circular (หนังสือเวียน).  An
    order or a certificate is numbered by the year, an announcement not at all.

    >>> str(ReferenceNumber(code="พย", unit="0019.2", serial=200, is_circular=True, space=True))
    'พย 0019.2/ว 200'
    """

    code: str  # รหัสตัวพยัญชนะ of the province or ministry: "พย"
    unit: str  # เลขประจำของเจ้าของเรื่อง: "0019.2"
    serial: int | None  # เลขทะเบียนหนังสือส่ง; None leaves room to write it by hand
    is_circular: bool
    space: bool = False  # a space after ว: practice differs between offices
    kind: DocumentKind = DocumentKind.EXTERNAL
    date: dt.date | None = None  # of the document; None leaves room to write it by hand

    def __str__(self) -> str:
        serial = BLANK_NUMBER if self.serial is None else str(self.serial)
        match self.kind.number_form:
            case NumberForm.REGISTER:
                mark = ("ว " if self.space else "ว") if self.is_circular else ""
                return f"{self.code} {self.unit}/{mark}{serial}"
            case NumberForm.YEARLY:
                year = self.date.year + _BUDDHIST if self.date else BLANK_NUMBER
                return f"{serial}/{year}"
            case NumberForm.NONE:
                return ""

    @property
    def file_stem(self) -> str:
        """The number as part of a file name that every system accepts: ``พย0019.2-ว1175``."""
        form = self.kind.number_form
        if form is NumberForm.REGISTER:
            own = f"{self.code}{self.unit}"
            number = f"{'ว' if self.is_circular else ''}{self.serial}"
        else:
            own = self.kind.thai
            number = f"{self.serial}" if form is NumberForm.YEARLY else ""
            number = "-".join(filter(None, [number, self._dated(form)]))
        is_draft = self.date is None if form is NumberForm.NONE else self.serial is None
        return safe_name(f"ร่าง-{own}" if is_draft else f"{own}-{number}")

    def _dated(self, form: NumberForm) -> str:
        if self.date is None:
            return ""
        year = str(self.date.year + _BUDDHIST)
        return year if form is NumberForm.YEARLY else f"{year}-{self.date:%m-%d}"


def safe_name(text: str) -> str:
    """Return `text` as part of a file name that Windows, macOS and Linux accept.

    >>> safe_name("นายอำเภอ จุน/ปง"), safe_name("con"), safe_name("ก...")
    ('นายอำเภอ-จุน-ปง', 'con-', 'ก')
    """
    name = _cut(_UNSAFE.sub("-", text.strip())).rstrip(".- ")
    return _DEVICE.sub(r"\1-", name, count=1) if _DEVICE.match(name) else name


def _cut(name: str) -> str:
    """Return the first `LONGEST_PART` characters at most, with no syllable cut from its signs."""
    end = LONGEST_PART
    while len(name) > end > 0 and (name[end] in _ON_THE_LEFT or category(name[end]) == "Mn"):
        end -= 1
    whole = name[:end].rstrip(_ON_THE_RIGHT)
    return whole if whole and len(name) > LONGEST_PART else name[:LONGEST_PART]
