"""A workbook of all sub-districts of a country: targets, months, sums, and rows of villages.

All names are invented, the figures drawn by lot; whatever is computed from them is right.
"""

from __future__ import annotations

import random
import zipfile
from decimal import Decimal
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

VILLAGES: Final = 5  # rows of each annex
_TYPE: Final = Path(__file__).resolve().parents[1] / "templates" / "otop_district_sales"
_FIRST: Final = ("หนอง", "ห้วย", "โคก", "นา", "บ้าน", "คลอง", "ดอน", "บึง", "ท่า", "วัง")
_MIDDLE: Final = ("ทดสอบ", "ตัวอย่าง", "สมมุติ", "จำลอง", "ทดลอง", "ลองดู", "นามแฝง", "จินตนา", "นิทาน")
_MONTHS: Final = ("ต.ค.-67", "พ.ย.-67", "ธ.ค.-67", "ม.ค.-68", "ก.พ.-68", "มี.ค.-68")
_KNOWN: Final = 5  # months with figures
_CITED: Final = '{{ "สรุปยอด" | อ้างแนบ }}'
_ANNEX: Final = """
[datasets."หมู่บ้าน"]
sheet = "รายหมู่บ้าน"
key = "หมู่บ้าน"

[datasets."หมู่บ้าน".columns]
"หมู่บ้าน" = { heading = "หมู่บ้าน", kind = "text" }
"สังกัด" = { heading = "ตำบล", kind = "text" }
"เป้าหมาย" = { heading = "เป้าหมาย" }
"ยอด" = { heading = "ยอดจำหน่าย" }
"คงเหลือ" = { heading = "คงเหลือ" }

[[datasets."หมู่บ้าน".checks]]
code = "remaining-mismatch"
column = "คงเหลือ"
equals = "เป้าหมาย - ยอด"
"""


def names(count: int) -> list[str]:
    """Return so many invented names of sub-districts, no two the same.

    >>> names(2)
    ['หนองทดสอบ 1', 'ห้วยทดสอบ 1']
    """
    numbers = range(1, count // (len(_FIRST) * len(_MIDDLE)) + 2)
    made = (f"{f}{m} {n}" for n, m, f in product(numbers, _MIDDLE, _FIRST))
    return [*islice(made, count)]


def national_type(folder: Path) -> Path:
    """Return a letter type in `folder`: that for districts, to sub-districts, with two annexes."""
    target = folder / "subdistrict_sales"
    target.mkdir()
    toml = (_TYPE / "letter.toml").read_text(encoding="utf-8")
    toml, annex = _renamed(toml).split("[[annexes]]")
    annexes = f'[[annexes]]{annex}\n[[annexes]]\nname = "รายหมู่บ้าน"\ntitle = "ยอดจำหน่ายรายหมู่บ้าน"\n'
    sliced = 'dataset = "หมู่บ้าน"\nslice = "สังกัด"\n'
    (target / "letter.toml").write_text(f"{toml}{_ANNEX}\n{annexes}{sliced}", encoding="utf-8")
    with (
        zipfile.ZipFile(_TYPE / "letter.docx") as source,
        zipfile.ZipFile(target / "letter.docx", "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, _renamed(part.decode()) if name.endswith("document.xml") else part)
    return target


def _renamed(text: str) -> str:
    text = text.replace("นายอำเภอ", "นายกองค์การบริหารส่วนตำบล").replace("อำเภอ", "ตำบล")
    return text.replace(_CITED, f"{_CITED}และ{_CITED.replace('สรุปยอด', 'รายหมู่บ้าน')}")


def national_workbook(path: Path, offices: Sequence[str]) -> None:
    """Write the workbook of all `offices` as `path`, row by row."""
    book = Workbook(write_only=True)
    dice = random.Random(2568)
    figures = [_figures(dice) for _ in offices]
    sales = book.create_sheet("ยอดจำหน่าย")
    for row in _sales(offices, figures):
        sales.append(_written(sales, row))
    villages = book.create_sheet("รายหมู่บ้าน")
    for row in _villages(offices, figures, dice):
        villages.append(_written(villages, row))
    book.save(path)


def _written(sheet: WriteOnlyWorksheet, row: Sequence[str | float | None]) -> list[object]:
    return [_formatted(sheet, value) if isinstance(value, int) else value for value in row]


def _formatted(sheet: WriteOnlyWorksheet, value: int) -> object:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = "#,##0"
    return cell


def _figures(dice: random.Random) -> list[int]:
    """Return target, months, sum, rest and percentage, all of them whole."""
    target = dice.randrange(10_000, 3_000_000) * 100
    percent = dice.randrange(60, 100)
    reached = target // 100 * percent
    shares = [month * 2000 + dice.randrange(-300, 300) for month in range(1, _KNOWN)]
    cuts = [reached * share // 10_000 for share in shares]
    months = [after - before for before, after in zip([0, *cuts], [*cuts, reached], strict=True)]
    return [target, *months, reached, target - reached, percent]


def _sales(
    offices: Sequence[str], figures: Sequence[Sequence[int]]
) -> Iterator[list[str | float | None]]:
    """Yield the rows of the first sheet: headings, a row for each office, and the total row."""
    group = ["ผลการจัดเก็บรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน OTOP", *[None] * _KNOWN]
    yield ["ยอดจำหน่ายผลิตภัณฑ์ชุมชน (OTOP) ปีงบประมาณ 2568 (ระหว่างตุลาคม 2567 - มีนาคม 2568)"]
    tail = ["รวมทั้งสิ้น", "ยอดคงเหลือ 1 เดือน", "คิดเป็นเปอร์เซ็นต์", "หมายเหตุ"]
    yield ["ที่", "ชื่อตำบล", "เป้าหมายรายได้ปี 2568", *group, *tail]
    yield [None, None, None, *_MONTHS]
    for number, (office, (target, *months, reached, rest, percent)) in enumerate(
        zip(offices, figures, strict=True), start=1
    ):
        yield [number, office, target, *months, None, reached, rest, percent]
    target, *months, reached, rest, _ = (sum(column) for column in zip(*figures, strict=True))
    share = float(Decimal(f"{Decimal(reached) / target * 100:.15g}"))  # as Excel keeps it
    yield [None, "รวมทั้งสิ้น", target, *months, None, reached, rest, share]


def _villages(
    offices: Sequence[str], figures: Sequence[Sequence[int]], dice: random.Random
) -> Iterator[list[str | float | None]]:
    """Yield the rows of the second sheet: those of each office together are its target and sum."""
    yield ["ที่", "หมู่บ้าน", "ตำบล", "เป้าหมาย", "ยอดจำหน่าย", "คงเหลือ"]
    number = 0
    for office, (target, *_, reached, _rest, _percent) in zip(offices, figures, strict=True):
        goals = _parts(target, dice)
        for village, (goal, got) in enumerate(_shared_out(goals, reached), start=1):
            number += 1
            yield [number, f"หมู่ที่ {village} {office}", office, goal, got, goal - got]
    goal, got = sum(each[0] for each in figures), sum(each[-3] for each in figures)
    yield [None, "รวมทั้งสิ้น", None, goal, got, goal - got]


def _parts(whole: int, dice: random.Random) -> list[int]:
    """Return `whole` in as many parts as an office has villages."""
    share = whole // VILLAGES
    parts = [share + dice.randrange(-share // 4, share // 4) for _ in range(VILLAGES - 1)]
    return [*parts, whole - sum(parts)]


def _shared_out(goals: Sequence[int], reached: int) -> Iterator[tuple[int, int]]:
    """Yield each of the `goals` with what is reached of it, `reached` in all and evenly."""
    before, goal, target = 0, 0, sum(goals)
    for each in goals:
        goal += each
        until = reached * goal // target
        yield each, until - before
        before = until
