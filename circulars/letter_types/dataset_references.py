"""References inside ``[datasets]``: columns, their rules, and the rows that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.letter_types.lookups import (
    circles,
    known_names,
    list_at,
    sound_names,
    table_at,
    tables_in,
    used,
)
from circulars.model.names import MONTHS
from circulars.toml_files import Fault
from thai_numerals import NumberError, parse_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from circulars.letter_types.lookups import Table
    from circulars.toml_files import Place

# What only a computed column has, and why.
_OF_COMPUTED: Final = {
    "override": "ค่าในสมุดงานใช้แทนสูตรได้เฉพาะช่องที่มีสูตร",
    "code": "รหัสนี้ใช้เมื่อค่าในสมุดงานต่างจากสูตร จึงใช้ได้เฉพาะช่องที่มีสูตร",
}


def dataset_faults(place: Place, dataset: Table) -> Iterator[Fault]:
    """Yield a fault for each name in one dataset that nothing defines, or that makes no sense."""
    columns = tables_in(dataset.get("columns"))
    names = [*columns, *([MONTHS] if dataset.get("months_under") else [])]
    yield from sound_names((*place, "columns"), columns, taken={MONTHS})
    yield from _key((*place, "key"), dataset.get("key"), columns)
    yield from _header_rows((*place, "header_rows"), dataset.get("header_rows"))
    for name, column in columns.items():
        yield from _column((*place, "columns", name), column, names)
    hint = "ให้ช่องหนึ่งในวงนี้เป็นช่องที่อ่านจากสมุดงาน โดยลบ value ของช่องนั้นออก"
    yield from circles((*place, "columns"), columns, hint)
    for number, check in enumerate(map(table_at, list_at(dataset.get("checks")))):
        here = (*place, "checks", number)
        yield from known_names((*here, "column"), [check.get("column")], list(columns))
        yield from known_names((*here, "equals"), used(check.get("equals")), names)
    yield from _rows((*place, "rows"), dataset, columns)


def _key(place: Place, key: object, columns: Mapping[str, Table]) -> Iterator[Fault]:
    yield from known_names(place, [key], list(columns))
    column = columns.get(str(key), {})
    if column.get("required") is False:
        yield Fault(
            place=place,
            message="ช่องที่บอกชื่อแถวต้องมีเสมอ จึงใช้ required = false ไม่ได้",
            hint="ลบ required = false ออกจากช่องนี้",
        )
    if "value" in column:
        yield Fault(
            place=place,
            message="ช่องที่บอกชื่อแถวต้องอ่านจากสมุดงาน จึงคำนวณด้วย value ไม่ได้",
            hint="ลบ value ออกจากช่องนี้",
        )


def _header_rows(place: Place, rows: object) -> Iterator[Fault]:
    match rows:
        case [int(first), int(last)] if not 1 <= first <= last:
            yield Fault(
                place=place,
                message=f"แถวหัวตาราง {first} ถึง {last} ใช้ไม่ได้",
                hint="เขียนแถวแรกและแถวสุดท้ายของหัวตาราง นับแถวบนสุดของแผ่นงานเป็น 1 เช่น [5, 6]",
            )


def _column(place: Place, column: Table, names: Collection[str]) -> Iterator[Fault]:
    yield from known_names((*place, "value"), used(column.get("value")), names)
    if "value" in column:
        return
    for setting, why in _OF_COMPUTED.items():
        if column.get(setting):
            yield Fault(place=(*place, setting), message=why, hint=f"เพิ่ม value หรือลบ {setting} ออก")


def _rows(place: Place, dataset: Table, columns: Mapping[str, Table]) -> Iterator[Fault]:
    rows = list_at(dataset.get("rows"))
    if rows and dataset.get("months_under"):
        yield Fault(
            place=place,
            message="ตารางที่มีคอลัมน์เดือนเขียนแถวไว้ใน letter.toml ไม่ได้",
            hint="ลบ rows หรือ months_under ออก",
        )
    for number, row in enumerate(map(table_at, rows)):
        for name, value in row.items():
            yield from known_names((*place, number, name), [name], list(columns))
            if columns.get(name, {}).get("kind", "number") == "number":
                yield from _figure((*place, number, name), value)
        key = dataset.get("key")
        if isinstance(key, str) and not str(row.get(key, "")).strip():
            yield Fault(
                place=(*place, number),
                message=f"แถวนี้ไม่มีชื่อในช่อง “{key}”",
                hint=f'เพิ่ม "{key}" = "…" ในแถวนี้',
            )


def _figure(place: Place, value: object) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip():
        return
    try:
        parse_number(value)
    except NumberError:
        yield Fault(
            place=place,
            message=f"“{value}” ไม่ใช่ตัวเลข แต่อยู่ในช่องตัวเลข",
            hint='เขียนเป็นตัวเลข หรือเพิ่ม kind = "text" ในช่องนี้',
        )
