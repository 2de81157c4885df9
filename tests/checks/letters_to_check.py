"""Makes letters with the table that each test shows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circulars.checks import check_letter
from circulars.model.dataset import Dataset
from circulars.model.kinds import DocumentKind
from circulars.model.letter import Letter
from circulars.model.letter_type import (
    ColumnCheck,
    ColumnKind,
    ColumnSpec,
    DatasetSpec,
    DigitPolicy,
    FieldKind,
    FieldRole,
    FieldSpec,
    LetterType,
    TotalPolicy,
)
from circulars.model.office import AuthorityLine, Emblem, EmblemKind, Office, Signatory
from circulars.model.reference_number import ReferenceNumber
from circulars.model.sheet import Cell, Column, Row, Table
from circulars.workbook.number_format import format_value
from thai_numerals import LocalDays, YearMonth

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from circulars.expressions import Blank
    from circulars.model.findings import Finding

FIRST_ROW = 7  # as in the seed letter
CHECKS = (
    ColumnCheck(code="row-total-mismatch", column="รวม", equals="เดือน | ผลรวม"),
    ColumnCheck(code="remaining-mismatch", column="คงเหลือ", equals="เป้า - รวม"),
    ColumnCheck(code="percent-mismatch", column="ร้อยละ", equals="รวม / เป้า * 100"),
)
FORMATS = {"เป้า": "#,##0", "เดือน": "#,##0.00", "รวม": "#,##0", "คงเหลือ": "#,##0", "ร้อยละ": "0.00"}
TOTALS = {"ร้อยละ": TotalPolicy.FORMULA, "ที่": TotalPolicy.SHEET}


def table_of(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    total: Sequence[object] | None = None,
    formats: Mapping[str, str] | None = None,
    computed: bool = False,
    notes: Sequence[str] = (),
    titles: Sequence[str] = (),
) -> Table:
    """Return a table with the `columns` named; those called เดือน are months from October 2024.

    With `computed` every number is the result of a formula.  `formats` go by column name.
    """
    made: list[Column] = []
    for index, name in enumerate(columns):
        months = sum(column.month is not None for column in made)
        month = YearMonth(2024, 10).plus(months) if name == "เดือน" else None
        made.append(Column(index=index, letter=chr(65 + index), path=(name,), month=month))
    shown = {**FORMATS, **(formats or {})}

    def row(number: int, values: Sequence[object]) -> Row:
        pairs = zip(made, values, strict=True)
        return Row(number=number, cells=tuple(cell(number, *pair) for pair in pairs))

    def cell(number: int, column: Column, value: object) -> Cell:
        code = shown.get(column.path[0], "General")
        return _cell(f"{column.letter}{number}", value, code, computed=computed)

    texts = [
        Cell(address=f"A{number}", value=text, text=text) for number, text in enumerate(notes, 90)
    ]
    heads = [
        Cell(address=f"A{number}", value=text, text=text) for number, text in enumerate(titles, 1)
    ]
    return Table(
        sheet="สรุป",
        titles=tuple(heads),
        head=(),
        head_rows=1,
        columns=tuple(made),
        rows=tuple(row(number, values) for number, values in enumerate(rows, FIRST_ROW)),
        total=row(FIRST_ROW + len(rows), total) if total else None,
        notes=tuple(texts),
    )


def _cell(address: str, value: Any, number_format: str, *, computed: bool) -> Cell:
    value = Decimal(value) if isinstance(value, int) else value
    formula = "=…" if computed and isinstance(value, Decimal) else None
    text = format_value(value, number_format)
    return Cell(
        address=address, value=value, text=text, number_format=number_format, formula=formula
    )


def check_table(table: Table, checks: Sequence[ColumnCheck] = CHECKS) -> list[Finding]:
    """Return what the rules find in a letter with this table, its first column the key."""
    columns = {column.path[0]: column for column in table.columns if column.month is None}
    key = table.columns[0].path[0]
    spec = DatasetSpec(
        name="ยอด",
        sheet=None,
        header_rows=None,
        key=key,
        months_under=None,
        total_label=None,
        checks=tuple(checks),
        columns=tuple(
            ColumnSpec(
                name=name,
                heading=name,
                kind=ColumnKind.TEXT if name == key else ColumnKind.NUMBER,
                total=TOTALS.get(name, TotalPolicy.SUM),
            )
            for name in columns
        ),
    )
    months = tuple(column for column in table.columns if column.month)
    dataset = Dataset(name="ยอด", table=table, columns=columns, months=months, key=key)
    return check(datasets={"ยอด": dataset}, specs={"ยอด": spec})


OFFICE = Office(
    issuer="จังหวัดพะเยา",
    province="พะเยา",
    code="พย",
    unit_number="0019.2",
    letterhead="ศาลากลางจังหวัดพะเยา",
    address=("ถนนพหลโยธิน พย 56000",),
    unit="สำนักงานพัฒนาชุมชนจังหวัด",
    group="",
    phone="",
    slogan=(),
    signatories=(
        Signatory(key="ก", name="นายก", authority=(AuthorityLine(post="ผู้ว่าราชการจังหวัดพะเยา"),)),
    ),
    emblem=Emblem(kind=EmblemKind.PAPER),
    circular_space=False,
    days=LocalDays(),
)


def check(
    *,
    date: dt.date | None = None,
    deadline: object = None,
    cited: dt.date | None = None,
    blank: Blank | None = None,
    office: Office = OFFICE,
    datasets: Mapping[str, Dataset] | None = None,
    specs: Mapping[str, DatasetSpec] | None = None,
) -> list[Finding]:
    """Return what the rules find in a letter with these dates, office and datasets."""
    field = FieldSpec(name="กำหนด", label="วันสุดท้าย", kind=FieldKind.DATE, role=FieldRole.DEADLINE)
    citing = FieldSpec(name="อ้างถึง", label="อ้างถึง", kind=FieldKind.LETTERS, required=False)
    letter_type = LetterType(
        name="x",
        title="x",
        kind=DocumentKind.EXTERNAL,
        is_circular=True,
        folder=Path(),
        template=Path(),
        version="",
        letter_digits=DigitPolicy.THAI,
        annex_digits=DigitPolicy.ARABIC,
        fields={"กำหนด": field, "อ้างถึง": citing},
        datasets=specs or {},
        annexes=(),
        example={},
    )
    letter = Letter(
        number=ReferenceNumber(code="พย", unit="0019.2", serial=1, is_circular=True),
        date=date,
        fields={
            "วันที่": date or blank,
            "กำหนด": deadline,
            "อ้างถึง": [{"รายการ": "หนังสือกรม", "วันที่": cited}] if cited else [],
        },
        context={},
        attachments=(),
        datasets=datasets or {},
        office=office,
    )
    return list(check_letter(letter, letter_type))


def check_datasets(datasets: Mapping[str, Dataset], *, date: dt.date) -> list[Finding]:
    """Return what the rules find in a letter of `date` with datasets that have no rules."""
    specs = {
        name: DatasetSpec(
            name=name,
            sheet=None,
            header_rows=None,
            key=dataset.key,
            columns=(),
            months_under=None,
            total_label=None,
        )
        for name, dataset in datasets.items()
    }
    return check(date=date, datasets=datasets, specs=specs)


def brief(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """Return level, code and cell of each finding."""
    return [(each.level.value, each.code, each.where.split("!")[-1]) for each in findings]
