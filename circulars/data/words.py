"""Thai words of a text, for places where a line may break."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from circulars.data.corpora import corpus

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return `text` cut into words and blanks; joined they give `text` again.

    >>> words("รวมทั้งสิ้น 5")
    ('รวม', 'ทั้งสิ้น', ' ', '5')
    """
    # PyThaiNLP would make a folder in the home directory, and fail where it cannot.
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.tokenize import word_tokenize

    known: Any = _dictionary()  # no `Trie`, but newmm asks for its prefixes alone
    return tuple(word_tokenize(text, custom_dict=known, engine="newmm", keep_whitespace=True))


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """PyThaiNLP's words, as its newmm asks for them.

    Its own tree of them takes half a second and 70 MB in each process that cuts a text.
    """

    words: frozenset[str]
    longest: Mapping[str, int]  # letters of the longest word, by the first two

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """Return the words with which `text` goes on at `start`, the short ones first."""
        last = min(len(text), start + self.longest.get(text[start : start + 2], 1))
        every = (text[start:end] for end in range(start + 1, last + 1))
        return [word for word in every if word in self.words]


@cache
def _dictionary() -> _Dictionary:
    known = frozenset(corpus("words_th.txt").split("\n")) - {""}
    return _Dictionary(known, {word[:2]: len(word) for word in sorted(known, key=len)})
