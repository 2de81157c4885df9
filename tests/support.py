"""What several tests share: the example files, and what a command left behind."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

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
    """Return the text of a DOCX in order, a paragraph or a table row a line."""
    body = Document(io.BytesIO(docx)).element.body
    return "".join(f"{line}\n" for block in body for line in _lines(block))


def _lines(block: Any) -> Iterator[str]:
    if block.tag == qn("w:p"):
        text = Paragraph(block, None).text  # type: ignore[arg-type] # read only
        if text.strip():
            yield text
    for row in block.findall(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        yield " | ".join("".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in cells)
