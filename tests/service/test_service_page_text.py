"""Boxes on pages: around the words that a finding is about, and never outside of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import EXAMPLES, FORM

from circulars import generate
from circulars.layout import page_texts
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldKind, FieldSpec
from circulars.model.sheet import Cell, Row, Table
from circulars.service.making.page_text import PrintedText, letters_of
from circulars.service.making.paragraph_order import ParagraphOrder
from circulars.service.making.printed_cells import printed_cell
from circulars.service.making.targets import Places

if TYPE_CHECKING:
    from circulars.service.making.shown import Box

pytestmark = pytest.mark.xdist_group("making")


def table(sheet: str, *rows: str) -> Table:
    """Return a table of `sheet` whose rows from the seventh on have these cells, parted by |."""
    return Table(
        sheet=sheet,
        titles=(),
        head=(),
        head_rows=1,
        columns=(),
        rows=tuple(_row(number, row) for number, row in enumerate(rows, start=7)),
        total=None,
        notes=(),
    )


def _row(number: int, row: str) -> Row:
    cells = enumerate(row.split("|"))
    return Row(
        number=number,
        cells=tuple(
            Cell(address=f"{chr(65 + n)}{number}", value=text, text=text) for n, text in cells
        ),
    )


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the PDF of the example letter: a page of text, and a page with its table."""
    batch = generate(
        "otop_monthly_sales",
        EXAMPLES / "phayao-otop-2568.xlsx",
        tmp_path_factory.mktemp("letter"),
        office=EXAMPLES / "phayao.toml",
        values=FORM,
    )
    return next(path for path in batch.files if path.suffix == ".pdf").read_bytes()


@pytest.fixture(scope="module")
def text(pdf: bytes) -> PrintedText:
    """Return the text of the example letter."""
    return PrintedText(pdf)


def fields_named(*names: str) -> dict[str, FieldSpec]:
    """Return fields of text, each called as it is named."""
    return {name: FieldSpec(name=name, label=name, kind=FieldKind.TEXT) for name in names}


def words_in(pdf: bytes, page: int, box: Box) -> str:
    """Return what PDFium itself reads inside a box."""
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[page - 1].get_size()
        return letters_of(
            document[page - 1]
            .get_textpage()
            .get_text_bounded(
                left=box.x * width,
                right=(box.x + box.width) * width,
                top=height - box.y * height,
                bottom=height - (box.y + box.height) * height,
            )
        )


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("พย ๐๐๑๙.๒/ว๑๑๗๕", 1),
        ("วันจันทร์ที่ ๑๗ มีนาคม ๒๕๖๘", 1),
        ("ตัวชี้วัด", 1),
        ("1,007,442,011", 2),
        ("๑,๐๐๗,๔๔๒,๐๑๑", 2),  # looked for in the other digits
    ],
)
def test_the_box_holds_the_words(pdf: bytes, text: PrintedText, words: str, page: int) -> None:
    """What PDFium reads inside the box begins and ends with the words that were looked for."""
    spot = text.find_all(words)[0]
    assert page == spot.page
    assert letters_of(words) in words_in(pdf, page, text.box(spot))


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_boxes_stay_on_their_page(pdf: bytes, text: PrintedText, data: st.DataObject) -> None:
    """Any stretch of the letter is found, and its box lies within the page."""
    page = data.draw(st.integers(0, 1))
    letters = letters_of(page_texts(pdf)[page])
    start = data.draw(st.integers(0, len(letters) - 1))
    end = data.draw(st.integers(start + 1, min(len(letters), start + 80)))
    spots = [spot for spot in text.find_all(letters[start:end]) if spot.page == page + 1]
    assert spots
    for spot in spots:
        box = text.box(spot)
        assert min(box.x, box.y, box.width, box.height) >= 0
        assert box.x + box.width <= 1
        assert box.y + box.height <= 1
        assert box.width * box.height > 0


@pytest.mark.parametrize("words", ["", " ", "​", "ไม่มีคำนี้ในหนังสือ", ".*", "(" * 50])
def test_what_is_not_there_is_not_found(text: PrintedText, words: str) -> None:
    """Words that the letter does not have, or no words at all, are nowhere."""
    assert [] == text.find_all(words)


@pytest.mark.parametrize(
    ("where", "message", "page", "has_box"),
    [
        ("ย่อหน้าที่ 11 “๒. บันทึกข้อมูลรายได้จากการจำห…”", "“วันจันทร์ที่ ๑๗ มีนาคม ๒๕๖๘” ไม่ถูก", 1, True),
        ("ย่อหน้าที่ 11 “๒. บันทึกข้อมูลรายได้จากการจำห…”", "ยาวไป", 1, True),
        ("ย่อหน้าที่ 99", "คำว่า “ภูกามยาว” ผิด", 2, True),
        ("ท้ายกระดาษ หน้า 2", "ไม่มีคำต่อหน้า", 2, False),
        ("ท้ายกระดาษ หน้า 9", "ไม่มีคำต่อหน้า", 2, False),
        ("หัวหนังสือ", "ไม่มีตราครุฑ", 1, False),
    ],
)
def test_a_finding_leads_to_a_page(
    text: PrintedText, where: str, message: str, page: int, has_box: bool
) -> None:
    """A finding leads to what it quotes, to its paragraph, to its page, or to the first one."""
    places = Places(fields=fields_named("เรียน"), text=text, pages=2)
    finding = Finding(code="x", level=Level.WARN, where=where, message=message, hint="")
    target = places.target(finding)
    assert (page, has_box) == (target.page, target.box is not None)


@pytest.mark.parametrize(
    ("where", "field", "cell"),
    [
        ("ช่อง เรียน", "เรียน", ""),
        ("แบบกรอก!B2 ช่อง เรียน", "เรียน", ""),
        ("ยอด!D7:D9, F4", "", "ยอด!D7"),
        ("ยอด!C7 ช่อง เรียน ของ จุน", "เรียน", "ยอด!C7"),
        ("ยอดอื่น!D7", "", ""),
        ("ยอด", "", ""),
    ],
)
def test_a_finding_leads_to_field_and_cell(where: str, field: str, cell: str) -> None:
    """Without a page there are the field of the form and the cell of the workbook to go to."""
    places = Places(fields=fields_named("เรียน", "เรื่อง"), tables={"ยอด": table("ยอด")})
    finding = Finding(code="x", where=where, message="“x”", hint="")
    target = places.target(finding)
    assert (field, cell, 0) == (target.field, target.cell, target.page)


@pytest.mark.parametrize(
    ("row", "address", "words"),
    [
        # the same figure in two rows, and in two cells of one row
        ("1|เมืองพะเยา|236,185,477|38,188,250.00|39,376,250.00", "E7", "39,376,250.00"),
        ("9|ภูกามยาว|33,654,412|7,126,000.00|7,126,000.00", "D7", "7,126,000.00"),
        ("9|ภูกามยาว|33,654,412|7,126,000.00|7,126,000.00", "E7", "7,126,000.00"),
        ("9|ภูกามยาว||7,126,000.00", "C7", ""),  # an empty cell: its row as far as there
    ],
)
def test_a_figure_is_marked_in_its_own_row(
    pdf: bytes, text: PrintedText, row: str, address: str, words: str
) -> None:
    """Where two cells say the same, the one of that row and column is marked."""
    spot = printed_cell(text, table("ยอด", row), address)
    assert spot is not None
    assert 2 == spot.page
    before = row.split("|")[: ord(address[0]) - 64]
    assert text.find_all("".join(before))[0].end == spot.end
    assert letters_of(words) in words_in(pdf, 2, text.box(spot))


@pytest.mark.parametrize(
    ("row", "address"),
    [
        ("1|เมืองพะเยา|999", "C7"),  # the letter prints another figure
        ("1|จุน", "A7"),  # too little to tell it from a stray word
        ("1|เมืองพะเยา", "C9"),  # no such cell
    ],
)
def test_a_figure_that_is_not_printed_is_not_marked(
    text: PrintedText, row: str, address: str
) -> None:
    """Where it is not certain which place is meant, none is marked."""
    assert printed_cell(text, table("ยอด", row), address) is None


class _Twice(ParagraphOrder):
    """A letter whose subject comes again as the title of its annex, the tenth paragraph."""

    def __init__(self, before: str, own: str) -> None:
        self._told = letters_of(before), letters_of(own)

    def find(self, where: str) -> tuple[str, str] | None:
        return self._told if where.startswith("ย่อหน้าที่ 10 ") else None


@pytest.mark.parametrize(("earlier", "place"), [(0, 0), (1, 1), (5, -1)])
def test_the_same_words_twice_are_told_apart(text: PrintedText, earlier: int, place: int) -> None:
    """The mark is at that of equal beginnings which is as many places down as in the letter."""
    words = "สรุปรายงานข้อมูลรายได้จากการจำ"
    spots = text.find_all(words)
    assert len(spots) >= 2
    order = _Twice(words * earlier, words)
    places = Places(fields={}, text=text, order=order, pages=2)
    finding = Finding(code="x", where=f"ย่อหน้าที่ 10 “{words}…”", message="ยาวไป", hint="")
    target = places.target(finding)
    assert (spots[place].page, text.box(spots[place])) == (target.page, target.box)
