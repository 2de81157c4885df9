"""Reading summary workbooks: cells, header trees, tables, datasets; every value knows its cell."""

from circulars.workbook.binding import bind
from circulars.workbook.form_sheet import FormSheet, read_form
from circulars.workbook.forms import blank_form
from circulars.workbook.number_format import format_value
from circulars.workbook.raw import Area, Sheet, Workbook
from circulars.workbook.reader import read_workbook
from circulars.workbook.sheet_findings import sheet_findings
from circulars.workbook.source import load_bytes
from circulars.workbook.table import find_tables, index_column, read_table
from circulars.workbook.understanding import (
    Understanding,
    repeated_headings,
    understand,
    understand_sheet,
)
from circulars.workbook.written_sheet import written_sheet

__all__ = [
    "Area",
    "FormSheet",
    "Sheet",
    "Understanding",
    "Workbook",
    "bind",
    "blank_form",
    "find_tables",
    "format_value",
    "index_column",
    "load_bytes",
    "read_form",
    "read_table",
    "read_workbook",
    "repeated_headings",
    "sheet_findings",
    "understand",
    "understand_sheet",
    "written_sheet",
]
