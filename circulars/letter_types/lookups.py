"""Looking up names in the table of letter.toml, whatever stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from circulars.expressions import ExpressionError, compiled, texts
from circulars.toml_files import Fault, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from circulars.toml_files import Place

Table = Mapping[str, Any]


def known_names(place: Place, names: Collection[object], known: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each of `names` that is not among the `known`; what is no text is left."""
    for name in names:
        if isinstance(name, str) and name not in known:
            yield Fault(
                place=place,
                message=f"อ้างถึง “{name}” ซึ่งไม่ได้กำหนดไว้",
                hint=nearest(name, known, all_of="ชื่อที่กำหนดไว้"),
            )


def sound_names(place: Place, names: Collection[str], taken: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each of `names` that no tag can hold, or that is `taken` already."""
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


def circles(place: Place, tables: Mapping[str, Table], hint: str) -> Iterator[Fault]:
    """Yield a fault for the first circle among `tables` whose ``value`` needs one another."""
    graph = {name: sorted(used(each.get("value")) & tables.keys()) for name, each in tables.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))  # graphlib names them from what is needed
        yield Fault(
            place=(*place, circle[0], "value"),
            message=f"สูตรใช้กันเป็นวง: {' → '.join(circle)}",
            hint=hint,
        )


def used(source: object) -> frozenset[str]:
    """Return the names that an expression uses; none for what is no readable expression."""
    try:
        return compiled(source).names if isinstance(source, str) else frozenset()
    except ExpressionError:
        return frozenset()


def used_in_text(text: object) -> frozenset[str]:
    """Return the names that the tags of a text use; none for what is no readable text."""
    try:
        return texts.compiled(text).names if isinstance(text, str) else frozenset()
    except ExpressionError:
        return frozenset()


def tables_in(value: object) -> dict[str, Table]:
    """Return the tables in a table of tables, whatever else is there."""
    return {name: each for name, each in table_at(value).items() if isinstance(each, dict)}


def table_at(value: object) -> Table:
    """Return `value` if it is a table, else an empty one."""
    return value if isinstance(value, dict) else {}


def list_at(value: object) -> list[Any]:
    """Return `value` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []
