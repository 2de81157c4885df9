"""The index (บัญชีหนังสือ) of a run: a sheet with one row a letter, for the secretary's desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter

from circulars.inspection.comments import LEVEL_NAMES
from circulars.model.findings import Level, by_weight
from circulars.model.run import State
from circulars.runs.index_layout import HEAD_ROW, index_book, parts_of
from circulars.runs.sheet_stream import Link, cell, write_sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from circulars.model.findings import Finding
    from circulars.model.run import Item, MadeFile

_DAY_ZERO: Final = 693_594  # 30 December 1899, of which a sheet counts its days
_TOLD: Final = 6  # findings of a letter: rows of Excel are 409 points high at most
_LONGEST_LINE: Final = 400  # characters of one finding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column: `value` gives its cells from the row's number, from 1, and the letter."""

    head: str
    width: int  # in digits of the workbook's usual font
    kind: str  # of its cells, for their style
    value: Callable[[int, Item], object]


def write_index(items: Iterable[Item], target: Path, *, title: str) -> None:
    """Write the index of `items` as .xlsx to `target`, under the heading `title`.

    A row a letter: number, date, recipient, subject, links to its files beside the index,
    pages, what was found, workbook, SHA-256.  Held letters are red.  No text becomes a formula.
    Raises OSError when `target` cannot be written: then there is none.
    """
    widths = {column.head: column.width for column in _COLUMNS}
    _, styles = index_book(title, widths, printed=_PRINTED, rows=0)
    write_sheet(
        target,
        lambda rows: parts_of(index_book(title, widths, printed=_PRINTED, rows=rows)[0]),
        (_row(number, item, styles) for number, item in enumerate(items, start=1)),
    )


def _row(number: int, item: Item, styles: Mapping[tuple[str, bool], int]) -> str:
    """Return the `row` element of the letter `item`, the `number`-th."""
    row = number + HEAD_ROW
    held = item.state is State.HELD
    cells = (
        cell(f"{letter}{row}", styles[column.kind, held], column.value(number, item))
        for letter, column in zip(_LETTERS, _COLUMNS, strict=True)
    )
    return f'<row r="{row}">{"".join(cells)}</row>'


def _day(day: dt.date | None) -> int | None:
    """Return the number by which a sheet knows `day`.  Source: ECMA-376 part 1, 18.17.4.1.

    >>> import datetime as dt
    >>> _day(dt.date(2025, 3, 11))
    45727
    """
    return day.toordinal() - _DAY_ZERO if day else None


def _file(item: Item, ending: str) -> MadeFile | None:
    return next((file for file in item.files if file.name.endswith(ending)), None)


def _link(item: Item, ending: str, text: str = "") -> Link | None:
    file = _file(item, ending)
    return Link(file.name, text or file.name) if file else None


def _digest(item: Item, ending: str) -> str | None:
    file = _file(item, ending)
    return file.sha256 if file else None


def _verdict(item: Item) -> str:
    """Return what was found in the letter: how much of what weight, then each, weightiest first."""
    found = by_weight(item.findings)
    more = [f"และอีก {len(found) - _TOLD} ข้อ"] if len(found) > _TOLD else []
    return "\n".join([_summary(item), *map(_line, found[:_TOLD]), *more])


def _summary(item: Item) -> str:
    """Return the fate of the letter and the numbers of its findings.

    What blocks a letter that was made all the same was waived (--allow).
    """
    names = LEVEL_NAMES if item.state is State.HELD else {**LEVEL_NAMES, Level.BLOCK: "ยอมให้ผ่าน"}
    counts = Counter(finding.level for finding in item.findings)
    summary = " ".join(f"{names[level]} {counts[level]}" for level in Level if counts[level])
    fate = {State.HELD: "กักไว้", State.WAITING: "ยังไม่ได้ทำ", State.MADE: "" if summary else "ผ่าน"}
    return ": ".join(filter(None, [fate[item.state], summary]))


def _line(finding: Finding) -> str:
    way = f" → {finding.hint}" if finding.level is Level.BLOCK else ""
    line = f"• {finding.where}: {finding.message}{way}"
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


_COLUMNS: Final = (
    _Column(head="ลำดับ", width=8, kind="number", value=lambda number, _: number),
    _Column(head="เลขที่หนังสือ", width=20, kind="text", value=lambda _, item: item.number),
    _Column(head="ลงวันที่", width=14, kind="date", value=lambda _, item: _day(item.date)),
    _Column(head="ถึง", width=22, kind="text", value=lambda _, item: item.recipient),
    _Column(head="เรื่อง", width=36, kind="text", value=lambda _, item: item.subject),
    _Column(head="แฟ้ม", width=28, kind="link", value=lambda _, item: _link(item, ".docx")),
    _Column(head="PDF", width=8, kind="link", value=lambda _, item: _link(item, ".pdf", "PDF")),
    _Column(head="หน้า", width=8, kind="number", value=lambda _, item: item.pages),
    _Column(head="ผลตรวจ", width=56, kind="text", value=lambda _, item: _verdict(item)),
    _Column(head="สมุดงาน", width=22, kind="text", value=lambda _, item: item.workbook),
    _Column(
        head="SHA-256 (DOCX)", width=32, kind="digest", value=lambda _, it: _digest(it, ".docx")
    ),
    _Column(head="SHA-256 (PDF)", width=32, kind="digest", value=lambda _, it: _digest(it, ".pdf")),
)
_LETTERS: Final = tuple(map(get_column_letter, range(1, len(_COLUMNS) + 1)))
_PRINTED: Final = 10  # without digests: those are for machines, and would make all else small
