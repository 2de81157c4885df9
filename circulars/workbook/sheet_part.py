"""A worksheet's XML read as a stream: cells, merges, hidden parts, formulas never calculated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.model.sheet import Cell
from circulars.workbook.format_plain import plain_format
from circulars.workbook.markup import feed
from circulars.workbook.number_format import format_value
from circulars.workbook.parts import MAIN
from circulars.workbook.places import address, column_letters, parse_area, parse_place
from circulars.workbook.raw import Cells, Sheet
from circulars.workbook.shared_formulas import SharedFormula
from circulars.workbook.texts import TextRuns, cell_text
from circulars.workbook.values import counts_days, iso_moment, moment, number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from typing import IO

    from circulars.model.sheet import CellValue
    from circulars.workbook.parts import SheetPart
    from circulars.workbook.raw import Area, Place

_ROW: Final = f"{MAIN} row"
_CELL: Final = f"{MAIN} c"
_FORMULA: Final = f"{MAIN} f"
_VALUE: Final = f"{MAIN} v"
_INLINE: Final = f"{MAIN} is"
_COLUMN: Final = f"{MAIN} col"
_MERGE: Final = f"{MAIN} mergeCell"
_TRUE: Final = ("1", "true")

# A table has a place for each column up to its last one, so width costs memory further on.
MAX_SWEEP: Final = 4_000_000


class SheetTooLargeError(ValueError):
    """The sheet reaches too far: its rows, each to its last cell, hold too many places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the sheets of a workbook share."""

    texts: Sequence[str]
    codes: Sequence[str]  # number formats by cell style
    epoch: dt.datetime  # day zero


def read_sheet(part: SheetPart, file: IO[bytes], shared: Shared) -> Sheet:
    """Return the sheet `part`, whose XML is in `file`; every cell with a value or a formula.

    A formula without a value is told from one that gives an empty text: for the latter
    Excel and LibreOffice write the cell's type, ``t="str"``.  ECMA-376 part 1, 18.3.1.4.
    Raises ValueError for what no cell can be, :exc:`SheetTooLargeError`.
    """
    reader = _SheetReader(shared)
    feed(file, reader.start, reader.end, reader.runs.pieces.append)
    return Sheet(
        name=part.name,
        hidden=part.hidden,
        cells=Cells(reader.rows),
        merges=tuple(reader.merges),
        hidden_rows=frozenset(reader.hidden_rows),
        hidden_columns=tuple(reader.hidden_columns),
        uncalculated=tuple(reader.uncalculated),
    )


def unread(part: SheetPart) -> Sheet:
    """Return the sheet `part` by its name alone, without cells."""
    return Sheet(
        name=part.name,
        hidden=part.hidden,
        cells=Cells({}),
        merges=(),
        hidden_rows=frozenset(),
        hidden_columns=(),
        uncalculated=(),
    )


class _Style:
    """A number format, and what it makes of numbers and of values."""

    __slots__ = ("_changes_texts", "_counts_days", "_epoch", "_plain", "code")

    def __init__(self, code: str, epoch: dt.datetime) -> None:
        self.code = code
        self._epoch = epoch
        self._counts_days = counts_days(code)
        self._plain = plain_format(code)
        self._changes_texts = format_value("x", code) != "x"

    def number(self, written: str) -> CellValue:
        """Return the number `written`, or the moment it stands for."""
        if self._counts_days:
            return moment(written, self.code, self._epoch)
        return number(written)

    def text(self, value: CellValue) -> str:
        """Return `value` as Excel shows it."""
        if isinstance(value, str) and not self._changes_texts:
            return value
        if self._plain and isinstance(value, Decimal) and value > 0:  # nearly every figure
            return self._plain.text(value)
        return format_value(value, self.code)


class _SheetReader:
    """Gathers what the elements of a worksheet say, in the order they come."""

    def __init__(self, shared: Shared) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.uncalculated: list[Place] = []
        self.runs = TextRuns()
        self._texts = shared.texts
        self._styles = {
            str(place): _Style(code, shared.epoch) for place, code in enumerate(shared.codes)
        }
        self._formulas: dict[str, SharedFormula] = {}
        self._columns: dict[str, int] = {}  # by their letters
        self._row = self._column = self._sweep = 0
        self._row_name = ""
        self._letters = 0
        self._cells: dict[int, Cell] = {}
        self._attributes: dict[str, str] = {}
        self._value = ""
        self._formula: dict[str, str] | None = None
        self._formula_text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        if tag == _CELL:
            self._attributes = attributes
            self._value = ""
            self._formula = None
        elif tag == _VALUE:
            self.runs.pieces.clear()
        elif tag == _FORMULA:
            self.runs.pieces.clear()
            self._formula = attributes
        elif tag == _ROW:
            self._start_row(attributes)
        elif tag == _INLINE:
            self.runs.take()
        elif tag == _MERGE:
            self._merge(attributes)
        elif tag == _COLUMN:
            self._hide(attributes)
        else:
            self.runs.start(tag)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == _VALUE:
            self._value = "".join(self.runs.pieces)
        elif tag == _CELL:
            self._end_cell()
        elif tag == _FORMULA:
            self._formula_text = "".join(self.runs.pieces)
        elif tag == _ROW:
            self._end_row()
        else:
            self.runs.end(tag)

    def _start_row(self, attributes: dict[str, str]) -> None:
        """Begin a row; rows and cells without a name follow the one before."""
        self._row = int(attributes.get("r", self._row + 1))
        self._row_name = str(self._row)
        self._letters = -len(self._row_name)  # where they end in a cell's name
        self._column = 0
        self._cells = self.rows.get(self._row, {})
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(self._row)

    def _end_row(self) -> None:
        if self._cells:
            self.rows[self._row] = self._cells
        self._sweep += self._column
        if self._sweep > MAX_SWEEP:
            raise SheetTooLargeError(self._sweep)

    def _end_cell(self) -> None:
        attributes, written = self._attributes, self._value
        row, name = self._row, attributes.get("r", "")
        column = self._columns.get(name[: self._letters])
        if column is None or not name.endswith(self._row_name):
            row, column, name = self._place(name)
        self._column = column
        kind = attributes.get("t", "n")
        if self._formula is None and not written and kind != "inlineStr":
            return
        style = self._styles.get(attributes.get("s", "0")) or self._style(attributes["s"])
        value = self._read(kind, written, style)
        formula = None
        if self._formula is not None:
            formula = self._whole_formula(self._formula, row)
            if not written and kind != "str":
                self.uncalculated.append((row, column))
        elif value is None:
            return
        cells = self._cells if row == self._row else self.rows.setdefault(row, {})
        cells[column] = Cell(
            address=name,
            value=value,
            text=style.text(value),
            number_format=style.code,
            formula=formula,
        )

    def _place(self, name: str) -> tuple[int, int, str]:
        """Return row, column and full name of a cell that is called `name`, or by no name."""
        if not name:
            return self._row, self._column + 1, address(self._row, self._column + 1)
        row, column = parse_place(name)
        letters = column_letters(column)
        self._columns[letters] = column
        return row, column, f"{letters}{row}"

    def _read(self, kind: str, written: str, style: _Style) -> CellValue:
        """Return the value `written` in a cell of type `kind` (18.18.11); None without one."""
        if kind == "n":
            return style.number(written) if written else None
        if kind == "inlineStr":
            return cell_text(self.runs.take()) or None
        if not written:
            return None
        if kind == "s":
            return self._texts[int(written)] or None
        if kind == "b":
            return bool(int(written))
        if kind == "d":
            return iso_moment(written, style.code)
        return cell_text(written)

    def _style(self, number: str) -> _Style:
        return self._styles[str(int(number))]

    def _whole_formula(self, attributes: dict[str, str], row: int) -> str:
        """Return the formula of the cell at hand; that of a data table is not written."""
        kind = attributes.get("t")
        text = "" if kind == "dataTable" else self._formula_text
        if kind != "shared":
            return f"={text}"
        number = attributes.get("si", "")
        if number in self._formulas:
            return self._formulas[number].at(row, self._column)
        if text:
            self._formulas[number] = SharedFormula.of(f"={text}", (row, self._column))
        return f"={text}"

    def _merge(self, attributes: dict[str, str]) -> None:
        """Take in a merged range; of a single cell it is none."""
        area = parse_area(attributes.get("ref", ""))
        if (area.first_row, area.first_column) != (area.last_row, area.last_column):
            self.merges.append(area)

    def _hide(self, attributes: dict[str, str]) -> None:
        """Take in a stretch of columns if it is hidden."""
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first, last = attributes.get("min", "0"), attributes.get("max", "0")
            self.hidden_columns.append((int(first), int(last)))
