"""Rules that hold for every letter type: the folders in templates/ are the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator
from support import EXAMPLES, document_text

from circulars import generate, load_letter_type
from circulars.letter_types import letter_type_folders

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = letter_type_folders()


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """Return the folder of one letter type after the other."""
    path: Path = request.param
    return path


@pytest.fixture
def letter(folder: Path, tmp_path: Path) -> Path:
    """Return the DOCX made from the type's own example."""
    batch = generate(
        folder.name,
        folder / "example.xlsx",
        tmp_path / "out",
        office=EXAMPLES / "phayao.toml",
        values=load_letter_type(folder).example,
        pdf=False,
    )
    return next(path for path in batch.files if path.suffix == ".docx")


def test_there_are_letter_types() -> None:
    """The product comes with the monthly sales letter."""
    assert "otop_monthly_sales" in {path.name for path in FOLDERS}


def test_the_example_gives_the_approved_text(folder: Path, letter: Path) -> None:
    """The example of each letter type gives exactly the text its owner approved."""
    approved = (folder / "expected.txt").read_text(encoding="utf-8")
    assert approved == document_text(letter.read_bytes())


def test_word_opens_it_without_repair(letter: Path) -> None:
    """The letter passes the schema of Office Open XML."""
    result = OpenXmlValidator().validate(letter)
    assert [] == [str(error) for error in result.errors]
