"""The desk at which numbers are asked for: whose they are, for which day, refusals put in words."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from circulars.model.errors import RegisterError
from circulars.model.findings import Finding
from circulars.register import BUDDHIST, is_owner, parse_number, tidy_owner
from circulars.service.profile.profile import office_of
from circulars.service.refusals import RefusedError
from circulars.service.registers.registers import open_register_of
from thai_numerals import DateError, parse_date, to_arabic_digits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from circulars.model.office import Office
    from circulars.register import Number, Register
    from circulars.service.people import Actor
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

PLACE: Final = "ทะเบียนหนังสือส่ง"
_UNREADABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_FIRST_BUDDHIST: Final = 2400  # years below are Christian
_YEARS: Final = range(1941, 2941)  # the calendar year begins in January since 1941
# The way out on a page; the register's own words name commands.
_HINTS: Final = {
    "number-unknown": "ค้นเลขในหน้าทะเบียน และตรวจหน่วยงาน ปี และ ว ของเลข",
    "number-taken": "ใช้เลขอื่น หรือเว้นช่องเลขไว้เพื่อรับเลขถัดไป เลขที่ใช้แล้วไม่นำกลับมาใช้อีก",
    "number-skipped": "เว้นช่องเลขไว้เพื่อรับเลขถัดไป หรือจองเลขช่วงนั้นก่อน",
    "number-status": "ดูความเป็นมาของเลขนี้ในหน้าทะเบียน",
    "year-open": "ปิดปีก่อนให้เรียบร้อย หรือตรวจปีของวันที่ แล้วเลือก เริ่มปีใหม่ทั้งที่ปีก่อนยังไม่ปิด",
    "year-unfinished": "ใช้หรือยกเลิกเลขเหล่านี้ก่อนปิดปี",
    "letter-numbered": "ใช้เลขเดิม หรือยกเลิกเลขเดิมแล้วออกเลขใหม่",
    "register-import": "แก้แถวนี้ในสมุดงานแล้วนำเข้าใหม่ ยังไม่ได้นำเข้าแถวใด",
    "register-gap": "ถ้ามีหนังสือของเลขนั้น ลงภายหลังได้โดยระบุเลขในหน้าออกเลข",
    "register-missing": "แจ้งผู้ดูแลระบบ",
    "register-unreachable": "แจ้งผู้ดูแลระบบให้ตรวจฐานข้อมูลและเนื้อที่ดิสก์",
    "register-damaged": "แจ้งผู้ดูแลระบบให้นำสำเนาสำรองล่าสุดกลับมาใช้",
    "register-locked": "ลองใหม่อีกครั้ง ยังไม่มีเลขใดถูกใช้",
}
_STATUSES: Final = {
    "number-unknown": HTTPStatus.NOT_FOUND,
    "number-taken": HTTPStatus.CONFLICT,
    "number-skipped": HTTPStatus.CONFLICT,
    "number-status": HTTPStatus.CONFLICT,
    "letter-numbered": HTTPStatus.CONFLICT,
    "year-open": HTTPStatus.CONFLICT,
    "year-closed": HTTPStatus.CONFLICT,
    "year-unfinished": HTTPStatus.CONFLICT,
    "register-locked": HTTPStatus.SERVICE_UNAVAILABLE,
    "register-unreachable": HTTPStatus.SERVICE_UNAVAILABLE,
    "register-damaged": HTTPStatus.SERVICE_UNAVAILABLE,
    "register-newer": HTTPStatus.SERVICE_UNAVAILABLE,
}


@contextmanager
def at_register(service: Service, actor: Actor) -> Iterator[Register]:
    """Give the register of the actor's office; what it refuses is worded for people at a page."""
    with told_to_people(), open_register_of(service, actor.office, actor=actor.name) as register:
        yield register


@contextmanager
def told_to_people() -> Iterator[None]:
    """Turn what the register refuses into :exc:`RefusedError` with the way out on the pages."""
    try:
        yield
    except RegisterError as error:
        found = [*worded(error.findings)]
        status = _STATUSES.get(found[0].code, HTTPStatus.UNPROCESSABLE_ENTITY)
        raise RefusedError(*found, status=status) from error


def worded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings without commands, and without places that only administrators know."""
    for finding in findings:
        own = _STATUSES.get(finding.code) is HTTPStatus.SERVICE_UNAVAILABLE
        yield replace(
            finding,
            where=PLACE if own else finding.where,
            hint=_HINTS.get(finding.code, finding.hint),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A unit that has numbers of its own."""

    key: str  # in office.toml; empty for the office's first unit
    title: str
    unit: str  # from whom its letters are (จาก)
    number: str  # "พย 0019.2"


def owners_of(office: Office) -> tuple[Owner, ...]:
    """Return the units of `office` that have numbers of their own, its first unit first."""
    first = Owner(
        key="", title=office.group or office.unit, unit=office.unit, number=_owner(office, "")
    )
    others = (
        Owner(key=u.key, title=u.group or u.unit, unit=u.unit, number=_owner(office, u.number))
        for u in office.units
    )
    return (first, *others)


def _owner(office: Office, number: str) -> str:
    return tidy_owner(f"{office.code} {number or office.unit_number}")


def owners_in(office: OfficeFolder) -> tuple[Owner, ...]:
    """Return the same of the office in this folder; :exc:`RefusedError` without a profile."""
    return owners_of(office_of(office))


def owner_named(owners: Iterable[Owner], unit: str) -> Owner:
    """Return the owner that `unit` means: its key, its number; the first one where it is empty.

    Raises :exc:`RefusedError` for a unit that the office does not have.
    """
    known = [*owners]
    said = unit.strip()
    for owner in known:
        if said in {owner.key, owner.number} or (
            is_owner(said) and tidy_owner(said) == owner.number
        ):
            return owner
    listed = ", ".join(owner.number for owner in known)
    raise refused("หน่วยงาน", f"ไม่รู้จักหน่วยงาน “{said[:80]}”", f"หน่วยงานของสำนักงานนี้: {listed}")


def day_of(text: str, *, field: str, today: dt.date) -> dt.date:
    """Return the day that is typed, `today` where nothing is; :exc:`RefusedError` for no day."""
    said = text.strip()
    if not said:
        return today
    hint = "พิมพ์เช่น 5 มีนาคม 2568 หรือ 5/3/2568"
    try:
        parsed = parse_date(said)
    except DateError as error:
        raise refused(field, f"“{said[:80]}” ไม่ใช่วันที่: {error.reason}", hint) from None
    if parsed.precision != "day" or parsed.ambiguous or parsed.weekday_matches is False:
        raise refused(field, f"“{said[:80]}” ไม่ชัดว่าเป็นวันใด", hint)
    return parsed.date


def said(text: str, *, field: str) -> str:
    r"""Return a text as one line of the register; :exc:`RefusedError` for what nobody can read.

    >>> said("  สรุปยอด\nจำหน่าย ", field="เรื่อง")
    'สรุปยอด จำหน่าย'
    """
    line = " ".join(text.split())
    if _UNREADABLE.search(line):
        hint = "พิมพ์ข้อความนั้นใหม่ อาจติดมาจากการคัดลอก"
        raise refused(field, "มีอักขระที่พิมพ์ไม่ได้", hint)
    return line


def year_of(text: str) -> int | None:
    """Return the year (Gregorian) that is typed in either era, None for none."""
    digits = to_arabic_digits(text).strip().removeprefix("พ.ศ.").strip()
    if not digits:
        return None
    year = int(digits) if digits.isdecimal() and len(digits) == 4 else 0
    year -= BUDDHIST if year >= _FIRST_BUDDHIST else 0
    if year not in _YEARS:
        raise refused("ปี", f"“{text[:80]}” ไม่ใช่ปี", "พิมพ์ปี พ.ศ. เช่น 2568")
    return year


def numbers_of(texts: Iterable[str], *, owner: str, year: int) -> list[Number]:
    """Return the numbers that `texts` mean; :exc:`RefusedError` with all unclear ones."""
    found: list[Number] = []
    faults: list[Finding] = []
    for text in texts:
        try:
            found.append(parse_number(text, owner=owner, year=year))
        except RegisterError as error:
            faults += error.findings
    if faults:
        raise RefusedError(*faults)
    return found


def refused(where: str, message: str, hint: str) -> RefusedError:
    """Return the refusal of a request that says something senseless."""
    return RefusedError(Finding(code="register-request", where=where, message=message, hint=hint))
