"""The rule behind a level (ระดับคะแนน) that depends on how far a result reaches up its targets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from circulars.data.headings import Meaning, plain
from circulars.model.findings import Level
from circulars.model.letter_type import ColumnCheck

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from circulars.model.sheet import Row, Table
    from circulars.understanding.columns import Part

_FEWEST_STEPS: Final = 2
_FEWEST_ROWS: Final = 3
_AGREEING: Final = 2  # rows with one level
_BELIEVED: Final = 0.6  # of the rows agree with the rule


def level_checks(table: Table, parts: Sequence[Part]) -> tuple[ColumnCheck, ...]:
    """Return the rule that most rows of the column of levels follow, if there is one.

    Results are sorted by the steps of the target that they reach; where most rows between
    the same two steps have one level, that is the level there.  Elsewhere the rule is silent.
    """
    steps = sorted((p for p in parts if p.step is not None), key=lambda part: part.step or 0)
    level = next((part for part in parts if part.meaning is Meaning.LEVEL), None)
    results = [p for p in parts if p.is_figure and p.meaning in (Meaning.TOTAL, Meaning.RESULT)]
    if len(steps) < _FEWEST_STEPS or level is None or not results:
        return ()
    bands: dict[int, list[str]] = {}
    for row in table.rows:
        band = _band(row, steps, results[0])
        text = row.cells[level.index].text.strip()
        if band is not None and text:
            bands.setdefault(band, []).append(text)
    usual = {band: found for band, texts in bands.items() if (found := _usual(texts))}
    agreeing = sum(_same(t, usual.get(band, "")) for band, texts in bands.items() for t in texts)
    rows = sum(map(len, bands.values()))
    if rows < _FEWEST_ROWS or agreeing < _BELIEVED * rows:
        return ()
    equals = _expression(usual, steps, results[0])
    return (ColumnCheck(code="level-mismatch", column=level.name, equals=equals, level=Level.WARN),)


def _band(row: Row, steps: Sequence[Part], result: Part) -> int | None:
    """Return how many steps the result of `row` reaches; None where a figure is missing."""
    reached = _figure(row, result)
    targets = [_figure(row, step) for step in steps]
    if reached is None or None in targets:
        return None
    return sum(reached >= target for target in targets if target is not None)


def _figure(row: Row, part: Part) -> Decimal | None:
    return row.cells[part.index].figure


def _usual(texts: Sequence[str]) -> str | None:
    """Return the text of more than half of at least two rows, or None."""
    counts = Counter(map(plain, texts))
    found, count = counts.most_common(1)[0]
    if count < _AGREEING or count * 2 <= len(texts):
        return None
    return next(text for text in texts if plain(text) == found)


def _same(first: str, second: str) -> bool:
    return plain(first) == plain(second)


def _expression(usual: dict[int, str], steps: Sequence[Part], result: Part) -> str:
    """Return the rule as letter.toml would write it: the lowest step first."""
    cases = []
    for band, step in enumerate(steps):
        cases.append(f"{_quoted(usual.get(band))} if {result.name} < {step.name}")
    return " else ".join([*cases, _quoted(usual.get(len(steps)))])


def _quoted(text: str | None) -> str:
    if text is None or set(text) & set('"\\'):  # no text of an expression holds these
        return "none"
    return f'"{" ".join(text.split())}"'
