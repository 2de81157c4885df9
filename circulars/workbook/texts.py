"""Texts of cells (ข้อความในเซลล์): the table that cells share, and texts written in the cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.workbook.markup import feed
from circulars.workbook.parts import MAIN

if TYPE_CHECKING:
    from typing import IO

_ITEM: Final = f"{MAIN} si"
_TEXT: Final = f"{MAIN} t"
_PHONETIC: Final = f"{MAIN} rPh"  # how to read the text aloud, in Japanese
_LINE_END: Final = re.compile(r"(?:_x000[Dd]_|\r)\n?")  # ECMA-376 part 1, 22.9.2.19
_ESCAPED: Final = "x005F_"  # the same: a text that looks like such an escape


def cell_text(written: str) -> str:
    r"""Return the text `written` in a file with the line ends of Excel as ``\n``."""
    return _LINE_END.sub("\n", written) if "\r" in written or "_x000" in written else written


def read_texts(part: IO[bytes]) -> list[str]:
    """Return the texts that cells share, from the part sharedStrings.xml."""
    table = _Table()
    feed(part, table.start, table.end, table.runs.pieces.append)
    return table.texts


class TextRuns:
    """Gathers the text of an element with runs of several fonts, how it is read aloud aside."""

    __slots__ = ("_aloud", "_texts", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []  # characters, as they come
        self._texts: list[str] = []
        self._aloud = False

    def start(self, tag: str) -> None:
        """Take in the beginning of an element."""
        self.pieces.clear()
        if tag == _PHONETIC:
            self._aloud = True

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == _PHONETIC:
            self._aloud = False
        elif tag == _TEXT and not self._aloud:
            self._texts.append("".join(self.pieces))

    def take(self) -> str:
        """Return the text gathered, and begin another."""
        text = "".join(self._texts)
        self._texts.clear()
        return text


class _Table:
    """Gathers the items of the shared table."""

    def __init__(self) -> None:
        self.runs = TextRuns()
        self.texts: list[str] = []

    def start(self, tag: str, _: object) -> None:
        self.runs.start(tag)

    def end(self, tag: str) -> None:
        if tag == _ITEM:
            self.texts.append(cell_text(self.runs.take().replace(_ESCAPED, "")))
        else:
            self.runs.end(tag)
