"""What letter.toml says of computed columns, its own rows and annexes is checked when loaded."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from support import TEMPLATES

from circulars.letter_types import load_letter_type
from circulars.model.errors import LetterTypeError

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.findings import Finding

DOCX = TEMPLATES / "otop_monthly_sales" / "letter.docx"
TYPE = """
title = "รายงาน"
[fields."ปี"]
label = "ปี"
kind = "integer"
[recipients]
dataset = "ยอด"
[datasets."ยอด"]
key = "อำเภอ"
months_under = "ผล*"
[datasets."ยอด".columns]
"อำเภอ" = { heading = "ชื่ออำเภอ", kind = "text" }
"เป้า" = { heading = "เป้า*" }
"รวม" = { heading = "รวม", value = "เดือน | ผลรวม" }
"เหลือ" = { heading = "เหลือ", value = "เป้า - รวม", override = true, code = "left-mismatch" }
[datasets."เกณฑ์"]
key = "ระดับ"
rows = [{ "ระดับ" = "A", "ร้อยละ" = 100 }, { "ระดับ" = "B", "ร้อยละ" = "75.5" }]
[datasets."เกณฑ์".columns]
"ระดับ" = { heading = "ระดับ", kind = "text" }
"ร้อยละ" = { heading = "ร้อยละ" }
[[annexes]]
name = "สรุป"
dataset = "ยอด"
title = "สรุป ปี {{ ปี }} ของ{{ ผู้รับ.อำเภอ }}"
slice = true
copies = "pages"
notes = ["ที่ {{ ที่ }} ลงนามโดย {{ ผู้ลงนาม.ชื่อ }}"]
closing = ["{{ คำลงท้าย }}"]
when = "ปี > 2560 and จังหวัด and เกณฑ์"
[[annexes]]
name = "แบบ"
form = "แบบสำรวจ"
title = "แบบสำรวจ"
xlsx = true
rows = 8
[[annexes]]
title = "เอกสารแนบต่างหาก"
copies = 2
"""


def load(tmp_path: Path, *changes: tuple[str, str]) -> None:
    """Load a folder whose letter.toml is TYPE with changes."""
    toml = TYPE
    for old, new in changes:
        assert old in toml
        toml = toml.replace(old, new, 1)
    shutil.copy(DOCX, tmp_path)
    (tmp_path / "letter.toml").write_text(toml, encoding="utf-8")
    load_letter_type(tmp_path)


def faults(tmp_path: Path, *changes: tuple[str, str]) -> dict[str, Finding]:
    """Return the findings of TYPE with faulty changes, by their place."""
    with pytest.raises(LetterTypeError) as caught:
        load(tmp_path, *changes)
    found = caught.value.findings
    return {finding.where.removeprefix("letter.toml "): finding for finding in found}


def test_all_is_known(tmp_path: Path) -> None:
    """Every kind of name that expressions and texts may use is known where it may stand."""
    load(tmp_path)


COLUMNS = "datasets.ยอด.columns"
ANNEX = "annexes ลำดับที่"


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        (("เป้า - รวม", "เป้า - ผลรวม"), f"{COLUMNS}.เหลือ.value", "“ผลรวม”"),
        (("เป้า - รวม", "เป้า - ปี"), f"{COLUMNS}.เหลือ.value", "“ปี”"),
        (
            ('"เป้า*" }', '"เป้า*", value = "รวม + เหลือ" }'),
            f"{COLUMNS}.เป้า.value",
            "เป้า → เหลือ → เป้า",
        ),
        (('"เป้า*" }', '"เป้า*", value = "เป้า" }'), f"{COLUMNS}.เป้า.value", "เป้า → เป้า"),
        (('"เป้า*" }', '"เป้า*", override = true }'), f"{COLUMNS}.เป้า.override", "เฉพาะช่องที่มีสูตร"),
        (('"เป้า*" }', '"เป้า*", code = "a-b" }'), f"{COLUMNS}.เป้า.code", "เฉพาะช่องที่มีสูตร"),
        (
            ('kind = "text" }', 'kind = "text", value = "1" }'),
            "datasets.ยอด.key",
            "คำนวณด้วย value ไม่ได้",
        ),
        (('"ร้อยละ" = 100', '"ร้อย" = 100'), "datasets.เกณฑ์.rows ลำดับที่ 1.ร้อย", "“ร้อย”"),
        (('"75.5"', '"มาก"'), "datasets.เกณฑ์.rows ลำดับที่ 2.ร้อยละ", "“มาก” ไม่ใช่ตัวเลข"),
        (('"ระดับ" = "B"', '"ระดับ" = " "'), "datasets.เกณฑ์.rows ลำดับที่ 2", "ไม่มีชื่อในช่อง “ระดับ”"),
        (('"ระดับ" = "B", ', ""), "datasets.เกณฑ์.rows ลำดับที่ 2", "ไม่มีชื่อในช่อง “ระดับ”"),
        (('key = "ระดับ"', 'key = "ระดับ"\nmonths_under = "*"'), "datasets.เกณฑ์.rows", "คอลัมน์เดือน"),
        (
            ('[recipients]\ndataset = "ยอด"', '[recipients]\ndataset = "ยอก"'),
            "recipients.dataset",
            "“ยอก”",
        ),
        (('dataset = "ยอด"\ntitle', 'dataset = "ยอก"\ntitle'), f"{ANNEX} 1.dataset", "“ยอก”"),
        (
            ('dataset = "ยอด"\ntitle', 'dataset = "ยอด"\npages = true\ntitle'),
            f"{ANNEX} 1",
            "dataset และ pages",
        ),
        (('form = "แบบสำรวจ"', 'form = "แบบสำรวจ"\npages = true'), f"{ANNEX} 2", "form และ pages"),
        (("copies = 2", 'copies = "pages"'), f"{ANNEX} 3.copies", "นับหน้าไม่ได้"),
        (("copies = 2", "xlsx = true"), f"{ANNEX} 3.xlsx", "แบบฟอร์มเปล่าเท่านั้น"),
        (("copies = 2", "rows = 5"), f"{ANNEX} 3.rows", "แบบฟอร์มเปล่าเท่านั้น"),
        (("copies = 2", "slice = true"), f"{ANNEX} 3.slice", "แถวของผู้รับ"),
        (('[recipients]\ndataset = "ยอด"\n', ""), f"{ANNEX} 1.slice", "[recipients]"),
        (('name = "แบบ"', 'name = "สรุป"'), f"{ANNEX} 2.name", "“สรุป” อยู่แล้ว"),
        (("ปี > 2560", "ปึ > 2560"), f"{ANNEX} 1.when", "“ปึ”"),
        (("{{ ปี }}", "{{ ปึ }}"), f"{ANNEX} 1.title", "“ปึ”"),
        (("{{ ที่ }}", "{{ ทื่ }}"), f"{ANNEX} 1.notes ลำดับที่ 1", "“ทื่”"),
        (("{{ คำลงท้าย }}", "{{ คำจบ }}"), f"{ANNEX} 1.closing ลำดับที่ 1", "“คำจบ”"),
        (("{{ คำลงท้าย }}", "{{ เดือน }}"), f"{ANNEX} 1.closing ลำดับที่ 1", "“เดือน”"),
    ],
)
def test_what_no_letter_can_be_made_from(
    tmp_path: Path, change: tuple[str, str], where: str, words: str
) -> None:
    """Names of nothing, settings without effect and circles are told with their place."""
    found = faults(tmp_path, change)
    assert [where] == list(found)
    assert words in found[where].message + found[where].hint


def test_form_fields_of_every_letter(tmp_path: Path) -> None:
    """Fields that every form has may be used in rules and examples, as the type's own."""
    examples = '[example]\n"ผู้ลงนาม" = "ก"\n"ประเภทผู้รับ" = ""\n"ปี" = "1"\n'
    field = 'kind = "integer"\nvalue = "1 if ผู้ลงนาม and ประเภทผู้รับ else 2"'
    load(tmp_path, ("[recipients]", f"{examples}[recipients]"), ('kind = "integer"', field))


@pytest.mark.parametrize(
    "toml",
    [
        'title = "ก"\nrecipients = 1\nannexes = [{ title = 1, notes = 2, when = 3, name = ["ก"] }]',
        'title = "ก"\n[datasets."ข"]\nkey = 1\nrows = [1, { "ก" = [1] }]\ncolumns = { "ก" = 1 }',
        'title = "ก"\n[datasets."ข"]\nkey = "ก"\nrows = {}\ncolumns = { "ก" = { value = 1 } }',
        'title = "ก"\n[[annexes]]\ntitle = "{{ ก"\nform = 1\ncopies = "หน้า"\nnotes = ["{{ ข | }}"]',
    ],
)
def test_anything_in_the_place_of_anything(tmp_path: Path, toml: str) -> None:
    """A value of the wrong shape is a finding, never a traceback."""
    assert faults(tmp_path, (TYPE, toml))
