"""Makes tables of documents for the tests, from texts with bars between the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printed_tables import (
    CHACHOENGSAO,
    CHACHOENGSAO_TOTAL,
    CHIANGRAI,
    CHIANGRAI_TOTAL,
    PHAYAO,
    PHAYAO_ONLINE,
    PHAYAO_ONLINE_TOTAL,
    PHAYAO_TOTAL,
)

from circulars.checks import check_table
from circulars.model.written import WrittenCell, WrittenTable
from circulars.understanding import Understanding, understand_sheet, written_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circulars.model.findings import Finding

# The heads of the printed annexes, a cell over several columns typed in the first of them.
PHAYAO_HEAD = """
ที่|ชื่ออำเภอ|เป้าหมายรายได้ปี 2568 (เพิ่มขึ้น 4%)|ผลการจัดเก็บรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน OTOP||||||รวมทั้งสิ้น|ยอดคงเหลือ 1 เดือน|คิดเป็นเปอร์เซ็นต์|หมายเหตุ
|||ต.ค.-67|พ.ย.-67|ธ.ค.-67|ม.ค.-68|ก.พ.-68|มี.ค.-68||||
"""  # noqa: E501 # a row of the table is a line
CHACHOENGSAO_HEAD = """
ที่|อำเภอ|ค่าเป้าหมายประเมินรอบที่ 1|||ผลการดำเนินงาน||||||รวม|ระดับคะแนน
||ขั้นต้น|ขั้นมาตรฐาน|ขั้นสูง|ต.ค.66|พ.ย.66|ธ.ค.66|ม.ค.67|ก.พ.67|มี.ค.67||
"""
PHAYAO_ONLINE_HEAD = """
ที่|อำเภอ|ฐานข้อมูล||เป้าหมายตัวชี้วัด ปี 64 (ร้อยละ 11)|หมายเหตุ
||จำนวนผู้ประกอบการ|จำนวนผลิตภัณฑ์ OTOP||
"""
SHOP = 'ผู้ผลิต ผู้ประกอบการ OTOP ที่เข้าร่วมโครงการ Digital Wallet ลงทะเบียน "Shop ชุมชน" ในระบบ "Click ชุมชน"'
CHIANGRAI_HEAD = f"""
ที่|อำเภอ|จำนวนผลิตภัณฑ์ OTOP ที่เพิ่มขึ้น|ยอดจำหน่าย OTOP ที่เพิ่มขึ้น||{SHOP}||||
||เป้าหมาย (ผลิตภัณฑ์)|ฐานเดิมปี 66 (มกราคม - มีนาคม 66)|เป้าหมายร้อยละ 2|จำนวนผู้ผลิต ผู้ประกอบการ OTOP|ระดับ D ร้อยละ 25|ระดับ C ร้อยละ 50|ระดับ B ร้อยละ 75|ระดับ A ร้อยละ 100
"""  # noqa: E501 # a row of the table is a line
# As it survives: the second row one column to the right, its last heading lost.
CHIANGRAI_SHIFTED_HEAD = CHIANGRAI_HEAD.replace("||เป้า", "|||เป้า").replace("|ระดับ A ร้อยละ 100", "")
PHAYAO_PRINTED = f"{PHAYAO_HEAD.strip()}{PHAYAO}{PHAYAO_TOTAL}"
CHACHOENGSAO_PRINTED = f"{CHACHOENGSAO_HEAD.strip()}{CHACHOENGSAO}{CHACHOENGSAO_TOTAL}"
PHAYAO_ONLINE_PRINTED = f"{PHAYAO_ONLINE_HEAD.strip()}{PHAYAO_ONLINE}{PHAYAO_ONLINE_TOTAL}"
CHIANGRAI_PRINTED = f"{CHIANGRAI_HEAD.strip()}{CHIANGRAI}{CHIANGRAI_TOTAL}"
CHIANGRAI_SHIFTED = f"{CHIANGRAI_SHIFTED_HEAD.strip()}{CHIANGRAI}{CHIANGRAI_TOTAL}"
# The four cells of November as they are misread in the surviving text, and the lost sign.
MISREAD = {
    "50,151,100.00": "50,151,000.00",
    "1,474,850.00": "1,474,350.00",
    "10,737,204.00": "10,737,040.00",
    "9,411,200.00": "9,411,000.00",
    "-31,537,887": "31,537,887",
}


def changed(text: str, changes: dict[str, str]) -> str:
    """Return `text` with each key, found exactly once, replaced."""
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def phayao_as_it_survives() -> str:
    """Return the annex of Phayao as its text survives: misread, the cells of March dropped."""
    rows = [line.split("|") for line in changed(PHAYAO_PRINTED, MISREAD).splitlines()]
    head, data = rows[:2], rows[2:]
    return "\n".join("|".join(cells) for cells in [*head, *(_without_march(row) for row in data)])


def _without_march(cells: list[str]) -> list[str]:
    return [*cells[:8], *cells[9:], ""]


def written_table(text: str, *, number: int = 1) -> WrittenTable:
    """Return the table of a document with a row a line and bars between the cells."""
    lines = [line.split("|") for line in text.strip().splitlines()]
    width = max(map(len, lines), default=0)
    return WrittenTable(
        number=number,
        rows=tuple(
            tuple(
                WrittenCell(
                    place=f"ตารางที่ {number} แถวที่ {row} ช่องที่ {column + 1}",
                    text=text,
                    column=column,
                )
                for column, text in enumerate([*cells, *[""] * (width - len(cells))])
            )
            for row, cells in enumerate(lines, start=1)
        ),
        columns=width,
    )


def understood(text: str, *, titles: Sequence[str] = ()) -> Understanding:
    """Return the table typed as `text` understood; fails where it is not."""
    understanding, _ = understand_sheet(written_sheet(written_table(text)), titles)
    assert understanding is not None
    return understanding


def found_in(text: str, *, titles: Sequence[str] = ()) -> list[Finding]:
    """Return everything that is found in the table typed as `text`."""
    understanding, findings = understand_sheet(written_sheet(written_table(text)), titles)
    rules = check_table(understanding.dataset, understanding.spec) if understanding else ()
    return [*findings, *rules]


def brief(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    """Return level, code and "row, column" of each finding, from the top left."""
    return sorted((each.level.value, each.code, _short(each.where)) for each in findings)


def _short(where: str) -> str:
    _, _, _, row, _, column = where.split(" ")
    return f"{row}, {column}"
