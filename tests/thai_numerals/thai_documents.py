"""Word documents made in different ways, each with something a converter can break."""

from __future__ import annotations

import io
import pathlib
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate
from lxml import etree

from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ROOT = pathlib.Path(__file__).parents[2]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPLIT = (
    "ปี 2", "5", "68 ที่ https://exam", "ple.go.th/25", "68 และวันที่ 1", "1 มีนา", "คม 25", "68",
)  # fmt: skip
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def saved(document: Any) -> bytes:
    """Return the bytes of a python-docx or docxtpl document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(parts: dict[str, str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a package of `parts` with fixed times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2025, 3, 11, 13, 55, 0)), text, how)
    return stream.getvalue()


def by_hand(
    body: str, extra: dict[str, str] | None = None, how: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a package written part by part; `extra` holds further parts by kind."""
    extra = extra or {}
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for kind in ("document.main", *extra)
    ).replace("/word/document.main.xml", "/word/document.xml")
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(extra, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{package}/relationships"><Relationship '
        f'Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{package}/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}'
        "<w:sectPr/></w:body></w:document>",
    }
    parts |= {f"word/{kind}.xml": XML + text for kind, text in extra.items()}
    return packed(parts, how)


def paragraphs() -> bytes:
    """Return plain paragraphs and a table, as python-docx makes them."""
    document = docx.Document()
    document.add_heading("สรุปผล ปีงบประมาณ พ.ศ. 2568", level=1)
    document.add_paragraph("ที่ กค 0402.5/ว 123 ลงวันที่ 11 มีนาคม 2568")
    document.add_paragraph("ดู https://example.go.th/2568/a1 หรือ saraban01@example.go.th แบบ OTOP68")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("ต.ค.-67", "พ.ย.-67", "38,188,250.00", "-31,537,887"),
        strict=True,
    ):
        cell.text = text
    return saved(document)


def split_runs() -> bytes:
    """Return a number, a web address and a date, each cut into several runs as Word does."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text in SPLIT:
        paragraph.add_run(text).bold = len(text) % 2 == 0
    return saved(document)


def headers_and_footers() -> bytes:
    """Return two sections with headers and footers of their own."""
    document = docx.Document()
    document.add_paragraph("หน้า 1")
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.header.is_linked_to_previous = False
    document.sections[0].header.paragraphs[0].text = "- 1 -"
    second.header.paragraphs[0].text = "- 2 -"
    second.footer.is_linked_to_previous = False
    second.footer.paragraphs[0].text = "/5. กรมการ..."
    return saved(document)


def fields() -> bytes:
    """Return page numbers, a reference and a link made as fields, simple and complex."""
    document = docx.Document()
    paragraph = document.add_paragraph("หน้า ")
    add_field(paragraph, "PAGE \\* MERGEFORMAT 12", "1")
    paragraph.add_run(" จาก 9 ")
    simple = '<w:fldSimple {} w:instr=" NUMPAGES 3 "><w:r><w:t>22</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(simple.format(nsdecls("w"))))
    add_field(document.add_paragraph("ดู "), 'HYPERLINK "https://example.go.th/1"', "ข้อ 7")
    return saved(document)


def add_field(paragraph: Any, code: str, result: str) -> None:
    """Append a complex field with its last result."""
    for kind in ("begin", "code", "separate", "result", "end"):
        run = paragraph.add_run(result if kind == "result" else "")
        if kind == "code":
            run._r.append(parse_xml(f"<w:instrText {nsdecls('w')}> {code} </w:instrText>"))
        elif kind != "result":
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))


def hyperlinks() -> bytes:
    """Return links whose target must stay, with text that is Thai and text that is an address."""
    document = docx.Document()
    paragraph = document.add_paragraph("ระบบ ")
    for address, text in (
        ("https://example.go.th/68", "ข้อ 12"),
        ("https://example.go.th/9", "example.go.th/9"),
    ):
        link = document.part.relate_to(address, f"{RELATION}/hyperlink", is_external=True)
        run = f'<w:r><w:t xml:space="preserve">{text} </w:t></w:r>'
        paragraph._p.append(
            parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}">{run}</w:hyperlink>')
        )
    return saved(document)


def footnotes() -> bytes:
    """Return a footnote and an endnote."""
    body = (
        '<w:p><w:r><w:t>ตามมติ 5 ข้อ</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    )
    extra = {f"{kind}notes": notes(f"{kind}note") for kind in ("foot", "end")}
    return by_hand(body, extra)


def notes(kind: str) -> str:
    """Return the part that holds the notes of one kind, with the separators Word wants."""
    marks = "".join(
        f'<w:{kind} w:type="{mark}" w:id="{n}"><w:p><w:r><w:{mark}/></w:r></w:p></w:{kind}>'
        for n, mark in enumerate(("separator", "continuationSeparator"))
    )
    note = "<w:p><w:r><w:t>มติเมื่อ 2 พฤษภาคม 2543</w:t></w:r></w:p>"
    body = f'{marks}<w:{kind} w:id="2">{note}</w:{kind}>'
    return f'<w:{kind}s xmlns:w="{W}">{body}</w:{kind}s>'


def character_references() -> bytes:
    """Return digits and signs written as references, in a package that is stored unpacked."""
    body = '<w:p><w:r><w:t xml:space="preserve"> &#50;5&#x36;8 &amp; &lt;4%&gt; </w:t></w:r></w:p>'
    return by_hand(body, how=zipfile.ZIP_STORED)


def other_prefix() -> bytes:
    """Return a document that names the namespace otherwise, with a comment and a line end."""
    with zipfile.ZipFile(io.BytesIO(by_hand("<w:p/>"))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    body = "<x:p><x:r><!-- 2568 --><x:t>ปี\r\n2568</x:t></x:r></x:p>"
    parts["word/document.xml"] = (
        f'{XML}<x:document xmlns:x="{W}"><x:body>{body}</x:body></x:document>'
    )
    return packed(parts)


def text_boxes() -> bytes:
    """Return a text box in the new form and, for old programs, once more in the old one."""
    box = "<w:txbxContent><w:p><w:r><w:t>กล่อง 12</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>'
        '<wp:docPr id="1" name="Text Box 1"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="914400" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr><wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:72pt;height:72pt">'
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    return by_hand(f"<w:p><w:r><w:t>นอก 3</w:t></w:r><w:r>{drawing}</w:r></w:p>")


def tracked_changes() -> bytes:
    """Return text inserted, deleted and moved with tracking on."""
    who = 'w:id="{}" w:author="ก" w:date="2025-03-11T13:55:00Z"'
    body = (
        f"<w:p><w:ins {who.format(1)}><w:r><w:t>เพิ่ม 5</w:t></w:r></w:ins>"
        f"<w:del {who.format(2)}><w:r><w:delText>ลบ 6</w:delText></w:r></w:del>"
        f"<w:moveFrom {who.format(3)}><w:r><w:t>ย้าย 7</w:t></w:r></w:moveFrom>"
        '<w:r><w:t xml:space="preserve"> คง 8</w:t></w:r></w:p>'
    )
    return by_hand(body)


def content_controls() -> bytes:
    """Return a date picker, and a control filled from data of the document."""
    body = (
        '<w:sdt><w:sdtPr><w:date w:fullDate="2025-03-11T00:00:00Z">'
        '<w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="th-TH"/></w:date></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>11 มีนาคม 2568</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{00000000-0000-0000-0000-'
        '000000000001}"/><w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>ผูก 99</w:t></w:r></w:p>'
        "</w:sdtContent></w:sdt>"
    )
    return by_hand(body)


def breaks_and_tabs() -> bytes:
    """Return digits on both sides of a tab and of a line break: no word reaches across."""
    body = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1440"/></w:tabs></w:pPr><w:r><w:t>A4</w:t>'
        "<w:tab/><w:t>5</w:t><w:br/><w:t>B</w:t><w:br/><w:t>6</w:t></w:r></w:p>"
    )
    return by_hand(body)


def formulas_and_lists() -> bytes:
    """Return a formula, which stays, and an automatic number, which Word makes."""
    document = docx.Document()
    document.add_paragraph("ข้อ 1", style="List Number")
    math = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>x=12</m:t></m:r></m:oMath>"
    )
    document.add_paragraph("สูตร 3 ")._p.append(parse_xml(math))
    return saved(document)


def nested_fields() -> bytes:
    """Return a field inside the code of another, and one over two paragraphs, as contents are."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = "<w:r><w:instrText>{}</w:instrText></w:r>".format
    text = "<w:r><w:t>{}</w:t></w:r>".format
    inner = mark("begin") + code("HYPERLINK") + mark("separate") + text("7") + mark("end")
    outer = mark("begin") + code("IF ") + inner + mark("separate") + text("8") + mark("end")
    contents = mark("begin") + code("TOC") + mark("separate") + text("บท 1")
    rest = text("บท 2") + mark("end") + text("ข้อ 3")
    return by_hand(f"<w:p>{outer}{text('ข้อ 5')}</w:p><w:p>{contents}</w:p><w:p>{rest}</w:p>")


def comments() -> bytes:
    """Return a comment with a number, which is no text of the letter."""
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>ข้อ 5</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comment = '<w:comment w:id="0" w:author="ก"><w:p><w:r><w:t>แก้ 6</w:t></w:r></w:p></w:comment>'
    return by_hand(body, {"comments": f'<w:comments xmlns:w="{W}">{comment}</w:comments>'})


def rendered() -> bytes:
    """Return what docxtpl makes of a template."""
    document = docx.Document()
    document.add_paragraph("ที่ {{ ที่ }} วันที่ {{ วันที่ }}")
    template = DocxTemplate(io.BytesIO(saved(document)))
    template.render({"ที่": "พย 0019.2/ว 1175", "วันที่": "11 มีนาคม 2568"}, autoescape=True)
    return saved(template)


def latin_fonts() -> bytes:
    """Return runs with every property of a Thai run, which must stay."""
    document = docx.Document()
    run = document.add_paragraph().add_run("๑๑ มีนาคม 2568")
    run.font.name = "TH SarabunPSK"
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), "TH SarabunPSK")
    properties.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="32"/>'))
    return saved(document)


MAKERS: tuple[Callable[[], bytes], ...] = (
    paragraphs, split_runs, headers_and_footers, fields, hyperlinks, footnotes,
    character_references, other_prefix, text_boxes, tracked_changes, content_controls,
    breaks_and_tabs, formulas_and_lists, nested_fields, comments, rendered, latin_fonts,
)  # fmt: skip

# Sources that LibreOffice turns into Word documents of its own kind.
WRITER_SOURCES = {
    "libreoffice-html.html": "<html><meta charset='utf-8'><body><h1>ข้อ 1</h1><p>ปี 2568 "
    "<a href='https://example.go.th/5'>ข้อ 5</a></p><table border=1><tr><td>ต.ค.-67</td>"
    "<td>12.50</td></tr></table><ol><li>ก 1</li></ol></body></html>",
    "libreoffice-notes.fodt": '<?xml version="1.0" encoding="UTF-8"?><office:document '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
    "<text:p>ตามมติ 5<text:note text:note-class='footnote'><text:note-citation>1"
    "</text:note-citation><text:note-body><text:p>มติเมื่อ 2 พฤษภาคม 2543</text:p>"
    "</text:note-body></text:note> หน้า <text:page-number>1</text:page-number></text:p>"
    "</office:text></office:body></office:document>",
}


def own_templates() -> list[Path]:
    """Return the templates of this project's letters."""
    return sorted(ROOT.glob("templates/*/letter.docx"))


def parts_of(source: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packing(source: bytes) -> list[tuple[object, ...]]:
    """Return what a package says of its parts besides what they hold."""
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        return [
            (m.filename, m.date_time, m.compress_type, m.external_attr, m.extra, m.comment)
            for m in package.infolist()
        ]


def skeleton(part: bytes) -> list[tuple[object, ...]]:
    """Return every element of a part with its attributes, and its text in Arabic digits."""
    return [
        (
            node.tag,
            sorted(node.attrib.items()),
            to_arabic_digits(node.text or "") if node.tag == f"{{{W}}}t" else node.text,
            node.tail,
        )
        for node in etree.fromstring(part).iter()
    ]


def text_of(source: bytes, part: str = "word/document.xml") -> str:
    """Return the text of all paragraphs of a part."""
    root = etree.fromstring(parts_of(source)[part])
    return "".join(node.text or "" for node in root.iter(f"{{{W}}}t"))


def changed_parts(before: bytes, after: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts that differ, old and new."""
    old, new = parts_of(before), parts_of(after)
    for name, part in old.items():
        if part != new[name]:
            yield part, new[name]
