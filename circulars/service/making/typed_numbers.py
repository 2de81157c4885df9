"""Numbers of letters that are typed by hand, though the office has a register that gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.compose.answers import NUMBER
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from circulars.register import Book


def number_by_hand(book: Book, serial: int, upcoming: int) -> Finding:
    """Return what is to be told of `serial`, typed while `book` would give `upcoming` next."""
    if serial < upcoming:
        told = f"{book} ออกเลขถึง {upcoming - 1} แล้ว เลข {serial} ที่กรอกเองอาจเป็นของหนังสืออื่น"
        way_out = "ค้นเลขนี้ในหน้า ทะเบียน ว่าเป็นของหนังสือนี้ หรือเว้นช่องว่างเพื่อใช้เลขถัดไป"
    else:
        told = f"เลข {serial} กรอกเอง ไม่ได้ออกจาก{book} ทะเบียนจึงยังให้เลขนี้แก่หนังสืออื่นได้"
        way_out = "เว้นช่องว่างเพื่อใช้เลขถัดไปของทะเบียน"
    return Finding(
        code="number-by-hand",
        level=Level.WARN,
        where=f"ช่อง {NUMBER}",
        message=told,
        hint=way_out,
    )
