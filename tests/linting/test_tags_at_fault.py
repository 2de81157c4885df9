"""Faults in tags: each at its place, with its reason, once, beside a template that is good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from broken_types import (
    PLACE,
    THERE,
    alone,
    before,
    edited,
    found,
    pasted,
    row_table,
    told,
    typed,
)

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as DocumentType

NAME = "template-missing-name"
VALUE = "template-value"
UNSAFE = "template-unsafe"
# What is typed, the code, and what message or hint must say.
FAULTS = {
    "unknown name": ("{{ เรือง }}", NAME, "เรื่อง"),
    "unknown part": ("{{ ผู้ลงนาม.ชือ }}", NAME, "ชื่อ"),
    "unknown part by bracket": ("{{ ผู้ลงนาม['ชือ'] }}", NAME, "ชื่อ"),
    "unknown part of an item": ("{% for x in อ้างถึง %}{{ x.เลขที }}{% endfor %}", NAME, "เลขที่"),
    "name after its loop": ("{% for x in ที่ตั้ง %}{{ x }}{% endfor %}{{ x }}", NAME, "x"),
    "unknown attachment": ("{{ 'แผนที่' | อ้างแนบ }}", NAME, "แผนที่"),
    "unknown attachment asked for": ("{% if 'ก' | มีแนบ %}ก{% endif %}", NAME, "ก"),
    "recipient of a letter to all": ("{{ ผู้รับ.อำเภอ }}", NAME, "อำเภอ"),
    "unknown filter": ("{{ วันที่ | วันทีไทย }}", "template-unknown-filter", "วันที่ไทย"),
    "part of a text": ("{{ เรื่อง.ชื่อ }}", VALUE, "ข้อความ"),
    "part of a list": ("{{ อ้างถึง.เลขที่ }}", VALUE, "รายการ"),
    "loop through a text": ("{% for x in เรื่อง %}{{ x }}{% endfor %}", VALUE, "ย่อหน้า"),
    "loop through parts": ("{% for x in ผู้ลงนาม %}{{ x }}{% endfor %}", VALUE, "ผู้ลงนาม"),
    "list printed": ("{{ ที่ตั้ง }}", VALUE, "join"),
    "parts printed": ("{{ ผู้ลงนาม }}", VALUE, "ผู้ลงนาม"),
    "emblem as text": ("{{ ตราครุฑ }}", VALUE, "{{r"),
    "text as emblem": ("{{r เรื่อง }}", VALUE, "{{ … }}"),
    "day filter of a text": ("{{ เรื่อง | วันที่ไทย }}", VALUE, "วันที่ไทย"),
    "figure filter of a day": ("{{ วันที่ | จำนวน }}", VALUE, "จำนวน"),
    "sum of a text": ("{{ เรื่อง | ผลรวม }}", VALUE, "ผลรวม"),
    "text against a number": ("{% if เรื่อง > 3 %}ก{% endif %}", VALUE, "ต่างชนิด"),
    "day and number": ("{{ วันที่ + 1 }}", VALUE, "ต่างชนิด"),
    "item of a number": ("{{ เลขที่[0] }}", VALUE, "จำนวน"),
    "figure of no list": ("{{ เลขที่ | max }}", VALUE, "max"),
    "signs that nobody sees": ("{{ เรื่\u200bอง }}", "template-syntax", "มองไม่เห็น"),
    "method": ("{{ เรื่อง.upper() }}", UNSAFE, "upper"),
    "attribute of Python": ("{{ เรื่อง.__class__ }}", UNSAFE, "__class__"),
    "attribute far down": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", UNSAFE, "__class__"),
    "file read in": ("{% include '/etc/passwd' %}", "template-syntax", "include"),
    "unknown statement": ("{% fi เรื่อง %}", "template-syntax", "if"),
    "quotes nobody mends": ("{{ เรื่อง | default(„ก‟) }}", "template-syntax", "เครื่องหมายคำพูด"),
    "unclosed tag": ("{{ เรื่อง", "template-tag-unclosed", "{{"),
    "unclosed block": ("{% if เรื่อง %}ก", "template-block-unclosed", "endif"),
    "lonely end": ("{% endif %}", "template-block-crossed", "endif"),
    "text beside a paragraph tag": ("ก {%p if 1 %}ข{% endif %}", "template-text-lost", "ข"),
    "row tag outside of a row": ("{%tr if เรื่อง %}", "template-tag-misplaced", "ตาราง"),
    "cell tag outside of a cell": ("{%tc if เรื่อง %}", "template-tag-misplaced", "ตาราง"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_its_paragraph(name: str, tmp_path: Path) -> None:
    """The finding blocks, stands at its paragraph, quotes the tag and says what was meant."""
    text, code, said = FAULTS[name]
    faults = found(edited(tmp_path, typed(text)))
    assert {THERE} == {fault.where for fault in faults}
    first = next(fault for fault in faults if fault.code == code)
    assert "block" == first.level
    assert said in first.message + first.hint


LOOKALIKES = ["{ เรื่อง }", "{ { เรื่อง } }", "｛｛เรื่อง｝｝", "[[เรื่อง]]", "<<ผู้ลงนาม.ชื่อ>>"]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_names_in_other_braces(text: str, tmp_path: Path) -> None:
    """A name in braces that make no tag would be printed as it stands."""
    path = edited(tmp_path, typed(text))
    assert [("warn", "template-tag-lookalike", THERE)] == told(path)


ONCE = {
    "unclosed opening of a loop": ("{%p for x in อ้างถึง", "{{ x.เลขที่ }}", "{%p endfor %}"),
    "misspelt opening": ("{%p fro x in อ้างถึง %}", "ก", "{%p endfor %}"),
    "misspelt end": ("{%p for x in อ้างถึง %}", "{{ x.เลขที่ }}", "{%p endfro %}"),
    "unclosed end": ("{%p for x in อ้างถึง %}", "{{ x.เลขที่ }}", "{%p endfor }"),
    "unknown filter in a loop": ("{%p for x in อ้างถึง | ไม่มี %}", "{{ x.ก }}", "{%p endfor %}"),
    "block unclosed in a loop": ("{%p for x in อ้างถึง %}", "{% if x %}ก", "{%p endfor %}"),
    "blocks crossed": ("{%p if เรื่อง %}", "{%p for x in อ้างถึง %}", "{%p endif %}", "{%p endfor %}"),
}


@pytest.mark.parametrize("name", ONCE)
def test_one_fault_is_told_once(name: str, tmp_path: Path) -> None:
    """What follows from a fault, such as an end without its beginning, is not told as well."""
    assert 1 == len(found(edited(tmp_path, typed(*ONCE[name]))))


def test_a_block_that_ends_elsewhere(tmp_path: Path) -> None:
    """A block that opens as a paragraph of its own and ends within a line breaks the document."""
    path = edited(tmp_path, typed("{%p if เรื่อง %}", "ก{% endif %}"))
    there = f"letter.docx ย่อหน้าที่ {PLACE + 1}"
    assert [("block", "template-block-crossed", there)] == told(path)


def test_a_block_that_ends_in_a_table(tmp_path: Path) -> None:
    """A loop that opens before a table and ends inside one breaks the document."""
    loop = "<w:p><w:r><w:t>{% for x in ที่ตั้ง %}</w:t></w:r></w:p>"
    path = edited(tmp_path, pasted(loop + row_table(("ก{% endfor %}",))))
    assert [("block", "template-block-crossed", "letter.docx ตารางที่ 1 แถวที่ 1")] == told(path)


def test_a_block_from_cell_to_cell(tmp_path: Path) -> None:
    """A condition over two cells would take a cell out of the row."""
    path = edited(tmp_path, pasted(row_table(("ก", "ข"), ("{% if เรื่อง %}ก", "ข{% endif %}"))))
    assert [("block", "template-block-crossed", "letter.docx ตารางที่ 1 แถวที่ 2")] == told(path)


def test_the_row_is_named(tmp_path: Path) -> None:
    """A fault in a table is told with its table and row; text beside a row tag would be lost."""
    rows = row_table(("ก",), ("{{ เรือง }}",), ("{%tr if 1 %} ข",), ("{%tr endif %}",))
    assert [
        ("block", NAME, "letter.docx ตารางที่ 1 แถวที่ 2"),
        ("block", "template-text-lost", "letter.docx ตารางที่ 1 แถวที่ 3"),
    ] == told(edited(tmp_path, pasted(rows)))


def test_loops_too_deep(tmp_path: Path) -> None:
    """Python compiles 20 loops within loops (CO_MAXBLOCKS); the first one beyond is told."""
    deep = "".join("{% for x in ที่ตั้ง %}" for _ in range(21)) + "{% endfor %}" * 21
    assert [("block", "template-syntax", THERE)] == told(edited(tmp_path, typed(deep)))


def test_all_faults_in_one_pass(tmp_path: Path) -> None:
    """Five faults of five kinds, in the text and in letter.toml, are told together."""

    def edit(document: DocumentType) -> None:
        before(document, "{{ เรือง }}", "{{ วันที่ | วันทีไทย }}", "{{ เรื่อง", "{% if 1 %}ก")

    path = edited(tmp_path, edit, toml=lambda text: text.replace('"choice"', '"choise"', 1))
    assert [
        ("block", "letter-type", "letter.toml fields.ชั้นความเร็ว.kind"),
        *(
            ("block", code, f"letter.docx ย่อหน้าที่ {PLACE + number}")
            for number, code in enumerate(
                (
                    NAME,
                    "template-unknown-filter",
                    "template-tag-unclosed",
                    "template-block-unclosed",
                )
            )
        ),
    ] == [each for each in told(path) if "choices" not in each[2]]


def test_the_parts_of_a_type_without_letter_toml(tmp_path: Path) -> None:
    """Where letter.docx is alone each name is a text to fill in, which has no parts."""
    path = edited(tmp_path, typed("{{ ผู้แทน.ชื่อ }}"))
    (path / "letter.toml").unlink()
    there = [(code, where) for _, code, where in told(path) if where == THERE]
    assert [(VALUE, THERE)] == there


def test_a_bare_file_is_called_by_its_name(tmp_path: Path) -> None:
    """Places in a file that belongs to no type begin with the file's own name."""
    path = alone(tmp_path, "{{ ก", "ข")
    assert "แบบ.docx ย่อหน้าที่ 1" in [where for _, _, where in told(path)]


def test_a_tag_over_two_paragraphs(tmp_path: Path) -> None:
    """A tag that goes on in the next paragraph cannot be mended: both ends are told."""
    path = edited(tmp_path, typed("{{ เรื่อง", "}} ก"))
    assert [
        ("block", "template-tag-unclosed", THERE),
        ("block", "template-tag-unclosed", f"letter.docx ย่อหน้าที่ {PLACE + 1}"),
    ] == told(path)
