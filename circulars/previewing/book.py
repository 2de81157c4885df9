"""The workbook of a preview: the type's own starter, filled in."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from circulars.compose import form_fields
from circulars.data.provinces import provinces
from circulars.form_cells import DATE_FORMAT
from circulars.model.letter_type import ColumnKind, FieldKind
from circulars.previewing.answers import DAY, invented
from circulars.previewing.figures import Figures, written
from circulars.previewing.words import Words
from circulars.rolling.typed import iso_day
from circulars.starting import form_rows, plan_sheets, starter_book
from circulars.starting.blank_forms import form_tables
from circulars.starting.table_page import number_format
from circulars.workbook.form_sheet import FORM_SHEET
from thai_numerals import YearMonth, buddhist_year, to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from circulars.model.letter_type import ColumnSpec, LetterType
    from circulars.model.office import Office
    from circulars.previewing.cases import Case
    from circulars.previewing.figures import Line
    from circulars.starting import SheetPlan, Slot

_LAST_MONTH: Final = YearMonth.of(DAY).plus(-1)  # the last one that has data
_TOTAL: Final = "รวมทั้งสิ้น"
_YEAR: Final = re.compile(r"25\d\d")
_FORM_HEAD: Final = ("ที่", "รายการ", "จำนวน", "หมายเหตุ")


def invented_book(kind: LetterType, office: Office, case: Case) -> tuple[bytes, dict[str, str]]:
    """Return the workbook of one case as .xlsx, and what its form answers.

    It is the same for the same version of the type.
    """
    words = Words(
        f"{kind.version}-{case.name}",
        office.province,
        is_long=case.is_long,
        attached=sum(annex.when is None or not case.is_empty for annex in kind.annexes),
    )
    plans = plan_sheets(kind, DAY)
    book = starter_book(kind, office, plans, DAY)
    fields = form_fields(kind, office)
    answers = invented(fields, case, words, f"{office.code} {office.unit_number}")
    shown = {row.field.name for row in form_rows(kind, fields)}
    _answer(book[FORM_SHEET], {n: a for n, a in answers.items() if n in shown})
    recipients = _recipients(kind, plans, case, words)
    for plan in plans:
        _fill(book[plan.title], plan, _Table(kind, case, words, recipients, answers))
    for name, form in form_tables(kind, {plan.title for plan in plans}).items():
        if form is None:
            book[name].append(_FORM_HEAD)
        _make_own(book[name], office)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), answers


def _make_own(sheet: Any, office: Office) -> None:
    """Write the office's province and the invented year into the words of a blank form."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and type(cell).__name__ == "Cell":
                cell.value = _YEAR.sub(str(buddhist_year(DAY)), to_arabic_digits(cell.value))
                for province in provinces():
                    cell.value = cell.value.replace(
                        f"จังหวัด{province.name}", f"จังหวัด{office.province}"
                    )


def _answer(sheet: Any, answers: Mapping[str, str]) -> None:
    """Write `answers` into the column ค่า, beside the names that stand there."""
    for row in range(2, sheet.max_row + 1):
        text = answers.get(sheet.cell(row, 1).value, "")
        cell = sheet.cell(row, 2)
        if day := iso_day(text):
            cell.value, cell.number_format = day, DATE_FORMAT
        elif text.isascii() and text.isdigit():
            cell.value, cell.number_format = int(text), "0"
        elif text:
            cell.value, cell.data_type = text, "s"


def _recipients(
    kind: LetterType, plans: Sequence[SheetPlan], case: Case, words: Words
) -> list[str]:
    """Return who the letters go to; nobody where there is one letter to all."""
    if kind.recipients is None:
        return []
    plan = next(p for p in plans if p.serves(kind.recipients.dataset))
    return words.places(_key_heading(plan), case.rows if case.is_to_all else case.recipients)


def _key_heading(plan: SheetPlan) -> str:
    key = next(s for s in plan.slots if s.spec and s.spec.name == plan.dataset.key)
    return f"{key.path[-1]} {plan.dataset.key}"


class _Table:
    """What the rows of a table say in words."""

    def __init__(
        self,
        kind: LetterType,
        case: Case,
        words: Words,
        recipients: Sequence[str],
        answers: Mapping[str, str],
    ) -> None:
        self.case = case
        self.words = words
        self._kind = kind
        self._recipients = recipients
        self._answers = answers

    def labels(self, plan: SheetPlan) -> list[str]:
        """Return the names of the rows."""
        known = self._kind.recipients
        if known and plan.serves(known.dataset):
            return list(self._recipients)
        names = self.words.places(_key_heading(plan), self.case.rows)
        same = known and plan.dataset.key == self._kind.datasets[known.dataset].key
        if same and not self._sliced(plan):
            others = [name for name in names if name not in self._recipients]
            return [*self._recipients, *others][: max(self.case.rows, len(self._recipients))]
        return names

    def _sliced(self, plan: SheetPlan) -> str | None:
        """Return the column that says whose a row is."""
        slices = (annex.slice for annex in self._kind.annexes if plan.serves(annex.dataset))
        return next((name for name in slices if isinstance(name, str)), None)

    def texts(self, plan: SheetPlan, label: str, place: int) -> dict[str, Any]:
        """Return the words of the row at `place`, by column."""
        spec = plan.dataset
        return {
            column.name: self._text(plan, column, place)
            for column in spec.columns
            if column.value is None and self._is_text(column) and column.name != spec.key
        } | {spec.key: label}

    def _is_text(self, column: ColumnSpec) -> bool:
        return column.kind is ColumnKind.TEXT or column.name in self._kind.fields

    def _text(self, plan: SheetPlan, column: ColumnSpec, place: int) -> str | None:
        if self._recipients and column.name == self._sliced(plan):
            return self._recipients[place % len(self._recipients)]
        if not column.required and (self.case.is_empty or not self.case.is_long):
            return None
        if column.name in self._kind.fields:
            field = self._kind.fields[column.name]
            if field.kind is FieldKind.CHOICE:
                return next(filter(None, field.choices), "")
            if field.kind is not FieldKind.TEXT:
                return self._answers.get(column.name)
        return self.words.text(column.name, column.heading)


def _fill(sheet: Any, plan: SheetPlan, table: _Table) -> None:
    """Write invented rows, and their total, under the head of a starter's sheet."""
    figures = Figures(plan, table.words, _LAST_MONTH, is_long=table.case.is_long)
    lines = [
        figures.line(table.texts(plan, label, place), place)
        for place, label in enumerate(table.labels(plan))
    ]
    for number, line in enumerate(lines):
        _write(sheet, plan, plan.first_data_row + number, line, index=number + 1)
    if any(slot.is_figure for slot in plan.slots):
        label = (plan.dataset.total_label or _TOTAL).replace("*", "").strip() or _TOTAL
        _write(
            sheet, plan, plan.first_data_row + len(lines), figures.total(lines, label), index=None
        )


def _write(sheet: Any, plan: SheetPlan, row: int, line: Line, *, index: int | None) -> None:
    months = iter(line.months)
    for number, slot in enumerate(plan.slots, start=1):
        value = next(months) if slot.month else _value(slot, line, index)
        if value is None:
            continue
        cell = sheet.cell(row, number, value)
        if isinstance(value, str):
            cell.data_type = "s"
        else:
            cell.number_format = number_format(slot)


def _value(slot: Slot, line: Line, index: int | None) -> Decimal | str | int | None:
    if slot.is_index:
        return index
    if slot.spec is None:
        return None
    value = line.values.get(slot.spec.name)
    return written(slot.spec, value, may_be_typed=slot.may_be_typed and index is not None)
