"""Whether the service can make letters now, and if not, why."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from circulars.layout import missing_parts
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.service.service import Service

_SPACE: Final = 200_000_000  # bytes: a job of a thousand letters takes about so much
_MEGABYTE: Final = 1_000_000


def faults(service: Service) -> tuple[Finding, ...]:
    """Return what keeps the service from making letters; nothing where it can."""
    return (*_disk(service), *_database(service), *_workers(service), *missing_parts())


def _disk(service: Service) -> Iterator[Finding]:
    folder = service.folder.root
    try:
        free = shutil.disk_usage(folder).free
        is_writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        free, is_writable = 0, False
    if not is_writable:
        yield Finding(
            code="service-data-unwritable",
            where="โฟลเดอร์ข้อมูล",
            message="เขียนลงโฟลเดอร์ข้อมูลของบริการไม่ได้",
            hint="ตรวจว่าดิสก์ยังต่ออยู่ และบัญชีที่ใช้เปิดบริการมีสิทธิ์เขียน",
        )
    elif free < _SPACE:
        yield Finding(
            code="service-disk-full",
            where="โฟลเดอร์ข้อมูล",
            message=f"ดิสก์เหลือเนื้อที่ {free // _MEGABYTE:,} MB ไม่พอทำหนังสือชุดใหญ่",
            hint="ลบแฟ้มที่ไม่ใช้ หรือย้ายโฟลเดอร์ข้อมูลไปดิสก์ที่ใหญ่กว่า",
        )


def _database(service: Service) -> tuple[Finding, ...]:
    try:
        with service.access.storage.reading() as connection:
            connection.execute(text("SELECT 1"))
    except CircularsError as error:
        return error.findings
    return ()


def _workers(service: Service) -> Iterator[Finding]:
    if not service.workshop.can_work():
        yield Finding(
            code="service-workers",
            where="โปรแกรมย่อย",
            message="โปรแกรมย่อยที่ทำหนังสือไม่ตอบ",
            hint="ตรวจหน่วยความจำของเครื่อง แล้วเปิดบริการใหม่ งานที่ค้างจะทำต่อเอง",
        )
