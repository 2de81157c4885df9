"""Rules that hold for every letter type: the folders in templates/ are the list."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator
from support import document_text, example_letters

from circulars.approving import letters_text
from circulars.layout.parts import find_office
from circulars.letter_types import letter_type_folders

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = letter_type_folders()
ALLOWED = {"letter.docx", "letter.toml", "example.xlsx", "expected.txt"}


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """Return the folder of one letter type after the other."""
    path: Path = request.param
    return path


@pytest.fixture
def letters(folder: Path, tmp_path: Path) -> list[Path]:
    """Return the DOCX files made from the type's own example."""
    return example_letters(folder, tmp_path / "out")


def test_the_five_real_letters_are_there() -> None:
    """The product can make each of the five real letters, and each kind of document."""
    five = {
        "otop_monthly_sales",
        "indicator_guidance",
        "sales_followup",
        "online_market_targets",
        "quarter_targets",
    }
    kinds = {"external_letter", "memo", "sealed_letter", "order", "announcement", "certificate"}
    assert five | kinds <= {path.name for path in FOLDERS}


def test_a_type_is_data_alone(folder: Path) -> None:
    """A letter type has only what a template editor can make."""
    assert {path.name for path in folder.iterdir()} <= ALLOWED


def test_the_example_gives_the_approved_text(folder: Path, letters: list[Path]) -> None:
    """The example of each letter type gives exactly the text its owner approved."""
    approved = (folder / "expected.txt").read_text(encoding="utf-8")
    assert approved == letters_text(letter.read_bytes() for letter in letters)


def test_word_opens_it_without_repair(folder: Path, letters: list[Path]) -> None:
    """Template and letters pass the schema of Office Open XML."""
    for path in (folder / "letter.docx", *letters):
        assert [] == [str(error) for error in OpenXmlValidator().validate(path).errors]


def test_libreoffice_opens_and_saves_each_without_change_of_text(tmp_path: Path) -> None:
    """A letter opened and saved again in LibreOffice reads the same."""
    letters = {
        folder.name: example_letters(folder, tmp_path / folder.name)[0] for folder in FOLDERS
    }
    sources = [letter.rename(letter.with_name(f"{name}.docx")) for name, letter in letters.items()]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    office = str(find_office())
    command = [office, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"]
    saved = tmp_path / "saved"
    run = [*command, str(saved), *map(str, sources)]
    subprocess.run(run, check=True, capture_output=True, timeout=300)
    before = {path.stem: document_text(path.read_bytes()) for path in sources}
    after = {path.stem: document_text(path.read_bytes()) for path in saved.iterdir()}
    assert before == after
