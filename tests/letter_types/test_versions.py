"""The version of a letter type: what shapes the letter changes it, and every manifest names it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from docx import Document
from support import TEMPLATES, example_letters

from circulars import load_letter_type

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a type that may be changed."""
    path = tmp_path / "แบบ"
    shutil.copytree(TEMPLATES / "memo", path)
    return path


def test_a_word_changed_in_word_is_another_version(folder: Path) -> None:
    """One word more in the template is another version."""
    before = load_letter_type(folder).version
    document = Document(str(folder / "letter.docx"))
    document.add_paragraph("ด่วน")
    document.save(str(folder / "letter.docx"))
    assert before != load_letter_type(folder).version


def test_a_line_changed_in_letter_toml_is_another_version(folder: Path) -> None:
    """Another circular mark in letter.toml is another version."""
    before = load_letter_type(folder).version
    refinement = folder / "letter.toml"
    text = refinement.read_text(encoding="utf-8")
    refinement.write_text(text.replace("circular = false", "circular = true"), encoding="utf-8")
    assert before != load_letter_type(folder).version


def test_approving_changes_no_version(folder: Path) -> None:
    """A copy of the type somewhere else, with another approved text, is the same version."""
    (folder / "expected.txt").write_text("", encoding="utf-8")
    assert load_letter_type(TEMPLATES / "memo").version == load_letter_type(folder).version


def test_the_manifest_names_type_and_version(folder: Path, tmp_path: Path) -> None:
    """The manifest of each run says which version of which type made its letters."""
    example_letters(folder, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    expected = {"name": "แบบ", "version": load_letter_type(folder).version}
    assert expected == manifest["letter_type"]


def test_the_manifest_names_the_workbook_that_gives_blank_forms(tmp_path: Path) -> None:
    """A type whose blank forms may come from example.xlsx has it among the inputs."""
    folder = TEMPLATES / "quarter_targets"
    example_letters(folder, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert "quarter_targets/example.xlsx" in {each["file"] for each in manifest["inputs"]}
