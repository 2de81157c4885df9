"""Headers, footers and notes are read where Word prints them."""

from __future__ import annotations

import pytest
from word_files import p, r, written

from circulars.model.written import Furniture, Pages

EVEN = "<w:evenAndOddHeaders/>"
PICTURE = "<w:r><w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing></w:r>"


def section(*references: str, more: str = "") -> str:
    """Return a w:sectPr with references such as ``header1 first``."""
    lines = []
    for reference in references:
        part, pages = reference.split()
        lines.append(f'<w:{part[:6]}Reference w:type="{pages}" r:id="{part}"/>')
    return f"<w:sectPr>{''.join(lines)}{more}</w:sectPr>"


def shown(furniture: tuple[Furniture, ...]) -> list[tuple[int, bool, str, str]]:
    """Return section, kind, pages and text of headers and footers."""
    return [
        (each.section, each.is_header, str(each.pages), paragraph.text)
        for each in furniture
        for paragraph in each.paragraphs
    ]


PARTS = {"header1": p("แรก"), "header2": p("คู่"), "header3": p("อื่น"), "footer1": p("ท้าย")}
ALL = ("header1 first", "header2 even", "header3 default", "footer1 default")


@pytest.mark.parametrize(
    ("settings", "title", "expected"),
    [
        pytest.param("", "", ["อื่น", "ท้าย"], id="same on all pages"),
        pytest.param("", "<w:titlePg/>", ["แรก", "อื่น", "ท้าย"], id="another first page"),
        pytest.param(EVEN, "", ["คู่", "อื่น", "ท้าย"], id="even pages"),
        pytest.param(EVEN, "<w:titlePg/>", ["แรก", "คู่", "อื่น", "ท้าย"], id="all"),
        pytest.param(
            '<w:evenAndOddHeaders w:val="0"/>', '<w:titlePg w:val="0"/>', ["อื่น", "ท้าย"], id="off"
        ),
    ],
)
def test_what_is_printed(settings: str, title: str, expected: list[str]) -> None:
    """The first page and even pages have their own header only where the document says so."""
    document = written(p("ก") + section(*ALL, more=title), settings=settings, **PARTS)
    assert expected == [text for *_, text in shown(document.furniture)]


def test_places() -> None:
    """A paragraph's place names the pages; the section too where there are several."""
    last = section(*ALL, more="<w:titlePg/>")
    one = written(p("ก") + last, settings=EVEN, **PARTS)
    assert [
        "หัวกระดาษหน้าแรก ย่อหน้าที่ 1",
        "หัวกระดาษหน้าคู่ ย่อหน้าที่ 1",
        "หัวกระดาษ ย่อหน้าที่ 1",
        "ท้ายกระดาษ ย่อหน้าที่ 1",
    ] == [paragraph.place for each in one.furniture for paragraph in each.paragraphs]
    two = written(p("ก", "<w:sectPr/>") + p("ข") + section("footer1 default"), **PARTS)
    assert ["ท้ายกระดาษ ส่วนที่ 2 ย่อหน้าที่ 1"] == [
        paragraph.place for each in two.furniture for paragraph in each.paragraphs
    ]


def test_headers_of_the_section_before() -> None:
    """A section without a header of its own prints that of the section before."""
    body = p("ก", section("header3 default")) + p("ข", section("footer1 default")) + p("ค")
    document = written(body + section("header1 default"), **PARTS)
    assert [
        (0, True, "default", "อื่น"),
        (1, True, "default", "อื่น"),
        (1, False, "default", "ท้าย"),
        (2, True, "default", "แรก"),
        (2, False, "default", "ท้าย"),
    ] == shown(document.furniture)


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (FIELD.format(r" PAGE \* ThaiArabic "), True),
        (
            FIELD.format(" PA").replace(
                "</w:instrText>", "</w:instrText><w:instrText>GE </w:instrText>"
            ),
            True,
        ),
        ('<w:fldSimple w:instr="page"/>', True),
        ("<w:r><w:pgNum/></w:r>", True),
        (FIELD.format(" NUMPAGES "), False),
        (FIELD.format(" PAGEREF _Toc1 "), False),
        (r("PAGE"), False),
    ],
)
def test_page_numbers(content: str, expected: bool) -> None:
    """The field PAGE numbers pages, in any of its forms; fields named like it do not."""
    document = written(p("ก") + section("header1 default"), header1=p(r("-") + content))
    assert [expected] == [each.has_page_field for each in document.furniture]


def test_a_page_number_alone() -> None:
    """A header whose only content is the page number is furniture without paragraphs."""
    number = p('<w:fldSimple w:instr="PAGE"/>')
    document = written(p("ก") + section("header1 default"), header1=number)
    assert [(True, ())] == [(each.has_page_field, each.paragraphs) for each in document.furniture]
    assert () == written(p("ก") + section("header1 default"), header1=p()).furniture


def test_text_boxes_and_tables_in_headers() -> None:
    """Text boxes of a header are read, and all its tables line by line."""
    content = f"<w:txbxContent>{p('กล่อง')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:textbox>{content}</v:textbox></w:pict></w:r>"
    grid = "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
    header = p(box) + grid.format(r("ซ้าย"), r("ขวา"))
    document = written(p("ก") + section("header1 default"), header1=header)
    assert ["กล่อง", "ซ้าย\tขวา"] == [text for *_, text in shown(document.furniture)]


@pytest.mark.parametrize(
    ("references", "title", "expected"),
    [
        pytest.param(["header1 first", "header3 default"], "<w:titlePg/>", True, id="first page"),
        pytest.param(["header1 first", "header3 default"], "", False, id="never printed"),
        pytest.param(["header1 default"], "", True, id="every page"),
        pytest.param(["header1 default"], "<w:titlePg/>", False, id="later pages"),
        pytest.param(["header3 default"], "", False, id="no picture"),
    ],
)
def test_an_emblem_in_the_header(references: list[str], title: str, expected: bool) -> None:
    """A picture in the header of the first page is the emblem, elsewhere it is not."""
    document = written(
        p("ก") + section(*references, more=title), header1=p(PICTURE), header3=p("อื่น")
    )
    assert expected == document.has_emblem


def test_references_gone_wrong() -> None:
    """References to parts that are not there, or for pages nobody knows, do no harm."""
    document = written(p("ก") + section("header9 default", "header3 odd"), **PARTS)
    assert [Pages.DEFAULT] == [each.pages for each in document.furniture]


def test_notes() -> None:
    """Notes follow the body, numbered as the text names them; those it does not name are none."""
    notes = "".join(
        f'<w:footnote w:id="{key}">{p(f"ข้อ {key}")}</w:footnote>' for key in (0, 3, 2, 5)
    )
    marks = [f'<w:r><w:footnoteReference w:id="{key}"/></w:r>' for key in (2, 3, 9)]
    ends = f'<w:endnote w:id="1">{p("ท้าย")}</w:endnote>'
    document = written(
        p(r("ก") + "".join(marks) + '<w:r><w:endnoteReference w:id="1"/></w:r>'),
        footnotes=notes,
        endnotes=ends,
    )
    assert [
        ("ย่อหน้าที่ 1", "ก", 0),
        ("เชิงอรรถที่ 1 ย่อหน้าที่ 1", "ข้อ 2", None),
        ("เชิงอรรถที่ 2 ย่อหน้าที่ 1", "ข้อ 3", None),
        ("อ้างอิงท้ายเรื่องที่ 1 ย่อหน้าที่ 1", "ท้าย", None),
    ] == [(each.place, each.text, each.order) for each in document.paragraphs]


def complex_field(instruction: str, result: str) -> str:
    """Return the runs of a field with its saved result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    typed = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark.format("begin") + typed + mark.format("separate") + r(result) + mark.format("end")


@pytest.mark.parametrize(
    ("instruction", "form", "expected"),
    [
        pytest.param("PAGE", "thaiNumbers", "๒", id="as the section counts"),
        pytest.param("PAGE \\* ThaiArabic \\* MERGEFORMAT", "decimal", "๒", id="as the field says"),
        pytest.param("PAGE \\* MERGEFORMAT", "", "2", id="nothing said"),
        pytest.param("NUMPAGES", "thaiNumbers", "2", id="another field"),
    ],
)
def test_page_numbers_are_read_as_word_prints_them(
    instruction: str, form: str, expected: str
) -> None:
    """The saved result of PAGE takes the digits of its switch, or else of its section."""
    numbers = f'<w:pgNumType w:fmt="{form}"/>' if form else ""
    header = f"<w:p>{complex_field(instruction, '2')}</w:p>"
    document = written(p("ก") + section("header1 default", more=numbers), header1=header)
    assert [expected] == [text for *_, text in shown(document.furniture)]


def test_page_numbers_of_one_document_are_not_those_of_the_next() -> None:
    """A header that two documents share has the digits of each document's own section."""
    header = f"<w:p>{complex_field('PAGE', '2')}</w:p>"
    thai = section("header1 default", more='<w:pgNumType w:fmt="thaiNumbers"/>')
    for last, expected in ((thai, "๒"), (section("header1 default"), "2")):
        document = written(p("ก") + last, header1=header)
        assert [expected] == [text for *_, text in shown(document.furniture)]
