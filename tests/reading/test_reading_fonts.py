"""Fonts, alignment and the starts of pages, as Word takes them from a run up to the defaults."""

from __future__ import annotations

import pytest
from word_files import only, p, r, texts, written

from circulars.model.written import Align

THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
    '<a:fontScheme><a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/>'
    '<a:cs typeface="Angsana New"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/>'
    '<a:ea typeface=""/><a:cs typeface=""/><a:font script="Arab" typeface="Arial"/>'
    '<a:font script="Thai" typeface="Cordia New"/></a:minorFont></a:fontScheme>'
    "</a:themeElements></a:theme>"
)
THAI_THEME = '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/>'
DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
)
STYLES = f"""{DEFAULTS}
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:basedOn w:val="Normal"/>
 <w:pPr><w:jc w:val="thaiDistribute"/></w:pPr>
 <w:rPr><w:rFonts w:ascii="TH SarabunIT๙" w:cs="TH SarabunIT๙"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Last"><w:basedOn w:val="Body"/></w:style>
<w:style w:type="character" w:styleId="Loud">
 <w:rPr><w:rFonts w:cs="Browallia New"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Circle"><w:basedOn w:val="Round"/>
 <w:rPr><w:rFonts w:cs="A"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Circle"/>
 <w:rPr><w:rFonts w:ascii="B"/></w:rPr></w:style>
"""


def fonts(run_properties: str = "", properties: str = "", settings: str = THAI_THEME) -> object:
    """Return the fonts for Thai text and for Arabic digits of one run."""
    body = p(r("วันที่ 5", run_properties), properties)
    (span,) = only(body, styles=STYLES, theme=THEME, settings=settings).spans
    return span.font, span.digits_font


@pytest.mark.parametrize(
    ("run", "paragraph", "expected"),
    [
        pytest.param("", "", ("Cordia New", "Calibri"), id="theme"),
        pytest.param(
            "", '<w:pStyle w:val="Last"/>', ("TH SarabunIT๙",) * 2, id="style it is based on"
        ),
        pytest.param(
            '<w:rStyle w:val="Loud"/>',
            '<w:pStyle w:val="Body"/>',
            ("Browallia New", "TH SarabunIT๙"),
            id="character style over paragraph style",
        ),
        pytest.param(
            '<w:rStyle w:val="Loud"/><w:rFonts w:ascii="TH SarabunPSK" w:cs="TH SarabunPSK"/>',
            "",
            ("TH SarabunPSK",) * 2,
            id="the run itself",
        ),
        pytest.param(
            '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>', "", ("Cordia New", "Arial"),
            id="only the Latin font",
        ),
        pytest.param(
            '<w:rFonts w:cstheme="majorBidi" w:cs="X"/>', "", ("Angsana New", "Calibri"),
            id="theme over name",
        ),
        pytest.param("<w:cs/>", "", ("Cordia New",) * 2, id="all characters complex"),
        pytest.param("<w:rtl/>", "", ("Cordia New",) * 2, id="from right to left"),
        pytest.param('<w:cs w:val="0"/>', "", ("Cordia New", "Calibri"), id="not complex"),
        pytest.param('<w:rStyle w:val="None"/>', "", ("Cordia New", "Calibri"), id="no such style"),
        pytest.param("", '<w:pStyle w:val="None"/>', ("Cordia New", "Calibri"), id="no such one"),
        pytest.param("", '<w:pStyle w:val="Circle"/>', ("A", "B"), id="styles in a circle"),
    ],
)  # fmt: skip
def test_fonts(run: str, paragraph: str, expected: tuple[str, str]) -> None:
    """Thai is drawn by the font of complex scripts, Arabic digits by the Latin one.

    The run comes before its style, that before the paragraph's, that before the defaults.
    """
    assert expected == fonts(run, paragraph)


def test_the_theme_of_another_script() -> None:
    """A theme names fonts by script: without a Thai document it says nothing of Thai."""
    assert ("", "Calibri") == fonts(settings='<w:themeFontLang w:val="en-US"/>')


def test_no_fonts_named() -> None:
    """Where the document names no font, none is made up."""
    (span,) = only(p("ก")).spans
    assert ("", "") == (span.font, span.digits_font)


def test_spans() -> None:
    """Runs of the same fonts are one span; spans lie end to end."""
    arial = '<w:rFonts w:cs="Arial"/>'
    line = only(p(r("ก") + r("ข") + r("", arial) + r("คค", arial) + r("ง")))
    assert [(0, 2, ""), (2, 4, "Arial"), (4, 5, "")] == [
        (span.start, span.end, span.font) for span in line.spans
    ]


@pytest.mark.parametrize(
    ("jc", "align"),
    [
        ("left", Align.LEFT),
        ("start", Align.LEFT),
        ("center", Align.CENTER),
        ("right", Align.RIGHT),
        ("end", Align.RIGHT),
        ("both", Align.JUSTIFIED),
        ("distribute", Align.JUSTIFIED),
        ("thaiDistribute", Align.JUSTIFIED),
        ("unheard-of", Align.LEFT),
    ],
)
def test_alignment(jc: str, align: Align) -> None:
    """Alignment by w:jc, in its newer words too."""
    assert align is only(p("ก", f'<w:jc w:val="{jc}"/>')).align


def test_alignment_of_styles() -> None:
    """A paragraph is set as its style says, or as the style that one is based on does."""
    assert Align.JUSTIFIED is only(p("ก", '<w:pStyle w:val="Last"/>'), styles=STYLES).align
    own = p("ก", '<w:pStyle w:val="Last"/><w:jc w:val="left"/>')
    assert Align.LEFT is only(own, styles=STYLES).align


BREAK = '<w:r><w:br w:type="page"/></w:r>'
SECTION = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("ก") + p(BREAK) + p("ข"), [False, True], id="a paragraph of its own"),
        pytest.param(p("ก") + p(BREAK + r("ข")), [False, True], id="before the text"),
        pytest.param(p(r("ก") + BREAK) + p("ข"), [False, True], id="behind the text"),
        pytest.param(p(r("ก") + BREAK + r("ข")) + p("ค"), [False, False], id="in the text"),
        pytest.param(p("ก") + p("ข", "<w:pageBreakBefore/>"), [False, True], id="property"),
        pytest.param(
            p("ก") + p("", "<w:pageBreakBefore/>") + p("ข"), [False, True], id="an empty one"
        ),
        pytest.param(
            p("ก") + p("ข", '<w:pageBreakBefore w:val="0"/>'), [False, False], id="property off"
        ),
        pytest.param(
            p("ก") + p(r("ข").replace("<w:t", "<w:lastRenderedPageBreak/><w:t", 1)),
            [False, False],
            id="where a page ended once",
        ),
        pytest.param(p("ก", "<w:sectPr/>") + p("ข") + "<w:sectPr/>", [False, True], id="section"),
        pytest.param(
            p("ก", "<w:sectPr/>") + p("ข") + SECTION.format("continuous"),
            [False, False],
            id="section on the same page",
        ),
        pytest.param(
            p("ก", SECTION.format("continuous")) + p("ข") + SECTION.format("oddPage"),
            [False, True],
            id="section on an odd page",
        ),
    ],
)
def test_starts_of_pages(body: str, expected: list[bool]) -> None:
    """A page starts behind a break, at a paragraph that asks for it, and with most sections."""
    assert expected == [each.starts_page for each in written(body).paragraphs]


def test_breaks_are_no_text() -> None:
    """A break in the text parts it; one before or behind it leaves no empty line."""
    column = '<w:r><w:br w:type="column"/></w:r>'
    assert ["ก", "ข"] == texts(p(BREAK + r("ก") + column) + p(column + r("ข") + BREAK))
    assert ["ก\nข"] == texts(p(r("ก") + BREAK + r("ข")))


def test_sections() -> None:
    """Each block knows its section; tracked changes of sections are none."""
    change = "<w:sectPr><w:sectPrChange><w:sectPr/></w:sectPrChange></w:sectPr>"
    document = written(p("ก") + p("", change) + p("ข") + "<w:sectPr/>")
    assert (2, [0, 1]) == (document.sections, [each.section for each in document.paragraphs])
    assert written(p("ก")).sections == 1
