"""Parts of a letter with their lines kept together, as Jinja prints them: piece by piece.

Between the values stands the template's own text, the same for every letter: its paragraphs
are gone through once.  What a letter costs are the paragraphs in which its own values stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from circulars.render.keeping import LONGEST, LONGEST_IN_CELL, PARTED, applied, changed_characters

if TYPE_CHECKING:
    from collections.abc import Iterable

_END: Final = "</w:p>"
_PARAGRAPH: Final = re.compile(r"<w:p[ >]")
_TABLE: Final = "<w:tbl>"
_TABLE_END: Final = "</w:tbl>"
# Text, or what parts it: tabs, line ends, drawings.
_TEXT: Final = re.compile(
    r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:(?:tab|br|cr|ptab|drawing|pict|object)[ />])"
)


def keep_together(pieces: Iterable[str]) -> bytes:
    """Return the WordprocessingML of `pieces` as UTF-8, no line of it breaking in a wrong place.

    Works paragraph by paragraph, over all its runs; doing it again changes nothing.
    """
    made: list[bytes] = []
    paragraph: list[str] = []
    depth = 0  # of tables in tables
    for piece in pieces:
        first, opened, ends = _first(piece)
        paragraph.append(first)
        depth += opened
        if ends:
            made.append(_kept_pieces(tuple(paragraph), is_cell=depth > 0))
            whole, last, opened = _others(piece, depth)
            made.append(whole)
            paragraph = [last]
            depth += opened
    made.append(_kept_pieces(tuple(paragraph), is_cell=depth > 0))
    return b"".join(made)


# Of the template's own pieces and of its values alike; a value ends no paragraph.
@lru_cache(maxsize=4096)
def _first(piece: str) -> tuple[str, int, bool]:
    """Return `piece` up to its first end of a paragraph, what tables open there, and if it ends."""
    head, end, _ = piece.partition(_END)
    return head + end, _opened(head), bool(end)


@lru_cache(maxsize=1024)
def _others(piece: str, depth: int) -> tuple[bytes, str, int]:
    """Return what `_first` leaves of `piece`: whole paragraphs, the start of one, tables opened."""
    _, *whole, last = piece.split(_END)
    made: list[bytes] = []
    opened = 0
    for each in whole:
        opened += _opened(each)
        made.append(_kept_pieces((each, _END), is_cell=depth + opened > 0))
    return b"".join(made), last, opened + _opened(last)


def _opened(xml: str) -> int:
    return xml.count(_TABLE) - xml.count(_TABLE_END)


@lru_cache(maxsize=2048)
def _kept_pieces(pieces: tuple[str, ...], *, is_cell: bool) -> bytes:
    """Return the paragraph of `pieces`; one in a text box stands in another."""
    xml = "".join(pieces)
    longest = LONGEST_IN_CELL if is_cell else LONGEST
    if xml.count("<w:p>") + xml.count("<w:p ") <= 1:
        return _kept_runs(xml, longest).encode()
    starts = [found.start() for found in _PARAGRAPH.finditer(xml)]
    edges = [0, *starts[1:], len(xml)]
    return "".join([_kept_runs(xml[start:end], longest) for start, end in pairwise(edges)]).encode()


def _kept_runs(xml: str, longest: int) -> str:
    """Return `xml`, one paragraph at most, with what its texts together ask for."""
    texts = [PARTED if parted else text for text, parted in _TEXT.findall(xml)]
    text = "".join(texts)
    changes = changed_characters(text, longest)
    if not changes:
        return xml
    characters = applied(text, changes)
    made: list[str] = []
    done = offset = 0
    for token, own in zip(_TEXT.finditer(xml), texts, strict=True):
        if own != PARTED:
            made.append(xml[done : token.start(1)])
            made += characters[offset : offset + len(own)]
            done = token.end(1)
        offset += len(own)
    return "".join((*made, xml[done:]))
