"""The invented data of a preview: awkward, and yet right by the type's own rules."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from circulars import generate, load_letter_type
from circulars.letter_types import letter_type_folders
from circulars.model.findings import Level
from circulars.office_profile import load_office
from circulars.previewing import Case, cases_of
from circulars.previewing.book import invented_book
from circulars.previewing.offices import invented_office
from circulars.previewing.preview import _variant
from circulars.render import Template

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch
    from circulars.model.office import Office

FOLDERS = {folder.name: folder for folder in letter_type_folders()}
CASES = [
    pytest.param(name, case, id=f"{name}-{case.name}")
    for name, folder in FOLDERS.items()
    for case in cases_of(
        load_letter_type(folder), Template(load_letter_type(folder).template).names
    )
]
ORDINARY = Case(name="ordinary", title="")
LONGEST = Case(name="longest", title="", is_long=True)


def office_at(folder: Path, case: Case) -> tuple[Path, Office]:
    """Return the invented office of `case`, written into `folder`."""
    path = folder / "office.toml"
    path.write_text(invented_office(case), encoding="utf-8")
    return path, load_office(path)


def made(name: str, case: Case, folder: Path) -> Batch:
    """Return what `generate` makes of the invented data, without laying it out."""
    kind = load_letter_type(_variant(load_letter_type(FOLDERS[name]), case, folder))
    path, office = office_at(folder, case)
    workbook = folder / "ข้อมูล.xlsx"
    workbook.write_bytes(invented_book(kind, office, case)[0])
    return generate(str(kind.folder), workbook, folder / "out", office=path, pdf=False)


def cells_of(name: str, case: Case, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the values of all sheets of the invented workbook."""
    office = office_at(folder, case)[1]
    content, _ = invented_book(load_letter_type(FOLDERS[name]), office, case)
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.values) for sheet in book}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_every_case_of_every_type_makes_its_letters(name: str, case: Case, tmp_path: Path) -> None:
    """Invented data never blocks a letter: sums, shares and remainders are right in every row."""
    batch = made(name, case, tmp_path)
    blocks = [found for found in batch.findings if found.level is Level.BLOCK]
    assert ([], ()) == (blocks, batch.held)
    letters = [path for path in batch.files if path.suffix == ".docx"]
    is_to_each = load_letter_type(FOLDERS[name]).recipients is not None and not case.is_to_all
    assert (case.recipients if is_to_each else 1) == len(letters)


def test_the_same_version_gives_the_same_data(tmp_path: Path) -> None:
    """Two previews of one version of a type show the same letters."""
    first = cells_of("otop_monthly_sales", LONGEST, tmp_path)
    assert first == cells_of("otop_monthly_sales", LONGEST, tmp_path)


def test_totals_are_sums(tmp_path: Path) -> None:
    """The total row is the sum of the rows over it, reckoned here anew."""
    rows = cells_of("otop_monthly_sales", ORDINARY, tmp_path)["ยอดจำหน่าย"][2:]
    *data, total = [[Decimal(str(cell or 0)) for cell in row[2:11]] for row in rows]
    assert [sum(column) for column in zip(*data, strict=True)] == total


def test_the_longest_case_is_awkward(tmp_path: Path) -> None:
    """It has a negative figure, one of eleven digits with satang, and a subject of 200 letters."""
    sheets = cells_of("otop_monthly_sales", LONGEST, tmp_path)
    figures = [cell for row in sheets["ยอดจำหน่าย"][2:] for cell in row if isinstance(cell, float)]
    assert min(figures) < 0
    assert max(figures) > 10**10
    subject = next(row[1] for row in sheets["แบบกรอก"] if row[0] == "เรื่อง")
    assert len(subject) > 200


def test_counts_are_as_the_case_says(tmp_path: Path) -> None:
    """Thirty attachments, twelve cited letters and forty rows are that many."""
    case = Case(name="many", title="", attachments=30, citations=12, rows=40)
    office = office_at(tmp_path, case)[1]
    kind = load_letter_type(_variant(load_letter_type(FOLDERS["quarter_targets"]), case, tmp_path))
    content, answers = invented_book(kind, office, case)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["เป้าหมาย"]
    rows = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[0]]
    assert (30, 12, 40) == (len(kind.annexes), len(answers["อ้างถึง"].splitlines()), len(rows))
