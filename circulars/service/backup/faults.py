"""Why a backup was not made, or not restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from pathlib import Path


def no_data(data: Path) -> RefusedError:
    """Return the refusal to copy a data folder that is not there."""
    return _refused(str(data), "ไม่มีโฟลเดอร์ข้อมูลนี้", "ระบุโฟลเดอร์ข้อมูลของบริการด้วย --data")


def target_exists(target: Path) -> RefusedError:
    """Return the refusal to write over a file."""
    return _refused(str(target), "มีแฟ้มชื่อนี้อยู่แล้ว จึงไม่ได้เขียนทับ", "ใช้ชื่อใหม่ เช่น ใส่วันที่ในชื่อแฟ้ม")


def unwritable(target: Path, reason: str) -> RefusedError:
    """Return the refusal of the system to write."""
    return _refused(
        str(target), f"เขียนไม่ได้: {reason} จึงไม่ได้เขียนอะไรไว้", "ตรวจเนื้อที่ดิสก์และสิทธิ์ของโฟลเดอร์แล้วทำใหม่"
    )


def not_empty(place: str) -> RefusedError:
    """Return the refusal to restore over something."""
    return _refused(place, "มีข้อมูลอยู่แล้ว จึงไม่ได้กู้คืนทับ", "กู้คืนลงที่ว่าง แล้วค่อยสลับไปใช้")


def needs_database(place: str) -> RefusedError:
    """Return the refusal to restore the half of a backup."""
    return _refused(
        place, "สำรองไว้จากบริการที่ใช้ PostgreSQL", "ระบุฐานข้อมูลว่างด้วย --database postgresql://…"
    )


def needs_no_database(place: str) -> RefusedError:
    """Return the refusal of a database that the backup has nothing for."""
    return _refused(place, "สำรองไว้จากบริการที่ไม่ใช้ PostgreSQL", "สั่งใหม่โดยไม่ระบุ --database")


def damaged(place: str, why: str) -> RefusedError:
    """Return the refusal of a file that is no backup, or not whole any more."""
    return _refused(place, f"แฟ้มสำรองใช้ไม่ได้: {why} จึงไม่ได้กู้คืนอะไร", "ใช้แฟ้มสำรองอื่น")


def tool(place: str, why: str) -> RefusedError:
    """Return the refusal of PostgreSQL's own programs."""
    return _refused(
        place,
        f"โปรแกรมของ PostgreSQL ทำไม่สำเร็จ: {why}",
        "ติดตั้ง postgresql-client รุ่นไม่ต่ำกว่าเซิร์ฟเวอร์ และตรวจที่อยู่ฐานข้อมูล",
    )


def _refused(where: str, message: str, hint: str) -> RefusedError:
    return RefusedError(Finding(code="service-backup", where=where, message=message, hint=hint))
