"""Faults of the document around the tags: fonts, pages, digits, and what was left in the file."""

from __future__ import annotations

import re
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
    run,
    told,
    typed,
    with_member,
)
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document as DocumentType
    from docx.text.run import Run

FONT, SCRIPT = "template-font", "template-font-script"


def with_run(change: Callable[[Run], object]) -> Callable[[DocumentType], object]:
    """Return the edit that types a Thai word and changes how it looks."""
    return lambda document: change(before(document, "ทดสอบ")[0].runs[0])


def fonts(**names: str) -> Callable[[Run], object]:
    """Return the change that gives a run the fonts `names`: ascii, hAnsi, cs."""

    def change(word: Run) -> None:
        properties = word._r.get_or_add_rPr()
        properties.get_or_add_rFonts().attrib.update({qn(f"w:{key}"): names[key] for key in names})

    return change


LOOKS = {
    "Thai font of the house": (fonts(cs="Cordia New"), SCRIPT, "Cordia New"),
    "both fonts": (fonts(ascii="Cordia New", hAnsi="Cordia New", cs="Cordia New"), FONT, "Cordia"),
    "size of Latin letters alone": (lambda word: setattr(word.font, "size", Pt(20)), SCRIPT, "20"),
    "bold of Latin letters alone": (lambda word: setattr(word, "bold", True), SCRIPT, "ตัวหนา"),
    "italic of Latin letters alone": (lambda word: setattr(word, "italic", True), SCRIPT, "เอียง"),
    "hidden": (lambda word: setattr(word.font, "hidden", True), "template-hidden-text", "ทดสอบ"),
}


@pytest.mark.parametrize("name", LOOKS)
def test_how_a_run_looks(name: str, tmp_path: Path) -> None:
    """Thai text whose font, size or weight is set for Latin letters alone is told, at its place."""
    change, code, said = LOOKS[name]
    faults = found(edited(tmp_path, with_run(change)))
    assert [("warn", code, THERE)] == [(each.level, each.code, each.where) for each in faults]
    assert said in faults[0].message


def test_a_font_of_latin_letters(tmp_path: Path) -> None:
    """Latin letters and Arabic digits in another font are told, Thai ones beside them not."""

    def edit(document: DocumentType) -> None:
        fonts(ascii="Calibri", hAnsi="Calibri")(before(document, "OTOP")[0].runs[0])

    assert [("warn", FONT, THERE)] == told(edited(tmp_path, edit))


def test_looks_that_are_set_for_thai_too(tmp_path: Path) -> None:
    """Bold and large type that is set for complex scripts too, as Word sets it, is passed."""
    look = '<w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/>'
    style = '<w:pPr><w:pStyle w:val="{}"/></w:pPr>'

    def edit(document: DocumentType) -> None:
        there = document.paragraphs[PLACE - 1].style
        assert there is not None
        pasted(f"<w:p>{style.format(there.style_id)}{run('ทดสอบ', look)}</w:p>")(document)

    assert [] == told(edited(tmp_path, edit))


def test_a_style_without_thai_size(tmp_path: Path) -> None:
    """A fault of a style is told once, at the first paragraph, with how many there are."""

    def edit(document: DocumentType) -> None:
        style = before(document, "ก", "ข")[0].style
        assert style is not None
        style.element.get_or_add_rPr().get_or_add_sz().val = Pt(20)

    faults = found(edited(tmp_path, edit))
    assert [SCRIPT] == [fault.code for fault in faults]
    assert "และอีก" in faults[0].message


PAPER = {
    "Letter": ({"page_width": Cm(21.59), "page_height": Cm(27.94)}, 1, "27.94"),
    "on its side": ({"page_width": Cm(29.7), "page_height": Cm(21)}, 1, "29.7"),
    "usual margins of Word": ({"left_margin": Cm(2.54), "right_margin": Cm(2.54)}, 2, "2.54"),
    "rounded by Word": ({"left_margin": Cm(3.03), "right_margin": Cm(1.98)}, 0, ""),
}


@pytest.mark.parametrize("name", PAPER)
def test_paper_and_margins(name: str, tmp_path: Path) -> None:
    """A letter is on upright A4, 3 cm from the left and 2 cm from the right."""
    sizes, count, said = PAPER[name]

    def edit(document: DocumentType) -> None:
        for size, length in sizes.items():
            setattr(document.sections[0], size, length)

    faults = found(edited(tmp_path, edit))
    assert [("warn", "template-page")] * count == [(each.level, each.code) for each in faults]
    assert all(said in each.message for each in faults)


def test_an_annex_page_may_lie_on_its_side(tmp_path: Path) -> None:
    """Pages of annexes lie as their tables want; of the letter's own they may not."""

    def edit(document: DocumentType) -> None:
        document.sections[-1].page_width, document.sections[-1].page_height = Cm(29.7), Cm(21)

    assert [] == told(edited(tmp_path, edit, base="quarter_targets"))


DIGITS = {
    "a day": "ภายใน 15 วัน",
    "a year beside a tag": "ปี {{ เรื่อง }} 2568",
    "an amount": "จำนวน 1,500 บาท",
}


@pytest.mark.parametrize("name", DIGITS)
def test_arabic_digits_typed_in(name: str, tmp_path: Path) -> None:
    """Arabic digits in the text of a letter of Thai digits are told; values change anyway."""
    assert [("warn", "mixed-digits", THERE)] == told(edited(tmp_path, typed(DIGITS[name])))


def test_arabic_digits_of_an_arabic_letter(tmp_path: Path) -> None:
    """A type that prints Arabic digits may have them in its text."""
    arabic = 'circular = false\n[digits]\nletter = "arabic"'
    path = edited(
        tmp_path, typed("ภายใน 15 วัน"), toml=lambda text: re.sub("circular = .*", arabic, text)
    )
    assert [] == told(path)


@pytest.mark.parametrize("text", ["- ๒ -", "-2-", "หน้า ๒", "/๒. จัดเก็บ...", "/โดยมี…"])
def test_page_numbers_typed_in(text: str, tmp_path: Path) -> None:
    """Page numbers and continuation words are put in by themselves; typed ones would be wrong."""
    assert "template-page-number" in [code for _, code, _ in told(edited(tmp_path, typed(text)))]


def test_a_page_field_in_a_footer(tmp_path: Path) -> None:
    """A page number in the footer would stand beside the one in the header."""

    def edit(document: DocumentType) -> None:
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE ">{run("1")}</w:fldSimple>'
        document.sections[0].footer.paragraphs[0]._p.append(parse_xml(field))

    codes = {code: where for _, code, where in told(edited(tmp_path, edit))}
    assert codes["template-page-number"].startswith("letter.docx ท้ายกระดาษ")


def test_tags_in_a_header_are_read(tmp_path: Path) -> None:
    """A fault in a header is told with the header; the emblem does not go there."""

    def edit(document: DocumentType) -> None:
        header = document.sections[0].header
        header.paragraphs[0].text = "{{ เรือง }}"
        header.add_paragraph("{{r ตราครุฑ }}")

    assert [
        ("block", "template-missing-name", "letter.docx หัวกระดาษ ย่อหน้าที่ 1"),
        ("block", "template-tag-misplaced", "letter.docx หัวกระดาษ ย่อหน้าที่ 2"),
    ] == told(edited(tmp_path, edit))


def test_tags_in_a_text_box_are_read(tmp_path: Path) -> None:
    """A fault in a text box is told at the paragraph in the box."""
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>{{ เรือง }}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    there = f"letter.docx ย่อหน้าที่ {PLACE + 1}"
    assert [("block", "template-missing-name", there)] == told(edited(tmp_path, pasted(box)))


def test_a_control_tied_to_data(tmp_path: Path) -> None:
    """Word shows the data of a tied content control in place of what was printed."""
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>{{ เรื่อง }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    found_there = [each[:2] for each in told(edited(tmp_path, pasted(control)))]
    assert ("block", "template-tag-unprinted") in found_there


def test_comments_and_tags_in_them(tmp_path: Path) -> None:
    """Comments are noted, and that a tag in one prints nothing."""

    def edit(document: DocumentType) -> None:
        document.add_comment(document.paragraphs[7].runs, text="ใส่ {{ เรียน }}", author="ผู้ตรวจ")

    assert [
        ("note", "template-tag-unprinted", "letter.docx ข้อคิดเห็น"),
        ("note", "template-comments", "letter.docx ย่อหน้าที่ 8"),
    ] == told(edited(tmp_path, edit))


def test_a_tag_in_the_address_of_a_link(tmp_path: Path) -> None:
    """The address of a link is not printed; Word writes its braces as %7B."""

    def edit(document: DocumentType) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        name = document.part.relate_to("https://a.th/%7B%7Bเลขที่%7D%7D", kind, is_external=True)
        link = f'<w:hyperlink r:id="{name}">{run("ดู")}</w:hyperlink>'
        pasted(f"<w:p>{link}</w:p>")(document)

    faults = [each for each in told(edited(tmp_path, edit)) if each[0] == "block"]
    assert [("block", "template-tag-unprinted", THERE)] == faults


def test_tracked_changes(tmp_path: Path) -> None:
    """Changes that still wait are told with what was deleted and what put in."""

    def edit(document: DocumentType) -> None:
        there = before(document, "ขอให้")[0]._p
        given = 'w:id="1" w:author="ก"'
        for xml in (
            f"<w:del {given} {nsdecls('w')}><w:r><w:delText>ส่ง</w:delText></w:r></w:del>",
            f"<w:ins {given} {nsdecls('w')}><w:r><w:t>รายงาน</w:t></w:r></w:ins>",
        ):
            there.append(parse_xml(xml))

    faults = found(edited(tmp_path, edit))
    assert [("template-changes", THERE)] == [(each.code, each.where) for each in faults]
    assert "ลบ “ส่ง” แทรก “รายงาน”" in faults[0].message


def test_a_linked_picture_without_size(tmp_path: Path) -> None:
    """A picture that lies elsewhere is told, and one that has no size."""

    def edit(document: DocumentType) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        name = document.part.relate_to("https://example.com/a.png", kind, is_external=True)
        drawing = (
            '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="0" cy="0"/>'
            '<wp:docPr id="9" name="a"/><a:graphic><a:graphicData uri="a">'
            f'<a:blip r:link="{name}"/></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
        pasted(drawing)(document)

    assert {
        ("warn", "template-linked", THERE),
        ("warn", "template-picture-size", THERE),
    } == set(told(edited(tmp_path, edit)))


def test_a_tag_in_a_chart(tmp_path: Path) -> None:
    """The text of a chart is copied as it is: a tag would be printed as it stands."""
    path = edited(tmp_path)
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<a:p><a:r><a:t>ยอด {{ เรื่</a:t></a:r><a:r><a:t>อง }}</a:t></a:r></a:p></c:chartSpace>"
    )
    template = path / "letter.docx"
    template.write_bytes(with_member(template.read_bytes(), "word/charts/chart1.xml", chart))
    assert [("block", "template-tag-unprinted", "letter.docx แผนภูมิ")] == told(path)


def test_an_embedded_file(tmp_path: Path) -> None:
    """A workbook within the letter goes out with every copy, which is worth a note."""

    def edit(document: DocumentType) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
        name = PackURI("/word/embeddings/book1.xlsx")
        document.part.relate_to(Part(name, "application/octet-stream", b"x"), kind)

    assert [("note", "template-embedded")] == [each[:2] for each in told(edited(tmp_path, edit))]


def test_a_file_with_macros(tmp_path: Path) -> None:
    """A template with macros is refused, and its other faults are told as well."""
    path = alone(tmp_path, "{{ ก")
    path.write_bytes(with_member(path.read_bytes(), "word/vbaProject.bin", b"x"))
    codes = [code for level, code, _ in told(path) if level == "block"]
    assert {"template-unreadable", "template-tag-unclosed"} == set(codes)


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0" + b"\0" * 512, b"PK\x03\x04", b"letter"])
def test_files_that_are_no_template(data: bytes, tmp_path: Path) -> None:
    """An old .doc, a torn package, anything: one finding says so."""
    path = tmp_path / "แบบ.doc"
    path.write_bytes(data)
    assert ["template-unreadable"] == [code for _, code, _ in told(path)]
