"""What several tests share: the example files, and what a command left behind."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import openpyxl

from circulars import generate, load_letter_type
from circulars.approving import document_text as document_text  # tests take it from here

if TYPE_CHECKING:
    from circulars.batch import Batch

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
TEMPLATES = ROOT / "templates"
# The form of the example letter: the day and number of the printed one.
FORM = {"วันที่": "2025-03-11", "เลขที่": "1175"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left: exit code and what it printed."""

    code: int
    output: str


def office_of(folder: Path) -> Path:
    """Return the example office whose province the type's example workbook names."""
    book = openpyxl.load_workbook(folder / "example.xlsx")
    text = "".join(str(value) for sheet in book for row in sheet.values for value in row)
    offices = sorted(EXAMPLES.glob("*.toml"))
    named = (path for path in offices if tomllib.loads(path.read_text("utf-8"))["issuer"] in text)
    return next(named, EXAMPLES / "phayao.toml")


def example_letters(folder: Path, out: Path) -> list[Path]:
    """Return the DOCX files made from the example of the letter type in `folder`, in order.

    Those of the product's own types are made once, and copied with all that was made with them.
    """
    if folder.parent != TEMPLATES:
        return [path for path in _made(folder, out).files if path.suffix == ".docx"]
    out.mkdir(parents=True, exist_ok=True)
    for name, content in _example(folder):
        (out / name).write_bytes(content)
    return [out / name for name, _ in _example(folder) if name.endswith(".docx")]


@cache
def _example(folder: Path) -> tuple[tuple[str, bytes], ...]:
    with TemporaryDirectory() as scratch:
        return tuple((path.name, path.read_bytes()) for path in _made(folder, Path(scratch)).files)


def _made(folder: Path, out: Path) -> Batch:
    return generate(
        str(folder),
        folder / "example.xlsx",
        out,
        office=office_of(folder),
        values=load_letter_type(folder).example,
        pdf=False,
    )
