"""References inside letter.toml: every name used is defined, and no definition goes in a circle.

The file's table comes as it stands, so that these faults are found beside those of types; what
has the wrong type is left to the schema.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from circulars.expressions import ExpressionError, compiled
from circulars.model.names import MONTHS, OFFICE_NAMES, RESERVED, SIGNATORY
from circulars.toml_files import Fault, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from circulars.toml_files import Place

    Table = Mapping[str, Any]


def reference_faults(table: Table) -> Iterator[Fault]:
    """Yield a fault for each name in letter.toml that nothing defines, or that is defined badly."""
    fields, datasets = _tables(table.get("fields")), _tables(table.get("datasets"))
    yield from _names(("fields",), fields, taken={*RESERVED, *datasets})
    yield from _names(("datasets",), datasets, taken=RESERVED)
    for name, field in fields.items():
        yield from _field(("fields", name), field, known=[*fields, *datasets, *OFFICE_NAMES])
    yield from _circles(fields)
    for name, dataset in datasets.items():
        yield from _dataset(("datasets", name), dataset)
    for number, annex in enumerate(_list(table.get("annexes"))):
        yield from _known(("annexes", number, "dataset"), [annex.get("dataset")], list(datasets))
    for name in _any_table(table.get("example")):
        yield from _known(("example", name), [name], [*fields, SIGNATORY])


def _names(place: Place, names: Collection[str], taken: Collection[str]) -> Iterator[Fault]:
    for name in names:
        if not name.isidentifier():
            yield Fault(
                place=(*place, name),
                message=f"ใช้ชื่อ “{name}” ในแบบหนังสือไม่ได้",
                hint="ใช้ตัวอักษรติดกัน ไม่มีช่องว่างหรือเครื่องหมาย และไม่ขึ้นต้นด้วยตัวเลข",
            )
        if name in taken:
            yield Fault(
                place=(*place, name),
                message=f"ชื่อ “{name}” มีความหมายอยู่แล้วในทุกหนังสือหรือในแฟ้มนี้",
                hint="เปลี่ยนเป็นชื่ออื่น",
            )


def _field(place: Place, field: Table, known: Collection[str]) -> Iterator[Fault]:
    yield from _known((*place, "value"), _used(field.get("value")), [*known, SIGNATORY])
    kind, choices = field.get("kind"), field.get("choices", [])
    if (kind == "choice") != bool(choices):
        yield Fault(
            place=(*place, "choices"),
            message='ช่องชนิด "choice" ต้องมีรายการให้เลือก และช่องชนิดอื่นต้องไม่มี',
            hint='เขียน choices = ["…", "…"] คู่กับ kind = "choice"',
        )
    if field.get("role") == "deadline" and kind != "date":
        yield Fault(
            place=(*place, "role"),
            message='วันครบกำหนดต้องเป็นช่องชนิด "date"',
            hint='แก้ kind เป็น "date" หรือลบ role ออก',
        )
    if field.get("blank") is True and kind == "choice":
        yield Fault(
            place=(*place, "blank"),
            message="ช่องที่เลือกจากรายการเว้นไว้เขียนด้วยมือไม่ได้",
            hint='ลบ blank ออก แล้วเพิ่ม "" ในรายการ เพื่อให้เลือกค่าว่างได้',
        )


def _circles(fields: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield a fault for the first circle of fields whose values need one another."""
    graph = {
        name: sorted(_used(field.get("value")) & fields.keys()) for name, field in fields.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))  # graphlib names them from what is needed
        yield Fault(
            place=("fields", circle[0], "value"),
            message=f"สูตรใช้กันเป็นวง: {' → '.join(circle)}",
            hint="ให้ช่องหนึ่งในวงนี้เป็นช่องที่ต้องกรอก โดยลบ value ของช่องนั้นออก",
        )


def _dataset(place: Place, dataset: Table) -> Iterator[Fault]:
    columns = _tables(dataset.get("columns"))
    yield from _names((*place, "columns"), columns, taken={MONTHS})
    yield from _known((*place, "key"), [dataset.get("key")], list(columns))
    if columns.get(str(dataset.get("key")), {}).get("required") is False:
        yield Fault(
            place=(*place, "key"),
            message="ช่องที่บอกชื่อแถวต้องมีเสมอ จึงใช้ required = false ไม่ได้",
            hint="ลบ required = false ออกจากช่องนี้",
        )
    yield from _header_rows((*place, "header_rows"), dataset.get("header_rows"))
    known = [*columns, *([MONTHS] if dataset.get("months_under") else [])]
    for number, check in enumerate(_list(dataset.get("checks"))):
        here = (*place, "checks", number)
        yield from _known((*here, "column"), [check.get("column")], list(columns))
        yield from _known((*here, "equals"), _used(check.get("equals")), known)


def _header_rows(place: Place, rows: object) -> Iterator[Fault]:
    match rows:
        case [int(first), int(last)] if not 1 <= first <= last:
            yield Fault(
                place=place,
                message=f"แถวหัวตาราง {first} ถึง {last} ใช้ไม่ได้",
                hint="เขียนแถวแรกและแถวสุดท้ายของหัวตาราง นับแถวบนสุดของแผ่นงานเป็น 1 เช่น [5, 6]",
            )


def _known(place: Place, names: Collection[object], known: Collection[str]) -> Iterator[Fault]:
    for name in names:
        if isinstance(name, str) and name not in known:
            yield Fault(
                place=place,
                message=f"อ้างถึง “{name}” ซึ่งไม่ได้กำหนดไว้",
                hint=nearest(name, known, all_of="ชื่อที่กำหนดไว้"),
            )


def _used(source: object) -> frozenset[str]:
    """Return the names that an expression uses; none for what is no readable expression."""
    try:
        return compiled(source).names if isinstance(source, str) else frozenset()
    except ExpressionError:
        return frozenset()


def _tables(value: object) -> dict[str, Table]:
    """Return the tables in a table of tables, whatever else is there."""
    return {name: each for name, each in _any_table(value).items() if isinstance(each, dict)}


def _any_table(value: object) -> Table:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Table]:
    return [_any_table(each) for each in value] if isinstance(value, list) else []
