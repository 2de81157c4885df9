"""References inside ``[[annexes]]`` and ``[recipients]``: what is attached, and to whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.letter_types.lookups import (
    known_names,
    list_at,
    table_at,
    tables_in,
    used,
    used_in_text,
)
from circulars.toml_files import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from circulars.letter_types.lookups import Table
    from circulars.toml_files import Place

_SOURCES: Final = ("dataset", "form", "pages")  # of what is printed behind the letter
_OF_FORMS: Final = ("xlsx", "rows")
_CITATION: Final = re.compile(r"\|\s*(?:มีแนบ|อ้างแนบ|is_attached|cite_attachment)")
_LINES: Final = ("notes", "closing")  # of texts with tags


def annex_faults(
    table: Table, datasets: Mapping[str, Table], names: Collection[str]
) -> Iterator[Fault]:
    """Yield the faults of all annexes and of the recipients; `names` are what texts may print."""
    recipients = table_at(table.get("recipients"))
    yield from known_names(("recipients", "dataset"), [recipients.get("dataset")], datasets)
    annexes = [table_at(each) for each in list_at(table.get("annexes"))]
    for number, annex in enumerate(annexes):
        place: Place = ("annexes", number)
        yield from known_names((*place, "dataset"), [annex.get("dataset")], datasets)
        yield from _names_used(place, annex, names)
        yield from _citing(place, annex)
        yield from _sources(place, annex)
        yield from _settings(place, annex, to_each=bool(recipients))
        yield from _slice((*place, "slice"), annex, datasets)
        yield from _repeated(place, annex, annexes[:number])


def _names_used(place: Place, annex: Table, names: Collection[str]) -> Iterator[Fault]:
    yield from known_names((*place, "when"), used(annex.get("when")), names)
    yield from known_names((*place, "title"), used_in_text(annex.get("title")), names)
    for setting in _LINES:
        for number, line in enumerate(list_at(annex.get(setting))):
            yield from known_names((*place, setting, number), used_in_text(line), names)


def _citing(place: Place, annex: Table) -> Iterator[Fault]:
    """Yield a fault where an attachment depends on attachments, which are known only then."""
    lines = [line for setting in _LINES for line in list_at(annex.get(setting))]
    texts = [annex.get("when"), annex.get("title"), *lines]
    if any(isinstance(text, str) and _CITATION.search(text) for text in texts):
        yield Fault(
            place=place,
            message="ใช้ มีแนบ หรือ อ้างแนบ ใน [[annexes]] ไม่ได้ เพราะรายการสิ่งที่ส่งมาด้วยยังไม่เสร็จ",
            hint="ใช้ค่าของช่องกรอกหรือตารางแทน",
        )


def _sources(place: Place, annex: Table) -> Iterator[Fault]:
    given = [name for name in _SOURCES if annex.get(name)]
    if len(given) > 1:
        yield Fault(
            place=place,
            message=f"สิ่งที่ส่งมาด้วยหนึ่งรายการมาจากที่เดียว แต่ระบุไว้ทั้ง {' และ '.join(given)}",
            hint="เลือกไว้อย่างเดียว หรือแยกเป็น [[annexes]] คนละรายการ",
        )
    if not given and annex.get("copies") == "pages":
        yield Fault(
            place=(*place, "copies"),
            message="นับหน้าไม่ได้ เพราะรายการนี้แนบต่างหาก ไม่ได้พิมพ์ต่อท้ายหนังสือ",
            hint="เขียนจำนวนเป็นตัวเลข หรือระบุ dataset, form หรือ pages",
        )


def _settings(place: Place, annex: Table, *, to_each: bool) -> Iterator[Fault]:
    """Yield settings that have nothing to work on."""
    for setting in _OF_FORMS:
        if annex.get(setting) and not annex.get("form"):
            yield Fault(
                place=(*place, setting),
                message=f"{setting} ใช้กับแบบฟอร์มเปล่าเท่านั้น",
                hint=f'เพิ่ม form = "ชื่อแผ่นงาน" หรือลบ {setting} ออก',
            )
    if annex.get("slice") and not (annex.get("dataset") and to_each):
        yield Fault(
            place=(*place, "slice"),
            message="แนบเฉพาะแถวของผู้รับได้เมื่อรายการนี้มาจาก dataset และมี [recipients]",
            hint="เพิ่ม dataset และ [recipients] หรือลบ slice ออก",
        )


def _slice(place: Place, annex: Table, datasets: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield why a column does not say which rows are the recipient's."""
    name, dataset = annex.get("slice"), datasets.get(str(annex.get("dataset")))
    if dataset is None or not isinstance(name, str):
        return
    columns = tables_in(dataset.get("columns"))
    yield from known_names(place, [name], list(columns))
    if columns.get(name, {}).get("required") is False:
        yield Fault(
            place=place,
            message=f"ช่อง “{name}” บอกว่าแถวเป็นของผู้รับรายใด จึงต้องมีเสมอ",
            hint="ลบ required = false ออกจากช่องนั้น",
        )


def _repeated(place: Place, annex: Table, before: list[Table]) -> Iterator[Fault]:
    name = annex.get("name")
    if name and name in [each.get("name") for each in before]:
        yield Fault(
            place=(*place, "name"),
            message=f"มีสิ่งที่ส่งมาด้วยชื่อ “{name}” อยู่แล้ว",
            hint="ใช้ชื่อไม่ซ้ำกัน เพราะหนังสืออ้างถึงด้วยชื่อนี้",
        )
