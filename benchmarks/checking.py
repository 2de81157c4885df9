"""What the check of a letter costs: three pages, an annex of 20 rows, all correct and invented."""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from reference import against, cpu
from reference_letter import emblem

from circulars.inspection import inspect_paths
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD: Final = (
    "ที่ พย ๐๐๑๙.๒/ว ๑๑๘๐",
    "ศาลากลางจังหวัดพะเยา",
    "ถนนพหลโยธิน พย ๕๖๐๐๐",
    "๑๑ มีนาคม ๒๕๖๘",
    "เรื่อง ผลการจัดเก็บรายได้ ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",
    "เรียน นายอำเภอทุกอำเภอ",
    "สิ่งที่ส่งมาด้วย ผลการจัดเก็บรายได้ จำนวน ๑ ฉบับ",
)
_FOOT: Final = (
    "จึงเรียนมาเพื่อพิจารณาดำเนินการ",
    "ขอแสดงความนับถือ",
    "(นายสมชาติ ใจงาม)",
    "พัฒนาการจังหวัด ปฏิบัติราชการแทน",
    "ผู้ว่าราชการจังหวัดพะเยา",
    "สำนักงานพัฒนาชุมชนจังหวัด",
    "โทร. ๐ ๕๔๔๔ ๙๕๔๔",
)
_BODY: Final = (
    "{}. ขอให้อำเภอตรวจสอบความถูกต้องของข้อมูลรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน ด้าน{} "
    "และบันทึกข้อมูลในระบบให้ครบถ้วนก่อนส่งรายงาน หากพบว่าข้อมูลไม่ถูกต้อง ขอให้ดำเนินการแก้ไข"
    "และแจ้งสำนักงานพัฒนาชุมชนจังหวัดทราบโดยเร็ว ทั้งนี้ ภายในวันจันทร์ที่ ๑๗ มีนาคม ๒๕๖๘ "
    "รายละเอียดตามสิ่งที่ส่งมาด้วย"
)
_WORDS: Final = (
    *("การผลิต", "การตลาด", "การบัญชี", "การขนส่ง"),
    *("การออม", "การฝึกอบรม", "การประชาสัมพันธ์", "การท่องเที่ยว"),
)
_COLUMNS: Final = (
    "ที่",
    "ตำบล",
    "เป้าหมาย",
    "ต.ค.-67",
    "พ.ย.-67",
    "ธ.ค.-67",
    "ม.ค.-68",
    "รวม",
    "คงเหลือ",
    "ร้อยละ",
)
_PARAGRAPHS: Final = 24
_ROWS: Final = 20
_ROUNDS: Final = 5


def letter() -> Any:
    """Return the letter as somebody types it in Word."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "TH SarabunPSK", Pt(16)
    style.element.rPr.rFonts.set(qn("w:cs"), "TH SarabunPSK")
    picture = document.add_paragraph().add_run()
    picture.add_picture(io.BytesIO(emblem()), height=Cm(3))
    for line in (*_HEAD, *_paragraphs(), *_FOOT):
        document.add_paragraph(line)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("สิ่งที่ส่งมาด้วย")
    document.add_paragraph("ผลการจัดเก็บรายได้")
    table = document.add_table(rows=0, cols=len(_COLUMNS))
    for row in _rows():
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return document


def _paragraphs() -> Iterator[str]:
    for number in range(_PARAGRAPHS):
        first, second = _WORDS[number % 8], _WORDS[(number // 8 + number + 1) % 8]
        yield _BODY.format(to_thai_digits(str(number + 1)), f"{first}และ{second}")


def _rows() -> Iterator[tuple[str, ...]]:
    """Yield the head, rows whose sums are right, and the total row."""
    dice = random.Random(2568)
    sums = [0] * 7
    yield _COLUMNS
    for number in range(1, _ROWS + 1):
        months = [dice.randrange(1_000_000, 9_000_000) for _ in range(4)]
        reached = sum(months)
        target = reached + dice.randrange(100_000, 900_000)
        figures = [target, *months, reached, target - reached]
        sums = [total + figure for total, figure in zip(sums, figures, strict=True)]
        yield (str(number), f"บ้านใหม่{number}", *_printed(figures))
    yield ("", "รวม", *_printed(sums))


def _printed(figures: list[int]) -> list[str]:
    target, reached = figures[0], figures[5]
    hundredths = (reached * 20_000 + target) // (2 * target)  # half up
    return [*(f"{each:,}" for each in figures), f"{hundredths // 100}.{hundredths % 100:02}"]


def checking_table() -> list[str]:
    """Return the processor time of a check without layout: by the command, and one more letter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letter.docx"
        letter().save(str(path))
        command = [str(Path(sys.executable).with_name("circulars")), "check", "--no-layout"]
        cpu([*command, str(path)])  # compiles what is new
        cold = [cpu([*command, str(path)]) for _ in range(_ROUNDS)]
        (inspected,) = inspect_paths([path], layout=False)
        found = sorted({finding.code for finding in inspected.findings})
        warm = []
        for _ in range(_ROUNDS):
            started = time.process_time()
            inspect_paths([path], layout=False)
            warm.append(time.process_time() - started)
    reached = f"{median(cold):.2f} | 1 | {against(1, 1 / median(cold))}"
    return [
        "| | CPU s | bar | |",
        "|---|---|---|---|",
        f"| `circulars check --no-layout`, start-up included | {reached} |",
        f"| one more letter in the same process | {median(warm):.3f} | | |",
        "",
        f"Found in it: {', '.join(found) or 'nothing'}.",
        "",
    ]


if __name__ == "__main__":
    print("\n".join(checking_table()))
