"""Reading summary workbooks: cells, header trees, tables, datasets; every value knows its cell."""

from circulars.workbook.binding import LOST, bind
from circulars.workbook.figures import check_figures, is_dash, read_number
from circulars.workbook.form_sheet import FormSheet, is_form_sheet, read_form
from circulars.workbook.forms import blank_form
from circulars.workbook.needs import SheetNeeds
from circulars.workbook.raw import Area, Sheet, Workbook
from circulars.workbook.reader import read_workbook
from circulars.workbook.sheet_findings import sheet_findings, uncalculated
from circulars.workbook.slices import total_of
from circulars.workbook.source import load_bytes
from circulars.workbook.table import read_table

__all__ = [
    "LOST",
    "Area",
    "FormSheet",
    "Sheet",
    "SheetNeeds",
    "Workbook",
    "bind",
    "blank_form",
    "check_figures",
    "is_dash",
    "is_form_sheet",
    "load_bytes",
    "read_form",
    "read_number",
    "read_table",
    "read_workbook",
    "sheet_findings",
    "total_of",
    "uncalculated",
]
