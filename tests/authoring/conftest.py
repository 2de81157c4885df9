"""What the tests of new letter types share: a type made of a letter, and letters made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import EXAMPLES

from circulars import generate
from circulars.authoring import author_from_letter
from circulars.authoring.writing import write_type

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@pytest.fixture
def type_of(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return a function that gives the folder of the type made of a letter."""

    def make(letter: bytes) -> Path:
        folder = tmp_path / "แบบใหม่"
        write_type(folder, author_from_letter(letter, "หนังสือเดิม.docx", folder.name))
        return folder

    return make


@pytest.fixture
def letter_of(tmp_path: Path) -> Callable[[Path, str, Mapping[str, str]], bytes]:
    """Return a function that gives the letter made of a type and its own example."""

    def make(folder: Path, office: str, values: Mapping[str, str]) -> bytes:
        batch = generate(
            str(folder),
            folder / "example.xlsx",
            tmp_path / "ออก",
            office=EXAMPLES / f"{office}.toml",
            values=values,
            pdf=False,
        )
        return next(path for path in batch.files if path.suffix == ".docx").read_bytes()

    return make
