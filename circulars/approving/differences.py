"""What changed between two texts, line by line, and in a line word by word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, Final

from circulars.data.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEPT: Final = " "
GONE: Final = "-"
NEW: Final = "+"
_CONTEXT: Final = 2  # lines before and after a change
_ALIKE: Final = 0.5  # share of words from which on two lines are one line that was changed
# Of more lines than these, those that stand everywhere (empty ones, signatures) are not looked up
# one by one: the time would grow with the square of their number.
_MANY_LINES: Final = 2_000
_MOST_WORDS: Final = 5_000  # of a line whose words are compared
_MOST_PAIRS: Final = 10_000  # of lines compared with one another in one place


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; a changed one is empty where the other line has words of its own."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A line of a difference: kept, gone or new."""

    mark: str  # KEPT, GONE or NEW
    number: int  # of the line in its own text, from 1
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(piece.text for piece in self.pieces)


def passages(old: str, new: str) -> tuple[tuple[Changed, ...], ...]:
    r"""Return each passage in which `new` differs from `old`, with the lines around it.

    No word is cut, so that a mark never stands between a Thai letter and its vowel or tone.

    >>> [line.mark + line.text for passage in passages("ก\nข\n", "ก\nค\n") for line in passage]
    [' ก', '-ข', '+ค']
    """
    before, after = lines_of(old), lines_of(new)
    matcher = SequenceMatcher(None, before, after, autojunk=len(after) > _MANY_LINES)
    return tuple(
        tuple(chain.from_iterable(_lines(code, before, after) for code in group))
        for group in matcher.get_grouped_opcodes(_CONTEXT)
    )


def lines_of(text: str) -> list[str]:
    """Return the lines of `text`; the end of the last one may be missing."""
    return text.removesuffix("\n").split("\n") if text else []


def _lines(
    code: tuple[str, int, int, int, int], before: Sequence[str], after: Sequence[str]
) -> Iterator[Changed]:
    """Yield the lines of one operation: `before[i:j]` has become `after[k:m]`."""
    tag, i, j, k, m = code
    if tag == "equal":
        yield from (_whole(KEPT, place, after) for place in range(k, m))
        return
    done_old, done_new = i, k
    for old, new in (*_pairs(before[i:j], after[k:m]), (j - i, m - k)):
        yield from (_whole(GONE, place, before) for place in range(done_old, i + old))
        yield from (_whole(NEW, place, after) for place in range(done_new, k + new))
        if i + old < j:
            gone, come = _within(before[i + old], after[k + new])
            yield Changed(mark=GONE, number=i + old + 1, pieces=gone)
            yield Changed(mark=NEW, number=k + new + 1, pieces=come)
        done_old, done_new = i + old + 1, k + new + 1


def _whole(mark: str, place: int, lines: Sequence[str]) -> Changed:
    return Changed(mark=mark, number=place + 1, pieces=(Piece(lines[place]),))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of lines of `old` and `new` that are one line changed, in order."""
    if len(old) * len(new) > _MOST_PAIRS:
        return
    counted = [Counter(words(line)) for line in new]
    start = 0
    for place, line in enumerate(old):
        own = Counter(words(line))
        close = [(_likeness(own, counted[each]), -each) for each in range(start, len(new))]
        best, where = max(close, default=(0.0, 0))
        if best >= _ALIKE:
            yield place, -where
            start = -where + 1


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two lines have in common, 0 to 1."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def _within(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both lines in pieces, what is not in the other one marked as changed."""
    before, after = words(old), words(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return (Piece(old),), (Piece(new),)
    codes = SequenceMatcher(None, before, after).get_opcodes()
    kept = [tag == "equal" for tag, *_ in codes]
    gone: list[Piece] = []
    come: list[Piece] = []
    for place, (_, i, j, k, m) in enumerate(codes):
        text = "".join(before[i:j])
        is_kept = kept[place] and not (_is_between(kept, place) and not text.strip())
        gone.append(Piece(text, not is_kept))
        come.append(Piece("".join(after[k:m]), not is_kept))
    return _joined(gone), _joined(come)


def _is_between(kept: Sequence[bool], place: int) -> bool:
    """Return whether there are changes on both sides of the operation at `place`."""
    return 0 < place < len(kept) - 1 and not kept[place - 1] and not kept[place + 1]


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return `pieces` with those joined that follow one another and are of one sort."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].is_changed == piece.is_changed:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.is_changed)
        else:
            joined.append(piece)
    return tuple(joined)
