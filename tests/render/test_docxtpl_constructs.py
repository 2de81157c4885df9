"""What docxtpl documents prints here what it prints there, or is refused with a reason."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import pytest
from document_shapes import properties, shape, stories
from docx import Document
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from PIL import Image
from render_documents import letter, package, paragraph, places, refused, run, story

from circulars import Template

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELL: Final = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{}</w:tcPr>{}</w:tc>'


def theirs(template: bytes, values: dict[str, Any]) -> bytes:
    """Return what docxtpl makes of `template`, with its values escaped."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(values, Environment(autoescape=True), autoescape=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def ours(template: bytes, values: dict[str, Any]) -> bytes:
    """Return what circulars makes of `template`, digits as they are."""
    return Template(template, digits=str).render(values)


def grid(*rows: Sequence[str], widths: Sequence[int]) -> str:
    """Return a table; a cell that is no XML becomes a paragraph, `#`… goes before as properties."""
    made = []
    for row in rows:
        cells = ""
        for cell in row:
            looks, text = cell.split("#", 1) if cell.startswith("<w:gridSpan") else ("", cell)
            cells += _CELL.format(looks, text if text.startswith("<") else paragraph(text))
        made.append(f"<w:tr>{cells}</w:tr>")
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{head}<w:tblGrid>{columns}</w:tblGrid>{''.join(made)}</w:tbl>"


def lines(*texts: str) -> str:
    """Return a paragraph for each text."""
    return "".join(map(paragraph, texts))


ROWS: Final = ("{%tr for i in items %}", ""), ("{%tr endfor %}", "")
COLS: Final = ("{%tc for c in cols %}", "{{ c }}", "{%tc endfor %}")
MERGED: Final = ("{%tc for c in cols %}", "{% hm %}all", "{%tc endfor %}")
VALUES: Final[dict[str, Any]] = {
    "cols": list("ABCDE"),
    "items": [
        {"desc": "ผ้าทอ", "qty": 10, "bg": "FF0000", "sub": ["ก", "ข"], "cols": [1, 2, 3, 4, 5]},
        {"desc": "A & B <c>", "qty": 3, "bg": "00FF00", "sub": ["ค"], "cols": [6, 7, 8, 9, 0]},
    ],
    "yes": True,
    "no": False,
    "n": 3,
    "text": "บรรทัด 1\nบรรทัด 2\tหลังแท็บ & <จบ>",
    "rich": RichText("A & B\nC\tD", bold=True, color="ff0000"),
    "richer": RichTextParagraph("ย่อหน้า"),
    "listing": Listing("ก & ข\nค <ง>"),
    "nothing": [],
    "d": {"b": 1, "a": 2},
}
HOUSE: Final = (
    "บ้านอยู่{% if yes -%}",
    "ในเมือง",
    "{%- else -%}",
    "ในชนบท",
    "{%- endif %} และชอบ",
)
SAME: Final = {
    "rows": grid(("h", "q"), ROWS[0], ("{{ i.desc }}", "{{ i.qty }}"), ROWS[1], widths=[3000] * 2),
    "no rows": grid(
        ("h", "q"),
        ("{%tr for i in nothing %}", ""),
        ("{{ i.desc }}", ""),
        ROWS[1],
        widths=[3000] * 2,
    ),
    "a row on condition": grid(
        ("{%tr if no %}", ""), ("x", "y"), ("{%tr endif %}", ""), ("1", "2"), widths=[1000] * 2
    ),
    "a cell on condition": grid(
        ("{%tc if no %}", "x", "{%tc endif %}", "y"), ("1", "2"), widths=[1000] * 2
    ),
    "columns": grid(COLS, (COLS[0], "{{ loop.index }}", COLS[2]), widths=[2000] * 3),
    "fewer columns": grid(
        ("{%tc for c in d %}", "{{ c }}", "{%tc endfor %}"), widths=[1000, 2000, 3000]
    ),
    "rows and columns": grid(
        ("L", *COLS),
        ("{%tr for i in items %}", "", "", ""),
        ("{{ i.desc }}", "{%tc for c in i.cols %}", "{{ c }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", "", ""),
        widths=[1500] * 4,
    ),
    "vertical merge": grid(
        ROWS[0], ("ก {% vm %} ข {{ i.qty }}", "{{ i.desc }}"), ROWS[1], widths=[2000] * 2
    ),
    "horizontal merge": grid(MERGED, COLS, widths=[2000] * 3),
    "horizontal merge of wide cells": grid(
        ("{%tc for c in cols %}", '<w:gridSpan w:val="2"/>#{% hm %}all', "{%tc endfor %}"),
        ("{%tc for c in cols %}", "{{ c }}", "{{ c }}", "{%tc endfor %}"),
        widths=[1000] * 4,
    ),
    "colspan": grid(("{% colspan n %}{{ n }}",), ("a", "b", "c"), widths=[2000] * 3),
    "colspan of many": grid(("{% colspan cols|count %}T",), COLS, widths=[2000] * 3),
    "cellbg": grid(
        ROWS[0], ("{% cellbg i.bg %}{{ i.desc }}", "{{ i.qty }}"), ROWS[1], widths=[3000] * 2
    ),
    "a table in a cell": grid(
        ROWS[0],
        (
            "{{ i.desc }}",
            grid(("{%tr for s in i.sub %}",), ("{{ s }}",), ("{%tr endfor %}",), widths=[900])
            + paragraph(""),
        ),
        ROWS[1],
        widths=[3000] * 2,
    ),
    "a table in a loop": paragraph("{%p for i in items %}")
    + grid(("{%tc for s in i.sub %}", "{{ s }}", "{%tc endfor %}"), widths=[1000] * 3)
    + lines("{{ i.desc }}", "{%p endfor %}", "จบ"),
    "loops in loops": lines(
        "{%p for i in items %}", "{{ i.desc }}", "{%p for s in i.sub %}", "- {{ s }}",
        "{%p endfor %}", "{%p endfor %}", "จบ",
    ),
    "paragraphs on condition": lines(
        "{%p if no %}", "A", "{%p elif yes %}", "B", "{%p else %}", "C", "{%p endif %}"
    ),
    "text on condition": lines(
        "x{% if yes %}A{% else %}B{% endif %}{% for c in cols %}{{ c }}"
        "{% if not loop.last %}, {% endif %}{% endfor %}"
    ),
    "runs on condition": paragraph(run("{%r if yes %}"), run("A"), run("{%r endif %}"), run("z")),
    "paragraphs joined": lines(*HOUSE),
    "remarks": lines("a{# ก #}b", "{#p ข #}", "z")
    + grid(("{#tr ค #}", ""), ("1", "2"), widths=[900] * 2),
    "a remark for a cell": grid(("{#tc ค #}", "2"), widths=[900] * 2),
    "lines and tabs": lines("{{ text }}"),
    "rich text": lines("ก {{r rich }} ข"),
    "rich text in a cell": grid(("{{r rich }}", "{{ n }}"), widths=[900] * 2),
    "rich paragraph": lines("{{p richer }}"),
    "listing": lines("{{ listing }}"),
    "braces": lines("{_{ x }_} {_% y %_}"),
    "names given": lines("{%p set a = 3 %}", "{{ a }}{% set b = 4 %}{{ b }}"),
    "a tag torn apart": paragraph(run("{{ "), run("n", "<w:b/>"), run(" }}")),
    "quotes of Word": lines("{{ “ก” }} {{ ‘ข’ }}"),
    "filters": lines("{{ 'abc' | upper }}|{{ cols | join(',') }}|{{ d | dictsort | length }}"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_the_same_text_and_the_same_grid(name: str) -> None:
    """A construct of docxtpl's documentation gives the text, cells, spans and widths it gives."""
    template = package(SAME[name])
    assert shape(theirs(template, VALUES)) == shape(ours(template, VALUES))


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.text("กข12 &<>\n\t", max_size=5), min_size=1, max_size=9),
    st.lists(st.integers(500, 4000), min_size=1, max_size=5),
)
def test_any_number_of_columns(cols: list[str], widths: list[int]) -> None:
    """However many columns come from the values, cells and grid are docxtpl's, to a twip."""
    template = package(grid(COLS, MERGED, widths=widths))
    values = {"cols": cols}
    [(expected_grid, expected)] = shape(theirs(template, values))
    [(actual_grid, actual)] = shape(ours(template, values))
    assert (expected, len(expected_grid)) == (actual, len(actual_grid))
    # docxtpl counts in floats and cuts off: 485 where 972 * 3 / 6 is 486
    pairs = zip(expected_grid, actual_grid, strict=True)
    assert [] == [pair for pair in pairs if abs(int(pair[0]) - int(pair[1])) > 1]


def test_headers_footers_and_footnotes() -> None:
    """Tags print in a header, a footer and a footnote as docxtpl prints them there."""
    note = f'<w:footnote w:id="1">{paragraph("{{ text }} {% if yes %}ก{% endif %}")}</w:footnote>'
    parts = {
        "footnotes": story("footnotes", note),
        "header1": story(
            "hdr", *map(paragraph, ("{{ text }}", "{%p if no %}", "x", "{%p endif %}"))
        ),
        "footer1": story("ftr", paragraph("{% for c in cols %}{{ c }}{% endfor %}")),
    }
    template = package(paragraph("ก") + "<w:sectPr/>", parts)
    expected = stories(theirs(template, VALUES))
    actual = stories(ours(template, VALUES))
    assert [] == [each for each in expected if each not in actual]
    assert 3 == len(expected)


def test_properties_of_the_document() -> None:
    """Tags in title, subject, author and so on print their values, escaped, on one line."""
    document = Document()
    told = document.core_properties
    told.title = "{{ items[0].desc }} & {{ n }}"
    told.subject = "{% if yes %}{{ n }}{% else %}x{% endif %}"
    told.author, told.comments, told.identifier = "{{ cols[0] }}", "ก", "{{ n }}/2568"
    made = io.BytesIO()
    document.save(made)
    template = made.getvalue()
    assert properties(theirs(template, VALUES)) == properties(ours(template, VALUES))
    known = {**VALUES, "n": "A & B\n<c>"}  # docxtpl escapes it twice
    assert "ผ้าทอ & A & B <c>" == properties(ours(template, known))[0]


def test_a_fault_in_the_properties_is_told() -> None:
    """A name or a tag that is wrong in a property is reported there."""
    document = Document()
    document.core_properties.title = "{{ ไม่มี }}"
    made = io.BytesIO()
    document.save(made)
    where = "letter.docx คุณสมบัติของแฟ้ม"
    assert [("template-missing-name", where)] == places(refused(made.getvalue()))


def picture() -> bytes:
    """Return a small PNG."""
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    return made.getvalue()


def test_pictures_of_another_package_are_refused() -> None:
    """A docxtpl InlineImage, or a link of its RichText, belongs to docxtpl's own document."""
    document = DocxTemplate(io.BytesIO(letter("ก")))
    document.init_docx()
    image = InlineImage(document, io.BytesIO(picture()))
    link = RichText("ก", url_id=document.build_url_id("http://example.go.th"))
    where = [("template-unsafe", "letter.docx ย่อหน้าที่ 1")]
    assert where == places(refused(letter("{{r x }}"), x=image))
    assert where == places(refused(letter("{{r x }}"), x=link))


REFUSED: Final[dict[str, tuple[str, str, dict[str, Any]]]] = {
    "a new paragraph in a value": ("{{ x }}", "template-value", {"x": "ก\aข"}),
    "a page break in a value": ("{{ x }}", "template-value", {"x": "ก\fข"}),
    "a method": ("{{ x.upper() }}", "template-missing-name", {"x": "a"}),
    "a list printed": ("{{ x }}", "template-value", {"x": ["a"]}),
    "a name that is not there": ("{{ x }}", "template-missing-name", {}),
    "text without escaping": ("{{ x | safe }}", "template-unknown-filter", {"x": "a"}),
    "format": ("{{ '%d' | format(x) }}", "template-unknown-filter", {"x": 1}),
    "raw": ("{% raw %}{{ x }}{% endraw %}", "template-syntax", {}),
    "runs in a text": ("{{ x }}", "template-value", {"x": RichText("a")}),
    "text in place of runs": ("{{r x }}", "template-unsafe", {"x": "a"}),
    "another file": ("{% include 'a' %}", "template-syntax", {}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told(name: str) -> None:
    """What docxtpl would do and a letter may not is a finding at its place."""
    text, code, values = REFUSED[name]
    assert code in {finding.code for finding in refused(letter(text), **values)}
