"""Thai words as the spelling check knows them: a dictionary, places, and the words of offices."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from circulars.data.corpora import corpus
from circulars.data.districts import districts
from circulars.data.provinces import provinces
from circulars.data.tables import toml_table

_THAI_LINE: Final = re.compile("^[ก-ฮะ-ฺเ-์]+$", re.MULTILINE)
_MADE_OF: Final = re.compile("^(?:การ|ความ)")
_LONGEST: Final = 24  # letters of a word that is looked for
_LONG_NAME: Final = 6  # letters of a place that a text outside of tables is taken to mean
_UNKNOWN: Final = 10  # what a letter in no word costs, where a word costs 1


@cache
def known_words() -> frozenset[str]:
    """Return all words: of PyThaiNLP's dictionary, of places, and of spelling.toml.

    Words of การ or ความ before a word are left out: the two words are there anyway, and
    การควบ would hide a mistake in การควบคุม.
    """
    dictionary = set(_THAI_LINE.findall(corpus("words_th.txt")))
    made = {word for word in dictionary if _is_made(word, dictionary)}
    return frozenset((dictionary - made) | place_names() | office_words())


def _is_made(word: str, dictionary: set[str]) -> bool:
    rest = _MADE_OF.sub("", word)
    return rest != word and rest in dictionary


@cache
def place_names() -> frozenset[str]:
    """Return the names of all provinces and districts."""
    named = {province.name for province in provinces()}
    return frozenset(named.union(*districts().values()))


@cache
def office_words() -> frozenset[str]:
    """Return the words of spelling.toml: those of offices, and what is right beside them.

    >>> "ตัวชี้วัด" in office_words()
    True
    """
    lists: dict[str, str] = spelling_table()["words"]
    return frozenset(word for words in lists.values() for word in words.split())


@cache
def common_words(strictness: str = "least") -> frozenset[str]:
    """Return the words that texts have often, and those of places and offices.

    How often is what spelling.toml says under `strictness`.
    """
    least = spelling_table()["common"][strictness]
    often = {word for word, count in _counts().items() if count >= least}
    places = {name for name in place_names() if len(name) >= _LONG_NAME}
    return frozenset((often & known_words()) | places | office_words())


@cache
def _counts() -> dict[str, int]:
    """Return how often the Thai National Corpus has each word."""
    lines = (line.split("\t") for line in corpus("tnc_freq.txt").splitlines())
    return {line[0]: int(line[-1]) for line in lines if len(line) > 1}


def word_bounds(text: str, *, more: frozenset[str] = frozenset()) -> list[tuple[int, int, bool]]:
    """Return start and end of each word of `text`, which is Thai letters, and whether it is known.

    The fewest letters stay outside of words, then the fewest words are taken; letters beside one
    another that stay outside are one piece.

    >>> word_bounds("ผลการจำหน่าย")
    [(0, 2, True), (2, 5, True), (5, 12, True)]
    """
    known = known_words()
    best: list[tuple[int, int]] = [(0, 0)] + [(len(text) * _UNKNOWN + 1, 0)] * len(text)
    for start in range(len(text)):
        cost = best[start][0]
        best[start + 1] = min(best[start + 1], (cost + _UNKNOWN, start))
        for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
            if cost + 1 < best[end][0] and (text[start:end] in known or text[start:end] in more):
                best[end] = (cost + 1, start)
    bounds: list[tuple[int, int, bool]] = []
    end = len(text)
    while end:
        cost, start = best[end]
        is_known = cost - best[start][0] == 1
        if bounds and not is_known and not bounds[-1][2]:
            bounds[-1] = (start, bounds[-1][1], False)
        else:
            bounds.append((start, end, is_known))
        end = start
    return bounds[::-1]


@cache
def alike() -> dict[str, str]:
    """Return for each letter those that look like it.

    >>> alike()["ช"]
    'ขซ'
    """
    groups = spelling_table()["alike"]["groups"].split()
    return {letter: group.replace(letter, "") for group in groups for letter in group}


@cache
def spelling_table() -> dict[str, Any]:
    """Return spelling.toml as it stands."""
    return toml_table("spelling.toml")
