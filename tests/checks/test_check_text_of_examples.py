"""The rules over text say nothing of consequence about the letters that we make ourselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import TEMPLATES, example_letters, office_of

from circulars.checks import check_written
from circulars.model.findings import Level
from circulars.model.setting import Setting
from circulars.office_profile import load_office
from circulars.reading import read_document, read_letter

if TYPE_CHECKING:
    from pathlib import Path

TYPES = sorted(path.parent for path in TEMPLATES.glob("*/letter.toml"))
TEXT = {
    "mixed-digits", "arabic-digits", "thai-digit-font", "font-unofficial", "spelling",
    "doubled-word", "bracket-unpaired", "thai-typing", "unfilled-tag", "unfilled-blank",
    "page-number", "emblem-missing", "house-spelling", "era-spacing",
}  # fmt: skip


@pytest.mark.parametrize("folder", TYPES, ids=lambda folder: folder.name)
def test_examples_are_clean(folder: Path, tmp_path: Path) -> None:
    """The text of each letter made from an example is without fault; at most a note is made."""
    setting = Setting(office=load_office(office_of(folder)))
    for path in example_letters(folder, tmp_path)[:2]:
        letter = read_letter(read_document(path.read_bytes(), path.name))
        found = [each for each in check_written(letter, setting) if each.code in TEXT]
        assert [] == [each.message for each in found if each.level is not Level.NOTE]
