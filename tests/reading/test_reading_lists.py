"""Labels of list items are those that Word prints."""

from __future__ import annotations

import pytest
from word_files import only, p, r, table, tables, texts, written

THAI_LIST = """
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1."/>
 </w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1.%2"/>
 </w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="thaiLetters"/><w:lvlText w:val="(%3)"/>
 </w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def item(number: int = 1, level: int = 0, text: str = "ก") -> str:
    """Return a paragraph of the list `number` at this level."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def labels(*items: str, numbering: str = THAI_LIST, styles: str = "") -> list[str]:
    """Return the labels of these paragraphs."""
    document = written("".join(items), numbering=numbering, styles=styles)
    return [paragraph.label for paragraph in document.paragraphs]


def one_level(form: str, text: str = "%1", start: int = 1, more: str = "") -> str:
    """Return numbering.xml with one list of this form."""
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def test_a_label_stands_in_front() -> None:
    """The label is part of the text, with a space behind it; spans are those of the rest."""
    paragraph = only(item(text="ตรวจสอบข้อมูล"), numbering=THAI_LIST)
    assert ("๑.", "๑. ตรวจสอบข้อมูล") == (paragraph.label, paragraph.text)
    assert [(3, 16)] == [(span.start, span.end) for span in paragraph.spans]


def test_levels() -> None:
    """A lower level counts anew under each item of a higher one, and names it."""
    levels = (0, 1, 1, 2, 2, 1, 2, 0, 1)
    assert ["๑.", "๑.๑", "๑.๒", "(ก)", "(ข)", "๑.๓", "(ก)", "๒.", "๒.๑"] == labels(
        *(item(level=level) for level in levels)
    )


def test_a_level_without_its_higher_one() -> None:
    """A list that begins at the second level stands under the first item."""
    assert ["๑.๑", "๑.๒", "๑."] == labels(item(level=1), item(level=1), item())


def test_lists_with_one_definition() -> None:
    """Lists of one definition go on with one another, unless one says that it starts anew."""
    lists = (1, 1, 2, 3, 3, 1)
    assert ["๑.", "๒.", "๓.", "๑.", "๒.", "๓."] == labels(*(item(number) for number in lists))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "3"),
        ("decimalZero", "03"),
        ("thaiNumbers", "๓"),
        ("thaiLetters", "ค"),  # ฃ is left out
        ("thaiCounting", "สาม"),
        ("lowerLetter", "c"),
        ("upperLetter", "C"),
        ("lowerRoman", "iii"),
        ("upperRoman", "III"),
        ("japaneseLegal", "3"),
    ],
)
def test_forms(form: str, expected: str) -> None:
    """The third item in each form; one that no Thai letter has is counted in Arabic digits."""
    assert [expected] == labels(item(), numbering=one_level(form, start=3))


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        ("thaiLetters", 41, "ฮ"),
        ("thaiLetters", 42, "กก"),
        ("lowerLetter", 27, "aa"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperLetter", 0, "0"),
        ("lowerRoman", 4000, "4000"),
        ("thaiNumbers", 108, "๑๐๘"),
    ],
)
def test_forms_far_down(form: str, number: int, expected: str) -> None:
    """Behind the last letter each is written twice; beyond what a form can say digits stand."""
    assert [expected] == labels(item(), numbering=one_level(form, start=number))


@pytest.mark.parametrize(
    ("sign", "font", "expected"),
    [("\uf0b7", "Symbol", "•"), ("-", "TH SarabunPSK", "-"), ("\uf0d8", "Wingdings", "➢")],
)
def test_bullets(sign: str, font: str, expected: str) -> None:
    """A bullet is the sign that is seen."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    numbering = one_level("bullet", sign).replace("</w:lvl>", f"{fonts}</w:lvl>")
    assert [expected] == labels(item(), item(), numbering=numbering)[1:]


def test_no_label() -> None:
    """A list without numbers, number 0 and a list that is not there give no label."""
    assert [""] == labels(item(), numbering=one_level("none", ""))
    assert ["", ""] == labels(item(0), item(99))
    assert ["ก"] == texts(item())  # no numbering.xml


def test_all_levels_in_arabic_digits() -> None:
    """A legal numbering (1.1 under ๑.) writes all its levels in Arabic digits."""
    numbering = THAI_LIST.replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    assert ["๑.", "1.1"] == labels(item(), item(level=1), numbering=numbering)


def test_a_level_that_does_not_start_anew() -> None:
    """A level may go on counting under the next higher item (w:lvlRestart 0)."""
    numbering = THAI_LIST.replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="%1.%2"/>'
    )
    assert ["๑.", "๑.๑", "๒.", "๒.๒"] == labels(
        item(), item(level=1), item(), item(level=1), numbering=numbering
    )


def test_numbers_of_styles() -> None:
    """A paragraph style brings its list, at the level that stands for it; 0 takes it away."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Item"/></w:style>'
    )
    numbering = THAI_LIST.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="Sub"/>')
    of_style = [p("ก", f'<w:pStyle w:val="{name}"/>') for name in ("Item", "Sub")]
    without = p("ก", '<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert ["๑.", "๑.๑", "", "๒."] == labels(
        *of_style, without, of_style[0], numbering=numbering, styles=styles
    )


def test_a_list_that_names_a_list_style() -> None:
    """A definition may only name a list style; the style's own definition counts."""
    numbering = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Thai"/></w:abstractNum>'
        + THAI_LIST
        + '<w:num w:numId="9"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Thai"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert ["๑."] == labels(item(9), numbering=numbering, styles=styles)


def test_a_level_of_one_list_alone() -> None:
    """A list may write a level in its own way (w:lvlOverride)."""
    override = (
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="ข้อ %1"/></w:lvl></w:lvlOverride></w:num>'
    )
    assert ["ข้อ 5"] == labels(item(4), numbering=THAI_LIST + override)


def test_numbers_alone() -> None:
    """Lines of a table may be numbered by Word: a number is read though nothing is typed."""
    numbered = f"<w:tc>{item(text='')}</w:tc>"
    body = table(["ลำดับ", "อำเภอ", "ยอด"], [numbered, "จุน", "1"], [numbered, "ปง", "2"])
    assert ["๑.", "๒."] == [row[0] for row in tables(body, numbering=THAI_LIST)[0][1:]]
    assert ["๑."] == texts(item(text=""), numbering=THAI_LIST)


def test_a_number_alone_on_a_new_page() -> None:
    """A number without text may be the first of a page; the text behind it is not."""
    page = p(r("ก") + '<w:r><w:br w:type="page"/></w:r>')
    document = written(page + item(text="") + p("ข"), numbering=THAI_LIST)
    assert [False, True, False] == [each.starts_page for each in document.paragraphs]


def test_a_definition_gone_wrong() -> None:
    """Levels and starts that are no numbers do not stop the reading."""
    numbering = one_level("decimal").replace('w:val="1"', 'w:val="หนึ่ง"', 1)
    body = p("ก", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr>')
    assert ["", "0"] == labels(body, item(), numbering=numbering)
