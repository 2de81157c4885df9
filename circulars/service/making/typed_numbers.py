"""Numbers of letters that are typed by hand, though the office has a register that gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.compose.answers import NUMBER
from circulars.model.errors import RegisterError
from circulars.model.findings import Finding, Level
from circulars.register import refusals

if TYPE_CHECKING:
    from circulars.register import Book, Number, Register

_OTHERWISE: Final = "ใช้เลขอื่น หรือเว้นช่องว่างเพื่อใช้เลขถัดไปของทะเบียน"
# The way out for who typed a number that the register does not enter.
_HINTS: Final = {
    "number-taken": "ถ้าเลขนี้เป็นของหนังสือฉบับนี้ซึ่งออกหรือจองไว้แล้ว "
    f"ให้เอาเครื่องหมายหน้า จดเลขที่กรอกเองลงทะเบียน ออกแล้วออกหนังสือใหม่ ถ้าไม่ใช่ {_OTHERWISE}",
    "number-skipped": f"จองเลขที่ข้ามในหน้า ทะเบียน ก่อน หรือ{_OTHERWISE}",
    "letter-numbered": "ใช้เลขเดิม หรือยกเลิกเลขเดิมในหน้า ทะเบียน ก่อน",
    "number-undated": "กรอกวันที่ของหนังสือ หรือเอาเครื่องหมายหน้า จดเลขที่กรอกเองลงทะเบียน ออก",
}


def number_by_hand(book: Book, serial: int, upcoming: int) -> Finding:
    """Return what is to be told of `serial`, typed while `book` would give `upcoming` next."""
    if serial < upcoming:
        told = f"{book} ออกเลขถึง {upcoming - 1} แล้ว เลข {serial} ที่กรอกเองอาจเป็นของหนังสืออื่น"
        way_out = "ค้นเลขนี้ในหน้า ทะเบียน ว่าเป็นของหนังสือนี้ หรือเว้นช่องว่างเพื่อใช้เลขถัดไป"
    elif serial == upcoming:
        told = f"เลข {serial} กรอกเอง ไม่ได้ออกจาก{book} ทะเบียนจึงยังให้เลขนี้แก่หนังสืออื่นได้"
        way_out = "ให้จดเลขนี้ลงทะเบียนเมื่อออกหนังสือ (ในข้อ ออกหนังสือ) หรือเว้นช่องว่างเพื่อใช้เลขถัดไป"
    else:
        told = (
            f"เลข {serial} กรอกเอง ข้ามเลขถัดไปของ{book} ซึ่งคือ {upcoming} "
            "จึงจดลงทะเบียนไม่ได้ และทะเบียนยังให้เลขนี้แก่หนังสืออื่นได้"
        )
        way_out = "จองเลขที่ข้ามในหน้า ทะเบียน ก่อน แล้วจึงจดเลขนี้ได้ หรือเว้นช่องว่างเพื่อใช้เลขถัดไป"
    return Finding(
        code="number-by-hand",
        level=Level.WARN,
        where=f"ช่อง {NUMBER}",
        message=told,
        hint=way_out,
    )


def taken_by_another(register: Register, number: Number, letter_type: str) -> tuple[Finding, ...]:
    """Return that `number` is not this letter's, as far as that is seen before the letter is made.

    What letters of the same type have may be its own: that is known when it is made.
    """
    try:
        entry = register.line(number)
    except RegisterError:  # nobody has it
        return ()
    if entry.key.startswith(f"{letter_type}|"):
        return ()
    return (not_entered(refusals.taken(entry)),)


def not_entered(finding: Finding) -> Finding:
    """Return why the register does not enter a typed number, with the way out on the page."""
    told = finding.message
    if finding.code == "letter-numbered":  # of the same book as a rule
        told = f"หนังสือฉบับนี้มีเลข {finding.where} ในทะเบียนแล้ว"
    return replace(
        finding,
        message=f"จดเลขที่กรอกเองลงทะเบียนไม่ได้: {told}",
        hint=_HINTS.get(finding.code, finding.hint),
    )
