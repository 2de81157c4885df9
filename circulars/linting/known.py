"""The names that a letter of a type has, and what they are: from letter.toml as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from circulars.linting.shapes import (
    ANY,
    DATE,
    MONTH,
    NUMBER,
    RUNS,
    TEXT,
    Shape,
    list_of,
    record,
)
from circulars.model.names import (
    ATTACHMENTS,
    CLOSING,
    COMMON_FIELDS,
    EMBLEM,
    LOCAL_DAYS,
    MONTHS,
    OF_RECIPIENT,
    OFFICE_NAMES,
    RECIPIENT,
    REFERENCE,
    SALUTATION,
    SIGNATORY,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.letter_types.lookups import Table

_LINES: Final = list_of(TEXT)
_OFFICE_LISTS: Final = frozenset({"address", "slogan"})  # attributes of `Office` of many lines
_CITED: Final = record(
    {
        "รายการ": TEXT,
        "ข้อความ": TEXT,
        "ลำดับ": NUMBER,
        "หน่วยงาน": TEXT,
        "เลขที่": TEXT,
        "วันที่": DATE,
    }
)
_ATTACHED: Final = record(
    {
        "รายการ": TEXT,
        "เรื่อง": TEXT,
        "ลำดับ": NUMBER,
        "จำนวน": NUMBER,
        "หน่วย": TEXT,
        "ชื่อ": TEXT,
    }
)
_BY_KIND: Final = {
    "text": TEXT,
    "lines": TEXT,
    "choice": TEXT,
    "integer": NUMBER,
    "date": DATE,
    "month": MONTH,
    "letters": list_of(_CITED),
}
# What every letter has, whatever letter.toml says.
_EVERY_LETTER: Final[dict[str, Shape]] = {
    **{
        name: _LINES if attribute in _OFFICE_LISTS else TEXT
        for name, attribute in OFFICE_NAMES.items()
    },
    **dict.fromkeys(COMMON_FIELDS, TEXT),
    REFERENCE: TEXT,
    SALUTATION: TEXT,
    CLOSING: TEXT,
    LOCAL_DAYS: ANY,
    EMBLEM: RUNS,
    SIGNATORY: record({"ชื่อ": TEXT, "ตำแหน่ง": _LINES}),
    ATTACHMENTS: list_of(_ATTACHED),
}


def known_shapes(table: Table) -> dict[str, Shape]:
    """Return the names that letters of the type have by `table`, the contents of letter.toml."""
    fields, datasets = _tables(table, "fields"), _tables(table, "datasets")
    recipients = _text(_at(table, "recipients"), "dataset")
    shapes = {name: _BY_KIND.get(_text(field, "kind"), ANY) for name, field in fields.items()}
    shapes |= {
        name: _dataset(dataset, to_each=bool(recipients)) for name, dataset in datasets.items()
    }
    recipient = record({})
    if recipients:
        recipient = _row(datasets[recipients]) if recipients in datasets else record()
    return {**shapes, **_EVERY_LETTER, RECIPIENT: recipient}


def column_shapes(dataset: Table) -> dict[str, Shape]:
    """Return the names that the expressions of a dataset's columns and checks may use."""
    columns = _tables(dataset, "columns")
    shapes = {
        name: NUMBER if _text(column, "kind") in {"", "number", "count"} else ANY
        for name, column in columns.items()
    }
    return {**shapes, MONTHS: list_of(NUMBER)}


def _dataset(dataset: Table, *, to_each: bool) -> Shape:
    row = _row(dataset)
    parts: dict[str, Shape] = {
        "แถว": list_of(row),
        "แถวรวม": row,
        "จำนวนแถว": NUMBER,
        "ท้ายตาราง": _LINES,
        MONTHS: list_of(MONTH),
        "เดือนที่มีข้อมูล": list_of(MONTH),
    }
    if dataset.get("months_under"):
        parts |= dict.fromkeys(("เดือนแรก", "เดือนสุดท้าย", "เดือนถัดไป"), MONTH)
    if to_each:
        parts[OF_RECIPIENT] = row
    return record(parts)


def _row(dataset: Table) -> Shape:
    return record(column_shapes(dataset))


def _tables(table: Mapping[str, Any], name: str) -> dict[str, Table]:
    return {key: each for key, each in _at(table, name).items() if isinstance(each, dict)}


def _at(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = table.get(name)
    return value if isinstance(value, dict) else {}


def _text(table: Mapping[str, Any], name: str) -> str:
    value = table.get(name)
    return value if isinstance(value, str) else ""
