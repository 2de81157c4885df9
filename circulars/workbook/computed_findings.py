"""What is told of a computed column: where the sheet says otherwise, and where nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.expressions import compiled
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import TotalPolicy
from circulars.model.rows import row_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnSpec
    from circulars.model.sheet import Row
    from circulars.workbook.rulings import Ruling


_MOST_LISTED: Final = 20  # rows in one message; the cells are all named beside it


def column_findings(
    dataset: Dataset, spec: ColumnSpec, rulings: Sequence[Ruling]
) -> Iterator[Finding]:
    """Yield what the `rulings` on the column of `spec` show."""
    overridden = [each for each in rulings if each.differs and not each.is_settled]
    settled = [each for each in rulings if each.differs and each.is_settled]
    rounded = [each for each in settled if each.is_rounding]
    if overridden:
        yield _overridden(dataset, spec, overridden)
    for ruling in settled:
        if not ruling.is_rounding:
            yield _mismatch(dataset, spec, ruling)
    if rounded:
        yield _rounded(dataset, spec, rounded)
    yield from (_failed(dataset, spec, each) for each in rulings if each.failure)
    unknown = [
        each
        for each in rulings
        if not each.failure
        and each.stated is None
        and each.given is None
        and not _is_sum(dataset, spec, each.row)
    ]
    if unknown:
        yield _undetermined(dataset, spec, unknown)


def _mismatch(dataset: Dataset, spec: ColumnSpec, ruling: Ruling) -> Finding:
    said = ruling.cell.text.strip()
    return Finding(
        code=spec.code,
        level=Level.WARN,
        where=dataset.table.place(ruling.cell),
        message=f"{_heading(dataset, spec)} {_of(dataset, ruling.row)} ในตารางเป็น “{said}” "
        f"แต่ตามสูตรเป็น “{ruling.ruled.text}” หนังสือพิมพ์ตามสูตร",
        hint=f"ตรวจตัวเลขที่ใช้คำนวณ แล้วแก้เซลล์ {ruling.cell.address} ให้ตรง หรือลบให้ว่างเพื่อให้คำนวณให้",
    )


def _rounded(dataset: Dataset, spec: ColumnSpec, rulings: Sequence[Ruling]) -> Finding:
    listed = _few(
        [
            f"{_name(dataset, each.row)} {each.cell.text.strip()} (สูตร {each.ruled.text})"
            for each in rulings
        ]
    )
    return Finding(
        code=spec.code,
        level=Level.NOTE,
        where=_where(dataset, rulings),
        message=f"{_heading(dataset, spec)} ต่างจากสูตรเท่าที่การปัดเศษทำให้ต่างได้: {listed} "
        "หนังสือพิมพ์ตามสูตร",
        hint="ไม่ต้องแก้หากต่างกันเพราะการปัดเศษ",
    )


def _overridden(dataset: Dataset, spec: ColumnSpec, rulings: Sequence[Ruling]) -> Finding:
    listed = _few(
        [
            f"{_name(dataset, each.row)} {each.printed.text.strip()} (สูตร {each.ruled.text})"
            for each in rulings
        ]
    )
    return Finding(
        code="manual-override",
        level=Level.NOTE,
        where=_where(dataset, rulings),
        message=f"{_heading(dataset, spec)} ใช้ค่าในตารางแทนค่าตามสูตร: {listed}",
        hint="ถ้าต้องการค่าตามสูตร ให้ลบเซลล์นั้นให้ว่าง",
    )


def _failed(dataset: Dataset, spec: ColumnSpec, ruling: Ruling) -> Finding:
    return Finding(
        code="computed-failed",
        where=dataset.table.place(ruling.cell),
        message=f"{_heading(dataset, spec)} {_of(dataset, ruling.row)} คำนวณไม่ได้: {ruling.failure}",
        hint="แก้ตัวเลขที่สูตรใช้ หรือแก้ value ของช่องนี้ใน letter.toml",
    )


def _undetermined(dataset: Dataset, spec: ColumnSpec, rulings: Sequence[Ruling]) -> Finding:
    rows = _few([_name(dataset, each.row) for each in rulings])
    lacking = _lacking(dataset, spec, rulings)
    return Finding(
        code="computed-undetermined",
        where=_where(dataset, rulings),
        message=f"{_heading(dataset, spec)} ของ {rows} ว่างอยู่ และสูตรหาค่าไม่ได้"
        + (f" เพราะยังไม่มี {lacking}" if lacking else ""),
        hint="ใส่ค่าที่สูตรใช้ให้ครบ หรือพิมพ์ค่าในช่องนี้เอง",
    )


def _few(rows: Sequence[str]) -> str:
    """Return what is said of `rows`, of many the first, so that somebody reads it."""
    more = len(rows) - _MOST_LISTED
    return ", ".join(rows[:_MOST_LISTED]) + (f" และอีก {more:,} แถว" if more > 0 else "")


def _lacking(dataset: Dataset, spec: ColumnSpec, rulings: Sequence[Ruling]) -> str:
    """Return the names that the rule uses and that have no value in one of the rows."""
    used = sorted(compiled(spec.value or "none").names)
    rows = [row_names(dataset, ruling.row) for ruling in rulings]
    return ", ".join(n for n in used if any(row.get(n) in (None, "", []) for row in rows))


def _where(dataset: Dataset, rulings: Sequence[Ruling]) -> str:
    """Return the cells as messages name them: ``เป้าหมาย!E7, E9``."""
    first, *others = [ruling.cell for ruling in rulings]
    return ", ".join([dataset.table.place(first), *(cell.address for cell in others)])


def _heading(dataset: Dataset, spec: ColumnSpec) -> str:
    return dataset.columns[spec.name].path[-1]


def _of(dataset: Dataset, row: Row) -> str:
    return "ในแถวรวม" if _is_total(dataset, row) else f"ของ {_name(dataset, row)}"


def _name(dataset: Dataset, row: Row) -> str:
    if _is_total(dataset, row):
        return "แถวรวม"
    return dataset.label(row) or f"แถวที่ {row.number}"


def _is_sum(dataset: Dataset, spec: ColumnSpec, row: Row) -> bool:
    return spec.total is TotalPolicy.SUM and _is_total(dataset, row)


def _is_total(dataset: Dataset, row: Row) -> bool:
    return dataset.table.total is not None and row.number == dataset.table.total.number
