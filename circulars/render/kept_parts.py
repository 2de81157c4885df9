"""Parts of a letter with their lines kept together, as Jinja prints them: piece by piece.

Between the values stands the template's own text, the same for every letter: it is taken apart
into paragraphs once.  What a letter costs are the paragraphs in which its own values stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.render.kept_texts import kept, template_piece
from circulars.render.pieces import Part, Piece, ends_open, piece_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Where a paragraph ends, or another one begins inside of it, in a text box.
_PARTED: Final = re.compile(r"(?<=</w:p>)|(?=<w:p[ >])")
_TABLE: Final = "<w:tbl>"
_TABLE_END: Final = "</w:tbl>"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Story:
    """What the template has between two values, taken apart."""

    first: Piece  # up to where the paragraph ends
    opened: int  # tables in it, less those that end there
    others: tuple[str, ...]  # whole paragraphs
    last: Piece | None  # the start of one; none where `first` goes on
    opened_last: int  # tables in it
    is_open: bool  # it ends inside of a `w:t`


def keep_together(pieces: Iterable[str], own: Collection[str] = frozenset()) -> bytes:
    """Return the WordprocessingML of `pieces` as UTF-8, no line of it breaking in a wrong place.

    Works paragraph by paragraph, over all its runs; doing it again changes nothing.  `own` are
    those of the pieces that the template has in every letter.
    """
    made: list[bytes] = []
    paragraph: list[Part] = []
    depth = 0  # of tables in tables
    is_open = False
    for piece in pieces:
        if is_open and "<" not in piece and piece not in own:
            paragraph.append(piece)
            continue
        story = _story(piece, is_open, piece in own)
        paragraph.append(story.first)
        depth += story.opened
        is_open = story.is_open
        if story.last is not None:
            made.append(kept(tuple(paragraph), depth > 0))
            if story.others:
                whole, opened = _whole(story.others, depth)
                made.append(whole)
                depth += opened
            depth += story.opened_last
            paragraph = [story.last]
    made.append(kept(tuple(paragraph), depth > 0))
    return b"".join(made)


# Of the template's own pieces, and of values that bring XML with them.
@lru_cache(maxsize=4096)
def _story(xml: str, is_open: bool, is_own: bool) -> _Story:
    """Return `xml` taken apart; it begins inside of a `w:t` if `is_open`."""
    first, *others = _PARTED.split(xml)
    last = others.pop() if others else None

    piece = template_piece if is_own else piece_of
    return _Story(
        first=piece(first, is_open=is_open),
        opened=_opened(first),
        others=tuple(others),
        last=None if last is None else piece(last, is_open=False),
        opened_last=0 if last is None else _opened(last),
        is_open=ends_open(xml, is_open=is_open),
    )


@lru_cache(maxsize=1024)
def _whole(paragraphs: tuple[str, ...], depth: int) -> tuple[bytes, int]:
    """Return `paragraphs` of the template kept together, and how many tables they open."""
    made: list[bytes] = []
    opened = 0
    for xml in paragraphs:
        opened += _opened(xml)
        made.append(kept((piece_of(xml, is_open=False),), depth + opened > 0))
    return b"".join(made), opened


def _opened(xml: str) -> int:
    return xml.count(_TABLE) - xml.count(_TABLE_END)
