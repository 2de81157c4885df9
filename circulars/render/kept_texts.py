"""Paragraphs kept together: what a template has ready for all letters, and what values change.

A paragraph is a row of parts, the template's own and values in turn.  Its own ones are cut where
nothing reaches over (:mod:`circulars.render.cutting`).  What is left around each value is short,
and in another letter mostly the same but for its figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from circulars.data import NO_BREAK_SPACE
from circulars.render.cutting import cuts
from circulars.render.keeping import (
    LONGEST,
    LONGEST_IN_CELL,
    changed_characters,
    changes,
    has_joiners,
    is_short,
    shape,
)
from circulars.render.pieces import Part, Piece, changed, data_of, piece_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CutPiece(Piece):
    """A piece of a template cut in three: what stands beside values, and what does not."""

    head: Piece
    inner: Mapping[int, bytes]  # ready, by how many characters are kept on one line
    tail: Piece
    behind: str  # the stretch of text behind `head`
    before: str  # and the one before `tail`


def template_piece(xml: str, *, is_open: bool) -> Piece:
    """Return the piece `xml` of a template, cut if it can be.

    `is_open`: it begins inside of a `w:t`.
    """
    whole = piece_of(xml, is_open=is_open)
    spaces = [] if has_joiners(whole.text) else cuts(whole.text)
    if not spaces:
        return whole
    first, last = spaces[0], spaces[-1]
    start, end = whole.place(first), whole.place(last) + 1
    inner = piece_of(xml[start:end], is_open=True)
    text = shape(whole.text)
    around = (text[:first].rpartition(" ")[2], text[last + 1 :].partition(" ")[0])
    return CutPiece(
        xml=xml,
        data=whole.data,
        text=whole.text,
        offsets=whole.offsets,
        shifts=whole.shifts,
        head=piece_of(xml[:start], is_open=is_open),
        inner={length: _inner(inner, length, *around) for length in (LONGEST, LONGEST_IN_CELL)},
        tail=piece_of(xml[end:], is_open=True),
        behind=text[first + 1 :].partition(" ")[0],
        before=text[:last].rpartition(" ")[2],
    )


def _inner(inner: Piece, longest: int, before: str, behind: str) -> bytes:
    """Return the inner part; it begins and ends with the spaces at which it was cut."""
    found = changes(shape(inner.text[1:-1]), longest, before, behind)
    return changed([inner], [(1 + offset, is_joined) for offset, is_joined in found])


# Most paragraphs of a letter are those of another one too.
@lru_cache(maxsize=2048)
def kept(parts: tuple[Part, ...], is_cell: bool) -> bytes:
    """Return the XML of a paragraph of `parts`, kept together."""
    longest = LONGEST_IN_CELL if is_cell else LONGEST
    text = text_of(parts)
    if is_short(text, longest):
        return data_of(parts)
    if has_joiners(text):
        found = changed_characters(text, longest).items()
        return changed(parts, sorted((place, new != NO_BREAK_SPACE) for place, new in found))
    return b"".join(_pieces(parts, longest))


def _pieces(parts: Iterable[Part], longest: int) -> Iterator[bytes]:
    """Yield in turn what stands around values, and what is ready between them."""
    around: list[Part] = []  # a value, or more
    before = ""
    for part in parts:
        if not isinstance(part, CutPiece):
            around.append(part)
            continue
        around.append(part.head)
        yield _around(tuple(around), longest, before, part.behind)
        yield part.inner[longest]
        around, before = [part.tail], part.before
    yield _around(tuple(around), longest, before, "")


@lru_cache(maxsize=4096)
def _around(parts: tuple[Part, ...], longest: int, before: str, behind: str) -> bytes:
    """Return what stands around values, between two cuts, kept together."""
    found = changes(shape(text_of(parts)), longest, before, behind)
    return changed(parts, found) if found else data_of(parts)
