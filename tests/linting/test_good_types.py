"""Good templates are passed in silence: those of the product, and what docxtpl documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from broken_types import PLACE, alone, edited, found, pasted, row_table, run, told, typed

from circulars.letter_types import letter_type_folders

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as DocumentType

# Constructs of docxtpl's documentation (docxtpl.readthedocs.io), with the names used there.
DOCUMENTED = {
    "values": ["{{ company_name }}", "{{ user.name }} {{ items[0] }}"],
    "paragraphs": ["{%p if display_paragraph %}", "One", "{%p endif %}"],
    "loop": ["{%p for item in items %}", "{{ item.name }}", "{%p endfor %}"],
    "inline": ["{% if a %}x{% elif b %}y{% else %}z{% endif %}"],
    "inline loop": ["{% for i in items %}{{ i }}{% if not loop.last %}, {% endif %}{% endfor %}"],
    "runs": ["{{r my_rich_text }}", "{%r if a %}b{%r endif %}"],
    "split text": ["My house is located {%- if living_in_town -%} in urban area", "{%- endif -%}"],
    "remarks": ["{#p this is a comment as a paragraph #}", "{# inline #}"],
    "set": ["{% set x = 1 %}{{ x }}", "{% set ns = namespace(a=0) %}{{ ns.a }}"],
    "filters": ["{{ name | upper | default('x') }}", "{{ names | join(', ') }}"],
    "braces": ["{_{ and }_} and {_% and %_}"],
    "macro": ["{% macro m(a, b='c') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}"],
}


@pytest.mark.parametrize("folder", letter_type_folders(), ids=lambda folder: folder.name)
def test_the_types_of_the_product_are_passed(folder: Path) -> None:
    """Nothing at all is found in any letter type that comes with the product."""
    assert [] == found(folder)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_documented_constructs_hold_no_letter_back(name: str, tmp_path: Path) -> None:
    """What docxtpl documents is no fault of the template, whatever fonts it is typed in."""
    path = alone(tmp_path, *DOCUMENTED[name])
    assert [] == [each for each in found(path) if each.level == "block"]


def test_documented_tables_hold_no_letter_back(tmp_path: Path) -> None:
    """Loops over rows and columns, merges and colours of cells are no fault."""
    rows = (
        ("{%tc for col in col_labels %}", "{{ col }}", "{%tc endfor %}"),
        ("{%tr for item in tbl_contents %}", "", ""),
        ("{{ item.label }}", "{% vm %}{{ item.a }}", "{% cellbg item.bg %}{{ item.b }}"),
        ("{%tr endfor %}", "", ""),
        ("{% hm %}{% colspan n %}{{ x }}", "{% if x %}a{% endif %}", ""),
    )
    path = alone(tmp_path, rows=rows)
    assert [] == [each for each in found(path) if each.level == "block"]


GOOD = {
    "a web address": "ที่ https://www.cdd.go.th/2568/5 หรือ a1@cdd.go.th",
    "a Latin code": "ระบบ Windows 11 และ ISO 9001",
    "Thai digits": "ภายใน ๑๕ วัน",
    "braces of other things": "{๑} [ก] {ก, ข} <ชื่อ> {_{ เรื่อง }_}",
    "sums of figures": "{{ (เลขที่ or 0) + 1 }} {% if เลขที่ > 3 %}ก{% endif %}",
    "texts joined": "{{ 'ก' + เรื่อง }} {{ เรื่อง ~ 1 }} {{ '-' * 3 }}",
    "a letter of a text": "{{ เรื่อง[0] }} {{ เรื่อง | first }}",
    "smart quotes that are mended": "{{ เรื่อง | default(“ก”) }}{{ เรื่อง | default(‘ก’) }}",
    "a list of lines": "{{ ที่ตั้ง | join(' ') }} {{ ผู้ลงนาม.ตำแหน่ง | first }}",
    "a cited letter": "{{ อ้างถึง[0].วันที่ | วันที่ไทย if อ้างถึง else '' }}",
    "a default for a part": "{{ ผู้ลงนาม.ชื่อเล่น | default('-') }}",
    "a part asked for": "{% if ผู้ลงนาม.ชื่อเล่น is defined %}ก{% endif %}",
    "a text as a figure": "{{ '1.04' | ทศนิยม | ปัดเศษ(1) }}",
    "days": "{{ วันที่ | วันสิ้นเดือน | วันทำการ | วันที่เต็ม }}",
    "months": "{% for เดือน in วันที่ | เดือนของไตรมาส %}{{ เดือน | ชื่อเดือน }}{% endfor %}",
    "quarter": "{{ (วันที่ | เดือนของปีงบประมาณ)[0] | วันที่ของเดือน(1) | วันที่ไทย }}",
    "a QR code": "{{r เรื่อง | คิวอาร์(2.5) }}",
    "a set name": "{% set x = เรื่อง %}{{ x | upper }}",
    "a with": "{% with x = ผู้ลงนาม %}{{ x.ชื่อ }}{% endwith %}",
    "a slash of a fraction": "หนังสือที่ พย ๐๐๑๙/ว ๒",
}


@pytest.mark.parametrize("name", GOOD)
def test_good_tags_and_text_are_passed(name: str, tmp_path: Path) -> None:
    """What the renderer prints, and what belongs into a letter, is passed in silence."""
    assert [] == told(edited(tmp_path, typed(GOOD[name])))


TORN = {
    "fonts": run("{{ เรื่") + run("อง }}", "<w:lang w:bidi='th-TH'/>"),
    "proofing": run("{{ ") + '<w:proofErr w:type="spellStart"/>' + run("เรื่อง }}"),
    "a link": '<w:hyperlink w:anchor="a">' + run("{{ เรื่อง") + "</w:hyperlink>" + run(" }}"),
    "a control": f"<w:sdt><w:sdtContent>{run('{{ เรื่')}</w:sdtContent></w:sdt>{run('อง }}')}",
}


@pytest.mark.parametrize("name", TORN)
def test_torn_tags_are_mended_in_silence(name: str, tmp_path: Path) -> None:
    """A tag that Word tore apart within its paragraph prints, and nothing is said of it."""
    style = '<w:pPr><w:pStyle w:val="{}"/></w:pPr>'

    def edit(document: DocumentType) -> None:
        there = document.paragraphs[PLACE - 1].style
        assert there is not None
        pasted(f"<w:p>{style.format(there.style_id)}{TORN[name]}</w:p>")(document)

    assert [] == told(edited(tmp_path, edit))


def test_rows_of_a_table_are_passed(tmp_path: Path) -> None:
    """A loop over rows in rows of its own is as it should be; digits in tables are left alone."""
    rows = row_table(("{%tr for x in อ้างถึง %}",), ("{{ x.ลำดับ }} 5",), ("{%tr endfor %}",))

    def edit(document: DocumentType) -> None:
        pasted(rows)(document)

    assert [] == told(edited(tmp_path, edit))


def test_a_template_alone_asks_for_its_fields(tmp_path: Path) -> None:
    """Of a bare file no name is unknown: each becomes a field, or is bound later."""
    path = alone(tmp_path, "{{ ผู้แทน }}{% for x in รายการ %}{{ x.ชื่อ }}{% endfor %}")
    assert [] == [each for each in found(path) if each.level == "block"]
