"""Formulas written once for many cells (สูตรที่ใช้ร่วมกัน), as each of the cells has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from circulars.workbook.places import column_letters, parse_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.workbook.raw import Place

_COLUMN: Final = r"(\$?)([A-Za-z]{1,3})"
_ROW: Final = r"(\$?)([1-9][0-9]{0,6})"
_CELL: Final = re.compile(_COLUMN + _ROW)
_COLUMNS: Final = re.compile(f"{_COLUMN}:{_COLUMN}")
_ROWS: Final = re.compile(f"{_ROW}:{_ROW}")
_LOST: Final = "#REF!"  # a reference beyond the sheet's edge, as Excel writes it


class _Axis(Enum):
    ROW = auto()
    COLUMN = auto()


_Moving = tuple[_Axis, int]  # a row or a column of a reference that moves with the cell


@dataclass(frozen=True, slots=True)
class SharedFormula:
    """A formula with its references apart; ECMA-376 part 1, 18.3.1.40."""

    origin: Place
    pieces: tuple[str | _Moving, ...]

    @classmethod
    def of(cls, formula: str, origin: Place) -> SharedFormula:
        """Return `formula`, which stands at `origin`, ready for other places.

        >>> SharedFormula.of('=A1*$B$1&"A1"', (1, 3)).at(2, 3)
        '=A2*$B$1&"A1"'
        """
        from openpyxl.formula.tokenizer import Token, Tokenizer

        pieces: list[str | _Moving] = ["="]
        for token in Tokenizer(formula).items:
            is_reference = token.type == Token.OPERAND and token.subtype == Token.RANGE
            pieces += _pieces(token.value) if is_reference else [token.value]
        return cls(origin, tuple(pieces))

    def at(self, row: int, column: int) -> str:
        """Return the formula of the cell in `row` and `column`."""
        down, right = row - self.origin[0], column - self.origin[1]
        return "".join(
            piece if isinstance(piece, str) else _moved(piece, down, right) for piece in self.pieces
        )


def _moved(piece: _Moving, down: int, right: int) -> str:
    axis, number = piece
    number += down if axis is _Axis.ROW else right
    if number < 1:
        return _LOST
    return str(number) if axis is _Axis.ROW else column_letters(number)


def _pieces(reference: str) -> Iterator[str | _Moving]:
    """Yield the parts of a reference: ``แผ่น!A$1`` is fixed but for its column."""
    sheet, mark, cells = reference.rpartition("!")
    yield sheet + mark
    if match := _COLUMNS.fullmatch(cells):
        yield from _column(match[1], match[2])
        yield ":"
        yield from _column(match[3], match[4])
    elif match := _ROWS.fullmatch(cells):
        yield from _row(match[1], match[2])
        yield ":"
        yield from _row(match[3], match[4])
    else:
        for number, end in enumerate(cells.split(":")):
            yield ":" if number else ""
            yield from _cell(end)


def _cell(text: str) -> Iterator[str | _Moving]:
    match = _CELL.fullmatch(text)
    if match is None:  # a name
        yield text
        return
    yield from _column(match[1], match[2])
    yield from _row(match[3], match[4])


def _column(fixed: str, letters: str) -> Iterator[str | _Moving]:
    if fixed:
        yield fixed + letters
    else:
        yield _Axis.COLUMN, parse_place(f"{letters.upper()}1")[1]


def _row(fixed: str, digits: str) -> Iterator[str | _Moving]:
    if fixed:
        yield fixed + digits
    else:
        yield _Axis.ROW, int(digits)
