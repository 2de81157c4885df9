"""The monthly sales letter as a whole, laid out by LibreOffice."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.shared import Cm
from PIL import Image
from support import EXAMPLES, FORM

from circulars import generate
from circulars.data import MEASURES
from circulars.layout import let_go, page_texts, pdf_fonts

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch

pytestmark = pytest.mark.usefixtures("warm_office")

WORKBOOK = EXAMPLES / "phayao-otop-2568.xlsx"


def made(out: Path, **values: str) -> Batch:
    """Return the letter made into `out`, with the form's usual values and `values`."""
    office = EXAMPLES / "phayao.toml"
    return generate("otop_monthly_sales", WORKBOOK, out, office=office, values={**FORM, **values})


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Return the example letter with its PDF and page images."""
    return made(tmp_path_factory.mktemp("letter") / "out")


@pytest.fixture(scope="module")
def pages(batch: Batch) -> list[str]:
    """Return the text of each page of the PDF."""
    return page_texts(named(batch, ".pdf").read_bytes())


def named(batch: Batch, suffix: str) -> Path:
    """Return the first file of `batch` with the suffix."""
    return next(path for path in batch.files if path.suffix == suffix)


def test_what_the_folder_holds(batch: Batch) -> None:
    """DOCX, PDF, an image of each page and the manifest, by the letter's number."""
    assert [
        "manifest.json",
        "พย0019.2-ว1175-หน้า1.png",
        "พย0019.2-ว1175-หน้า2.png",
        "พย0019.2-ว1175.docx",
        "พย0019.2-ว1175.pdf",
    ] == sorted(path.name for path in batch.folder.iterdir())


def test_the_letter_is_one_page_and_the_annex_another(pages: list[str]) -> None:
    """The letter fits one page, and the annex lies on the next one alone."""
    assert 2 == len(pages)
    assert pages[0].strip().startswith("ด่วนที่สุด")
    assert pages[1].strip().startswith("สิ่งที่ส่งมาด้วย")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("พย ๐๐๑๙.๒/ว๑๑๗๕", id="reference number as printed"),
        pytest.param("๑๑ มีนาคม ๒๕๖๘", id="date as printed"),
        pytest.param("ตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘", id="months with data"),
        pytest.param("ประจำเดือนมีนาคม ๒๕๖๘", id="month to record"),
        pytest.param("วันจันทร์ที่ ๑๗ มีนาคม ๒๕๖๘", id="deadline: 17 March 2025 was a Monday"),
        pytest.param("nexus.cdd.go.th", id="web address in Latin letters"),
        pytest.param("จำนวน ๑ ฉบับ", id="count of the one attachment"),
    ],
)
def test_what_page_one_says(pages: list[str], text: str) -> None:
    """The letter carries the facts of the printed one, in Thai digits."""
    assert text in pages[0].replace("\r\n", " ").replace("  ", " ")


def test_thai_digits_in_the_letter_arabic_in_the_annex(pages: list[str]) -> None:
    """The letter has no Arabic digit, the annex no Thai one."""
    assert not set("0123456789") & set(pages[0])
    assert not set("๐๑๒๓๔๕๖๗๘๙") & set(pages[1])


def test_the_authority_lines_stand_in_order(pages: list[str]) -> None:
    """The signer's own post comes first, the principal last."""
    lines = [line.strip() for line in pages[0].splitlines()]
    start = lines.index("(นายสมชาติ ใจงาม)")
    assert [
        "ผู้อำนวยการกลุ่มงานสารสนเทศการพัฒนาชุมชน รักษาราชการแทน",
        "พัฒนาการจังหวัด ปฏิบัติราชการแทน",
        "ผู้ว่าราชการจังหวัดพะเยา",
    ] == lines[start + 1 : start + 4]


def test_the_pdf_is_set_in_th_sarabun_or_its_double(batch: Batch) -> None:
    """Every glyph comes from one family: TH Sarabun or the one that lays out like it."""
    fonts = pdf_fonts(named(batch, ".pdf").read_bytes())
    assert fonts
    assert all("Sarabun" in font for font in fonts)


def test_page_images_show_whole_pages(batch: Batch) -> None:
    """An image is a page: A4 upright for the letter, across for the annex."""
    ratios = []
    for path in batch.files:
        if path.suffix == ".png":
            with Image.open(path) as image:
                ratios.append(round(image.width / image.height, 2))
    assert [0.71, 1.41] == ratios  # 210 to 297 mm, and 297 to 210


def test_the_urgency_is_red_bold_and_32_point(batch: Batch) -> None:
    """ด่วนที่สุด is red, at least 32 point and bold, for Thai letters too."""
    document = Document(str(named(batch, ".docx")))
    run = next(r for p in document.paragraphs for r in p.runs if r.text == "ด่วนที่สุด")
    properties = document.styles[run.style.name].element.rPr
    assert "FF0000" == properties.xpath("w:color/@w:val")[0]
    assert ["64", "64"] == properties.xpath("w:sz/@w:val | w:szCs/@w:val")
    assert properties.xpath("w:b")
    assert properties.xpath("w:bCs")


def test_the_page_has_the_official_measures(batch: Batch) -> None:
    """A4, left 3 cm, right 2 cm; body text indented 2.5 cm in TH SarabunPSK 16 point."""
    document = Document(str(named(batch, ".docx")))
    page = document.sections[0]
    twips = [round(side / 635) for side in (page.left_margin or 0, page.right_margin or 0)]
    assert [round(side / 635) for side in (Cm(3), Cm(2))] == twips
    body = document.styles["เนื้อความ"].element
    assert str(MEASURES.length("letter", "first_line_indent").twips) in body.xpath(
        "w:pPr/w:ind/@w:firstLine"
    )
    assert ["thaiDistribute"] == body.xpath("w:pPr/w:jc/@w:val")


def test_every_style_sets_the_complex_script(batch: Batch) -> None:
    """A style with a font or a size gives it for complex script (Thai) too."""
    styles = Document(str(named(batch, ".docx"))).styles.element
    for properties in styles.xpath("//w:rPr"):
        assert len(properties.xpath("w:sz")) == len(properties.xpath("w:szCs"))
        assert len(properties.xpath("w:b")) == len(properties.xpath("w:bCs"))
        fonts = properties.xpath("w:rFonts")
        assert not fonts or ["TH SarabunPSK"] == fonts[0].xpath("@w:cs")


def test_the_manifest_lists_what_went_in_and_out(batch: Batch) -> None:
    """The manifest has the SHA-256 of each input and output, and the findings."""
    manifest = json.loads((batch.folder / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["outputs"]:
        content = (batch.folder / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    book = hashlib.sha256(WORKBOOK.read_bytes()).hexdigest()
    assert book in [entry["sha256"] for entry in manifest["inputs"]]
    assert "duplicate-value" in [finding["code"] for finding in manifest["findings"]]


def test_the_same_input_gives_the_same_bytes(batch: Batch, tmp_path: Path) -> None:
    """A second run, with another LibreOffice process, writes the same bytes everywhere."""
    let_go()
    again = made(tmp_path / "elsewhere")
    for path in batch.files:
        assert path.read_bytes() == (again.folder / path.name).read_bytes(), path.name


def test_number_and_day_left_blank(tmp_path: Path) -> None:
    """Without number and day there is room to write them, and the month is printed."""
    batch = made(tmp_path, วันที่="มีนาคม 2568", เลขที่="")
    text = page_texts(named(batch, ".pdf").read_bytes())[0]
    assert "พย ๐๐๑๙.๒/ว" in text
    assert "๑๑๗๕" not in text
    assert any(line.strip() == "มีนาคม ๒๕๖๘" for line in text.splitlines())
    draft = "ร่าง-พย0019.2-สรุปรายงานข้อมูลรายได้จากการจำหน่าย.docx"
    assert draft == named(batch, ".docx").name


def test_a_longer_letter_gets_number_and_continuation_word(tmp_path: Path) -> None:
    """On two pages, page two is numbered in Thai and page one ends with its first words."""
    subject = "การติดตามผลการจำหน่ายผลิตภัณฑ์ชุมชนของทุกอำเภอในจังหวัด " * 12
    batch = made(tmp_path, เรื่อง=subject.strip())
    pages = page_texts(named(batch, ".pdf").read_bytes())
    assert 3 == len(pages)
    number, first = [line for line in pages[1].splitlines() if line.strip()][:2]
    assert "- ๒ -" == number.strip()
    word = next(line for line in pages[0].splitlines() if line.startswith("/"))
    assert first.startswith(word.strip().removeprefix("/").removesuffix("..."))
