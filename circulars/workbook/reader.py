"""Reading a summary workbook (สมุดงานสรุป): every value knows its cell, its format, its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding
from circulars.workbook.container import damaged, open_container
from circulars.workbook.parts import SheetPart, WorkbookParts, find_parts
from circulars.workbook.raw import Sheet, Workbook
from circulars.workbook.sheet_part import Shared, SheetTooLargeError, read_sheet, unread
from circulars.workbook.source import load_bytes
from circulars.workbook.styles import read_styles
from circulars.workbook.texts import read_texts
from circulars.workbook.values import EPOCH_1900, EPOCH_1904

if TYPE_CHECKING:
    import zipfile
    from pathlib import Path

    from circulars.workbook.needs import SheetNeeds


def read_workbook(
    source: Path | bytes, *, name: str | None = None, needs: SheetNeeds | None = None
) -> Workbook:
    """Return the workbook at the path `source`, or in those bytes; `name` is for messages.

    Sheets that `needs` leaves out come without cells.  Values keep their full precision (15
    significant digits, as in Excel), formulas come with the value Excel last computed, hidden
    sheets are read too.  Links to other files are not followed.  Raises :exc:`WorkbookError`
    with everything found when it cannot be read.
    """
    shown = name or ("workbook.xlsx" if isinstance(source, bytes) else source.name)
    data = load_bytes(source, name=shown)
    with open_container(data, name=shown) as archive:
        try:
            return _read(archive, shown, needs)
        except WorkbookError:
            raise
        except Exception as error:  # lxml and expat meet damaged workbooks with any exception
            raise WorkbookError(damaged(shown, _damage_message(shown, error))) from error


def _read(archive: zipfile.ZipFile, name: str, needs: SheetNeeds | None) -> Workbook:
    parts = find_parts(archive, name=name)
    shared = _shared(archive, parts)
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for part in parts.sheets:
        try:
            is_needed = needs is None or needs.include(part)
            sheets.append(_sheet(archive, part, shared) if is_needed else unread(part))
        except SheetTooLargeError:
            findings.append(_too_far(name, part.name))
        except (ValueError, LookupError) as error:
            message = f"แผ่นงาน “{part.name}” ใน “{name}” เสียหาย ({error})"
            findings.append(damaged(name, message))
    if findings:
        raise WorkbookError(*findings)
    return Workbook(name=name, sheets=tuple(sheets), active=parts.active)


def _sheet(archive: zipfile.ZipFile, part: SheetPart, shared: Shared) -> Sheet:
    with archive.open(part.path) as file:
        return read_sheet(part, file, shared)


def _shared(archive: zipfile.ZipFile, parts: WorkbookParts) -> Shared:
    texts: list[str] = []
    if parts.strings:
        with archive.open(parts.strings) as file:
            texts = read_texts(file)
    return Shared(
        texts=texts,
        codes=read_styles(archive.read(parts.styles) if parts.styles else None),
        epoch=EPOCH_1904 if parts.from_1904 else EPOCH_1900,
    )


def _too_far(name: str, sheet: str) -> Finding:
    return Finding(
        code="workbook-too-large",
        where=f"{name} {sheet}",
        message=f"แผ่นงาน “{sheet}” กว้างหรือยาวเกินขนาดของตารางสรุป",
        hint="ลบแถวและคอลัมน์ที่ไม่ใช้ หรือคัดลอกตารางสรุปไปไว้ในแผ่นงานใหม่",
    )


def _damage_message(name: str, error: Exception) -> str:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"อ่าน “{name}” ไม่ได้ ภายในไฟล์ไม่เป็นไปตามแบบของ Excel ({reason})"
