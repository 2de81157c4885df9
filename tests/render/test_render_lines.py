"""Lines as LibreOffice prints them, before and after what belongs together is kept so."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

import pytest
from render_documents import package, paragraph, run

from circulars import Template
from circulars.layout import lent_converter, page_texts, pdf_fonts
from circulars.layout import package as office
from circulars.layout.pdf import opened
from circulars.layout.pdf_text import placed_characters
from circulars.render import template as rendering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.layout.pdf_text import Placed

pytestmark = pytest.mark.usefixtures("warm_office")

STAMP: Final = dt.date(2025, 3, 11)
TEXT: Final = (
    "จังหวัดพะเยาขอให้อำเภอตรวจสอบรายได้ของผู้ประกอบการและผู้ผลิตจากกิจกรรมต่าง ๆ ให้ตรงกับตัวชี้วัดและค่าเป้าหมาย "
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ซึ่งเพิ่มขึ้นร้อยละ ๑๑ จากช่วงเดือนตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘ "
    "รายละเอียดตามสิ่งที่ส่งมาด้วย ๒ จำนวน ๑ ฉบับ และหนังสือจังหวัด ที่ พย ๐๐๑๙.๒/ว ๒๐๐ ลงวันที่ ๑๐ มีนาคม ๒๕๖๘ "
    "(ฉบับแก้ไข ) ของกระทรวงฯ และสำนักงานพัฒนาชุมชน (สำนักงานจังหวัดพะเยา) แล้วส่งให้นายสมชาติ ใจงาม "
    "ภายในวันศุกร์ที่ ๒๕ เมษายน ๒๕๖๘ เวลา ๑๓.๕๕ น. โทร. ๐ ๕๔๔๔ ๙๕๔๔ หรือ saraban@example.go.th"
)
# What a reader expects on one line; written without blanks, which line ends swallow.
TOGETHER: Final = (
    "รายได้", "ผู้ประกอบการ", "ผู้ผลิต", "ต่างๆ", "ตัวชี้วัด", "ค่าเป้าหมาย", "พ.ศ.๒๕๖๘", "เพิ่มขึ้น", "ร้อยละ๑๑",
    "ตุลาคม๒๕๖๗-", "กุมภาพันธ์๒๕๖๘", "สิ่งที่ส่งมาด้วย๒", "จำนวน๑ฉบับ", "ที่พย๐๐๑๙.๒/ว๒๐๐", "วันที่๑๐มีนาคม๒๕๖๘",
    "(ฉบับ", "แก้ไข)", "กระทรวงฯ", "(สำนักงาน", "จังหวัด", "พะเยา", "นายสมชาติใจงาม",
    "วันศุกร์ที่๒๕เมษายน๒๕๖๘", "เวลา๑๓.๕๕น.", "โทร.๐๕๔๔๔๙๕๔๔",
)  # fmt: skip
# Right indents in twips: paragraphs of 8.5 to 16 cm, so that every word comes to a line end.
MARKS: Final = "ัิีึืฺุู็่้๊๋์ํ๎"
INDENTS: Final = range(0, 4250, 125)
_FONT: Final = (
    '<w:rFonts w:ascii="TH SarabunPSK" w:hAnsi="TH SarabunPSK" w:cs="TH SarabunPSK"/>'
    '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:bidi="th-TH"/>'
)
_PAGE: Final = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="851" w:right="1134" w:bottom="851" w:left="1701" '
    'w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
)


class Printer(Protocol):
    """Prints a text as a letter of ours, once with each right indent."""

    def __call__(self, indents: Iterable[int], text: str = TEXT, align: str = "left") -> bytes:
        """Return the PDF."""


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    """Return what prints a text in paragraphs of several widths, by one LibreOffice."""
    with lent_converter() as converter:

        def pdf(indents: Iterable[int], text: str = TEXT, align: str = "left") -> bytes:
            shape = f'<w:pPr><w:ind w:right="{{}}"/><w:jc w:val="{align}"/></w:pPr>'
            printed = run("{{ x }}", _FONT)
            body = "".join(paragraph(shape.format(indent), printed) for indent in indents)
            docx = Template(package(body + _PAGE)).render({"x": text})
            return converter.convert(docx, stamp=STAMP).pdf

        yield pdf


def lines(pdf: bytes) -> list[str]:
    """Return the lines of `pdf` without page numbers."""
    printed = [line.strip() for text in page_texts(pdf) for line in text.split("\n")]
    return [line for line in printed if line.strip(" -๐๑๒๓๔๕๖๗๘๙")]


def torn(lines: Iterable[str]) -> set[str]:
    """Return what of TOGETHER a line end cuts."""
    squeezed = [line.replace(" ", "") for line in lines]
    whole = "".join(squeezed)
    ends = {len("".join(squeezed[:number])) for number in range(1, len(squeezed))}
    found = set()
    for each in TOGETHER:
        start = whole.find(each)
        while start >= 0:
            if ends & set(range(start + 1, start + len(each))):
                found.add(each)
            start = whole.find(each, start + 1)
    return found


def test_lines_break_where_a_reader_expects(printer: Printer) -> None:
    """No line of ours begins with a lone mark, ends with an opening sign, or cuts what is one."""
    printed = lines(printer(INDENTS))
    assert TEXT.replace(" ", "") * len(INDENTS) == "".join(printed).replace(" ", "")
    assert [] == [line for line in printed if line[0] in "ๆฯ-)”" or line.startswith("น.")]
    assert [] == [line for line in printed if line[-1] in "(“"]
    assert set() == torn(printed)


def test_libreoffice_alone_breaks_lines_wrongly(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without all this it does; if a new LibreOffice does not, this can go."""
    monkeypatch.setattr(rendering, "keep_together", lambda pieces, _: "".join(pieces).encode())
    monkeypatch.setattr(office, "with_brackets_marked", bytes)
    monkeypatch.setattr(office, "CHANGES", {})
    printed = lines(printer(INDENTS))
    assert [line for line in printed if line[0] in "ๆ-)" or line.startswith("น.")]
    cut = {"ตัวชี้วัด", "สิ่งที่ส่งมาด้วย๒", "จำนวน๑ฉบับ", "ที่พย๐๐๑๙.๒/ว๒๐๐", "กระทรวงฯ"}
    assert cut <= torn(printed)


def test_vowels_and_tone_marks_stay_on_their_letters(printer: Printer) -> None:
    """In justified text LibreOffice moves them off the page where a line ends in OTOP ที่."""
    mixed = "ข้อมูล OTOP ที่ผู้ใช้ (ที่นี้) ผู้ขาย (ให้) ที่ผู้ OTOP นี้ให้ผู้จัดทำ (ผู้ช่วย) ที่สำคัญ " * 4
    with opened(printer(INDENTS, mixed, "thaiDistribute")) as document:
        for page in document:
            letter: Placed | None = None
            for each in placed_characters(page):
                if each.text not in MARKS:
                    letter = each
                elif letter is not None:
                    assert each.left - letter.left == pytest.approx(0, abs=14)


def test_what_keeps_lines_together_is_not_seen(
    printer: Printer,
) -> None:
    """Nothing is drawn in another font, and the text of the PDF is what was typed."""
    pdf = printer([0])
    assert 1 == len(pdf_fonts(pdf))
    with opened(pdf) as document:
        signs = {each.text for page in document for each in placed_characters(page)}
    assert set(TEXT) == signs


# What stands behind Latin letters in justified text, where all the room of a line once went into
# the one word that follows.
_BEHIND_LATIN: Final = (
    "กรมการพัฒนาชุมชนกำหนดให้รายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน (OTOP) เป็นตัวชี้วัดการประเมินผล"
    "การปฏิบัติราชการของข้าราชการในสังกัด ประจำปีงบประมาณ พ.ศ. 2567 และผลิตภัณฑ์ OTOP ในตลาด"
    "ออนไลน์เป็นตัวชี้วัดของข้าราชการพลเรือนสามัญ ประจำปีงบประมาณ พ.ศ. 2564 ดังนี้"
)


def test_letters_of_a_line_are_spaced_out_evenly(printer: Printer) -> None:
    """No word of a justified line is torn apart, letter from letter, to fill the line alone."""
    with opened(printer(range(0, 2400, 300), _BEHIND_LATIN, "thaiDistribute")) as document:
        for page in document:
            letters = [each for each in placed_characters(page) if each.text not in MARKS]
            gaps = [
                right.left - left.right
                for left, right in pairwise(letters)
                if left.baseline == right.baseline and not (left.text + right.text).count(" ")
            ]
            torn_apart = [gap for gap in gaps if gap > 5]  # pt; a letter is about 6 wide
            assert [] == torn_apart
