"""Forms written wrongly again and again, from house_spelling.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from circulars.data.tables import toml_table

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongForm:
    """A form that is wrong, and what is right."""

    pattern: re.Pattern[str]
    right: str  # with \1 and so on
    reason: str
    level: str  # "warn" or "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseSpelling:
    """What house_spelling.toml says, ready to use."""

    words: dict[str, WrongForm]  # by the wrong word
    any_word: re.Pattern[str]
    forms: tuple[WrongForm, ...]
    pairs: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


@cache
def house_spelling() -> HouseSpelling:
    """Return the forms of house_spelling.toml.

    >>> house_spelling().words["อนุญาติ"].right
    'อนุญาต'
    """
    table = _table()
    words = dict(_words(table["word"]))
    forms = (
        WrongForm(
            pattern=re.compile(form["wrong"]),
            right=form["right"],
            reason=form["reason"],
            level=form["level"],
        )
        for form in table["form"]
    )
    pairs = (tuple(map(re.compile, pair["forms"])) for pair in table["pair"])
    return HouseSpelling(
        words=words,
        any_word=word_pattern(words),
        forms=tuple(forms),
        pairs=tuple((one, other) for one, other in pairs),
    )


def word_pattern(words: Any) -> re.Pattern[str]:
    """Return what finds any of the `words`, the longest first; a mark behind makes another word."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})(?![ั-ฺ็-๎])")


def form_examples() -> list[tuple[str, str, str]]:
    """Return of each form its expression, what it puts in its place, and an example."""
    return [(form["wrong"], form["right"], form["example"]) for form in _table()["form"]]


def _words(lists: list[dict[str, Any]]) -> Iterator[tuple[str, WrongForm]]:
    for each in lists:
        for entry in each["wrong"].split():
            wrong, right = entry.split("=")
            pattern = word_pattern([wrong])
            yield (
                wrong,
                WrongForm(pattern=pattern, right=right, reason=each["reason"], level=each["level"]),
            )


def _table() -> dict[str, Any]:
    return toml_table("house_spelling.toml")
