"""How wide the texts of an annex table are, and which of them are figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.data import plain_text, text_width
from circulars.data.words import words
from circulars.model.lengths import Length, pt
from circulars.render.keeping import LONGEST_IN_CELL, applied, changed_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

EM: Final = pt(1000)  # widths are first measured at this size, then scaled
_SHORT: Final = 12  # characters of a piece between blanks that is not broken
# All digits of a script are equally wide: figures of one shape are measured once.
_ONE_DIGIT: Final = bytes.maketrans(b"123456789", b"000000000")
# LibreOffice leaves a fifth of an em where Thai and Western script meet, Word nothing.
_SCRIPTS_MEET: Final = re.compile(r"(?<=[ก-๛])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[ก-๛])")
_BLANKS: Final = re.compile(r"[ \t\n]+")
_OPENS: Final = "([{“‘\"'"
_CLOSES: Final = ")]}”’,.;:!?%ๆฯ/"
_STEP: Final = EM // 20
_FIGURE: Final = re.compile(r"^[-+]?[\d,.]+ ?%?$", re.MULTILINE)


def printed_width(text: str, size: Length, *, bold: bool = False) -> Length:
    """Return the width of `text` on one line, as wide as any program prints it."""
    gaps = len(_SCRIPTS_MEET.findall(text))
    return Length(text_width(text, size, bold=bold) + gaps * size // 5)


@lru_cache(maxsize=1024)
def kept(text: str, longest: int = LONGEST_IN_CELL) -> str:
    """Return `text` with its lines kept from breaking in wrong places."""
    changes = changed_characters(text, longest)
    return "".join(applied(text, changes)) if changes else text


def shapes(texts: Iterable[str]) -> list[bytes]:
    r"""Return `texts`, as wide as they are, with one digit for all others.

    >>> shapes(["1,965", "2,043"])
    [b'0,000', b'0,000']
    """
    # As UTF-8 all texts of a table are gone through at once; its digits are single bytes.
    joined = "\0".join(texts).encode("utf-8", "surrogatepass")
    return joined.translate(_ONE_DIGIT).split(b"\0")


def widest_shape(every: Set[bytes]) -> int:
    """Return the width at `EM` of the widest line among the texts that had these shapes."""
    return max(map(_shape_width, every), default=0)


def widest(texts: Iterable[str], *, bold: bool = False) -> int:
    """Return the width at `EM` of the widest line among `texts`."""
    lines = set(shapes(["\n".join(texts)])[0].decode("utf-8", "surrogatepass").split("\n"))
    return max(map(_bold_width if bold else _width, lines))


def widest_word(texts: Iterable[str], *, bold: bool = False) -> int:
    """Return the width at `EM` of the widest word, or short piece such as ม.ค.-68, of `texts`."""
    return max((_word_width(text, bold=bold) for text in set(texts)), default=0)


def figures_of(texts: Sequence[str]) -> list[str]:
    """Return the figures among `texts`.

    >>> figures_of(["2", "ยังไม่ถึงระดับ 1", "5"])
    ['2', '5']
    """
    return _FIGURE.findall("\n".join(texts))


def is_mixed(texts: Sequence[str]) -> bool:
    """Return whether `texts` are figures for the most part, with words among them."""
    filled = sum(map(bool, texts))
    return filled <= 2 * len(figures_of(texts)) and filled > 0


def line_count(text: str, width: Length, size: Length) -> int:
    """Return how many lines bold `text` takes in `width`, broken between words."""
    return sum(_line_count(line, width, size) for line in text.split("\n"))


@lru_cache(maxsize=4096)
def wrapped_width(text: str, lines: int) -> int:
    """Return the least width at `EM` in which bold `text` takes `lines`, or one word a line."""
    least = widest_word((text,), bold=True)
    most = max(map(_bold_width, text.split("\n")))
    tries = [*range(least, most, _STEP), max(least, most)]
    place = bisect_left(tries, -lines, key=lambda width: -line_count(text, Length(width), EM))
    return int(tries[min(place, len(tries) - 1)])


@lru_cache(maxsize=4096)
def _line_count(text: str, width: Length, size: Length) -> int:
    lines, taken = 1, 0
    for word in _chunks(text):
        need = printed_width(word, size, bold=True)
        if taken and taken + need > width and not word.isspace():
            lines, taken = lines + 1, 0
        lines += max(need - 1, 0) // max(width, 1)  # a word wider than its column is broken
        taken = taken + need if need <= width else need % width
    return lines


@lru_cache(maxsize=4096)
def _shape_width(shape: bytes) -> int:
    return max(map(_width, shape.decode("utf-8", "surrogatepass").split("\n")))


@lru_cache(maxsize=4096)
def bold_shape_width(shape: bytes) -> int:
    """Return the width at `EM` of a text that has this shape, in bold on one line."""
    return _bold_width(shape.decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    return printed_width(text, EM)


@lru_cache(maxsize=4096)
def _bold_width(text: str) -> int:
    return printed_width(text, EM, bold=True)


@lru_cache(maxsize=4096)
def _word_width(text: str, *, bold: bool) -> int:
    measure = _bold_width if bold else _width
    return max(map(measure, _unbroken(text)), default=0)


def _unbroken(text: str) -> Iterator[str]:
    """Yield the pieces of `text` that stay whole on a line; a short one such as ม.ค.-68 does."""
    for piece in _BLANKS.split(kept(text)):
        plain = plain_text(piece)
        if len(plain) <= _SHORT:
            yield plain
        else:
            yield from _chunks(plain)


def _chunks(text: str) -> list[str]:
    """Return `text` where a line may break: words with what is kept beside them."""
    changed = changed_characters(text, LONGEST_IN_CELL)
    chunks: list[str] = []
    end = 0
    for word in words(text):
        start, end = end, end + len(word)
        is_kept = start - 1 in changed or (text[start] == " " and start in changed)
        if chunks and (is_kept or word[0] in _CLOSES or chunks[-1][-1] in _OPENS):
            chunks[-1] += word
        else:
            chunks.append(word)
    return chunks
