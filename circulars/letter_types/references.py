"""References inside letter.toml: every name used is defined, and no definition goes in a circle.

The file's table comes as it stands, so that these faults are found beside those of types; what
has the wrong type is left to the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.letter_types.annex_references import annex_faults
from circulars.letter_types.dataset_references import dataset_faults
from circulars.letter_types.lookups import (
    circles,
    known_names,
    sound_names,
    table_at,
    tables_in,
    used,
)
from circulars.model.names import (
    COMMON_FIELDS,
    LETTER_NAMES,
    OFFICE_NAMES,
    RECIPIENT,
    RESERVED,
)
from circulars.toml_files import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from circulars.letter_types.lookups import Table
    from circulars.toml_files import Place


def reference_faults(table: Table) -> Iterator[Fault]:
    """Yield a fault for each name in letter.toml that nothing defines, or that is defined badly."""
    fields, datasets = tables_in(table.get("fields")), tables_in(table.get("datasets"))
    known = [*fields, *datasets, *OFFICE_NAMES, *sorted(COMMON_FIELDS)]
    yield from sound_names(("fields",), fields, taken={*RESERVED, *datasets})
    yield from sound_names(("datasets",), datasets, taken=RESERVED)
    for name, field in fields.items():
        yield from _field(("fields", name), field, [*known, RECIPIENT])
    hint = "ให้ช่องหนึ่งในวงนี้เป็นช่องที่ต้องกรอก โดยลบ value ของช่องนั้นออก"
    yield from circles(("fields",), fields, hint)
    for name, dataset in datasets.items():
        yield from dataset_faults(("datasets", name), dataset)
    yield from annex_faults(table, datasets, [*known, *sorted(LETTER_NAMES)])
    for name in table_at(table.get("example")):
        yield from known_names(("example", name), [name], [*fields, *sorted(COMMON_FIELDS)])


def _field(place: Place, field: Table, known: Collection[str]) -> Iterator[Fault]:
    yield from known_names((*place, "value"), used(field.get("value")), known)
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
