"""Makes workbooks for the tests, whole and broken, from what each test shows."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl

from circulars.model.errors import WorkbookError
from circulars.model.letter_type import ColumnKind, ColumnSpec, DatasetSpec
from circulars.workbook import read_table, read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.model.findings import Finding
    from circulars.model.sheet import Table
    from circulars.workbook import Sheet, Workbook

SHEET_PART = "xl/worksheets/sheet1.xml"


def workbook_bytes(
    rows: Sequence[Sequence[object]] = ((),),
    *,
    merges: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
    title: str = "สรุป",
) -> bytes:
    """Return an .xlsx file with one sheet that holds `rows` from cell A1."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                sheet.cell(row, column, value)
    for address, code in (formats or {}).items():
        sheet[address].number_format = code
    for merge in merges:
        sheet.merge_cells(merge)
    for number in hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letters in hidden_columns:
        sheet.column_dimensions[letters].hidden = True
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of `book` as a file."""
    book.save(stream := BytesIO())
    return stream.getvalue()


def make_workbook(rows: Sequence[Sequence[object]], **kinds: Any) -> Workbook:
    """Return the workbook read back from :func:`workbook_bytes`."""
    return read_workbook(workbook_bytes(rows, **kinds), name="ข้อมูล.xlsx")


def make_sheet(rows: Sequence[Sequence[object]], **kinds: Any) -> Sheet:
    """Return the only sheet of :func:`make_workbook`."""
    return make_workbook(rows, **kinds).sheets[0]


def edited(data: bytes, edits: Mapping[str, bytes | None]) -> bytes:
    """Return the zip `data` with members replaced, added, or (None) left out."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members: dict[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, content in edits.items():
        members.pop(name, None)
        if content is not None:
            members[name] = content
    return zipped(members)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file of `members`, deflated."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_sheet_xml(body: str, *, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose sheet's XML is `body` in `sheetData`, as another program wrote it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{main}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'
    return edited(workbook_bytes(), {SHEET_PART: xml.encode()})


def with_styles(codes: Sequence[str | int], body: str) -> bytes:
    """Return a workbook whose cell styles 1, 2, … have the number formats `codes`.

    A number is that of a format built into Excel.
    """
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    escaped = [
        str(c).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;") for c in codes
    ]
    formats = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(escaped)
    )
    ids = [code if isinstance(code, int) else 200 + n for n, code in enumerate(codes)]
    styles = "".join(f'<xf numFmtId="{n}" applyNumberFormat="1"/>' for n in [0, *ids])
    xml = (
        f'<styleSheet xmlns="{main}"><numFmts>{formats}</numFmts>'
        '<fonts><font><family val="99"/></font></fonts><fills><fill/></fills>'
        "<borders><border/></borders>"
        f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>"
    )
    return edited(with_sheet_xml(body), {"xl/styles.xml": xml.encode()})


def faults(data: bytes, name: str = "ข้อมูล.xlsx") -> list[Finding]:
    """Return the findings with which reading `data` fails; none if it does not."""
    try:
        read_workbook(data, name=name)
    except WorkbookError as error:
        return list(error.findings)
    return []


def dataset_spec(
    columns: Sequence[tuple[str, str, ColumnKind]],
    *,
    sheet: str | None = None,
    months_under: str | None = None,
    total_label: str | None = None,
    optional: Sequence[str] = (),
) -> DatasetSpec:
    """Return a dataset's description; the first column is the key."""
    return DatasetSpec(
        name="ยอดจำหน่าย",
        sheet=sheet,
        header_rows=None,
        key=columns[0][0],
        columns=tuple(
            ColumnSpec(name=name, heading=heading, kind=kind, required=name not in optional)
            for name, heading, kind in columns
        ),
        months_under=months_under,
        total_label=total_label,
    )


HEAD: list[object] = ["ที่", "อำเภอ", "ยอด"]
ROWS: list[list[object]] = [[1, "จุน", 10], [2, "ปง", 20]]


def table_of(rows: Sequence[Sequence[object]], **kinds: Any) -> Table:
    """Return the table of a sheet with `rows`."""
    return read_table(make_sheet(rows, **kinds))


def names(table: Table) -> list[str]:
    """Return the second column of the data rows."""
    return [row.cells[1].text for row in table.rows]
