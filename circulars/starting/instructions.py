"""The first sheet of a starter: how to fill it in, in one column, so that it is no table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from circulars.form_cells import FONT, SIZE, write_text
from circulars.starting.form_page import EXAMPLE_COLOR
from circulars.starting.form_rows import answered_by_recipients, is_left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.starting.plans import SheetPlan

_WIDTH: Final = 110  # in characters
_GENERAL: Final = (
    "1. กรอกแผ่นงาน แบบกรอก ที่คอลัมน์ ค่า ช่องสีเหลืองต้องกรอก ช่องอื่นเว้นว่างได้ คอลัมน์ ตัวอย่าง ไม่มีผลต่อหนังสือ",
    "2. คลิกเซลล์ใดก็ตามเพื่ออ่านวิธีกรอก ค่าที่ผิดชนิด Excel จะไม่รับและบอกเหตุ",
    "3. บันทึกแล้วสั่ง circulars generate {name} แฟ้มนี้.xlsx -o out/",
    "เลขที่: เว้นว่างเพื่อเขียนด้วยมือ หรือให้ทะเบียนออกเลขด้วย --number auto",
)
_TABLES: Final = (
    "พิมพ์ข้อมูลใต้หัวตาราง แถวละรายการ ไม่เว้นแถว ใช้สูตรของ Excel ได้",
    "หัวตาราง: ไม่เปลี่ยนถ้อยคำ แต่เพิ่มปีหรือหน่วยต่อท้ายหัวที่มี … ข้างล่างนี้ได้",
    "แถวรวม: พิมพ์ต่อท้ายตาราง ใส่คำว่า รวม ในช่องชื่อของแถว และใส่สูตร SUM ใต้คอลัมน์ตัวเลข",
    "ชื่อตารางและหมายเหตุ: แทรกแถวเหนือหัวตาราง และพิมพ์ใต้แถวรวมได้",
)
_FORM: Final = "หัวของแบบฟอร์มเปล่าที่แนบไปกับหนังสือ แก้ชื่อจังหวัด ปี และหัวตารางให้เป็นของครั้งนี้"


def add_instructions(
    sheet: Any,
    title: str,
    kind: LetterType,
    plans: Sequence[SheetPlan],
    fields: Mapping[str, FieldSpec],
) -> None:
    """Write the instructions onto an empty openpyxl `sheet`, and call it `title`."""
    from openpyxl.styles import Font

    sheet.title = title
    lines = [(kind.title, "head"), *((line.format(name=kind.name), "") for line in _GENERAL)]
    lines += [(line, "") for line in _left_out(kind, fields)]
    lines += [(line, "") for line in (_TABLES if plans else ())]
    for plan in plans:
        lines += [("", ""), *_of_table(plan)]
    for number, (text, style) in enumerate(lines, start=1):
        cell = sheet.cell(number, 1)
        write_text(cell, text, head=style == "head")
        if style == "example":
            cell.font = Font(name=FONT, size=SIZE, italic=True, color=EXAMPLE_COLOR)
    sheet.column_dimensions["A"].width = _WIDTH


def _left_out(kind: LetterType, fields: Mapping[str, FieldSpec]) -> Iterator[str]:
    derived = [name for name, field in fields.items() if is_left_out(field)]
    if derived:
        yield f"หาค่าให้เอง ถ้าต้องการกรอกให้เพิ่มแถวในแบบกรอก: {', '.join(derived)}"
    to_each = [name for name in fields if name in answered_by_recipients(kind)]
    if to_each:
        yield f"กรอกในตารางผู้รับ แถวละราย: {', '.join(to_each)}"
    for form in dict.fromkeys(annex.form for annex in kind.annexes if annex.form):
        yield f"แผ่นงาน {form}: {_FORM}"
    if inline := [spec.name for spec in kind.datasets.values() if spec.rows]:
        yield f"ตารางที่มีอยู่แล้วในแบบหนังสือ ไม่ต้องกรอก: {', '.join(inline)}"


def _of_table(plan: SheetPlan) -> Iterator[tuple[str, str]]:
    yield f"แผ่นงาน {plan.title}", "head"
    for slot in plan.slots:
        if slot.spec is None or slot.month:
            continue
        end = " …" if slot.spec.heading.rstrip().endswith("*") else ""
        yield f"• {' / '.join(slot.path)}{end}: {_told(plan, slot.spec.name)}", ""
    if any(slot.month for slot in plan.slots):
        yield "• คอลัมน์เดือน: ต้องเรียงต่อกัน เดือนที่ยังไม่มีข้อมูลให้เว้นว่าง", ""
    row = [slot.example for slot in plan.slots if slot.example.strip()]
    if row:
        yield f"ตัวอย่างหนึ่งแถว: {' | '.join(row)}", "example"


def _told(plan: SheetPlan, name: str) -> str:
    slot = next(s for s in plan.slots if s.spec and s.spec.name == name)
    if slot.is_index:
        return "ลำดับของแถว"
    parts = ["จำนวนเต็ม" if slot.is_count else "ตัวเลข" if slot.is_figure else "ข้อความ"]
    if slot.is_computed:
        return "เว้นว่างไว้ คำนวณให้เอง"
    if slot.may_be_typed:
        parts.append("เว้นว่างได้ คำนวณให้เองเมื่อสูตรมีค่า")
    elif slot.spec and not slot.spec.required:
        parts.append("เว้นว่างได้")
    checks = [check.equals for check in plan.dataset.checks if check.column == name]
    parts += [f"ต้องเท่ากับ {equals}" for equals in checks]
    return " ".join(parts)
