"""What a register cannot do, told in Thai: the database's own refusals become findings."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from circulars.model.errors import RegisterError
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

# SQLite's names of results, as sqlite3 gives them.  Source: sqlite.org/rescode.html
_LOCKED: Final = (
    *("SQLITE_BUSY", "SQLITE_LOCKED"),
    "SQLITE_CONSTRAINT_UNIQUE",  # two clients brought the same letter to two books at once
)
_UNREACHABLE: Final = {
    "SQLITE_CANTOPEN": "เปิดหรือสร้างแฟ้มนี้ไม่ได้",
    "SQLITE_READONLY": "เขียนลงแฟ้มหรือโฟลเดอร์นี้ไม่ได้",
    "SQLITE_FULL": "เนื้อที่ดิสก์เต็ม",
    "SQLITE_IOERR": "ดิสก์ขัดข้อง",
    "SQLITE_PERM": "ไม่มีสิทธิ์",
    "SQLITE_AUTH": "ไม่มีสิทธิ์",
}
# PostgreSQL's classes of errors.  Source: its manual, appendix A.
_STATES: Final = {
    "28": "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง",
    "3D": "ไม่มีฐานข้อมูลชื่อนี้ในเซิร์ฟเวอร์",
    "42501": "ผู้ใช้นี้ไม่มีสิทธิ์ในฐานข้อมูล",
    "25006": "ฐานข้อมูลนี้อ่านได้อย่างเดียว",
    "53": "เซิร์ฟเวอร์ไม่มีที่ว่างหรือมีผู้ใช้เต็มแล้ว",
    "57": "เซิร์ฟเวอร์กำลังปิดหรือเริ่มทำงาน",
}
# Lock timeout, deadlock, serialization, idle too long, unique as above.
_WAITED: Final = ("55P03", "40P01", "40001", "25P03", "23505")


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn what the database at `place` refuses into :exc:`RegisterError`."""
    try:
        yield
    except PoolTimeout as error:
        raise RegisterError(locked(place)) from error
    except (DataError, UnicodeEncodeError) as error:
        raise RegisterError(unstorable(place)) from error
    except DBAPIError as error:
        raise RegisterError(_finding(place, error.orig)) from error
    except sqlite3.Error as error:
        raise RegisterError(_finding(place, error)) from error


def _finding(place: str, error: BaseException | None) -> Finding:
    name = str(getattr(error, "sqlite_errorname", "") or "")
    state = str(getattr(error, "sqlstate", "") or "")
    if name.startswith(_LOCKED) or state in _WAITED:
        return locked(place)
    reason = next((said for begin, said in _UNREACHABLE.items() if name.startswith(begin)), "")
    reason = reason or next(
        (said for begin, said in _STATES.items() if state.startswith(begin)), ""
    )
    if reason or (not name and not state):
        return unreachable(place, reason or _first_line(error))
    return damaged(place, _first_line(error))


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def unstorable(place: str) -> Finding:
    """Return the finding that a text has characters that no database keeps."""
    return Finding(
        code="register-request",
        where=place,
        message="ข้อความหรือตัวเลขที่ให้มามีสิ่งที่ทะเบียนเก็บไม่ได้",
        hint="พิมพ์ข้อความนั้นใหม่ อาจมีอักขระเสียติดมาจากการคัดลอก",
    )


def locked(place: str) -> Finding:
    """Return the finding that others kept the register too long."""
    return Finding(
        code="register-locked",
        where=place,
        message="ทะเบียนมีผู้อื่นใช้อยู่นานเกินไป จึงยังไม่ได้ทำอะไร",
        hint="สั่งใหม่อีกครั้ง ถ้ายังเป็นเช่นนี้ ให้ปิดโปรแกรมที่เปิดทะเบียนค้างไว้",
    )


def unreachable(place: str, reason: str) -> Finding:
    """Return the finding that the register cannot be opened or written, for `reason`."""
    return Finding(
        code="register-unreachable",
        where=place,
        message=f"ใช้ทะเบียนนี้ไม่ได้: {reason}",
        hint="ตรวจตำแหน่ง สิทธิ์ของโฟลเดอร์ หรือการเชื่อมต่อกับเซิร์ฟเวอร์ แล้วสั่งใหม่",
    )


def damaged(place: str, reason: str) -> Finding:
    """Return the finding that what stands there is no register, or no longer one."""
    return Finding(
        code="register-damaged",
        where=place,
        message=f"ไม่ใช่ทะเบียนของโปรแกรมนี้ หรือเสียหาย: {reason}",
        hint="ตรวจว่าระบุแฟ้มถูก ถ้าเสียหายให้นำสำเนาสำรองล่าสุดกลับมาใช้",
    )


def missing(place: str) -> Finding:
    """Return the finding that there is no register; one is made only when asked for."""
    return Finding(
        code="register-missing",
        where=place,
        message="ยังไม่มีทะเบียนที่นี่",
        hint="ตรวจตำแหน่งก่อน ถ้าเป็นวันแรกที่ใช้ ให้สั่ง circulars register create",
    )


def newer(place: str, revision: str) -> Finding:
    """Return the finding that a newer program has changed the register's tables."""
    return Finding(
        code="register-newer",
        where=place,
        message=f"ทะเบียนนี้ใช้กับโปรแกรมรุ่นใหม่กว่า (รุ่นของตาราง {revision})",
        hint="ปรับโปรแกรมเครื่องนี้ให้เป็นรุ่นล่าสุด ทะเบียนไม่ถูกแตะต้อง",
    )


def bad_address(place: str) -> Finding:
    """Return the finding that `place` names no kind of database that a register can be."""
    return Finding(
        code="register-address",
        where=place,
        message="ที่อยู่ของทะเบียนใช้ไม่ได้",
        hint="ระบุแฟ้ม เช่น register.sqlite หรือ postgresql://ผู้ใช้@เครื่อง/ฐานข้อมูล",
    )
