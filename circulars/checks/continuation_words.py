"""Words and numbers at the edges of pages (คำต่อเนื่อง, เลขหน้า): how they look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.data.line_breaks import plain_text
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS: Final = re.compile(r"^\s*/\s*(\S.{0,80}?)\s*(?:\.{2,}|…)\s*$", re.MULTILINE)
_BLANK: Final = re.compile(r"\s+")
_SHOWN: Final = 40  # characters of a page's start


def words_in(text: str) -> Sequence[str]:
    r"""Return the continuation words that stand on lines of their own in `text`.

    >>> words_in("จึงเรียนมา\n/กรมการพัฒนาชุมชน...")
    ['กรมการพัฒนาชุมชน']
    """
    words: list[str] = _WORDS.findall(text)
    return words


def begins_with(following: str, words: str) -> bool:
    """Return whether the next page begins with `words`, blanks and kinds of digits aside.

    >>> begins_with("๕. กรมการพัฒนาชุมชนจะปิดระบบ", "5.กรมการพัฒนาชุมชน")
    True
    """
    return comparable(following).startswith(comparable(words))


def comparable(text: str) -> str:
    """Return `text` for comparing: no blanks, nor what only says where lines break."""
    return _BLANK.sub("", to_arabic_digits(plain_text(text)))


def opening(text: str) -> str:
    """Return the first characters of `text`, for a message."""
    return " ".join(plain_text(text).split())[:_SHOWN]
