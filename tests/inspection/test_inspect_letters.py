"""A letter is checked from its bytes: text, Word tables, pages, the office's own levels."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from support import EXAMPLES
from typed_letters import LETTER, TABLE, docx, with_cell, wrong_day_letter

from circulars.inspection import Inspected, Quote, inspect_letter
from circulars.inspection import pages as pages_module
from circulars.inspection.pages import Layout, open_layout
from circulars.layout import Converter
from circulars.model.findings import Finding, Level
from circulars.model.setting import Setting
from circulars.office_profile import load_office
from circulars.reading import read_document

pytestmark = pytest.mark.usefixtures("warm_office")


def codes(inspected: Inspected) -> dict[str, str]:
    """Return the codes that were found, each with its place."""
    return {finding.code: finding.where for finding in inspected.findings}


def test_a_clean_letter_has_nothing_to_mend() -> None:
    """Nothing blocks in a letter whose days, parts and sums are right."""
    inspected = inspect_letter(docx(LETTER, TABLE), "หนังสือ.docx")
    assert [] == [each for each in inspected.findings if each.level is Level.BLOCK]


def test_the_sentence_is_quoted() -> None:
    """A fault of the text comes with its paragraph, and with the place of its w:p."""
    inspected = inspect_letter(docx(wrong_day_letter()), "หนังสือ.docx")
    (finding,) = (each for each in inspected.findings if each.code == "weekday-mismatch")
    quote = inspected.quote(finding)
    assert quote is not None
    start, end = quote.offence(finding) or (0, 0)
    assert "วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘" == quote.text[start:end]
    assert 5 == inspected.orders[inspected.place(finding)]


def test_tables_are_reckoned() -> None:
    """A Word table is understood by its headings: a wrong sum is found at its cell."""
    inspected = inspect_letter(docx(LETTER, with_cell(2, 4, "4,771")), "หนังสือ.docx")
    (finding,) = (each for each in inspected.findings if each.code == "row-total-mismatch")
    assert "ตารางที่ 1 แถวที่ 3 ช่องที่ 5" == finding.where
    assert Quote(text="2 | ปง | 3,127 | 1,590 | 4,771", cell=(25, 30)) == inspected.quote(finding)
    table = Document(io.BytesIO(docx(LETTER, TABLE))).tables[0]
    paragraph = table.cell(2, 4).paragraphs[0]._p
    everyone = list(table._tbl.getroottree().iter(qn("w:p")))
    assert everyone.index(paragraph) == inspected.orders[finding.where]


def test_figures_that_were_checked_before_are_left_alone() -> None:
    """Where the tables come from a checked workbook, only the text of the letter is checked."""
    data = docx(wrong_day_letter(), with_cell(2, 4, "4,771"))
    found = codes(inspect_letter(data, "หนังสือ.docx", with_tables=False))
    assert "weekday-mismatch" in found
    assert "row-total-mismatch" not in found


def test_the_office_has_its_own_levels() -> None:
    """A rule that the office switched off is silent; another weighs what the office says."""
    office = replace(load_office(EXAMPLES / "phayao.toml"), levels={"weekday-mismatch": None})
    data = docx(wrong_day_letter())
    assert "weekday-mismatch" not in codes(inspect_letter(data, "ก.docx", Setting(office=office)))
    softened = replace(office, levels={"weekday-mismatch": Level.WARN})
    found = inspect_letter(data, "ก.docx", Setting(office=softened)).findings
    assert [Level.WARN] == [each.level for each in found if each.code == "weekday-mismatch"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "docx-damaged", id="empty"),
        pytest.param(b"%PDF-1.7", "docx-wrong-kind", id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(2000), "docx-old-format", id="doc"),
        pytest.param(docx()[:900], "docx-damaged", id="cut off"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    """A file that is no letter gives a finding and not an error."""
    inspected = inspect_letter(data, "ก.docx")
    assert [code] == [finding.code for finding in inspected.findings]
    assert inspected.letter is None


def test_without_libreoffice_the_rest_is_checked() -> None:
    """What is missing on the machine is told as a note beside the findings of the text."""
    missing = Finding(code="libreoffice-missing", where="เครื่องนี้", message="ไม่มี", hint="ติดตั้ง")
    found = codes(
        inspect_letter(docx(wrong_day_letter()), "ก.docx", layout=Layout(missing=(missing,)))
    )
    assert {"weekday-mismatch", "layout-unchecked"} <= found.keys()


def test_a_document_beyond_all_measure_is_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of more paragraphs than any letter keeps nobody waiting: its text is checked."""
    monkeypatch.setattr(pages_module, "MOST_PARAGRAPHS", 3)
    with Converter() as converter:
        layout = Layout(converter=converter)
        inspected = inspect_letter(docx(wrong_day_letter()), "ก.docx", layout=layout)
        assert converter._office is None
    (told,) = (each for each in inspected.findings if each.code == "layout-unchecked")
    assert (Level.WARN, True) == (told.level, "เกิน 3 ย่อหน้า" in told.message)
    assert "weekday-mismatch" in codes(inspected)


def test_pages_are_laid_out() -> None:
    """The pages come with their text, and with fonts that LibreOffice had to replace."""

    def change(document: Document) -> None:  # type: ignore[valid-type] # python-docx has no types
        run = document.add_paragraph("ท้ายเรื่อง").runs[0]  # type: ignore[attr-defined]  # as above
        run.font.name = "Wingless Serif"
        run._r.rPr.rFonts.set(qn("w:cs"), "Wingless Serif")

    data = docx(LETTER, change=change)
    document = read_document(data, "ก.docx")
    with open_layout(wanted=True) as layout:
        laid = layout.laid(data, document)
        broken = layout.laid(b"no package", document)
    pages = laid.pages
    assert pages is not None
    assert ["Wingless Serif"] == list(pages.missing_fonts)
    assert "เรียน" in pages.texts[0]
    assert pages.starts[0].startswith("ที่ พย")
    assert ((), b"", None) == (laid.findings, laid.pdf, broken.pages)
    assert [("layout-unchecked", Level.WARN)] == [(f.code, f.level) for f in broken.findings]
