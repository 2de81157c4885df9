"""A workbook of any length: the example of 13 columns, its rows many times over, with new figures.

Formulas, their last values, number formats, merged headings, total row and note stay as LibreOffice
wrote them; the figures are drawn by lot, and everything that is computed from them is right.
"""

from __future__ import annotations

import random
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Final

EXAMPLE: Final = Path(__file__).resolve().parents[1] / "examples" / "phayao-otop-2568.xlsx"
_SHEET: Final = "xl/worksheets/sheet1.xml"
_TEXTS: Final = "xl/sharedStrings.xml"
_FIRST: Final = 7  # row of the sheet, the first with figures
_TEXTS_BEFORE: Final = 27  # in the example
_GROWTH: Final = Decimal("1.04")  # of a target over last year's result
_MONTHS: Final = "DEFGH"
_ROW: Final = '<row r="{0}" customFormat="false" ht="15" hidden="false" customHeight="false">'


def long_workbook(rows: int) -> bytes:
    """Return the workbook with `rows` data rows."""
    with zipfile.ZipFile(EXAMPLE) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml, texts = parts[_SHEET].decode(), parts[_TEXTS].decode()
    start, total, note, end = (
        xml.index(mark) for mark in ('<row r="7"', '<row r="16"', '<row r="17"', "</sheetData>")
    )
    assert start < total < note < end
    last = xml[note:end].replace("17", str(_FIRST + rows + 1))
    head = xml[:start].replace("A1:M17", f"A1:M{_FIRST + rows + 1}")
    parts[_SHEET] = f"{head}{_body(rows)}{last}{xml[end:]}".encode()
    names = "".join(f"<si><t>ตำบล{number}</t></si>" for number in range(1, rows + 1))
    parts[_TEXTS] = texts.replace("</sst>", f"{names}</sst>").encode()
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _body(rows: int) -> str:
    """Return the data rows and the total row."""
    dice = random.Random(2568)
    sums = [Decimal(0)] * 8
    lines: list[str] = []
    for number in range(1, rows + 1):
        base = dice.randrange(10**6, 3 * 10**8)
        months = [Decimal(dice.randrange(10**5, 6 * 10**7)) for _ in _MONTHS]
        target, reached = base * _GROWTH, sum(months, Decimal(0))
        figures = [target, *months, reached, target - reached]
        sums = [total + figure for total, figure in zip(sums, figures, strict=True)]
        lines.append(_line(number, f"{base}*1.04", figures))
    return "".join(lines) + _total_line(_FIRST + rows, sums)


def _line(number: int, target: str, figures: list[Decimal]) -> str:
    row = _FIRST + number - 1
    first, *months, reached, left = figures
    formulas = (target, f"SUM(D{row}:I{row})", f"C{row}-J{row}", f"J{row}/C{row}*100")
    return (
        f'{_ROW.format(row)}<c r="A{row}" s="3" t="n"><v>{number}</v></c>'
        f'<c r="B{row}" s="3" t="s"><v>{_TEXTS_BEFORE + number - 1}</v></c>'
        f"{_cell(f'C{row}', 4, first, formulas[0])}"
        f"{''.join(_cell(f'{c}{row}', 5, v) for c, v in zip(_MONTHS, months, strict=True))}"
        f'<c r="I{row}" s="5"/>{_cell(f"J{row}", 4, reached, formulas[1])}'
        f"{_cell(f'K{row}', 4, left, formulas[2])}"
        f"{_cell(f'L{row}', 6, _percent(reached, first), formulas[3])}"
        f'<c r="M{row}" s="3"/></row>'
    )


def _total_line(row: int, sums: list[Decimal]) -> str:
    columns = f"C{_MONTHS}JK"
    cells = "".join(
        _cell(f"{column}{row}", 4, total, f"SUM({column}{_FIRST}:{column}{row - 1})")
        for column, total in zip(columns, sums, strict=True)
    )
    share = _cell(f"L{row}", 6, _percent(sums[-2], sums[0]), f"J{row}/C{row}*100")
    return f'{_ROW.format(row)}<c r="B{row}" s="3" t="s"><v>7</v></c>{cells}{share}</row>'


def _cell(name: str, style: int, value: Decimal, formula: str = "") -> str:
    rule = f'<f aca="false">{formula}</f>' if formula else ""
    return f'<c r="{name}" s="{style}" t="n">{rule}<v>{value.normalize():f}</v></c>'


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return Decimal(f"{part / whole * 100:.15g}")
