"""Tags as Word tears them apart: between runs, marks, fonts and quotes."""

from __future__ import annotations

import re

import pytest
from render_documents import cells, letter, package, paragraph, part, printed, run, story, table

from circulars import Template

BOLD = "<w:b/><w:bCs/>"
THAI = '<w:rFonts w:hint="cs"/><w:cs/>'
PROOF = '<w:proofErr w:type="spellStart"/>'
PROOF_END = '<w:proofErr w:type="spellEnd"/>'
MARK = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
SPLITS = {
    "between the braces": [run("{"), run("{ ชื่อ }"), run("}")],
    "each brace alone": [run("{"), run("{"), run(" ชื่อ "), run("}"), run("}")],
    "bold name": [run("{{ "), run("ชื่อ", BOLD), run(" }}")],
    "bold half of the name": [run("{{ ชื่", BOLD), run("อ }}")],
    "Thai font switch": [run("{{ ", '<w:rFonts w:hint="default"/>'), run("ชื่อ", THAI), run(" }}")],
    "proofing marks": [run("{{ "), PROOF, run("ชื่อ"), PROOF_END, run(" }}")],
    "proofing inside braces": [run("{"), PROOF, run("{ ชื่อ }"), PROOF_END, run("}")],
    "bookmark": [run("{{ ชื่"), MARK, run("อ }}")],
    "revision numbers": [
        '<w:r w:rsidR="00A1"><w:t>{{</w:t></w:r>',
        '<w:r w:rsidR="00A2"><w:t xml:space="preserve"> ชื่อ </w:t></w:r>',
        '<w:r w:rsidR="00A3"><w:t>}}</w:t></w:r>',
    ],
    "language marks": [
        run("{{ ", '<w:lang w:bidi="th-TH"/>'),
        run("ชื่อ }}", '<w:lang w:val="en-US"/>'),
    ],
    "page break rendered": [
        run("{{ "),
        "<w:r><w:lastRenderedPageBreak/><w:t>ชื่อ</w:t></w:r>",
        run(" }}"),
    ],
    "no blanks": [run("{{"), run("ชื่อ"), run("}}")],
    "in a link": ['<w:hyperlink w:anchor="a">', run("{{ "), run("ชื่อ }}"), "</w:hyperlink>"],
    "link around half": [
        run("{{ "),
        '<w:hyperlink w:anchor="a">',
        run("ชื่อ"),
        "</w:hyperlink>",
        run(" }}"),
    ],
    "inserted text": ['<w:ins w:id="1" w:author="ก">', run("{{ ชื่อ"), "</w:ins>", run(" }}")],
    "content control": [
        "<w:sdt><w:sdtContent>",
        run("{{ ชื่"),
        "</w:sdtContent></w:sdt>",
        run("อ }}"),
    ],
    "smart tag": ['<w:smartTag w:element="a">', run("{{ "), run("ชื่อ"), "</w:smartTag>", run(" }}")],
    "empty runs": [run("{{ "), run(""), "<w:r/>", run("ชื่อ"), run(""), run(" }}")],
    "line break inside": ["<w:r><w:t>{{ </w:t><w:br/><w:t>ชื่อ }}</w:t></w:r>"],
    "tab inside": ["<w:r><w:t>{{</w:t><w:tab/><w:t>ชื่อ }}</w:t></w:r>"],
    "every character": [run(char) for char in "{{ ชื่อ }}"],
    "comment range": [
        '<w:commentRangeStart w:id="0"/>',
        run("{{ ชื่"),
        '<w:commentRangeEnd w:id="0"/>',
        run("อ }}"),
    ],
    "empty texts": [run("{{ "), "<w:r><w:t/></w:r>", "<w:r/>", run("ชื่อ"), run(""), run(" }}")],
    "deleted half": [
        run("{{ "),
        '<w:del w:id="1" w:author="ก"><w:r><w:delText>{{ เก่า</w:delText></w:r></w:del>',
        run("ชื่อ }}"),
    ],
    "no-break space": [run("{{\N{NO-BREAK SPACE}ชื่อ\N{NO-BREAK SPACE}}}")],
}


@pytest.mark.parametrize("name", SPLITS)
def test_a_torn_tag_is_one_tag(name: str) -> None:
    """However Word tears a tag apart, it prints its value and the text around it stays."""
    body = f"<w:p>{run('ก ')}{''.join(SPLITS[name])}{run(' ข')}</w:p>"
    docx = Template(package(body)).render({"ชื่อ": "สมชาติ <&>"})
    text = "".join(re.findall("<w:t[ >][^<]*|<w:t>[^<]*", part(docx, "word/document.xml")))
    assert "ก สมชาติ &lt;&amp;&gt; ข" == re.sub("<[^>]*>", "", text)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ก | default(“ข”) }}",
        "{{ ก | default(‘ข’) }}",
        "{{ ก | default('ข') }}",
        "{% if ก &lt; 3 and ก &gt; 1 %}๒{% endif %}",
        "{%if ก==2%}๒{%endif%}",
        "{% if(ก) %}๒{% endif %}",
        "{{- ก -}}",
    ],
)
def test_what_word_makes_of_signs(tag: str) -> None:
    """Smart quotes and angles in a tag are what was typed."""
    assert "๒" == printed(package(paragraph(tag)), ก=2)[0]


def test_an_ampersand_in_a_tag() -> None:
    """A text in a tag may hold an ampersand."""
    assert "A & B" == printed(package(paragraph("{{ 'A &amp; B' }}")))[0]


def test_rows_of_a_table() -> None:
    """``{%tr %}`` rows repeat what stands between them, in loops within loops and conditions."""
    body = table(
        ("หัว", "{{ ชื่อ }}"),
        ("{%tr for อำเภอ in อำเภอทั้งหมด %}", ""),
        ("{{ loop.index }}", "{{ อำเภอ.ชื่อ }}"),
        ("{%tr for ร้าน in อำเภอ.ร้าน %}", ""),
        ("{%tr if ร้าน != 'ปิด' %}", ""),
        ("-", "{{ ร้าน }}"),
        ("{%tr endif %}", ""),
        ("{%tr endfor %}", ""),
        ("{%tr endfor %}", ""),
        ("ท้าย", ""),
    )
    data = [{"ชื่อ": "เมือง", "ร้าน": ["ก", "ปิด"]}, {"ชื่อ": "จุน", "ร้าน": []}]
    docx = Template(package(body)).render({"ชื่อ": "ข", "อำเภอทั้งหมด": data})
    assert [["หัว", "ข"], ["๑", "เมือง"], ["-", "ก"], ["๒", "จุน"], ["ท้าย", ""]] == cells(docx)


def test_columns_of_a_table() -> None:
    """``{%tc %}`` cells repeat the cell between them."""
    body = table(("{%tc for ค in เดือน %}", "{{ ค }}", "{%tc endfor %}"))
    assert [["ม.ค.", "ก.พ."]] == cells(Template(package(body)).render({"เดือน": ["ม.ค.", "ก.พ."]}))


def test_merged_cells_of_a_loop() -> None:
    """``{% vm %}`` and ``{% hm %}`` merge the copies of their cell."""
    body = table(("{%tr for ค in xs %}",), ("{% vm %}{{ ค }}",), ("{%tr endfor %}",))
    docx = Template(package(body)).render({"xs": [1, 2]})
    assert [["๑"], ["๑"]] == cells(docx)


def test_paragraphs() -> None:
    """``{%p %}`` paragraphs come and go with what stands between them."""
    inner = ("{{ ก }}", "{%p if ก > 1 %}", "ใหญ่", "{%p endif %}")
    template = letter("{%p for ก in xs %}", *inner, "{%p endfor %}")
    assert ["๑", "๒", "ใหญ่"] == [line for line in printed(template, xs=[1, 2]) if line]


def test_remarks_vanish() -> None:
    """``{# … #}`` and ``{#p … #}`` print nothing, whatever is in them."""
    assert ["กข"] == printed(letter("ก{# {{ ไม่มี }} #}ข", "{#p หมายเหตุ #}"))


def test_paragraphs_joined() -> None:
    """``{%- … -%}`` joins the paragraphs around it."""
    template = letter("ก", "{%- if x -%}", "ข", "{%- endif -%}", "ค")
    assert ["กขค"] == printed(template, x=True)


def test_stories_beside_the_body() -> None:
    """Tags in a text box are printed once in each copy that Word keeps."""
    inside = f"<w:txbxContent>{paragraph('{{ ก }}')}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    body = paragraph("{{ ก }}", box) + paragraph("{{ ก }}")
    docx = Template(package(body)).render({"ก": "หนึ่ง"})
    assert 4 == part(docx, "word/document.xml").count("หนึ่ง")


def test_footnotes() -> None:
    """Footnotes and endnotes are printed as the body is."""
    notes = {
        f"{kind}s": story(f"{kind}s", f'<w:{kind} w:id="1">{paragraph("{{ ก }}")}</w:{kind}>')
        for kind in ("footnote", "endnote")
    }
    docx = Template(package(paragraph("ข"), notes)).render({"ก": "1 & 2"})
    assert "๑ &amp; ๒" in part(docx, "word/footnotes.xml")
    assert "๑ &amp; ๒" in part(docx, "word/endnotes.xml")
