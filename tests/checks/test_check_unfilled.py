"""What is left behind in a text: tags, merge fields, raw markup."""

from __future__ import annotations

import pytest
from text_letters import letter_text, told
from written_letters import findings_in


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("ขอให้ {{ ผู้รับ }} ดำเนินการ", "“{{ ผู้รับ }}”", id="tag"),
        pytest.param("{%p if ด่วน %} ด่วน", "“{%p if ด่วน %}”", id="block tag"),
        pytest.param("ขอให้ [[ชื่ออำเภอ]] ดำเนินการ", "“[[ชื่ออำเภอ]]”", id="square brackets"),
        pytest.param("ขอให้นายอำเภอ«อำเภอ» ดำเนินการ", "“«อำเภอ»”", id="merge field"),
        pytest.param("<p>ข้อ ๑ <u>ไตรมาสละ</u></p>", "“<p>”, “<u>”, “</u>”", id="raw markup"),
        pytest.param("ตามข้อ Error! Reference source not found.", "“Error! Reference", id="Word"),
        pytest.param("รวม #REF! บาท", "“#REF!”", id="Excel"),
    ],
)
def test_left_behind(text: str, quoted: str) -> None:
    """Tags, merge fields, markup and error texts hold a letter back, quoted as they stand."""
    (said,) = told(text, "unfilled-tag")
    assert quoted in said


def test_a_template_is_told_once() -> None:
    """A document full of tags is a template: one finding that says so, not one a tag."""
    tags = "\n".join(f"{{{{ ช่อง{name} }}}}" for name in "กขคงจ")
    (said,) = told(tags, "unfilled-tag")
    assert "5 แห่ง แฟ้มนี้คงเป็นแบบหนังสือ" in said


def test_left_behind_in_a_table() -> None:
    """Cells of tables are read too."""
    table = [["ที่", "ระดับ", "เกณฑ์"], ["๑", "A", "<p>ไม่น้อยกว่า ๑ ผลิตภัณฑ์</p>"]]
    found = findings_in(letter_text("ให้ครบ\n[table]"), "unfilled-tag", tables=[table])
    assert ["ตารางที่ 1 แถวที่ 2 ช่องที่ 3"] == [each.where for each in found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ทางเว็บไซต์ <https://logi.cdd.go.th/otop/> เป็นประจำ", id="link in brackets"),
        pytest.param("ค่า < ๕ และ > ๓ ตามเกณฑ์", id="less and more"),
        pytest.param("ใช้วงเล็บ [๑] และ {ก} อ้างอิง", id="single brackets"),
        pytest.param("งานวิจัยและพัฒนา (R&D) ลำดับ #๑", id="other signs"),
    ],
)
def test_signs_that_belong_there(text: str) -> None:
    """Links in angle brackets and signs of text are no tags."""
    assert [] == told(text, "unfilled-tag")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("มอบหมายให้ XXX ดำเนินการ", 1),
        ("มอบหมายให้ ______ ดำเนินการ", 1),
        ("มอบหมายให้ (ระบุชื่อผู้รับผิดชอบ) ดำเนินการ", 1),
        ("ให้ระบุชื่อผู้รับผิดชอบ (โปรดระบุทุกราย) และแบบ ก_ข", 0),
    ],
)
def test_blanks(text: str, count: int) -> None:
    """Blanks left in the letter's own text are a warning; asking others to fill in is not."""
    assert count == len(told(text, "unfilled-blank"))
