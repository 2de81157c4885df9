"""One run for many recipients: a file each, with a name that people recognise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support import EXAMPLES, document_text

from circulars import generate

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch

WORKBOOK = EXAMPLES / "phayao-otop-2568.xlsx"
DISTRICTS = ["เมืองพะเยา", "จุน", "เชียงคำ", "เชียงม่วน", "ดอกคำใต้", "ปง", "แม่ใจ", "ภูซาง", "ภูกามยาว"]


def letters(out: Path, workbook: Path = WORKBOOK, *, pdf: bool = False) -> Batch:
    """Return the letters to the districts of a workbook."""
    return generate(
        "otop_district_sales",
        workbook,
        out,
        office=EXAMPLES / "phayao.toml",
        values={"วันที่": "2025-03-11", "เลขที่": "1201"},
        pdf=pdf,
    )


def test_names_of_the_files(tmp_path: Path) -> None:
    """Each letter is called by its number and its recipient, and stands so in the manifest."""
    batch = letters(tmp_path)
    stems = [f"พย0019.2-{1201 + place}-{name}" for place, name in enumerate(DISTRICTS)]
    assert [*(f"{stem}.docx" for stem in stems), "manifest.json"] == [p.name for p in batch.files]
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert stems == [each["file"] for each in manifest["letters"]]
    assert DISTRICTS == [each["recipient"] for each in manifest["letters"]]


def test_each_has_its_own_figures(tmp_path: Path) -> None:
    """The letter to ภูกามยาว has its own figures, as the table has them, and no other's."""
    last = document_text(letters(tmp_path).files[8].read_bytes())
    assert "อำเภอภูกามยาวมียอดจำหน่ายสะสม ๖๕,๑๙๒,๒๙๙.๖๐ บาท" in last
    assert "คิดเป็นร้อยละ ๑๙๓.๗๑" in last
    assert "บรรลุเป้าหมายแล้ว" in last
    assert "39,379,250.00" in last  # its own February, though copied from another
    assert "38,188,250.00" not in last


def test_one_printer_for_all(tmp_path: Path) -> None:
    """All letters of a run are laid out; each PDF has its letter and its annex."""
    batch = letters(tmp_path, pdf=True)
    assert 9 == sum(path.suffix == ".pdf" for path in batch.files)
    assert 18 == batch.pages


@pytest.mark.parametrize("name", ["ก/ข:ค", "con", "ก" * 80, "..", "a\\b?"])
def test_recipients_with_strange_names(name: str, tmp_path: Path) -> None:
    """Whatever a recipient is called, the file has a name that every system takes."""
    book = openpyxl.load_workbook(WORKBOOK, data_only=True)
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[1].value == "จุน")
    sheet.cell(row[1].row or 0, 2, name)
    book.save(tmp_path / "strange.xlsx")
    batch = letters(tmp_path / "out", tmp_path / "strange.xlsx")
    assert 10 == len(batch.files)
    assert all(path.is_file() and path.parent == tmp_path / "out" for path in batch.files)
    assert not set('<>:"/\\|?*') & set("".join(path.name for path in batch.files))


def test_recipients_of_one_name(tmp_path: Path) -> None:
    """Two recipients of one name get a file each."""
    book = openpyxl.load_workbook(WORKBOOK, data_only=True)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        if row[1].value == "ปง":
            sheet.cell(row[1].row or 0, 2, "จุน")
    book.save(tmp_path / "same.xlsx")
    batch = letters(tmp_path / "out", tmp_path / "same.xlsx")
    assert 10 == len({path.name for path in batch.files})
