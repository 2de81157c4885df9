"""The starter types, one for each kind of document, against the regulation on correspondence.

The order of parts is that of its clauses 11 to 14, 16, 20 and 24; the sources are in docs/kinds.md.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image
from support import EXAMPLES, TEMPLATES, document_text

from circulars import generate, load_letter_type
from circulars.data import plain_text
from circulars.data.salutations import salutations
from circulars.model.lengths import cm, pt
from circulars.model.names import COMMON_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.styles.style import ParagraphStyle

# The parts of each kind in their order, as patterns of printed lines; the wording of the body is
# that of the example.
PARTS: Final = {
    "external_letter": [
        r"ที่  พย ๐๐๑๙\.๒/[๑-๙][๐-๙]*\tศาลากลางจังหวัดพะเยา",
        r"\tถนนพหลโยธิน พย ๕๖๐๐๐",
        r"๑๑ มีนาคม ๒๕๖๘",
        r"เรื่อง\t\S.*",
        r"เรียน  \S.*",
        r"อ้างถึง\tหนังสือ.* ที่ \S.* ลงวันที่ [๐-๙]+ \S+ ๒๕๖๘",
        r"สิ่งที่ส่งมาด้วย\t๑\. .*\tจำนวน ๑ ฉบับ",
        r"\t๒\. .*\tจำนวน ๑ ฉบับ",
        r"ตามหนังสือที่อ้างถึง .*",
        r"เพื่อให้การเตรียมงาน.*",
        r"จึงเรียนมาเพื่อ.*",
        r"ขอแสดงความนับถือ",
        r"\(นางสาวมาลี ดีพร้อม\)",
        r"พัฒนาการจังหวัด ปฏิบัติราชการแทน",
        r"ผู้ว่าราชการจังหวัดพะเยา",
        r"สำนักงานพัฒนาชุมชนจังหวัด",
        r"กลุ่มงานส่งเสริมการพัฒนาชุมชน",
        r"โทร\..*",
    ],
    "memo": [
        r"\W*บันทึกข้อความ\W*",
        r"ส่วนราชการ\s+สำนักงานพัฒนาชุมชนจังหวัดพะเยา\s+โทร\..*",
        r"ที่\s+พย ๐๐๑๙\.๒/[๑-๙][๐-๙]*\tวันที่\s+๑๒ มีนาคม ๒๕๖๘\t",
        r"เรื่อง\t\S.*",
        r"เรียน  \S.*",
        r"ด้วย.*",
        r"ในการนี้ .*",
        r"จึงเรียนมาเพื่อ.*",
        r"\(นางสาวมาลี ดีพร้อม\)",
        r"พัฒนาการจังหวัด ปฏิบัติราชการแทน",
        r"ผู้ว่าราชการจังหวัดพะเยา",
    ],
    "sealed_letter": [
        r"ที่  พย ๐๐๑๙\.๒/[๑-๙][๐-๙]*",
        r"ถึง\t\S.*",
        r"ตามที่.*",
        r"จึงขอ.*",
        r"จังหวัดพะเยา",
        r"๑๓ มีนาคม ๒๕๖๘",
        r"สำนักงานพัฒนาชุมชนจังหวัด",
        r"กลุ่มงานส่งเสริมการพัฒนาชุมชน",
        r"โทร\..*",
    ],
    "order": [
        r"คำสั่งจังหวัดพะเยา",
        r"ที่ ๕๑๒/๒๕๖๘",
        r"เรื่อง \S.*",
        r"เพื่อให้.*",
        r"ให้คณะทำงานมีหน้าที่ ดังนี้",
        r"๑\. .*",
        r"๒\. .*",
        r"๓\. .*",
        r"ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป",
        r"สั่ง ณ วันที่ ๑๔ มีนาคม พ\.ศ\. ๒๕๖๘",
        r"\(นางสาวมาลี ดีพร้อม\)",
        r"พัฒนาการจังหวัด ปฏิบัติราชการแทน",
        r"ผู้ว่าราชการจังหวัดพะเยา",
    ],
    "announcement": [
        r"ประกาศจังหวัดพะเยา",
        r"เรื่อง \S.*",
        r"ด้วย.*",
        r"๑\. .*",
        r"๒\. .*",
        r"๓\. .*",
        r"ประกาศ ณ วันที่ ๑๗ มีนาคม พ\.ศ\. ๒๕๖๘",
        r"\(นางสาวมาลี ดีพร้อม\)",
        r"พัฒนาการจังหวัด ปฏิบัติราชการแทน",
        r"ผู้ว่าราชการจังหวัดพะเยา",
    ],
    "certificate": [
        r"เลขที่  (พย ๐๐๑๙\.๒/[๑-๙][๐-๙]*|[๑-๙][๐-๙]*/๒๕๖๘)\tศาลากลางจังหวัดพะเยา",
        r"\tถนนพหลโยธิน พย ๕๖๐๐๐",
        r"หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นางบัวคำ แก้วใส .*",
        r"ให้ไว้ ณ วันที่ ๑๘ มีนาคม พ\.ศ\. ๒๕๖๘",
        r"\(นางสาวมาลี ดีพร้อม\)",
        r"พัฒนาการจังหวัด ปฏิบัติราชการแทน",
        r"ผู้ว่าราชการจังหวัดพะเยา",
    ],
}
KINDS: Final = tuple(PARTS)
MEMO_HEAD: Final = ("ส่วนราชการ", "ที่", "เรื่อง")  # the lines that run on in dots


def made(kind: str, out: Path, office: Path = EXAMPLES / "phayao.toml", **values: str) -> bytes:
    """Return the DOCX of the starter type `kind` from its own example, `values` set beside it."""
    batch = generate(
        kind,
        TEMPLATES / kind / "example.xlsx",
        out,
        office=office,
        values=values,
        pdf=False,
    )
    return next(path for path in batch.files if path.suffix == ".docx").read_bytes()


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the DOCX of every kind by its name."""
    return {kind: made(kind, tmp_path_factory.mktemp(kind) / "out") for kind in KINDS}


def lines(docx: bytes) -> list[str]:
    """Return the printed lines of a letter."""
    text: str = document_text(docx)
    return text.splitlines()


def paragraphs(docx: bytes) -> list[Any]:
    """Return the paragraphs of a letter, those in its tables too, in order."""
    document = Document(io.BytesIO(docx))
    parent: Any = document._body
    return [Paragraph(each, parent) for each in document.element.body.iter(qn("w:p"))]


def paragraph_starting(docx: bytes, text: str) -> Any:
    """Return the first paragraph that starts with `text`."""
    return next(each for each in paragraphs(docx) if plain_text(each.text).startswith(text))


def styles(style: ParagraphStyle | None) -> Iterator[ParagraphStyle]:
    """Yield `style` and what it is based on."""
    while style is not None:
        yield style
        style = style.base_style


def effective(paragraph: Any, path: str) -> list[str]:
    """Return the first of the paragraph's own and its styles' properties at `path`."""
    elements = [paragraph._p, *(style.element for style in styles(paragraph.style))]
    return next((found for each in elements if (found := each.xpath(f"w:pPr/{path}"))), [])


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_stand_in_the_order_of_the_regulation(
    letters: dict[str, bytes], kind: str
) -> None:
    """Each kind has all its parts, in the order of its clause, and nothing else."""
    printed = lines(letters[kind])
    assert len(PARTS[kind]) == len(printed), printed
    for pattern, line in zip(PARTS[kind], printed, strict=True):
        assert re.fullmatch(pattern, line), (pattern, line)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "external_letter"])
def test_only_the_external_letter_has_a_closing_phrase(
    letters: dict[str, bytes], kind: str
) -> None:
    """Memo, sealed letter, order, announcement and certificate end without คำลงท้าย."""
    closings = {each.closing for each in salutations().values()}
    assert not closings & {line.strip() for line in lines(letters[kind])}


@pytest.mark.parametrize("kind", ["sealed_letter", "order", "announcement", "certificate"])
def test_kinds_without_salutation(letters: dict[str, bytes], kind: str) -> None:
    """A sealed letter says ถึง, and the documents to nobody in particular have no salutation."""
    openings = tuple(each.opening for each in salutations().values())
    assert not [line for line in lines(letters[kind]) if line.startswith(openings)]


def test_the_memo_title_is_as_prescribed(letters: dict[str, bytes]) -> None:
    """บันทึกข้อความ is 29 point, bold, centred, on a line of exactly 35 point."""
    title = next(
        each for each in paragraphs(letters["memo"]) if plain_text(each.text) == "บันทึกข้อความ"
    )
    properties = title.style.element
    assert ["58", "58"] == properties.xpath("w:rPr/w:sz/@w:val | w:rPr/w:szCs/@w:val")
    assert 2 == len(properties.xpath("w:rPr/w:b | w:rPr/w:bCs"))
    assert ["700", "exact"] == properties.xpath("w:pPr/w:spacing/@*")
    assert ["center"] == properties.xpath("w:pPr/w:jc/@w:val")


@pytest.mark.parametrize("label", ["ส่วนราชการ", "ที่", "วันที่", "เรื่อง"])
def test_memo_labels_are_20_point_and_bold(letters: dict[str, bytes], label: str) -> None:
    """The four labels of the memo's head are 20 point and bold, for Thai letters too."""
    every = [run for each in paragraphs(letters["memo"]) for run in each.runs]
    runs = [run for run in every if plain_text(run.text) == label]
    assert 1 == len(runs)
    properties = runs[0].style.element
    assert ["40", "40"] == properties.xpath("w:rPr/w:sz/@w:val | w:rPr/w:szCs/@w:val")
    assert 2 == len(properties.xpath("w:rPr/w:b | w:rPr/w:bCs"))


@pytest.mark.parametrize("label", MEMO_HEAD)
def test_memo_lines_run_on_in_dots_to_the_margin(letters: dict[str, bytes], label: str) -> None:
    """Each line of the memo's head ends with a tab whose dots reach the right margin."""
    line = paragraph_starting(letters["memo"], label)
    assert line.text.endswith("\t")
    last = line.style.element.xpath("w:pPr/w:tabs/w:tab")[-1]
    assert ["right", "dot"] == [last.get(qn("w:val")), last.get(qn("w:leader"))]
    section = Document(io.BytesIO(letters["memo"])).sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    width = ((section.page_width or 0) - margins) // 635  # twips
    assert abs(width - int(last.get(qn("w:pos")))) <= 2  # rounding of the margins


def test_the_date_of_the_memo_has_dots_before_it_too(letters: dict[str, bytes]) -> None:
    """The line of number and date has a dotted tab after the number and one after the date."""
    line = paragraph_starting(letters["memo"], "ที่")
    assert ["dot", "dot"] == line.style.element.xpath("w:pPr/w:tabs/w:tab/@w:leader")
    assert 2 == line.text.count("\t")


def test_the_emblem_of_the_memo_is_half_as_high(letters: dict[str, bytes]) -> None:
    """The emblem's place is 1.5 cm high at the left on a memo, 3 cm in the middle elsewhere."""
    heights = {}
    for kind, docx in letters.items():
        emblem = paragraphs(docx)[0]
        heights[kind] = emblem.style.element.xpath("w:pPr/w:spacing/@w:line")
    assert [str(cm(1.5).twips)] == heights.pop("memo")
    assert {str(cm(3).twips)} == {height for found in heights.values() for height in found}
    assert 5 == len(heights)


@pytest.mark.parametrize(("kind", "height"), [("memo", 1.5), ("order", 3)])
def test_the_own_image_of_the_emblem_is_as_high(tmp_path: Path, kind: str, height: float) -> None:
    """An office that prints its emblem has it 1.5 cm high on a memo, 3 cm high elsewhere."""
    Image.new("L", (30, 30)).save(tmp_path / "emblem.png")
    profile = (EXAMPLES / "phayao.toml").read_text(encoding="utf-8")
    office = tmp_path / "office.toml"
    image = 'kind = "image"\nfile = "emblem.png"'
    office.write_text(profile.replace('kind = "paper"', image), encoding="utf-8")
    document = Document(io.BytesIO(made(kind, tmp_path / "out", office)))
    assert [cm(height)] == [shape.height for shape in document.inline_shapes]


def test_the_place_of_the_seal_is_between_sender_and_date(letters: dict[str, bytes]) -> None:
    """Agency, then room for its seal, then the date; nobody's name stands under a sealed letter."""
    found = [each.style.name for each in paragraphs(letters["sealed_letter"])]
    start = found.index("ชื่อส่วนราชการที่ส่ง")
    assert ["ชื่อส่วนราชการที่ส่ง", "ที่ประทับตรา", "วันที่ใต้ตรา"] == found[start : start + 3]
    seal = paragraphs(letters["sealed_letter"])[start + 1]
    assert int(seal.style.element.xpath("w:pPr/w:spacing/@w:line")[0]) >= cm(3.5).twips
    assert not [line for line in lines(letters["sealed_letter"]) if line.startswith("(")]


@pytest.mark.parametrize("kind", ["external_letter", "memo", "sealed_letter"])
def test_the_number_of_a_letter_has_no_year(letters: dict[str, bytes], kind: str) -> None:
    """The register number stands alone after the stroke: no year, no ว in what is no circular."""
    number = re.search(r"พย ๐๐๑๙\.๒/(\S+)", document_text(letters[kind]))
    assert number is not None
    assert re.fullmatch("[๑-๙][๐-๙]{0,4}", number[1])


def test_an_announcement_has_no_number(letters: dict[str, bytes]) -> None:
    """Clause 20 gives an announcement no ที่."""
    assert not [line for line in lines(letters["announcement"]) if line.startswith("ที่")]


def test_the_day_of_effect_may_be_another(tmp_path: Path) -> None:
    """An order says from when it holds."""
    docx = made("order", tmp_path / "out", มีผลตั้งแต่="วันที่ 1 เมษายน 2568 เป็นต้นไป")
    assert "ทั้งนี้ ตั้งแต่วันที่ ๑ เมษายน ๒๕๖๘ เป็นต้นไป" in lines(docx)


def test_a_certificate_may_carry_a_photograph(tmp_path: Path) -> None:
    """For what matters, the person's photograph, signature and name come last, after the signer."""
    printed = lines(made("certificate", tmp_path / "out", รูปถ่าย="ติดรูปถ่าย"))
    photograph = printed.index("(รูปถ่าย)")
    assert printed.index("ผู้ว่าราชการจังหวัดพะเยา") < photograph
    assert printed[-1] == "(นางบัวคำ แก้วใส)"
    assert printed[-2].startswith("(ลายมือชื่อ)")


def test_attachments_of_the_external_letter_come_and_go(tmp_path: Path) -> None:
    """Without anything cited or attached the letter has neither heading; one has no number."""
    text = "จังหวัดพะเยากำหนดประชุมหัวหน้าส่วนราชการประจำเดือน"
    bare = made(
        "external_letter", tmp_path / "0", เอกสารแนบ1="", เอกสารแนบ2="", อ้างถึง="", ข้อความ=text
    )
    assert not [line for line in lines(bare) if line.startswith(("อ้างถึง", "สิ่งที่ส่งมาด้วย"))]
    single = made("external_letter", tmp_path / "1", เอกสารแนบ2="", ข้อความ=f"{text} ตามสิ่งที่ส่งมาด้วย")
    assert "สิ่งที่ส่งมาด้วย\tระเบียบวาระการประชุม\tจำนวน ๑ ฉบับ" in lines(single)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_is_a_form_to_fill_in(kind: str) -> None:
    """The example is the sheet แบบกรอก alone; days are days to Excel, shown in the Buddhist era."""
    book = openpyxl.load_workbook(TEMPLATES / kind / "example.xlsx")
    assert ["แบบกรอก"] == book.sheetnames
    rows: dict[Any, Any] = {row[0].value: row[1] for row in book["แบบกรอก"].iter_rows()}
    assert "ค่า" == rows.pop("ช่อง").value
    known = load_letter_type(TEMPLATES / kind).fields.keys() | COMMON_FIELDS
    assert rows.keys() <= known
    assert rows["วันที่"].is_date
    assert rows["วันที่"].number_format.startswith("[$-107041E]")
    assert all(cell.alignment.wrap_text for cell in rows.values())


def test_each_line_of_an_answer_is_a_paragraph(tmp_path: Path) -> None:
    """Lines of ข้อความ become paragraphs of the letter; empty ones are none."""
    docx = made("announcement", tmp_path / "out", ข้อความ="หนึ่ง\n\nสอง\nสาม")
    body = [each for each in paragraphs(docx) if each.style.name.startswith("เนื้อความ")]
    assert ["หนึ่ง", "สอง", "สาม"] == [plain_text(each.text) for each in body]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_the_official_page(letters: dict[str, bytes], kind: str) -> None:
    """A4, left 3 cm and right 2 cm; body in Thai justification, first line 2.5 cm."""
    document = Document(io.BytesIO(letters[kind]))
    page = document.sections[0]
    measured = (page.page_width, page.page_height, page.left_margin, page.right_margin)
    expected = [cm(21).twips, cm(29.7).twips, cm(3).twips, cm(2).twips]
    assert expected == [round((length or 0) / 635) for length in measured]
    body = [each for each in paragraphs(letters[kind]) if each.style.name.startswith("เนื้อความ")]
    assert body
    for each in body:
        assert ["thaiDistribute"] == effective(each, "w:jc/@w:val")
        assert [str(cm(2.5).twips)] == effective(each, "w:ind/@w:firstLine")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_set_in_th_sarabun(letters: dict[str, bytes], kind: str) -> None:
    """TH SarabunPSK 16 point for all scripts; whatever is set for Latin is set for Thai too."""
    document = Document(io.BytesIO(letters[kind]))
    normal = document.styles["Normal"].element
    assert {"TH SarabunPSK"} == set(normal.xpath("w:rPr/w:rFonts/@*"))
    size = str(pt(16).twips // 10)  # half-points
    assert [size, size] == normal.xpath("w:rPr/w:sz/@w:val | w:rPr/w:szCs/@w:val")
    for properties in document.styles.element.xpath("//w:rPr"):
        assert len(properties.xpath("w:sz")) == len(properties.xpath("w:szCs"))
        assert len(properties.xpath("w:b")) == len(properties.xpath("w:bCs"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_signature_stays_with_the_end_of_the_text(letters: dict[str, bytes], kind: str) -> None:
    """From the last paragraph of the text to the last post of the signer no page may begin."""
    found = paragraphs(letters[kind])
    names = [each.style.name for each in found]
    last = max(number for number, name in enumerate(names) if name.startswith("เนื้อความ"))
    ends = ("ตำแหน่งผู้ลงนาม", "วันที่ใต้ตรา")
    end = max(number for number, name in enumerate(names) if name in ends)
    assert last < end
    for each in found[last:end]:
        assert effective(each, "w:keepNext"), each.text


@pytest.mark.parametrize("kind", KINDS)
def test_styles_have_thai_names(letters: dict[str, bytes], kind: str) -> None:
    """Every paragraph is in a style that a template editor finds under a Thai name in Word."""
    plain = [
        each.text
        for each in paragraphs(letters[kind])
        if each.text.strip() and not re.match("[ก-ฮเ-ไ]", each.style.name)
    ]
    assert [] == plain
