"""Pieces of WordprocessingML, and the text in them: what is found in it is written into the XML."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.data import JOINER, NO_BREAK_SPACE
from circulars.render.keeping import PARTED, Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Text, or what parts it: tabs, line ends, drawings.
_TEXT: Final = re.compile(
    r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:(?:tab|br|cr|ptab|drawing|pict|object)[ />])"
)
_OPEN: Final = re.compile(r"<w:t(?: [^>]*)?(?<!/)>[^<]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """A piece of XML with the text in it, and where in the XML that stands."""

    xml: str
    data: bytes  # the same in UTF-8
    text: str
    offsets: tuple[int, ...] = ()  # where in the text its stretches begin,
    shifts: tuple[int, ...] = ()  # and by how much later in the XML

    def place(self, offset: int) -> int:
        """Return where in the XML the character stands that has this offset in the text."""
        return offset + self.shifts[bisect_right(self.offsets, offset) - 1]


_NONE: Final[Change] = (sys.maxsize, False)
# Text without markup, such as most values, is its own XML.
Part = Piece | str


def piece_of(xml: str, *, is_open: bool) -> Piece:
    """Return the piece `xml`; `is_open`: it begins inside of a `w:t`."""
    start = "<w:t>" if is_open else ""
    end = "</w:t>" if ends_open(xml, is_open=is_open) else ""
    texts, offsets, shifts = [], [], []
    offset = 0
    for token in _TEXT.finditer(f"{start}{xml}{end}"):
        text = PARTED if token[2] else token[1]
        texts.append(text)
        offsets.append(offset)
        shifts.append(token.start(1) - len(start) - offset)
        offset += len(text)
    return Piece(
        xml=xml,
        data=xml.encode(),
        text="".join(texts),
        offsets=tuple(offsets),
        shifts=tuple(shifts),
    )


def ends_open(xml: str, *, is_open: bool) -> bool:
    """Return whether `xml`, which begins inside of a `w:t` or not, ends inside of one."""
    return _OPEN.search(xml, max(xml.rfind("<"), 0)) is not None if "<" in xml else is_open


def text_of(parts: Iterable[Part]) -> str:
    """Return the text of `parts`."""
    return "".join([part.text if isinstance(part, Piece) else part for part in parts])


def data_of(parts: Iterable[Part]) -> bytes:
    """Return the XML of `parts` as UTF-8."""
    return b"".join([part.data if isinstance(part, Piece) else part.encode() for part in parts])


def changed(parts: Iterable[Part], changes: Sequence[Change]) -> bytes:
    """Return the XML of `parts` with `changes` made in their text, as UTF-8."""
    made: list[str] = []
    waiting = iter(changes)
    offset, is_joined = next(waiting, _NONE)
    start = 0
    for part in parts:
        xml, text = (part, part) if isinstance(part, str) else (part.xml, part.text)
        end = start + len(text)
        done = 0
        while offset < end:
            place = offset - start
            if not isinstance(part, str):
                place = part.place(place)
            made += (xml[done : place + is_joined], JOINER if is_joined else NO_BREAK_SPACE)
            done = place + 1
            offset, is_joined = next(waiting, _NONE)
        made.append(xml[done:] if done else xml)
        start = end
    return "".join(made).encode()
