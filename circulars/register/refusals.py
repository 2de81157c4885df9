"""Why the register does not do what it was asked, told with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.findings import Finding
from circulars.register.entries import BUDDHIST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.register.entries import Book, Entry, Number

_SHOWN = 5  # numbers named in one message


def unknown(number: Number) -> Finding:
    """Return the finding that nobody has taken `number`."""
    return Finding(
        code="number-unknown",
        where=str(number),
        message=f"ไม่มีเลขนี้ใน{number.book}",
        hint="ดูเลขที่มีด้วย circulars register list และตรวจหน่วยงาน ปี และ ว ของเลข",
    )


def taken(entry: Entry) -> Finding:
    """Return the finding that the number belongs to another letter."""
    return Finding(
        code="number-taken",
        where=str(entry.number),
        message=f"เลขนี้ใช้แล้ว: {entry.status.thai} {entry.subject or entry.holder}".rstrip(),
        hint="ใช้เลขอื่น หรือไม่ระบุ --number เพื่อรับเลขถัดไป เลขที่ใช้แล้วไม่นำกลับมาใช้อีก",
    )


def skipped(number: Number, following: int) -> Finding:
    """Return the finding that `number` would leave a gap after the last one."""
    return Finding(
        code="number-skipped",
        where=str(number),
        message=f"เลขถัดไปของ{number.book} คือ {following} ออกเลข {number.serial} จะข้ามเลข",
        hint="ไม่ระบุ --number เพื่อรับเลขถัดไป หรือจองเลขช่วงนั้นก่อนด้วย register reserve",
    )


def wrong_status(entry: Entry, wish: str) -> Finding:
    """Return the finding that `wish` does not fit how far the letter is."""
    return Finding(
        code="number-status",
        where=str(entry.number),
        message=f"{wish}ไม่ได้ เพราะเลขนี้{entry.status.thai}",
        hint="ดูความเป็นมาด้วย circulars register history ตามด้วยเลข",
    )


def year_open(book: Book, earlier: Book) -> Finding:
    """Return the finding that a year still open comes before `book`."""
    return Finding(
        code="year-open",
        where=str(book),
        message=f"{earlier} ยังไม่ปิด จึงยังไม่เริ่มเลข 1 ของปี {book.year + BUDDHIST}",
        hint=f"ปิดด้วย circulars register close-year {earlier.year + BUDDHIST} "
        "หรือเริ่มปีใหม่ทั้งที่ปีก่อนยังเปิดด้วย --new-year และตรวจปีของวันที่",
    )


def year_passed(book: Book, later: Book) -> Finding:
    """Return the finding that a later year has begun and `book` never was."""
    return Finding(
        code="year-open",
        where=str(book),
        message=f"เริ่ม{later} แล้ว และไม่เคยมีเลขของปี {book.year + BUDDHIST}",
        hint="ตรวจปีของวันที่ ถ้าถูกต้องแล้วให้เพิ่ม --new-year",
    )


def year_closed(book: Book) -> Finding:
    """Return the finding that `book` gives no more numbers."""
    return Finding(
        code="year-closed",
        where=str(book),
        message=f"{book} ปิดแล้ว ไม่ออกเลขเพิ่ม",
        hint="ตรวจปีของวันที่ หนังสือที่ออกหลังปิดปีใช้วันที่และเลขของปีใหม่",
    )


def year_unfinished(book: Book, reserved: Sequence[Entry]) -> Finding:
    """Return the finding that numbers of `book` are still only reserved."""
    numbers = ", ".join(entry.number.short for entry in reserved[:_SHOWN])
    more = f" และอีก {len(reserved) - _SHOWN} เลข" if len(reserved) > _SHOWN else ""
    return Finding(
        code="year-unfinished",
        where=str(book),
        message=f"ยังมีเลขที่จองไว้และไม่ได้ใช้: {numbers}{more}",
        hint="ใช้เลขเหล่านี้ด้วย register take --number หรือยกเลิกด้วย register cancel ก่อนปิดปี",
    )


def year_unknown(owner: str, year: int) -> Finding:
    """Return the finding that the unit has no book of the year."""
    return Finding(
        code="number-unknown",
        where=f"{owner} ปี {year + BUDDHIST}",
        message="ไม่มีทะเบียนของหน่วยงานและปีนี้",
        hint="ตรวจหน่วยงาน (--unit) และปี พ.ศ.",
    )


def other_number(entry: Entry, book: Book) -> Finding:
    """Return the finding that a letter has a number of another book than the one asked for."""
    return Finding(
        code="letter-numbered",
        where=str(entry.number),
        message=f"หนังสือฉบับนี้มีเลขแล้วใน{entry.number.book} ไม่ใช่{book}",
        hint="ใช้เลขเดิม หรือยกเลิกเลขเดิมด้วย register cancel แล้วทำใหม่",
    )


def other_year(entry: Entry) -> Finding:
    """Return the finding that a letter's new date lies in another year than its number."""
    return Finding(
        code="letter-numbered",
        where=str(entry.number),
        message=f"เลขนี้เป็นของปี {entry.number.book.year + BUDDHIST} แก้วันที่ข้ามปีไม่ได้",
        hint="ยกเลิกเลขนี้ด้วย register cancel แล้วออกเลขของปีที่ถูกต้อง",
    )


def incomplete(where: str, what: str) -> Finding:
    """Return the finding that `what` is missing or senseless in what was asked."""
    return Finding(
        code="register-request",
        where=where,
        message=what,
        hint="แก้ตามที่บอกแล้วสั่งใหม่ ยังไม่มีเลขใดถูกใช้",
    )
