"""Answers about texts are kept, but not those about long ones."""

from __future__ import annotations

import pytest

from circulars.checks.remembered import remembered

LONG = "จ" * 2000


@pytest.mark.parametrize(
    ("texts", "asked"),
    [(("จุน",), 1), ((LONG[1:],), 1), ((LONG,), 2), ((LONG[:1000], LONG[:1000]), 2)],
)
def test_short_texts_are_kept(texts: tuple[str, ...], asked: int) -> None:
    """What was asked before is not worked out again, unless its texts are long together."""
    calls: list[tuple[str, ...]] = []

    @remembered
    def joined(*parts: str) -> str:
        calls.append(parts)
        return "".join(parts)

    assert ["".join(texts)] * 2 == [joined(*texts), joined(*texts)]
    assert asked == len(calls)


def test_columns_of_texts_count_by_their_texts() -> None:
    """A column with long texts is not kept either."""
    calls: list[tuple[str, ...]] = []

    @remembered
    def first(column: tuple[str, ...]) -> str:
        calls.append(column)
        return column[0]

    assert [LONG, LONG] == [first((LONG,)), first((LONG,))]
    assert 2 == len(calls)
