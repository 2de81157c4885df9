"""Faults of a template: each at its place, all in one pass, and none where there is none."""

from __future__ import annotations

import pytest
from render_documents import letter, package, paragraph, places, printed, refused, story, table

from circulars import Template
from circulars.letter_types import letter_type_folders

FIRST = "letter.docx ย่อหน้าที่ 1"
FAULTS = {
    "unclosed braces": ("{{ ก", "template-tag-unclosed"),
    "half-closed braces": ("{{ ก }", "template-tag-unclosed"),
    "unopened braces": ("ก }}", "template-tag-unclosed"),
    "unclosed statement": ("{% if ก", "template-tag-unclosed"),
    "unclosed remark": ("{# ก", "template-tag-unclosed"),
    "unclosed block": ("{% if ก %}", "template-block-unclosed"),
    "unclosed loop": ("{%p for ก in ข %}", "template-block-unclosed"),
    "unclosed set": ("{% set ก %}ข", "template-block-unclosed"),
    "lonely end": ("{% endif %}", "template-block-crossed"),
    "lonely else": ("{% else %}", "template-block-crossed"),
    "lonely elif": ("{% elif ก %}", "template-block-crossed"),
    "else of a macro": ("{% macro m() %}{% else %}{% endmacro %}", "template-block-crossed"),
    "unknown filter": ("{{ ก | วันทีไทย }}", "template-unknown-filter"),
    "unknown filter in if": ("{% if ก | วันทีไทย %}{% endif %}", "template-unknown-filter"),
    "unknown filter in else": ("{{ 1 if ก else (ก | วันทีไทย) }}", "template-unknown-filter"),
    "unknown test": ("{% if ก is ดี %}{% endif %}", "template-syntax"),
    "unknown statement": ("{% ถ้า ก %}", "template-syntax"),
    "two names": ("{{ ก ข }}", "template-syntax"),
    "open bracket": ("{{ (ก }}", "template-syntax"),
    "open quote": ("{{ 'ก }}", "template-syntax"),
    "nothing": ("{{ }}", "template-syntax"),
    "assignment": ("{{ ก = 1 }}", "template-syntax"),
    "for without in": ("{% for ก ข %}{% endfor %}", "template-syntax"),
    "text beside p": ("ข้อความ {%p if ก %}", "template-text-lost"),
    "value beside p": ("{%p if ก %}{{ ก }}", "template-text-lost"),
    "percent in p": ("{%p if ก % 2 %}", "template-syntax"),
    "raw": ("{% raw %}{{ ก }}{% endraw %}", "template-syntax"),
    "loop variable": ("{% for loop in ก %}{% endfor %}", "template-syntax"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_at_its_place(name: str) -> None:
    """Each kind of fault has its code, its paragraph, and a way out in Thai."""
    text, code = FAULTS[name]
    found = refused(letter("ดี {{ ดี }}", text, "ดี {{ ดี }}"))
    assert (code, "letter.docx ย่อหน้าที่ 2") in places(found)
    assert {"letter.docx ย่อหน้าที่ 2"} == {finding.where for finding in found}
    assert all("ก" <= finding.hint[0] <= "๙" for finding in found)


def test_all_faults_in_one_pass() -> None:
    """Faults in body, tables and headers are one error."""
    template = letter("{{ ก | ไม่มี }}", "{{ ข", "{% for x in ค %}", "{{ ง + }}")
    assert [
        ("template-tag-unclosed", "letter.docx ย่อหน้าที่ 2"),
        ("template-unknown-filter", FIRST),
        ("template-syntax", "letter.docx ย่อหน้าที่ 4"),
        ("template-block-unclosed", "letter.docx ย่อหน้าที่ 3"),
    ] == places(refused(template))


def test_crossed_blocks() -> None:
    """A closing tag that does not fit names the tag that is open."""
    found = refused(letter("{% if ก %}", "{% for ข in ค %}", "{% endif %}", "{% endfor %}"))
    assert ("template-block-crossed", "letter.docx ย่อหน้าที่ 3") in places(found)
    assert "{% for ข in ค %}" in found[0].message


def test_text_in_the_row_of_a_row_tag() -> None:
    """A ``{%tr %}`` in a row with other text would delete that text."""
    body = table(("{%tr for ก in xs %}", "{{ ก }}"), ("{%tr endfor %}", ""))
    found = refused(package(body))
    assert [("template-text-lost", "letter.docx ตารางที่ 1 แถวที่ 1")] == places(found)
    assert "{{ ก }}" in found[0].message


def test_two_row_tags_in_one_row() -> None:
    """Of two ``{%tr %}`` in one row only one would work."""
    body = table(("{%tr for ก in xs %}", "{{ ก }}", "{%tr endfor %}"))
    assert {"template-text-lost"} <= {finding.code for finding in refused(package(body))}


def test_faults_in_nested_tables() -> None:
    """A table within a table counts as the next one, its rows from one."""
    inner = table(("ก",), ("{{ ข + }}",))
    outer = (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{inner}{paragraph('ค')}</w:tc></w:tr></w:tbl>"
    )
    after = table(("{{ ง + }}",))
    assert ["letter.docx ตารางที่ 2 แถวที่ 2", "letter.docx ตารางที่ 3 แถวที่ 1"] == [
        finding.where for finding in refused(package(outer + paragraph("จ") + after))
    ]


def test_rows_in_content_controls() -> None:
    """A row that Word keeps in a content control is a row of its table."""
    row = f"<w:tr><w:tc>{paragraph('{{ ก + }}')}</w:tc></w:tr>"
    body = (
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        f"<w:tr><w:tc>{paragraph('ข')}</w:tc></w:tr>"
        f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
    )
    assert [("template-syntax", "letter.docx ตารางที่ 1 แถวที่ 2")] == places(refused(package(body)))


def test_the_copy_for_older_readers_is_not_a_second_place() -> None:
    """A text box, which Word keeps twice, is reported once and counted once."""
    inside = f"<w:txbxContent>{paragraph('{{ ก + }}')}</w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = (
        f'<w:r><mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice Requires="wps">{inside}'
        f"</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = refused(package(paragraph(box) + paragraph("{{ ข + }}")))
    assert ["letter.docx ย่อหน้าที่ 2", "letter.docx ย่อหน้าที่ 3"] == [f.where for f in found]


def test_faults_in_a_footnote() -> None:
    """A footnote is named as one."""
    notes = {
        "footnotes": story("footnotes", "<w:footnote>", paragraph("{{ ก + }}"), "</w:footnote>")
    }
    found = refused(package(paragraph("ข"), notes))
    assert [("template-syntax", "letter.docx เชิงอรรถ ย่อหน้าที่ 1")] == places(found)


GOOD = [
    ["{% if(ก) %}", "{%endif%}"],
    ["{%if ก%}{%elif ข%}{%else%}{%endif%}"],
    ["{% for ก in ข if ก %}{{ ก }}{% else %}ว่าง{% endfor %}"],
    ["{% set ก = 1 %}{% set ข %}ค{% endset %}"],
    ["{% set ก, ข = 1, 2 %}{{ ก + ข }}"],
    ["{% set ns = namespace(จำนวน=0) %}{% set ns.จำนวน = ns.จำนวน + 1 %}{{ ns.จำนวน }}"],
    ["{% macro m(ก, ข='ค') %}{{ ก }}{{ ข }}{% endmacro %}{{ m(1, ข=2) }}{{ m(ก='x') }}"],
    ["{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}ก{% endcall %}"],
    ["{% with ก = 1 %}{{ ก }}{% endwith %}"],
    ["{%p if ก %}", "ข", "{%p else %}", "ค", "{%p endif %}"],
    ["{#p หมายเหตุ {{ ไม่มี | ไม่มี }} #}", "{# if #}"],
    ["{ ก } {1} }{ % #"],
    ["ราคา 5% และ {ก}"],
    ["{{ 'ก' if ข else 'ค' }} {{ ข and ค or not ก }} {{ ก is not none }}"],
    ["{{ [1, 2, 3][0:2] | join(', ') }} {{ {'ก': 1}['ก'] }} {{ (1, 2) | first }}"],
    ["{{ xs | map(attribute='a') | join }} {{ xs | selectattr('a') | list | length }}"],
    ["{{ xs | batch(2) | list | length }} {{ xs | groupby('a') | length }}"],
    ["{{ '%' }} {{ 'ก' ~ 1 ~ ค }} {{ 7 // 2 }} {{ 7 % 2 }} {{ 2 ** 3 }} {{ -7 | abs }}"],
]


@pytest.mark.parametrize("paragraphs", GOOD, ids=lambda paragraphs: str(paragraphs[0]))
def test_good_templates_have_no_fault(paragraphs: list[str]) -> None:
    """What Jinja and docxtpl understand is not refused."""
    printed(letter(*paragraphs), ก=1, ข=[1], ค="ค", xs=[{"a": 1}])


@pytest.mark.parametrize("folder", letter_type_folders(), ids=lambda folder: folder.name)
def test_the_templates_of_the_product_have_no_fault(folder: object) -> None:
    """Every template that comes with the product compiles."""
    assert Template(f"{folder}/letter.docx").names


def test_places_in_a_templates_own_footer() -> None:
    """What the renderer adds to a footer is not counted among the editor's paragraphs."""
    footer = {"footer1": story("ftr", paragraph("ก"), paragraph("{{ ข + }}"))}
    section = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    found = refused(package(paragraph("ค") + section, footer))
    assert [("template-syntax", "letter.docx ท้ายกระดาษ ย่อหน้าที่ 2")] == places(found)
