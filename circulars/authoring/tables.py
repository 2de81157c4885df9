"""Annex tables of the old letter: figures become a dataset, an empty grid a form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.authoring.facts import in_thai_digits
from circulars.authoring.workbook import workbook_bytes
from circulars.checks import check_table
from circulars.data.labels import is_index_heading, lowest_heading
from circulars.model.errors import WorkbookError
from circulars.model.letter_type import ColumnKind, ColumnSpec, DatasetSpec, TotalPolicy
from circulars.starting.headings import timeless
from circulars.understanding import understand_sheet, written_sheet
from circulars.workbook import bind, read_workbook
from circulars.workbook.headings import matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnCheck
    from circulars.model.written import WrittenCell, WrittenTable
    from circulars.model.written_letter import WrittenAnnex
    from circulars.understanding import Understanding
    from thai_numerals import YearMonth

_UNNAMED: Final = re.compile(r"ช่อง(?P<number>\d+)")
_HALF: Final = Decimal("0.5")
_SIGNED: Final = re.compile(r"ลงชื่อ|\(?[.…_\s]{6,}\)?$|วันที่\s*[.…_]{3}")
_MOST_NOTES: Final = 8  # paragraphs under a table that are its notes; more are text
_MONTHS: Final = "เดือน"
_SHIFTED: Final = "columns-shifted"  # figures that stand beside their headings


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedColumn:
    """One column as letter.toml describes it."""

    name: str
    heading: str
    kind: ColumnKind
    required: bool
    total: TotalPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDataset:
    """One ``[datasets."…"]`` of letter.toml."""

    name: str
    key: str
    months_under: str | None
    columns: tuple[TypedColumn, ...]
    checks: tuple[ColumnCheck, ...]
    first_month: YearMonth | None = None  # of those with data
    last_month: YearMonth | None = None
    next_month: YearMonth | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSheet:
    """A sheet of the workbook that holds what the old letter printed."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[WrittenCell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedAnnex:
    """An annex that the program builds, and that leaves the template."""

    sheet: TypedSheet
    is_thai: bool
    dataset: TypedDataset | None = None  # None: a form
    empty_rows: int = 0  # of a form
    notes: tuple[str, ...] = ()  # of a form
    closing: tuple[str, ...] = ()


def typed_annex(annex: WrittenAnnex, number: int, datasets: int) -> TypedAnnex | None:
    """Return the annex as a dataset or a form; None where it is pages of text.

    It is annex `number`, behind so many `datasets`.
    """
    under = [p.text for p in annex.paragraphs if p not in annex.titles]
    if len(annex.tables) != 1 or len(under) > _MOST_NOTES:
        return None
    (table,) = annex.tables
    titles = tuple(p.text for p in annex.titles)
    understood, found = understand_sheet(written_sheet(table), titles)
    rows, notes = _parted(table)
    notes = (*notes, *under)
    is_thai = in_thai_digits([*titles, *notes, *(cell.text for row in rows for cell in row)])
    if understood is None:
        return _form(titles, rows, notes, number, is_thai=is_thai)
    name = "ตาราง" if not datasets else f"ตาราง{datasets + 1}"
    sheet = TypedSheet(name=name, titles=titles, rows=rows, notes=notes)
    dataset = _dataset(understood, name)
    if any(each.code == _SHIFTED for each in found) or not _is_found(sheet, dataset):
        return None
    return TypedAnnex(sheet=sheet, is_thai=is_thai, dataset=dataset)


def _is_found(sheet: TypedSheet, dataset: TypedDataset) -> bool:
    """Return whether the columns are found by their headings in the sheet as it is written."""
    spec = DatasetSpec(
        name=dataset.name,
        sheet=None,
        header_rows=None,
        key=dataset.key,
        columns=tuple(
            ColumnSpec(name=c.name, heading=c.heading, kind=c.kind, required=c.required)
            for c in dataset.columns
        ),
        months_under=dataset.months_under,
        total_label=None,
    )
    try:
        bind(read_workbook(workbook_bytes([sheet], {}, {}), name=sheet.name), spec)
    except WorkbookError:
        return False
    return dataset.key in {column.name for column in dataset.columns}


def _parted(
    table: WrittenTable,
) -> tuple[tuple[tuple[WrittenCell, ...], ...], tuple[str, ...]]:
    """Return the rows of the table proper, and the notes in rows of one cell under them."""
    rows = list(table.rows)
    notes: list[str] = []
    while rows and len(rows[-1]) == 1 and rows[-1][0].column_span >= table.columns > 1:
        notes[:0] = [" ".join(line.split("\t")) for line in rows.pop()[0].text.split("\n")]
    return tuple(rows), tuple(line for line in notes if line.strip())


def _form(
    titles: tuple[str, ...],
    rows: tuple[tuple[WrittenCell, ...], ...],
    notes: Sequence[str],
    number: int,
    *,
    is_thai: bool,
) -> TypedAnnex | None:
    """Return a form: headings over rows that are all empty."""
    head = next((n for n, row in enumerate(rows) if not _says_something(row)), len(rows))
    # cells that reach down belong to the head
    head = max((n + c.row_span for n, row in enumerate(rows[:head]) for c in row), default=0)
    if not 0 < head < len(rows) or any(_says_something(row) for row in rows[head:]):
        return None
    first = next((n for n, note in enumerate(notes) if _SIGNED.match(note)), len(notes))
    return TypedAnnex(
        sheet=TypedSheet(name=f"แบบฟอร์ม {number}", titles=titles, rows=rows[:head]),
        is_thai=is_thai,
        empty_rows=len(rows) - head,
        notes=tuple(notes[:first]),
        closing=tuple(notes[first:]),
    )


def _says_something(row: Sequence[WrittenCell]) -> bool:
    return any(cell.text.strip() for cell in row)


def _dataset(understood: Understanding, name: str) -> TypedDataset:
    """Return what letter.toml says of the table: its columns, and the rules that hold in it."""
    spec, dataset = understood.spec, understood.dataset
    months = set(dataset.months)
    group = _month_group(dataset)
    headed = [c for c in spec.columns if lowest_heading(dataset.columns[c.name].path).strip()]
    kept = [c for c in headed if group is None or dataset.columns[c.name] not in months]
    names = _names(dataset, kept)
    filled = [column.month for column in dataset.filled_months if column.month]
    empty = (c.month for c in dataset.months if c.month and filled and c.month > filled[-1])
    return TypedDataset(
        name=name,
        key=names.get(spec.key, ""),
        months_under=_pattern(group) if group else None,
        columns=tuple(_column(dataset, c, kept, names) for c in kept),
        checks=tuple(_renamed(c, names) for c in _holding(understood, names, group)),
        first_month=filled[0] if filled and group else None,
        last_month=filled[-1] if filled and group else None,
        next_month=next(empty, filled[-1].plus(1)) if filled and group else None,
    )


def _month_group(dataset: Dataset) -> str | None:
    groups = {c.path[-2] if len(c.path) > 1 else "" for c in dataset.months}
    (group,) = groups if len(groups) == 1 else ("",)
    return group or None


def _names(dataset: Dataset, columns: Sequence[ColumnSpec]) -> dict[str, str]:
    """Return a name in letter.toml for each column by the one it was understood under."""
    names: dict[str, str] = {}
    for column in columns:
        name = _identifier(lowest_heading(dataset.columns[column.name].path))
        usable = name and name not in {*names.values(), _MONTHS}
        is_told = column.name != dataset.key and not _UNNAMED.fullmatch(column.name)
        names[column.name] = column.name if is_told or not usable else name
    return names


def _identifier(heading: str) -> str:
    """Return the heading as a name, shortened at its first blank; empty where it makes none.

    >>> _identifier("ชื่ออำเภอ"), _identifier("ระดับ D ร้อยละ 25"), _identifier("2568")
    ('ชื่ออำเภอ', 'ระดับD', '')
    """
    words = re.sub(r"\([^)]*\)", " ", heading).split()
    name = "".join(words[:2] if words and len(words[0]) < 6 else words[:1])
    return name if name.isidentifier() else ""


def _column(
    dataset: Dataset, column: ColumnSpec, all_columns: Sequence[ColumnSpec], names: dict[str, str]
) -> TypedColumn:
    own = dataset.columns[column.name]
    return TypedColumn(
        name=names[column.name],
        heading=_heading(dataset, column, all_columns),
        kind=column.kind,
        required=column.kind.is_figure or column.name == dataset.key,
        total=_total(dataset, column)
        if not any(map(is_index_heading, own.path))
        else TotalPolicy.SHEET,
    )


def _heading(dataset: Dataset, column: ColumnSpec, all_columns: Sequence[ColumnSpec]) -> str:
    """Return the lowest heading where it is the only one of its kind, else the whole path."""
    lowest = lowest_heading(dataset.columns[column.name].path)
    headings = [lowest_heading(dataset.columns[c.name].path) for c in all_columns]
    for heading in (_pattern(lowest), _plain_heading(lowest)):
        if "/" not in heading and sum(matches(heading, each) for each in headings) == 1:
            return heading
    return " / ".join(map(_plain_heading, dataset.columns[column.name].path))


def _pattern(heading: str) -> str:
    """Return the heading with what changes each year left open.

    >>> _pattern("เป้าหมายรายได้ปี 2568 (เพิ่มขึ้น 4%)"), _pattern("รวม")
    ('เป้าหมายรายได้*', 'รวม')
    """
    text = _plain_heading(heading)
    kept = timeless(text)
    return text if kept == text else f"{kept}*"


def _plain_heading(heading: str) -> str:
    return " ".join(heading.split())


def _total(dataset: Dataset, column: ColumnSpec) -> TotalPolicy:
    """Return what the total row holds: a sum only where the figures bear it out."""
    if column.total is not TotalPolicy.SUM or not column.kind.is_figure:
        return column.total if column.kind.is_figure else TotalPolicy.SHEET
    if dataset.table.total is None:
        return TotalPolicy.SUM
    total = dataset.cell(dataset.table.total, column.name).figure
    figures = [f for row in dataset.table.rows if (f := dataset.cell(row, column.name).figure)]
    room = 0 if column.kind is ColumnKind.COUNT else _HALF * (len(figures) + 1)
    fits = total is not None and abs(sum(figures, Decimal(0)) - total) <= room
    return TotalPolicy.SUM if fits else TotalPolicy.SHEET


def _holding(
    understood: Understanding, names: dict[str, str], group: str | None
) -> Iterator[ColumnCheck]:
    """Yield the rules that hold in every row, over columns that letter.toml names."""
    for check in understood.spec.checks:
        used = {f"ช่อง{n}" for n in _UNNAMED.findall(check.equals)} | {check.column}
        if not used <= names.keys() or (_MONTHS in check.equals and group is None):
            continue
        spec = replace(understood.spec, checks=(check,))
        bare = replace(understood.spec, checks=())
        told = {f.where for f in check_table(understood.dataset, spec) if f.code == check.code}
        told -= {f.where for f in check_table(understood.dataset, bare) if f.code == check.code}
        if not told:
            yield check


def _renamed(check: ColumnCheck, names: dict[str, str]) -> ColumnCheck:
    equals = _UNNAMED.sub(lambda found: names[found.group()], check.equals)
    return replace(check, column=names[check.column], equals=equals)
