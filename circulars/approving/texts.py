"""The text of letters as it stands in expected.txt: a paragraph or a table row a line."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from circulars.data import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def letters_text(letters: Iterable[bytes]) -> str:
    """Return the text of several DOCX one after another, an empty line between them."""
    return "\n".join(document_text(letter) for letter in letters)


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
