"""What generate prints is read back and checked like any letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from support import EXAMPLES, FORM, TEMPLATES

from circulars import CircularsError, generate

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.findings import Finding

pytestmark = pytest.mark.usefixtures("warm_office")

WORKBOOK = EXAMPLES / "phayao-otop-2568.xlsx"
OFFICE = EXAMPLES / "phayao.toml"


def held(out: Path, **values: str) -> tuple[Finding, ...]:
    """Return what holds the external letter back, `values` set beside its example."""
    kind = TEMPLATES / "external_letter"
    with pytest.raises(CircularsError) as caught:
        generate(str(kind), kind / "example.xlsx", out, office=OFFICE, values=values, pdf=False)
    assert not list(out.glob("*"))
    return tuple(each for each in caught.value.findings if each.level == "block")


def test_a_citation_of_nothing_holds_the_letter_back(tmp_path: Path) -> None:
    """What the text cites and the list lacks is told with the field it was typed into."""
    (finding,) = held(tmp_path, เอกสารแนบ2="")
    assert "attachment-missing" == finding.code
    assert "“สิ่งที่ส่งมาด้วย ๒”" in finding.message
    assert "ช่อง ข้อความ “เพื่อให้การเตรียมงานเป็นไปด้วย…”" == finding.where


def test_a_wrong_weekday_in_the_text_holds_the_letter_back(tmp_path: Path) -> None:
    """Text of the form is checked like text typed in Word: 25 January 2568 is a Saturday."""
    (finding,) = held(
        tmp_path,
        ข้อความ="ขอเชิญประชุมในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘ ตามสิ่งที่ส่งมาด้วย ๑ และ ๒",
        วันที่="2025-01-10",
    )
    assert ("weekday-mismatch", True) == (finding.code, "วันเสาร์" in finding.message)


def test_the_office_can_lower_a_level(tmp_path: Path) -> None:
    """[checks] of the profile turns the block into a warning, and the letter is made."""
    office = tmp_path / "office.toml"
    level = '[checks]\nattachment-missing = "warn"'
    office.write_text(OFFICE.read_text("utf-8").replace("[checks]", level), "utf-8")
    kind = TEMPLATES / "external_letter"
    values = {"เอกสารแนบ2": ""}
    batch = generate(
        str(kind), kind / "example.xlsx", tmp_path / "out", office=office, values=values, pdf=False
    )
    assert "warn" in {f.level for f in batch.findings if f.code == "attachment-missing"}


def test_the_closing_word_pages_are_those_of_the_pdf(tmp_path: Path) -> None:
    """Page numbers and continuation words that we print ourselves satisfy the rules over pages."""
    batch = generate("otop_monthly_sales", WORKBOOK, tmp_path, office=OFFICE, values=FORM)
    codes = {finding.code for finding in batch.findings}
    assert not codes & {"page-number", "continuation-mismatch", "font-substituted", "part-missing"}


def test_a_fault_of_some_letters_names_them(tmp_path: Path) -> None:
    """Of several letters only those with the fault are named; what all share is said once."""
    book = openpyxl.load_workbook(WORKBOOK, data_only=True)
    sheet = book.active
    assert sheet is not None
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    cells["แม่ใจ"].value = "เเม่ใจ"  # เ twice, which looks the same
    book.save(tmp_path / "book.xlsx")
    batch = generate(
        "otop_district_sales",
        tmp_path / "book.xlsx",
        tmp_path / "out",
        office=OFFICE,
        values=FORM,
        pdf=False,
    )
    places = [f.where for f in batch.findings if f.where.startswith("เเม่ใจ: ")]
    shared = [f for f in batch.findings if f.code == "era-spacing"]
    assert places
    assert 1 == len(shared)


def test_a_date_left_blank_on_purpose_is_only_noted(tmp_path: Path) -> None:
    """A letter whose whole date is left to the pen is no letter without a date."""
    kind = TEMPLATES / "external_letter"
    values = {"วันที่": ""}
    batch = generate(
        str(kind), kind / "example.xlsx", tmp_path, office=OFFICE, values=values, pdf=False
    )
    assert {"note"} == {f.level for f in batch.findings if f.code == "part-missing"}
