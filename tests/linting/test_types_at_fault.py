"""Faults of a letter type as a whole: letter.toml, and what fits the template in it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from broken_types import PLACE, THERE, edited, found, told, typed
from support import TEMPLATES

from circulars.linting import lint
from circulars.model.findings import Level

if TYPE_CHECKING:
    from pathlib import Path

FIELD = '\n[fields."วันส่ง"]\nlabel = "วันส่ง"\n{}\n'
OF_FIELD = "letter.toml fields.วันส่ง"


def with_field(folder: Path, lines: str, tag: str = "{{ วันส่ง }}") -> list[tuple[str, str, str]]:
    """Return what is told of a type with one more field, printed by `tag`."""
    return told(edited(folder, typed(tag), toml=lambda toml: toml + FIELD.format(lines)))


def test_a_field_that_nothing_uses(tmp_path: Path) -> None:
    """A field is told that no tag prints and no formula uses."""
    assert [("warn", "letter-type-unused", OF_FIELD)] == with_field(tmp_path, 'kind = "text"', "ก")


USED = {
    "by a tag": "{{ วันส่ง }}",
    "by a condition": "{% if วันส่ง %}ก{% endif %}",
    "inside a tag that is at fault": "{{ วันส่ง | }}",
    "inside a torn tag": "{{ วันส่ง",
}


@pytest.mark.parametrize("name", USED)
def test_a_field_that_is_used(name: str, tmp_path: Path) -> None:
    """A field counts as used wherever a tag names it, read or not."""
    codes = [code for _, code, _ in with_field(tmp_path, 'kind = "text"', USED[name])]
    assert "letter-type-unused" not in codes


def test_a_field_of_a_formula(tmp_path: Path) -> None:
    """A field that another one is derived from is used."""
    other = '\n[fields."ปีส่ง"]\nlabel = "ปี"\nkind = "integer"\nvalue = "วันส่ง | ปีงบประมาณ"\n'
    assert [] == with_field(tmp_path, 'kind = "date"' + other, "{{ ปีส่ง }}")


def test_a_table_that_nothing_uses(tmp_path: Path) -> None:
    """A table is told that no tag, formula or attachment uses."""
    table = (
        '\n[datasets."ยอด"]\nkey = "อำเภอ"\n[datasets."ยอด".columns]\n'
        '"อำเภอ" = { heading = "อำเภอ", kind = "text" }\n'
    )
    path = edited(tmp_path, toml=lambda toml: toml + table)
    assert [("warn", "letter-type-unused", "letter.toml datasets.ยอด")] == told(path)


SOURCES = {
    "a day from a text": ('kind = "date"\nvalue = "เรื่อง"', 1),
    "a number from a day": ('kind = "integer"\nvalue = "วันที่"', 1),
    "a text from a list": ('kind = "text"\nvalue = "ที่ตั้ง"', 1),
    "a text that is no choice": (
        'kind = "choice"\nchoices = ["ด่วน", "ปกติ"]\nvalue = \'"ด่วนน"\'',
        1,
    ),
    "a day": ('kind = "date"\nvalue = "วันที่ | วันสิ้นเดือน"', 0),
    "a month from a day": ('kind = "month"\nvalue = "วันที่"', 0),
    "a text from a number": ('kind = "text"\nvalue = "วันที่ | ปีงบประมาณ"', 0),
    "one or the other": ('kind = "text"\nvalue = "เรื่อง if เรื่อง else none"', 0),
    "a choice": ('kind = "choice"\nchoices = ["ด่วน", "ปกติ"]\nvalue = \'"ด่วน"\'', 0),
    "nothing: it is asked for": ('kind = "date"', 0),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_required_field_without_source(name: str, tmp_path: Path) -> None:
    """A field whose formula can never give what it holds has no source."""
    lines, count = SOURCES[name]
    where = f"{OF_FIELD}.value"
    assert [("block", "letter-type", where)] * count == with_field(tmp_path, lines)


def test_months_of_a_table_without_months(tmp_path: Path) -> None:
    """A formula that asks a table without month columns for its next month is told."""
    path = edited(
        tmp_path, base="sales_followup", toml=lambda toml: re.sub("months_under = .*", "", toml)
    )
    assert ("block", "letter-type", "letter.toml fields.เดือนรายงาน.value") in told(path)


def test_parts_in_the_texts_of_attachments(tmp_path: Path) -> None:
    """A title asks for a part that its value does not have."""
    annex = '\n[[annexes]]\ntitle = "บัญชี {{ ผู้ลงนาม.ชือ }}"\n'
    faults = found(edited(tmp_path, toml=lambda toml: toml + annex, base="memo"))
    assert ["letter.toml annexes ลำดับที่ 1.title"] == [fault.where for fault in faults]
    assert "ชื่อที่ใกล้เคียงคือ “ชื่อ”" == faults[0].hint


def test_columns_and_parts_of_tables(tmp_path: Path) -> None:
    """Parts and columns of a table are known to the tags: แถวรวมม is none, nor is รวน."""
    tags = ("{{ ยอดจำหน่าย.แถวรวมม.รวม }}", "{{ ยอดจำหน่าย.แถวรวม.รวน }}", "{{ ผู้รับ.อำเพอ }}")
    faults = found(edited(tmp_path, typed(*tags), base="otop_district_sales"))
    assert [
        (f"letter.docx ย่อหน้าที่ {PLACE + number}", f"ชื่อที่ใกล้เคียงคือ “{near}”")
        for number, near in enumerate(("แถวรวม", "รวม", "อำเภอ"))
    ] == [(fault.where, fault.hint) for fault in faults]


def test_a_filter_of_letter_toml(tmp_path: Path) -> None:
    """A filter that is misspelt in letter.toml is told with the nearest one."""
    lines = 'kind = "date"\nvalue = "วันที่ | วันสิ้นเดือด"'
    path = edited(tmp_path, typed("{{ วันส่ง }}"), toml=lambda toml: toml + FIELD.format(lines))
    faults = [(fault.where, fault.hint) for fault in found(path)]
    assert [(f"{OF_FIELD}.value", "ชื่อที่ใกล้เคียงคือ “วันสิ้นเดือน”")] == faults


def test_the_day_and_number_of_every_form(tmp_path: Path) -> None:
    """A type of letter.docx alone asks for day and number, which are no texts."""
    path = edited(tmp_path, typed("{{ วันที่ | วันที่ไทย }} {{ เลขที่ + 1 }}"))
    (path / "letter.toml").unlink()
    assert [] == [fault.message for fault in found(path) if fault.where == THERE]


def test_letter_toml_that_is_no_toml(tmp_path: Path) -> None:
    """What cannot be read is told with its line; no name of the template is held against it."""
    path = edited(tmp_path, typed("{{ เรือง }} {{ ก"), toml=lambda toml: f"{toml}\n[x")
    assert {"letter-type", "template-tag-unclosed"} == {code for _, code, _ in told(path)}


@pytest.mark.parametrize(
    "lines",
    ["fields = 1", "fields.a = 1", "annexes = [1]", "recipients.dataset = [1]", "digits = []"],
)
def test_letter_toml_with_anything_in_it(lines: str, tmp_path: Path) -> None:
    """Whatever stands in letter.toml is told as a fault of it, without a crash."""
    path = edited(tmp_path, toml=lambda _: f'title = "ก"\n{lines}\n')
    assert ("block", "letter-type") in {each[:2] for each in told(path)}


def test_pages_that_the_template_does_not_have(tmp_path: Path) -> None:
    """An annex that should be written in letter.docx and is not is told."""
    annex = '\n[[annexes]]\ntitle = "แบบ"\npages = true\n'
    path = edited(tmp_path, toml=lambda toml: toml + annex)
    assert [("block", "template-sections", "letter.docx")] == told(path)


def test_a_type_by_name_folder_or_template(tmp_path: Path) -> None:
    """A type is found by its name, its folder and its letter.docx."""
    shutil.copytree(TEMPLATES / "memo", tmp_path / "memo")
    for name in ("memo", tmp_path / "memo", tmp_path / "memo" / "letter.docx"):
        linted = lint(name)
        assert () == linted.findings
        assert linted.template is not None
        assert "letter.docx" == linted.template.name


def test_nothing_of_that_name() -> None:
    """A name of no type is told with the nearest one."""
    assert ["ชื่อที่ใกล้เคียงคือ memo"] == [fault.hint for fault in lint("memoo").findings]


def test_levels_of_the_office(tmp_path: Path) -> None:
    """An office weighs what it likes otherwise, and switches off what it does not want."""
    path = edited(tmp_path, typed("ภายใน 15 วัน", "- ๒ -"))
    levels = {"mixed-digits": Level.BLOCK, "template-page-number": None}
    found_there = lint(path, levels=levels).findings
    assert [("block", "mixed-digits")] == [(each.level, each.code) for each in found_there]


def test_the_order_of_findings(tmp_path: Path) -> None:
    """The weightiest come first; of one weight those of letter.toml, then as they stand."""
    path = edited(tmp_path, typed("ภายใน 15 วัน", "{{ ก }}", "{{ ข }}"), toml=None)
    places = [where for _, _, where in told(path)]
    rows = [f"letter.docx ย่อหน้าที่ {PLACE + number}" for number in (1, 2, 0)]
    assert rows == places
