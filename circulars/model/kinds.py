"""Kinds of document (ชนิดของหนังสือ) and the form of their number.

Source: the regulation on correspondence (ระเบียบงานสารบรรณ พ.ศ. 2526), clauses 11 to 24.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class DocumentKind(StrEnum):
    """What sort of document a letter type makes."""

    EXTERNAL = "external"
    MEMO = "memo"
    SEALED = "sealed"
    ORDER = "order"
    ANNOUNCEMENT = "announcement"
    CERTIFICATE = "certificate"

    @property
    def thai(self) -> str:
        """The kind as people call it: ``หนังสือภายนอก``."""
        return _TITLES[self]

    @property
    def number_form(self) -> NumberForm:
        """How its number is written."""
        return _NUMBERS.get(self, NumberForm.REGISTER)


class NumberForm(StrEnum):
    """How the number of a document is written."""

    REGISTER = "register"  # พย 0019.2/12
    YEARLY = "yearly"  # 12/2568
    NONE = "none"  # it has none


_TITLES: Final = {
    DocumentKind.EXTERNAL: "หนังสือภายนอก",
    DocumentKind.MEMO: "บันทึกข้อความ",
    DocumentKind.SEALED: "หนังสือประทับตรา",
    DocumentKind.ORDER: "คำสั่ง",
    DocumentKind.ANNOUNCEMENT: "ประกาศ",
    DocumentKind.CERTIFICATE: "หนังสือรับรอง",
}
_NUMBERS: Final = {
    DocumentKind.ORDER: NumberForm.YEARLY,
    DocumentKind.CERTIFICATE: NumberForm.YEARLY,  # online.flipbuilder.com/ofpg/wmlx, page 343
    DocumentKind.ANNOUNCEMENT: NumberForm.NONE,
}
