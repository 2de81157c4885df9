"""What the columns of an annex table hold: figures, text, or figures with words among them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from circulars.render.annex_text import figures_of, is_mixed, widest, widest_word, wrapped_width

if TYPE_CHECKING:
    from circulars.model.letter import AnnexTable

_FEW: Final = 50  # rows of a table whose columns are remembered; longer ones are rare
_MIXED_LINES: Final = 3  # of words among figures
_NARROW: Final = 3  # characters of running numbers and levels


class TextColumn(NamedTuple):
    """A column that does not hold figures alone."""

    texts: tuple[str, ...]
    line: int  # width at `EM` of the line that should not be broken
    word: int  # and of the widest word
    is_mixed: bool  # figures for the most part, with words among them
    is_narrow: bool  # nothing in it has more than `_NARROW` characters


def text_columns(table: AnnexTable) -> dict[int, TextColumn]:
    """Return by their places the columns of `table` that are not numeric."""
    described = _remembered if len(table.rows) <= _FEW else _described
    return {
        place: described(tuple([row[place] for row in table.rows]))
        for place, numeric in enumerate(table.numeric)
        if not numeric
    }


def is_narrow(table: AnnexTable, place: int) -> bool:
    """Return whether no text of the column at `place` has more than `_NARROW` characters."""
    return all(len(row[place]) <= _NARROW for row in table.rows)


def _described(texts: tuple[str, ...]) -> TextColumn:
    mixed = is_mixed(texts)
    return TextColumn(
        texts=texts,
        line=widest(figures_of(texts)) if mixed else widest(texts),
        word=max(wrapped_width(text, _MIXED_LINES) for text in set(texts))
        if mixed
        else widest_word(texts),
        is_mixed=mixed,
        is_narrow=all(len(text) <= _NARROW for text in texts),
    )


# Letters of a run differ in their figures; whom or what these are of stays the same.
_remembered = lru_cache(maxsize=128)(_described)
