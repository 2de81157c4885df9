"""A starter workbook, filled in and given back, makes the letter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from support import document_text, office_of

from circulars import generate, load_letter_type
from circulars.letter_types import letter_type_folders
from circulars.model.errors import CircularsError
from circulars.office_profile import load_office
from circulars.starting import starter_bytes
from circulars.workbook import bind, read_form, read_workbook
from starting.filling import filled_from_example

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import LetterType

FOLDERS = letter_type_folders()
ANY_DAY = dt.date(2025, 3, 11)


def datasets(kind: LetterType) -> list[Dataset]:
    """Return the datasets of the type's own example."""
    book = read_workbook(kind.example_workbook.read_bytes(), name="example.xlsx")
    return [bind(book, spec)[0] for spec in kind.datasets.values()]


def day_of(kind: LetterType) -> dt.date:
    """Return a day in the months that the type's example has; any day for one without months."""
    months = (dataset.months[-1].month for dataset in datasets(kind) if dataset.months)
    return next((month.first_day for month in months if month), ANY_DAY)


def own_lines(text: str, kind: LetterType) -> list[str]:
    """Return the lines of a letter without table heads and titles, which the example has its own.

    A title of the sheet may stand shortened, as the attachment's own title.
    """
    titles = [cell.text for dataset in datasets(kind) for cell in dataset.table.titles]
    heads = {f"{dataset.table.head[0].text} | " for dataset in datasets(kind)}
    return [
        line
        for line in text.splitlines()
        if not any(title.startswith(line) for title in titles)
        and not line.startswith(tuple(heads))
        and not (line.startswith(" | ") and "," not in line)  # the second row of a head
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_filled_in_it_makes_the_approved_letter(folder: Path, tmp_path: Path) -> None:
    """The example typed into the starter gives the text and figures that the owner approved."""
    kind = load_letter_type(folder)
    profile = office_of(folder)
    workbook = tmp_path / "กรอกแล้ว.xlsx"
    workbook.write_bytes(filled_from_example(kind, load_office(profile), day_of(kind)))
    batch = generate(str(folder), workbook, tmp_path / "out", office=profile, pdf=False)
    letters = [path for path in batch.files if path.suffix == ".docx"]
    made = "\n".join(document_text(path.read_bytes()) for path in letters)
    approved = (folder / "expected.txt").read_text(encoding="utf-8")
    assert own_lines(approved, kind) == own_lines(made, kind)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_examples_are_never_data(folder: Path, tmp_path: Path) -> None:
    """A starter as it is answers nothing, has no row, and makes no letter."""
    kind = load_letter_type(folder)
    profile = office_of(folder)
    workbook = tmp_path / "ว่าง.xlsx"
    workbook.write_bytes(starter_bytes(kind, load_office(profile), ANY_DAY))
    book = read_workbook(workbook.read_bytes(), name=workbook.name)
    assert {""} == set(read_form(book).answers.values())
    wanted = [spec for spec in kind.datasets.values() if not spec.rows]
    assert [()] * len(wanted) == [bind(book, spec)[0].table.rows for spec in wanted]
    with pytest.raises(CircularsError):
        generate(str(folder), workbook, tmp_path / "out", office=profile, pdf=False)
    assert not (tmp_path / "out").exists()
