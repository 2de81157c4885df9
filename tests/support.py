"""What several tests share: the example files, and what a command left behind."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from circulars import generate, load_letter_type
from circulars.data import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def document_text(docx: bytes) -> str:
    """Return the text of a DOCX in order, a paragraph or a table row a line, as it was typed."""
    body = Document(io.BytesIO(docx)).element.body
    return "".join(f"{line}\n" for block in body for line in _lines(block))


def _lines(block: Any) -> Iterator[str]:
    if block.tag == qn("w:p"):
        text = Paragraph(block, None).text  # type: ignore[arg-type] # read only
        if text.strip():
            yield plain_text(text)
    for row in block.findall(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        texts = [" / ".join(_texts(cell)) for cell in cells]
        yield plain_text(" | ".join(texts))


def _texts(cell: Any) -> Iterator[str]:
    """Yield the text of each paragraph of a cell that says something."""
    for paragraph in cell.findall(qn("w:p")):
        text = Paragraph(paragraph, None).text  # type: ignore[arg-type] # read only
        if text.strip():
            yield text


def office_of(folder: Path) -> Path:
    """Return the example office whose province the type's example workbook names."""
    book = openpyxl.load_workbook(folder / "example.xlsx")
    text = "".join(str(value) for sheet in book for row in sheet.values for value in row)
    offices = sorted(EXAMPLES.glob("*.toml"))
    named = (path for path in offices if tomllib.loads(path.read_text("utf-8"))["issuer"] in text)
    return next(named, EXAMPLES / "phayao.toml")


def example_letters(folder: Path, out: Path) -> list[Path]:
    """Return the DOCX files made from the example of the letter type in `folder`, in order."""
    batch = generate(
        str(folder),
        folder / "example.xlsx",
        out,
        office=office_of(folder),
        values=load_letter_type(folder).example,
        pdf=False,
    )
    return [path for path in batch.files if path.suffix == ".docx"]
