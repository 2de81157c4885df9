"""Reading a summary workbook (สมุดงานสรุป): every value knows its cell, its format, its formula."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding
from circulars.model.sheet import Cell
from circulars.workbook.container import damaged, open_container
from circulars.workbook.format_code import Kind, parse_code
from circulars.workbook.number_format import BUILT_IN, show
from circulars.workbook.parts import SheetPart, find_parts
from circulars.workbook.places import address
from circulars.workbook.raw import Place, Sheet, Workbook
from circulars.workbook.scan import SheetScan, SheetTooLargeError, scan_sheet
from circulars.workbook.slim import slim_package
from circulars.workbook.source import load_bytes
from circulars.workbook.values import cell_value

if TYPE_CHECKING:
    import datetime as dt
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path


def read_workbook(source: Path | bytes, *, name: str | None = None) -> Workbook:
    """Return the workbook at the path `source`, or in those bytes; `name` is for messages.

    Values keep their full precision (15 significant digits, as in Excel), formulas come with
    the value Excel last computed, hidden sheets are read too.  Links to other files are not
    followed.  Raises :exc:`WorkbookError` with everything found when it cannot be read.
    """
    shown = name or ("workbook.xlsx" if isinstance(source, bytes) else source.name)
    data = load_bytes(source, name=shown)
    with open_container(data, name=shown) as archive:
        try:
            return _read(archive, shown)
        except WorkbookError:
            raise
        except Exception as error:  # lxml and openpyxl meet damaged workbooks with any exception
            raise WorkbookError(damaged(shown, _damage_message(shown, error))) from error


def _read(archive: zipfile.ZipFile, name: str) -> Workbook:
    parts = find_parts(archive, name=name)
    scans = _scans(archive, parts.sheets, name)
    sheets = _sheets(slim_package(archive, parts), parts.sheets, scans)
    return Workbook(name=name, sheets=sheets, active=parts.active)


def _scans(archive: zipfile.ZipFile, parts: tuple[SheetPart, ...], name: str) -> list[SheetScan]:
    scans: list[SheetScan] = []
    findings: list[Finding] = []
    for part in parts:
        try:
            scans.append(scan_sheet(archive.read(part.path)))
        except SheetTooLargeError:
            findings.append(_too_far(name, part.name))
        except ValueError as error:
            message = f"แผ่นงาน “{part.name}” ใน “{name}” เสียหาย ({error})"
            findings.append(damaged(name, message))
    if findings:
        raise WorkbookError(*findings)
    return scans


def _sheets(data: bytes, parts: tuple[SheetPart, ...], scans: list[SheetScan]) -> tuple[Sheet, ...]:
    with _Books.open(data) as books:
        return tuple(
            Sheet(
                name=part.name,
                hidden=part.hidden,
                cells=dict(books.cells(part.name)),
                merges=scan.merges,
                hidden_rows=scan.hidden_rows,
                hidden_columns=scan.hidden_columns,
                uncalculated=scan.uncalculated,
            )
            for part, scan in zip(parts, scans, strict=True)
        )


@dataclass(frozen=True, slots=True)
class _Books:
    """The workbook opened twice by openpyxl: for its values and for its formulas."""

    values: Any
    formulas: Any

    @classmethod
    def open(cls, data: bytes) -> _Books:
        """Open both; links to other workbooks are left alone."""
        import openpyxl

        with warnings.catch_warnings():  # of parts that openpyxl leaves out, none with values
            warnings.simplefilter("ignore")
            values, formulas = (
                openpyxl.load_workbook(
                    BytesIO(data), read_only=True, data_only=data_only, keep_links=False
                )
                for data_only in (True, False)
            )
        return cls(values, formulas)

    def __enter__(self) -> _Books:
        return self

    def __exit__(self, *_: object) -> None:
        self.values.close()
        self.formulas.close()

    def cells(self, name: str) -> Iterator[tuple[Place, Cell]]:
        """Yield the cells of the sheet called `name` that hold a value or a formula."""
        sheets = (self.values[name], self.formulas[name])
        for sheet in sheets:
            sheet.reset_dimensions()  # what the file says of its size may be wrong
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for values, formulas in zip(*(sheet.rows for sheet in sheets), strict=True):
                for value, formula in zip(values, formulas, strict=True):
                    if formula.value is not None:
                        cell = _cell(value, formula, self.values.epoch)
                        yield (value.row, value.column), cell


def _cell(value: Any, formula: Any, epoch: dt.datetime) -> Cell:
    code = _format_code(value)
    raw = value.value
    if _is_serial(value, code):
        raw = _date_of(raw, epoch)
    known = cell_value(raw, code)
    return Cell(
        address=address(value.row, value.column),
        value=known,
        text=show(known, code).text,
        number_format=code,
        formula=_formula(formula),
    )


def _format_code(cell: Any) -> str:
    built_in = BUILT_IN.get(cell.style_array.numFmtId)
    return built_in or cell.number_format or "General"


def _is_serial(cell: Any, code: str) -> bool:
    """Return whether a number stands for a date by a format that openpyxl does not know."""
    if not isinstance(cell.value, int | float) or cell.data_type != "n":
        return False
    section = parse_code(code)[0]
    return section.is_date and not section.has(Kind.ELAPSED)


def _date_of(serial: float, epoch: dt.datetime) -> object:
    from openpyxl.utils.datetime import from_excel

    try:
        moment: object = from_excel(serial, epoch)
    except (OverflowError, ValueError):
        return "#VALUE!"
    return moment


def _formula(cell: Any) -> str | None:
    if cell.data_type != "f":
        return None
    text = getattr(cell.value, "text", cell.value)  # array formulas are objects
    return text if isinstance(text, str) else "="


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
