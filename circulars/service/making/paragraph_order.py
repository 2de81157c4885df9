"""The paragraphs of a printed letter in their order, to tell the same words in two places apart."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from circulars.model.written import Paragraph, WrittenTable
from circulars.reading import read_document
from circulars.service.making.page_text import letters_of

_PLACE: Final = re.compile(r"ย่อหน้าที่ \d+")


class ParagraphOrder:
    """The text of a DOCX in reading order; it is read when first asked for."""

    def __init__(self, docx: bytes) -> None:
        self._docx = docx

    def find(self, where: str) -> tuple[str, str] | None:
        """Return the letters before the paragraph that `where` begins with, and its own.

        None where it names no paragraph of the body.
        """
        place = _PLACE.match(where)
        if place is None or place[0] not in self._starts:
            return None
        start, end = self._starts[place[0]]
        return self._letters[:start], self._letters[start:end]

    @property
    def _letters(self) -> str:
        return self._read[0]

    @property
    def _starts(self) -> dict[str, tuple[int, int]]:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[str, dict[str, tuple[int, int]]]:
        """All letters, and between which of them each paragraph stands, by its place."""
        parts: list[str] = []
        places: dict[str, tuple[int, int]] = {}
        start = 0
        for block in read_document(self._docx, "letter.docx").blocks:
            letters = letters_of(_text(block))
            if isinstance(block, Paragraph):
                places[block.place] = (start, start + len(letters))
            parts.append(letters)
            start += len(letters)
        return "".join(parts), places


def _text(block: Paragraph | WrittenTable) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "".join(cell.text for row in block.rows for cell in row)
