"""What the sheets of a starter workbook hold: a column for each thing that is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from circulars.data.labels import is_index_heading
from circulars.model.errors import CircularsError
from circulars.model.letter_type import ColumnKind
from circulars.model.sheet import Column, Table
from circulars.starting.headings import month_heading, timeless
from circulars.workbook import bind, read_workbook
from circulars.workbook.added_columns import printed_heading
from circulars.workbook.columns import bind_columns, find_months
from thai_numerals import YearMonth

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnSpec, DatasetSpec, LetterType

_MONTHS: Final = 12
_FIRST_MONTH: Final = 10  # October: the fiscal year (ปีงบประมาณ) begins
_LONGEST_TITLE: Final = 31  # characters of a sheet's name in Excel
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\]")
_GIVES_NOTHING: Final = re.compile(r"\bnone\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One column of a sheet: its headings from the top, and what is to be filled in."""

    path: tuple[str, ...]
    spec: ColumnSpec | None = None  # None: a month, or a column that only the example has
    month: YearMonth | None = None
    example: str = ""  # a cell of the type's example, as it is shown there

    @property
    def is_index(self) -> bool:
        """Whether the cells number the rows."""
        return bool(self.path) and is_index_heading(self.path[-1])

    @property
    def is_figure(self) -> bool:
        """Whether the cells hold figures."""
        if self.is_index:
            return False
        return self.month is not None or (self.spec is not None and self.spec.kind.is_figure)

    @property
    def is_count(self) -> bool:
        """Whether the cells count whole things."""
        return self.spec is not None and self.spec.kind is ColumnKind.COUNT

    @property
    def is_computed(self) -> bool:
        """Whether the figures come from a rule, and nothing is to be filled in."""
        return self.spec is not None and self.spec.value is not None and not self.may_be_typed

    @property
    def may_be_typed(self) -> bool:
        """Whether what is typed counts although there is a rule: it may give nothing."""
        value = self.spec.value if self.spec else None
        return value is not None and bool(
            _GIVES_NOTHING.search(value) or (self.spec and self.spec.override)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """A sheet for one dataset: where its head stands, and its columns from the left."""

    dataset: DatasetSpec
    title: str
    first_row: int  # of the head
    head_rows: int
    slots: tuple[Slot, ...]
    also: tuple[str, ...] = ()  # other datasets that find all they need on this sheet

    def serves(self, dataset: str | None) -> bool:
        """Return whether `dataset` is read from this sheet."""
        return dataset in (self.dataset.name, *self.also)

    @property
    def first_data_row(self) -> int:
        """The row right under the head."""
        return self.first_row + self.head_rows


def plan_sheets(kind: LetterType, today: dt.date) -> tuple[SheetPlan, ...]:
    """Return a sheet for each dataset of `kind` that a workbook must have.

    Heads are those of the type's example without what dates them, or else what letter.toml
    says.  Months are those of the fiscal year of `today`, or as many as in the example.
    """
    wanted = [spec for spec in kind.datasets.values() if not spec.rows]
    # a table that fits two datasets is taken for the one whose sheet comes first
    wanted.sort(key=lambda spec: sum(c.required and c.value is None for c in spec.columns))
    titles: list[str] = []
    plans: list[SheetPlan] = []
    for spec, also in _joined(wanted):
        titles.append(_title(spec, titles))
        plan = _plan(spec, titles[-1], _example(kind, spec), today)
        plans.append(replace(plan, also=also))
    return _without_doubles(plans)


def _joined(specs: Sequence[DatasetSpec]) -> Iterator[tuple[DatasetSpec, tuple[str, ...]]]:
    """Yield the datasets, those of one named sheet as one, with the names of the others in it."""
    by_sheet: dict[str, list[DatasetSpec]] = {}
    for number, spec in enumerate(specs):
        by_sheet.setdefault(spec.sheet or f"\0{number}", []).append(spec)
    for first, *others in by_sheet.values():
        columns = {column.name: column for spec in (*others, first) for column in spec.columns}
        checks = tuple(check for spec in (first, *others) for check in spec.checks)
        ordered = [*first.columns, *(c for c in columns.values() if c not in first.columns)]
        joined = replace(first, columns=tuple(ordered), checks=checks) if others else first
        yield joined, tuple(spec.name for spec in others)


def _without_doubles(plans: Sequence[SheetPlan]) -> tuple[SheetPlan, ...]:
    """Return `plans` without those whose dataset finds all it needs on another sheet."""
    kept: list[SheetPlan] = []
    for number, plan in enumerate(plans):
        others = [*plans[number + 1 :], *kept]
        home = next((each for each in others if _is_home(plan.dataset, each)), None)
        if home is None:
            kept.append(plan)
    return tuple(
        replace(
            home,
            also=(
                *home.also,
                *(p.dataset.name for p in plans if p not in kept and _is_home(p.dataset, home)),
            ),
        )
        for home in kept
    )


def _is_home(spec: DatasetSpec, plan: SheetPlan) -> bool:
    """Return whether `spec` names no sheet and every column of it stands in `plan`."""
    table = _table(plan.slots)
    bound, faults = bind_columns(table, spec.columns)
    wanted = {column.name for column in spec.columns if column.value is None}
    has_months = spec.months_under is None or bool(find_months(table, spec.months_under))
    return spec.sheet is None and has_months and not faults and wanted <= bound.keys()


def _title(spec: DatasetSpec, taken: Sequence[str]) -> str:
    if spec.sheet is not None:
        return _NOT_IN_TITLES.sub(" ", spec.sheet)[:_LONGEST_TITLE]  # others are in no Excel
    name = _NOT_IN_TITLES.sub(" ", spec.name).strip("' ")[:_LONGEST_TITLE] or "ตาราง"
    folded = {title.casefold() for title in taken}
    return name if name.casefold() not in folded else f"{name[: _LONGEST_TITLE - 3]} {len(taken)}"


def _example(kind: LetterType, spec: DatasetSpec) -> Dataset | None:
    """Return the dataset as the type's example has it; None where it has none."""
    path = kind.example_workbook
    if not path.is_file():
        return None
    try:
        return bind(read_workbook(path.read_bytes(), name=path.name), spec)[0]
    except CircularsError:  # the example is at fault: the starter needs it not
        return None


def _plan(spec: DatasetSpec, title: str, example: Dataset | None, today: dt.date) -> SheetPlan:
    choices = [_slots_of_spec(spec, today)]
    if example is not None:
        choices = [
            _slots_of_example(spec, example, today, dated=False),
            *choices,
            _slots_of_example(spec, example, today, dated=True),
        ]
    slots = next((each for each in choices if _binds(spec, each)), choices[0])
    slots = slots if len(slots) > 1 else (Slot(path=("ที่",)), *slots)  # one column is no table
    depth = max(len(slot.path) for slot in slots)
    first, last = spec.header_rows or (1, depth)
    return SheetPlan(
        dataset=spec,
        title=title,
        first_row=first,
        head_rows=max(depth, last - first + 1),
        slots=slots,
    )


def _binds(spec: DatasetSpec, slots: Sequence[Slot]) -> bool:
    """Return whether the columns are found by these headings, each for itself."""
    table = _table(slots)
    bound, faults = bind_columns(table, spec.columns)
    places = {
        name: next((n for n, s in enumerate(slots) if s.spec and s.spec.name == name), None)
        for name in bound
    }
    has_months = spec.months_under is None or bool(find_months(table, spec.months_under))
    return has_months and not faults and all(bound[n].index == places[n] for n in bound)


def _table(slots: Sequence[Slot]) -> Table:
    """Return a table without rows that has the columns `slots`."""
    columns = tuple(
        Column(index=n, letter="A", path=slot.path, month=slot.month)
        for n, slot in enumerate(slots)
    )
    return Table(
        sheet="", titles=(), head=(), head_rows=1, columns=columns, rows=(), total=None, notes=()
    )


def _slots_of_spec(spec: DatasetSpec, today: dt.date) -> tuple[Slot, ...]:
    """Return the columns in the order of letter.toml; the months before what sums them."""
    slots = [
        Slot(path=printed_heading(column), spec=column)
        for column in spec.columns
        if not Slot(path=(), spec=column).is_computed
    ]
    if spec.months_under is None:
        return tuple(slots)
    first = YearMonth(today.year - (today.month < _FIRST_MONTH), _FIRST_MONTH)
    place = next((n for n, slot in enumerate(slots) if "เดือน" in _checked(spec, slot)), len(slots))
    return (*slots[:place], *_months(spec.months_under, first, _MONTHS), *slots[place:])


def _checked(spec: DatasetSpec, slot: Slot) -> str:
    return " ".join(c.equals for c in spec.checks if slot.spec and c.column == slot.spec.name)


def _months(group: str, first: YearMonth, count: int) -> Iterator[Slot]:
    heading = timeless(group.replace("*", "")) or "รายเดือน"
    for number in range(count):
        month = first.plus(number)
        yield Slot(path=(heading, month_heading(month)), month=month)


def _slots_of_example(
    spec: DatasetSpec, example: Dataset, today: dt.date, *, dated: bool
) -> tuple[Slot, ...]:
    """Return the columns of the example, its months moved to where `today` is."""
    by_place = {column.index: name for name, column in example.columns.items()}
    specs = {column.name: column for column in spec.columns}
    row = example.table.rows[0] if example.table.rows else None
    shift = _years(example, today)
    slots = []
    for column in example.table.columns:
        own = specs.get(by_place.get(column.index, ""))
        path = tuple(column.path) if dated else _undated(column, own, spec.months_under)
        month = column.month.plus(_MONTHS * shift) if column.month else None
        if month:
            path = (*path[:-1], month_heading(month))
        text = row.cells[column.index].text if row else ""
        if column.letter:  # not one that the rule added
            slots.append(Slot(path=path, spec=own, month=month, example=text))
    return tuple(slots)


def _undated(column: Column, own: ColumnSpec | None, months: str | None) -> tuple[str, ...]:
    path = [text for text in column.path if text.strip()]
    groups = [timeless(text, months) for text in path[:-1]]
    lowest = path[-1] if path else ""
    return (*groups, timeless(lowest, own.heading if own else None))


def _years(example: Dataset, today: dt.date) -> int:
    """Return by how many years the example's months move so that they reach `today`."""
    months = [column.month for column in example.months if column.month]
    if not months:
        return 0
    years = today.year - months[0].year
    return years - (months[0].plus(_MONTHS * years) > YearMonth.of(today))
