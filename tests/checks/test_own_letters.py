"""The letters that the product itself makes are clean text for the rules of dates and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from letter_makers import CODES
from support import TEMPLATES, example_letters

from circulars.checks import check_written
from circulars.model.setting import Setting
from circulars.reading import read_document, read_letter

if TYPE_CHECKING:
    from pathlib import Path

TYPES = sorted(path.parent for path in TEMPLATES.glob("*/example.xlsx"))


@pytest.mark.parametrize("folder", TYPES, ids=lambda each: each.name)
def test_letters_of_the_examples(folder: Path, tmp_path: Path) -> None:
    """No example letter of a letter type is held back or warned of for its dates and codes."""
    for path in example_letters(folder, tmp_path / "out"):
        letter = read_letter(read_document(path.read_bytes(), path.name))
        found = [each for each in check_written(letter, Setting()) if each.code in CODES]
        assert [] == [each for each in found if each.level != "note"]
