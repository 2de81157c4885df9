"""Values: every one arrives as it is; the same letter is the same bytes; nothing leaks."""

from __future__ import annotations

import datetime as dt
import io
import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docxtpl import RichText
from hypothesis import given, settings
from hypothesis import strategies as st
from render_documents import letter, lines, package, paragraph, part, places, printed, refused, run

from circulars import Template
from thai_numerals import YearMonth, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Callable

# XML 1.0, production [2] Char; carriage returns are read back as line ends.
LEGAL = st.characters(codec="utf-8", exclude_characters="\ufffe\uffff\r").filter(
    lambda char: char >= " " or char in "\t\n"
)
POLICY = Template(letter("{{ ค่า }}"))  # with the digits of letters
VALUE = Template(letter("{{ ค่า }}"), digits=str)
THREE = Template(letter("<{{ ก }}|{{ ข }}|{{ ค }}>"), digits=str)


@settings(deadline=None, max_examples=80)
@given(st.text(LEGAL))
def test_any_text_arrives_unchanged(value: str) -> None:
    """A value of any characters that XML knows is read back from the letter as it was."""
    assert value == lines(VALUE.render({"ค่า": value}))[0]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(st.sampled_from("{}%#<>&\"'_ \n\tก"), max_size=12), min_size=3, max_size=3))
def test_signs_of_tags_and_xml_arrive_unchanged(values: list[str]) -> None:
    """Values made of braces, quotes and angles neither become tags nor spoil their neighbours."""
    expected = "<{}|{}|{}>".format(*values)
    assert expected == lines(THREE.render(dict(zip("กขค", values, strict=True))))[0]


@settings(deadline=None, max_examples=40)
@given(st.text(st.sampled_from("0123456789๐๙ กข-/\n"), max_size=20))
def test_digits_are_converted_and_nothing_else(value: str) -> None:
    """The digit policy changes digits only."""
    assert to_thai_digits(value) == lines(POLICY.render({"ค่า": value}))[0]


@pytest.mark.parametrize(
    "value", ["A & B <c>", 'กล่าวว่า "ดี"', "{{ x }}", "{% if %}", "&amp;", "]]>"]
)
def test_text_that_looks_like_code(value: str) -> None:
    """What means something in XML or Jinja is text in a value."""
    assert value == printed(letter("{{ x }}"), x=value)[0]


def test_line_ends_and_tabs_are_words_own() -> None:
    """A line end is a `w:br`, a tab a `w:tab`, in the formatting of the tag's run."""
    docx = Template(letter("{{ x }}")).render({"x": "ก\nข\tค\r\nง"})
    xml = part(docx, "word/document.xml")
    assert 2 == xml.count("<w:br/>")
    assert 1 == xml.count("<w:tab/>")
    assert ["ก\nข\tค\nง"] == lines(docx)


@pytest.mark.parametrize("code", [0, 1, 0x0B, 0x1F, 0xD800, 0xFFFE, 0xFFFF])
@pytest.mark.parametrize(
    "tag", ["{{ x }}", "{{ x | เลขไทย }}", "{{ 'ก' ~ x }}", "{{ [x] | join }}"]
)
def test_characters_no_document_can_hold(code: int, tag: str) -> None:
    """A control character is refused at the tag, whatever filter it comes through."""
    found = refused(letter("ก", "ข " + tag), x=f"a{chr(code)}b")
    assert [("template-value", "letter.docx ย่อหน้าที่ 2")] == places(found)
    assert f"U+{code:04X}" in found[0].message


def test_a_control_character_typed_in_the_template() -> None:
    """A constant in a tag is held to the same rule as a value."""
    found = refused(letter('{{ "\\x01" }}'))
    assert [("template-value", "letter.docx ย่อหน้าที่ 1")] == places(found)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{{ 2568 }}", "๒๕๖๘"),
        ("{{ 1.04 }}", "๑.๐๔"),
        ("{{ 'ข้อ 5' }}", "ข้อ ๕"),
        ("{{ 1 + 1 }}", "๒"),
        ("{{ 'A & B\\n' }}", "A & B\n"),
        ("{{ 'โทร. 5 ' ~ (x | เลขอารบิก) }}", "โทร. ๕ 0 5444"),
        ("{{ x | เลขอารบิก }}", "0 5444"),
    ],
)
def test_constants_follow_the_digit_policy(tag: str, expected: str) -> None:
    """What is typed in a tag is printed as a value is, though it is known beforehand."""
    assert expected == printed(letter(tag), x="0 5444")[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.date(2025, 3, 11), "๑๑ มีนาคม ๒๕๖๘"),
        (dt.datetime(2025, 3, 11, 9, 30, tzinfo=dt.UTC), "๑๑ มีนาคม ๒๕๖๘"),
        (YearMonth(2025, 3), "มีนาคม ๒๕๖๘"),
        (Decimal("1E+3"), "๑๐๐๐"),
        (Decimal("1.10"), "๑.๑๐"),
        (7, "๗"),
        (None, ""),
    ],
)
def test_values_that_are_no_text(value: object, expected: str) -> None:
    """Dates are printed as in a letter, decimals without exponents, nothing as nothing."""
    assert expected == printed(letter("{{ x }}"), x=value)[0]
    assert f"ก {expected}" == printed(letter("{{ 'ก ' ~ x }}"), x=value)[0]


@pytest.mark.parametrize("value", [[1, 2], {"ก": 1}, print, (n for n in [1])])
def test_lists_and_functions_are_not_printed(value: object) -> None:
    """A list in a tag is a mistake of the template, not text in Python's notation."""
    assert ["template-value"] == [f.code for f in refused(letter("{{ x }}"), x=value)]


def test_same_input_same_bytes() -> None:
    """The same template and values give the same bytes, also from a template opened anew."""
    source = letter("{{ x }}")
    first = Template(source).render({"x": 1})
    template = Template(source)
    template.render({"x": 2})
    assert first == template.render({"x": 1})


def test_a_template_forgets_its_letters() -> None:
    """Counters, set names and loops of one letter are not seen by the next, from any thread."""
    template = Template(
        letter(
            "{% set ns = namespace(n=0) %}{% for a in xs %}{% set ns.n = ns.n + a %}{% endfor %}"
            "{% set วน = cycler('ก', 'ข') %}{{ ns.n }}{{ วน.next() }}"
        ),
        digits=str,
    )

    def one(number: int) -> str:
        return lines(template.render({"xs": [number] * 5}))[0]

    with ThreadPoolExecutor(4) as pool:
        assert [f"{5 * n}ก" for n in range(40)] == list(pool.map(one, range(40)))


def test_values_in_field_codes_and_descriptions(part_text: Callable[[str], str]) -> None:
    """A tag in a link's address or an image's description stays on one line, in Arabic digits."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "{{ x }}" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    xml = part_text(field)
    assert 'HYPERLINK "a&amp;b 1" ' in xml
    named = part_text('<w:bookmarkStart w:id="1" w:name="{{ x }}"/><w:bookmarkEnd w:id="1"/>')
    assert 'w:name="a&amp;b 1"' in named


@pytest.fixture
def part_text() -> Callable[[str], str]:
    """Return a function that prints a value of two lines in a paragraph of XML."""

    def rendered(xml: str) -> str:
        docx = Template(package(paragraph(xml))).render({"x": "a&b\n1"})
        assert Document(io.BytesIO(docx))
        return part(docx, "word/document.xml")

    return rendered


def test_attributes_of_cells_keep_their_digits() -> None:
    """Widths that a tag gives to a cell are numbers of XML, not of the letter."""
    cell = f"<w:tc><w:tcPr><w:tcW/></w:tcPr>{paragraph('{% colspan n %}{{ n }}')}</w:tc>"
    body = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>"
    xml = part(Template(package(body)).render({"n": 3}), "word/document.xml")
    assert re.search(r'<w:gridSpan w:val="3"/>.*๓', xml)


def test_text_in_a_place_for_runs() -> None:
    """A ``{{r … }}`` with text would vanish from the page: it is refused."""
    found = refused(letter("{{r x }}"), x="ข้อความ")
    assert [("template-unsafe", "letter.docx ย่อหน้าที่ 1")] == places(found)


def test_rich_text_of_docxtpl() -> None:
    """A script that builds a docxtpl RichText prints it in a place for runs."""
    docx = Template(letter("ก {{r x }} ข")).render({"x": RichText("A & B", bold=True)})
    assert "ก A & B ข" == lines(docx)[0]


def test_braces_as_docxtpl_prints_them() -> None:
    """``{_{ x }_}`` prints braces."""
    assert "{{ x }} {% y %}" == printed(letter("{_{ x }_} {_% y %_}"))[0]


def test_escape_filter_is_harmless() -> None:
    """``|e`` of older templates changes nothing: values are escaped anyway."""
    assert "A & B" == printed(letter("{{ x|e }}"), x="A & B")[0]


def test_formatting_beside_a_tag_stays() -> None:
    """The run's own formatting goes with the value."""
    xml = part(
        Template(package(paragraph(run("{{ x }}", "<w:b/><w:bCs/>")))).render({"x": "ก"}),
        "word/document.xml",
    )
    assert '<w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">ก</w:t>' in xml
